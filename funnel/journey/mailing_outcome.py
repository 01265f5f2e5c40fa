"""What came of a mailing: counted from the mails themselves, what was measured of them, and what customers did after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from foundation.database import Session
from funnel.inbox import repository as inbox
from funnel.mailings import repository as mailings
from funnel.mailings.model import Outcome, Recipient, RecipientState
from funnel.mails import repository as mails
from funnel.mails.model import MailState, OutgoingMail
from funnel.measuring import repository as measuring
from funnel.measuring.model import Noticed
from quoting import repository as quotes

COMES_OF_IT = timedelta(days=30)
"""How long after its mail a quote is put down to a mailing, where the customer followed a link or answered."""
_ON_THE_WAY = {MailState.WAITING, MailState.SENDING}


@dataclass(frozen=True, slots=True)
class Reaction:
    """One who followed a link, answered or left, with what they did."""

    customer_id: int
    followed: bool
    answered: bool
    left: bool
    quotes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """The numbers, and who is behind those that matter."""

    outcome: Outcome
    reactions: tuple[Reaction, ...]


async def result_of(session: Session, mailing_id: str) -> Result:
    """Count what came of a mailing."""
    told = await mailings.recipients(session, mailing_id)
    posted = {each.mail_id: each for each in told if each.mail_id is not None}
    sent = {each.id: each for each in await mails.find_many(session, posted)}
    noticed = await measuring.noticed(session, posted)
    answered = await inbox.replied_to(session, posted)
    reactions = await _reactions(session, posted, sent, noticed=noticed, answered=answered)
    return Result(_outcome(told, sent, noticed, reactions=reactions), tuple(reactions))


async def _reactions(
    session: Session,
    posted: Mapping[str, Recipient],
    sent: Mapping[str, OutgoingMail],
    *,
    noticed: Mapping[str, Noticed],
    answered: set[str],
) -> list[Reaction]:
    found: list[Reaction] = []
    for mail_id, each in posted.items():
        followed = noticed.get(mail_id, Noticed()).clicked
        replied, left = mail_id in answered, each.left_at is not None
        if followed or replied or left:
            after = sent[mail_id].created_at if mail_id in sent and (followed or replied) else None
            numbers = await _quotes(session, each.customer_id, after) if after else ()
            found.append(Reaction(each.customer_id, followed, replied, left, numbers))
    return found


async def _quotes(session: Session, customer_id: int, after: datetime) -> tuple[str, ...]:
    offered = await quotes.list_quotes(session, customer=customer_id)
    until = after + COMES_OF_IT
    return tuple(
        each.number for each in offered if each.revision == 1 and each.issued_at and after <= each.issued_at <= until
    )


def _outcome(
    told: Sequence[Recipient],
    sent: Mapping[str, OutgoingMail],
    noticed: Mapping[str, Noticed],
    *,
    reactions: Sequence[Reaction],
) -> Outcome:
    states = Counter(each.state for each in sent.values())
    left = [mail for mail in sent.values() if mail.state is MailState.SENT]
    measured = {mail.id for mail in left if mail.measured}
    seen = [each for mail_id, each in noticed.items() if mail_id in measured]
    on_the_way = sum(states[each] for each in _ON_THE_WAY)
    return Outcome(
        waiting=sum(each.state is RecipientState.WAITING for each in told),
        sent=len(left),
        on_the_way=on_the_way,
        failed=len(sent) - len(left) - on_the_way,
        measured=len(measured),
        opened=sum(each.opened for each in seen),
        proxied=sum(each.proxied and not each.opened for each in seen),
        followed=sum(each.clicked for each in seen),
        left=sum(each.left for each in reactions),
        answered=sum(each.answered for each in reactions),
        quotes=sum(len(each.quotes) for each in reactions),
        left_out=dict(Counter(each.reason or "" for each in told if each.state is RecipientState.LEFT_OUT)),
    )
