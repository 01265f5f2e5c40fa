"""What durable jobs promise: rolled back with their verb, run once, tried again, finished in spite of kill -9."""

import asyncio
import logging
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from foundation import clock, jobs
from foundation.actor import Actor
from foundation.database import Database, synchronous_url
from foundation.events import history, record
from foundation.jobs import GiveUp, Jobs, RetryLater, UnknownJob, WorkerNameTaken, enqueue, job
from foundation.ticks import tick

LEAD = ("lead", "7")
SCRIPT = Path(__file__).with_name("job_process.py")
bound: dict[str, Database] = {}
calls: list[str] = []


@job("mark_lead")
async def mark_lead(lead: str, times: int) -> None:
    async with bound["database"].transaction() as session:
        await record(session, "lead_marked", subject=("lead", lead), by=Actor.system(), data={"times": times})


@job("stubborn_lead", attempts=4)
async def stubborn_lead(lead: str) -> None:
    calls.append(f"push {lead}")
    if len(calls) == 1:
        raise ConnectionError("the other side is down")
    if len(calls) == 2:
        raise RetryLater(0.01, "the other side asks for patience")


async def say_so(lead: str, reason: str) -> None:
    calls.append(f"given up {lead}: {reason}")


@job("refused_lead", given_up=say_so)
async def refused_lead(lead: str) -> None:
    calls.append(f"refused {lead}")
    raise GiveUp("the address does not exist")


@job("write_file")
async def write_file(name: str) -> None:
    raise AssertionError(f"{name} belongs to the other processes of these tests")


@pytest.fixture(autouse=True)
def _nothing_called_yet() -> None:
    calls.clear()


@asynccontextmanager
async def running(database: Database, worker: str = "here") -> AsyncIterator[None]:
    bound["database"] = database
    runner = Jobs(database, worker=worker)
    await runner.launch()
    try:
        yield
    finally:
        await runner.shutdown()


async def until(state: Callable[[], Awaitable[bool]], seconds: float = 40) -> None:
    async with asyncio.timeout(seconds):
        while not await state():
            await asyncio.sleep(0.05)


def states(database: Database) -> list[tuple[str, str]]:
    table = "workflow_status" if database.dialect == "sqlite" else "dbos.workflow_status"
    engine = sa.create_engine(synchronous_url(database.url))
    with engine.connect() as connection:
        rows = connection.execute(sa.text(f"SELECT workflow_uuid, status FROM {table} ORDER BY workflow_uuid")).all()
    engine.dispose()
    return [(row[0], row[1]) for row in rows]


async def test_a_job_is_committed_and_rolled_back_with_its_verb(database: Database) -> None:
    with pytest.raises(ZeroDivisionError):
        async with database.transaction() as session:
            await record(session, "lead_won", subject=LEAD, by=Actor.system())
            await enqueue(session, "mark_lead", "7", 1, key="7")
            raise ZeroDivisionError
    assert states(database) == []
    for _ in range(2):
        async with database.transaction() as session:
            await record(session, "lead_won", subject=LEAD, by=Actor.system())
            await enqueue(session, "mark_lead", "7", 1, key="7")
    assert states(database) == [("mark_lead/7", "ENQUEUED")]
    async with database.reading() as session:
        assert len(await history(session, LEAD)) == 2


async def test_an_unknown_job_is_refused_when_it_is_enqueued(sqlite_database: Database) -> None:
    async with sqlite_database.transaction() as session:
        with pytest.raises(UnknownJob, match="No job is called 'make_tea'"):
            await enqueue(session, "make_tea", "7", key="7")


async def test_jobs_run_once_per_key_on_the_loop_that_launched_them(database: Database) -> None:
    async with database.transaction() as session:
        for key in ("a", "b", "a"):
            await enqueue(session, "mark_lead", "7", 3, key=key)
    async with running(database):
        async with database.transaction() as session:
            await enqueue(session, "mark_lead", "7", 3, key="c")

        async def three() -> bool:
            async with database.reading() as session:
                return len(await history(session, LEAD)) == 3

        await until(three)
        await until(lambda: all_done(database))
    assert states(database) == [(f"mark_lead/{key}", "SUCCESS") for key in "abc"]


async def all_done(database: Database) -> bool:
    return {status for _, status in await asyncio.to_thread(states, database)} == {"SUCCESS"}


async def test_a_failed_attempt_is_tried_again_and_a_refused_job_is_given_up_aloud(sqlite_database: Database) -> None:
    async with sqlite_database.transaction() as session:
        await enqueue(session, "stubborn_lead", "7", key="7")
    async with running(sqlite_database):
        await until(lambda: all_done(sqlite_database))
    assert calls == ["push 7"] * 3
    calls.clear()
    async with sqlite_database.transaction() as session:
        await enqueue(session, "refused_lead", "8", key="8")
    async with running(sqlite_database):
        await until(lambda: all_done(sqlite_database))
    assert calls == ["refused 8", "given up 8: the address does not exist"]


async def test_a_tick_runs_by_the_shifted_clock(sqlite_database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("foundation.ticks._LONGEST_PAUSE", 0.05)
    monkeypatch.setattr("foundation.ticks._ticks", {})

    @tick("follow_up", every=24 * 3600)
    async def follow_up() -> None:
        calls.append("follow up")

    try:
        async with running(sqlite_database):

            async def called(times: int) -> bool:
                return len(calls) == times

            await until(lambda: called(1))
            clock.shift(timedelta(hours=23))
            await asyncio.sleep(0.2)
            assert len(calls) == 1
            clock.shift(timedelta(hours=25))
            await until(lambda: called(2))
    finally:
        clock.shift(timedelta(0))


async def test_finished_jobs_are_pruned_after_thirty_days(sqlite_database: Database) -> None:
    async with sqlite_database.transaction() as session:
        await enqueue(session, "mark_lead", "7", 1, key="old")
    async with running(sqlite_database):
        await until(lambda: all_done(sqlite_database))
    async with sqlite_database.transaction() as session:
        await enqueue(session, "mark_lead", "7", 1, key="waiting")
    try:
        assert [jobs.prune(sqlite_database.url)] == [0]
        clock.shift(timedelta(days=31))
        assert jobs.prune(sqlite_database.url) == 1
    finally:
        clock.shift(timedelta(0))
    assert states(sqlite_database) == [("mark_lead/waiting", "ENQUEUED")]


@asynccontextmanager
async def process(url: str, folder: Path, worker: str) -> AsyncIterator[asyncio.subprocess.Process]:
    started = await asyncio.create_subprocess_exec(sys.executable, str(SCRIPT), url, str(folder), worker)

    async def ready() -> bool:
        return (folder / f"{worker}-ready").exists()

    try:
        await until(ready)
        yield started
    finally:
        if started.returncode is None:
            started.kill()
        await started.wait()


async def test_a_job_killed_in_the_middle_is_finished_after_the_next_start(
    sqlite_database: Database, tmp_path: Path
) -> None:
    async def begun(times: int) -> bool:
        return (tmp_path / "begun").exists() and len((tmp_path / "begun").read_text().splitlines()) == times

    async def written() -> bool:
        return (tmp_path / "quote").exists()

    async with sqlite_database.transaction() as session:
        await enqueue(session, "write_file", "quote", key="quote")
    async with process(sqlite_database.url, tmp_path, "embedded") as first:
        await until(lambda: begun(1))
        first.send_signal(signal.SIGKILL)
        await first.wait()
    (tmp_path / "embedded-ready").unlink()
    assert states(sqlite_database) == [("write_file/quote", "PENDING")]
    (tmp_path / "go").touch()
    async with process(sqlite_database.url, tmp_path, "embedded"):
        await until(written)
        await until(lambda: all_done(sqlite_database))
    assert await begun(2)


@pytest.mark.postgres
async def test_a_survivor_takes_over_the_jobs_of_a_dead_worker_and_a_name_is_given_once(
    postgres_url: str, tmp_path: Path
) -> None:
    async def begun(worker: str) -> bool:
        return (tmp_path / "begun").exists() and f"{worker} began" in (tmp_path / "begun").read_text()

    async def written() -> bool:
        return (tmp_path / "quote").exists()

    database = Database(postgres_url)
    async with database.transaction() as session:
        await enqueue(session, "write_file", "quote", key="quote")
    async with process(postgres_url, tmp_path, "first") as first:
        await until(lambda: begun("first"))
        with pytest.raises(WorkerNameTaken, match="first is running already"):
            await Jobs(database, worker="first").launch()
        async with process(postgres_url, tmp_path, "second"):
            first.send_signal(signal.SIGKILL)
            await first.wait()
            await until(lambda: begun("second"))
            (tmp_path / "go").touch()
            await until(written)
    assert (tmp_path / "quote").read_text() == "second"
    await database.close()


async def test_shutting_down_leaves_a_waiting_job_for_the_next_start(
    sqlite_database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    async def called() -> bool:
        return bool(calls)

    async with sqlite_database.transaction() as session:
        await enqueue(session, "stubborn_lead", "7", key="7")
    async with running(sqlite_database):
        await until(called)
    assert [status for _, status in states(sqlite_database)] == ["PENDING"]
    async with running(sqlite_database):
        await until(lambda: all_done(sqlite_database))
    assert [line for line in caplog.records if line.levelno >= logging.ERROR] == []


async def test_nothing_is_printed_by_the_library(sqlite_database: Database, tmp_path: Path) -> None:
    command = (sys.executable, str(SCRIPT), sqlite_database.url, str(tmp_path), "embedded")
    pipe = asyncio.subprocess.PIPE
    started = await asyncio.create_subprocess_exec(*command, stdout=pipe, stderr=pipe)

    async def ready() -> bool:
        return (tmp_path / "embedded-ready").exists()

    await until(ready)
    await asyncio.sleep(1.5)
    started.kill()
    assert await started.communicate() == (b"", b"")
