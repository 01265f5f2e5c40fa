"""Where a mail that came in belongs: to a mail of ours that it answers, a quote that it names, a customer who wrote it. Only reads."""

from __future__ import annotations

import re
from dataclasses import dataclass

from foundation.database import Session
from funnel.inbox.model import Match
from funnel.mails import repository as mails
from funnel.mails.model import OutgoingMail
from funnel.people import repository as people
from funnel.ports import InboundMail
from quoting import repository as quotes
from quoting.life import OPEN
from quoting.model import Quote

_NUMBER = re.compile(r"(?<![A-Za-z0-9-])Q-\d{4}-\d{5,9}(?:-\d{1,3})?(?![0-9A-Za-z])", re.IGNORECASE)
_MOST_NUMBERS = 10
_SEARCHED = 20_000


@dataclass(frozen=True, slots=True)
class Belonging:
    """What a mail was recognised by, and whom and which quote it concerns."""

    matched: Match = Match.NONE
    outgoing: OutgoingMail | None = None
    customer_id: int | None = None
    about: str | None = None


async def belonging(session: Session, inbound: InboundMail) -> Belonging:
    """Recognise a mail. What a stranger may write into it (a number, a sender) counts only together: number and the address that has it."""
    outgoing = await mails.find_answered(session, inbound.answers) if inbound.answers else None
    if outgoing is not None:
        about = outgoing.about if _NUMBER.fullmatch(outgoing.about) else None
        return Belonging(Match.THREAD, outgoing, outgoing.customer_id, about)
    sender = inbound.sender.lower()
    for number in quote_numbers(inbound):
        quote = await quotes.find_quote(session, number)
        if quote is not None and sender in await _addresses(session, quote):
            return Belonging(Match.NUMBER, None, quote.customer, quote.number)
    known = await people.find_by_contact(session, sender, None)
    if known is None:
        return Belonging()
    open_ones = [one for one in await quotes.list_quotes(session, customer=known.id) if one.status in OPEN]
    only = open_ones[0].number if len(open_ones) == 1 else None
    return Belonging(Match.SENDER, None, known.id, only)


def quote_numbers(inbound: InboundMail) -> list[str]:
    """Return the numbers of quotes that a mail names, in its order."""
    found = _NUMBER.findall(f"{inbound.subject}\n{inbound.text[:_SEARCHED]}")
    return list(dict.fromkeys(number.upper() for number in found))[:_MOST_NUMBERS]


async def _addresses(session: Session, quote: Quote) -> set[str]:
    """Return the addresses that a quote is known to have gone to, or to belong to."""
    known = {quote.recipient.get("email")}
    known |= {mail.recipient for mail in await mails.about(session, [quote.number]) if mail.customer_id is not None}
    if quote.customer is not None:
        known.add((await people.find(session, quote.customer)).email)
    return {address.lower() for address in known if address}
