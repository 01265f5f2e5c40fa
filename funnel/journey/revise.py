"""A quote becomes another: its next revision, a copy for the same or another customer, a draft that is issued."""

from __future__ import annotations

from dataclasses import replace

from content.catalogue.model import Company
from foundation import clock
from foundation.actor import Actor
from foundation.database import Session
from funnel.journey.buyer import RECIPIENT, account_of
from funnel.journey.capture import tell_crm
from funnel.journey.judge import judge
from funnel.journey.observe import observe
from funnel.journey.quote import SENDABLE, dealings_of, hold_customer, post_quote
from funnel.people import repository as people
from funnel.timeline.model import NewEvent
from quoting.approvals.ask import explain
from quoting.drafts import copy_quote, issue_draft
from quoting.issue import require_quote
from quoting.model import Quote, QuoteRequest
from quoting.revise import revise_quote
from quoting.wish import Wish, request_of
from scoring.funnel_stages import rules_of


async def revise(
    session: Session, number: str, wish: Wish | QuoteRequest, *, company: Company, by: Actor, words: str = ""
) -> Quote:
    """Make the next revision of a quote; a known customer gets it by mail. Raises as `quoting.revise.revise_quote`.

    `words` are whoever asks' own, for whoever approves.
    """
    former = await hold_customer(session, number)
    earlier = await dealings_of(session, request_of(former, wish), but=former.root)
    new = await revise_quote(session, number, wish, company=company, by=by, now=clock.now(), earlier=earlier)
    await explain(session, new, words, by=by)
    await _bring(session, new, company)
    return new


async def copy(session: Session, number: str, company: Company, *, by: Actor, customer: int | None = None) -> Quote:
    """Make a draft with the lines of a quote. Raises UnknownCustomer, and as `quoting.drafts.copy_quote`."""
    source = await require_quote(session, number)
    recipient, account = None, frozenset[str]()
    if customer is not None:
        whom = await people.find_for_update(session, customer)
        account = account_of(whom)
        recipient = {name: getattr(whom, name) for name in RECIPIENT}
    else:
        await hold_customer(session, number)
    earlier = await dealings_of(session, replace(request_of(source), customer=customer or source.customer))
    return await copy_quote(
        session,
        number,
        company,
        by=by,
        now=clock.now(),
        customer=customer,
        recipient=recipient,
        account=account,
        earlier=earlier,
    )


async def issue(session: Session, number: str, company: Company, *, by: Actor, words: str = "") -> Quote:
    """Issue a draft; a known customer moves on and gets it by mail. Raises as `quoting.drafts.issue_draft`."""
    draft = await hold_customer(session, number)
    root = await root_of(session, draft)
    earlier = await dealings_of(session, request_of(draft), but=root)
    issued = await issue_draft(session, number, company, by=by, now=clock.now(), earlier=earlier)
    if issued.customer is not None and issued.revision == 1:
        asked = NewEvent("quote_requested", clock.now(), "desk", value=issued.number, customer_id=issued.customer)
        await observe(session, asked, by=by, rules=rules_of(company))
    await explain(session, issued, words, by=by)
    await _bring(session, issued, company)
    return issued


async def root_of(session: Session, quote: Quote) -> str:
    """Return the number that all revisions share, for the draft of one too."""
    return (await require_quote(session, quote.revises)).root if quote.revises else quote.root


async def _bring(session: Session, quote: Quote, company: Company) -> None:
    if quote.customer is None:
        return
    await judge(session, quote.customer, company)
    if quote.status in SENDABLE:
        await post_quote(session, quote, quote.customer, address=quote.recipient.get("email"))
    await tell_crm(session, quote.customer)
