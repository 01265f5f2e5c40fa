"""The source of truth for what every test stands on: a database of its own, on SQLite and on PostgreSQL."""

import os
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
import sqlalchemy as sa
from hypothesis import settings

from foundation.database import MIGRATIONS, Base, Database, import_tables, migrate, synchronous_url
from foundation.jobs import create_tables

POSTGRES = os.environ.get("TEST_POSTGRES_URL", "postgresql+psycopg://postgres@127.0.0.1:5432/postgres")


# machines are shared: what a test takes is measured by benchmarks, and fails none
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def _build(url: str) -> None:
    if any((MIGRATIONS / "versions").glob("*.py")):
        migrate(url)
        return
    import_tables()
    engine = sa.create_engine(synchronous_url(url))
    Base.metadata.create_all(engine)
    engine.dispose()
    create_tables(url)


def execute_on_server(statement: str) -> None:
    """Run one statement on the PostgreSQL server of the tests; ConnectionError where it does not answer."""
    try:
        connection = psycopg.connect(POSTGRES.replace("+psycopg", ""), autocommit=True, connect_timeout=5)
    except psycopg.OperationalError as error:
        raise ConnectionError(str(error).splitlines()[0]) from None
    with connection:
        connection.execute(statement)


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
    name = f"tradewind_template_{uuid4().hex[:12]}"
    execute_on_server(f'CREATE DATABASE "{name}"')
    try:
        _build(_named(name))
        yield name
    finally:
        execute_on_server(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """The address of a migrated, empty SQLite database of this test's own."""
    file = tmp_path / "tradewind.sqlite3"
    shutil.copyfile(sqlite_template, file)
    return f"sqlite+aiosqlite:///{file}"


@pytest.fixture
def postgres_url(postgres_template: str) -> Iterator[str]:
    """The address of a migrated, empty PostgreSQL database of this test's own."""
    name = f"tradewind_test_{uuid4().hex[:12]}"
    execute_on_server(f'CREATE DATABASE "{name}" TEMPLATE "{postgres_template}"')
    try:
        yield _named(name)
    finally:
        execute_on_server(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


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


def _named(name: str) -> str:
    return sa.make_url(POSTGRES).set(database=name).render_as_string(hide_password=False)
