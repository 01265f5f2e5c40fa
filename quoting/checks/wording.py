"""The source of truth for the words of a re-check's causes. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from quoting.checks.model import Cause
from quoting.wording import speaker

_CAUSES = {
    Cause.PRICE: "Price changed",
    Cause.RATE: "Exchange rate changed",
    Cause.STOCK: "Stock or delivery time changed",
    Cause.CERTIFICATE: "Certificate changed or ends",
    Cause.SPECIFICATION: "Specification changed",
    Cause.TERMS: "Terms changed",
    Cause.UNAVAILABLE: "Cannot be offered any more",
}


def cause_words(locale: str) -> Mapping[str, str]:
    """Return every cause by its id."""
    say = speaker(locale)
    return {cause.value: say(word) for cause, word in _CAUSES.items()}
