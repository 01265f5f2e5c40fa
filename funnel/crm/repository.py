"""How CRM links are stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from funnel.crm.model import CrmLink, CrmState
from funnel.crm.tables import CrmLinkRow


async def find(session: AsyncSession, customer_id: int) -> CrmLink | None:
    """Return a customer's link, or None before the first change that the CRM is to hear of."""
    row = await session.get(CrmLinkRow, customer_id)
    return _link(row) if row else None


async def find_many(session: AsyncSession, customer_ids: Sequence[int]) -> dict[int, CrmLink]:
    """Return the links of several customers."""
    rows = await session.execute(select(CrmLinkRow).where(CrmLinkRow.customer_id.in_(customer_ids)))
    return {row.customer_id: _link(row) for row in rows.scalars()}


async def raise_revision(session: AsyncSession, customer_id: int, *, at: datetime) -> CrmLink:
    """Note that the CRM is to hear of a change; return the link with its new revision."""
    statement = select(CrmLinkRow).where(CrmLinkRow.customer_id == customer_id).with_for_update()
    row = (await session.execute(statement)).scalar_one_or_none()
    if row is None:
        row = CrmLinkRow(customer_id=customer_id, ids={}, revision=0, pushed=0, state=CrmState.PENDING, updated_at=at)
        session.add(row)
    row.revision += 1
    row.state = CrmState.PENDING
    row.updated_at = at
    await session.flush()
    return _link(row)


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
    ids: Mapping[str, str] | None = None,
    pushed: int | None = None,
    error: str | None = None,
) -> None:
    """Keep how a push ended; ids that are given complete those that are known."""
    row = await session.get_one(CrmLinkRow, customer_id)
    row.ids = {**row.ids, **(ids or {})}
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
    )
