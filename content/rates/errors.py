"""Every reason why exchange rates cannot be taken in, each a sentence in the reader's language that says what would help."""

from __future__ import annotations

from foundation.locales import translator

REASONS = {
    "broken": "This is no file of exchange rates. Load the reference rates of the European Central Bank as XML, CSV or ZIP.",
    "too_large": "The file is larger than {size} MiB. Load a shorter history.",
    "bad_day": "“{day}” is no day. Write it like 2026-11-27.",
    "bad_rate": "“{rate}” is no exchange rate for {currency}. It must be a number above zero.",
    "unknown_currency": "“{currency}” is no currency code. Use ISO 4217, such as USD.",
    "same_currency": "A rate needs two different currencies.",
    "future": "The rate of {day} lies in the future. Check the date.",
    "no_source": "A rate needs a source: who gave it, in at most {most} characters.",
    "empty": "The file holds no exchange rate.",
}
"""Reason -> the sentence, a msgid of the domain `content`; its placeholders are the facts."""


class RatesRefused(ValueError):
    """Exchange rates cannot be taken in. `code` is one of REASONS, `facts` fill its placeholders."""

    def __init__(self, code: str, **facts: object) -> None:
        self.code = code
        self.facts = facts
        super().__init__(self.sentence("en"))

    def sentence(self, locale: str) -> str:
        """Return why, and what would help, in `locale`."""
        return translator("content", "content", locale).gettext(REASONS[self.code]).format_map(self.facts)


class RatesUnavailable(Exception):
    """An address did not give a file; nothing was changed, and another attempt may succeed."""

    def __init__(self, address: str, reason: str) -> None:
        super().__init__(f"The exchange rates at {address} could not be fetched: {reason}. Try again, or load a file.")
