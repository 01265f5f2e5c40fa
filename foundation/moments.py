"""The source of truth for moments and days that the databases reckon themselves, each in its own words."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import BigInteger, Date
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class Microseconds(FunctionElement[int]):
    """A column of `UtcDateTime` as microseconds since 1970, read by the ten thousand without making objects: `Microseconds(Row.at)`."""

    inherit_cache = True
    type = BigInteger()


@compiles(Microseconds, "sqlite")
def _of_text(element: Microseconds, compiler: SQLCompiler, **options: Any) -> str:
    """SQLite keeps `2026-05-04 12:00:00.000000`."""
    name = compiler.process(element.clauses, **options)
    seconds = f"CAST(strftime('%s', substr({name}, 1, 19)) AS INTEGER)"  # with its fraction it would be rounded
    return f"({seconds} * 1000000 + CAST(substr({name}, 21) AS INTEGER))"


@compiles(Microseconds, "postgresql")
def _of_timestamp(element: Microseconds, compiler: SQLCompiler, **options: Any) -> str:
    return f"CAST(extract(epoch from {compiler.process(element.clauses, **options)}) * 1000000 AS BIGINT)"


class Monday(FunctionElement[date]):
    """The Monday of the week that a day lies in: `Monday(Row.day)`."""

    inherit_cache = True
    type = Date()


@compiles(Monday, "sqlite")
def _monday_of_text(element: Monday, compiler: SQLCompiler, **options: Any) -> str:
    return f"date({compiler.process(element.clauses, **options)}, 'weekday 0', '-6 days')"


@compiles(Monday, "postgresql")
def _monday_of_day(element: Monday, compiler: SQLCompiler, **options: Any) -> str:
    return f"CAST(date_trunc('week', {compiler.process(element.clauses, **options)}) AS DATE)"
