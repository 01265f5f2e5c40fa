"""How events and stage moves are stored, counted and handed from a visitor to the customer they turn out to be."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from typing import Any, cast

from sqlalchemy import FromClause, Select, Table, bindparam, delete, func, insert, select, true, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from foundation.actor import Actor
from foundation.database import connection_of
from funnel.people.decisions import reason_from_json, reason_to_json
from funnel.people.tables import CustomerRow
from funnel.timeline.model import NewEvent, StageMoved
from funnel.timeline.tables import BehaviourRow, StageRow
from scoring.model import Behaviour, StageMove

NEWEST = 200
"""How many of a customer's events a judgement looks at."""

MOST_FORGOTTEN = 5_000
"""How many old events are deleted in one transaction, so that nobody waits long for it."""

# Events come by the thousand: they are read and written as plain rows, because objects would cost more than the statements.
_LOG = cast("Table", BehaviourRow.__table__)
_ADD = {
    "postgresql": postgresql.insert(_LOG).on_conflict_do_nothing(index_elements=["key"]).returning(_LOG.c.key),
    "sqlite": sqlite.insert(_LOG).on_conflict_do_nothing(index_elements=["key"]).returning(_LOG.c.key),
}
_ADD_MOVES = insert(cast("Table", StageRow.__table__))
_CUSTOMERS = cast("Table", CustomerRow.__table__)


def _newest_events(dialect: str) -> Select[Any]:
    """Make the statement that reads each customer's newest events, however many there are, from the index that holds their order."""
    one = _LOG.alias("one")
    columns = (one.c.customer_id, one.c.behaviour_type, one.c.value, one.c.timestamp, one.c.source)
    newest = (
        select(one.c.id)
        .where(one.c.customer_id == _CUSTOMERS.c.id)
        .order_by(one.c.timestamp.desc(), one.c.id.desc())
        .limit(bindparam("limit"))
        .correlate(_CUSTOMERS)
    )
    found: FromClause
    if dialect == "postgresql":
        found = newest.with_only_columns(one.c.id, *columns).lateral("newest")
        joined = _CUSTOMERS.join(found, true())
    else:  # SQLite knows no LATERAL, and looks for the ids once for each customer; PostgreSQL would for each event
        found = _LOG
        joined = _CUSTOMERS.join(found, found.c.id.in_(newest))
    return (
        select(*(found.c[each.name] for each in columns))
        .select_from(joined)
        .where(_CUSTOMERS.c.id.in_(bindparam("customers", expanding=True)))
        .order_by(found.c.customer_id, found.c.timestamp.desc(), found.c.id.desc())
    )


_NEWEST_EVENTS = {dialect: _newest_events(dialect) for dialect in ("postgresql", "sqlite")}


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
    connection = await connection_of(session)
    wanted = {"customers": list(customer_ids), "limit": limit}
    for customer_id, kind, value, at, source in (
        await connection.execute(_NEWEST_EVENTS[connection.dialect.name], wanted)
    ).all():
        found[customer_id].append(Behaviour(event_type=kind, value=value, at=at, source=source))
    return found


async def customers_since(session: AsyncSession, types: Collection[str], since: datetime) -> int:
    """Return to how many customers one of these types of events happened since a moment."""
    counted = select(func.count(_LOG.c.customer_id.distinct())).where(
        _LOG.c.behaviour_type.in_(types), _LOG.c.timestamp >= since
    )
    return (await (await connection_of(session)).execute(counted)).scalar_one()


async def newest_rows(session: AsyncSession) -> tuple[int, int]:
    """Return the highest numbers of an event and of a stage move, 0 where there is none."""
    connection = await connection_of(session)
    event = (await connection.execute(select(func.max(_LOG.c.id)))).scalar_one()
    move = (await connection.execute(select(func.max(StageRow.id)))).scalar_one()
    return event or 0, move or 0


async def newer_events(
    session: AsyncSession, after: int, up_to: int, *, types: Collection[str], since: datetime, limit: int
) -> list[tuple[int, int]]:
    """Return number and customer of events of these types between two rows (the later included) that happened since a moment."""
    found = (
        select(_LOG.c.id, _LOG.c.customer_id)
        .where(
            _LOG.c.id > after,
            _LOG.c.id <= up_to,
            _LOG.c.customer_id.is_not(None),
            _LOG.c.behaviour_type.in_(types),
            _LOG.c.timestamp >= since,
        )
        .order_by(_LOG.c.id)
        .limit(limit)
    )
    return [(row_id, customer_id) for row_id, customer_id in await (await connection_of(session)).execute(found)]


async def newer_moves(
    session: AsyncSession, after: int, up_to: int, *, since: datetime, limit: int
) -> list[tuple[int, int]]:
    """Return number and customer of stage moves between two rows (the later included) that happened since a moment."""
    found = (
        select(StageRow.id, StageRow.customer_id)
        .where(StageRow.id > after, StageRow.id <= up_to, StageRow.timestamp >= since)
        .order_by(StageRow.id)
        .limit(limit)
    )
    return [(row_id, customer_id) for row_id, customer_id in await session.execute(found)]


async def behaviour_of_visitor(session: AsyncSession, visitor: str, *, limit: int = NEWEST) -> list[Behaviour]:
    """Return a visitor's newest events, newest first, also those that were handed over to a customer."""
    statement = (
        select(_LOG.c.behaviour_type, _LOG.c.value, _LOG.c.timestamp, _LOG.c.source)
        .where(_LOG.c.visitor == visitor)
        .order_by(_LOG.c.timestamp.desc(), _LOG.c.id.desc())
        .limit(limit)
    )
    rows = await (await connection_of(session)).execute(statement)
    return [Behaviour(event_type=kind, value=value, at=at, source=source) for kind, value, at, source in rows]


async def hand_over(session: AsyncSession, visitor: str, customer_id: int) -> None:
    """Give a visitor's events to the customer that the visitor turned out to be."""
    statement = (
        update(BehaviourRow)
        .where(BehaviourRow.visitor == visitor, BehaviourRow.customer_id.is_(None))
        .values(customer_id=customer_id)
    )
    await session.execute(statement)


async def forget_path(session: AsyncSession, visitor: str, *, source: str) -> None:
    """Delete what a visitor did according to one source, also what was handed over to a customer."""
    await session.execute(delete(BehaviourRow).where(BehaviourRow.visitor == visitor, BehaviourRow.source == source))


async def forget_source(session: AsyncSession, customer_id: int, *, source: str) -> None:
    """Delete what a customer did according to one source."""
    await session.execute(
        delete(BehaviourRow).where(BehaviourRow.customer_id == customer_id, BehaviourRow.source == source)
    )


async def forget_older(session: AsyncSession, before: datetime, *, source: str, of_customers: bool) -> int:
    """Delete what one source reported before a time, of customers or of visitors whom nobody knows; return how much."""
    whose = BehaviourRow.customer_id.is_not(None) if of_customers else BehaviourRow.customer_id.is_(None)
    old = select(BehaviourRow.id).where(BehaviourRow.timestamp < before, BehaviourRow.source == source, whose)
    statement = delete(_LOG).where(_LOG.c.id.in_(old.limit(MOST_FORGOTTEN)))
    return (await (await connection_of(session)).execute(statement)).rowcount


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
