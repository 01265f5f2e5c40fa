"""How requests for approval are read and written; what comes out is frozen model data."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from quoting.approvals.model import ApprovalRequest, RequestState
from quoting.approvals.tables import ApprovalRequestRow
from quoting.basis import quote_basis
from quoting.model import Quote
from quoting.tables import QuoteLineRow, QuoteRow


async def add(session: AsyncSession, request: ApprovalRequest) -> None:
    """Store a new request."""
    session.add(
        ApprovalRequestRow(
            id=request.id,
            quote_id=request.quote_id,
            number=request.number,
            state=request.state.value,
            level=request.level,
            asked_by=request.asked_by,
            why=[dict(one) for one in request.why],
            created_at=request.created_at,
            reached_at=request.reached_at,
            remind_at=request.remind_at,
            due_at=request.due_at,
            granted=list(request.granted),
        )
    )
    await session.flush()


async def find_open(session: AsyncSession, quote_id: str) -> ApprovalRequest | None:
    """Return the open request of a quote."""
    found = await _read(session, ApprovalRequestRow.quote_id == quote_id, RequestState.OPEN)
    return found[0] if found else None


async def open_ones(session: AsyncSession, *, limit: int = 200) -> list[ApprovalRequest]:
    """Return the open requests, the most urgent first."""
    return await _read(session, sa.true(), RequestState.OPEN, limit=limit)


async def of_quote(session: AsyncSession, number: str) -> list[ApprovalRequest]:
    """Return all requests about a quote, by its number."""
    return await _read(session, ApprovalRequestRow.number == number)


async def ripe(session: AsyncSession, now: datetime) -> list[ApprovalRequest]:
    """Return the open requests that are to be reminded of or to go up."""
    return await _read(session, ApprovalRequestRow.remind_at <= now, RequestState.OPEN)


async def granted_for(session: AsyncSession, root: str) -> frozenset[str]:
    """Return the fingerprints of all lines that were approved for any revision of a quote, by the number they share."""
    rows = await session.scalars(
        sa.select(ApprovalRequestRow.granted).where(
            sa.or_(ApprovalRequestRow.number == root, ApprovalRequestRow.number.like(f"{root}-%")),
            ApprovalRequestRow.state.in_([RequestState.APPROVED.value, RequestState.CHANGED.value]),
        )
    )
    return frozenset(fingerprint for granted in rows for fingerprint in granted)


async def settle(session: AsyncSession, quote_id: str, state: RequestState, **columns: Any) -> bool:
    """Answer the open request of a quote; False where there is none: somebody was first."""
    return await _change(session, ApprovalRequestRow.quote_id == quote_id, state=state.value, **columns)


async def move(session: AsyncSession, request: ApprovalRequest, **columns: Any) -> bool:
    """Change when and to whom an open request speaks, if nobody did so since it was read."""
    same = sa.and_(ApprovalRequestRow.id == request.id, ApprovalRequestRow.remind_at == request.remind_at)
    return await _change(session, same, **columns)


async def put_words(session: AsyncSession, quote_id: str, words: str) -> bool:
    """Keep why the open request of a quote was made, in the asker's words; False where there is none."""
    return await _change(session, ApprovalRequestRow.quote_id == quote_id, words=words)


async def set_discounts(session: AsyncSession, quote: Quote) -> None:
    """Store the discounts and sums of a quote that an approver changed before it was issued."""
    for position, line in enumerate(quote.lines, start=1):
        own = sa.and_(QuoteLineRow.quote_id == quote.id, QuoteLineRow.position == position)
        columns = {"discount": line.discount, "amount": line.amount.amount}
        await session.execute(sa.update(QuoteLineRow).where(own).values(**columns))
    sums = {name: getattr(quote, name).amount for name in ("subtotal", "discount", "freight", "tax", "total")}
    authority = [dict(decision) for decision in quote.authority]
    stored = sa.update(QuoteRow).where(QuoteRow.id == quote.id)
    await session.execute(stored.values(**sums, authority=authority, basis=quote_basis(quote)))


async def _change(session: AsyncSession, which: sa.ColumnElement[bool], **columns: Any) -> bool:
    changed = await session.execute(
        sa.update(ApprovalRequestRow)
        .where(which, ApprovalRequestRow.state == RequestState.OPEN.value)
        .values(**columns)
        .returning(ApprovalRequestRow.id)
    )
    return changed.scalar_one_or_none() is not None


async def _read(
    session: AsyncSession, which: sa.ColumnElement[bool], state: RequestState | None = None, *, limit: int = 1000
) -> list[ApprovalRequest]:
    wanted = sa.select(ApprovalRequestRow).where(which).order_by(ApprovalRequestRow.due_at, ApprovalRequestRow.id)
    if state is not None:
        wanted = wanted.where(ApprovalRequestRow.state == state.value)
    return _requests((await session.scalars(wanted.limit(limit))).all())


def _requests(rows: Sequence[ApprovalRequestRow]) -> list[ApprovalRequest]:
    return [
        ApprovalRequest(
            id=row.id,
            quote_id=row.quote_id,
            number=row.number,
            state=RequestState(row.state),
            level=row.level,
            asked_by=row.asked_by,
            why=tuple(row.why),
            created_at=row.created_at,
            reached_at=row.reached_at,
            remind_at=row.remind_at,
            due_at=row.due_at,
            decided_by=row.decided_by,
            decided_at=row.decided_at,
            reason=row.reason,
            granted=tuple(row.granted),
            words=row.words or "",
        )
        for row in rows
    ]
