"""A person places a mail that nobody could: gives it to a customer, makes it a request, puts it aside, or lets it out of what was held back."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.requests import read_request
from content.catalogue.model import Company
from foundation import clock, events
from foundation.actor import Actor
from foundation.database import Session
from funnel.inbox import repository as inbox
from funnel.inbox.errors import MailPlaced, NoSuchCustomer, NothingAsked
from funnel.inbox.model import Match, ReceivedMail, Standing
from funnel.journey.parts import company_day
from funnel.journey.receive import ask, heard_from, request_text
from funnel.people import repository as people
from funnel.ports import InboundKind

_OPEN = (Standing.WAITING, Standing.HELD, Standing.DISMISSED)
_FOR_REQUESTS = (*_OPEN, Standing.FILED)


async def give_to_customer(
    session: Session, received_id: str, address: str, *, company: Company, by: Actor
) -> ReceivedMail:
    """File a mail with the customer who has this e-mail address or number. Raises MailPlaced, NoSuchCustomer."""
    wanted = address.strip().lower()
    if wanted.removeprefix("#").isdecimal():
        found = await people.find_many(session, [int(wanted.removeprefix("#")[:9])])
        customer = next(iter(found), None)
    else:
        customer = await people.find_by_contact(session, wanted, None) if wanted else None
    if customer is None:
        raise NoSuchCustomer(address=address.strip()[:100])
    placed = await _settle(
        session, received_id, by=by, standing=Standing.FILED, matched=Match.PERSON, customer_id=customer.id
    )
    if placed.kind is InboundKind.REPLY:
        at = placed.received_at
        await heard_from(session, customer.id, about=None, at=at, company=company, by=by)
    return placed


async def make_request(session: Session, received_id: str, company: Company, *, by: Actor) -> ReceivedMail:
    """Read a mail as a request for quotation, whatever it looked like. Raises MailPlaced, NothingAsked."""
    kept = await inbox.find(session, received_id)
    if kept is None or kept.standing not in _FOR_REQUESTS or kept.request_id is not None:
        raise MailPlaced
    text = request_text(kept.subject, kept.text, kept.files)
    read = read_request(text, company, locale=company.locales[0], today=company_day(company))
    placed = await ask(session, kept, company, by=by, read=read)
    if placed.request_id is None:
        raise NothingAsked
    await _note(session, placed, by=by)
    return placed


async def put_aside(session: Session, received_id: str, *, by: Actor) -> ReceivedMail:
    """Put a mail aside that nothing has to be done about. Raises MailPlaced."""
    return await _settle(
        session, received_id, by=by, only_from=(Standing.WAITING, Standing.HELD), standing=Standing.DISMISSED
    )


async def let_out(session: Session, received_id: str, *, by: Actor) -> ReceivedMail:
    """Lay a mail before people again that was held back or put aside. Raises MailPlaced."""
    return await _settle(
        session, received_id, by=by, only_from=(Standing.HELD, Standing.DISMISSED), standing=Standing.WAITING
    )


async def _settle(
    session: Session, received_id: str, *, by: Actor, only_from: Sequence[Standing] = _OPEN, **columns: object
) -> ReceivedMail:
    settled = {"settled_by": str(by)[:80], "settled_at": clock.now()}
    placed = await inbox.settle(session, received_id, only_from=only_from, **columns, **settled)
    if placed is None:
        raise MailPlaced
    await _note(session, placed, by=by)
    return placed


async def _note(session: Session, placed: ReceivedMail, *, by: Actor) -> None:
    data = {"standing": placed.standing.value, "customer": placed.customer_id, "request": placed.request_id}
    await events.record(session, "mail_placed", subject=("received_mail", placed.id), by=by, data=data)
