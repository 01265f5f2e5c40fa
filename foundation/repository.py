"""The source of truth for reading and writing the foundation's own tables, except the event store (events.py)."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from foundation.tables import TickRow


async def claim_tick(session: AsyncSession, name: str, *, every: timedelta, now: datetime) -> bool:
    """Claim the next run of a regular task; of several claimants only one hears True in each period.

    A time of the last run that lies in the future (the clock was set back) does not hold the task up.
    """
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    claim = insert(TickRow).values(name=name, begun_at=now)
    claim = claim.on_conflict_do_update(
        index_elements=[TickRow.name],
        set_={"begun_at": now},
        where=sa.or_(TickRow.begun_at <= now - every, TickRow.begun_at > now),
    )
    return (await session.execute(claim.returning(TickRow.name))).scalar_one_or_none() is not None
