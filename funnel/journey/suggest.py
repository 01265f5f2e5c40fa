"""A stage is suggested where behaviour speaks for it but only a person can know: taken or set aside with one click."""

from __future__ import annotations

from collections.abc import Sequence

from content.catalogue.model import Company
from foundation import clock, events
from foundation.actor import Actor
from foundation.database import Session
from funnel.journey.capture import tell_crm
from funnel.journey.judge import judge
from funnel.journey.observe import write_moves
from funnel.people import repository as people
from funnel.people.model import Customer
from funnel.timeline import repository as timeline
from scoring.funnel_stages import rules_of, suggested
from scoring.model import Behaviour, Reason, StageMove

SET_ASIDE = "stage_suggestion_set_aside"


async def suggestion(
    session: Session, customer: Customer, company: Company, *, seen: Sequence[Behaviour]
) -> tuple[Reason, int] | None:
    """Return why a stage is suggested, and which, or None; what was seen before a person set it aside speaks no more.

    `seen` are the customer's newest events.
    """
    rules = rules_of(company)
    if customer.lost or suggested(customer.stage, seen, rules=rules) is None:
        return None
    aside = await events.newest(session, SET_ASIDE, subject=("customer", str(customer.id)))
    since = max((each for each in (aside.at if aside else None, customer.moved_back_at) if each), default=None)
    return suggested(customer.stage, [each for each in seen if since is None or each.at > since], rules=rules)


async def take_suggestion(session: Session, customer_id: int, company: Company, *, by: Actor) -> bool:
    """Move a customer to the suggested stage; say whether it still was suggested. Raises UnknownCustomer."""
    customer = await people.find_for_update(session, customer_id)
    found = await suggestion(session, customer, company, seen=await timeline.behaviour(session, customer_id))
    if found is None:
        return False
    reason, stage = found
    move = StageMove(from_stage=customer.stage, to_stage=stage, reason=reason, at=clock.now())
    await write_moves(session, [(customer_id, move)], by=by)
    await judge(session, customer_id, company)
    await tell_crm(session, customer_id)
    return True


async def set_suggestion_aside(session: Session, customer_id: int, company: Company, *, by: Actor) -> bool:
    """Suggest no more until as much is seen anew; say whether it was suggested. Raises UnknownCustomer."""
    customer = await people.find_for_update(session, customer_id)
    found = await suggestion(session, customer, company, seen=await timeline.behaviour(session, customer_id))
    if found is None:
        return False
    data = {"reason": found[0].code}
    await events.record(session, SET_ASIDE, subject=("customer", str(customer_id)), by=by, data=data)
    return True
