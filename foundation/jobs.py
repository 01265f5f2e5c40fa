"""The source of truth for durable jobs: enqueued in a verb's own transaction, run to their end in spite of crashes."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from foundation import clock
from foundation.database import Database, synchronous_url
from foundation.log import get_logger
from foundation.repository import claim_tick

if TYPE_CHECKING:
    from dbos import DBOSClient
    from sqlalchemy.ext.asyncio import AsyncSession

Argument = str | int
"""What a job takes: ids only, so that it always reads the state of the moment in which it runs."""

JobFunction = Callable[..., Coroutine[Any, Any, None]]
TickFunction = Callable[[], Awaitable[None]]

_APPLICATION: Final = "tradewind"
# Our own constant: by default even a changed comment makes a new version, and waiting jobs of the old one are stranded.
_VERSION: Final = "1"
_QUEUE: Final = "tradewind"
_SCHEMA: Final = "dbos"
_POLL_SECONDS: Final = 0.5
_AT_ONCE: Final = 8
_FIRST_WAIT: Final = 1.0
_LONGEST_WAIT: Final = 60.0
_KEEP_FINISHED: Final = timedelta(days=30)
_EMBEDDED: Final = "embedded"

_log = get_logger("tradewind.jobs")


class RetryLater(Exception):
    """Raised by a job: not now, but in `seconds`, because of `reason`. Counts as an attempt."""

    def __init__(self, seconds: float, reason: str) -> None:
        super().__init__(reason)
        self.seconds = seconds


class GiveUp(Exception):
    """Raised by a job: trying again is of no use, because of the reason given."""


class UnknownJob(LookupError):
    """A name was enqueued that no `@job` carries."""


@dataclass(frozen=True, slots=True)
class _Job:
    name: str
    run: JobFunction
    attempts: int
    given_up: Callable[..., Awaitable[None]] | None


@dataclass(frozen=True, slots=True)
class _Tick:
    name: str
    run: TickFunction
    every: timedelta


_jobs: dict[str, _Job] = {}
_ticks: dict[str, _Tick] = {}


def job(
    name: str, *, attempts: int = 10, given_up: Callable[..., Awaitable[None]] | None = None
) -> Callable[[JobFunction], JobFunction]:
    """Register a module-level `async def` as a durable job.

    It takes ids only and must bear being run twice (a crash may fall between its effect and its mark). A failure is tried
    again after 1, 2, 4 ... at most 60 seconds, `attempts` times in all (10: about four minutes); longer waits are rows with
    a due time, found by a tick. After the last attempt, or on GiveUp, `given_up(*ids, reason)` is awaited.
    """

    def register(function: JobFunction) -> JobFunction:
        _jobs[name] = _Job(name, function, attempts, given_up)
        return function

    return register


def tick(name: str, *, every: float) -> Callable[[TickFunction], TickFunction]:
    """Register an `async def` without arguments that some worker begins every `every` seconds of the (shifted) clock.

    It finds rows that are due and enqueues or does what they ask; a run that fails is logged and comes again.
    """

    def register(function: TickFunction) -> TickFunction:
        _ticks[name] = _Tick(name, function, timedelta(seconds=every))
        return function

    return register


async def enqueue(session: "AsyncSession", name: str, *ids: Argument, key: str) -> None:
    """Ask for a job in the transaction of the verb that wants it: rolled back together, committed together.

    The same job and key run once, ever (until pruned after 30 days); work that may repeat carries its revision in the key.
    """
    if name not in _jobs:
        raise UnknownJob(f"No job is called {name!r}; known are {', '.join(sorted(_jobs)) or 'none'}.")
    client = _client(session.info["database_url"])
    connection = await session.connection()
    options = {
        "workflow_name": name,
        "queue_name": _QUEUE,
        "workflow_id": f"{name}/{key}",
        "app_version": _VERSION,
        "application_name": _APPLICATION,
    }
    await connection.run_sync(lambda sync: client.enqueue_in_transaction(sync, options, *ids))  # type: ignore[arg-type]


def create_tables(url: str) -> None:
    """Create or renew the library's own tables; repeatable, blocking."""
    from dbos import DBOS

    _quiet()
    DBOS.migrate(synchronous_url(url), schema=_SCHEMA)


def table_names() -> set[str]:
    """Name the library's own tables, which Alembic leaves alone."""
    from dbos._schemas.system_database import SystemSchema

    return {table.name for table in SystemSchema.metadata_obj.tables.values()} | {"dbos_migrations"}


class Jobs:
    """Runs jobs and ticks in this process. One per process; `worker` names it stably and uniquely among all workers."""

    def __init__(self, database: Database, *, worker: str = _EMBEDDED) -> None:
        self._database = database
        self._worker = worker
        self._tasks: list[asyncio.Task[None]] = []
        self._running = False

    async def launch(self) -> None:
        """Begin, inside the running event loop, on which the jobs then run; unfinished jobs of this worker go on."""
        from dbos import DBOS, DBOSPortableJSONSerializer

        _quiet()
        DBOS(
            config={
                "name": _APPLICATION,
                "system_database_url": synchronous_url(self._database.url),
                "dbos_system_schema": _SCHEMA,
                "application_version": _VERSION,
                "executor_id": self._worker,
                "serializer": DBOSPortableJSONSerializer(),
                "enable_otlp": False,
                "log_level": "ERROR",
                "sys_db_pool_size": 5,
            }
        )
        for entry in _jobs.values():
            DBOS.workflow(name=entry.name, max_recovery_attempts=1000)(_durable(entry))
        DBOS.launch()
        await DBOS.register_queue_async(_QUEUE, worker_concurrency=_AT_ONCE, polling_interval_sec=_POLL_SECONDS)
        self._running = True
        self._tasks = [asyncio.create_task(self._tick(entry), name=f"tick {entry.name}") for entry in _ticks.values()]
        self._tasks.append(asyncio.create_task(self._prune(), name="tick prune_jobs"))

    async def shutdown(self) -> None:
        """End; what is in the middle goes on at the next launch."""
        from dbos import DBOS

        if not self._running:
            return
        self._running = False
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.to_thread(DBOS.destroy, destroy_registry=True)

    async def _tick(self, entry: _Tick) -> None:
        pause = min(entry.every.total_seconds(), 5.0)
        while True:
            try:
                async with self._database.transaction() as session:
                    mine = await claim_tick(session, entry.name, every=entry.every, now=clock.now())
                if mine:
                    await entry.run()
            except Exception:  # noqa: BLE001 - a tick outlives whatever its work runs into
                _log.exception("A tick failed; it comes again.", tick=entry.name)
            await asyncio.sleep(pause)

    async def _prune(self) -> None:
        while True:
            await asyncio.sleep(3600)
            try:
                await asyncio.to_thread(prune, self._database.url)
            except Exception:  # noqa: BLE001 - a tick outlives whatever its work runs into
                _log.exception("Finished jobs could not be pruned; it is tried again in an hour.")


def prune(url: str) -> int:
    """Delete jobs that finished more than 30 days ago; return how many. Blocking."""
    client = _client(url)
    before = (clock.now() - _KEEP_FINISHED).isoformat()
    removed = 0
    while old := client.list_workflows(completed_before=before, limit=500, load_input=False, load_output=False):
        client.delete_workflows([workflow.workflow_id for workflow in old])
        removed += len(old)
    return removed


def _durable(entry: _Job) -> JobFunction:
    """Wrap a job into a workflow: each attempt is one step whose outcome is kept, each wait outlives a crash."""
    from dbos import DBOS

    async def attempt(*ids: Argument) -> dict[str, Any]:
        try:
            await entry.run(*ids)
        except RetryLater as later:
            return {"done": False, "wait": later.seconds, "reason": str(later)}
        except GiveUp as end:
            return {"done": False, "wait": None, "reason": str(end)}
        except Exception as error:  # noqa: BLE001 - whatever a job runs into becomes its outcome
            _log.exception("A job failed.", job=entry.name, ids=ids)
            return {"done": False, "wait": -1, "reason": f"{type(error).__name__}: {error}"[:500]}
        return {"done": True}

    async def give_up(*ids: Argument, reason: str) -> None:
        if entry.given_up is not None:
            await entry.given_up(*ids, reason)

    async def workflow(*ids: Argument) -> None:
        for number in range(entry.attempts):
            outcome = await DBOS.run_step_async({"name": "attempt"}, attempt, *ids)
            if outcome["done"]:
                return
            if outcome["wait"] is None:
                break
            if number + 1 < entry.attempts:
                wait = outcome["wait"] if outcome["wait"] >= 0 else min(_FIRST_WAIT * 2**number, _LONGEST_WAIT)
                await DBOS.sleep_async(wait)
        _log.error("A job was given up.", job=entry.name, ids=ids, reason=outcome["reason"])
        await DBOS.run_step_async({"name": "give_up"}, give_up, *ids, reason=outcome["reason"])

    workflow.__qualname__ = workflow.__name__ = entry.name
    return workflow


@lru_cache(maxsize=64)
def _client(url: str) -> "DBOSClient":
    from dbos import DBOSClient, DBOSPortableJSONSerializer

    _quiet()
    # Lazy: it never opens a connection for enqueueing, which runs on the verb's own.
    return DBOSClient(
        system_database_url=synchronous_url(url),
        dbos_system_schema=_SCHEMA,
        serializer=DBOSPortableJSONSerializer(),
        application_name=_APPLICATION,
        lazy=True,
    )


def _quiet() -> None:
    """Keep the library's own banner and chatter out of our log; its errors come through ours."""
    logger = logging.getLogger("dbos")
    logger.setLevel(logging.ERROR)
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())
    logger.propagate = True
