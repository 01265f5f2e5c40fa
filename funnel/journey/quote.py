"""A quote is asked for: priced, checked, numbered and issued in one transaction; its PDF and its mail follow as jobs."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

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
from funnel.timeline import repository as timeline
from funnel.timeline.model import NewEvent
from quoting import repository as quotes
from quoting.approvals.ask import explain
from quoting.approvals.change import change_quote
from quoting.earlier import NOTHING, Earlier, given_in
from quoting.issue import approve_quote, issue_quote, require_quote
from quoting.model import Quote, QuoteRequest, QuoteStatus
from scoring.funnel_stages import rules_of

OPEN = {QuoteStatus.ISSUED, QuoteStatus.VIEWED, QuoteStatus.WAITING}
ORDERED = frozenset({"contract_returned", "payment_received"})
"""What tells of an order that no quote of ours was accepted for."""
SENDABLE = {QuoteStatus.ISSUED, QuoteStatus.VIEWED}
"""Quotes that a buyer may have: the visitor may have opened the PDF before giving an address."""


async def quote(session: Session, request: QuoteRequest, company: Company, *, by: Actor, words: str = "") -> Quote:
    """Issue a quote, or put it before a supervisor where it is past authority; a known customer moves on and gets it by mail.

    `words` are whoever asks' own, for whoever approves.
    """
    repeated = await _repeated(session, request, company)
    if repeated is not None and repeated.customer == request.customer:
        return repeated
    issued = repeated or await issue_quote(
        session, request, company, by=by, now=clock.now(), earlier=await dealings_of(session, request)
    )
    if not repeated:
        await explain(session, issued, words, by=by)
    if request.customer is not None:
        address = request.recipient.get("email")
        await note_quote(session, issued, request.customer, company=company, by=by, address=address)
    return issued


async def dealings_of(session: Session, request: QuoteRequest, *, but: str | None = None) -> Earlier:
    """Return what the open quotes of the same customer concede, which counts with what is asked for now by value, and whether they ordered.

    `but` is the root of the quote that is asked for: its own revisions do not count twice.
    """
    if request.customer is None:
        return NOTHING
    known = await quotes.list_quotes(session, customer=request.customer)
    given = [given_in(one) for one in known if one.status in OPEN and one.root != but and not one.discount.is_zero]
    ordered = any(one.status is QuoteStatus.ACCEPTED for one in known)
    if not ordered:
        done = await timeline.behaviour_of(session, {request.customer})
        ordered = any(one.event_type in ORDERED for one in done[request.customer])
    return Earlier(tuple(given), ordered)


async def _repeated(session: Session, request: QuoteRequest, company: Company) -> Quote | None:
    """Return the open quote of the conversation that this wish only repeats.

    An answer may be lost on its way (a dropped line, a killed process): asked again, there is still one quote and one mail.
    """
    if request.conversation is None:
        return None
    for known in await quotes.list_quotes(session, conversation=request.conversation):
        if known.status in OPEN and known.content_generation == company.generation and _same(known, request):
            return known
    return None


def _same(known: Quote, request: QuoteRequest) -> bool:
    wished = [
        (line.sku, line.quantity, tuple(line.options), request.discount if line.discount is None else line.discount)
        for line in request.lines
    ]
    terms = "incoterm" in known.assumptions if request.incoterm is None else known.incoterm == request.incoterm.strip()
    return (
        terms
        and (known.locale, known.currency, known.country) == (request.locale, request.currency, request.country)
        and wished == [(line.sku, line.quantity, line.options, line.discount) for line in known.lines]
        and all(known.recipient.get(name) == value for name, value in request.recipient.items())
    )


async def note_quote(
    session: Session, issued: Quote, customer_id: int, *, company: Company, by: Actor, address: str | None = None
) -> None:
    """Bring a quote to a customer: the stage moves, the grade is judged anew, the mail and the CRM's push are enqueued.

    `address` is where the buyer of this very conversation wants it; the customer, known by a telephone that several share, may
    have another one.
    """
    await people.lock(session, {customer_id})
    if issued.customer is None:
        assert issued.conversation is not None
        await quotes.assign_customer(session, issued.conversation, customer_id)
    requested = NewEvent("quote_requested", issued.created_at, "advisor", value=issued.number, customer_id=customer_id)
    await observe(session, requested, by=by, rules=rules_of(company))
    await judge(session, customer_id, company)
    if issued.status in SENDABLE:
        await post_quote(session, issued, customer_id, address=address)
    await tell_crm(session, customer_id)


async def hold_customer(session: Session, number: str) -> Quote:
    """Return a quote whose customer nobody changes meanwhile: it is held before the quote's root. Raises QuoteNotFound."""
    found = await require_quote(session, number)
    if found.customer is not None:
        await people.lock(session, {found.customer})
    return found


async def approve(session: Session, number: str, *, company: Company, by: Actor, reason: str) -> Quote:
    """Issue a waiting quote; a known customer gets it by mail. Raises as `quoting.issue.approve_quote`."""
    await hold_customer(session, number)
    approved = await approve_quote(session, number, company, by=by, now=clock.now(), reason=reason)
    if approved.customer is not None:
        await post_quote(session, approved, approved.customer, address=approved.recipient.get("email"))
        await tell_crm(session, approved.customer)
    return approved


async def change(
    session: Session, number: str, discounts: Mapping[int, Decimal], *, company: Company, by: Actor, reason: str
) -> Quote:
    """Issue a waiting quote with other discounts; a known customer gets it by mail. Raises as `change_quote`."""
    waiting = await hold_customer(session, number)
    wish = QuoteRequest(waiting.locale, waiting.currency, (), customer=waiting.customer)
    earlier = await dealings_of(session, wish, but=waiting.root)
    changed = await change_quote(
        session, number, discounts, company=company, by=by, now=clock.now(), reason=reason, earlier=earlier
    )
    if changed.customer is not None:
        await post_quote(session, changed, changed.customer, address=changed.recipient.get("email"))
        await tell_crm(session, changed.customer)
    return changed


async def post_quote(session: Session, issued: Quote, customer_id: int, *, address: str | None) -> None:
    """Enqueue the mail that carries a quote, to an address or the customer's own; the same quote goes to it once."""
    recipient = address or (await people.find(session, customer_id)).email
    if not recipient:
        return
    now = clock.now()
    mail_id = new_id()
    mail = OutgoingMail(
        id=mail_id,
        message_id=f"<{issued.number.lower()}.{mail_id}@tradewind>",
        customer_id=customer_id,
        purpose="quote",
        about=issued.number,
        recipient=recipient,
        locale=issued.locale,
        state=MailState.WAITING,
        detail=None,
        created_at=now,
        updated_at=now,
    )
    if await mails.add(session, mail) is not None:
        await enqueue(session, "mail_quote", mail_id, key=mail_id)
