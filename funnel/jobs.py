"""The funnel's durable jobs and ticks: they take ids, and do what `journey/deliver.py` says."""

from __future__ import annotations

from datetime import timedelta

from foundation import clock
from foundation.jobs import enqueue, job, tick
from funnel.consent.law import WAITS
from funnel.crm import repository as crm
from funnel.crm.model import CrmState
from funnel.journey.cadences import follow, run_due
from funnel.journey.close import expire
from funnel.journey.deliver import mail_quote, push_customer
from funnel.journey.dispatch import send
from funnel.journey.mailbox import read_mailbox
from funnel.journey.mailing_letters import PAUSED
from funnel.journey.mailings import EVERY, post_mailings
from funnel.journey.measure import count_signs
from funnel.journey.parts import Parts, company_day
from funnel.journey.report_mails import enqueue_due, mail_report
from funnel.journey.resend import remind
from funnel.journey.reweigh import judge_open
from funnel.journey.staff_reminders import remind_staff
from funnel.journey.stand import lose_silent
from funnel.journey.visit import forget_old
from funnel.mails import repository as mails
from quoting.answers import repository as answers
from quoting.closing import SYSTEM
from quoting.life import Deed, sources

STUCK_AFTER = timedelta(minutes=1)
PUT_OFF_FOR = timedelta(minutes=15)
_bound: list[Parts] = []


def bind(parts: Parts) -> None:
    """Give the jobs what they work with; called once by wiring before the jobs are launched."""
    _bound[:] = [parts]


@job("push_lead")
async def push_lead(customer_id: int) -> None:
    """Carry a customer to the CRM."""
    await push_customer(_bound[0], customer_id)


@job("mail_quote")
async def send_quote(mail_id: str) -> None:
    """Mail a quote to its buyer."""
    await mail_quote(_bound[0], mail_id)


@job("send_mail")
async def send_mail(mail_id: str) -> None:
    """Send a mail that is no quote."""
    await send(_bound[0], mail_id)


@job("mail_report")
async def send_report(mail_id: str) -> None:
    """Mail a report to the member of staff who asked for it."""
    await mail_report(_bound[0], mail_id)


@job("judge_open_customers")
async def judge_open_customers() -> None:
    """Judge everybody open by the weights that hold now."""
    await judge_open(_bound[0].database, await _bound[0].company())


@tick("mail_reports", every=60)
async def mail_reports() -> None:
    """Begin with the reports whose hour has come."""
    parts = _bound[0]
    company = await parts.company()
    async with parts.database.transaction() as session:
        await enqueue_due(session, company)


@tick("send_mails_put_off", every=300)
async def send_mails_put_off() -> None:
    """Try mails again that had to wait for the morning of their recipient, or for a mail just before."""
    parts = _bound[0]
    now = clock.now()
    async with parts.database.transaction() as session:
        for mail_id in await mails.put_off(session, reasons=(*WAITS, PAUSED), before=now - PUT_OFF_FOR):
            await enqueue(session, "send_mail", mail_id, key=f"{mail_id}-{int(now.timestamp())}")


@tick("read_mailbox", every=20)
async def look_into_mailbox() -> None:
    """Take in the mails that came."""
    await read_mailbox(_bound[0])


@tick("remind_of_quotes", every=1800)
async def remind_of_quotes() -> None:
    """Remind buyers of quotes that end soon, each once."""
    parts = _bound[0]
    company = await parts.company()
    async with parts.database.transaction() as session:
        await remind(session, company)


@tick("remind_staff", every=300)
async def remind_the_staff() -> None:
    """Remind the staff of what waits for them, once for each reason."""
    parts = _bound[0]
    company = await parts.company()
    async with parts.database.transaction() as session:
        await remind_staff(session, company)


@tick("expire_quotes", every=300)
async def expire_quotes() -> None:
    """End quotes whose last day is over, each by itself."""
    parts = _bound[0]
    company = await parts.company()
    async with parts.database.reading() as session:
        # where the buyer's day is ahead of ours, it is over before; `expire` looks at the buyer's own
        day = company_day(company) + timedelta(days=1)
        over = await answers.past_last_day(session, sources(Deed.EXPIRE), day=day)
    for number in over:
        async with parts.database.transaction() as session:
            await expire(session, number, company, by=SYSTEM)


@tick("forget_old_visits", every=3600)
async def forget_old_visits() -> None:
    """Delete what is kept of visits no longer than promised."""
    await forget_old(_bound[0])


@tick("follow_playbook", every=10)
async def follow_playbook() -> None:
    """Begin and end plays by what happened, and do the steps that are due."""
    await follow(_bound[0])
    await run_due(_bound[0])


@tick("count_mail_signs", every=10)
async def count_mail_signs() -> None:
    """Count what people opened and followed in mails, and leave out what machines did."""
    await count_signs(_bound[0])


@tick("post_mailings", every=EVERY)
async def post_the_mailings() -> None:
    """Send the next mails of mailings that run."""
    await post_mailings(_bound[0])


@tick("lose_silent_customers", every=3600)
async def lose_silent_customers() -> None:
    """Close customers that have been silent for longer than the pack says."""
    await lose_silent(_bound[0])


@tick("push_waiting_leads", every=60)
async def push_waiting_leads() -> None:
    """Try again what waits since the CRM was down for long, and what waited for a CRM to be configured."""
    parts = _bound[0]
    now = clock.now()
    states = [CrmState.PENDING]
    if parts.crm.name != "none":
        states.append(CrmState.NOT_CONFIGURED)
    async with parts.database.transaction() as session:
        for link in await crm.waiting(session, states):
            if now - link.updated_at >= STUCK_AFTER or link.state is CrmState.NOT_CONFIGURED:
                key = f"{link.customer_id}-{link.revision}-{int(now.timestamp())}"
                await enqueue(session, "push_lead", link.customer_id, key=key)
