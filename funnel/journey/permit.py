"""Whether a mail to a customer may go now: the facts are gathered here, `funnel/consent/law.py` decides."""

from __future__ import annotations

from datetime import datetime

from content.catalogue.model import Company
from foundation import clock
from foundation.database import Session
from foundation.workdays import zone_of
from funnel.consent import repository as consents
from funnel.consent.law import may_send
from funnel.consent.link import address_hash
from funnel.consent.model import MailFacts, Purpose, Verdict
from funnel.mails import repository as mails
from funnel.mails.kinds import UNASKED
from funnel.people.model import Customer
from funnel.timeline import repository as timeline
from scoring.funnel_shape import funnel_of

ASKING = frozenset(
    {
        "form_submit",
        "quote_requested",
        "sample_requested",
        "price_discussed",
        "reply_received",
        "call_answered",
        "call_completed",
        "meeting",
        "presentation",
        "demo",
        "trial",
        "download",
    }
)
"""What a person does who wants to hear from us."""


async def permit(session: Session, customer: Customer, purpose: Purpose, *, company: Company) -> Verdict:
    """Say whether a mail of this purpose may go to a customer now. The one question that every unasked mail puts first."""
    if not customer.email:
        return Verdict(False, "no_address")
    facts = MailFacts(
        purpose=purpose,
        country=customer.country,
        zone=zone_of_customer(customer, company),
        now=clock.now(),
        suppressed=await consents.suppressed(session, address_hash(customer.email)),
        consent=(await consents.of_customer(session, customer.id)).get(purpose),
        asked_at=await _asked_at(session, customer),
        bought=customer.stage >= funnel_of(company).won and not customer.lost,
        last_mail_at=await mails.last_to(session, customer.email, purposes=UNASKED),
    )
    return may_send(facts)


def zone_of_customer(customer: Customer, company: Company) -> str:
    """Return the time zone that a customer lives in, as far as we can tell."""
    return zone_of(customer.country, phone=customer.phone, default=company.identity.time_zone)


async def _asked_at(session: Session, customer: Customer) -> datetime | None:
    seen = await timeline.behaviour(session, customer.id)
    return next((each.at for each in seen if each.event_type in ASKING), None)
