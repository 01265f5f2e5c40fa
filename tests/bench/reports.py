"""How fast 10,000 customers are reported on: the overview of each list of leads, a report read anew, and one read again."""

import asyncio
import gc
import itertools
from datetime import timedelta

from content.catalogue.model import Company
from content.packs.loader import open_pack
from foundation import clock
from foundation.database import Database
from foundation.settings import DEMO_PACK
from funnel.insights.overview import overview
from funnel.reports.charts import NAMES, chart
from funnel.reports.kept import read_report
from funnel.reports.model import Kind
from tests.bench.funnel import databases
from tests.bench.measure import Figure, bench, spread, times
from tests.funnel.year import END, write_year

CUSTOMERS = 10_000
DAY = END.date()


@bench("reports")
async def reports() -> list[Figure]:
    """Reports and overview of a year with 10,000 customers."""
    company = (await asyncio.to_thread(open_pack, DEMO_PACK)).company
    figures = []
    async with databases() as held:
        for kind, database in held.items():
            await write_year(database, customers=CUSTOMERS)
            gc.collect()

            async def glance(database: Database = database) -> None:
                async with database.reading() as session:
                    await overview(session, "en")

            figures.append(
                Figure(f"overview of 10,000 customers, {kind}", spread(await times(glance, count=20)), "20 ms")
            )
            for which in (Kind.WEEKLY, Kind.MONTHLY):
                figures += await _read(kind, database, company, which=which)
    return figures


async def _read(kind: str, database: Database, company: Company, *, which: Kind) -> list[Figure]:
    minutes = itertools.count(1)

    async def again() -> None:
        report = await read_report(database, company, which, day=DAY)
        for name in NAMES:
            chart(name, report, company, locale="en")

    async def anew() -> None:
        clock.shift(timedelta(minutes=next(minutes)))  # what was kept a minute ago is read anew
        await again()

    try:
        named = f"{which.value} report of 10,000 customers"
        return [
            Figure(f"{named}, anew, {kind}", spread(await times(anew, count=5))),
            Figure(f"{named}, once more within a minute, {kind}", spread(await times(again, count=20)), "150 ms"),
        ]
    finally:
        clock.shift(timedelta(0))
