"""How mails that leave are stored."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from funnel.mails.model import MailState, OutgoingMail
from funnel.mails.tables import MailRow

_LEFT = (MailState.SENT, MailState.UNCONFIRMED)
_AT_ONCE = 1_000
_ON_THE_WAY = (*_LEFT, MailState.SENDING)


async def add(session: AsyncSession, mail: OutgoingMail) -> OutgoingMail | None:
    """Store a mail to be sent; None where one of the same purpose and subject to the same address exists already."""
    statement = select(MailRow.id).where(
        MailRow.purpose == mail.purpose, MailRow.about == mail.about, MailRow.recipient == mail.recipient
    )
    if (await session.execute(statement)).first() is not None:
        return None
    session.add(
        MailRow(
            id=mail.id,
            message_id=mail.message_id,
            customer_id=mail.customer_id,
            purpose=mail.purpose,
            about=mail.about,
            recipient=mail.recipient,
            locale=mail.locale,
            state=mail.state,
            detail=mail.detail,
            created_at=mail.created_at,
            updated_at=mail.updated_at,
        )
    )
    await session.flush()
    return mail


async def add_or_renew(session: AsyncSession, mail: OutgoingMail, *, unless: Collection[MailState]) -> str | None:
    """Store a mail to be sent, or let the one of the same purpose, subject and address go once more; return its id.

    None where that is in one of the states `unless`. A renewed mail gets the new Message-ID, lest it be taken for the old one.
    """
    if await add(session, mail) is not None:
        return mail.id
    same = select(MailRow).where(
        MailRow.purpose == mail.purpose, MailRow.about == mail.about, MailRow.recipient == mail.recipient
    )
    row = (await session.scalars(same.with_for_update())).one()
    if row.state in unless:
        return None
    row.message_id, row.state, row.detail, row.updated_at = mail.message_id, mail.state, None, mail.updated_at
    await session.flush()
    return row.id


async def find(session: AsyncSession, mail_id: str) -> OutgoingMail:
    """Return a mail by its id."""
    return _mail(await session.get_one(MailRow, mail_id))


async def look_up(session: AsyncSession, mail_id: str) -> OutgoingMail | None:
    """Return a mail by an id that may be wrong."""
    row = await session.get(MailRow, mail_id)
    return _mail(row) if row else None


TOGETHER = "together:"
"""Begins the detail of a mail that is not sent by itself: the mail about what follows tells it too."""


async def together_with(session: AsyncSession, mail: OutgoingMail) -> list[str]:
    """Return what else a mail tells: the subjects of those that were put together with it."""
    found = select(MailRow.about).where(
        MailRow.purpose == mail.purpose,
        MailRow.recipient == mail.recipient,
        MailRow.detail == f"{TOGETHER}{mail.about}",
    )
    return list(await session.scalars(found.order_by(MailRow.about)))


async def is_kept(session: AsyncSession, purpose: str, about: str, *, recipient: str) -> bool:
    """Say whether a mail of this purpose about this subject to this address was ever put in the post."""
    same = select(MailRow.id).where(MailRow.purpose == purpose, MailRow.about == about, MailRow.recipient == recipient)
    return (await session.execute(same)).first() is not None


async def kept_about(session: AsyncSession, purpose: str, subjects: Collection[str]) -> set[tuple[str, str]]:
    """Return which mails of a purpose about these subjects were ever put in the post, as subject and address."""
    kept = select(MailRow.about, MailRow.recipient).where(MailRow.purpose == purpose, MailRow.about.in_(subjects))
    return {(subject, recipient) for subject, recipient in await session.execute(kept)}


async def find_many(session: AsyncSession, mail_ids: Collection[str]) -> list[OutgoingMail]:
    """Return these mails, in the order of their coming about; unknown ids are left out."""
    found: list[OutgoingMail] = []
    ids = sorted(mail_ids)
    for start in range(0, len(ids), _AT_ONCE):
        rows = select(MailRow).where(MailRow.id.in_(ids[start : start + _AT_ONCE])).order_by(MailRow.id)
        found += [_mail(row) for row in await session.scalars(rows)]
    return found


async def settle(session: AsyncSession, mail_id: str, state: MailState, *, at: datetime, detail: str | None) -> None:
    """Keep the state of a mail."""
    row = await session.get_one(MailRow, mail_id)
    row.state = state
    row.detail = detail
    row.updated_at = at
    await session.flush()


async def mark_measured(session: AsyncSession, mail_id: str, *, measured: bool) -> None:
    """Keep whether a mail leaves with a picture and links that are noticed."""
    row = await session.get_one(MailRow, mail_id)
    row.measured = measured
    await session.flush()


async def of_customer(session: AsyncSession, customer_id: int) -> list[OutgoingMail]:
    """Return a customer's mails, newest first."""
    statement = select(MailRow).where(MailRow.customer_id == customer_id).order_by(MailRow.created_at.desc())
    return [_mail(row) for row in (await session.execute(statement)).scalars()]


async def about(session: AsyncSession, subjects: Collection[str]) -> list[OutgoingMail]:
    """Return the mails about any of these subjects (numbers of quotes, say), newest first."""
    statement = (
        select(MailRow).where(MailRow.about.in_(subjects)).order_by(MailRow.created_at.desc(), MailRow.id.desc())
    )
    return [_mail(row) for row in (await session.execute(statement)).scalars()]


async def last_to(session: AsyncSession, recipient: str, *, purposes: Collection[str]) -> datetime | None:
    """Return when the newest mail of these purposes left (or set out) for an address."""
    newest = select(func.max(MailRow.updated_at)).where(
        MailRow.recipient == recipient, MailRow.purpose.in_(purposes), MailRow.state.in_(_ON_THE_WAY)
    )
    return (await session.execute(newest)).scalar_one_or_none()


async def last_to_each(
    session: AsyncSession, recipients: Collection[str], *, purposes: Collection[str]
) -> dict[str, datetime]:
    """The same for many addresses; those that had none are left out."""
    newest = (
        select(MailRow.recipient, func.max(MailRow.updated_at))
        .where(MailRow.recipient.in_(recipients), MailRow.purpose.in_(purposes), MailRow.state.in_(_ON_THE_WAY))
        .group_by(MailRow.recipient)
    )
    return {row[0]: row[1] for row in await session.execute(newest)}


async def put_off(session: AsyncSession, *, reasons: Collection[str], before: datetime) -> list[str]:
    """Return the ids of mails that were put off for one of these reasons and have waited since `before`, oldest first."""
    found = select(MailRow.id).where(
        MailRow.state == MailState.WAITING, MailRow.detail.in_(reasons), MailRow.updated_at <= before
    )
    return list(await session.scalars(found.order_by(MailRow.created_at)))


async def find_answered(session: AsyncSession, message_ids: Sequence[str]) -> OutgoingMail | None:
    """Return the mail of ours that the first known of these Message-IDs names."""
    rows = (await session.scalars(select(MailRow).where(MailRow.message_id.in_(message_ids)))).all()
    known = {row.message_id: row for row in rows}
    first = next((known[one] for one in message_ids if one in known), None)
    return _mail(first) if first else None


def _mail(row: MailRow) -> OutgoingMail:
    return OutgoingMail(
        id=row.id,
        message_id=row.message_id,
        customer_id=row.customer_id,
        purpose=row.purpose,
        about=row.about,
        recipient=row.recipient,
        locale=row.locale,
        state=MailState(row.state),
        detail=row.detail,
        created_at=row.created_at,
        updated_at=row.updated_at,
        measured=row.measured,
    )
