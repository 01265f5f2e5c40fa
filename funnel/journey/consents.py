"""A contact agrees to mails, confirms it, or wants none any more: each once, with who said so."""

from __future__ import annotations

from dataclasses import replace

from content.catalogue.model import Company
from foundation import clock, events
from foundation.actor import Actor
from foundation.database import Session
from foundation.ids import new_id
from foundation.jobs import enqueue
from funnel.consent import repository as consents
from funnel.consent.law import needs_click
from funnel.consent.link import LeavingKey, address_hash
from funnel.consent.model import Basis, Consent, ConsentState, Purpose, Suppression, SuppressionReason
from funnel.errors import ContactMissing
from funnel.journey.cadences import attend
from funnel.journey.measure import forget_measured
from funnel.mailings import repository as mailings
from funnel.mails import repository as mails
from funnel.mails.kinds import CONFIRMATION
from funnel.mails.model import MailState, OutgoingMail
from funnel.people import repository as people
from funnel.people.model import Customer
from funnel.timeline import repository as timeline
from funnel.timeline.model import NewEvent


async def ask_consent(
    session: Session, customer_id: int, purpose: Purpose, *, source: str, wording: str, by: Actor
) -> Consent:
    """Keep that a customer agreed. Where the country asks for it, it counts only after the click in a mail, which is sent now.

    `wording` is the sentence that was agreed to. Raises UnknownCustomer, ContactMissing where there is no address.
    """
    customer = await people.find_for_update(session, customer_id)
    if not customer.email:
        raise ContactMissing
    known = (await consents.of_customer(session, customer_id)).get(purpose)
    suppressed = await consents.suppressed(session, address_hash(customer.email)) is not None
    if known and known.state is ConsentState.GIVEN and known.address == customer.email and not suppressed:
        return known
    clicks = needs_click(customer.country, suppressed=suppressed)
    now = clock.now()
    consent = Consent(
        id=new_id(),
        customer_id=customer_id,
        purpose=purpose,
        address=customer.email,
        basis=Basis.CONSENT,
        state=ConsentState.PENDING if clicks else ConsentState.GIVEN,
        source=source,
        wording=wording,
        asked_at=now,
        confirmed_at=None if clicks else now,
    )
    await consents.keep(session, consent)
    await _note(session, consent, "consent_asked" if clicks else "consent_given", by=by)
    if clicks:
        await _ask_for_click(session, consent, customer.locale)
    return consent


async def _ask_for_click(session: Session, consent: Consent, locale: str) -> None:
    mail_id, now = new_id(), clock.now()
    mail = OutgoingMail(
        id=mail_id,
        message_id=f"<consent.{mail_id}@tradewind>",
        customer_id=consent.customer_id,
        purpose=CONFIRMATION,
        about=consent.id,
        recipient=consent.address,
        locale=locale,
        state=MailState.WAITING,
        detail=None,
        created_at=now,
        updated_at=now,
    )
    if await mails.add(session, mail) is not None:
        await enqueue(session, "send_mail", mail_id, key=mail_id)


async def confirm_consent(session: Session, consent_id: str, *, by: Actor) -> Consent | None:
    """Let a consent count: whoever has the link owns the address, so an earlier suppression ends. None where it is gone."""
    consent = await consents.look_up(session, consent_id)
    if consent is None or consent.state is ConsentState.WITHDRAWN:
        return None
    if consent.state is ConsentState.GIVEN:
        return consent
    given = replace(consent, state=ConsentState.GIVEN, confirmed_at=clock.now())
    await consents.keep(session, given)
    await consents.lift(session, address_hash(consent.address))
    await _note(session, given, "consent_given", by=by)
    return given


async def withdraw_consent(session: Session, customer_id: int, purpose: Purpose, *, by: Actor) -> bool:
    """Take a consent back; say whether there was one. Raises UnknownCustomer."""
    await people.find_for_update(session, customer_id)
    consent = (await consents.of_customer(session, customer_id)).get(purpose)
    if consent is None or consent.state is ConsentState.WITHDRAWN:
        return False
    gone = replace(consent, state=ConsentState.WITHDRAWN, withdrawn_at=clock.now())
    await consents.keep(session, gone)
    await _note(session, gone, "consent_withdrawn", by=by)
    if purpose is Purpose.MEASURING:
        await forget_measured(session, customer_id)
    return True


async def leave(session: Session, key: LeavingKey, company: Company, *, by: Actor) -> bool:
    """End all mails that are no answers to an address, and the plays of its owner, by the link in a mail; say whether that is new."""
    mail = await mails.look_up(session, key.mail_id)
    customer_id = mail.customer_id if mail and address_hash(mail.recipient) == key.address_hash else None
    new = await _suppress(session, key.address_hash, SuppressionReason.UNSUBSCRIBED, customer_id=customer_id, by=by)
    await mailings.note_left(session, key.mail_id, at=clock.now())
    if customer_id is not None:
        await attend(session, customer_id, company)
    return new


async def object_to_mails(session: Session, customer: Customer, company: Company, *, by: Actor) -> bool:
    """The same on behalf of a customer who told a person of the staff. Raises ContactMissing where there is no address."""
    if not customer.email:
        raise ContactMissing
    digest = address_hash(customer.email)
    new = await _suppress(session, digest, SuppressionReason.OBJECTED, customer_id=customer.id, by=by)
    await attend(session, customer.id, company)
    return new


async def refuse_address(session: Session, address: str, *, by: Actor) -> bool:
    """The same for whoever wrote from an address that belongs to no customer; say whether that is new."""
    return await _suppress(session, address_hash(address), SuppressionReason.OBJECTED, customer_id=None, by=by)


async def suppress_bounced(session: Session, mail: OutgoingMail, *, by: Actor) -> bool:
    """Send no more unasked mails to an address that cannot be reached; say whether that is new."""
    digest = address_hash(mail.recipient)
    return await _suppress(session, digest, SuppressionReason.BOUNCED, customer_id=mail.customer_id, by=by)


async def _suppress(
    session: Session, digest: str, reason: SuppressionReason, *, customer_id: int | None, by: Actor
) -> bool:
    now = clock.now()
    if not await consents.suppress(session, Suppression(digest, reason, now)):
        return False
    subject = ("customer", str(customer_id)) if customer_id is not None else ("address", digest)
    await events.record(session, "mail_suppressed", subject=subject, by=by, data={"reason": reason.value})
    if customer_id is not None and reason is not SuppressionReason.BOUNCED:
        left = NewEvent("mails_refused", now, "mail", value=reason.value, customer_id=customer_id)
        await timeline.add_events(session, [left], received_at=now)
    return True


async def _note(session: Session, consent: Consent, name: str, *, by: Actor) -> None:
    subject = ("customer", str(consent.customer_id))
    data = {"purpose": consent.purpose.value, "source": consent.source, "wording": consent.wording}
    await events.record(session, name, subject=subject, by=by, data=data)
