"""A request for quotation comes in: it is read to lines and open points, its sender becomes a customer, and a draft waits for a person."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import PurePath
from typing import Any

from advisor.requests import Gap, Request, read_request
from content.catalogue.model import Company
from content.catalogue.queries import currency_for
from content.knowledge.formats import kind_of
from content.knowledge.formats.isolated import reader
from foundation import clock, events
from foundation.actor import Actor
from foundation.database import Session
from foundation.ids import new_id
from funnel.journey.capture import capture
from funnel.journey.parts import company_day
from funnel.people import repository as people
from funnel.people.model import NewCustomer
from funnel.requests import repository as requests
from funnel.requests.errors import RequestEmpty, RequestGone, RequestTooLong
from funnel.requests.model import KeptRequest
from quoting import repository as quotes
from quoting.closing import withdraw_quote
from quoting.drafts import draft_quote
from quoting.errors import QuotingError
from quoting.model import Quote, QuoteRequest, QuoteStatus, RequestedLine

LONGEST = 60_000
"""Characters of a request; longer ones are no requests."""
SOURCE = "request"


async def text_of(name: str, content: bytes) -> str:
    """Return the text of a file (PDF, Word, Excel, HTML, Markdown, text, CSV), each row of a table with its columns' names.

    It is read in a process of its own. Raises Undigestible with the reason where that does not work.
    """
    kind_of(name)

    def read() -> str:
        with reader() as one:
            return "\n".join(chunk.text for chunk in one.read(PurePath(name).name, content).chunks)

    return await asyncio.to_thread(read)


@dataclass(frozen=True, slots=True)
class Envelope:
    """How a request came by mail: the mail's fingerprint, whose it is, and what was read of it beforehand."""

    digest: str
    sender: str | None
    """Whoever wrote it; None for one of us who passes it on."""
    name: str
    read: Request


async def take_request(
    session: Session,
    text: str,
    company: Company,
    *,
    source: str,
    locale: str,
    by: Actor,
    mail: Envelope | None = None,
) -> tuple[KeptRequest, bool]:
    """Keep a request with what was read of it, and draft a quote for the lines whose product is known; nobody is written to.

    Returns it and whether it is new: the same text, or the same mail, is kept once. Raises RequestEmpty, RequestTooLong.
    """
    text = text.replace("\x00", "").strip()
    if not text:
        raise RequestEmpty
    if len(text) > LONGEST:
        raise RequestTooLong(most=LONGEST)
    digest = mail.digest if mail else hashlib.sha256(text.encode()).hexdigest()
    if known := await requests.find_digest(session, digest):
        return known, False
    read = _of(mail) if mail else read_request(text, company, locale=locale, today=company_day(company))
    customer_id = await _sender(session, read, company, by=by)
    draft = await _draft(session, read, company, customer_id=customer_id, by=by)
    kept = KeptRequest(
        id=new_id(),
        digest=digest,
        source=source[:300],
        locale=read.locale,
        text=text,
        lines=tuple(asdict(line) for line in read.lines),
        gaps=tuple(read.gaps),
        wishes=read.wishes,
        customer_id=customer_id,
        draft=draft.number if draft else None,
        created_at=clock.now(),
    )
    await requests.add(session, kept)
    data = {"draft": kept.draft, "lines": len(kept.lines), "customer": customer_id}
    await events.record(session, "request_taken", subject=("request", kept.id), by=by, data=data)
    return kept, True


def _of(mail: Envelope) -> Request:
    """Let a request belong to whoever sent it, whatever address its text names: answers go nowhere else."""
    read = mail.read
    if mail.sender is None:
        return read
    contact = replace(read.contact, email=mail.sender.lower(), name=read.contact.name or mail.name or None)
    return replace(read, contact=contact, gaps=tuple(gap for gap in read.gaps if gap is not Gap.CONTACT_MISSING))


async def redraft(
    session: Session, request_id: str, chosen: Mapping[int, tuple[str, int]], *, company: Company, by: Actor
) -> Quote:
    """Draft anew with the products and quantities that a person chose for lines (1, 2 ...); the former draft is withdrawn.

    What was chosen stands with its line from then on. Raises RequestGone where nothing waits under this id, and every
    QuotingError.
    """
    kept = await requests.find(session, request_id)
    if kept is None or kept.done_at is not None:
        raise RequestGone
    read = read_request(kept.text, company, locale=kept.locale, today=company_day(company))
    if kept.customer_id is not None:  # whose it is was settled when it came, by more than its text
        address = (await people.find(session, kept.customer_id)).email
        read = replace(read, contact=replace(read.contact, email=address or read.contact.email))
    lines = tuple(RequestedLine(sku, quantity) for sku, quantity in chosen.values())
    wish = replace(_wish(read, company, customer_id=kept.customer_id), lines=lines, assumed=())
    draft = await draft_quote(session, wish, company, by=by, now=clock.now())
    former = await quotes.find_quote(session, kept.draft) if kept.draft else None
    if former is not None and former.status is QuoteStatus.DRAFT:  # it may have been issued or thrown away as a quote
        await withdraw_quote(session, former.number, company, by=by, now=clock.now())
    settled = [_settled(line, chosen.get(position)) for position, line in enumerate(kept.lines, start=1)]
    await requests.set_draft(session, request_id, draft.number, lines=settled)
    return draft


def _settled(line: dict[str, Any], choice: tuple[str, int] | None) -> dict[str, Any]:
    """A line as a person chose it leaves nothing open; without a choice it stays out of the draft, and open."""
    if choice is None:
        return {**line, "sku": None}
    return {**line, "sku": choice[0], "quantity": choice[1], "gaps": []}


async def finish_request(session: Session, request_id: str, *, by: Actor) -> bool:
    """Keep that a person is finished with a request; False where there is none that waits."""
    if not await requests.finish(session, request_id, at=clock.now()):
        return False
    await events.record(session, "request_finished", subject=("request", request_id), by=by, data={})
    return True


async def _sender(session: Session, read: Request, company: Company, *, by: Actor) -> int | None:
    """Make or complete the customer who asks; None where nobody could be reached."""
    contact = read.contact
    if not (contact.email or contact.phone):
        return None
    phone = contact.phone
    if contact.email and phone:  # a number in a text makes nobody the owner of what is known under it
        owner = await people.find_by_contact(session, None, phone)
        phone = phone if owner is None or owner.email == contact.email.lower() else None
    new = NewCustomer(
        name=contact.name,
        company=contact.company,
        email=contact.email,
        phone=phone,
        country=_country(read),
        locale=read.locale,
        source=SOURCE,
    )
    return (await capture(session, new, company, by=by)).customer.id


def _country(read: Request) -> str | None:
    named = read.needs.get("country")
    return read.contact.country or (named.value_id if named else None)


async def _draft(
    session: Session, read: Request, company: Company, *, customer_id: int | None, by: Actor
) -> Quote | None:
    wish = _wish(read, company, customer_id=customer_id)
    if not wish.lines:
        return None
    try:
        return await draft_quote(session, wish, company, by=by, now=clock.now())
    except QuotingError:
        return None  # what cannot be priced is for a person; nothing of the request is lost


def _wish(read: Request, company: Company, *, customer_id: int | None) -> QuoteRequest:
    country = _country(read)
    recipient = {name: getattr(read.contact, name) for name in ("name", "email", "phone", "company")}
    lines = [line for line in read.lines if line.sku is not None]
    named_in_full = len((read.incoterm or "").split()) > 1
    return QuoteRequest(
        locale=read.locale,
        currency=read.currency or currency_for(company, country=country, locale=read.locale),
        lines=tuple(RequestedLine(str(line.sku), line.quantity or 1) for line in lines),
        incoterm=read.incoterm if named_in_full else None,
        country=country,
        customer=customer_id,
        recipient={**recipient, "country": country},
        assumed=("quantity",) if any(line.quantity is None for line in lines) else (),
    )
