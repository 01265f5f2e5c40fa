"""Counts of visits are what a recount of the events says, however these come: again, late, in one group or several, half stored."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import combinations_with_replacement
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from content.catalogue.model import Company
from foundation.actor import Actor
from foundation.database import Database
from funnel.insights.behaviour import heatmap, site_behaviour
from funnel.journey.visit import agree, keep_visits, recount, withdraw
from funnel.visits.model import Box, Click, Days, Seen, Visit
from funnel.visits.repository import reading
from funnel.visits.repository.counting import recount_weeks

ZONES = ("Europe/Berlin", "Asia/Shanghai", "America/Los_Angeles")
BEGIN = datetime(2026, 3, 20, tzinfo=UTC)
"""Nine days before the clocks of Europe go forward."""
PAGES = ("/de/products/kcn-40a", "/en/products/kcp-70", "/ar/about")
EMPTIED = (
    "visit_counts",
    "visit_weeks",
    "click_cells",
    "click_elements",
    "co_visits",
    "taken_events",
    "visitors",
    "raw",
)
LONGEST = 18
"""Days on which something happens: two whole weeks, wherever they begin."""
BY = Actor.system("test")


@dataclass(frozen=True)
class Step:
    """One group of visits that comes at once; `fails` rolls it back before it was answered, `forgets` lets a visitor withdraw."""

    visits: tuple[Visit, ...]
    fails: bool
    forgets: bool


# near midnight of a zone, where days part, and anywhere
moments = st.builds(
    lambda day, minute, near: BEGIN + timedelta(days=day, minutes=minute if near else 7 * minute, seconds=59.999_999),
    st.integers(0, LONGEST - 1),
    st.integers(-90, 200),
    st.booleans(),
)
kinds = st.sampled_from(["page_view", "page_view", "view_product", "dwell", "scroll", "click", "search"])
VALUES = {"view_product": "KCN-40A", "search": "iso 6789"}


def _seen(number: int, kind: str, at: datetime, amount: int) -> Seen:
    click = Click(amount / 100, 20 * amount, "main>a", Box(0.1, 40, 0.2, 20)) if kind == "click" else None
    return Seen(
        f"event-{number}", kind, at, VALUES.get(kind), float(amount) if kind in {"dwell", "scroll"} else 0.0, click
    )


# few numbers, so that events come again: in the same report, the same group, another group
events = st.builds(_seen, st.integers(0, 60), kinds, moments, st.integers(0, 99))
came = st.builds(
    lambda page, seen, origin, visitor: Visit(
        page, page.split("/")[1], tuple(seen), origin=origin, country="DE" if origin else None, visitor=visitor
    ),
    st.sampled_from(PAGES),
    st.lists(events, min_size=1, max_size=5),
    st.sampled_from([None, "direct", "ai:chatgpt"]),
    st.sampled_from([None, "v1", "v2"]),
)
steps = st.lists(
    st.builds(
        Step, st.lists(came, min_size=1, max_size=4).map(tuple), st.sampled_from([False, False, True]), st.booleans()
    ),
    max_size=8,
)
ranges = st.builds(
    lambda first, length: Days(BEGIN.date() + timedelta(first - 2), BEGIN.date() + timedelta(first - 2 + length)),
    st.integers(0, LONGEST),
    st.integers(0, LONGEST),
)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(stream=steps, days=st.lists(ranges, min_size=3, max_size=3), zone=st.sampled_from(ZONES))
def test_every_figure_is_what_a_recount_of_the_events_says(
    database_url: str, company: Company, stream: Sequence[Step], days: Sequence[Days], zone: str
) -> None:
    asyncio.run(_compare(database_url, company, stream, days=days, zone=zone))


async def _compare(url: str, company: Company, stream: Sequence[Step], *, days: Sequence[Days], zone: str) -> None:
    database = Database(url)
    try:
        await _empty(database)
        for step in stream:
            with suppress(ConnectionResetError):
                async with database.transaction() as session:
                    await keep_visits(session, step.visits, time_zone=zone)
                    await _keep_raw(session, step.visits)
                    if step.fails:
                        raise ConnectionResetError
            if step.forgets:
                async with database.transaction() as session:
                    await agree(session, "v1")
                    await withdraw(session, "v1", company)
        for each in days:
            await _is_recounted(database, each, zone=zone)
        await _is_recounted_in_every_range(database, zone=zone)
        async with database.transaction() as session:
            assert await recount_weeks(session) == 0
    finally:
        await database.close()


async def _empty(database: Database) -> None:
    async with database.transaction() as session:
        await session.execute(
            sa.text(
                "CREATE TABLE IF NOT EXISTS raw (id VARCHAR(40) PRIMARY KEY, at BIGINT, kind TEXT, value TEXT, amount FLOAT, page TEXT, "
                "locale TEXT, origin TEXT, cell TEXT)"
            )
        )
        for table in EMPTIED:
            await session.execute(sa.text(f"DELETE FROM {table}"))  # names of ours


async def _keep_raw(session: Any, visits: Sequence[Visit]) -> None:
    """Keep what came, one row for each event, the first of each id: what nothing in the house does."""
    keep = sa.text(
        "INSERT INTO raw VALUES (:id, :at, :kind, :value, :amount, :page, :locale, :origin, :cell) ON CONFLICT DO NOTHING"
    )
    for visit in visits:
        for event in visit.events:
            cell = f"{min(49, int(event.click.x * 50))}/{event.click.y // 24}" if event.click else None
            row = {
                "id": event.id, "at": _number(event.at), "kind": event.event_type, "value": event.value,
                "amount": event.amount, "page": visit.page, "locale": visit.locale, "origin": visit.origin, "cell": cell,
            }  # fmt: skip
            await session.execute(keep, row)


async def _is_recounted(database: Database, days: Days, *, zone: str) -> None:
    async with database.reading() as session:
        told = await site_behaviour(session, days)
        hot = await heatmap(session, PAGES[0], "wide", days=days)
        first, end = (_midnight(day, zone) for day in (days.first, days.last + timedelta(days=1)))

        async def rows(asked: str) -> list[tuple[Any, ...]]:
            found = await session.execute(sa.text(asked.replace("INSIDE", f"at >= {first} AND at < {end}")))
            return [tuple(row) for row in found]

        views = dict(await rows("SELECT page, count(*) FROM raw WHERE INSIDE AND kind = 'page_view' GROUP BY page"))
        assert {each.page: each.views for each in told.pages} == views
        origins = "SELECT origin, count(*) FROM raw WHERE INSIDE AND kind = 'page_view' AND origin IS NOT NULL GROUP BY origin"
        assert {each.key: each.count for each in told.origins} == dict(await rows(origins))
        [[products, searches, seconds]] = await rows(
            "SELECT count(CASE WHEN kind = 'view_product' THEN 1 END), count(CASE WHEN kind = 'search' THEN 1 END), "
            "coalesce(sum(CASE WHEN kind = 'dwell' THEN amount END), 0) FROM raw WHERE INSIDE"
        )
        totals = told.totals
        assert (totals.page_views, totals.product_views, totals.searches) == (sum(views.values()), products, searches)
        assert totals.seconds == pytest.approx(seconds / totals.page_views if totals.page_views else 0)
        cells = f"SELECT cell, count(*) FROM raw WHERE INSIDE AND kind = 'click' AND page = '{PAGES[0]}' GROUP BY cell"
        assert {f"{each.column}/{each.row}": each.count for each in hot.squares} == dict(await rows(cells))
        for day, each in zip(_days(days), told.by_day, strict=True):
            first, end = _midnight(day, zone), _midnight(day + timedelta(days=1), zone)
            [[count]] = await rows("SELECT count(*) FROM raw WHERE INSIDE AND kind = 'page_view'")
            assert (each.day, each.page_views) == (day, count)


async def _is_recounted_in_every_range(database: Database, *, zone: str) -> None:
    begin = BEGIN.date()
    async with database.reading() as session:
        views: list[int] = []
        for day in _days(Days(begin, begin + timedelta(days=LONGEST))):
            first, end = _midnight(day, zone), _midnight(day + timedelta(days=1), zone)
            asked = f"SELECT count(*) FROM raw WHERE at >= {first} AND at < {end} AND kind = 'page_view'"
            views.append((await session.execute(sa.text(asked))).scalar_one())
        for one, other in combinations_with_replacement(range(len(views)), 2):
            days = Days(begin + timedelta(days=one), begin + timedelta(days=other))
            told = await reading.total(session, "locale", "page_view", days=days)
            assert told.count == sum(views[one : other + 1]), days


def _number(at: datetime) -> int:
    return (at - BEGIN) // timedelta(microseconds=1)


def _midnight(day: date, zone: str) -> int:
    """Return when a day begins in a zone, by the offsets of spring 2026, as the rows have it."""
    moved = {"Europe/Berlin": (date(2026, 3, 29), 1, 2), "America/Los_Angeles": (date(2026, 3, 8), -8, -7)}
    since, winter, summer = moved.get(zone, (day, 8, 8))
    hours = summer if day > since else winter
    return _number(datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=hours))


def _days(days: Days) -> Iterator[date]:
    for number in range((days.last - days.first).days + 1):
        yield days.first + timedelta(days=number)


@pytest.mark.parametrize(
    ("first", "last", "weeks"),
    [
        (date(2026, 3, 2), date(2026, 3, 8), (date(2026, 3, 2), date(2026, 3, 8))),
        (date(2026, 3, 3), date(2026, 3, 14), None),
        (date(2026, 3, 3), date(2026, 3, 15), (date(2026, 3, 9), date(2026, 3, 15))),
        (date(2026, 3, 1), date(2026, 3, 23), (date(2026, 3, 2), date(2026, 3, 22))),
        (date(2026, 3, 4), date(2026, 3, 4), None),
    ],
)
def test_whole_weeks_lie_within_a_range(first: date, last: date, weeks: tuple[date, date] | None) -> None:
    assert Days(first, last).whole_weeks == (Days(*weeks) if weeks else None)


async def test_weeks_that_are_wrong_are_told_and_mended(database: Database) -> None:
    visit = Visit(PAGES[0], "de", (_seen(1, "page_view", BEGIN, 0), _seen(2, "dwell", BEGIN + timedelta(days=9), 30)))
    async with database.transaction() as session:
        await keep_visits(session, [visit])
        await session.execute(
            sa.text("UPDATE visit_weeks SET count = 7 WHERE event_type = 'page_view' AND dimension = 'page'")
        )
        await session.execute(sa.text("DELETE FROM visit_weeks WHERE event_type = 'dwell' AND dimension = 'page'"))
    days = Days(date(2026, 3, 16), date(2026, 4, 5))
    async with database.reading() as session:
        assert (await site_behaviour(session, days)).pages[0].views == 7
    assert await recount(database, by=BY) == 2
    async with database.reading() as session:
        [page] = (await site_behaviour(session, days)).pages
        told = (await session.execute(sa.text("SELECT name FROM events"))).scalars().all()
    assert (page.views, page.seconds) == (1, 30.0)
    assert told == ["visits_recounted"]
    assert await recount(database, by=BY) == 0
