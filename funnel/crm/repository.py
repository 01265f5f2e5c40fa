"""How CRM links are stored."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Table, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.dml import ReturningInsert

from foundation.database import connection_of
from funnel.crm.model import CrmLink, CrmState
from funnel.crm.tables import CrmLinkRow
from funnel.ports import CrmResult, FileTrouble, LeftOut

_TABLE = cast("Table", CrmLinkRow.__table__)


def _raise(insert: Any) -> ReturningInsert[int, int]:
    """Make a link, or raise the one there is, in one statement; whoever comes second waits until the first has ended."""
    raised = {
        "revision": _TABLE.c.revision + 1,
        "state": CrmState.PENDING.value,
        "updated_at": insert.excluded.updated_at,
    }
    upsert = insert.on_conflict_do_update(index_elements=["customer_id"], set_=raised)
    return cast("ReturningInsert[int, int]", upsert.returning(_TABLE.c.customer_id, _TABLE.c.revision))


_RAISE = {"postgresql": _raise(postgresql.insert(_TABLE)), "sqlite": _raise(sqlite.insert(_TABLE))}


async def find(session: AsyncSession, customer_id: int) -> CrmLink | None:
    """Return a customer's link, or None before the first change that the CRM is to hear of."""
    row = await session.get(CrmLinkRow, customer_id)
    return _link(row) if row else None


async def find_many(session: AsyncSession, customer_ids: Sequence[int]) -> dict[int, CrmLink]:
    """Return the links of several customers."""
    rows = await session.execute(select(CrmLinkRow).where(CrmLinkRow.customer_id.in_(customer_ids)))
    return {row.customer_id: _link(row) for row in rows.scalars()}


async def raise_revision(session: AsyncSession, customer_id: int, *, at: datetime) -> int:
    """Note that the CRM is to hear of a change; return the link's new revision."""
    return (await raise_revisions(session, [customer_id], at=at))[customer_id]


async def raise_revisions(session: AsyncSession, customer_ids: Collection[int], *, at: datetime) -> dict[int, int]:
    """Note that the CRM is to hear of changes of several customers; return the new revision of each."""
    connection = await connection_of(session)
    changes = [
        {
            "customer_id": customer_id,
            "state": CrmState.PENDING.value,
            "ids": {},
            "revision": 1,
            "pushed": 0,
            "updated_at": at,
        }
        for customer_id in sorted(customer_ids)
    ]
    raised = await connection.execute(_RAISE[connection.dialect.name], changes)
    return {customer_id: revision for customer_id, revision in raised}  # noqa: C416 - rows, whose pairs mypy reads


class PushUnderWay(Exception):
    """Another push of the same customer is under way; come again when it has ended."""


async def claim(session: AsyncSession, customer_id: int, *, at: datetime, until: datetime) -> CrmLink | None:
    """Take a customer for one push; None where the CRM has everything already. Raises PushUnderWay."""
    statement = select(CrmLinkRow).where(CrmLinkRow.customer_id == customer_id).with_for_update()
    row = (await session.execute(statement)).scalar_one_or_none()
    if row is None or row.pushed >= row.revision:
        return None
    if row.claimed_until is not None and row.claimed_until > at:
        raise PushUnderWay
    row.claimed_until = until
    await session.flush()
    return _link(row)


async def release_all(session: AsyncSession) -> None:
    """Free what a process that was killed had taken; only where no other process can be pushing."""
    await session.execute(update(CrmLinkRow).values(claimed_until=None))


async def settle(
    session: AsyncSession,
    customer_id: int,
    state: CrmState,
    *,
    at: datetime,
    result: CrmResult | None = None,
    pushed: int | None = None,
    error: str | None = None,
) -> None:
    """Keep how a push ended; ids of its result complete those that are known."""
    row = await session.get_one(CrmLinkRow, customer_id)
    if result is not None:
        row.ids = {**row.ids, **result.ids}
        row.left_out = {number: asdict(each) for number, each in result.left_out.items()} or None
    row.pushed = max(row.pushed, pushed or 0)
    # a change that came during the push is still to be told
    row.state = CrmState.PENDING if state is CrmState.SYNCED and row.pushed < row.revision else state
    row.error = error
    row.claimed_until = None
    row.updated_at = at
    await session.flush()


async def waiting(session: AsyncSession, states: Sequence[CrmState]) -> list[CrmLink]:
    """Return all links in one of these states, oldest change first."""
    statement = select(CrmLinkRow).where(CrmLinkRow.state.in_(states)).order_by(CrmLinkRow.updated_at)
    return [_link(row) for row in (await session.execute(statement)).scalars()]


def _link(row: CrmLinkRow) -> CrmLink:
    return CrmLink(
        customer_id=row.customer_id,
        state=CrmState(row.state),
        ids=row.ids,
        error=row.error,
        revision=row.revision,
        pushed=row.pushed,
        updated_at=row.updated_at,
        left_out={
            number: LeftOut(FileTrouble(each["trouble"]), each["said"]) for number, each in (row.left_out or {}).items()
        },
    )
