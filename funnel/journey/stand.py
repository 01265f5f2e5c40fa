"""Where a customer stands, changed by a person or by silence: forward or back, lost with its cause, come back."""

from __future__ import annotations

from datetime import timedelta

from content.catalogue.model import Company
from foundation import clock, events
from foundation.actor import Actor
from foundation.database import Session
from funnel.errors import UnknownCustomer
from funnel.journey.cadences import attend
from funnel.journey.capture import tell_crm
from funnel.journey.judge import judge
from funnel.journey.observe import write_moves
from funnel.journey.parts import Parts
from funnel.people import repository as people
from funnel.stages import repository as stages
from scoring.funnel_shape import funnel_of
from scoring.losses import CAUSES
from scoring.model import Reason, StageMove

SILENCE = Actor.system("silence")
AT_ONCE = 100
LONGEST_NOTE = 500


class UnknownStage(ValueError):
    """There is no such stage, or no such cause of a loss."""


async def move_by_hand(
    session: Session, customer_id: int, stage: int, *, who: str, note: str, company: Company, by: Actor
) -> bool:
    """Put a customer on a stage, forward or back; say whether it moved. Raises UnknownCustomer, UnknownStage.

    What happened before a move back moves the customer forward no more; what happens afterwards does. A lost one is open again.
    """
    if stage not in funnel_of(company).positions:
        raise UnknownStage(f"There is no stage {stage}.")
    customer = await people.find_for_update(session, customer_id)
    if customer.lost:
        await _win_back(session, customer_id, by=by)
    elif stage == customer.stage:
        return False
    now = clock.now()
    if stage < customer.stage:
        await stages.set_back(session, customer_id, at=now)
    if stage != customer.stage:
        reason = Reason("by_hand", 0, {"who": who, "note": note[:LONGEST_NOTE]})
        await write_moves(session, [(customer_id, StageMove(customer.stage, stage, reason, now))], by=by)
    await _settled(session, customer_id, company)
    return True


async def lose(session: Session, customer_id: int, cause: str, *, note: str, company: Company, by: Actor) -> bool:
    """Close a customer as lost; say whether it was open. Raises UnknownCustomer, UnknownStage for a cause that is none."""
    if cause not in CAUSES:
        raise UnknownStage(f"There is no cause {cause}; known are {', '.join(CAUSES)}.")
    customer = await people.find_for_update(session, customer_id)
    if customer.lost or customer.stage >= funnel_of(company).won:
        return False
    await stages.lose(session, customer_id, at=clock.now(), cause=cause)
    data = {"cause": cause, "note": note[:LONGEST_NOTE], "stage": customer.stage}
    await events.record(session, "customer_lost", subject=("customer", str(customer_id)), by=by, data=data)
    await _settled(session, customer_id, company)
    return True


async def win_back(session: Session, customer_id: int, *, company: Company, by: Actor) -> bool:
    """Open a lost customer again on the stage it was lost in; say whether it was lost. Raises UnknownCustomer."""
    customer = await people.find_for_update(session, customer_id)
    if not customer.lost:
        return False
    await _win_back(session, customer_id, by=by)
    await _settled(session, customer_id, company)
    return True


async def _win_back(session: Session, customer_id: int, *, by: Actor) -> None:
    await stages.win_back(session, customer_id, at=clock.now())
    await events.record(session, "customer_won_back", subject=("customer", str(customer_id)), by=by)


async def _settled(session: Session, customer_id: int, company: Company) -> None:
    """Let all that follows from where a customer stands follow: grade and next action, plays, the CRM."""
    await judge(session, customer_id, company)
    await attend(session, customer_id, company)
    await tell_crm(session, customer_id)


async def lose_silent(parts: Parts) -> int:
    """Close customers that have been silent for as long as the pack says; return how many. Nothing where it says nothing."""
    company = await parts.company()
    days = company.scoring.lost_after_days
    if days is None:
        return 0
    silent_for = timedelta(days=days)
    async with parts.database.reading() as session:
        found = await stages.silent_since(
            session, clock.now() - silent_for, below_stage=funnel_of(company).won, limit=AT_ONCE
        )
    lost = 0
    for customer_id in found:
        async with parts.database.transaction() as session:
            try:
                customer = await people.find_for_update(session, customer_id)
                if clock.now() - customer.last_touch_at > silent_for:  # nothing was heard in between
                    note = f"silent for {days} days"
                    lost += await lose(session, customer_id, "unknown", note=note, company=company, by=SILENCE)
            except UnknownCustomer:
                continue  # erased meanwhile
    return lost
