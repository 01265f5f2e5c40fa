"""How fast the funnel and the desk are with ten thousand customers and a million events."""

import asyncio
import itertools
import re
import tempfile
import time
from dataclasses import replace
from datetime import timedelta

import httpx
import sqlalchemy as sa

from content.catalogue.model import Company
from content.packs.loader import open_pack
from foundation import clock
from foundation.actor import Actor
from foundation.database import Database, UtcDateTime, migrate
from foundation.settings import DEMO_PACK
from funnel import jobs as funnel_jobs
from funnel.insights.overview import overview
from funnel.journey.capture import ContactGiven, capture_all
from funnel.journey.judge import judge_all
from funnel.journey.observe import apply_rules_to_all
from funnel.people import repository as people
from funnel.people.model import NewCustomer
from funnel.people.repository import Selection
from funnel.permissions.accounts import change_password, reset_password, sign_in
from funnel.timeline import repository as timeline
from scoring.funnel_stages import stage_after
from scoring.grade import grade
from scoring.model import Behaviour, LeadFacts
from tests.bench.funnel import databases
from tests.bench.measure import Figure, bench, spread, times
from tests.bench.website import tradewind

CUSTOMERS = 10_000
EVENTS = 1_000_000
AT_ONCE = 500
USERS = 10
BY = Actor.system()
LOGIN = ("rep@bench.example", "a long enough password")
COUNTRIES = ("DE", "US", "CN", "ES", "BR", "JP", "SA")
FILL = """WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :events)
INSERT INTO behaviour_log (key, customer_id, behaviour_type, value, timestamp, source, received_at)
SELECT 'b' || i, 1 + i % :customers, CASE i % 3 WHEN 0 THEN 'view_price' ELSE 'page_view' END, '/en/', :at, 'web', :at
FROM n"""


async def _populate(database: Database, company: Company, *, events: int) -> None:
    """Enter the customers as the API would, and write the events straight into their table."""
    assert funnel_jobs.__doc__  # the jobs are registered by this import
    numbers = iter(range(CUSTOMERS))
    while batch := list(itertools.islice(numbers, AT_ONCE)):
        given = [ContactGiven(_contact(number)) for number in batch]
        async with database.transaction() as session:
            await capture_all(session, given, company, by=BY)
    at = sa.bindparam("at", clock.now() - timedelta(days=3), type_=UtcDateTime())
    async with database.transaction() as session:
        await session.execute(sa.text(FILL).bindparams(at, events=events, customers=CUSTOMERS))


def _contact(number: int) -> NewCustomer:
    country = COUNTRIES[number % len(COUNTRIES)]
    name, company = f"Buyer {number}", f"Works {number % 997}"
    return NewCustomer(name=name, company=company, email=f"buyer{number}@works.example", country=country)


@bench("overview")
async def funnel_overview() -> list[Figure]:
    """The funnel at a glance, over a million events of ten thousand customers."""
    company = (await asyncio.to_thread(open_pack, DEMO_PACK)).company
    figures = []
    async with databases() as held:
        for kind, database in held.items():
            await _populate(database, company, events=EVENTS)

            async def look(database: Database = database) -> None:
                async with database.reading() as session:
                    assert (await overview(session, "en")).total == CUSTOMERS

            taken = await times(look, count=30, warm=3)
            figures.append(Figure(f"funnel overview over {EVENTS:,} events, {kind}", spread(taken), "20 ms"))
    return figures


@bench("grading")
async def grading() -> list[Figure]:
    """Ten thousand leads graded and staged: the decisions alone, and with everything read and written."""
    company = (await asyncio.to_thread(open_pack, DEMO_PACK)).company
    now = clock.now()
    seen = tuple(Behaviour("view_product", "KCN-40A", now, "web") for _ in range(10))
    blank = LeadFacts(**dict.fromkeys(LeadFacts.__slots__, None))  # type: ignore[arg-type]  # filled in below
    facts = replace(
        blank, locale="de", needs_stated=4, needs_known=5, needs_total=16, signals=frozenset(), behaviour=seen
    )
    begun = time.perf_counter()
    for number in range(CUSTOMERS):
        grade(replace(facts, email=f"buyer{number}@works.example", quantity=number % 40), company.scoring)
        stage_after(1, {"view_product": number % 5}, at=now)
    figures = [Figure("10,000 leads graded and staged, decisions alone", f"{time.perf_counter() - begun:.2f} s", "2 s")]
    async with databases() as held:
        for kind, database in held.items():
            await _populate(database, company, events=10 * CUSTOMERS)
            begun = time.perf_counter()
            async with database.transaction() as session:
                everybody, _ = await people.select_customers(session, Selection(limit=CUSTOMERS))
                stages = {each.id: each.stage for each in everybody}
                past = await timeline.behaviour_of(session, stages)
                await apply_rules_to_all(session, stages, seen=past, by=BY)
                await judge_all(session, everybody, company, seen=past, fresh=stages)
            taken = time.perf_counter() - begun
            figures.append(Figure(f"the same, read from and written to {kind}", f"{taken:.2f} s", "2 s"))
    return figures


@bench("desk")
async def desk() -> list[Figure]:
    """Ten users, a second between pages, over ten thousand customers: lists, searches, leads."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{folder}/tradewind.sqlite3"
        await asyncio.to_thread(migrate, url)
        database = Database(url)
        await _populate(database, (await asyncio.to_thread(open_pack, DEMO_PACK)).company, events=20 * CUSTOMERS)
        member, _ = await sign_in(database, LOGIN[0], await reset_password(database, LOGIN[0]))
        await change_password(database, member, LOGIN[1])
        await database.close()
        async with tradewind(folder) as server:
            await asyncio.sleep(3)
            before = server.cpu()
            taken = await asyncio.gather(*(_user(server.address, number) for number in range(USERS)))
            own = (server.cpu() - before) / sum(map(len, taken)) * 1000
    flat = list(itertools.chain.from_iterable(taken))
    return [
        Figure(f"desk pages, {USERS} users at once", f"{spread(flat)}, {own:.0f} ms own processor a page", "p95 150 ms")
    ]


async def _user(address: str, number: int) -> list[float]:
    pages = [
        "/desk/leads",
        "/desk/leads?order=touched&page=7",
        f"/desk/leads?q=buyer+{number}",
        "/desk/leads?grade=C&stage=1",
        f"/desk/leads/{1 + number * 37}",
        "/desk/conversations",
        "/desk/approvals",
        "/desk/behaviour",
        "/desk/knowledge",
    ]
    async with httpx.AsyncClient(base_url=address, timeout=60, headers={"Origin": address}) as client:
        await client.post("/desk/sign-in", data={"email": LOGIN[0], "password": LOGIN[1]})
        found = await client.get("/desk/leads")
        assert re.search("Buyer", found.text), found.text[:300]
        taken = []
        for page in pages * 5:
            begun = time.perf_counter()
            (await client.get(page)).raise_for_status()
            taken.append(time.perf_counter() - begun)
            await asyncio.sleep(1)
        return taken
