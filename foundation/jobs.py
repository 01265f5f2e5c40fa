"""The source of truth for durable jobs: enqueued in a verb's own transaction, run to their end in spite of crashes."""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from foundation import clock
from foundation.attempts import Argument, GivenUp, GiveUp, Job, JobFunction, RetryLater, Workflow
from foundation.database import Database, HeldName, Session, connection_of, synchronous_url
from foundation.log import get_logger
from foundation.ticks import start_ticks, tick

if TYPE_CHECKING:
    from dbos import DBOSClient, DBOSConfig
    from sqlalchemy import Connection, Table

__all__ = ["GiveUp", "Jobs", "RetryLater", "UnknownJob", "WorkerNameTaken", "enqueue", "enqueue_all", "job", "tick"]

_APPLICATION: Final = "tradewind"
# Our own constant: by default even a changed comment makes a new version, and waiting jobs of the old one are stranded.
_VERSION: Final = "1"
_QUEUE: Final = "tradewind"
_SCHEMA: Final = "dbos"
_POLL_SECONDS: Final = 0.5
_WATCH_SECONDS: Final = 5.0
_AT_ONCE: Final = 8
_KEEP_FINISHED: Final = timedelta(days=30)
_EMBEDDED: Final = "embedded"

_log = get_logger("tradewind.jobs")


class UnknownJob(LookupError):
    """A name was enqueued that no `@job` carries."""


class WorkerNameTaken(RuntimeError):
    """Two workers of one name would run the same steps twice."""

    def __init__(self, worker: str) -> None:
        super().__init__(f"A worker named {worker} is running already; give this one another TRADEWIND_WORKER_NAME.")


_jobs: dict[str, Job] = {}


def job(name: str, *, attempts: int = 10, given_up: GivenUp | None = None) -> Callable[[JobFunction], JobFunction]:
    """Register a module-level `async def` as a durable job.

    It takes ids only and must bear being run twice (a crash may fall between its effect and its mark). A failure is
    tried again after 1, 2, 4 ... at most 60 seconds, `attempts` times in all (10: about five minutes); longer waits are
    rows with a due time, found by a tick. After the last attempt, or on GiveUp, `given_up(*ids, reason)` is awaited.
    """

    def register(function: JobFunction) -> JobFunction:
        _jobs[name] = Job(name, function, attempts, given_up)
        return function

    return register


async def enqueue(session: Session, name: str, *ids: Argument, key: str) -> None:
    """Ask for a job in the transaction of the verb that wants it: rolled back together, committed together.

    The same job and key run once (until pruned after 30 days); work that may repeat carries its revision in the key.
    """
    await enqueue_all(session, name, {key: ids})


async def enqueue_all(session: Session, name: str, wanted: Mapping[str, Sequence[Argument]]) -> None:
    """Ask for the same job several times: each key with its ids."""
    if name not in _jobs:
        raise UnknownJob(f"No job is called {name!r}; known are {', '.join(sorted(_jobs)) or 'none'}.")
    client = _client(session.info["database_url"])

    def ask(connection: Any) -> None:
        for key, ids in wanted.items():
            options: Any = {
                "workflow_name": name,
                "queue_name": _QUEUE,
                "workflow_id": f"{name}/{key}",
                "app_version": _VERSION,
            }
            client.enqueue_in_transaction(connection, options, *ids)

    await (await connection_of(session)).run_sync(ask)


def create_tables(url: str) -> None:
    """Create or renew the library's own tables; repeatable, blocking."""
    from dbos import DBOS

    _quiet()
    DBOS.migrate(synchronous_url(url), schema=_SCHEMA)


def table_names() -> set[str]:
    """Name the library's own tables, which Alembic leaves alone."""
    from dbos._schemas.system_database import SystemSchema

    return {table.name for table in SystemSchema.metadata_obj.tables.values()} | {"dbos_migrations"}


def tables() -> "list[Table]":
    """Return the library's own tables, but for the one that counts its migrations; in the order of their keys."""
    from dbos._schemas.system_database import SystemSchema

    return list(SystemSchema.metadata_obj.sorted_tables)


def naming(connection: "Connection") -> "Connection":
    """Let a connection find the library's tables where they lie: in a schema of their own on PostgreSQL."""
    from dbos._schemas.system_database import SystemSchema

    place = _SCHEMA if connection.dialect.name == "postgresql" else None
    return connection.execution_options(schema_translate_map={SystemSchema.workflow_status.schema: place})


def prune(url: str) -> int:
    """Delete jobs that finished more than 30 days ago; return how many. Blocking."""
    before = (clock.now() - _KEEP_FINISHED).isoformat()
    removed = 0
    with closing(_Looking(url)) as looking:
        client = looking.client
        while old := client.list_workflows(completed_before=before, limit=500, load_input=False, load_output=False):
            client.delete_workflows([workflow.workflow_id for workflow in old])
            removed += len(old)
    return removed


class Jobs:
    """Runs jobs and ticks in this process; one per process. `worker` names it stably and uniquely among all workers."""

    def __init__(self, database: Database, *, worker: str = _EMBEDDED) -> None:
        self._database = database
        self._worker = worker
        self._tasks: list[asyncio.Task[None]] = []
        self._workflows: list[Workflow] = []
        self._name: HeldName | None = None
        self._launched = False

    async def launch(self) -> None:
        """Begin, inside the running event loop, on which the jobs then run; unfinished jobs of this worker go on.

        Raises WorkerNameTaken.
        """
        await asyncio.to_thread(import_module, "dbos")  # half a second, in which pages are served
        from dbos import DBOS

        if self._database.dialect == "postgresql":
            await self._hold_name()
        _quiet()
        self._configure()
        self._workflows = [Workflow(entry, step=_step, sleep=DBOS.sleep_async) for entry in _jobs.values()]
        for workflow in self._workflows:
            DBOS.workflow(name=workflow.name, max_recovery_attempts=1000)(workflow.function())
        async with self._database.between_transactions():
            DBOS.launch()
        self._launched = True
        await DBOS.register_queue_async(_QUEUE, worker_concurrency=_AT_ONCE, polling_interval_sec=_POLL_SECONDS)
        tick("prune_jobs", every=3600)(self._prune)
        self._tasks = start_ticks(self._database)
        if self._name is not None:
            self._tasks.append(asyncio.create_task(self._watch(), name="watch other workers"))

    async def shutdown(self) -> None:
        """End; attempts that run get five seconds to finish, and what is unfinished goes on at the next launch."""
        from dbos import DBOS

        if not self._launched:
            return
        self._launched = False
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for workflow in self._workflows:
            await workflow.stop()
        await asyncio.to_thread(DBOS.destroy, destroy_registry=True)
        # the library had made its own threads the loop's default and has ended them; others still close in threads
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor())
        if self._name is not None:
            await self._name.release()

    async def _prune(self) -> None:
        await asyncio.to_thread(prune, self._database.url)

    def _configure(self) -> None:
        from dbos import DBOS, DBOSPortableJSONSerializer

        config: DBOSConfig = {
            "name": _APPLICATION,
            "system_database_url": synchronous_url(self._database.url),
            "dbos_system_schema": _SCHEMA,
            "application_version": _VERSION,
            "executor_id": self._worker,
            "serializer": DBOSPortableJSONSerializer(),
            "log_level": "ERROR",
            "sys_db_pool_size": 5,
        }
        DBOS(config=config)

    async def _watch(self) -> None:
        """Keep this worker's name, and take over the jobs of workers that are gone: whose name nobody holds any more."""
        while True:
            await asyncio.sleep(_WATCH_SECONDS)
            try:
                await self._hold_name()
                await self._take_over()
            except Exception:  # noqa: BLE001 - the database may be away for a while
                _log.exception("Other workers cannot be watched at the moment.")

    async def _hold_name(self) -> None:
        if self._name is not None and await self._name.is_held():
            return
        self._name = await self._database.hold_name(_lock_name(self._worker))
        if self._name is None:
            raise WorkerNameTaken(self._worker)

    async def _take_over(self) -> None:
        from dbos import DBOS

        for worker in await asyncio.to_thread(self._working):
            if worker == self._worker or (gone := await self._database.hold_name(_lock_name(worker))) is None:
                continue
            try:
                _log.warning("A worker is gone; its jobs are taken over.", worker=worker)
                await asyncio.to_thread(DBOS._recover_pending_workflows, [worker])
            finally:
                await gone.release()

    def _working(self) -> set[str]:
        with closing(_Looking(self._database.url)) as looking:
            running = looking.client.list_workflows(status="PENDING", load_input=False, load_output=False)
        return {workflow.executor_id for workflow in running if workflow.executor_id}


class _Looking:
    """A client that reads, and so holds connections of its own until it is closed."""

    def __init__(self, url: str) -> None:
        self.client = _new_client(url)

    def close(self) -> None:
        self.client.destroy()


@lru_cache(maxsize=64)
def _client(url: str) -> "DBOSClient":
    """The client that enqueues; it never opens a connection, so that forgetting it leaves none open."""
    return _new_client(url)


def _new_client(url: str) -> "DBOSClient":
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


async def _step(name: str, function: Callable[..., Coroutine[Any, Any, Any]], *ids: Argument) -> Any:
    from dbos import DBOS

    return await DBOS.run_step_async({"name": name}, function, *ids)


def _lock_name(worker: str) -> str:
    return f"worker/{worker}"


def _quiet() -> None:
    """Keep the library's own banner and chatter out of our log; its errors come through ours."""
    logger = logging.getLogger("dbos")
    logger.setLevel(logging.ERROR)
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())
    logger.propagate = True
