"""PostgreSQL databases for tests: made once of a template and emptied after each test, which costs a tenth of making one anew."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

import psycopg
import sqlalchemy as sa

POSTGRES = os.environ.get("TEST_POSTGRES_URL", "postgresql+psycopg://postgres@127.0.0.1:5432/postgres")
UNSYNCED = "-csynchronous_commit=off"
"""No test cuts the server's power, so none waits for its disk."""

_TABLES = """
    SELECT format('%I.%I', schemaname, tablename) FROM pg_tables
    WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1"""
_SEQUENCES = """
    SELECT format('%I.%I', schemaname, sequencename) FROM pg_sequences WHERE last_value IS NOT NULL ORDER BY 1"""
_SHAPE = """
    SELECT md5(string_agg(part, ' ' ORDER BY part)) FROM (
        SELECT format('%s %s %s', c.relnamespace::regnamespace, c.relname, c.relkind) AS part
        FROM pg_class c WHERE c.relnamespace::regnamespace::text NOT LIKE 'pg\\_%%' AND c.relkind <> 't'
        UNION ALL SELECT format('%s %s %s %s', attrelid::regclass, attname, atttypid, attnotnull)
        FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
        WHERE attnum > 0 AND c.relkind = 'r' AND c.relnamespace::regnamespace::text NOT LIKE 'pg\\_%%'
        UNION ALL SELECT format('%s %s', tgrelid::regclass, tgname) FROM pg_trigger WHERE NOT tgisinternal
        UNION ALL SELECT proname::text FROM pg_proc WHERE pronamespace::regnamespace::text NOT LIKE 'pg\\_%%'
    ) AS parts"""


def execute_on_server(statement: str) -> None:
    """Run one statement on the PostgreSQL server of the tests; ConnectionError where it does not answer."""
    try:
        connection = _connect(POSTGRES)
    except psycopg.OperationalError as error:
        raise ConnectionError(str(error).splitlines()[0]) from None
    with connection:
        connection.execute(statement)


def named(name: str) -> str:
    """Return the address of a database on the PostgreSQL server of the tests."""
    url = sa.make_url(POSTGRES).set(database=name).update_query_dict({"options": UNSYNCED})
    return url.render_as_string(hide_password=False)


def create(kind: str, template: str | None = None) -> str:
    """Create a database of a new name, and return the name."""
    name = f"tradewind_{kind}_{uuid4().hex[:12]}"
    execute_on_server(f'CREATE DATABASE "{name}"' + (f' TEMPLATE "{template}"' if template else ""))
    return name


def drop(name: str) -> None:
    """Drop a database, whoever is still connected."""
    execute_on_server(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


class Pool:
    """Lends databases that are like the template, and takes them back: emptied, or dropped where that would not be enough."""

    def __init__(self, template: str) -> None:
        self._template = template
        self._free: list[str] = []
        with _connect(named(template)) as origin:
            self._shape = _one(origin, _SHAPE)
            self._kept = {table: _contents(origin, table) for table in _all(origin, _TABLES) if _filled(origin, table)}
            self._counting = set(_all(origin, _SEQUENCES))

    @contextmanager
    def lent(self) -> Iterator[str]:
        """The address of a migrated, empty database."""
        name = self._free.pop() if self._free else create("test", self._template)
        try:
            yield named(name)
        finally:
            if self._emptied(name):
                self._free.append(name)
            else:
                drop(name)

    def close(self) -> None:
        """Drop what was made."""
        while self._free:
            drop(self._free.pop())

    def _emptied(self, name: str) -> bool:
        execute_on_server(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
        with _connect(named(name)) as database:
            if _one(database, _SHAPE) != self._shape:
                return False
            tables = [table for table in _all(database, _TABLES) if table not in self._kept]
            counting = [sequence for sequence in _all(database, _SEQUENCES) if sequence not in self._counting]
            database.execute(
                "; ".join(
                    [
                        "SET session_replication_role = replica",  # no foreign key has a say in the order
                        *(f"DELETE FROM {table}" for table in tables),
                        *(f"ALTER SEQUENCE {sequence} RESTART" for sequence in counting),
                    ]
                )
            )
            return all(_contents(database, table) == contents for table, contents in self._kept.items())


def _connect(url: str) -> psycopg.Connection:
    return psycopg.connect(url.replace("+psycopg", ""), autocommit=True, connect_timeout=5)


def _all(database: psycopg.Connection, query: str) -> list[str]:
    return [row[0] for row in database.execute(query)]


def _one(database: psycopg.Connection, query: str) -> str:
    (found,) = _all(database, query)
    return found


def _filled(database: psycopg.Connection, table: str) -> bool:
    return bool(_all(database, f"SELECT 1 FROM {table} LIMIT 1"))


def _contents(database: psycopg.Connection, table: str) -> str:
    return _one(database, f"SELECT md5(string_agg(row::text, ' ' ORDER BY row::text)) FROM {table} AS row")
