"""The source of truth for the pro-forma invoice of a quote: the same offer under its own title, worded for bank and customs. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from foundation.locales import format_date
from quoting.errors import NoProforma
from quoting.model import Quote, QuoteStatus
from quoting.offer import Fact, Offer
from quoting.wording import latin, speaker

BINDING = frozenset({QuoteStatus.ISSUED, QuoteStatus.VIEWED, QuoteStatus.ACCEPTED})
"""In which states a quote binds us, an open one until its last day."""


def has_proforma(quote: Quote, *, day: date) -> bool:
    """Say whether the quote binds us on a day: accepted, or issued and neither refused, replaced nor past its last day."""
    return quote.status in BINDING and (quote.status is QuoteStatus.ACCEPTED or day <= quote.valid_until)


def check_proforma(quote: Quote, *, day: date) -> None:
    """Raise NoProforma unless `has_proforma`."""
    if not has_proforma(quote, day=day):
        raise NoProforma(number=quote.number)


def proforma_number(number: str) -> str:
    """Return the number of a quote's pro-forma invoice: `PF-2026-00042` of `Q-2026-00042`."""
    return f"PF-{number.removeprefix('Q-')}"


def word_proforma(offer: Offer, *, day: date) -> Offer:
    """Word the pro-forma invoice of a worded offer: no specification, but what customs want, and where to pay."""
    locale, labels = offer.locale, offer.labels
    say = speaker(locale)
    number, written = proforma_number(offer.number), format_date(day, locale, "long")
    facts = (
        Fact(labels["proforma_number"], number, is_latin=True),
        Fact(labels["date"], written),
        Fact(labels["number"], offer.number, is_latin=True),
        Fact(labels["valid_until"], offer.valid_until),
        *offer.facts[3:],
    )
    introduction = say(
        "This pro-forma invoice rests on our quotation {number} of {date}. It is no tax invoice and gives no right to "
        "deduct input tax."
    )
    closing = say("Please pay to the account above and state {number}.")
    return replace(
        offer,
        number=number,
        title=labels["proforma"],
        facts=facts,
        made_on=day.isoformat(),
        date=written,
        salutation="",
        introduction=introduction.format(number=latin(offer.number, locale), date=offer.date),
        note="",
        closing=closing.format(number=latin(number, locale)),
        lines=tuple(replace(line, specification=()) for line in offer.lines),
        assumptions=(),
    )
