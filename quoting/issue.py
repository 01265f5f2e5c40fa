"""The verbs of a quote's life: price, issue, approve, open. Each is one short transaction of its caller, with its event."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from content.catalogue.model import Company
from content.catalogue.prices import opened_lists
from content.rates.model import NO_RATES, RateBook
from foundation import clock, events
from foundation.actor import Actor
from foundation.database import Session
from foundation.ids import new_id
from foundation.jobs import enqueue
from quoting import repository
from quoting.approval import check_may_approve, fingerprints_of, judge_quote, may_approve
from quoting.approvals import repository as requests
from quoting.approvals.ask import ask_for_approval
from quoting.approvals.model import RequestState
from quoting.asking import Market, market_of
from quoting.calendar import buyers_day
from quoting.closing import supersede_former
from quoting.earlier import NOTHING, Earlier
from quoting.errors import ApprovalClosed, AuthorityExceeded, QuoteLapsed, QuoteNotFound, ReasonMissing, UnknownLocale
from quoting.exchange import read_rates, worths
from quoting.freight import carriage_assumed
from quoting.goods import chosen_options, find_goods
from quoting.model import Line, Quote, QuoteRequest, QuoteStatus
from quoting.pricing import price_lines
from quoting.second import words_of
from quoting.specification import key_specification
from quoting.sums import sum_up
from quoting.surcharges import check_minimum
from quoting.terms import agree_terms, in_order
from quoting.undertakings import undertakings_of

RENDER = "render_quote"
"""The durable job of `quoting/jobs.py` that makes the document."""


NEW: Mapping[str, Any] = {"id": "", "number": ""}
"""What a quote has before it is stored."""


def compose_quote(
    request: QuoteRequest,
    company: Company,
    *,
    now: datetime,
    roles: Collection[str] = (),
    earlier: Earlier = NOTHING,
    granted: Collection[str] = (),
    rates: RateBook = NO_RATES,
) -> Quote:
    """Price a request and agree its terms, without number and storing nothing: what `issue_quote` would issue. Pure.

    `granted` are the fingerprints of lines that were approved for an earlier revision, `rates` what `read_rates` found.
    Raises every QuotingError of pricing and terms.
    """
    quote = _compose(request, company, now=now, rates=rates, earlier=earlier, roles=roles, granted=granted)
    if request.second_locale in {None, request.locale}:
        return quote
    twin = _compose(replace(request, locale=request.second_locale), company, now=now, rates=rates)
    return replace(quote, second=words_of(twin))


def _compose(
    request: QuoteRequest,
    company: Company,
    *,
    now: datetime,
    rates: RateBook,
    earlier: Earlier = NOTHING,
    **judged_by: Any,
) -> Quote:
    if request.locale not in company.locales:
        raise UnknownLocale(locale=request.locale[:20], known=", ".join(company.locales))
    today = clock.day_of(now, company.identity.time_zone)
    market = market_of(request, company, today=today, rates=rates)
    priced = price_lines(request, company, today=today, rates=rates)
    lines = tuple(_described(line, company, request.locale) for line in priced)
    promised = undertakings_of(request, company, has_ordered=earlier.has_ordered)
    judged_by |= {"rates": worths(rates, company, {request.currency, *earlier.currencies}), "undertakings": promised}
    judged_by |= {"earlier": earlier.given}
    approved, authority = judge_quote(lines, company, locale=request.locale, today=today, **judged_by)
    return Quote(
        **NEW,
        status=QuoteStatus.ISSUED if approved else QuoteStatus.WAITING,
        locale=request.locale,
        currency=request.currency,
        lines=lines,
        issued_at=now if approved else None,
        created_at=now,
        customer=request.customer,
        conversation=request.conversation,
        recipient=dict(request.recipient),
        authority=authority,
        content_generation=company.generation,
        country=request.country,
        price_lists=frozenset(opened_lists(company, market.buyer)),
        payment_days=request.payment_days,
        validity_days=request.validity_days,
        note=request.note,
        **_summed(lines, market, request, today=buyers_day(request.country, company, now=now)),
    )


def _summed(lines: Sequence[Line], market: Market, request: QuoteRequest, *, today: date) -> dict[str, Any]:
    """Return the sums below the lines, the terms, and what they rest on. Raises BelowMinimumValue and those of terms."""
    check_minimum(lines, market)
    terms = agree_terms(request, market.company, lines=lines, today=today)
    sums = sum_up(lines, market, terms.incoterm if terms.carried else None, locale=request.locale)
    return {
        **sums,
        "incoterm": str(terms.incoterm),
        "valid_until": terms.valid_until,
        "lead_time_days": terms.lead_time_days,
        "assumptions": in_order([*terms.assumptions, *carriage_assumed(sums["carriage"], carried=terms.carried)]),
        "terms": terms.wording,
        "partial_deliveries": terms.partial_deliveries,
    }


async def issue_quote(
    session: Session,
    request: QuoteRequest,
    company: Company,
    *,
    by: Actor,
    now: datetime,
    earlier: Earlier = NOTHING,
) -> Quote:
    """Store a quote under the next number of the year; where a discount needs approval it waits, without a document.

    The number is taken as late as possible, since others wait for it until this transaction ends; rolled back, it is
    free again. Raises as `compose_quote`, before anything is written.
    """
    rates = await read_rates(session, request.currency, company, now=now, earlier=earlier)
    draft = compose_quote(request, company, now=now, roles=by.roles, earlier=earlier, rates=rates)
    number = await repository.take_number(session, clock.day_of(now, company.identity.time_zone).year)
    return await place_quote(session, replace(draft, id=new_id(), number=number, root=number), company, by=by, now=now)


async def place_quote(session: Session, quote: Quote, company: Company, *, by: Actor, now: datetime) -> Quote:
    """Store a composed quote under its number, with its event; its document follows, or the request for its approval."""
    await repository.add_quote(session, quote)
    name = "quote_issued" if quote.status is QuoteStatus.ISSUED else "quote_waiting"
    await events.record(session, name, subject=("quote", quote.id), by=by, data=_facts(quote))
    if quote.status is QuoteStatus.ISSUED:
        await enqueue(session, RENDER, quote.id, key=quote.id)
    else:
        await ask_for_approval(session, quote, company, by=by, now=now)
    return quote


async def approve_quote(
    session: Session, number: str, company: Company, *, by: Actor, now: datetime, reason: str = ""
) -> Quote:
    """Issue a waiting quote as it stands; its lines were what was asked for, its validity was promised then.

    Raises QuoteNotFound, ApprovalClosed where it waits no longer, QuoteLapsed past its last day, AuthorityExceeded where
    `by` may not or nobody may, ReasonMissing where a price goes below its floor without one.
    """
    quote = await require_quote(session, number)
    check_may_approve(quote, by)
    if any(line.is_below_floor for line in quote.lines) and not reason.strip():
        raise ReasonMissing(number=number)
    if _is_past(quote, company, now=now):
        raise QuoteLapsed(number=number, ended=quote.valid_until.isoformat())
    await supersede_former(session, quote, by=by, now=now)
    await _close_approval(session, quote, to=QuoteStatus.ISSUED, issued_at=now)
    granted = fingerprints_of(quote, company)
    await requests.settle(
        session, quote.id, RequestState.APPROVED, decided_by=str(by), decided_at=now, reason=reason, granted=granted
    )
    await events.record(
        session, "quote_approved", subject=("quote", quote.id), by=by, data={**_facts(quote), "reason": reason}
    )
    await enqueue(session, RENDER, quote.id, key=quote.id)
    return replace(quote, status=QuoteStatus.ISSUED, issued_at=now)


async def decline_quote(session: Session, number: str, *, by: Actor, now: datetime, reason: str) -> Quote:
    """Refuse the approval of a waiting quote; raises as `approve_quote`."""
    quote = await require_quote(session, number)
    if not may_approve(quote.authority, by, declining=True):
        raise AuthorityExceeded(number=number)
    await _close_approval(session, quote, to=QuoteStatus.REFUSED)
    columns = {"decided_by": str(by), "decided_at": now, "reason": reason}
    await requests.settle(session, quote.id, RequestState.REFUSED, **columns)
    await events.record(
        session,
        "quote_approval_declined",
        subject=("quote", quote.id),
        by=by,
        data={"number": number, "reason": reason},
    )
    return replace(quote, status=QuoteStatus.REFUSED)


async def view_quote(session: Session, number: str, *, by: Actor, now: datetime) -> Quote:
    """Record that somebody who is not staff opened a quote for the first time; later openings change nothing."""
    quote = await require_quote(session, number)
    if by.kind == "staff" or quote.status is not QuoteStatus.ISSUED:
        return quote
    if await repository.change_status(
        session, quote.id, to=QuoteStatus.VIEWED, only_from=[QuoteStatus.ISSUED], viewed_at=now
    ):
        await events.record(session, "quote_viewed", subject=("quote", quote.id), by=by, data={"number": number})
        return replace(quote, status=QuoteStatus.VIEWED, viewed_at=now)
    return await require_quote(session, number)


async def require_quote(session: Session, number: str) -> Quote:
    """Return the quote of a number; raises QuoteNotFound."""
    quote = await repository.find_quote(session, number)
    if quote is None:
        raise QuoteNotFound
    return quote


def is_expired(quote: Quote, company: Company, *, now: datetime) -> bool:
    """Say whether an open offer is past its last day, in the buyer's calendar."""
    is_open = quote.status in {QuoteStatus.ISSUED, QuoteStatus.VIEWED}
    return is_open and _is_past(quote, company, now=now)


def _is_past(quote: Quote, company: Company, *, now: datetime) -> bool:
    return buyers_day(quote.country, company, now=now) > quote.valid_until


async def _close_approval(session: Session, quote: Quote, *, to: QuoteStatus, **columns: object) -> None:
    if not await repository.change_status(session, quote.id, to=to, only_from=[QuoteStatus.WAITING], **columns):
        raise ApprovalClosed(number=quote.number)


def _described(line: Line, company: Company, locale: str) -> Line:
    goods = find_goods(company, line.sku)
    if goods.is_bundle:
        return line
    options = chosen_options(goods, line.options)
    return replace(line, specification=key_specification(goods.pieces[0].product, company, options, locale=locale))


def _facts(quote: Quote) -> dict[str, object]:
    return {
        "number": quote.number,
        "total": str(quote.total.amount),
        "currency": quote.currency,
        "customer": quote.customer,
        "conversation": quote.conversation,
        "price_lists": sorted({line.price_list for line in quote.lines if line.price_list}),
    }
