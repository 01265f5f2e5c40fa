"""A quote is sent once more: asked for by a person, or as the one reminder before its last day."""

from __future__ import annotations

from datetime import timedelta

from content.catalogue.model import Company
from foundation import clock, events
from foundation.actor import Actor
from foundation.database import Session
from foundation.ids import new_id
from foundation.jobs import enqueue
from funnel.journey.parts import company_day
from funnel.journey.post import post
from funnel.journey.quote import hold_customer
from funnel.mails import repository as mails
from funnel.mails.kinds import QUOTE_AGAIN, REMINDER
from funnel.mails.model import MailState, OutgoingMail
from funnel.people import repository as people
from quoting.answers import repository as answers
from quoting.answers.errors import NoAddress
from quoting.calendar import buyers_day
from quoting.life import OPEN, Deed, check
from quoting.model import Quote

SYSTEM = Actor.system("reminders")
_ON_ITS_WAY = {MailState.WAITING, MailState.SENDING}


async def send_again(session: Session, number: str, *, company: Company, by: Actor) -> Quote:
    """Mail an open quote to its buyer once more. Raises QuoteNotFound, StateError, NoAddress."""
    quote = await hold_customer(session, number)
    check(quote, Deed.ACCEPT, day=buyers_day(quote.country, company, now=clock.now()))
    recipient = await address_of(session, quote)
    if recipient is None:
        raise NoAddress(number=number)
    now, mail_id = clock.now(), new_id()
    mail = OutgoingMail(
        id=mail_id,
        message_id=f"<{number.lower()}.{mail_id}@tradewind>",
        customer_id=quote.customer,
        purpose=QUOTE_AGAIN,
        about=number,
        recipient=recipient,
        locale=quote.locale,
        state=MailState.WAITING,
        detail=None,
        created_at=now,
        updated_at=now,
    )
    kept = await mails.add_or_renew(session, mail, unless=_ON_ITS_WAY)
    if kept is not None:
        await enqueue(session, "mail_quote", kept, key=mail_id)
        await events.record(session, "quote_sent_again", subject=("quote", quote.id), by=by, data={"to": recipient})
    return quote


async def remind(session: Session, company: Company) -> int:
    """Put a reminder in the post for open quotes that end soon, one mail for all of a person; return how many quotes."""
    days, day = company.terms.remind_days_before_end, company_day(company)
    if not days:
        return 0
    mailed: dict[tuple[str, str], list[Quote]] = {}
    for quote in await answers.ending(session, OPEN, first=day, last=day + timedelta(days=days)):
        recipient = await address_of(session, quote)
        issued = quote.issued_at and clock.day_of(quote.issued_at, company.identity.time_zone)
        is_fresh = issued is None or quote.valid_until - issued <= timedelta(days=days)
        if recipient is None or is_fresh:  # of what was issued for a few days only, the buyer has just heard
            continue
        if not await mails.is_kept(session, REMINDER, quote.number, recipient=recipient):
            mailed.setdefault((recipient, quote.locale), []).append(quote)
    for (recipient, locale), found in mailed.items():
        first = min(found, key=lambda one: (one.valid_until, one.number))
        for quote in found:
            lead = None if quote is first else first.number
            await post(
                session,
                REMINDER,
                quote.number,
                recipient=recipient,
                locale=locale,
                customer_id=quote.customer,
                together_with=lead,
            )
            data = {"number": quote.number}
            await events.record(session, "quote_reminded", subject=("quote", quote.id), by=SYSTEM, data=data)
    return sum(map(len, mailed.values()))


async def address_of(session: Session, quote: Quote) -> str | None:
    """Return where a quote is mailed to: the address it was made for, else the customer's own."""
    if quote.customer is None:
        return None
    return quote.recipient.get("email") or (await people.find(session, quote.customer)).email
