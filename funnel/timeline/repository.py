"""How events and stage moves are stored, counted and handed from a visitor to the customer they turn out to be."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from foundation.actor import Actor
from funnel.people.repository import reason_from_json, reason_to_json
from funnel.timeline.model import NewEvent, StageMoved
from funnel.timeline.tables import BehaviourRow, StageRow
from scoring.model import Behaviour, StageMove


async def add_events(session: AsyncSession, events: Sequence[NewEvent], *, received_at: datetime) -> int:
    """Keep events and return how many were new; the same event (who, type, value, time, source) counts once."""
    if not events:
        return 0
    rows = [
        {
            "key": _key(event),
            "customer_id": event.customer_id,
            "visitor": event.visitor,
            "behaviour_type": event.event_type,
            "value": event.value,
            "timestamp": event.at,
            "source": event.source,
            "received_at": received_at,
        }
        for event in events
    ]
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    statement = dialect.insert(BehaviourRow).on_conflict_do_nothing(index_elements=["key"]).returning(BehaviourRow.id)
    return len((await session.execute(statement, rows)).all())


def _key(event: NewEvent) -> str:
    who = f"c{event.customer_id}" if event.customer_id is not None else f"v{event.visitor}"
    told = "\x1f".join((who, event.event_type, event.value or "", event.at.astimezone(UTC).isoformat(), event.source))
    return hashlib.blake2b(told.encode(), digest_size=20).hexdigest()


async def counts(session: AsyncSession, customer_id: int) -> dict[str, int]:
    """Return how often each type of event ever happened to a customer."""
    statement = (
        select(BehaviourRow.behaviour_type, func.count())
        .where(BehaviourRow.customer_id == customer_id)
        .group_by(BehaviourRow.behaviour_type)
    )
    return {row[0]: row[1] for row in await session.execute(statement)}


async def behaviour(session: AsyncSession, customer_id: int, *, limit: int = 200) -> list[Behaviour]:
    """Return a customer's newest events, newest first."""
    statement = (
        select(BehaviourRow)
        .where(BehaviourRow.customer_id == customer_id)
        .order_by(BehaviourRow.timestamp.desc(), BehaviourRow.id.desc())
        .limit(limit)
    )
    return [
        Behaviour(event_type=row.behaviour_type, value=row.value, at=row.timestamp, source=row.source)
        for row in (await session.execute(statement)).scalars()
    ]


async def hand_over(session: AsyncSession, visitor: str, customer_id: int) -> None:
    """Give a visitor's events to the customer that the visitor turned out to be."""
    statement = (
        update(BehaviourRow)
        .where(BehaviourRow.visitor == visitor, BehaviourRow.customer_id.is_(None))
        .values(customer_id=customer_id)
    )
    await session.execute(statement)


async def add_move(session: AsyncSession, customer_id: int, move: StageMove, *, by: Actor) -> None:
    """Write one move to the stage history."""
    session.add(
        StageRow(
            customer_id=customer_id,
            from_stage=move.from_stage,
            to_stage=move.to_stage,
            timestamp=move.at,
            ai_reason=reason_to_json(move.reason),
            actor=str(by),
        )
    )
    await session.flush()


async def moves(session: AsyncSession, customer_id: int) -> list[StageMoved]:
    """Return a customer's stage history, oldest first."""
    statement = select(StageRow).where(StageRow.customer_id == customer_id).order_by(StageRow.timestamp, StageRow.id)
    return [
        StageMoved(row.from_stage, row.to_stage, row.timestamp, reason_from_json(row.ai_reason), row.actor)
        for row in (await session.execute(statement)).scalars()
    ]
