"""How fast the funnel keeps what happens: leads with grade, stage and job; events in batches and one by one with their stage."""

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from uuid import uuid4

import sqlalchemy as sa

from content.packs.loader import open_pack
from foundation import clock
from foundation.actor import Actor
from foundation.database import Database, migrate
from foundation.settings import DEMO_PACK
from funnel import jobs as funnel_jobs
from funnel.journey.capture import capture
from funnel.journey.observe import observe
from funnel.people.model import NewCustomer
from funnel.timeline.model import NewEvent
from funnel.timeline.repository import add_events
from tests.bench.measure import Figure, bench, rate
from tests.conftest import POSTGRES, execute_on_server

BATCH = 80


@asynccontextmanager
async def databases() -> AsyncIterator[dict[str, Database]]:
    """Give an empty database of each kind that can be reached, migrated."""
    name = f"tradewind_bench_{uuid4().hex[:8]}"
    with tempfile.TemporaryDirectory() as folder:
        urls = {"SQLite": f"sqlite+aiosqlite:///{folder}/bench.sqlite3"}
        try:
            execute_on_server(f'CREATE DATABASE "{name}"')
            urls["PostgreSQL"] = sa.make_url(POSTGRES).set(database=name).render_as_string(hide_password=False)
        except OSError:
            pass  # its rows are left out of the table
        opened: dict[str, Database] = {}
        try:
            for kind, url in urls.items():
                await asyncio.to_thread(migrate, url)
                opened[kind] = Database(url)
            yield opened
        finally:
            for database in opened.values():
                await database.close()
            if "PostgreSQL" in urls:
                execute_on_server(f'DROP DATABASE "{name}" WITH (FORCE)')


@bench("leads")
async def leads() -> list[Figure]:
    """A contact becomes a lead: stored, graded, staged, its job for the CRM enqueued, in one transaction; 20 at once."""
    assert funnel_jobs.__doc__  # the jobs are registered by this import
    company = (await asyncio.to_thread(open_pack, DEMO_PACK)).company
    figures = []
    async with databases() as held:
        for kind, database in held.items():

            async def lead(number: int, database: Database = database) -> None:
                new = NewCustomer(name="A. Keller", email=f"a.keller{number}@autowerk.example", country="DE")
                async with database.transaction() as session:
                    await capture(session, new, company, by=Actor.system())

            await rate(lambda number: lead(-number - 1), count=20, at_once=4)
            done = await rate(lead, count=400, at_once=20)
            figures.append(Figure(f"leads captured, {kind}", f"{done:.0f}/s", "100/s" if kind == "SQLite" else "200/s"))
    return figures


@bench("events")
async def events() -> list[Figure]:
    """Events of visitors in batches of 80; then single events of a customer, each with its stage answered."""
    company = (await asyncio.to_thread(open_pack, DEMO_PACK)).company
    figures = []
    async with databases() as held:
        for kind, database in held.items():
            async with database.transaction() as session:
                new = NewCustomer(email="a.keller@autowerk.example", country="DE")
                customer = (await capture(session, new, company, by=Actor.system())).customer.id
            figures += await _events(kind, database, customer)
    return figures


async def _events(kind: str, database: Database, customer: int) -> list[Figure]:
    now = clock.now()

    async def batch(number: int) -> None:
        seen = [
            NewEvent("page_view", now + timedelta(seconds=one), "web", value="/en/", visitor=f"v{number}")
            for one in range(BATCH)
        ]
        async with database.transaction() as session:
            await add_events(session, seen, received_at=now)

    async def single(number: int) -> None:
        seen = NewEvent("page_view", now + timedelta(seconds=number), "web", value="/en/", customer_id=customer)
        async with database.transaction() as session:
            await observe(session, seen, by=Actor.system())

    many = await rate(batch, count=100, at_once=4) * BATCH
    one_by_one = await rate(single, count=400, at_once=20)
    return [
        Figure(f"events in batches of {BATCH}, {kind}", f"{many:.0f}/s", "3,000/s"),
        Figure(f"single events of one customer with stage, {kind}", f"{one_by_one:.0f}/s", "1,000/s"),
    ]
