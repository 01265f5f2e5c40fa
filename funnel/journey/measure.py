"""Mails are measured where their reader agreed: what is fetched is watched for a moment, and a person's becomes an event."""

from __future__ import annotations

from collections.abc import Iterable

from content.catalogue.model import Company
from foundation import clock
from foundation.actor import Actor
from foundation.database import Session
from funnel.consent import repository as consents
from funnel.consent.model import ConsentState, Purpose
from funnel.errors import UnknownCustomer
from funnel.journey.capture import tell_crm
from funnel.journey.judge import judge
from funnel.journey.observe import observe
from funnel.journey.parts import Parts
from funnel.mails import repository as mails
from funnel.mails.kinds import UNASKED
from funnel.mails.model import MailState, OutgoingMail
from funnel.measuring import repository as measuring
from funnel.measuring.judging import COUNTED_FOR, WAIT, judge_fetches
from funnel.measuring.link import following_key, opening_key
from funnel.measuring.model import SOURCE, Fetch, Sign, Standing
from funnel.people import repository as people
from funnel.timeline import repository as timeline
from funnel.timeline.model import NewEvent
from funnel.visits.repository import visitors
from scoring.funnel_stages import rules_of

BY = Actor.visitor("mail-link")
AT_ONCE = 200
"""How many mails one look judges."""
_EVENTS = {Sign.OPEN: "mail_open", Sign.CLICK: "mail_click"}
_ON_THE_WAY = {MailState.WAITING, MailState.SENDING}


async def may_measure(session: Session, customer_id: int) -> bool:
    """Say whether a customer agreed to it: by a consent of its own, or on our pages, where they asked to be remembered.

    A consent that was taken back outranks what was agreed to on a page.
    """
    own = (await consents.of_customer(session, customer_id)).get(Purpose.MEASURING)
    if own is not None:
        return own.state is ConsentState.GIVEN
    return await visitors.covers_mails(session, customer_id)


async def is_measured(session: Session, outgoing: OutgoingMail) -> bool:
    """Say whether a mail that is about to leave is measured, and keep that: only one that nobody asked for, to who agreed."""
    if outgoing.purpose not in UNASKED or outgoing.customer_id is None:
        return False
    measured = await may_measure(session, outgoing.customer_id)
    await mails.mark_measured(session, outgoing.id, measured=measured)
    return measured


def measured_links(parts: Parts, outgoing: OutgoingMail, addresses: Iterable[str]) -> dict[str, str]:
    """Return by which address of ours each page of ours is reached, so that it is noticed; other sites are left alone."""
    site = f"{parts.public_url}/"
    found = {}
    for address in addresses:
        if address.startswith(site):
            key = following_key(outgoing.id, address.removeprefix(parts.public_url), parts.secret)
            found[address] = f"{parts.public_url}/{outgoing.locale}/mails/go?key={key}"
    return found


def picture_of(parts: Parts, outgoing: OutgoingMail) -> str:
    """Return the address of a mail's picture."""
    return f"{parts.public_url}/{outgoing.locale}/mails/seen.gif?key={opening_key(outgoing.id, parts.secret)}"


async def note_fetch(session: Session, mail_id: str, sign: Sign, *, target: str = "", standing: Standing) -> bool:
    """Keep that a measured mail's picture or link was fetched; say whether that is news."""
    mail = await mails.look_up(session, mail_id)
    if mail is None or mail.state is MailState.BOUNCED or clock.now() - mail.created_at > COUNTED_FOR:
        return False
    return await measuring.note(session, mail_id, sign, target=target, standing=standing, at=clock.now())


async def count_signs(parts: Parts) -> int:
    """Judge the fetches that were watched long enough; return of how many mails."""
    company = await parts.company()
    async with parts.database.reading() as session:
        waiting = await measuring.pending(session, before=clock.now() - WAIT, limit=AT_ONCE)
    for mail_id in waiting:
        async with parts.database.transaction() as session:
            await _count(session, mail_id, company)
    return len(waiting)


async def _count(session: Session, mail_id: str, company: Company) -> None:
    mail = await mails.look_up(session, mail_id)
    fetches = await measuring.of_mail(session, mail_id)
    pending = [each.id for each in fetches if each.standing is Standing.PENDING]
    if mail is None or mail.customer_id is None or not await may_measure(session, mail.customer_id):
        await measuring.drop(session, pending)
        return
    if mail.state in _ON_THE_WAY:
        return  # it will have left in a moment
    try:
        await people.find_for_update(session, mail.customer_id)
    except UnknownCustomer:
        return  # erased meanwhile, and the mail with them
    verdicts = judge_fetches(fetches, sent_at=mail.updated_at)
    await measuring.settle(session, verdicts)
    await measuring.drop(session, [each for each in pending if each not in verdicts])
    counted = [each for each in fetches if verdicts.get(each.id) is Standing.COUNTED]
    for each in counted:
        await observe(session, _event(mail.customer_id, each), by=BY, rules=rules_of(company))
    if counted:
        await judge(session, mail.customer_id, company)
        await tell_crm(session, mail.customer_id)


def _event(customer_id: int, fetch: Fetch) -> NewEvent:
    return NewEvent(_EVENTS[fetch.sign], fetch.at, SOURCE, value=fetch.target or None, customer_id=customer_id)


async def forget_measured(session: Session, customer_id: int) -> None:
    """Delete what was measured of a customer who agrees no more; mails that lie with them are noticed no more either."""
    await measuring.forget(session, customer_id)
    await timeline.forget_source(session, customer_id, source=SOURCE)
