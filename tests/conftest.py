"""The source of truth for what every test stands on: a database of its own, on SQLite and on PostgreSQL."""

import os
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher
from hypothesis import settings

from foundation.database import MIGRATIONS, Base, Database, import_tables, migrate, synchronous_url
from foundation.jobs import create_tables
from funnel.permissions import accounts
from tests.postgres import Pool, create, drop, execute_on_server, named

# machines are shared: what a test takes is measured by benchmarks, and fails none
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

# hashes of real cost take a quarter of a second for each who signs in; what is proved with them does not hang on it
accounts._hasher = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)

MEMORY = Path("/dev/shm")
"""Files kept in memory, on Linux: thousands of short databases would else wait for a disk that many share."""
if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > 4 << 30:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


def _build(url: str) -> None:
    if any((MIGRATIONS / "versions").glob("*.py")):
        migrate(url)
        return
    import_tables()
    engine = sa.create_engine(synchronous_url(url))
    Base.metadata.create_all(engine)
    engine.dispose()
    create_tables(url)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file, copied for each test."""
    file = tmp_path_factory.mktemp("template") / "template.sqlite3"
    _build(f"sqlite+aiosqlite:///{file}")
    with sa.create_engine(f"sqlite:///{file}").connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.engine.dispose()
    return file


@pytest.fixture(scope="session")
def postgres_template() -> Iterator[str]:
    """A migrated PostgreSQL database, cloned for each test."""
    try:
        execute_on_server("SELECT 1")
    except ConnectionError as error:
        pytest.skip(f"PostgreSQL does not answer ({error}); set TEST_POSTGRES_URL to test on it.")
    name = create("template")
    try:
        _build(named(name))
        yield name
    finally:
        drop(name)


@pytest.fixture(scope="session")
def postgres_pool(postgres_template: str) -> Iterator[Pool]:
    """The databases that tests use one after the other."""
    pool = Pool(postgres_template)
    yield pool
    pool.close()


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """The address of a migrated, empty SQLite database of this test's own."""
    file = tmp_path / "tradewind.sqlite3"
    shutil.copyfile(sqlite_template, file)
    return f"sqlite+aiosqlite:///{file}"


@pytest.fixture
def postgres_url(postgres_pool: Pool) -> Iterator[str]:
    """The address of a migrated, empty PostgreSQL database that nobody else uses during the test."""
    with postgres_pool.lent() as url:
        yield url


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest) -> str:
    """Each of both databases in turn."""
    url: str = request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url")
    return url


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """A migrated, empty database; the test runs on SQLite and on PostgreSQL."""
    opened = Database(database_url)
    yield opened
    await opened.close()


@pytest.fixture
async def sqlite_database(sqlite_url: str) -> AsyncIterator[Database]:
    """A migrated, empty SQLite database, for tests that need no second one."""
    opened = Database(sqlite_url)
    yield opened
    await opened.close()
