"""What a member of the staff sees at the desk: own customers and those of nobody, with a wider role everyone's.

What is another's looks as if it did not exist.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from litestar.exceptions import NotFoundException

from foundation.database import Session
from funnel.conversations import repository as conversations
from funnel.errors import UnknownConversation, UnknownCustomer
from funnel.inbox import repository as inbox
from funnel.mails import repository as mails
from funnel.owners import repository as owners
from funnel.owners.model import sees
from funnel.people import repository as people
from funnel.people.model import Customer
from funnel.permissions.model import MAY_SEE_ALL_LEADS, Member
from funnel.requests import repository as requests
from quoting import repository as quotes

EVERYONE, MINE = "all", "mine"


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose customers a list shows: `owner` is the member whose and nobody's are shown, None for everyone's."""

    owner: str | None
    may_switch: bool

    @property
    def word(self) -> str:
        """What the list's address says of it."""
        return EVERYONE if self.owner is None else MINE


async def whose(session: Session, member: Member, query: Mapping[str, str]) -> Whose:
    """Return whose customers a member looks at: by `whose` in the address, where the role allows to choose.

    Who may see everyone's and has customers of their own begins with these; who has none begins with everyone's.
    """
    if not member.may(MAY_SEE_ALL_LEADS):
        return Whose(member.id, may_switch=False)
    asked = query.get("whose")
    if asked not in (EVERYONE, MINE):
        asked = MINE if await owners.has_any(session, member.id) else EVERYONE
    return Whose(member.id if asked == MINE else None, may_switch=True)


async def visible(session: Session, member: Member, customer_id: int) -> Customer:
    """Return a customer whom the member may see. Raises UnknownCustomer, for another's too."""
    customer = await people.find(session, customer_id)
    if not sees(member, customer.owner_id):
        raise UnknownCustomer(customer_id)
    return customer


async def hidden(session: Session, member: Member, customer_ids: Collection[int | None]) -> frozenset[int]:
    """Return which of these customers the member may not see."""
    ids = {each for each in customer_ids if each is not None}
    if not ids or member.may(MAY_SEE_ALL_LEADS):
        return frozenset()
    return await owners.not_theirs(session, member.id, ids)


async def check_quote(session: Session, member: Member, number: str) -> None:
    """Raise NotFoundException where a quote is for a customer whom the member may not see."""
    quote = await quotes.find_quote(session, number)
    await _check(session, member, quote.customer if quote else None)


async def check_request(session: Session, member: Member, request_id: str) -> None:
    """The same for a request for quotation."""
    kept = await requests.find(session, request_id)
    await _check(session, member, kept.customer_id if kept else None)


async def check_mail(session: Session, member: Member, mail_id: str) -> None:
    """The same for a mail."""
    mail = await mails.look_up(session, mail_id)
    await _check(session, member, mail.customer_id if mail else None)


async def check_received(session: Session, member: Member, received_id: str) -> None:
    """The same for a mail that came in."""
    received = await inbox.find(session, received_id)
    await _check(session, member, received.customer_id if received else None)


async def check_conversation(session: Session, member: Member, conversation_id: str) -> None:
    """The same for a conversation."""
    try:
        talk = await conversations.find(session, conversation_id, visitor=None)
    except UnknownConversation:
        raise NotFoundException from None
    await _check(session, member, talk.customer_id)


async def _check(session: Session, member: Member, customer_id: int | None) -> None:
    if await hidden(session, member, [customer_id]):
        raise NotFoundException
