"""A contact is given: a lead exists, graded and on its stage, with everything seen before, and the CRM is to hear of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from content.catalogue.model import Company
from foundation import clock, events
from foundation.actor import Actor
from foundation.database import Session
from foundation.jobs import enqueue_all
from funnel.conversations import repository as conversations
from funnel.crm import repository as crm
from funnel.errors import ContactMissing
from funnel.journey.assign import assign_new
from funnel.journey.judge import judge_all
from funnel.journey.observe import apply_rules_to_all
from funnel.people import repository as people
from funnel.people.model import Customer, Judgement, NewCustomer
from funnel.timeline import repository as timeline
from funnel.timeline.model import NewEvent
from funnel.visits.repository import visitors
from scoring.funnel_stages import rules_of


@dataclass(frozen=True, slots=True)
class Captured:
    """The lead that a contact became."""

    customer: Customer
    judgement: Judgement
    created: bool


@dataclass(frozen=True, slots=True)
class ContactGiven:
    """A contact as it was given, with the visitor (digest of the token) and the conversation it was given in.

    Raises ContactMissing where nobody could be reached or named by it.
    """

    new: NewCustomer
    visitor: str | None = None
    conversation_id: str | None = None

    def __post_init__(self) -> None:
        """Refuse what names nobody."""
        if not (self.new.email or self.new.phone or self.new.name):
            raise ContactMissing


async def capture(
    session: Session,
    new: NewCustomer,
    company: Company,
    *,
    by: Actor,
    visitor: str | None = None,
    conversation_id: str | None = None,
) -> Captured:
    """Make or complete the customer, hand over what the visitor did, grade and stage it, and enqueue the CRM's job.

    `visitor` is the digest of the visitor's token. Everything happens in the session's transaction. Raises ContactMissing.
    """
    [captured] = await capture_all(session, [ContactGiven(new, visitor, conversation_id)], company, by=by)
    return captured


async def capture_all(
    session: Session, given: Sequence[ContactGiven], company: Company, *, by: Actor
) -> list[Captured]:
    """The same for several contacts in turn; what can be done for all at once takes one statement."""
    now = clock.now()
    entered = [await people.upsert(session, each.new, at=now) for each in given]
    customers = {customer.id: customer for customer, _ in entered}
    await events.record_all(
        session,
        [
            events.Happened(
                "lead_captured" if created else "contact_confirmed",
                ("customer", str(customer.id)),
                {"source": each.new.source, "conversation": each.conversation_id},
            )
            for each, (customer, created) in zip(given, entered, strict=True)
        ],
        by=by,
    )
    submitted: list[NewEvent] = []
    for each, (customer, _) in zip(given, entered, strict=True):
        await _bring(session, each, customer.id)
        value, source = each.conversation_id, each.new.source
        submitted.append(NewEvent("form_submit", now, source, value=value, customer_id=customer.id))
    await timeline.add_events(session, submitted, received_at=now)
    talked = {customer.id for each, (customer, _) in zip(given, entered, strict=True) if each.conversation_id}
    made = [customers[customer.id] for customer, created in entered if created]
    for customer_id, owner in (await assign_new(session, made, company, at=now)).items():
        customers[customer_id] = replace(customers[customer_id], owner_id=owner)
    fresh = {customer.id for customer, created in entered if created} - talked
    judged = await _judge(session, customers, company, fresh=fresh, by=by)
    await tell_crm(session, *customers)
    return [Captured(*judged[customer.id], created) for customer, created in entered]


async def _bring(session: Session, given: ContactGiven, customer_id: int) -> None:
    """Give the customer what the visitor did and said before."""
    if given.visitor is not None:
        await bring_path(session, given.visitor, customer_id)
    if given.conversation_id is not None:
        await conversations.link(session, given.conversation_id, customer_id)


async def bring_path(session: Session, visitor: str, customer_id: int) -> None:
    """Give a customer what the visitor did, and what the visitor will do where they agreed to be remembered."""
    await timeline.hand_over(session, visitor, customer_id)
    await visitors.know(session, visitor, customer_id)


async def _judge(
    session: Session, customers: Mapping[int, Customer], company: Company, *, fresh: Collection[int], by: Actor
) -> dict[int, tuple[Customer, Judgement]]:
    """Stage and grade customers by everything they did; return them as they stand then, each with its judgement."""
    seen = await timeline.behaviour_of(session, customers)
    standing = {customer.id: customer.stage for customer in customers.values() if not customer.lost}
    back = {each: moment for each in standing if (moment := customers[each].moved_back_at)}
    moves = await apply_rules_to_all(session, standing, seen=seen, by=by, back=back, rules=rules_of(company))
    moved = {
        each.id: replace(each, stage=move.to_stage, stage_reason=move.reason, stage_at=move.at)
        if (move := moves.get(each.id))
        else each
        for each in customers.values()
    }
    judged = await judge_all(session, list(moved.values()), company, seen=seen, fresh=fresh)
    return {each.id: (replace(each, judgement=judged[each.id]), judged[each.id]) for each in moved.values()}


async def tell_crm(session: Session, *customer_ids: int) -> None:
    """Enqueue one push of everything that is new about each customer; several wishes of one transaction are one push."""
    told: set[int] = session.info.setdefault("told_crm", set())
    untold = set(customer_ids) - told
    if not untold:
        return
    told |= untold
    untold -= await people.invented(session, untold)
    if not untold:
        return
    revisions = await crm.raise_revisions(session, untold, at=clock.now())
    pushes = {f"{customer_id}-{revision}": (customer_id,) for customer_id, revision in revisions.items()}
    await enqueue_all(session, "push_lead", pushes)
