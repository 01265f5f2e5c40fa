"""How mailings, their recipients and what came of them are stored and read."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from funnel.mailings.errors import UnknownMailing
from funnel.mailings.form import content_from_json, content_to_json
from funnel.mailings.model import Mailing, MailingState, Recipient, RecipientState
from funnel.mailings.tables import MailingRecipientRow, MailingRow
from funnel.people.tables import CustomerRow

SHOWN = 200
"""How many mailings a list shows."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A customer as far as it decides whether a mailing may go to them."""

    id: int
    email: str | None
    phone: str | None
    country: str | None
    locale: str
    demo: bool


async def keep(session: AsyncSession, mailing: Mailing) -> None:
    """Store a mailing, new or changed."""
    row = await session.get(MailingRow, mailing.id)
    columns = {
        "content": content_to_json(mailing.content),
        "state": mailing.state,
        "revision": mailing.revision,
        "created_by": mailing.created_by,
        "created_at": mailing.created_at,
        "started_by": mailing.started_by,
        "started_at": mailing.started_at,
        "ended_at": mailing.ended_at,
    }
    if row is None:
        session.add(MailingRow(id=mailing.id, **columns))
    else:
        for name, value in columns.items():
            setattr(row, name, value)
    await session.flush()


async def remove(session: AsyncSession, mailing_id: str) -> None:
    """Delete a mailing with its recipients; the mails stay with their customers."""
    await session.execute(delete(MailingRow).where(MailingRow.id == mailing_id))


async def find(session: AsyncSession, mailing_id: str, *, lock: bool = False) -> Mailing:
    """Return a mailing; with `lock` nobody else changes it meanwhile. Raises UnknownMailing."""
    statement = select(MailingRow).where(MailingRow.id == mailing_id)
    row = (await session.scalars(statement.with_for_update() if lock else statement)).one_or_none()
    if row is None:
        raise UnknownMailing(mailing_id)
    return _mailing(row)


async def listed(session: AsyncSession) -> list[Mailing]:
    """Return the mailings, the newest first."""
    found = select(MailingRow).order_by(MailingRow.created_at.desc(), MailingRow.id.desc()).limit(SHOWN)
    return [_mailing(row) for row in await session.scalars(found)]


async def running(session: AsyncSession) -> list[str]:
    """Return the ids of mailings that are being sent, oldest first."""
    found = select(MailingRow.id).where(MailingRow.state == MailingState.RUNNING).order_by(MailingRow.started_at)
    return list(await session.scalars(found))


async def candidates(
    session: AsyncSession,
    *,
    grades: Sequence[str],
    stages: Sequence[int],
    industries: Sequence[str],
    locales: Sequence[str],
    countries: Sequence[str],
) -> list[Candidate]:
    """Return the customers that filters mean, in the order of ids; an empty filter asks for nothing."""
    wanted = {
        CustomerRow.grade: grades,
        CustomerRow.stage: stages,
        CustomerRow.industry: industries,
        CustomerRow.locale: locales,
        CustomerRow.country: countries,
    }
    columns = (*(CustomerRow.id, CustomerRow.email, CustomerRow.phone), *(CustomerRow.country, CustomerRow.locale))
    found = select(*columns, CustomerRow.demo).order_by(CustomerRow.id)
    for column, values in wanted.items():
        if values:
            found = found.where(column.in_(values))
    return [Candidate(*row) for row in await session.execute(found)]


async def countries(session: AsyncSession) -> list[str]:
    """Return the countries that customers are in."""
    found = select(CustomerRow.country).where(CustomerRow.country.is_not(None)).distinct()
    return sorted(country for country in await session.scalars(found) if country)


async def add_recipients(session: AsyncSession, mailing_id: str, recipients: Sequence[Recipient]) -> None:
    """Keep for whom a mailing is that begins."""
    rows = [
        {
            "mailing_id": mailing_id,
            "customer_id": each.customer_id,
            "state": each.state,
            "reason": each.reason,
            "due_at": each.due_at,
        }
        for each in recipients
    ]
    if rows:
        await session.execute(insert(MailingRecipientRow), rows)


async def due(session: AsyncSession, mailing_id: str, *, at: datetime, limit: int) -> list[int]:
    """Return the customers whose turn it is, those who wait longest first."""
    found = (
        select(MailingRecipientRow.customer_id)
        .where(
            MailingRecipientRow.mailing_id == mailing_id,
            MailingRecipientRow.state == RecipientState.WAITING,
            MailingRecipientRow.due_at <= at,
        )
        .order_by(MailingRecipientRow.due_at, MailingRecipientRow.customer_id)
        .limit(limit)
    )
    return list(await session.scalars(found))


async def settle(
    session: AsyncSession,
    mailing_id: str,
    customer_id: int,
    *,
    state: RecipientState,
    reason: str | None = None,
    due_at: datetime | None = None,
    mail_id: str | None = None,
) -> bool:
    """Keep what becomes of a recipient who waits; say whether one did."""
    values = {"state": state, "reason": reason, "mail_id": mail_id} | ({"due_at": due_at} if due_at else {})
    changed = (
        update(MailingRecipientRow)
        .where(
            MailingRecipientRow.mailing_id == mailing_id,
            MailingRecipientRow.customer_id == customer_id,
            MailingRecipientRow.state == RecipientState.WAITING,
        )
        .values(**values)
        .returning(MailingRecipientRow.customer_id)
    )
    return (await session.execute(changed)).first() is not None


async def leave_out_waiting(session: AsyncSession, mailing_id: str, *, reason: str) -> None:
    """Leave out whoever still waits."""
    await session.execute(
        update(MailingRecipientRow)
        .where(MailingRecipientRow.mailing_id == mailing_id, MailingRecipientRow.state == RecipientState.WAITING)
        .values(state=RecipientState.LEFT_OUT, reason=reason)
    )


async def count_waiting(session: AsyncSession, mailing_id: str) -> int:
    """Return how many wait for their mail."""
    waiting = select(func.count()).where(
        MailingRecipientRow.mailing_id == mailing_id, MailingRecipientRow.state == RecipientState.WAITING
    )
    return (await session.execute(waiting)).scalar_one()


async def recipients(session: AsyncSession, mailing_id: str) -> list[Recipient]:
    """Return everybody whom a mailing was for, in the order of customers."""
    found = select(MailingRecipientRow).where(MailingRecipientRow.mailing_id == mailing_id)
    return [_recipient(row) for row in await session.scalars(found.order_by(MailingRecipientRow.customer_id))]


async def of_mail(session: AsyncSession, mail_id: str) -> Mailing | None:
    """Return the mailing that a mail belongs to; None where its recipient was erased."""
    found = select(MailingRow).join(MailingRecipientRow).where(MailingRecipientRow.mail_id == mail_id)
    row = (await session.scalars(found)).one_or_none()
    return _mailing(row) if row else None


async def note_left(session: AsyncSession, mail_id: str, *, at: datetime) -> None:
    """Keep that somebody ended mails by the link of a mailing's mail, the first time."""
    await session.execute(
        update(MailingRecipientRow)
        .where(MailingRecipientRow.mail_id == mail_id, MailingRecipientRow.left_at.is_(None))
        .values(left_at=at)
    )


async def numbers(session: AsyncSession, mailing_ids: Collection[str]) -> dict[str, dict[RecipientState, int]]:
    """Return how many customers of each mailing stand how."""
    counted = (
        select(MailingRecipientRow.mailing_id, MailingRecipientRow.state, func.count())
        .where(MailingRecipientRow.mailing_id.in_(mailing_ids))
        .group_by(MailingRecipientRow.mailing_id, MailingRecipientRow.state)
    )
    found: dict[str, dict[RecipientState, int]] = {}
    for mailing_id, state, number in await session.execute(counted):
        found.setdefault(mailing_id, {})[RecipientState(state)] = number
    return found


def _mailing(row: MailingRow) -> Mailing:
    return Mailing(
        id=row.id,
        content=content_from_json(row.content),
        state=MailingState(row.state),
        revision=row.revision,
        created_by=row.created_by,
        created_at=row.created_at,
        started_by=row.started_by,
        started_at=row.started_at,
        ended_at=row.ended_at,
    )


def _recipient(row: MailingRecipientRow) -> Recipient:
    state = RecipientState(row.state)
    return Recipient(row.customer_id, state, row.reason, row.due_at, mail_id=row.mail_id, left_at=row.left_at)
