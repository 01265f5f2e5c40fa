"""How durable jobs forget a person: those that wait for them go, and what failed ones said is freed of the person."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from foundation import jobs
from foundation.database import connection_of
from funnel.privacy.model import Group, Handle, How, Trace
from funnel.privacy.repository.tracing import Found, escape, parts

_LED_BY_ID = (Handle.MAIL, Handle.DRAFT, Handle.CONVERSATION)
"""Ids that are chance, so that a job which was given one is about it."""
_TEXTS = ("output", "error", "inputs", "value", "message")


async def count_jobs(session: AsyncSession, found: Found) -> list[Trace]:
    """Say how many jobs are about the person, and how many others speak of them."""
    connection = await connection_of(session)
    about, saying = await connection.run_sync(_counted, found)
    counted = [
        Trace("dbos.workflow_status", Group.JOBS, How.ERASED, about),
        Trace("dbos", Group.JOBS, How.MENTIONS, saying),
    ]
    return [each for each in counted if each.before]


async def remove_jobs(session: AsyncSession, found: Found) -> None:
    """Let the jobs forget the person."""
    await (await connection_of(session)).run_sync(_remove, found)


def _counted(connection: sa.Connection, found: Found) -> tuple[int, int]:
    named = jobs.naming(connection)
    return len(_about(named, found)), sum(1 for _ in _saying(named, found))


def _remove(connection: sa.Connection, found: Found) -> None:
    named = jobs.naming(connection)
    ids = _about(named, found)
    for table in reversed(jobs.tables()):
        if "workflow_uuid" in table.c:
            for some in parts(ids):
                named.execute(sa.delete(table).where(table.c.workflow_uuid.in_(some)))
    for table, column, text in list(_saying(named, found)):
        freed = found.sought.without(text)
        named.execute(sa.update(table).where(table.c[column] == text).values({column: freed}))


def _about(connection: sa.Connection, found: Found) -> Collection[str]:
    """Return the ids of the jobs that carry the customer to the CRM, or were given an id of theirs."""
    [status] = [table for table in jobs.tables() if table.name == "workflow_status"]
    likes = [
        status.c.workflow_uuid.like(f"push\\_lead/{customer}-%", escape="\\")
        for customer in found.handles.get(Handle.CUSTOMER, ())
    ]
    given = [str(value) for handle in _LED_BY_ID for value in found.handles.get(handle, ())]
    ids: set[str] = set()
    for some in parts([*likes, *(status.c.inputs.like(f"%{escape(value)}%", escape="\\") for value in given)]):
        ids.update(connection.execute(sa.select(status.c.workflow_uuid).where(sa.or_(*some))).scalars())
    return ids


def _saying(connection: sa.Connection, found: Found) -> Iterator[tuple[sa.Table, str, Any]]:
    """Yield the texts of jobs that mention the person."""
    patterns = [f"%{escape(word)}%" for word in found.sought.spellings]
    for table in jobs.tables():
        for column in (table.c[name] for name in _TEXTS if name in table.c and patterns):
            likes = sa.or_(*(column.ilike(each, escape="\\") for each in patterns))
            for text in connection.execute(sa.select(column).where(likes).distinct()).scalars():
                if found.sought.are_in(text):
                    yield table, column.name, text
