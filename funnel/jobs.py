"""The funnel's durable jobs and ticks: they take ids, and do what `journey/deliver.py` says."""

from __future__ import annotations

from datetime import timedelta

from foundation import clock
from foundation.jobs import enqueue, job, tick
from funnel.crm import repository as crm
from funnel.crm.model import CrmState
from funnel.journey.deliver import mail_quote, push_customer
from funnel.journey.parts import Parts

STUCK_AFTER = timedelta(minutes=1)
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
