"""The verbs of mailings: written, looked at, tried out on oneself, begun, sent bit by bit, held up, ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from content.catalogue.model import Company
from content.editions.model import Problem
from foundation import clock, events
from foundation.actor import Actor
from foundation.database import Session
from foundation.ids import new_id
from foundation.jobs import enqueue
from funnel.consent.model import Purpose
from funnel.errors import UnknownCustomer
from funnel.journey.mailing_audience import HAD_IT, NO_ADDRESS, NO_TEXT, sift
from funnel.journey.parts import Parts, company_day
from funnel.journey.permit import permit
from funnel.mailings import repository as mailings
from funnel.mailings.checks import problems_of
from funnel.mailings.errors import MailingChanged, MailingNotReady, WrongState
from funnel.mailings.form import content_from_json
from funnel.mailings.model import Content, Mailing, MailingState, Recipient, RecipientState
from funnel.mails import repository as mails
from funnel.mails.kinds import MAILING, MAILING_TRIAL
from funnel.mails.model import MailState, OutgoingMail
from funnel.people import repository as people
from funnel.permissions.model import MAY_SEND_MAILINGS

EVERY = 10.0
"""Seconds between two looks for whose turn it is."""
STOPPED = "stopped"
_GOING = {MailingState.RUNNING, MailingState.PAUSED}


def may_start(by: Actor) -> bool:
    """Say whether somebody may let mails to many go: a member of the staff by role, or another program with the key."""
    return by.kind != "staff" or bool(by.roles & MAY_SEND_MAILINGS)


async def write_mailing(session: Session, given: Mapping[str, Any], *, by: Actor) -> Mailing:
    """Store a new mailing as a draft, finished or not."""
    content = content_from_json(given)
    mailing = Mailing(new_id(), content, MailingState.DRAFT, 1, str(by), clock.now())
    await mailings.keep(session, mailing)
    await _note(session, mailing, "mailing_written", by=by)
    return mailing


async def change_mailing(
    session: Session, mailing_id: str, given: Mapping[str, Any], *, revision: int, by: Actor
) -> Mailing:
    """Change a draft that was read as `revision`. Raises UnknownMailing, MailingChanged where it is another or has begun."""
    mailing = await mailings.find(session, mailing_id, lock=True)
    if mailing.state is not MailingState.DRAFT or mailing.revision != revision:
        raise MailingChanged
    changed = replace(mailing, content=content_from_json(given), revision=revision + 1)
    await mailings.keep(session, changed)
    await _note(session, changed, "mailing_changed", by=by)
    return changed


def faults_of(content: Content, company: Company, *, by: Actor, locale: str) -> tuple[Problem, ...]:
    """Return what stands against starting a mailing, but for nobody getting it."""
    return problems_of(content, company, roles=by.roles, locale=locale, today=company_day(company))


async def start_mailing(
    session: Session, mailing_id: str, company: Company, *, revision: int, by: Actor, locale: str = "en"
) -> Mailing:
    """Begin a mailing that was looked at as `revision`: whom it is for is settled now, once for each.

    Raises UnknownMailing, MailingChanged, WrongState, MailingNotReady; whoever may not start one is refused by the caller.
    """
    mailing = await mailings.find(session, mailing_id, lock=True)
    if mailing.state is not MailingState.DRAFT:
        raise WrongState(mailing.state.value)
    if mailing.revision != revision:
        raise MailingChanged
    problems = faults_of(mailing.content, company, by=by, locale=locale)
    sifted = await sift(session, mailing.content, company) if not problems else []
    if not problems and all(each.code for each in sifted):
        problems = (Problem(("audience",), "nobody"),)
    if problems:
        raise MailingNotReady(problems)
    begun = replace(mailing, state=MailingState.RUNNING, started_by=str(by), started_at=clock.now())
    await mailings.keep(session, begun)
    recipients = [
        Recipient(
            each.customer.id,
            RecipientState.LEFT_OUT if each.code else RecipientState.WAITING,
            each.code or each.waits,
            each.due_at,
        )
        for each in sifted
    ]
    await mailings.add_recipients(session, mailing_id, recipients)
    await _note(session, begun, "mailing_started", by=by)
    return begun


async def pause_mailing(session: Session, mailing_id: str, *, by: Actor) -> Mailing:
    """Let nothing more of a mailing go for now; what is in the queue waits too. Raises UnknownMailing, WrongState."""
    return await _turn(session, mailing_id, before={MailingState.RUNNING}, after=MailingState.PAUSED, by=by)


async def resume_mailing(session: Session, mailing_id: str, *, by: Actor) -> Mailing:
    """Go on with a mailing. Raises UnknownMailing, WrongState."""
    return await _turn(session, mailing_id, before={MailingState.PAUSED}, after=MailingState.RUNNING, by=by)


async def stop_mailing(session: Session, mailing_id: str, *, by: Actor) -> Mailing:
    """End a mailing for good; whoever has not had it gets it no more. Raises UnknownMailing, WrongState."""
    stopped = await _turn(session, mailing_id, before=_GOING, after=MailingState.STOPPED, by=by)
    await mailings.leave_out_waiting(session, mailing_id, reason=STOPPED)
    return stopped


async def _turn(
    session: Session, mailing_id: str, *, before: set[MailingState], after: MailingState, by: Actor
) -> Mailing:
    mailing = await mailings.find(session, mailing_id, lock=True)
    if mailing.state not in before:
        raise WrongState(mailing.state.value)
    ended = clock.now() if after is MailingState.STOPPED else None
    turned = replace(mailing, state=after, ended_at=ended)
    await mailings.keep(session, turned)
    await _note(session, turned, f"mailing_{after.value}", by=by)
    return turned


async def try_out(session: Session, mailing_id: str, address: str, *, locale: str, by: Actor) -> str:
    """Send a mailing's text in one language to an address of one's own, as often as wanted; return the mail's id."""
    mailing = await mailings.find(session, mailing_id)
    mail = _mail(MAILING_TRIAL, f"{mailing.id}/{new_id()}", address, locale=locale, customer_id=None)
    await mails.add(session, mail)
    await enqueue(session, "send_mail", mail.id, key=mail.id)
    await _note(session, mailing, "mailing_tried", by=by)
    return mail.id


async def post_mailings(parts: Parts) -> int:
    """Put the next mails of running mailings into the queue, as many as may leave in this time; return how many were looked at."""
    company = await parts.company()
    async with parts.database.reading() as session:
        running = await mailings.running(session)
    looked_at, room = 0, max(1, round(parts.mailings_per_minute * EVERY / 60))
    for mailing_id in running:
        async with parts.database.reading() as session:
            turn = await mailings.due(session, mailing_id, at=clock.now(), limit=room - looked_at)
        for customer_id in turn:
            async with parts.database.transaction() as session:
                await _post(session, mailing_id, customer_id, company=company)
        looked_at += len(turn)
        async with parts.database.transaction() as session:
            await _finish(session, mailing_id)
        if looked_at >= room:
            break
    return looked_at


async def _post(session: Session, mailing_id: str, customer_id: int, *, company: Company) -> None:
    """Write the mail of one recipient, or say why there is none; the mailing and the customer are locked."""
    mailing = await mailings.find(session, mailing_id, lock=True)
    if mailing.state is not MailingState.RUNNING:
        return  # held up in between
    try:
        customer = await people.find_for_update(session, customer_id)
    except UnknownCustomer:
        return  # erased meanwhile, and the recipient with them
    verdict = await permit(session, customer, Purpose.MARKETING, company=company)
    if verdict.not_before is not None:
        stays = RecipientState.WAITING
        await mailings.settle(
            session, mailing_id, customer_id, state=stays, reason=verdict.code, due_at=verdict.not_before
        )
        return
    code = None if verdict.allowed else verdict.code
    if code is None and customer.locale not in mailing.content.texts:
        code = NO_TEXT
    if code is not None or customer.email is None:
        out, why = RecipientState.LEFT_OUT, code or NO_ADDRESS
        await mailings.settle(session, mailing_id, customer_id, state=out, reason=why)
        return
    mail = _mail(MAILING, mailing.content.reason, customer.email, locale=customer.locale, customer_id=customer_id)
    if await mails.add(session, mail) is None:
        await mailings.settle(session, mailing_id, customer_id, state=RecipientState.LEFT_OUT, reason=HAD_IT)
        return
    await mailings.settle(session, mailing_id, customer_id, state=RecipientState.POSTED, mail_id=mail.id)
    await enqueue(session, "send_mail", mail.id, key=mail.id)


async def _finish(session: Session, mailing_id: str) -> None:
    mailing = await mailings.find(session, mailing_id, lock=True)
    if mailing.state is MailingState.RUNNING and await mailings.count_waiting(session, mailing_id) == 0:
        await mailings.keep(session, replace(mailing, state=MailingState.DONE, ended_at=clock.now()))


def _mail(purpose: str, about: str, recipient: str, *, locale: str, customer_id: int | None) -> OutgoingMail:
    mail_id, now = new_id(), clock.now()
    return OutgoingMail(
        id=mail_id,
        message_id=f"<{purpose}.{mail_id}@tradewind>",
        customer_id=customer_id,
        purpose=purpose,
        about=about,
        recipient=recipient,
        locale=locale,
        state=MailState.WAITING,
        detail=None,
        created_at=now,
        updated_at=now,
    )


async def _note(session: Session, mailing: Mailing, name: str, *, by: Actor) -> None:
    data = {"revision": mailing.revision, "name": mailing.content.name}
    await events.record(session, name, subject=("mailing", mailing.id), by=by, data=data)
