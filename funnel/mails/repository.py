"""How outgoing mails are stored."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from funnel.mails.model import MailState, OutgoingMail
from funnel.mails.tables import MailRow


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


async def find(session: AsyncSession, mail_id: str) -> OutgoingMail:
    """Return a mail by its id."""
    return _mail(await session.get_one(MailRow, mail_id))


async def look_up(session: AsyncSession, mail_id: str) -> OutgoingMail | None:
    """Return a mail by an id that may be wrong."""
    row = await session.get(MailRow, mail_id)
    return _mail(row) if row else None


async def settle(session: AsyncSession, mail_id: str, state: MailState, *, at: datetime, detail: str | None) -> None:
    """Keep the state of a mail."""
    row = await session.get_one(MailRow, mail_id)
    row.state = state
    row.detail = detail
    row.updated_at = at
    await session.flush()


async def of_customer(session: AsyncSession, customer_id: int) -> list[OutgoingMail]:
    """Return a customer's mails, newest first."""
    statement = select(MailRow).where(MailRow.customer_id == customer_id).order_by(MailRow.created_at.desc())
    return [_mail(row) for row in (await session.execute(statement)).scalars()]


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
    )
