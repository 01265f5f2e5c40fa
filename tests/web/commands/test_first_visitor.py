"""The jobs begin while the first visitors write already: neither holds the other up for ever."""

import asyncio

from foundation import events
from foundation.actor import Actor
from foundation.database import Database
from foundation.jobs import Jobs


async def test_jobs_begin_while_somebody_is_writing(sqlite_database: Database) -> None:
    writing = asyncio.Event()

    async def write() -> None:
        async with sqlite_database.transaction() as session:
            await events.record(session, "greeted", subject=("visitor", "1"), by=Actor.system("tests"))
            await session.flush()
            writing.set()
            await asyncio.sleep(0.2)  # as a turn does between its statements

    task = asyncio.create_task(write())
    await writing.wait()
    jobs = Jobs(sqlite_database)
    await jobs.launch()
    await task
    await jobs.shutdown()
    async with sqlite_database.reading() as session:
        assert len(await events.history(session, ("visitor", "1"))) == 1
