"""The verb that takes a demonstration away again: its customers and everything that hangs on them, and nothing else."""

from __future__ import annotations

from foundation import events
from foundation.actor import Actor
from foundation.database import Database
from funnel.demonstration import repository
from funnel.demonstration.news import forget_news
from funnel.privacy.repository.bulk import remove_customers

_AT_ONCE = 50


async def remove(database: Database, *, by: Actor) -> int:
    """Take the demonstration away; return how many customers it had. Killed in the middle, it goes on when asked again."""
    async with database.reading() as session:
        invented = await repository.demo_customers(session)
    for start in range(0, len(invented), _AT_ONCE):
        async with database.transaction() as session:
            await remove_customers(session, invented[start : start + _AT_ONCE])
    async with database.transaction() as session:
        staff = await repository.remove_staff(session)
        await repository.subtract(session)
        await forget_news(session)
        if invented or staff:
            await events.record(
                session,
                "demonstration_removed",
                subject=("house", "demonstration"),
                by=by,
                data={"customers": len(invented)},
            )
    return len(invented)
