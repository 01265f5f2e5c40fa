"""A mail leaves: asked whether it may, composed, handed over once. A kill after handing over leaves it for a person to decide."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace

from content.catalogue.model import Company
from foundation import clock, events
from foundation.actor import Actor
from foundation.database import Session
from foundation.jobs import RetryLater
from foundation.locales import translator
from funnel.consent import repository as consents
from funnel.consent.link import confirming_key, leaving_headers, leaving_key
from funnel.consent.model import ConsentState, Purpose
from funnel.inbox import repository as inbox
from funnel.journey.mailing_letters import MAILING_LETTERS
from funnel.journey.measure import is_measured, measured_links, picture_of
from funnel.journey.parts import Parts
from funnel.journey.permit import permit
from funnel.journey.play_letters import PLAY_LETTERS
from funnel.journey.quote_letters import QUOTE_LETTERS
from funnel.journey.staff_letters import STAFF_LETTERS
from funnel.mails import repository as mails
from funnel.mails.kinds import CONFIRMATION, KINDS
from funnel.mails.letter import Draft, write_letter
from funnel.mails.model import HeldUp, MailState, OutgoingMail
from funnel.people import repository as people
from funnel.ports import Mail, MailRefused, MailUnavailable, MailUnconfirmed

RETRY_SECONDS = 15.0
SYSTEM = Actor.system("delivery")

Composer = Callable[[Session, Parts, OutgoingMail], Awaitable[Draft | None]]
"""Words a mail in its own language from what is on record; None where there is no reason for it any more."""


async def send(parts: Parts, mail_id: str) -> None:
    """Send one mail. What may not go now keeps waiting, what may not go at all is withheld, each with the reason."""
    company = await parts.company()
    async with parts.database.transaction() as session:
        outgoing = await take_waiting(session, mail_id)
        if outgoing is None:
            return
        draft = await _permitted(session, parts, outgoing, company=company)
        if draft is None:
            return
        draft = await _with_signs(session, parts, outgoing, draft=draft)
        thread = await inbox.thread_before(session, outgoing, root=draft.thread) if draft.thread else []
        await settle_mail(session, outgoing, MailState.SENDING, detail=None)
    message = _mail(parts, company, outgoing, draft=draft)
    await hand_over(parts, outgoing, replace(message, headers={**message.headers, **threading_headers(thread)}))


INTERRUPTED = "interrupted while it was handed over"


async def _permitted(session: Session, parts: Parts, outgoing: OutgoingMail, *, company: Company) -> Draft | None:
    """Return what the mail says; None where it may not go, which is kept with the mail."""
    purpose = KINDS[outgoing.purpose]
    if purpose is not Purpose.TRANSACTIONAL:
        if outgoing.customer_id is None:  # erased meanwhile
            await settle_mail(session, outgoing, MailState.WITHHELD, detail="no_address")
            return None
        customer = await people.find_for_update(session, outgoing.customer_id)
        verdict = await permit(session, customer, purpose, company=company)
        if not verdict.allowed:
            state = MailState.WAITING if verdict.not_before else MailState.WITHHELD
            await settle_mail(session, outgoing, state, detail=verdict.code)
            return None
    try:
        draft = await COMPOSERS[outgoing.purpose](session, parts, outgoing)
    except HeldUp as held:
        await settle_mail(session, outgoing, MailState.WAITING, detail=held.code)
        return None
    if draft is None:
        await settle_mail(session, outgoing, MailState.WITHHELD, detail="no_reason")
    return draft


async def _with_signs(session: Session, parts: Parts, outgoing: OutgoingMail, *, draft: Draft) -> Draft:
    """Let it be noticed when a mail is opened and its links are followed, where its reader agreed to that."""
    if not await is_measured(session, outgoing):
        return draft
    addresses = [*(address for _, address in draft.links), *(card.address for card in draft.cards)]
    follow = measured_links(parts, outgoing, addresses)
    return replace(draft, follow=follow, picture=picture_of(parts, outgoing))


def leaving_page(parts: Parts, outgoing: OutgoingMail) -> str:
    """Return the address by which the recipient of a mail ends further ones."""
    key = leaving_key(outgoing.id, outgoing.recipient, parts.secret)
    return f"{parts.public_url}/{outgoing.locale}/mails/leave?key={key}"


def _mail(parts: Parts, company: Company, outgoing: OutgoingMail, *, draft: Draft) -> Mail:
    leaving = None if KINDS[outgoing.purpose] is Purpose.TRANSACTIONAL else leaving_page(parts, outgoing)
    letter = write_letter(replace(draft, leaving=leaving), company)
    return Mail(
        message_id=outgoing.message_id,
        sender=parts.mail_from or company.identity.sales_email,
        recipient=outgoing.recipient,
        subject=letter.subject,
        text=letter.text,
        html=letter.html,
        locale=outgoing.locale,
        headers=leaving_headers(leaving) if leaving else {},
    )


def threading_headers(thread: Sequence[str]) -> dict[str, str]:
    """Return the headers that put a mail behind those of a thread, oldest first (RFC 5322, 3.6.4)."""
    return {"In-Reply-To": thread[-1], "References": " ".join(thread[-20:])} if thread else {}


async def take_waiting(session: Session, mail_id: str) -> OutgoingMail | None:
    """Return a mail that waits to be sent; None for every other, and one whose sending was cut off is shown as unconfirmed."""
    outgoing = await mails.find(session, mail_id)
    if outgoing.state is MailState.SENDING:
        await settle_mail(session, outgoing, MailState.UNCONFIRMED, detail=INTERRUPTED)
    return outgoing if outgoing.state is MailState.WAITING else None


async def hand_over(parts: Parts, outgoing: OutgoingMail, message: Mail) -> None:
    """Hand a mail over whose state is `sending`, and keep what became of it. Raises RetryLater while the server is away."""
    if await _is_to_nobody(parts, outgoing):
        await _settled(parts, outgoing, MailState.WITHHELD, detail="demonstration")
        return
    try:
        where = await parts.mailer.send(message)
    except MailUnavailable as unavailable:
        await _settled(parts, outgoing, MailState.WAITING, detail=str(unavailable))
        raise RetryLater(RETRY_SECONDS, str(unavailable)) from unavailable
    except MailUnconfirmed as unconfirmed:
        await _settled(parts, outgoing, MailState.UNCONFIRMED, detail=str(unconfirmed))
    except MailRefused as refused:
        await _settled(parts, outgoing, MailState.REFUSED, detail=str(refused))
    else:
        await _settled(parts, outgoing, MailState.SENT, detail=where)


async def _is_to_nobody(parts: Parts, outgoing: OutgoingMail) -> bool:
    """Say whether a mail is for a customer whom a demonstration invented."""
    if outgoing.customer_id is None:
        return False
    async with parts.database.reading() as session:
        return bool(await people.invented(session, [outgoing.customer_id]))


async def _settled(parts: Parts, outgoing: OutgoingMail, state: MailState, *, detail: str | None) -> None:
    async with parts.database.transaction() as session:
        await settle_mail(session, outgoing, state, detail=detail)


async def settle_mail(session: Session, outgoing: OutgoingMail, state: MailState, *, detail: str | None) -> None:
    """Keep the state of a mail; one that was sent or withheld is an event of its customer."""
    await mails.settle(session, outgoing.id, state, at=clock.now(), detail=detail)
    if state in _TOLD and outgoing.customer_id is not None:
        subject = ("customer", str(outgoing.customer_id))
        data = {"purpose": outgoing.purpose, "about": outgoing.about}
        if state is MailState.WITHHELD:
            data["reason"] = detail or ""
        await events.record(session, _TOLD[state], subject=subject, by=SYSTEM, data=data)


_TOLD = {MailState.SENT: "mail_sent", MailState.WITHHELD: "mail_withheld"}


async def _confirmation(session: Session, parts: Parts, outgoing: OutgoingMail) -> Draft | None:
    """Ask for the click that confirms a consent; it says nothing else, or it would itself be what was not agreed to yet."""
    consent = await consents.look_up(session, outgoing.about)
    if consent is None or consent.state is not ConsentState.PENDING:
        return None
    say = translator("funnel", "funnel", outgoing.locale).gettext
    company = await parts.company()
    page = f"{parts.public_url}/{outgoing.locale}/mails/confirm?key={confirming_key(consent.id, parts.secret)}"
    return Draft(
        locale=outgoing.locale,
        subject=say("Please confirm your e-mail address") + f" · {company.identity.name}",
        paragraphs=(
            say("Somebody gave us this address and agreed to the following:"),
            consent.wording,
            say("Please confirm it with the link below. If it was not you, do nothing: you will hear no more from us."),
        ),
        links=((say("Confirm:"), page),),
    )


COMPOSERS: Mapping[str, Composer] = {
    CONFIRMATION: _confirmation,
    **QUOTE_LETTERS,
    **PLAY_LETTERS,
    **STAFF_LETTERS,
    **MAILING_LETTERS,
}
