"""The verb by which an approver answers with other discounts than were asked for: a counter-offer that is issued at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from content.catalogue.model import Company
from content.catalogue.prices import Buyer
from content.rates.model import NO_RATES, Rate, RateBook
from foundation import clock, events
from foundation.actor import Actor
from foundation.database import Session
from foundation.jobs import enqueue
from quoting.amounts import Carriage, Charge
from quoting.approval import check_may_approve, fingerprints_of, judge_quote, may_approve
from quoting.approvals import repository
from quoting.approvals.model import RequestState
from quoting.asking import Market, rate_used
from quoting.calendar import buyers_day
from quoting.closing import supersede_former
from quoting.earlier import NOTHING, Earlier
from quoting.errors import ApprovalClosed, AuthorityExceeded, QuoteLapsed, ReasonMissing, UnknownLine
from quoting.exchange import read_rates, worths
from quoting.freight import carriage_for
from quoting.issue import RENDER, require_quote
from quoting.model import Incoterm, Line, Quote, QuoteStatus
from quoting.pricing import add_up, checked_discount
from quoting.repository import change_status
from quoting.surcharges import check_minimum, surcharges_for
from quoting.taxes import tax_on
from quoting.undertakings import undertakings_of

_HUNDRED = Decimal(100)


async def change_quote(
    session: Session,
    number: str,
    discounts: Mapping[int, Decimal],
    *,
    company: Company,
    by: Actor,
    now: datetime,
    reason: str,
    earlier: Earlier = NOTHING,
) -> Quote:
    """Issue a waiting quote with the discounts (percent) of these positions; other lines stay as they were asked for.

    The counter-offer passes the same check, by the bounds of whoever makes it. Raises QuoteNotFound, ApprovalClosed,
    QuoteLapsed, ReasonMissing, UnknownLine, DiscountOutOfRange, and AuthorityExceeded where it is beyond `by`.
    """
    quote = await require_quote(session, number)
    today = clock.day_of(now, company.identity.time_zone)
    _check_answerable(quote, by=by, reason=reason, today=buyers_day(quote.country, company, now=now))
    rates = await read_rates(session, quote.currency, company, now=now, earlier=earlier)
    changed = with_discounts(quote, discounts, company, rates=rates)
    worth = worths(rates, company, {quote.currency, *earlier.currencies})
    judged_by: dict[str, Any] = {"roles": by.roles, "earlier": earlier.given, "rates": worth}
    promised = undertakings_of(quote, company, has_ordered=earlier.has_ordered)
    approved, authority = judge_quote(
        changed.lines, company, locale=quote.locale, today=today, undertakings=promised, **judged_by
    )
    changed = replace(changed, authority=authority, status=QuoteStatus.ISSUED, issued_at=now)
    if not approved:
        check_may_approve(changed, by)
    await supersede_former(session, quote, by=by, now=now)
    if not await change_status(
        session, quote.id, to=QuoteStatus.ISSUED, only_from=[QuoteStatus.WAITING], issued_at=now
    ):
        raise ApprovalClosed(number=number)
    await repository.set_discounts(session, changed)
    granted = fingerprints_of(changed, company)
    await repository.settle(
        session, quote.id, RequestState.CHANGED, decided_by=str(by), decided_at=now, reason=reason, granted=granted
    )
    told = {str(position): str(discount) for position, discount in sorted(discounts.items())}
    data = {"number": number, "reason": reason, "discounts": told}
    await events.record(session, "quote_approval_changed", subject=("quote", quote.id), by=by, data=data)
    await enqueue(session, RENDER, quote.id, key=quote.id)
    return changed


def _check_answerable(quote: Quote, *, by: Actor, reason: str, today: date) -> None:
    number = quote.number
    if not may_approve(quote.authority, by, declining=True):
        raise AuthorityExceeded(number=number)
    if quote.status is not QuoteStatus.WAITING:
        raise ApprovalClosed(number=number)
    if not reason.strip():
        raise ReasonMissing(number=number)
    if today > quote.valid_until:
        raise QuoteLapsed(number=number, ended=quote.valid_until.isoformat())


def with_discounts(
    quote: Quote, discounts: Mapping[int, Decimal], company: Company, *, rates: RateBook = NO_RATES
) -> Quote:
    """Return the quote with other discounts by position, its surcharges and sums reckoned anew by the day it was asked for.

    The exchange rate that stands on the quote goes before `rates`. Pure; raises UnknownLine, DiscountOutOfRange, BelowMinimumValue.
    """
    for position in discounts:
        if not 1 <= position <= len(quote.lines):
            raise UnknownLine(number=quote.number, position=position)
    lines = tuple(
        _discounted(line, checked_discount(discounts[position])) if position in discounts else line
        for position, line in enumerate(quote.lines, start=1)
    )
    own = RateBook(tuple(Rate(one.base, one.currency, one.reference, one.as_of, one.source) for one in quote.rates))
    charged = _charged(quote, lines, company, rates=own if quote.rates else rates)
    charges, carriage = charged["charges"], charged["carriage"]
    freight = carriage.total if carriage else quote.freight
    tax = tax_on(lines, charges, quote.tax_percent, freight=freight)
    totals = add_up(lines, currency=quote.currency, charges=charges, freight=freight, tax=tax)
    sums = {name: getattr(totals, name) for name in ("subtotal", "discount", "freight", "tax", "total")}
    return replace(quote, lines=lines, **sums, **charged)


def _charged(quote: Quote, lines: Sequence[Line], company: Company, *, rates: RateBook) -> dict[str, Any]:
    """Return surcharges and carriage of these lines, the second language with its names, and the rate they went through."""
    asked_on = clock.day_of(quote.created_at, company.identity.time_zone)
    market = Market(company, quote.currency, Buyer(country=quote.country), asked_on, rates)
    check_minimum(lines, market)
    charges = surcharges_for(lines, market, locale=quote.locale)
    used = rate_used((), market, amounts=[company.surcharges[charge.id].amounts for charge in charges])
    fields = {
        "charges": charges,
        "rates": quote.rates or ((used,) if used else ()),
        "carriage": _carriage(quote, lines, charges, market=market),
    }
    if quote.second is None:
        return fields
    twin = surcharges_for(lines, market, locale=quote.second.locale)
    return {**fields, "second": replace(quote.second, charges=tuple(charge.name for charge in twin))}


def _carriage(quote: Quote, lines: Sequence[Line], charges: Sequence[Charge], *, market: Market) -> Carriage | None:
    """Return the carriage of the quote; insurance and duties follow the value of the goods."""
    if quote.carriage is None:
        return None
    rule, _, place = quote.incoterm.partition(" ")
    anew = carriage_for(Incoterm(rule, place or None), quote.packing, lines, charges=charges, market=market)
    return anew or quote.carriage


def _discounted(line: Line, discount: Decimal) -> Line:
    return replace(line, discount=discount, amount=(line.gross * ((_HUNDRED - discount) / _HUNDRED)).rounded())
