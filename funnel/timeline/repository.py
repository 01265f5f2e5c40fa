"""How events and stage moves are stored, counted and handed from a visitor to the customer they turn out to be."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from typing import cast

from sqlalchemy import Table, bindparam, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from foundation.actor import Actor
from foundation.database import connection_of
from funnel.people.decisions import reason_from_json, reason_to_json
from funnel.timeline.model import NewEvent, StageMoved
from funnel.timeline.tables import BehaviourRow, StageRow
from scoring.model import Behaviour, StageMove

NEWEST = 200
"""How many of a customer's events a judgement looks at."""

# Events come by the thousand: they are read and written as plain rows, because objects would cost more than the statements.
_LOG = cast("Table", BehaviourRow.__table__)
_ADD = {
    "postgresql": postgresql.insert(_LOG).on_conflict_do_nothing(index_elements=["key"]).returning(_LOG.c.key),
    "sqlite": sqlite.insert(_LOG).on_conflict_do_nothing(index_elements=["key"]).returning(_LOG.c.key),
}
_ADD_MOVES = insert(cast("Table", StageRow.__table__))
_RANKED = (
    select(
        _LOG.c.customer_id,
        _LOG.c.behaviour_type,
        _LOG.c.value,
        _LOG.c.timestamp,
        _LOG.c.source,
        func.row_number()
        .over(partition_by=_LOG.c.customer_id, order_by=(_LOG.c.timestamp.desc(), _LOG.c.id.desc()))
        .label("place"),
    )
    .where(_LOG.c.customer_id.in_(bindparam("customers", expanding=True)))
    .subquery()
)
_NEWEST_EVENTS = (
    select(*list(_RANKED.c)[:-1])
    .where(_RANKED.c.place <= bindparam("limit"))
    .order_by(_RANKED.c.customer_id, _RANKED.c.place)
)


async def add_events(session: AsyncSession, events: Sequence[NewEvent], *, received_at: datetime) -> list[bool]:
    """Keep events and say of each whether it was new; the same event (who, type, value, time, source) counts once."""
    if not events:
        return []
    keys = [_key(event) for event in events]
    rows = [
        {
            "key": key,
            "customer_id": event.customer_id,
            "visitor": event.visitor,
            "behaviour_type": event.event_type,
            "value": event.value,
            "timestamp": event.at,
            "source": event.source,
            "received_at": received_at,
        }
        for key, event in zip(keys, events, strict=True)
    ]
    connection = await connection_of(session)
    kept = set((await connection.execute(_ADD[connection.dialect.name], rows)).scalars())
    told: list[bool] = []
    for key in keys:
        told.append(key in kept)
        kept.discard(key)  # once more in the same batch is a repetition
    return told


def _key(event: NewEvent) -> str:
    who = f"c{event.customer_id}" if event.customer_id is not None else f"v{event.visitor}"
    told = "\x1f".join((who, event.event_type, event.value or "", event.at.astimezone(UTC).isoformat(), event.source))
    return hashlib.blake2b(told.encode(), digest_size=20).hexdigest()


async def counts(session: AsyncSession, customer_id: int) -> dict[str, int]:
    """Return how often each type of event ever happened to a customer."""
    return (await counts_of(session, [customer_id])).get(customer_id, {})


async def counts_of(
    session: AsyncSession, customer_ids: Collection[int], *, types: Collection[str] | None = None
) -> dict[int, dict[str, int]]:
    """Return for each customer how often each type of event (or each of `types`) ever happened."""
    statement = (
        select(_LOG.c.customer_id, _LOG.c.behaviour_type, func.count())
        .where(_LOG.c.customer_id.in_(customer_ids))
        .group_by(_LOG.c.customer_id, _LOG.c.behaviour_type)
    )
    if types is not None:
        statement = statement.where(_LOG.c.behaviour_type.in_(types))
    found: dict[int, dict[str, int]] = {}
    for customer_id, event_type, number in await (await connection_of(session)).execute(statement):
        found.setdefault(customer_id, {})[event_type] = number
    return found


async def behaviour(session: AsyncSession, customer_id: int, *, limit: int = NEWEST) -> list[Behaviour]:
    """Return a customer's newest events, newest first."""
    return (await behaviour_of(session, [customer_id], limit=limit))[customer_id]


async def behaviour_of(
    session: AsyncSession, customer_ids: Collection[int], *, limit: int = NEWEST
) -> dict[int, list[Behaviour]]:
    """Return for each customer the newest events, newest first."""
    found: dict[int, list[Behaviour]] = {each: [] for each in customer_ids}
    rows = await (await connection_of(session)).execute(
        _NEWEST_EVENTS, {"customers": list(customer_ids), "limit": limit}
    )
    for customer_id, kind, value, at, source in rows:
        found[customer_id].append(Behaviour(event_type=kind, value=value, at=at, source=source))
    return found


async def hand_over(session: AsyncSession, visitor: str, customer_id: int) -> None:
    """Give a visitor's events to the customer that the visitor turned out to be."""
    statement = (
        update(BehaviourRow)
        .where(BehaviourRow.visitor == visitor, BehaviourRow.customer_id.is_(None))
        .values(customer_id=customer_id)
    )
    await session.execute(statement)


async def add_moves(session: AsyncSession, moved: Sequence[tuple[int, StageMove]], *, by: Actor) -> None:
    """Write moves, each with its customer's id, to the stage history."""
    rows = [
        {
            "customer_id": customer_id,
            "from_stage": move.from_stage,
            "to_stage": move.to_stage,
            "timestamp": move.at,
            "ai_reason": reason_to_json(move.reason),
            "actor": str(by),
        }
        for customer_id, move in moved
    ]
    await (await connection_of(session)).execute(_ADD_MOVES, rows)


async def moves(session: AsyncSession, customer_id: int) -> list[StageMoved]:
    """Return a customer's stage history, oldest first."""
    statement = select(StageRow).where(StageRow.customer_id == customer_id).order_by(StageRow.timestamp, StageRow.id)
    return [
        StageMoved(row.from_stage, row.to_stage, row.timestamp, reason_from_json(row.ai_reason), row.actor)
        for row in (await session.execute(statement)).scalars()
    ]
