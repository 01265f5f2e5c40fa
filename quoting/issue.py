"""The verbs of a quote's life: price, issue, approve, open. Each is one short transaction of its caller, with its event."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from content.catalogue.model import Company
from foundation import events
from foundation.actor import Actor
from foundation.database import Session
from foundation.ids import new_id
from foundation.jobs import enqueue
from quoting import repository
from quoting.approval import judge_discounts, may_approve
from quoting.errors import ApprovalClosed, AuthorityExceeded, QuoteLapsed, QuoteNotFound, UnknownLocale
from quoting.model import Line, Quote, QuoteRequest, QuoteStatus
from quoting.pricing import add_up, chosen_options, find_product, list_ends, price_lines
from quoting.specification import key_specification
from quoting.terms import agree_terms

RENDER = "render_quote"
"""The durable job of `quoting/jobs.py` that makes the document."""


def compose_quote(request: QuoteRequest, company: Company, *, now: datetime) -> Quote:
    """Price a request and agree its terms, without number and storing nothing: what `issue_quote` would issue. Pure.

    Raises every QuotingError of pricing and terms.
    """
    if request.locale not in company.locales:
        raise UnknownLocale(locale=request.locale[:20], known=", ".join(company.locales))
    today = now.astimezone(ZoneInfo(company.identity.time_zone)).date()
    lines = tuple(_described(line, company, request.locale) for line in price_lines(request, company, today=today))
    totals = add_up(lines, currency=request.currency)
    ends = list_ends(lines, company, currency=request.currency, today=today)
    terms = agree_terms(request, company, lines=lines, today=today, prices_end=ends)
    approved, authority = judge_discounts(lines, company, locale=request.locale, today=today)
    return Quote(
        id="",
        number="",
        status=QuoteStatus.ISSUED if approved else QuoteStatus.WAITING,
        locale=request.locale,
        currency=request.currency,
        lines=lines,
        subtotal=totals.subtotal,
        discount=totals.discount,
        freight=totals.freight,
        tax=totals.tax,
        total=totals.total,
        incoterm=str(terms.incoterm),
        valid_until=terms.valid_until,
        issued_at=now if approved else None,
        created_at=now,
        lead_time_days=terms.lead_time_days,
        assumptions=terms.assumptions,
        customer=request.customer,
        conversation=request.conversation,
        recipient=dict(request.recipient),
        authority=authority,
        content_generation=company.generation,
        terms=terms.wording,
    )


async def issue_quote(session: Session, request: QuoteRequest, company: Company, *, by: Actor, now: datetime) -> Quote:
    """Store a quote under the next number of the year; where a discount needs approval it waits, without a document.

    The number is taken as late as possible, since others wait for it until this transaction ends; rolled back, it is
    free again. Raises as `compose_quote`, before anything is written.
    """
    draft = compose_quote(request, company, now=now)
    number = await repository.take_number(session, now.astimezone(ZoneInfo(company.identity.time_zone)).year)
    quote = replace(draft, id=new_id(), number=number)
    await repository.add_quote(session, quote)
    name = "quote_issued" if quote.status is QuoteStatus.ISSUED else "quote_waiting"
    await events.record(session, name, subject=("quote", quote.id), by=by, data=_facts(quote))
    if quote.status is QuoteStatus.ISSUED:
        await enqueue(session, RENDER, quote.id, key=quote.id)
    return quote


async def approve_quote(session: Session, number: str, *, by: Actor, now: datetime, reason: str = "") -> Quote:
    """Issue a waiting quote as it stands; its lines were what was asked for, its validity was promised then.

    Raises QuoteNotFound, ApprovalClosed where it waits no longer, QuoteLapsed past its last day, AuthorityExceeded where
    `by` may not or nobody may.
    """
    quote = await require_quote(session, number)
    if not may_approve(quote.authority, by):
        raise AuthorityExceeded(number=number)
    if now.date() > quote.valid_until:
        raise QuoteLapsed(number=number, ended=quote.valid_until.isoformat())
    await _close_approval(session, quote, to=QuoteStatus.ISSUED, issued_at=now)
    await events.record(
        session, "quote_approved", subject=("quote", quote.id), by=by, data={**_facts(quote), "reason": reason}
    )
    await enqueue(session, RENDER, quote.id, key=quote.id)
    return replace(quote, status=QuoteStatus.ISSUED, issued_at=now)


async def decline_quote(session: Session, number: str, *, by: Actor, reason: str) -> Quote:
    """Refuse the approval of a waiting quote; raises as `approve_quote`."""
    quote = await require_quote(session, number)
    if not may_approve(quote.authority, by, declining=True):
        raise AuthorityExceeded(number=number)
    await _close_approval(session, quote, to=QuoteStatus.REFUSED)
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
    """Say whether an open offer is past its last day, in the company's time zone."""
    is_open = quote.status in {QuoteStatus.ISSUED, QuoteStatus.VIEWED}
    return is_open and now.astimezone(ZoneInfo(company.identity.time_zone)).date() > quote.valid_until


async def _close_approval(session: Session, quote: Quote, *, to: QuoteStatus, **columns: object) -> None:
    if not await repository.change_status(session, quote.id, to=to, only_from=[QuoteStatus.WAITING], **columns):
        raise ApprovalClosed(number=quote.number)


def _described(line: Line, company: Company, locale: str) -> Line:
    product = find_product(company, line.sku)
    options = chosen_options(product, line.options)
    return replace(line, specification=key_specification(product, company, options, locale=locale))


def _facts(quote: Quote) -> dict[str, object]:
    return {
        "number": quote.number,
        "total": str(quote.total.amount),
        "currency": quote.currency,
        "customer": quote.customer,
        "conversation": quote.conversation,
    }
