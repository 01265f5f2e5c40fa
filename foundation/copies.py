"""The source of truth for how a whole database is copied: a SQLite file to another, or all its rows to PostgreSQL."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from foundation import jobs
from foundation.database import Base, import_tables, migrate, synchronous_url
from foundation.reach import reach

_ROWS = 1000


class DamagedDatabase(RuntimeError):
    """A file is no SQLite database, or not a whole one."""

    def __init__(self, file: Path) -> None:
        super().__init__(f"{file} is damaged or no database of Tradewind; nothing was changed.")


def copy_sqlite(source: Path, target: Path) -> None:
    """Copy a SQLite database as one consistent state, while others may use it. Raises DamagedDatabase. Blocks."""
    try:
        with closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as original:
            if original.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                raise DamagedDatabase(source)
            with closing(sqlite3.connect(target)) as copy:
                original.backup(copy)
    except sqlite3.DatabaseError:
        raise DamagedDatabase(source) from None


class TargetNotEmpty(RuntimeError):
    """Rows are only carried into an empty database: those that stand there could be anybody's."""

    def __init__(self, tables: list[str]) -> None:
        super().__init__(f"The target is not empty ({', '.join(tables)}); make a new database and name that one.")


class RowsMissing(RuntimeError):
    """Not everything arrived; the target was left as it was."""

    def __init__(self, table: str, sent: int, arrived: int) -> None:
        super().__init__(f"Of {sent} rows of {table} {arrived} arrived; nothing was kept. Please report this.")


def carry(source: str, target: str) -> dict[str, int]:
    """Carry all rows of all tables, those of the jobs too, into an empty database; return how many of each table.

    Both URLs as in the settings. One transaction on either side, so it arrives whole or not at all. Nothing may be writing
    to the source. Raises DatabaseUnreachable, TargetNotEmpty, RowsMissing. Blocks.
    """
    reach(synchronous_url(target))
    migrate(target)
    import_tables()
    tables = [*Base.metadata.sorted_tables, *jobs.tables()]
    giving, taking = (sa.create_engine(synchronous_url(url), hide_parameters=True) for url in (source, target))
    try:
        with giving.connect() as reader, taking.begin() as writer:
            origin, goal = jobs.naming(reader), jobs.naming(writer)
            if filled := [table.name for table in tables if _count(goal, table)]:
                raise TargetNotEmpty(filled)
            return {table.name: _carry(table, origin, goal) for table in tables}
    finally:
        giving.dispose()
        taking.dispose()


def _carry(table: sa.Table, origin: sa.Connection, goal: sa.Connection) -> int:
    for rows in _read(table, origin):
        goal.execute(sa.insert(table), rows)
    sent, arrived = _count(origin, table), _count(goal, table)
    if sent != arrived:
        raise RowsMissing(table.name, sent, arrived)
    if sent and goal.dialect.name == "postgresql":
        _count_on(table, goal)
    return sent


def _read(table: sa.Table, origin: sa.Connection) -> Iterator[list[dict[str, Any]]]:
    for part in origin.execute(sa.select(table)).mappings().partitions(_ROWS):
        yield [dict(row) for row in part]


def _count(connection: sa.Connection, table: sa.Table) -> int:
    return connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()


def _count_on(table: sa.Table, goal: sa.Connection) -> None:
    """Let the numbers that PostgreSQL gives out begin behind those that were carried."""
    schema = (goal.get_execution_options().get("schema_translate_map") or {}).get(table.schema, table.schema)
    name = f'"{schema}"."{table.name}"' if schema else f'"{table.name}"'
    for column in table.primary_key.columns:
        if isinstance(column.type, sa.Integer):
            sequence = goal.execute(sa.select(sa.func.pg_get_serial_sequence(name, column.name))).scalar()
            if sequence is not None:
                newest = sa.select(sa.func.max(column)).scalar_subquery()
                goal.execute(sa.select(sa.func.setval(sequence, newest)))
