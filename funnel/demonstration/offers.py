"""Source of truth for how the quotes of a demonstration come about: priced by the company's own list, as real ones are. Pure."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

from content.catalogue.model import Company
from foundation.ids import new_id
from funnel.demonstration.story import Offer, Story
from quoting.errors import QuotingError
from quoting.issue import compose_quote
from quoting.model import Answer, AnswerKind, Quote, QuoteRequest, QuoteStatus, RequestedLine

_WAITS = timedelta(days=10)
"""A quote that needs approval is still waiting where it is newer; older ones were agreed to."""
_REFUSALS = {"price": "price", "lead_time": "lead_time", "competitor": "competitor"}


def quote_of(story: Story, offer: Offer, company: Company, *, customer: int, now: datetime) -> Quote | None:
    """Price an offer by today's list and date it as the story has it; None where the list has no price for it."""
    request = _request(story, offer.sku, offer.quantity, company=company)
    try:
        quote = compose_quote(replace(request, discount=Decimal(offer.discount), customer=customer), company, now=now)
    except QuotingError:
        return None
    valid_for = quote.valid_until - now.date()
    quote = replace(quote, id=new_id(), created_at=offer.at, valid_until=offer.at.date() + valid_for)
    if quote.status is QuoteStatus.WAITING and now - offer.at < _WAITS and not offer.answer:
        return quote
    return _lived(replace(quote, issued_at=offer.at), story, offer, now=now)


def budget_of(story: Story, sku: str, quantity: int, *, company: Company, now: datetime) -> str:
    """What somebody who asked around has for so many, roughly and with its currency, whether or not the list has a price."""
    request = _request(story, sku, quantity, company=company)
    try:
        total = compose_quote(request, company, now=now).total.amount
    except QuotingError:
        total = Decimal(10_000)
    return f"{math.ceil(total / 500) * 500} {request.currency}"


def _request(story: Story, sku: str, quantity: int, *, company: Company) -> QuoteRequest:
    currency = company.terms.currency_by_country.get(
        story.country, company.terms.currency_by_locale.get(story.locale, company.identity.base_currency)
    )
    return QuoteRequest(
        locale=story.locale,
        currency=currency if currency in company.currencies else company.identity.base_currency,
        lines=(RequestedLine(sku, quantity),),
        country=story.country,
        recipient={"name": story.name, "company": story.company, "email": story.email, "country": story.country},
    )


def _lived(quote: Quote, story: Story, offer: Offer, *, now: datetime) -> Quote:
    """Let a quote be seen, answered or run out."""
    quote = replace(
        quote, status=QuoteStatus.VIEWED if offer.viewed_at else QuoteStatus.ISSUED, viewed_at=offer.viewed_at
    )
    if offer.answer and offer.answered_at is not None:
        kind = AnswerKind(offer.answer)
        answer = Answer(kind=kind, at=offer.answered_at, name=story.name, email=story.email)
        if kind is AnswerKind.REFUSED:
            answer = replace(answer, reason=_REFUSALS.get(story.lost_reason or "", "other"))
        return replace(quote, status=QuoteStatus(offer.answer), answer=answer)
    if quote.valid_until < now.date():
        return replace(quote, status=QuoteStatus.EXPIRED)
    return quote
