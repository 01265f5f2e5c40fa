"""How mails that came in are stored, and how far a mailbox was read."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from funnel.inbox.model import KeptFile, MailboxMark, Match, ReceivedMail, Standing
from funnel.inbox.tables import MailboxRow, ReceivedMailRow
from funnel.mails.model import MailState, OutgoingMail
from funnel.mails.tables import MailRow
from funnel.owners.repository import theirs
from funnel.ports import InboundKind

_LEFT = (MailState.SENT, MailState.UNCONFIRMED)

_AT_ONCE = 1_000


async def add(session: AsyncSession, received: ReceivedMail) -> bool:
    """Keep a mail that came in; False where it is kept already."""
    same = select(ReceivedMailRow.id).where(ReceivedMailRow.digest == received.digest)
    if (await session.execute(same)).first() is not None:
        return False
    columns = {**asdict(received), "files": [asdict(file) for file in received.files]}
    session.add(ReceivedMailRow(**columns))
    await session.flush()
    return True


async def find(session: AsyncSession, received_id: str) -> ReceivedMail | None:
    """Return a mail by an id that may be wrong."""
    row = await session.get(ReceivedMailRow, received_id)
    return _received(row) if row else None


async def find_digest(session: AsyncSession, digest: str) -> ReceivedMail | None:
    """Return the mail with this fingerprint."""
    row = await session.scalar(select(ReceivedMailRow).where(ReceivedMailRow.digest == digest))
    return _received(row) if row else None


async def settle(
    session: AsyncSession, received_id: str, *, only_from: Sequence[Standing], **columns: Any
) -> ReceivedMail | None:
    """Change where a mail stands; None where it is not in one of the standings any more. Of two at once one wins."""
    statement = (
        update(ReceivedMailRow)
        .where(ReceivedMailRow.id == received_id, ReceivedMailRow.standing.in_(only_from))
        .values(**columns)
        .returning(ReceivedMailRow.id)
    )
    if (await session.execute(statement)).first() is None:
        return None
    row = await session.get_one(ReceivedMailRow, received_id, populate_existing=True)
    return _received(row)


async def of_customer(session: AsyncSession, customer_id: int) -> list[ReceivedMail]:
    """Return what came in from or about a customer, oldest first."""
    wanted = select(ReceivedMailRow).where(ReceivedMailRow.customer_id == customer_id)
    return [_received(row) for row in await session.scalars(wanted.order_by(ReceivedMailRow.received_at))]


async def about(session: AsyncSession, numbers: Sequence[str], mails: Sequence[str]) -> list[ReceivedMail]:
    """Return what came in about quotes, by their numbers or in answer to mails of ours, oldest first; nothing held back."""
    concerned = ReceivedMailRow.about.in_(numbers) | ReceivedMailRow.outgoing_id.in_(mails)
    wanted = select(ReceivedMailRow).where(concerned, ReceivedMailRow.standing == Standing.FILED.value)
    return [_received(row) for row in await session.scalars(wanted.order_by(ReceivedMailRow.received_at))]


async def listed(
    session: AsyncSession, standing: Standing, *, offset: int = 0, limit: int = 50, owner: str | None = None
) -> tuple[list[ReceivedMail], int]:
    """Return the mails of a standing, those that wait with the oldest first, all others newest first; and how many there are.

    `owner` leaves out those of others' customers.
    """
    order = ReceivedMailRow.received_at if standing is Standing.WAITING else ReceivedMailRow.received_at.desc()
    page = select(ReceivedMailRow).where(*_among(standing, owner)).order_by(order, ReceivedMailRow.id)
    rows = await session.scalars(page.offset(offset).limit(limit))
    return [_received(row) for row in rows], await count(session, standing, owner=owner)


async def count(session: AsyncSession, standing: Standing, *, owner: str | None = None) -> int:
    """Count the mails of a standing."""
    counted = select(func.count()).select_from(ReceivedMailRow).where(*_among(standing, owner))
    return await session.scalar(counted) or 0


def _among(standing: Standing, owner: str | None) -> list[ColumnElement[bool]]:
    among = [theirs(ReceivedMailRow.customer_id, owner)] if owner is not None else []
    return [ReceivedMailRow.standing == standing, *among]


async def replied_to(session: AsyncSession, mail_ids: Collection[str]) -> set[str]:
    """Return which of these mails of ours somebody answered."""
    ids, answered = sorted(mail_ids), set[str]()
    for start in range(0, len(ids), _AT_ONCE):
        found = select(ReceivedMailRow.outgoing_id).where(
            ReceivedMailRow.outgoing_id.in_(ids[start : start + _AT_ONCE]), ReceivedMailRow.kind == InboundKind.REPLY
        )
        answered.update(mail_id for mail_id in await session.scalars(found) if mail_id is not None)
    return answered


async def thread_before(session: AsyncSession, mail: OutgoingMail, *, root: str, also: Sequence[str] = ()) -> list[str]:
    """Return the Message-IDs, oldest first, of what went to and fro with the same recipient about a quote's revisions.

    `also` are further subjects of mails that belong to the thread, such as the id of a wish to order.
    """
    about = or_(MailRow.about == root, MailRow.about.startswith(f"{root}-", autoescape=True), MailRow.about.in_(also))
    ours = select(MailRow.id, MailRow.message_id, MailRow.created_at).where(
        about, MailRow.recipient == mail.recipient, MailRow.id != mail.id, MailRow.state.in_(_LEFT)
    )
    sent = (await session.execute(ours)).all()
    theirs = select(ReceivedMailRow.message_id, ReceivedMailRow.received_at).where(
        ReceivedMailRow.outgoing_id.in_([row.id for row in sent]), ReceivedMailRow.kind == InboundKind.REPLY
    )
    came = (await session.execute(theirs)).all()
    dated = [(row.created_at, row.message_id) for row in sent] + [(row.received_at, row.message_id) for row in came]
    return [message_id for _, message_id in sorted(dated)]


async def mailbox(session: AsyncSession, name: str, *, lock: bool = False) -> MailboxMark | None:
    """Return how far a mailbox was read; with `lock` nobody else goes on reading it meanwhile."""
    row = await session.get(MailboxRow, name, with_for_update=lock, populate_existing=True)
    return _mark(row) if row else None


async def mailboxes(session: AsyncSession) -> list[MailboxMark]:
    """Return all mailboxes that were ever read."""
    return [_mark(row) for row in await session.scalars(select(MailboxRow).order_by(MailboxRow.name))]


async def keep_mailbox(session: AsyncSession, mark: MailboxMark) -> None:
    """Keep how far a mailbox was read."""
    await session.merge(MailboxRow(**asdict(mark)))
    await session.flush()


async def failing_since(session: AsyncSession) -> datetime | None:
    """Return since when a mailbox cannot be read; None where all can."""
    return await session.scalar(select(func.min(MailboxRow.failing_since)))


def _mark(row: MailboxRow) -> MailboxMark:
    return MailboxMark(**{name: getattr(row, name) for name in MailboxMark.__slots__})


def _received(row: ReceivedMailRow) -> ReceivedMail:
    columns = {name: getattr(row, name) for name in ReceivedMail.__slots__}
    columns |= {"kind": InboundKind(row.kind), "standing": Standing(row.standing), "matched": Match(row.matched)}
    return ReceivedMail(**{**columns, "files": tuple(KeptFile(**file) for file in row.files)})
