"""A report goes out by mail to those who asked for it: once for each period, in their language, with PDF and workbook."""

from __future__ import annotations

from datetime import date

from content.catalogue.model import Company
from foundation import clock, events
from foundation.actor import Actor
from foundation.database import Session
from foundation.ids import new_id
from foundation.jobs import enqueue
from foundation.pdf import PressUnavailable
from funnel.errors import UnknownCustomer
from funnel.journey.dispatch import hand_over, settle_mail, take_waiting
from funnel.journey.parts import Parts
from funnel.mails import repository as mails
from funnel.mails.model import MailState, OutgoingMail
from funnel.market.compose import compose_market
from funnel.market.paper import market_paper
from funnel.permissions import repository as staff
from funnel.permissions.model import MAY_SEE_LEADS, Member
from funnel.ports import Attachment, Mail
from funnel.reports import repository
from funnel.reports.compose import compose
from funnel.reports.customer import compose_customer, customer_paper
from funnel.reports.due import due
from funnel.reports.letter import sheet_letter
from funnel.reports.model import Kind, Subscription
from funnel.reports.paper import Paper, print_paper, report_paper
from funnel.reports.workbook import sheet_workbook

PURPOSE = "report"
CUSTOMER = "customer"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


async def subscribe(session: Session, subscription: Subscription, *, by: Actor) -> None:
    """Send a kind of report to a member from now on, at the given hour."""
    await repository.keep(session, subscription)
    data = {"kind": subscription.kind.value, "hour": subscription.hour, "time_zone": subscription.time_zone}
    await events.record(session, "report_subscribed", subject=("staff", subscription.staff_id), by=by, data=data)


async def unsubscribe(session: Session, staff_id: str, kind: Kind, *, by: Actor) -> None:
    """Send a kind of report to a member no more."""
    await repository.drop(session, staff_id, kind)
    subject = ("staff", staff_id)
    await events.record(session, "report_unsubscribed", subject=subject, by=by, data={"kind": kind.value})


async def enqueue_due(session: Session, company: Company) -> int:
    """Enqueue every report that is due and was not sent; return how many."""
    now, zone = clock.now(), company.identity.time_zone
    members = {each.id: each for each in await staff.listed(session) if _may_read(each)}
    begun = 0
    for each in await repository.subscriptions(session):
        member, first = members.get(each.staff_id), due(each, now=now, company_zone=zone)
        if member is None or first is None:
            continue
        mail = await mails.add(session, _mail(member, f"{each.kind.value}/{first.isoformat()}", company=company))
        if mail is not None:
            await enqueue(session, "mail_report", mail.id, key=mail.id)
            begun += 1
    return begun


async def mail_customer_report(session: Session, company: Company, customer_id: int, *, to: Member) -> None:
    """Send the report of a customer to a member of staff; asked for twice within a minute, it goes once."""
    minute = clock.now().strftime("%Y%m%d%H%M")
    mail = await mails.add(session, _mail(to, f"{CUSTOMER}/{customer_id}/{minute}", company=company))
    if mail is not None:
        await enqueue(session, "mail_report", mail.id, key=mail.id)
        await events.record(
            session, "customer_report_mailed", subject=("customer", str(customer_id)), by=to.actor, data={}
        )


def _may_read(member: Member) -> bool:
    return member.disabled_at is None and member.may(MAY_SEE_LEADS)


def _mail(member: Member, about: str, *, company: Company) -> OutgoingMail:
    mail_id, now = new_id(), clock.now()
    domain = company.identity.sales_email.rpartition("@")[2]
    return OutgoingMail(
        id=mail_id,
        message_id=f"{mail_id}@{domain}",
        customer_id=None,
        purpose=PURPOSE,
        about=about,
        recipient=member.email,
        locale=member.locale,
        state=MailState.WAITING,
        detail=None,
        created_at=now,
        updated_at=now,
    )


async def mail_report(parts: Parts, mail_id: str) -> None:
    """Send one report. A kill after handing over leaves it `unconfirmed`, for a person to decide; never sent twice by itself."""
    company = await parts.company()
    async with parts.database.transaction() as session:
        outgoing = await take_waiting(session, mail_id)
    if outgoing is None:
        return
    paper = await _paper(parts, company, outgoing)
    if paper is None:
        async with parts.database.transaction() as session:
            await settle_mail(session, outgoing, MailState.WITHHELD, detail="erased")
        return
    message = await _message(parts, company, outgoing, paper=paper)
    async with parts.database.transaction() as session:
        await settle_mail(session, outgoing, MailState.SENDING, detail=None)
    await hand_over(parts, outgoing, message)


async def _paper(parts: Parts, company: Company, outgoing: OutgoingMail) -> Paper | None:
    """Compose what a mail carries; `about` is kind and first day, or `customer` and its id. None where the customer is no more."""
    kind, _, what = outgoing.about.partition("/")
    locale = outgoing.locale
    async with parts.database.reading() as session:
        if kind == CUSTOMER:
            try:
                return customer_paper(
                    await compose_customer(session, company, int(what.partition("/")[0])), company, locale
                )
            except UnknownCustomer:
                return None
        if kind == Kind.MARKET:
            return market_paper(await compose_market(session, company, day=date.fromisoformat(what)), company, locale)
        report = await compose(session, company, Kind(kind), day=date.fromisoformat(what))
        names = {each.id: each.name for each in await staff.listed(session)}
    return report_paper(report, company, locale, names=names)


async def _message(parts: Parts, company: Company, outgoing: OutgoingMail, *, paper: Paper) -> Mail:
    letter = sheet_letter(paper.written, company, address=f"{parts.public_url}{paper.address}")
    attachments = [Attachment(f"{paper.stem}.xlsx", sheet_workbook(paper.written), WORKBOOK)]
    try:
        pdf = await print_paper(paper, company, parts.press, media=parts.media)
        attachments.insert(0, Attachment(f"{paper.stem}.pdf", pdf, "application/pdf"))
    except PressUnavailable:
        pass  # the link leads to the page with the same content
    return Mail(
        message_id=outgoing.message_id,
        sender=parts.mail_from or company.identity.sales_email,
        recipient=outgoing.recipient,
        subject=letter.subject,
        text=letter.text,
        html=letter.html,
        locale=outgoing.locale,
        attachments=tuple(attachments),
    )
