"""A mail comes in: put where it belongs, made a request, held back, or laid before a person. Each counts once, none is lost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from advisor.requests import Request
from content.catalogue.model import Company
from foundation import clock, events
from foundation.actor import Actor
from foundation.database import Session
from foundation.ids import new_id
from funnel.inbox import repository as inbox
from funnel.inbox.model import KeptFile, Match, ReceivedMail, Standing
from funnel.journey.belongs import Belonging, belonging
from funnel.journey.cadences import attend
from funnel.journey.capture import tell_crm
from funnel.journey.consents import object_to_mails, refuse_address, suppress_bounced
from funnel.journey.judge import judge
from funnel.journey.observe import observe
from funnel.journey.request import Envelope, take_request
from funnel.mails import repository as mails
from funnel.mails.inbound import fingerprint
from funnel.mails.model import MailState, OutgoingMail
from funnel.mails.said import wants_no_more
from funnel.people import repository as people
from funnel.permissions import repository as staff
from funnel.ports import InboundFile, InboundKind, InboundMail
from funnel.requests.errors import RequestError
from funnel.timeline.model import NewEvent
from scoring.funnel_stages import rules_of
from scoring.unwanted.texts import Intent, unwanted

_EVENTS = {InboundKind.REPLY: "mail_answered", InboundKind.BOUNCE: "mail_bounced"}
_FOR_A_PERSON = {InboundKind.REPLY, InboundKind.BOUNCE, InboundKind.UNREADABLE}
"""What somebody has to see where nobody can place it."""
_UNWANTED = {Intent.SPAM, Intent.PITCH}
_MARKED = "marked_spam"
LONGEST_REQUEST = 59_000
"""Characters of a mail with its files that are read as a request."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a mail: `about` is the number of the quote it concerns, `standing` None for a mail of our own."""

    kind: InboundKind
    about: str | None
    customer_id: int | None
    new: bool
    """The first time that it came."""
    standing: Standing | None = None
    matched: Match = Match.NONE
    request: str | None = None
    """The request for quotation that it became."""


async def receive(
    session: Session, inbound: InboundMail, company: Company, *, by: Actor, read: Request | None = None
) -> Receipt:
    """Keep a mail and do what follows from it; `read` is what it asks for, where that was looked at."""
    if await mails.find_answered(session, [inbound.message_id]) is not None:
        return Receipt(inbound.kind, None, None, new=False)  # ours, to our own sales
    where, is_ours = await belonging(session, inbound), await _is_ours(session, inbound.sender, company)
    if is_ours and where.matched is not Match.THREAD:
        where = Belonging()  # one of us passes something on
    kept = _kept(inbound, where)
    if not await inbox.add(session, kept):
        known = await inbox.find_digest(session, kept.digest)
        assert known is not None
        return _receipt(known, new=False)
    if where.outgoing is not None:
        await _note(session, inbound, where.outgoing, by=by)
    if inbound.kind is InboundKind.REPLY and not (is_ours and where.outgoing is not None):
        kept = await _follow(session, kept, inbound, company=company, by=by, read=read, is_ours=is_ours)
    return _receipt(kept, new=True)


async def heard_from(
    session: Session, customer_id: int, *, about: str | None, at: datetime, company: Company, by: Actor
) -> None:
    """Move a customer who wrote to us, with the plays, the grade and the CRM."""
    reply = NewEvent("reply_received", at, "mail", value=about, customer_id=customer_id)
    await observe(session, reply, by=by, rules=rules_of(company))
    await attend(session, customer_id, company)
    await judge(session, customer_id, company)
    await tell_crm(session, customer_id)


def request_text(subject: str, text: str, files: tuple[KeptFile, ...] | tuple[InboundFile, ...]) -> str:
    """Return a mail with what was read of its files as one request, the most telling parts first."""
    parts = [subject, text, *(f"{file.name}\n{file.text}" for file in files if file.text)]
    return "\n\n".join(part for part in parts if part.strip())[:LONGEST_REQUEST]


async def _note(session: Session, inbound: InboundMail, outgoing: OutgoingMail, *, by: Actor) -> None:
    """Tell of a mail of ours what came back about it."""
    if inbound.kind is InboundKind.BOUNCE:
        await mails.settle(session, outgoing.id, MailState.BOUNCED, at=clock.now(), detail=inbound.detail)
        await suppress_bounced(session, outgoing, by=by)
    if inbound.kind in _EVENTS:
        data = {"about": outgoing.about, "customer": outgoing.customer_id}
        await events.record(session, _EVENTS[inbound.kind], subject=("mail", outgoing.id), by=by, data=data)


async def _follow(
    session: Session,
    kept: ReceivedMail,
    inbound: InboundMail,
    *,
    company: Company,
    by: Actor,
    read: Request | None,
    is_ours: bool,
) -> ReceivedMail:
    """Do what a mail asks for that somebody wrote."""
    wishes = read is not None and read.is_wish
    if kept.matched in {Match.THREAD, Match.NUMBER} or (kept.matched is Match.SENDER and not wishes):
        if kept.customer_id is not None:
            at = min(inbound.sent_at or kept.received_at, kept.received_at)  # a sender's clock may be wrong
            await heard_from(session, kept.customer_id, about=kept.about, at=at, company=company, by=by)
            await _let_leave(session, kept, inbound, company=company, by=by)
        return kept
    if wants_no_more(inbound.subject, inbound.text) and not is_ours:
        await refuse_address(session, inbound.sender, by=by)
        return await _settled(session, kept, standing=Standing.FILED, detail="no_more_mails")
    verdict = unwanted(f"{inbound.subject}\n{inbound.text}", asks_for_goods=wishes)
    is_unwanted = verdict is not None and verdict.intent in _UNWANTED
    if kept.matched is Match.NONE and not is_ours and (is_unwanted or inbound.is_marked_spam):
        detail = verdict.intent.value if verdict else _MARKED
        return await _settled(session, kept, standing=Standing.HELD, detail=detail)
    if wishes and read is not None:
        return await ask(session, kept, company, by=by, read=read, is_ours=is_ours)
    return await _settled(session, kept, detail=verdict.intent.value) if verdict else kept


async def ask(
    session: Session, kept: ReceivedMail, company: Company, *, by: Actor, read: Request, is_ours: bool = False
) -> ReceivedMail:
    """Make a mail a request for quotation; one that cannot be read as one stays where it is."""
    text = request_text(kept.subject, kept.text, kept.files)
    envelope = Envelope(kept.digest, None if is_ours else kept.sender, kept.sender_name, read)
    source = kept.subject or kept.sender
    try:
        request, _ = await take_request(session, text, company, source=source, locale=read.locale, by=by, mail=envelope)
    except RequestError:
        return kept
    matched = Match.REQUEST if kept.matched is Match.NONE else kept.matched
    return await _settled(
        session,
        kept,
        standing=Standing.FILED,
        matched=matched,
        request_id=request.id,
        customer_id=request.customer_id or kept.customer_id,
    )


async def _let_leave(
    session: Session, kept: ReceivedMail, inbound: InboundMail, *, company: Company, by: Actor
) -> None:
    """End mails to a customer who says so from their own address; nobody says it for another."""
    assert kept.customer_id is not None
    customer = await people.find(session, kept.customer_id)
    own = (customer.email or "").lower() == inbound.sender.lower()
    if own and wants_no_more("", inbound.text):
        await object_to_mails(session, customer, company, by=by)


async def _settled(session: Session, kept: ReceivedMail, **columns: object) -> ReceivedMail:
    changed = await inbox.settle(session, kept.id, only_from=[kept.standing], **columns)
    return changed or kept


async def _is_ours(session: Session, sender: str, company: Company) -> bool:
    """Whether a mail says it is from one of us; anybody can say so, which is why it opens nothing."""
    sender = sender.lower()
    if sender == company.identity.sales_email.lower():
        return True
    return any(member.email.lower() == sender for member in await staff.listed(session))


def _kept(inbound: InboundMail, where: Belonging) -> ReceivedMail:
    unplaced = Standing.WAITING if inbound.kind in _FOR_A_PERSON else Standing.HELD
    return ReceivedMail(
        id=new_id(),
        digest=fingerprint(inbound),
        message_id=inbound.message_id,
        outgoing_id=where.outgoing.id if where.outgoing else None,
        customer_id=where.customer_id,
        kind=inbound.kind,
        sender=inbound.sender,
        sender_name=inbound.sender_name,
        subject=inbound.subject,
        text=inbound.text,
        detail=inbound.detail,
        files=tuple(KeptFile(file.name, file.size, file.text, file.note) for file in inbound.files),
        standing=Standing.FILED if where.matched is not Match.NONE else unplaced,
        matched=where.matched,
        about=where.about,
        request_id=None,
        received_at=clock.now(),
    )


def _receipt(kept: ReceivedMail, *, new: bool) -> Receipt:
    return Receipt(kept.kind, kept.about, kept.customer_id, new, kept.standing, kept.matched, kept.request_id)
