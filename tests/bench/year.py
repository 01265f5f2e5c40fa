"""How long a year of invented customers takes to come, one person of it to be erased, and all of it to go."""

import asyncio
import tempfile
import time
from pathlib import Path

import sqlalchemy as sa

from foundation.actor import Actor
from foundation.settings import Settings
from funnel.demonstration.fill import CUSTOMERS, fill
from funnel.demonstration.remove import remove
from funnel.privacy.erase import erase, person_of, preview
from tests.bench.measure import Figure, bench
from web.wiring import furnish, prepare, running

BY = Actor.system("bench")


@bench("year")
async def year() -> list[Figure]:
    """A demonstration on SQLite, with the advisor's conversations."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data=Path(folder), embeddings=False)
        house = furnish(settings, await asyncio.to_thread(prepare, settings, serves=False))
        async with running(house, runs_jobs=False, warm=False):
            begun = time.perf_counter()
            put = await fill(house.parts, progress=lambda done, of: None)
            filled = time.perf_counter() - begun
            async with house.database.reading() as session:
                wanted = sa.text("SELECT email FROM customers WHERE stage = 5 ORDER BY id LIMIT 1")
                person = person_of((await session.execute(wanted)).scalar_one())
            begun = time.perf_counter()
            await preview(house.keeping, person)
            looked = time.perf_counter() - begun
            begun = time.perf_counter()
            await erase(house.keeping, person, by=BY)
            erased = time.perf_counter() - begun
            begun = time.perf_counter()
            await remove(house.database, by=BY)
            gone = time.perf_counter() - begun
    return [
        Figure(f"a year of {CUSTOMERS} customers and {put.events:,} events put in", f"{filled:.0f} s", "120 s"),
        Figure("what is kept of one person of it, found", f"{looked * 1000:.0f} ms"),
        Figure("that person erased, the file rewritten", f"{erased * 1000:.0f} ms"),
        Figure("the year taken away again", f"{gone:.0f} s"),
    ]
