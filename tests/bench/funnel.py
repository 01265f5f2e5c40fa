"""How fast the funnel keeps what happens: leads with grade, stage and job; events in batches and one by one with their stage."""

import asyncio
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from functools import partial
from uuid import uuid4

import sqlalchemy as sa

from content.packs.loader import open_pack
from foundation import clock
from foundation.actor import Actor
from foundation.database import Database, migrate
from foundation.group_commit import GroupCommit
from foundation.settings import DEMO_PACK
from funnel import jobs as funnel_jobs
from funnel.journey.capture import Captured, ContactGiven, capture, capture_all
from funnel.journey.observe import observe_all
from funnel.people.model import NewCustomer
from funnel.timeline.model import NewEvent
from funnel.timeline.repository import add_events
from tests.bench.measure import Figure, bench, rate
from tests.postgres import POSTGRES, execute_on_server

BATCH = 80
CUSTOMERS = 400
BY = Actor.system()


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
    """A contact becomes a lead: stored, graded, staged, its job for the CRM enqueued; 20 at once, alone and as the API takes them."""
    assert funnel_jobs.__doc__  # the jobs are registered by this import
    company = (await asyncio.to_thread(open_pack, DEMO_PACK)).company
    figures = []
    async with databases() as held:
        for kind, database in held.items():
            contacts = GroupCommit(database, partial(capture_all, company=company, by=BY), most=50)

            async def alone(number: int, database: Database = database) -> None:
                async with database.transaction() as session:
                    await capture(session, _contact(number), company, by=BY)

            async def reported(number: int, contacts: GroupCommit[ContactGiven, Captured] = contacts) -> None:
                assert (await contacts.ask(ContactGiven(_contact(number)))).created

            await rate(lambda number: alone(-number - 1), count=20, at_once=4)
            target = "100/s" if kind == "SQLite" else "200/s"
            begun = time.process_time()
            done = await rate(alone, count=400, at_once=20)
            own = (time.process_time() - begun) / 400 * 1000
            figures.append(
                Figure(
                    f"leads captured, each in its transaction, {kind}",
                    f"{done:.0f}/s, {own:.1f} ms own processor",
                    target,
                )
            )
            begun = time.process_time()
            done = await rate(lambda number: reported(number + 1000), count=1000, at_once=20)
            own = time.process_time() - begun
            figures.append(
                Figure(
                    f"leads captured as the API takes them, {kind}", f"{done:.0f}/s, {own:.1f} ms own processor", target
                )
            )
    return figures


def _contact(number: int) -> NewCustomer:
    return NewCustomer(name="A. Keller", email=f"a.keller{number}@autowerk.example", country="DE")


@bench("events")
async def events() -> list[Figure]:
    """Events of visitors in batches of 80; then single events, each with its stage answered, of one customer and of many."""
    company = (await asyncio.to_thread(open_pack, DEMO_PACK)).company
    figures = []
    async with databases() as held:
        for kind, database in held.items():
            async with database.transaction() as session:
                news = [NewCustomer(email=f"a.keller{number}@autowerk.example") for number in range(CUSTOMERS)]
                customers = [(await capture(session, new, company, by=BY)).customer.id for new in news]
            figures += await _events(kind, database, customers)
    return figures


async def _events(kind: str, database: Database, customers: list[int]) -> list[Figure]:
    now = clock.now()
    reports = GroupCommit(database, partial(observe_all, by=BY))

    async def of_visitors(number: int) -> None:
        seen = [
            NewEvent("page_view", now + timedelta(seconds=one), "web", value="/en/", visitor=f"v{number}")
            for one in range(BATCH)
        ]
        async with database.transaction() as session:
            await add_events(session, seen, received_at=now)

    def viewed(number: int, customer: int) -> NewEvent:
        at = now + timedelta(milliseconds=number)
        return NewEvent("view_product", at, "web", value="KCN-40A", customer_id=customer)

    async def of_customers(number: int) -> None:
        seen = [viewed(number * BATCH + one, customers[one % CUSTOMERS]) for one in range(BATCH)]
        async with database.transaction() as session:
            await observe_all(session, seen, by=BY)

    async def single(number: int, customer: int) -> None:
        assert await reports.ask(viewed(-1 - number, customer))

    figures = [
        Figure(
            f"events in batches of {BATCH}, {kind}", f"{await rate(of_visitors, count=100, at_once=4) * BATCH:.0f}/s"
        ),
        Figure(
            f"the same of customers, staged, {kind}", f"{await rate(of_customers, count=50, at_once=4) * BATCH:.0f}/s"
        ),
    ]
    for who, chosen in (("one customer", customers[:1]), ("many customers", customers)):
        done = await rate(lambda n, of=chosen: single(n, of[n % len(of)]), count=3000, at_once=20)
        figures.append(Figure(f"single events of {who} with stage, {kind}, 20 at once", f"{done:.0f}/s", "1,000/s"))
    return [replace(each, target=each.target or "3,000/s") for each in figures]
