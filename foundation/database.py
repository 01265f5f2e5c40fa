"""The source of truth for how data is stored: one code path on SQLite and PostgreSQL; the only file that commits."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, nullcontext, suppress
from datetime import UTC, datetime
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import Any, Literal, TypeAlias, cast

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator, TypeEngine

from foundation import shape, sqlite_trips
from foundation.reach import reach

PACKAGES = ("foundation", "content", "advisor", "quoting", "scoring", "funnel", "integrations", "web")
MIGRATIONS = Path(__file__).resolve().parent.parent / "migrations"
_READERS = 4
_BUSY_MS = 30_000

Session: TypeAlias = AsyncSession
"""A session of `transaction` or `reading`, as the verbs hand it on; so that they need not name the library."""


class Base(DeclarativeBase):
    """The base of all tables of all packages."""

    metadata = sa.MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: aware UTC in Python, `timestamptz` on PostgreSQL, text that sorts on SQLite. Naive times are refused."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone; take times from foundation.clock.")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        """Reports read moments by the ten thousand: one call each, on SQLite from the text to the aware moment."""
        return _from_text if dialect.name == "sqlite" else _in_utc


def _from_text(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(f"{value}+00:00")


def _in_utc(value: datetime | None) -> datetime | None:
    return None if value is None else value.astimezone(UTC)


class Json(TypeDecorator[Any]):
    """A dict or list of plain values, kept as written on both databases. None is SQL NULL.

    On PostgreSQL it is JSON and not JSONB, which would sort the keys: the order of needs and comparisons carries meaning.
    """

    impl = sa.JSON(none_as_null=True)
    cache_ok = True


class Amount(TypeDecorator[Decimal]):
    """A Decimal kept to the last digit: NUMERIC on PostgreSQL, text on SQLite, where it must not be summed or sorted by SQL."""

    impl = sa.Numeric
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(sa.String(64) if dialect.name == "sqlite" else sa.Numeric())

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> Decimal | str | None:
        if value is None:
            return None
        if not isinstance(value, Decimal) or not value.is_finite():
            raise ValueError(f"{value!r} is no exact amount; give a finite Decimal.")
        return format(value, "f") if dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)


class NestedTransaction(RuntimeError):
    """A task asked for a second transaction while its first is open; on SQLite it would wait for itself for ever."""

    def __init__(self) -> None:
        super().__init__("A transaction is already open in this task; pass its session on.")


class Database:
    """All access to stored data. Give it a URL of `Settings.database_address`."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.dialect: Literal["sqlite", "postgresql"] = "sqlite" if url.startswith("sqlite") else "postgresql"
        if self.dialect == "sqlite":
            self._writing = _sqlite_engine(url, read_only=False)
            self._reading = _sqlite_engine(url, read_only=True)
        else:
            self._writing = _postgres_engine(url)
            self._reading = self._writing.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        self._one_writer = asyncio.Lock() if self.dialect == "sqlite" else nullcontext()
        self._open: set[asyncio.Task[Any] | None] = set()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Session]:
        """Write: commit on return, roll back on raise. SQLite has one writer at a time; the others wait in order."""
        task = asyncio.current_task()
        if task in self._open:
            raise NestedTransaction
        self._open.add(task)
        try:
            async with self._one_writer, self._session(self._writing) as session, session.begin():
                yield session
        finally:
            self._open.discard(task)

    @asynccontextmanager
    async def between_transactions(self) -> AsyncIterator[None]:
        """Hold back our writers on SQLite while a library writes to the same file and blocks the loop meanwhile."""
        async with self._one_writer:
            yield

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Session]:
        """Read one consistent state; nothing can be written, and on SQLite no writer is waited for."""
        async with self._session(self._reading) as session:
            yield session

    async def hold_name(self, name: str) -> "HeldName | None":
        """Hold a name on PostgreSQL until it is released or this process is gone; None where another holds it."""
        connection = await self._writing.connect()
        held = HeldName(connection, name)
        if await held.take():
            return held
        await held.release()
        return None

    async def close(self) -> None:
        """Let go of all connections."""
        await self._writing.dispose()
        if self.dialect == "sqlite":
            await self._reading.dispose()

    def _session(self, engine: AsyncEngine) -> AsyncSession:
        return AsyncSession(engine, expire_on_commit=False, info={"database_url": self.url})


async def connection_of(session: Session) -> AsyncConnection:
    """Return the connection of a session, for statements on plain rows that need no objects."""
    if "connection" not in session.info:
        session.info["connection"] = await session.connection()
    return cast("AsyncConnection", session.info["connection"])


class HeldName:
    """A PostgreSQL advisory lock on a connection of its own: the server frees it when that connection ends."""

    def __init__(self, connection: AsyncConnection, name: str) -> None:
        self._connection = connection
        self._name = name

    async def take(self) -> bool:
        """Try to take the name; say whether it was free."""
        connection = await self._connection.execution_options(isolation_level="AUTOCOMMIT")
        taken = sa.text("SELECT pg_try_advisory_lock(hashtextextended(:name, 0))")
        return bool(await connection.scalar(taken, {"name": f"tradewind/{self._name}"}))

    async def is_held(self) -> bool:
        """Say whether the connection lives; where it was lost, the name was lost with it."""
        try:
            await self._connection.execute(sa.text("SELECT 1"))
        except DBAPIError:
            await self.release()
            return False
        return True

    async def release(self) -> None:
        """Give the name back. The connection is closed for good, not returned to the pool with the lock on it."""
        with suppress(DBAPIError):
            await self._connection.invalidate()
        await self._connection.close()


def import_tables() -> None:
    """Import every `tables` file or folder of every package, so that `Base.metadata` forgets no table."""
    for package in PACKAGES:
        root = Path(import_module(package).__file__ or "").parent
        for file in sorted([*root.rglob("tables.py"), *root.rglob("tables/*.py")]):
            import_module(".".join([package, *file.relative_to(root).with_suffix("").parts]).removesuffix(".__init__"))


def migrate(url: str) -> None:
    """Bring a database to the newest shape: our tables by Alembic, the durable jobs' own tables by their library.

    Repeatable. Raises DatabaseUnreachable. Blocks: call it before the event loop, or in a thread.
    """
    held = sa.make_url(url).database if url.startswith("sqlite") else None
    scripts = _migrations() / "versions"
    if held and shape.is_newest(Path(held), scripts):
        return
    from alembic import command

    from foundation import jobs

    reach(synchronous_url(url))

    command.upgrade(alembic_config(url), "head")
    jobs.create_tables(url)
    if held:
        shape.mark(Path(held), scripts)


def _migrations() -> Path:
    return MIGRATIONS if MIGRATIONS.exists() else Path(__file__).resolve().parent / "migrations"


def alembic_config(url: str) -> Any:
    """Make Alembic's configuration for a database; its command line uses the same through migrations/env.py."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_migrations()).replace("%", "%%"))
    config.attributes["url"] = url
    return config


def synchronous_url(url: str) -> str:
    """Name the same database for blocking code (migrations, the jobs' library)."""
    return url.replace("sqlite+aiosqlite://", "sqlite://", 1)


def _sqlite_engine(url: str, *, read_only: bool) -> AsyncEngine:
    engine = create_async_engine(
        url,
        pool_size=_READERS if read_only else 1,
        max_overflow=0,
        connect_args={"timeout": _BUSY_MS / 1000, "async_creator_fn": sqlite_trips.connect},
        json_serializer=_to_json,
        hide_parameters=True,  # an error that reaches a log names no values: rows hold floors, addresses, messages
    )

    @event.listens_for(engine.sync_engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        # The driver must not open transactions by itself: it would begin them deferred, and a deferred transaction that
        # reads and then writes fails at once when another wrote in between.
        connection.isolation_level = None
        cursor = connection.cursor()
        settings = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "temp_store=MEMORY")
        for setting in (*settings, f"busy_timeout={_BUSY_MS}"):
            cursor.execute(f"PRAGMA {setting}")
        if read_only:
            cursor.execute("PRAGMA query_only=ON")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        driver = connection.connection.driver_connection
        sqlite_trips.open_with_next(driver, "BEGIN" if read_only else "BEGIN IMMEDIATE")

    return engine


def _postgres_engine(url: str) -> AsyncEngine:
    return create_async_engine(
        url, pool_size=10, max_overflow=10, pool_pre_ping=True, json_serializer=_to_json, hide_parameters=True
    )


def _to_json(value: Mapping[str, Any] | list[Any]) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
