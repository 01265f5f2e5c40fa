"""The source of truth for what happened: the append-only event store that audit, history and sync read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from foundation import clock
from foundation.actor import Actor, ActorKind
from foundation.database import connection_of
from foundation.ids import new_id
from foundation.tables import EventRow

Subject = tuple[str, str]
"""What an event is about: its kind and id, such as ("lead", "42")."""

# Written with every verb: as a plain row, because an object would cost more than its statement.
_ADD = sa.insert(cast("sa.Table", EventRow.__table__))


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened, who did it and when. `name` is a past participle, such as `quote_issued`."""

    id: str
    name: str
    subject_type: str
    subject_id: str
    actor: Actor
    data: Mapping[str, Any]
    at: datetime


@dataclass(frozen=True, slots=True)
class Happened:
    """One thing to add to the store; `data` holds plain JSON values."""

    name: str
    subject: Subject
    data: Mapping[str, Any]


async def record(
    session: AsyncSession, name: str, *, subject: Subject, by: Actor, data: Mapping[str, Any] | None = None
) -> None:
    """Add an event to the transaction of the verb that it belongs to. `data` holds plain JSON values."""
    await record_all(session, [Happened(name, subject, data or {})], by=by)


async def record_all(session: AsyncSession, happened: Sequence[Happened], *, by: Actor) -> None:
    """Add events of one actor to the transaction of the verb that they belong to, in one statement."""
    at = clock.now()
    rows = [
        {
            "id": new_id(),
            "name": each.name,
            "subject_type": each.subject[0],
            "subject_id": each.subject[1],
            "actor_kind": by.kind,
            "actor_id": by.id,
            "actor_roles": sorted(by.roles),
            "data": dict(each.data),
            "at": at,
        }
        for each in happened
    ]
    await (await connection_of(session)).execute(_ADD, rows)


async def history(session: AsyncSession, subject: Subject, *, limit: int = 1000) -> list[Event]:
    """Read the newest `limit` events of a subject, oldest first."""
    newest = (
        sa.select(EventRow)
        .where(EventRow.subject_type == subject[0], EventRow.subject_id == subject[1])
        .order_by(EventRow.id.desc())
        .limit(limit)
    )
    return [_event(row) for row in reversed((await session.scalars(newest)).all())]


async def newest(session: AsyncSession, name: str, *, subject: Subject) -> Event | None:
    """Return the newest event of a name that is about a subject."""
    found = (
        sa.select(EventRow)
        .where(EventRow.subject_type == subject[0], EventRow.subject_id == subject[1], EventRow.name == name)
        .order_by(EventRow.id.desc())
        .limit(1)
    )
    row = (await session.scalars(found)).one_or_none()
    return _event(row) if row else None


def _event(row: EventRow) -> Event:
    return Event(
        id=row.id,
        name=row.name,
        subject_type=row.subject_type,
        subject_id=row.subject_id,
        actor=Actor(cast(ActorKind, row.actor_kind), row.actor_id, frozenset(row.actor_roles)),
        data=row.data,
        at=row.at,
    )


async def last_id(session: AsyncSession) -> str | None:
    """Return the id of the newest event of all, None where there is none; another one tells that something happened since."""
    found: str | None = (await session.execute(sa.select(sa.func.max(EventRow.id)))).scalar_one_or_none()
    return found
