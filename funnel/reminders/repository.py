"""How it is stored which reminders are switched off."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from funnel.reminders.model import Kind
from funnel.reminders.tables import ReminderOffRow


async def switched_off(session: AsyncSession, staff_id: str) -> frozenset[Kind]:
    """Return what a member has switched off."""
    rows = await session.scalars(select(ReminderOffRow.kind).where(ReminderOffRow.staff_id == staff_id))
    return frozenset(Kind(kind) for kind in rows)


async def without(session: AsyncSession, kind: Kind) -> frozenset[str]:
    """Return the ids of the members who have switched a kind off."""
    return frozenset(await session.scalars(select(ReminderOffRow.staff_id).where(ReminderOffRow.kind == kind.value)))


async def switch(session: AsyncSession, staff_id: str, kind: Kind, *, on: bool, at: datetime) -> bool:
    """Switch a kind on or off for a member; say whether that changed anything."""
    own = (ReminderOffRow.staff_id == staff_id, ReminderOffRow.kind == kind.value)
    known = await session.scalar(select(ReminderOffRow).where(*own))
    if (known is None) is on:
        return False
    if on:
        await session.execute(delete(ReminderOffRow).where(*own))
    else:
        session.add(ReminderOffRow(staff_id=staff_id, kind=kind.value, since=at))
    await session.flush()
    return True
