"""How fast events are taken over HTTP, beside pages and one by one, and what the figures of a million of them cost to read."""

import asyncio
import re
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from itertools import count
from pathlib import Path
from random import Random

import httpx

from content.packs.loader import open_pack
from foundation import clock
from foundation.settings import DEMO_PACK
from funnel.insights.behaviour import range_of, site_behaviour
from funnel.journey.recommend import recommend_beside
from funnel.visits.model import Sum, Tag
from funnel.visits.repository import counting
from funnel.visits.tally import Tally
from tests.bench.funnel import databases
from tests.bench.measure import Figure, bench, spread, times
from tests.bench.website import Server, tradewind

AGENT = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36"
)
BATCH = 80
SECONDS = 8
LENGTH = re.compile(rb"content-length: (\d+)", re.IGNORECASE)


@bench("beacons")
async def beacons() -> list[Figure]:
    """Browsers' reports and a program's batches at once, while a kept page is asked for; then single reports with their stage."""
    with tempfile.TemporaryDirectory() as folder:
        async with tradewind(folder) as server, _program(server, folder) as program:
            await server.quiet()
            entered = await program.post("/api/customers", json={"email": "a@bench.example"})
            customer = entered.raise_for_status().json()["id"]
            page = b"GET /en/ HTTP/1.1\r\nHost: bench\r\n\r\n"
            alone = await _ask(server, lambda number: page, until=time.perf_counter() + 3, at_once=10)
            until = time.perf_counter() + SECONDS
            beside, *done = await asyncio.gather(
                _ask(server, lambda number: page, until=until, at_once=10, pause=0.02),
                *(_send(server, number, until) for number in range(4)),
                *(_report(program, customer, number, until=until) for number in range(2)),
            )
            key = program.headers["Authorization"]
            single = await _ask(
                server, lambda number: _single(customer, number, key), until=time.perf_counter() + 5, at_once=50
            )
    return [
        Figure(f"events over HTTP in batches of {BATCH}, beside pages", f"{sum(done) / SECONDS:.0f}/s", "3,000/s"),
        Figure("a kept page meanwhile, asked 500 times a second", spread(beside), "p95 15 ms"),
        Figure("a kept page without events, as often as it is answered", spread(alone)),
        Figure("single reports over HTTP with their stage, 50 at once", f"{len(single) / 5:.0f}/s", "1,000/s"),
        Figure("each of them", spread(single)),
    ]


def _single(customer: int, number: int, key: str) -> bytes:
    body = f'{{"customer_id": {customer}, "event_type": "page_view", "value": "s{number}", "timestamp": "2026-05-04T12:00:00Z"}}'
    head = f"POST /api/event/report HTTP/1.1\r\nHost: bench\r\nAuthorization: {key}\r\nContent-Type: application/json"
    return f"{head}\r\nContent-Length: {len(body)}\r\n\r\n{body}".encode()


async def _ask(
    server: Server, request: Callable[[int], bytes], *, until: float, at_once: int, pause: float = 0.0
) -> list[float]:
    """Ask over bare sockets, whose client costs less than what it measures; return the seconds of each answer."""
    host, _, port = server.address.removeprefix("http://").partition(":")
    taken: list[float] = []
    numbers = count()

    async def work() -> None:
        reader, writer = await asyncio.open_connection(host, int(port))
        while time.perf_counter() < until:
            begun = time.perf_counter()
            writer.write(request(next(numbers)))
            head = await reader.readuntil(b"\r\n\r\n")
            assert head.startswith(b"HTTP/1.1 200"), head
            await reader.readexactly(int(LENGTH.search(head)[1]))  # type: ignore[index]  # every answer says it
            taken.append(time.perf_counter() - begun)
            await asyncio.sleep(pause)
        writer.close()

    await asyncio.gather(*(work() for _ in range(at_once)))
    return taken


@asynccontextmanager
async def _program(server: Server, folder: str) -> AsyncIterator[httpx.AsyncClient]:
    key = Path(folder, "api-key").read_text("utf-8").strip()
    async with httpx.AsyncClient(
        base_url=server.address, timeout=60, headers={"Authorization": f"Bearer {key}"}
    ) as client:
        yield client


async def _send(server: Server, number: int, until: float) -> int:
    """Report as browsers do, each from an address of its own; return how many events were counted."""
    done = 0
    async with httpx.AsyncClient(base_url=server.address, timeout=60, headers={"User-Agent": AGENT}) as client:
        while time.perf_counter() < until:
            events = [{"id": f"bench-{number}-{done + one}", "type": "scroll", "amount": 1} for one in range(BATCH)]
            address = f"198.18.{number}.{done // BATCH % 250 + 1}"
            body = {
                "page": "/en/products/kcn-40a",
                "events": events,
                "referrer": "https://chatgpt.com/",
                "zone": "Asia/Tokyo",
            }
            answer = await client.post("/t", json=body, headers={"X-Forwarded-For": address})
            assert answer.status_code == 204, answer.text
            done += BATCH
    return done


async def _report(program: httpx.AsyncClient, customer: int, number: int, *, until: float) -> int:
    done = 0
    while time.perf_counter() < until:
        events = [
            {
                "customer_id": customer,
                "event_type": "page_view",
                "value": f"{number}-{done + one}",
                "timestamp": "2026-05-04T12:00:00Z",
            }
            for one in range(BATCH)
        ]
        (await program.post("/api/events", json=events)).raise_for_status()
        done += BATCH
    return done


@bench("behaviour")
async def behaviour() -> list[Figure]:
    """The figures of visitors, and recommendations, over a million counted events of ninety days on 500 pages."""
    company = (await asyncio.to_thread(open_pack, DEMO_PACK)).company
    figures = []
    async with databases() as held:
        for kind, database in held.items():
            async with database.transaction() as session:
                await counting.add(session, counted_million(90))

            async def read(days: int, database: object = database) -> None:
                async with database.reading() as session:  # type: ignore[attr-defined]  # a database
                    await site_behaviour(session, range_of(days, clock.now().date()))

            async def show(database: object = database) -> None:
                async with database.reading() as session:  # type: ignore[attr-defined]  # a database
                    await recommend_beside(session, company, locale="de", item="product:KCN-40A")

            for days in (7, 30, 90):
                taken = await times(lambda days=days, read=read: read(days), count=20, warm=3)  # type: ignore[misc]  # bound now
                figures.append(
                    Figure(
                        f"visitors' figures of {days} days over 1,000,000 events, {kind}",
                        spread(taken),
                        "",
                    )
                )
            taken = await times(show, count=20, warm=3)
            figures.append(Figure(f"recommendations beside a product, {kind}", spread(taken)))
    return figures


def counted_million(days: int) -> Tally:
    """Sum up a million events of so many days as they would have been counted."""
    chance, tally, today = Random(1), Tally(), clock.now().date()
    slugs = [f"kcn-{number}a" for number in range(70)]
    locales = ("en", "zh", "es", "pt", "de", "ja", "ar")
    pages = [f"/{locale}/products/{slug}" for locale in locales for slug in slugs]
    for _ in range(1_000_000 // 4):
        day, page = today - timedelta(days=chance.randrange(days)), pages[int(chance.paretovariate(0.7)) % len(pages)]
        for kind, amount in (("page_view", 0.0), ("dwell", 20.0), ("scroll", 60.0)):
            _count(tally, Tag("page", kind, day, page), amount)
            _count(tally, Tag("locale", kind, day, page[1:3]), amount)
        _count(tally, Tag("product", "view_product", day, page.rsplit("/", 1)[1].upper()))
        for dimension, key in (
            ("country", chance.choice(("DE", "CN", "US"))),
            ("origin", chance.choice(("direct", "ai:chatgpt", "search:google"))),
        ):
            _count(tally, Tag(dimension, "page_view", day, key))
        _count(
            tally,
            Tag(
                "path",
                "page_view",
                day,
                f"/products/{slugs[(slugs.index(page[13:]) + chance.randrange(1, 5)) % 70]} > {page[3:]}",
            ),
        )
    return tally


def _count(tally: Tally, tag: Tag, amount: float = 0.0) -> None:
    found: Sum = tally.sums[tag]
    found.count += 1
    found.total += amount
