"""How fetches of measured mails are stored and counted."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from funnel.mails.tables import MailRow
from funnel.measuring.model import Fetch, Noticed, Sign, Standing
from funnel.measuring.tables import MailFetchRow

MOST_OF_A_MAIL = 60
"""Fetches of one mail that are kept at most: a scanner that never ends fills nothing."""
LONGEST_TARGET = 300
_AT_ONCE = 1_000


async def note(
    session: AsyncSession, mail_id: str, sign: Sign, *, target: str, standing: Standing, at: datetime
) -> bool:
    """Keep a fetch of a measured mail; say whether it was kept: not of another mail, and not what counts already."""
    measured = select(MailRow.id).where(MailRow.id == mail_id, MailRow.measured.is_(True))
    if (await session.execute(measured)).first() is None:
        return False
    of_mail = select(func.count()).where(MailFetchRow.mail_id == mail_id)
    if (await session.execute(of_mail)).scalar_one() >= MOST_OF_A_MAIL:
        return False
    target = target[:LONGEST_TARGET]
    same = select(MailFetchRow.id).where(
        MailFetchRow.mail_id == mail_id, MailFetchRow.sign == sign, MailFetchRow.target == target
    )
    known = same.where(MailFetchRow.standing == (Standing.COUNTED if standing is Standing.PENDING else standing))
    if (await session.execute(known)).first() is not None:
        return False
    session.add(MailFetchRow(mail_id=mail_id, sign=sign, target=target, at=at, standing=standing))
    await session.flush()
    return True


async def pending(session: AsyncSession, *, before: datetime, limit: int) -> list[str]:
    """Return the ids of mails with fetches that have been watched since `before`, oldest first."""
    waiting = (
        select(MailFetchRow.mail_id)
        .where(MailFetchRow.standing == Standing.PENDING, MailFetchRow.at <= before)
        .group_by(MailFetchRow.mail_id)
        .order_by(func.min(MailFetchRow.at))
        .limit(limit)
    )
    return list(await session.scalars(waiting))


async def of_mail(session: AsyncSession, mail_id: str) -> list[Fetch]:
    """Return the fetches of a mail, in the order of time."""
    found = select(MailFetchRow).where(MailFetchRow.mail_id == mail_id).order_by(MailFetchRow.at, MailFetchRow.id)
    return [
        Fetch(row.id, Sign(row.sign), row.target, row.at, Standing(row.standing))
        for row in await session.scalars(found)
    ]


async def settle(session: AsyncSession, verdicts: Mapping[int, Standing]) -> None:
    """Keep what is thought of fetches."""
    for fetch_id, standing in verdicts.items():
        await session.execute(update(MailFetchRow).where(MailFetchRow.id == fetch_id).values(standing=standing))


async def drop(session: AsyncSession, fetch_ids: Collection[int]) -> None:
    """Delete fetches that say nothing new."""
    await session.execute(delete(MailFetchRow).where(MailFetchRow.id.in_(fetch_ids)))


async def forget(session: AsyncSession, customer_id: int) -> None:
    """Delete what was measured of a customer's mails, and measure those that have left no more."""
    theirs = select(MailRow.id).where(MailRow.customer_id == customer_id)
    await session.execute(delete(MailFetchRow).where(MailFetchRow.mail_id.in_(theirs)))
    await session.execute(update(MailRow).where(MailRow.customer_id == customer_id).values(measured=False))


async def forget_older(session: AsyncSession, before: datetime) -> int:
    """Delete fetches from before a time; return how many."""
    old = delete(MailFetchRow).where(MailFetchRow.at < before).returning(MailFetchRow.id)
    return len((await session.execute(old)).all())


async def noticed(session: AsyncSession, mail_ids: Collection[str]) -> dict[str, Noticed]:
    """Return what became of mails, of those that anything is known of. A link that was followed was opened before."""
    ids, signs = sorted(mail_ids), dict[str, set[tuple[str, str]]]()
    for start in range(0, len(ids), _AT_ONCE):
        found = select(MailFetchRow.mail_id, MailFetchRow.sign, MailFetchRow.standing).where(
            MailFetchRow.mail_id.in_(ids[start : start + _AT_ONCE]),
            MailFetchRow.standing.in_((Standing.COUNTED, Standing.PROXY)),
        )
        for mail_id, sign, standing in (await session.execute(found.distinct())).all():
            signs.setdefault(mail_id, set()).add((sign, standing))
    return {mail_id: _noticed(told) for mail_id, told in signs.items()}


def _noticed(told: set[tuple[str, str]]) -> Noticed:
    clicked = (Sign.CLICK.value, Standing.COUNTED.value) in told
    opened = clicked or (Sign.OPEN.value, Standing.COUNTED.value) in told
    return Noticed(opened, clicked, any(standing == Standing.PROXY for _, standing in told))
