"""Events come in: they are kept once, and move the customer's stage by the rules."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from foundation import clock, events
from foundation.actor import Actor
from foundation.database import Session
from funnel.errors import UnknownCustomer
from funnel.people import repository as people
from funnel.people.model import Standing
from funnel.timeline import repository as timeline
from funnel.timeline.model import NewEvent
from scoring.funnel_stages import RULED_EVENTS, can_move, stage_after
from scoring.model import Behaviour, StageMove


@dataclass(frozen=True, slots=True)
class Observed:
    """What an event changed; `stage` is the current one."""

    new: bool
    stage_updated: bool
    stage: int


async def observe(session: Session, event: NewEvent, *, by: Actor) -> Observed:
    """Keep one event of a customer and apply the stage rules. Raises UnknownCustomer."""
    assert event.customer_id is not None
    [observed] = await observe_all(session, [event], by=by)
    if observed is None:
        raise UnknownCustomer(event.customer_id)
    return observed


async def observe_all(session: Session, happened: Sequence[NewEvent], *, by: Actor) -> list[Observed | None]:
    """Keep events of customers and apply the stage rules, as if each came by itself; None for an event of nobody.

    However many events there are, they take the same few statements.
    """
    standing = await people.lock(session, {event.customer_id for event in happened if event.customer_id is not None})
    known = [event for event in happened if event.customer_id in standing]
    fresh = await timeline.add_events(session, known, received_at=clock.now())
    new = [event for event, is_new in zip(known, fresh, strict=True) if is_new]
    counts = await _counts_before(session, new, standing)
    stages = {customer.id: customer.stage for customer in standing.values()}
    moved: list[tuple[int, StageMove]] = []
    told: list[Observed | None] = []
    freshness = iter(fresh)
    for event in happened:
        customer = standing.get(event.customer_id or 0)
        if customer is None:
            told.append(None)
            continue
        is_new = next(freshness)
        move = None
        if is_new and event.event_type in RULED_EVENTS and not customer.lost:
            counts[customer.id][event.event_type] += 1
            move = stage_after(stages[customer.id], counts[customer.id], at=clock.now())
        if move is not None:
            stages[customer.id] = move.to_stage
            moved.append((customer.id, move))
        told.append(Observed(is_new, move is not None, stages[customer.id]))
    await people.touch(session, _last_heard(new, standing))
    await write_moves(session, moved, by=by)
    return told


async def _counts_before(
    session: Session, new: Sequence[NewEvent], standing: Mapping[int, Standing]
) -> dict[int, Counter[str]]:
    """Return how often each ruled event happened before the new ones, to the customers that these can move."""
    movable = {
        event.customer_id
        for event in new
        if event.customer_id is not None and can_move(standing[event.customer_id].stage, event.event_type)
    }
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    if movable:
        for customer_id, ever in (await timeline.counts_of(session, movable, types=RULED_EVENTS)).items():
            counts[customer_id].update(ever)
        for event in new:
            if event.customer_id in movable and event.event_type in RULED_EVENTS:
                counts[event.customer_id][event.event_type] -= 1
    return counts


def _last_heard(new: Sequence[NewEvent], standing: Mapping[int, Standing]) -> dict[int, datetime]:
    """Return when each customer was last heard of, where that is later than what is known."""
    heard: dict[int, datetime] = {}
    for event in new:
        if event.customer_id is not None and event.at > heard.get(
            event.customer_id, standing[event.customer_id].last_touch_at
        ):
            heard[event.customer_id] = event.at
    return heard


async def apply_rules(session: Session, customer_id: int, stage: int, *, by: Actor) -> StageMove | None:
    """Move a customer as far as everything that ever happened to it justifies, and write the history."""
    seen = await timeline.behaviour_of(session, [customer_id])
    return (await apply_rules_to_all(session, {customer_id: stage}, seen=seen, by=by)).get(customer_id)


async def apply_rules_to_all(
    session: Session, stages: Mapping[int, int], *, seen: Mapping[int, Sequence[Behaviour]], by: Actor
) -> dict[int, StageMove]:
    """The same for customers by their ids; `seen` are their newest events, which are counted where they are all there are."""
    counts: dict[int, Mapping[str, int]] = {
        customer_id: Counter(event.event_type for event in events) for customer_id, events in seen.items()
    }
    longer = [customer_id for customer_id, events in seen.items() if len(events) >= timeline.NEWEST]
    if longer:
        counts.update(await timeline.counts_of(session, longer))
    found = {each: stage_after(stage, counts[each], at=clock.now()) for each, stage in stages.items()}
    moves = {each: move for each, move in found.items() if move is not None}
    await write_moves(session, list(moves.items()), by=by)
    return moves


async def write_moves(session: Session, moved: Sequence[tuple[int, StageMove]], *, by: Actor) -> None:
    """Set the stages that moves reached, and write their history."""
    if not moved:
        return
    await people.move(session, moved)
    await timeline.add_moves(session, moved, by=by)
    happened = [
        events.Happened(
            "stage_moved",
            ("customer", str(customer_id)),
            {"from": move.from_stage, "to": move.to_stage, "reason": move.reason.code},
        )
        for customer_id, move in moved
    ]
    await events.record_all(session, happened, by=by)


async def observe_visitor(session: Session, visitor: str, seen: Sequence[NewEvent]) -> None:
    """Keep what a visitor did before anybody knows who it is."""
    await timeline.add_events(session, seen, received_at=clock.now())
