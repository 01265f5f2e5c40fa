"""How requests for quotation are stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from funnel.owners.repository import theirs
from funnel.requests.model import KeptRequest
from funnel.requests.tables import RequestRow

_LISTS = ("lines", "gaps", "wishes")


async def add(session: AsyncSession, request: KeptRequest) -> None:
    """Store a request."""
    columns = asdict(request)
    session.add(RequestRow(**{**columns, **{name: list(columns[name]) for name in _LISTS}}))
    await session.flush()


async def find(session: AsyncSession, request_id: str) -> KeptRequest | None:
    """Return a request by its id."""
    row = await session.get(RequestRow, request_id)
    return _request(row) if row else None


async def find_digest(session: AsyncSession, digest: str) -> KeptRequest | None:
    """Return the request that came in with these bytes."""
    row = await session.scalar(select(RequestRow).where(RequestRow.digest == digest))
    return _request(row) if row else None


async def waiting(
    session: AsyncSession, *, offset: int = 0, limit: int = 50, owner: str | None = None
) -> Sequence[KeptRequest]:
    """Return the requests that nobody is finished with, the oldest first; `owner` leaves out those of others' customers."""
    statement = select(RequestRow).where(*_waiting(owner)).order_by(RequestRow.created_at, RequestRow.id)
    return [_request(row) for row in await session.scalars(statement.offset(offset).limit(limit))]


async def count_waiting(session: AsyncSession, *, owner: str | None = None) -> int:
    """Count the requests that nobody is finished with."""
    counted = await session.scalar(select(func.count()).select_from(RequestRow).where(*_waiting(owner)))
    return counted or 0


def _waiting(owner: str | None) -> list[ColumnElement[bool]]:
    among = [theirs(RequestRow.customer_id, owner)] if owner is not None else []
    return [RequestRow.done_at.is_(None), *among]


async def finish(session: AsyncSession, request_id: str, *, at: datetime) -> bool:
    """Keep that a person is finished with a request; False where there is none that waits."""
    row = await session.get(RequestRow, request_id)
    if row is None or row.done_at is not None:
        return False
    row.done_at = at
    await session.flush()
    return True


async def set_draft(session: AsyncSession, request_id: str, draft: str, *, lines: Sequence[dict[str, Any]]) -> None:
    """Keep which draft answers a request now, and its lines as they were settled."""
    row = await session.get_one(RequestRow, request_id)
    row.draft, row.lines = draft, list(lines)
    await session.flush()


def _request(row: RequestRow) -> KeptRequest:
    return KeptRequest(
        id=row.id,
        digest=row.digest,
        source=row.source,
        locale=row.locale,
        text=row.text,
        lines=tuple(row.lines),
        gaps=tuple(row.gaps),
        wishes=tuple(row.wishes),
        customer_id=row.customer_id,
        draft=row.draft,
        created_at=row.created_at,
        done_at=row.done_at,
    )
