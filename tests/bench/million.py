"""How fast every figure is that is read from a million events and ten thousand customers: reports, visitors, single customers, pages.

The house is made from one seed and ends at a fixed moment, so that two runs measure the same rows.
"""

from __future__ import annotations

import asyncio
import gc
import itertools
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import Any, cast

import httpx
from sqlalchemy import Table, insert

from content.catalogue.model import Company
from content.packs.loader import open_pack
from foundation import clock
from foundation.database import Database, Session, connection_of, migrate
from foundation.settings import DEMO_PACK
from funnel.insights.behaviour import range_of, site_behaviour
from funnel.insights.overview import overview
from funnel.market.compose import compose_market
from funnel.permissions.accounts import change_password, reset_password, sign_in
from funnel.reports.compose import compose
from funnel.reports.model import Kind
from funnel.timeline import repository as timeline
from funnel.timeline.tables import BehaviourRow
from funnel.visits.repository.counting import add
from tests.bench.crowd import LOGIN
from tests.bench.funnel import databases
from tests.bench.measure import Figure, bench, spread, times
from tests.bench.visits import counted_million
from tests.bench.website import Server, tradewind
from tests.funnel.year import BEGIN, END, write_year

CUSTOMERS = 10_000
EVENTS = 1_000_000
BUSIEST = 1
"""The customer who did most: one event in a hundred."""
SEED = 5
AT_ONCE = 20_000
DAY = END.date() - timedelta(days=10)
SKUS = tuple(f"KCN-{number}A" for number in range(70))
KINDS = {
    "page_view": 440, "view_product": 200, "view_price": 60, "compare": 30, "search": 50, "selector_step": 40, "form_start": 30,
    "download": 30, "mail_open": 60, "mail_click": 20, "call_missed": 10, "call_completed": 10, "reply_received": 10,
    "meeting": 5, "form_submit": 5,
}  # fmt: skip
"""Of a thousand events, how many are of each kind: nearly one in six is a contact."""
SEEN = ("page_view", "view_product", "view_price", "compare", "search", "selector_step", "form_start", "download")
"""What visitors do on the site."""
UNKNOWN = 0.3
"""The share of what was done on the site by visitors whom nobody knows."""
PAGES = (
    "/desk/leads",
    f"/desk/leads/{BUSIEST}",
    "/desk/today",
    f"/desk/reports?kind=daily&date={DAY}",
    f"/desk/reports?kind=weekly&date={DAY}",
    f"/desk/reports?kind=monthly&date={DAY - timedelta(days=30)}",
    f"/desk/reports/market?date={DAY}",
    f"/desk/leads/{BUSIEST}/report",
    "/desk/behaviour?days=30",
    "/desk/behaviour?days=365",
    "/desk/behaviour/heatmap?page=/en/products/kcn-1a",
)
CALLS = ("/api/funnel/overview", "/api/behaviour?days=90", f"/api/leads/{BUSIEST}", f"/api/customer/{BUSIEST}/funnel")


async def write_million(database: Database) -> None:
    """Write the customers, their events, and a year of counts."""
    await write_year(database, customers=CUSTOMERS)
    rows = _rows(Random(SEED))
    while some := list(itertools.islice(rows, AT_ONCE)):
        async with database.transaction() as session:
            await (await connection_of(session)).execute(insert(cast("Table", BehaviourRow.__table__)), some)
    async with database.transaction() as session:
        await add(session, counted_million(365))


def _rows(chance: Random) -> Iterator[dict[str, Any]]:
    kinds, weights = list(KINDS), list(itertools.accumulate(KINDS.values()))
    seconds = int((END - BEGIN).total_seconds())
    for number in range(EVENTS):
        at = BEGIN + timedelta(seconds=chance.randrange(seconds))
        kind = chance.choices(kinds, cum_weights=weights)[0]
        seen = kind in SEEN
        customer = 1 + int(CUSTOMERS * chance.random() ** 2)  # some do much more than others
        yield {
            "key": f"million-{number}",
            "customer_id": None if seen and chance.random() < UNKNOWN else customer,
            "visitor": f"visitor-{customer}" if seen else None,
            "behaviour_type": kind,
            "value": chance.choice(SKUS) if seen else None,
            "timestamp": at,
            "source": "web" if seen else "api",
            "received_at": at,
        }


@bench("million")
async def million() -> list[Figure]:
    """What is read from a million events of ten thousand customers, on both databases, nothing kept from the time before."""
    company = (await asyncio.to_thread(open_pack, DEMO_PACK)).company
    figures = []
    async with databases() as held:
        for kind, database in held.items():
            await write_million(database)
            gc.collect()
            figures += await _read(kind, database, company)
    return figures


async def _read(kind: str, database: Database, company: Company) -> list[Figure]:
    async def ask(read: Any) -> None:
        async with database.reading() as session:
            await read(session)

    async def report(session: Session, *, which: Kind) -> None:
        await compose(session, company, which, day=DAY - timedelta(days=30 * (which is Kind.MONTHLY)))

    async def visitors(session: Session, *, days: int) -> None:
        await site_behaviour(session, range_of(days, clock.today(company.identity.time_zone)))

    asked: dict[str, tuple[Any, str]] = {
        "funnel overview": (lambda session: overview(session, "en"), "20 ms"),
        **{
            f"{each.value} report": (partial(report, which=each), "")
            for each in (Kind.DAILY, Kind.WEEKLY, Kind.MONTHLY)
        },
        "market report": (lambda session: compose_market(session, company, day=DAY), ""),
        **{f"visitors of {days} days": (partial(visitors, days=days), "") for days in (7, 30, 90, 365)},
        "newest events of the busiest customer": (lambda session: timeline.behaviour(session, BUSIEST), ""),
    }
    figures = []
    for what, (read, target) in asked.items():
        begun = time.process_time()
        taken = await times(lambda read=read: ask(read), count=7)  # type: ignore[misc]  # bound now
        own = (time.process_time() - begun) / 8 * 1000
        figures.append(
            Figure(f"{what} over {EVENTS:,} events, {kind}", f"{spread(taken)}, {own:.0f} ms own processor", target)
        )
    return figures


@bench("pages")
async def pages() -> list[Figure]:
    """Pages of the desk and calls of the API over the same house on SQLite, one after the other; the first time and then."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{folder}/tradewind.sqlite3"
        await asyncio.to_thread(migrate, url)
        database = Database(url)
        await write_million(database)
        member, _ = await sign_in(database, LOGIN[0], await reset_password(database, LOGIN[0]))
        await change_password(database, member, LOGIN[1])
        await database.close()
        async with tradewind(folder) as server, _staff(server, folder) as client:
            await server.quiet()
            return [await _page(client, address) for address in (*PAGES, *CALLS)]


@asynccontextmanager
async def _staff(server: Server, folder: str) -> AsyncIterator[httpx.AsyncClient]:
    key = Path(folder, "api-key").read_text("utf-8").strip()
    async with httpx.AsyncClient(base_url=server.address, timeout=120, headers={"Origin": server.address}) as client:
        await client.post("/desk/sign-in", data={"email": LOGIN[0], "password": LOGIN[1]})
        client.headers["Authorization"] = f"Bearer {key}"
        yield client


async def _page(client: httpx.AsyncClient, address: str) -> Figure:
    async def ask() -> None:
        (await client.get(address)).raise_for_status()

    begun = time.perf_counter()
    await ask()
    first = (time.perf_counter() - begun) * 1000
    taken = await times(ask, count=5)
    return Figure(f"{address} over {EVENTS:,} events", f"first {first:.0f} ms, then {spread(taken)}", "p95 150 ms")
