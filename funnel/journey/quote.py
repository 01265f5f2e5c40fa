"""A quote is asked for: priced, checked, numbered and issued in one transaction; its PDF and its mail follow as jobs."""

from __future__ import annotations

from content.catalogue.model import Company
from foundation import clock
from foundation.actor import Actor
from foundation.database import Session
from foundation.ids import new_id
from foundation.jobs import enqueue
from funnel.journey.capture import tell_crm
from funnel.journey.judge import judge
from funnel.journey.observe import observe
from funnel.mails import repository as mails
from funnel.mails.model import MailState, OutgoingMail
from funnel.people import repository as people
from funnel.timeline.model import NewEvent
from quoting import repository as quotes
from quoting.issue import issue_quote
from quoting.model import Quote, QuoteRequest, QuoteStatus

SENDABLE = {QuoteStatus.ISSUED, QuoteStatus.VIEWED}
"""Quotes that a buyer may have: the visitor may have opened the PDF before giving an address."""


async def quote(session: Session, request: QuoteRequest, company: Company, *, by: Actor) -> Quote:
    """Issue a quote, or put it before a supervisor where it is past authority; a known customer moves on and gets it by mail."""
    issued = await issue_quote(session, request, company, by=by, now=clock.now())
    if request.customer is not None:
        await note_quote(session, issued, request.customer, company, by=by)
    return issued


async def note_quote(session: Session, issued: Quote, customer_id: int, company: Company, *, by: Actor) -> None:
    """Bring a quote to a customer: the stage moves, the grade is judged anew, the mail and the CRM's push are enqueued."""
    if issued.customer is None:
        assert issued.conversation is not None
        await quotes.assign_customer(session, issued.conversation, customer_id)
    requested = NewEvent("quote_requested", issued.created_at, "advisor", value=issued.number, customer_id=customer_id)
    await observe(session, requested, by=by)
    await judge(session, customer_id, company)
    if issued.status in SENDABLE:
        await _mail(session, issued, customer_id)
    await tell_crm(session, customer_id)


async def _mail(session: Session, issued: Quote, customer_id: int) -> None:
    customer = await people.find(session, customer_id)
    if not customer.email:
        return
    now = clock.now()
    mail_id = new_id()
    mail = OutgoingMail(
        id=mail_id,
        message_id=f"<{issued.number.lower()}.{mail_id}@tradewind>",
        customer_id=customer_id,
        purpose="quote",
        about=issued.number,
        recipient=customer.email,
        locale=issued.locale,
        state=MailState.WAITING,
        detail=None,
        created_at=now,
        updated_at=now,
    )
    if await mails.add(session, mail) is not None:
        await enqueue(session, "mail_quote", mail_id, key=mail_id)
