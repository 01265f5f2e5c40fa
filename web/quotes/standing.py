"""What a quote's page says of its state: ordered, declined, withdrawn, replaced, over, or waiting."""

from __future__ import annotations

from dataclasses import dataclass

from content.catalogue.model import Company
from foundation import clock
from foundation.locales import format_date
from quoting.issue import is_expired
from quoting.link import page_path
from quoting.model import AnswerKind, Quote, QuoteStatus
from web.locale import Speech


@dataclass(frozen=True, slots=True)
class Standing:
    """One sentence about a quote that is not simply open; `link` (label, address) leads on."""

    text: str
    is_good: bool = False
    link: tuple[str, str] | None = None


def standing(quote: Quote, company: Company, *, newest: Quote, say: Speech, secret: str) -> Standing | None:
    """Say where a quote stands, None where it is simply open; `newest` is its newest revision that was issued."""
    locale, zone = say.locale, company.identity.time_zone
    answered = format_date(clock.day_of(quote.answer.at, zone), locale, "long") if quote.answer else ""
    if quote.status is QuoteStatus.ACCEPTED and quote.answer:
        who = f"{quote.answer.name} · {quote.answer.role}"
        return Standing(say("Ordered on {date} by {who}. Thank you.", date=answered, who=who), is_good=True)
    if quote.status is QuoteStatus.SUPERSEDED:
        text = say("This quotation was replaced by {number}.", number=newest.number)
        link = (say("Open {number}", number=newest.number), page_path(newest.number, locale, secret))
        return Standing(text, link=link if newest.has_document and newest.id != quote.id else None)
    if quote.status is QuoteStatus.REFUSED and quote.answer is None:
        return Standing(say("We cannot offer it as it was asked for. Please write to us: we will find another way."))
    if quote.status is QuoteStatus.REFUSED and quote.answer and quote.answer.kind is AnswerKind.WITHDRAWN:
        return Standing(say("We withdrew this quotation on {date}. Please ask us for a new one.", date=answered))
    if quote.status is QuoteStatus.REFUSED:
        return Standing(
            say("This quotation was declined on {date}. Please ask us if you need a new one.", date=answered)
        )
    if quote.status is QuoteStatus.EXPIRED or is_expired(quote, company, now=clock.now()):
        ended = format_date(quote.valid_until, locale, "long")
        return Standing(say("This quotation ended on {date}. Please ask us for a new one.", date=ended))
    return None
