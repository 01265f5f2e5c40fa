"""Events come in: they are kept once, and move the customer's stage by the rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from foundation import clock, events
from foundation.actor import Actor
from foundation.database import Session
from funnel.people import repository as people
from funnel.timeline import repository as timeline
from funnel.timeline.model import NewEvent
from scoring.funnel_stages import RULED_EVENTS, stage_after
from scoring.model import StageMove


@dataclass(frozen=True, slots=True)
class Observed:
    """What an event changed; `stage` is the current one."""

    new: bool
    stage_updated: bool
    stage: int


async def observe(session: Session, event: NewEvent, *, by: Actor) -> Observed:
    """Keep one event of a customer and apply the stage rules. Raises UnknownCustomer."""
    assert event.customer_id is not None
    customer = await people.find_for_update(session, event.customer_id)
    is_new = await timeline.add_events(session, [event], received_at=clock.now()) > 0
    if not is_new:
        return Observed(new=False, stage_updated=False, stage=customer.stage)
    await people.touch(session, customer.id, at=event.at)
    move = None
    if event.event_type in RULED_EVENTS and not customer.lost:
        move = await apply_rules(session, customer.id, customer.stage, by=by)
    return Observed(new=True, stage_updated=move is not None, stage=move.to_stage if move else customer.stage)


async def apply_rules(session: Session, customer_id: int, stage: int, *, by: Actor) -> StageMove | None:
    """Move a customer as far as everything that ever happened to it justifies, and write the history."""
    counts = await timeline.counts(session, customer_id)
    move = stage_after(stage, counts, at=clock.now())
    if move is None:
        return None
    await people.move(session, customer_id, move)
    await timeline.add_move(session, customer_id, move, by=by)
    await events.record(
        session,
        "stage_moved",
        subject=("customer", str(customer_id)),
        by=by,
        data={"from": move.from_stage, "to": move.to_stage, "reason": move.reason.code},
    )
    return move


async def observe_visitor(session: Session, visitor: str, seen: Sequence[NewEvent]) -> None:
    """Keep what a visitor did before anybody knows who it is."""
    await timeline.add_events(session, seen, received_at=clock.now())
