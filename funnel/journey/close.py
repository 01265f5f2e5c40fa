"""A quote is closed: the buyer accepts or refuses, we withdraw it, its last day is over. The customer moves with it."""

from __future__ import annotations

from dataclasses import dataclass

from content.catalogue.model import Company
from foundation import clock
from foundation.actor import Actor
from foundation.database import Session
from funnel.journey.capture import tell_crm
from funnel.journey.judge import judge
from funnel.journey.observe import observe
from funnel.journey.post import post
from funnel.journey.quote import hold_customer
from funnel.journey.resend import address_of
from funnel.mails.kinds import ORDERED, RECEIVED, REFUSED, WITHDRAWN
from funnel.timeline.model import NewEvent
from quoting.closing import accept_quote, expire_quote, refuse_quote, withdraw_quote
from quoting.life import OPEN
from quoting.model import Answer, AnswerKind, Quote
from scoring.funnel_stages import rules_of


@dataclass(frozen=True, slots=True)
class Orderer:
    """Who orders: the name, the position in the company, and the address that confirmed it."""

    name: str
    role: str
    email: str


async def accept(session: Session, number: str, orderer: Orderer, *, company: Company, by: Actor) -> Quote:
    """Close a quote as ordered: its customer has returned the contract. Raises as `quoting.closing.accept_quote`."""
    await hold_customer(session, number)
    answer = Answer(AnswerKind.ACCEPTED, clock.now(), name=orderer.name, role=orderer.role, email=orderer.email)
    accepted = await accept_quote(session, number, answer, company=company, by=by)
    await _tell(session, accepted, "contract_returned", company=company, by=by)
    await _tell_sales(session, ORDERED, accepted, company=company)
    if accepted.answer is not None:
        await post(
            session,
            RECEIVED,
            number,
            recipient=accepted.answer.email,
            locale=accepted.locale,
            customer_id=accepted.customer,
        )
    return accepted


async def refuse(session: Session, number: str, reason: str, *, company: Company, by: Actor, text: str = "") -> Quote:
    """Close a quote as refused by the buyer. Raises as `quoting.closing.refuse_quote`."""
    await hold_customer(session, number)
    answer = Answer(AnswerKind.REFUSED, clock.now(), reason=reason, text=text)
    refused = await refuse_quote(session, number, answer, company=company, by=by)
    await _tell(session, refused, "quote_refused", company=company, by=by)
    await _tell_sales(session, REFUSED, refused, company=company)
    return refused


async def withdraw(session: Session, number: str, company: Company, *, by: Actor, text: str = "") -> Quote:
    """Take back a quote; a buyer who has it is told by mail. Raises as `quoting.closing.withdraw_quote`."""
    before = await hold_customer(session, number)
    withdrawn = await withdraw_quote(session, number, company, by=by, now=clock.now(), text=text)
    await _tell(session, withdrawn, None, company=company, by=by)
    if before.status in OPEN:  # what the buyer never had needs no taking back
        await tell_buyer(session, WITHDRAWN, withdrawn)
    return withdrawn


async def expire(session: Session, number: str, company: Company, *, by: Actor) -> Quote | None:
    """End a quote whose last day is over; None where it was answered or revised meanwhile."""
    await hold_customer(session, number)
    expired = await expire_quote(session, number, company, now=clock.now())
    if expired is not None:
        await _tell(session, expired, None, company=company, by=by)
    return expired


async def _tell(session: Session, quote: Quote, event: str | None, *, company: Company, by: Actor) -> None:
    """Bring what happened to the customer: the timeline and the stage, the grade, the CRM."""
    if quote.customer is None:
        return
    if event is not None:
        happened = NewEvent(event, clock.now(), "quote", value=quote.number, customer_id=quote.customer)
        await observe(session, happened, by=by, rules=rules_of(company))
    await judge(session, quote.customer, company)
    await tell_crm(session, quote.customer)


async def tell_buyer(session: Session, purpose: str, quote: Quote) -> None:
    """Put a mail about a quote in the post for whom it is for; without an address nobody is told."""
    recipient = await address_of(session, quote)
    if recipient is not None:
        await post(session, purpose, quote.number, recipient=recipient, locale=quote.locale, customer_id=quote.customer)


async def _tell_sales(session: Session, purpose: str, quote: Quote, *, company: Company) -> None:
    # no customer on it: an answer of our own to this mail is no answer of theirs
    sales = company.identity.sales_email
    await post(session, purpose, quote.number, recipient=sales, locale=company.locales[0])
