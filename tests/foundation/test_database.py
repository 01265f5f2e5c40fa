"""What the database promises: return commits, raise rolls back, writers wait in order, values keep their meaning."""

import asyncio
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from sqlalchemy.exc import DBAPIError, StatementError

from foundation import events
from foundation.actor import Actor
from foundation.copies import DamagedDatabase, copy_sqlite
from foundation.database import (
    Amount,
    Base,
    Database,
    Json,
    NestedTransaction,
    UtcDateTime,
    alembic_config,
    migrate,
    synchronous_url,
)
from foundation.repository import claim_tick
from foundation.tables import TickRow

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
KELLER = Actor.visitor("keller")
QUOTE = ("quote", "Q-1")


async def test_what_returns_is_kept_and_what_raises_leaves_nothing(database: Database) -> None:
    async with database.transaction() as session:
        await events.record(
            session, "quote_issued", subject=QUOTE, by=KELLER, data={"total": "12.50", "note": "größer als 5 €"}
        )
    with pytest.raises(ZeroDivisionError):
        async with database.transaction() as session:
            await events.record(session, "quote_accepted", subject=QUOTE, by=KELLER)
            raise ZeroDivisionError
    async with database.reading() as session:
        (event,) = await events.history(session, QUOTE)
    assert (event.name, event.actor, event.data) == (
        "quote_issued",
        KELLER,
        {"total": "12.50", "note": "größer als 5 €"},
    )
    assert event.at.tzinfo is UTC


async def test_history_is_in_order_and_keeps_the_newest(database: Database) -> None:
    async with database.transaction() as session:
        for number in range(5):
            await events.record(session, f"step_{number}", subject=QUOTE, by=Actor.staff("li", ["sales"]))
            await events.record(session, "elsewhere", subject=("quote", "Q-2"), by=Actor.system())
    async with database.reading() as session:
        assert [event.name for event in await events.history(session, QUOTE)] == [
            f"step_{number}" for number in range(5)
        ]
        assert [event.name for event in await events.history(session, QUOTE, limit=2)] == ["step_3", "step_4"]
        assert (await events.history(session, QUOTE))[0].actor == Actor.staff("li", ["sales"])


async def test_two_hundred_concurrent_read_then_write_transactions_all_succeed(database: Database) -> None:
    async def count_up() -> None:
        async with database.transaction() as session:
            row = await session.get(TickRow, "counter", with_for_update=database.dialect == "postgresql")
            assert row is not None
            row.begun_at += timedelta(seconds=1)

    async with database.transaction() as session:
        session.add(TickRow(name="counter", begun_at=NOON))
    await asyncio.gather(*(count_up() for _ in range(200)))
    async with database.reading() as session:
        row = await session.get(TickRow, "counter")
    assert row is not None
    assert row.begun_at == NOON + timedelta(seconds=200)


async def test_what_follows_a_refused_opening_is_still_rolled_back(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("foundation.database._BUSY_MS", 1)
    database = Database(sqlite_url)
    tick = sa.insert(TickRow).values(name="rival", begun_at=NOON)
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite+aiosqlite:///"), isolation_level=None)) as rival:
        rival.execute("BEGIN IMMEDIATE")
        with pytest.raises(ZeroDivisionError):
            async with database.transaction() as session:
                with pytest.raises(DBAPIError, match="locked"):
                    await session.execute(tick)
                rival.execute("ROLLBACK")
                await session.execute(tick)
                raise ZeroDivisionError
    async with database.reading() as session:
        assert (await session.scalars(sa.select(TickRow.name).where(TickRow.name == "rival"))).all() == []
    await database.close()


async def test_nothing_can_be_written_while_reading(database: Database) -> None:
    with pytest.raises(DBAPIError):
        async with database.reading() as session:
            await session.execute(sa.insert(TickRow).values(name="x", begun_at=NOON))


async def test_a_reader_sees_one_state_while_a_writer_goes_on(database: Database) -> None:
    async with database.reading() as reader:
        assert (await reader.scalars(sa.select(TickRow))).all() == []
        async with database.transaction() as session:
            session.add(TickRow(name="new", begun_at=NOON))
        assert (await reader.scalars(sa.select(TickRow))).all() == []
    async with database.reading() as reader:
        assert [row.name for row in await reader.scalars(sa.select(TickRow))] == ["new"]


async def test_a_second_transaction_inside_the_first_is_refused_instead_of_waiting_for_ever(database: Database) -> None:
    async with database.transaction():
        with pytest.raises(NestedTransaction):
            async with database.transaction():
                pass
    async with database.transaction():
        pass


class Sample(Base):
    """A table of this test only."""

    __tablename__ = "sample"
    id = sa.Column(sa.Integer, primary_key=True)
    at = sa.Column(UtcDateTime)
    data = sa.Column(Json)
    amount = sa.Column(Amount)


Base.metadata.remove(Sample.__table__)  # type: ignore[arg-type]  # other tests compare the metadata with the migrations


async def test_values_come_back_exactly_as_they_went_in(database: Database) -> None:
    berlin = timezone(timedelta(hours=2))
    amount = Decimal("1234567890123456789.123456789012345678901234567890")
    values = {
        "id": 1,
        "at": datetime(2026, 7, 1, 14, 0, 0, 123456, tzinfo=berlin),
        "data": {"a": [1, None, "مرحبا"]},
        "amount": amount,
    }
    async with database.transaction() as session:
        await session.run_sync(lambda sync: Sample.__table__.create(sync.connection()))  # type: ignore[attr-defined]
        await session.execute(sa.insert(Sample).values(values))
        await session.execute(sa.insert(Sample).values(id=2, at=None, data=None, amount=None))
    async with database.reading() as session:
        rows = (await session.execute(sa.select(Sample.at, Sample.data, Sample.amount).order_by(Sample.id))).all()
        nulls = await session.scalar(sa.select(sa.func.count()).where(Sample.data.is_(None)))
    assert [tuple(row) for row in rows] == [
        (datetime(2026, 7, 1, 12, 0, 0, 123456, tzinfo=UTC), values["data"], amount),
        (None, None, None),
    ]
    assert nulls == 1


@pytest.mark.parametrize("bad", [{"at": datetime(2026, 7, 1)}, {"amount": 1.5}, {"amount": Decimal("NaN")}])  # noqa: DTZ001 - naive on purpose
async def test_a_time_without_zone_or_an_inexact_amount_is_refused(
    sqlite_database: Database, bad: dict[str, object]
) -> None:
    with pytest.raises(StatementError, match="no time zone|no exact amount"):
        async with sqlite_database.transaction() as session:
            await session.execute(sa.insert(Sample).values(bad))


async def test_of_several_workers_only_one_begins_a_tick_in_each_period(database: Database) -> None:
    async def claim(now: datetime) -> bool:
        async with database.transaction() as session:
            return await claim_tick(session, "sweep", every=timedelta(seconds=60), now=now)

    assert sorted(await asyncio.gather(*(claim(NOON) for _ in range(5)))) == [False] * 4 + [True]
    assert [await claim(NOON + timedelta(seconds=seconds)) for seconds in (59, 60, 61, -3600)] == [
        False,
        True,
        False,
        True,
    ]


async def test_a_copy_is_one_consistent_state_though_others_write(sqlite_database: Database, tmp_path: Path) -> None:
    async with sqlite_database.transaction() as session:
        await events.record(session, "quote_issued", subject=QUOTE, by=KELLER)
        file = Path(sqlite_database.url.removeprefix("sqlite+aiosqlite:///"))
        await asyncio.to_thread(copy_sqlite, file, tmp_path / "during.sqlite3")
    await asyncio.to_thread(copy_sqlite, file, tmp_path / "after.sqlite3")
    for name, count in (("during", 0), ("after", 1)):
        copy = Database(f"sqlite+aiosqlite:///{tmp_path}/{name}.sqlite3")
        async with copy.reading() as session:
            assert len(await events.history(session, QUOTE)) == count
        await copy.close()


def test_what_is_no_database_is_not_copied(tmp_path: Path) -> None:
    (tmp_path / "holiday.jpg").write_bytes(b"\xff\xd8" * 5000)
    with pytest.raises(DamagedDatabase, match=r"holiday\.jpg is damaged or no database of Tradewind"):
        copy_sqlite(tmp_path / "holiday.jpg", tmp_path / "copy.sqlite3")
    assert not (tmp_path / "copy.sqlite3").exists()


@pytest.mark.postgres
async def test_a_name_is_held_once_and_freed_when_its_connection_ends(postgres_url: str) -> None:
    one, two = Database(postgres_url), Database(postgres_url)
    held = await one.hold_name("worker/first")
    assert held is not None
    assert await held.is_held()
    assert await two.hold_name("worker/first") is None
    other = await two.hold_name("worker/second")
    assert other is not None
    await other.release()
    async with two.transaction() as session:
        others = "pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        await session.execute(sa.text(f"SELECT pg_terminate_backend(pid) FROM {others}"))
    assert not await held.is_held()
    again = await two.hold_name("worker/first")
    assert again is not None
    await again.release()
    third = await one.hold_name("worker/first")
    assert third is not None
    await third.release()
    await one.close()
    await two.close()


def test_going_back_one_migration_and_on_again_keeps_what_is_there(sqlite_url: str) -> None:
    engine = sa.create_engine(synchronous_url(sqlite_url))
    with engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO revenue_goals VALUES ('month', '2026-11-01', '250000')")
    command.downgrade(alembic_config(sqlite_url), "-1")
    migrate(sqlite_url)
    with engine.connect() as connection:
        kept = connection.exec_driver_sql("SELECT span, first_day, amount FROM revenue_goals").fetchall()
    engine.dispose()
    assert [tuple(row) for row in kept] == [("month", "2026-11-01", "250000")]
