"""The source of truth for how a statement reaches SQLite's thread: there and back once, with all its rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from functools import partial
from typing import Any

import aiosqlite


class OneTripConnection(aiosqlite.Connection):
    """A connection whose statements take one trip to its thread; the library's own takes four (open, run, fetch, close)."""

    opening: str | None = None
    """The statement that opens the transaction, until it has been sent together with the first one of the transaction."""

    def cursor(self) -> OneTripCursor:  # type: ignore[override]  # SQLAlchemy enters it as it does the library's own
        """Make a cursor; SQLite hears of it with its first statement."""
        return OneTripCursor(self)

    async def commit(self) -> None:
        """Commit; where nothing was asked, nothing is sent."""
        self.opening = None
        if self._conn.in_transaction:
            await super().commit()

    async def rollback(self) -> None:
        """Roll back; where no transaction is open, which every connection is asked for on its return, nothing is sent."""
        self.opening = None
        if self._conn.in_transaction:
            await super().rollback()


class OneTripCursor:
    """What SQLAlchemy needs of a cursor; rows are fetched in the trip that runs the statement."""

    def __init__(self, connection: OneTripConnection) -> None:
        self._connection = connection
        self._rows: list[Any] = []
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None
        self.arraysize = 1

    async def __aenter__(self) -> OneTripCursor:
        return self

    async def execute(self, statement: str, parameters: Any = ()) -> OneTripCursor:
        """Run a statement."""
        await self._trip(statement, parameters, many=False)
        return self

    async def executemany(self, statement: str, parameters: Iterable[Any]) -> OneTripCursor:
        """Run a statement with each of many parameters."""
        await self._trip(statement, parameters, many=True)
        return self

    async def fetchall(self) -> list[Any]:
        """Return the rows that are left."""
        rows, self._rows = self._rows, []
        return rows

    async def fetchmany(self, size: int | None = None) -> list[Any]:
        """Return the next rows."""
        size = size or self.arraysize
        rows, self._rows = self._rows[:size], self._rows[size:]
        return rows

    async def fetchone(self) -> Any:
        """Return the next row, or None."""
        return self._rows.pop(0) if self._rows else None

    async def close(self) -> None:
        """Forget the rows; SQLite's cursor was closed with its statement."""
        self._rows = []

    async def _trip(self, statement: str, parameters: Any, *, many: bool) -> None:
        await self._connection._execute(self._run, statement, parameters, many=many)  # type: ignore[no-untyped-call]  # the library's own way into its thread

    def _run(self, statement: str, parameters: Any, *, many: bool) -> None:
        """In the connection's thread."""
        cursor = self._connection._conn.cursor()
        try:
            if self._connection.opening:
                cursor.execute(self._connection.opening)
                self._connection.opening = None  # only now: one that could not be opened is not written past
            if many:
                cursor.executemany(statement, parameters)
            else:
                cursor.execute(statement, parameters)
            self.description = cursor.description
            self._rows = cursor.fetchall() if cursor.description else []
            self.rowcount, self.lastrowid = cursor.rowcount, cursor.lastrowid
        finally:
            cursor.close()


def open_with_next(connection: object, statement: str) -> None:
    """Open a transaction with the next statement, in the same trip; one that asks nothing is never opened."""
    assert isinstance(connection, OneTripConnection)
    connection.opening = statement


def connect(*given: Any, **settings: Any) -> OneTripConnection:
    """Make a connection, not open yet; takes what `sqlite3.connect` takes."""
    connection = OneTripConnection(partial(sqlite3.connect, *given, **settings), iter_chunk_size=64)
    connection._thread.daemon = True  # as SQLAlchemy has it: a process that ends does not wait for it
    return connection
