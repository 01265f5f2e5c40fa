"""How subscriptions of reports are stored."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from funnel.reports.model import Kind, Subscription
from funnel.reports.tables import SubscriptionRow


async def keep(session: AsyncSession, subscription: Subscription) -> None:
    """Keep a subscription in place of the member's former one of this kind."""
    await drop(session, subscription.staff_id, subscription.kind)
    session.add(
        SubscriptionRow(
            staff_id=subscription.staff_id,
            kind=subscription.kind.value,
            weekday=subscription.weekday,
            hour=subscription.hour,
            time_zone=subscription.time_zone,
            since=subscription.since,
        )
    )
    await session.flush()


async def drop(session: AsyncSession, staff_id: str, kind: Kind) -> None:
    """End a subscription; one that is none stays none."""
    wanted = (SubscriptionRow.staff_id == staff_id, SubscriptionRow.kind == kind.value)
    await session.execute(delete(SubscriptionRow).where(*wanted))


async def subscriptions(session: AsyncSession, staff_id: str | None = None) -> list[Subscription]:
    """Return all subscriptions, or those of a member."""
    wanted = select(SubscriptionRow).order_by(SubscriptionRow.staff_id, SubscriptionRow.kind)
    if staff_id is not None:
        wanted = wanted.where(SubscriptionRow.staff_id == staff_id)
    return [
        Subscription(
            row.staff_id, Kind(row.kind), weekday=row.weekday, hour=row.hour, time_zone=row.time_zone, since=row.since
        )
        for row in await session.scalars(wanted)
    ]
