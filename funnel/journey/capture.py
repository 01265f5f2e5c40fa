"""A contact is given: a lead exists, graded and on its stage, with everything seen before, and the CRM is to hear of it."""

from __future__ import annotations

from dataclasses import dataclass

from content.catalogue.model import Company
from foundation import clock, events
from foundation.actor import Actor
from foundation.database import Session
from foundation.jobs import enqueue
from funnel.conversations import repository as conversations
from funnel.crm import repository as crm
from funnel.errors import ContactMissing
from funnel.journey.judge import judge
from funnel.journey.observe import apply_rules, observe
from funnel.people import repository as people
from funnel.people.model import Customer, Judgement, NewCustomer
from funnel.timeline import repository as timeline
from funnel.timeline.model import NewEvent


@dataclass(frozen=True, slots=True)
class Captured:
    """The lead that a contact became."""

    customer: Customer
    judgement: Judgement
    created: bool


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
    if not (new.email or new.phone or new.name):
        raise ContactMissing
    now = clock.now()
    customer, created = await people.upsert(session, new, at=now)
    await events.record(
        session,
        "lead_captured" if created else "contact_confirmed",
        subject=("customer", str(customer.id)),
        by=by,
        data={"source": new.source, "conversation": conversation_id},
    )
    if visitor is not None:
        await timeline.hand_over(session, visitor, customer.id)
    if conversation_id is not None:
        await conversations.link(session, conversation_id, customer.id)
    submitted = NewEvent("form_submit", now, new.source, value=conversation_id, customer_id=customer.id)
    await observe(session, submitted, by=by)
    await apply_rules(session, customer.id, (await people.find(session, customer.id)).stage, by=by)
    judgement = await judge(session, customer.id, company)
    await tell_crm(session, customer.id)
    return Captured(await people.find(session, customer.id), judgement, created)


async def tell_crm(session: Session, customer_id: int) -> None:
    """Enqueue one push of everything that is new about a customer; several wishes of one transaction are one push."""
    told: set[int] = session.info.setdefault("told_crm", set())
    if customer_id in told:
        return
    told.add(customer_id)
    link = await crm.raise_revision(session, customer_id, at=clock.now())
    await enqueue(session, "push_lead", customer_id, key=f"{customer_id}-{link.revision}")
