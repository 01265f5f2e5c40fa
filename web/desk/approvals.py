"""What the page of waiting quotes shows: the lines, what was asked for, and the rule that it is past."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from foundation.database import Session
from foundation.locales import format_money, format_number
from funnel.permissions.model import Member
from quoting import repository as quotes
from quoting.approval import APPROVERS
from quoting.model import Line, Quote, QuoteStatus


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """A line of a waiting quote, worded."""

    name: str
    quantity: str
    unit_price: str
    discount: str
    amount: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A waiting quote; `reasons` are the decisions on its discounts, in the quote's language."""

    quote: Quote
    total: str
    lines: tuple[WaitingLine, ...]
    reasons: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Approvals:
    """Context of `desk/approvals.html`."""

    rows: tuple[Waiting, ...]
    may_decide: bool
    problem: str | None


async def approvals(session: Session, member: Member, problem: str | None = None) -> Approvals:
    """Read the quotes that wait for approval, newest first."""
    found = await quotes.list_quotes(session, status=QuoteStatus.WAITING)
    return Approvals(tuple(_waiting(each, member.locale) for each in found), member.may(APPROVERS), problem)


def _waiting(quote: Quote, locale: str) -> Waiting:
    lines = tuple(_line(line, locale) for line in quote.lines)
    return Waiting(quote, format_money(quote.total, locale), lines, quote.authority)


def _line(line: Line, locale: str) -> WaitingLine:
    return WaitingLine(
        name=line.name,
        quantity=format_number(line.quantity, locale),
        unit_price=format_money(line.unit_price, locale),
        discount=f"{format_number(line.discount, locale)} %",
        amount=format_money(line.amount, locale),
    )
