"""Moments and days that a database reckons are those that Python reckons, on both databases."""

from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa

from foundation.database import Database, UtcDateTime
from foundation.moments import Microseconds, Monday

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "at",
    [
        datetime(2026, 11, 2, 23, 59, 59, 999_999, tzinfo=UTC),
        datetime(2026, 11, 2, 23, 59, 59, 999_499, tzinfo=UTC),
        datetime(2026, 3, 29, 1, 30, tzinfo=UTC),
        datetime(1969, 12, 31, 23, 59, 59, 1, tzinfo=UTC),
        datetime(9999, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC),
    ],
)
async def test_microseconds_are_exact(database: Database, at: datetime) -> None:
    async with database.reading() as session:
        moment = sa.literal(at, UtcDateTime())
        [[told, again]] = await session.execute(sa.select(Microseconds(moment), moment))
    assert told == (at - EPOCH) // timedelta(microseconds=1)
    assert again == at
    assert again.utcoffset() == timedelta(0)


async def test_a_week_begins_on_monday(database: Database) -> None:
    days = [date(2026, 12, 24) + timedelta(days=number) for number in range(20)]
    async with database.reading() as session:
        told = [(await session.execute(sa.select(Monday(sa.literal(day, sa.Date()))))).scalar_one() for day in days]
    assert told == [day - timedelta(days=day.weekday()) for day in days]
