"""What the inbox of approvals shows: what was asked for and why, who decides by when, and the discount that may be answered with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from content.catalogue.model import Company
from foundation.database import Session
from foundation.locales import format_money, format_number
from funnel.permissions import repository as staff
from funnel.permissions.model import Member
from quoting import repository as quotes
from quoting.approval import grantors_of, may_approve
from quoting.approvals import repository as requests
from quoting.approvals.model import ApprovalRequest
from quoting.model import Line, Quote, QuoteStatus
from web.desk.authority import Reader, Told, tell_authority
from web.desk.seeing import hidden


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """A line of a waiting quote, worded; `percent` is its discount as a form writes it."""

    position: int
    name: str
    quantity: str
    unit_price: str
    discount: str
    percent: str
    amount: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A waiting quote; `reasons` are the decisions that withheld it."""

    quote: Quote
    total: str
    lines: tuple[WaitingLine, ...]
    reasons: tuple[Told, ...]
    level: str | None
    """The role that is to answer now; None for quotes from before there were requests."""
    due_at: datetime | None
    overdue: bool
    may_approve: bool
    may_answer: bool
    """May change or refuse."""
    deciders: tuple[str, ...]
    """Roles that may say yes to all of it."""
    asked_by: str
    """A member's name; empty where the buyer or a program asked."""
    by_buyer: bool
    words: str
    """The asker's own: text from outside."""


@dataclass(frozen=True, slots=True)
class Approvals:
    """Context of `desk/approvals.html`."""

    rows: tuple[Waiting, ...]
    problem: str | None


async def approvals(
    session: Session, member: Member, company: Company, *, now: datetime, problem: str | None = None
) -> Approvals:
    """Read the quotes that wait for approval, the most urgent first."""
    every = await quotes.list_quotes(session, status=QuoteStatus.WAITING)
    others = await hidden(session, member, [each.customer for each in every])
    found = [each for each in every if each.customer not in others]
    asked = {one.quote_id: one for one in await requests.open_ones(session)}
    names = {str(each.actor): each.name for each in await staff.listed(session)}
    rows = [_waiting(each, asked.get(each.id), member, now=now, company=company, names=names) for each in found]
    rows.sort(key=lambda row: (row.due_at or row.quote.created_at, row.quote.number))
    return Approvals(tuple(rows), problem)


def _waiting(
    quote: Quote,
    request: ApprovalRequest | None,
    member: Member,
    *,
    now: datetime,
    company: Company,
    names: Mapping[str, str],
) -> Waiting:
    withheld = [decision for decision in quote.authority if decision["status"] != "approved"]
    reader = Reader(company, member.roles, member.locale)
    deciders = frozenset[str].intersection(*map(grantors_of, withheld)) if withheld else frozenset()
    return Waiting(
        quote=quote,
        total=format_money(quote.total, member.locale),
        lines=tuple(_line(line, position, member.locale) for position, line in enumerate(quote.lines, start=1)),
        reasons=tuple(one for one in tell_authority(quote, reader) if one.status != "approved"),
        level=request.level if request else None,
        due_at=request.due_at if request else None,
        overdue=request is not None and request.is_overdue(now),
        may_approve=may_approve(quote.authority, member.actor),
        may_answer=may_approve(quote.authority, member.actor, declining=True),
        deciders=tuple(sorted(deciders)),
        asked_by=names.get(request.asked_by, "") if request else "",
        by_buyer=request is not None and request.asked_by.startswith("visitor:"),
        words=request.words if request else "",
    )


def _line(line: Line, position: int, locale: str) -> WaitingLine:
    return WaitingLine(
        position=position,
        name=line.name,
        quantity=format_number(line.quantity, locale),
        unit_price=format_money(line.unit_price, locale),
        discount=f"{format_number(line.discount, locale)} %",
        percent=f"{line.discount.normalize():f}",
        amount=format_money(line.amount, locale),
    )
