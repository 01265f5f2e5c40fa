"""Several processes issue quotes on one database at once: the numbers have no gap and no duplicate, also where some break off."""

from __future__ import annotations

import asyncio
import multiprocessing

import sqlalchemy as sa

import quoting.jobs  # noqa: F401 - registers the job that an issued quote enqueues
from foundation.actor import Actor
from foundation.database import Database, synchronous_url
from quoting.issue import issue_quote
from quoting.model import QuoteStatus
from tests.quoting import cast
from tests.quoting.test_issue import enqueued

QUOTES, PROCESSES, BROKEN = 200, 4, 5
AT_ONCE = 12
"""Transactions of a process: below what its pool of connections has, and what a server of the tests allows them all."""
BUYER = Actor.visitor("a-keller")


def issue_many(url: str, quotes: int) -> list[str]:
    """Issue quotes at once in a process of its own, some of which break off after their number was given; return the numbers."""

    async def issue(database: Database, door: asyncio.Semaphore, *, breaks: bool) -> str | None:
        try:
            async with door, database.transaction() as session:
                one = await issue_quote(session, cast.request(), cast.company(), by=BUYER, now=cast.NOW)
                if breaks:
                    raise ConnectionError
                return one.number
        except ConnectionError:
            return None

    async def issue_all() -> list[str]:
        database, door = Database(url), asyncio.Semaphore(AT_ONCE)
        try:
            wanted = [n % (quotes // BROKEN) == 0 for n in range(quotes + BROKEN + 1)]
            given = await asyncio.gather(*(issue(database, door, breaks=breaks) for breaks in wanted))
            return [number for number in given if number is not None]
        finally:
            await database.close()

    return asyncio.run(issue_all())


def test_two_hundred_quotes_of_four_processes_have_two_hundred_numbers(database_url: str) -> None:
    context = multiprocessing.get_context("spawn")
    with context.Pool(PROCESSES) as pool:
        given = pool.starmap(issue_many, [(database_url, QUOTES // PROCESSES)] * PROCESSES)
    every = [f"Q-2026-{n:05d}" for n in range(1, QUOTES + 1)]
    assert sorted(number for numbers in given for number in numbers) == every
    engine = sa.create_engine(synchronous_url(database_url))
    with engine.connect() as connection:
        stored = connection.execute(sa.text("SELECT number, status FROM quotes ORDER BY number")).fetchall()
        lines = connection.execute(sa.text("SELECT count(DISTINCT quote_id), count(*) FROM quote_lines")).one()
    engine.dispose()
    assert [tuple(row) for row in stored] == [(number, QuoteStatus.ISSUED.value) for number in every]
    assert tuple(lines) == (QUOTES, QUOTES)
    assert enqueued(database_url) == QUOTES
