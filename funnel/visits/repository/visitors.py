"""How agreements to be remembered are kept."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Table, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from foundation.database import connection_of
from funnel.visits.model import Agreement
from funnel.visits.tables import VisitorRow

_VISITORS = cast("Table", VisitorRow.__table__)
_AGREE: dict[str, Any] = {
    dialect: module.insert(_VISITORS).on_conflict_do_nothing()
    for dialect, module in (("postgresql", postgresql), ("sqlite", sqlite))
}


async def agree(session: AsyncSession, visitor: str, *, at: datetime, mails: bool = False) -> None:
    """Keep that a visitor agrees to be remembered, and where `mails` is set to their mails being measured.

    Whoever had withdrawn agrees anew.
    """
    connection = await connection_of(session)
    await connection.execute(_AGREE[connection.dialect.name], [{"digest": visitor, "agreed_at": at}])
    again = _VISITORS.c.withdrawn_at.is_not(None)
    statement = update(_VISITORS).where(_VISITORS.c.digest == visitor, again).values(withdrawn_at=None, agreed_at=at)
    await connection.execute(statement)
    if mails:
        await connection.execute(update(_VISITORS).where(_VISITORS.c.digest == visitor).values(mails=True))


async def withdraw(session: AsyncSession, visitor: str, *, at: datetime) -> None:
    """Keep that a visitor does not agree any more, so that a late report does not count as consent."""
    statement = (
        update(_VISITORS).where(_VISITORS.c.digest == visitor).values(withdrawn_at=at, customer_id=None, mails=False)
    )
    await (await connection_of(session)).execute(statement)


async def agreements(session: AsyncSession, visitors: Collection[str], *, at: datetime) -> dict[str, Agreement]:
    """Return for visitors who say that they agreed what is known of them; who is new is noted."""
    if not visitors:
        return {}
    connection = await connection_of(session)
    rows = [{"digest": each, "agreed_at": at} for each in sorted(visitors)]
    await connection.execute(_AGREE[connection.dialect.name], rows)
    statement = select(_VISITORS.c.digest, _VISITORS.c.customer_id, _VISITORS.c.withdrawn_at)
    found = await connection.execute(statement.where(_VISITORS.c.digest.in_(visitors)))
    return {digest: Agreement(customer_id, withdrawn is not None) for digest, customer_id, withdrawn in found}


async def customer_of(session: AsyncSession, visitor: str) -> int | None:
    """Return the customer that a visitor turned out to be, while they agree to be remembered."""
    statement = select(_VISITORS.c.customer_id).where(_VISITORS.c.digest == visitor)
    return (await (await connection_of(session)).execute(statement)).scalar_one_or_none()


async def agrees(session: AsyncSession, visitor: str) -> bool:
    """Say whether a visitor agrees to be remembered."""
    statement = select(_VISITORS.c.digest).where(_VISITORS.c.digest == visitor, _VISITORS.c.withdrawn_at.is_(None))
    return (await (await connection_of(session)).execute(statement)).first() is not None


async def covers_mails(session: AsyncSession, customer_id: int) -> bool:
    """Say whether a customer agreed on our pages that their mails may be measured."""
    agreed = select(_VISITORS.c.digest).where(
        _VISITORS.c.customer_id == customer_id, _VISITORS.c.withdrawn_at.is_(None), _VISITORS.c.mails.is_(True)
    )
    return (await (await connection_of(session)).execute(agreed)).first() is not None


async def know(session: AsyncSession, visitor: str, customer_id: int) -> None:
    """Note which customer a visitor turned out to be, where they agreed to be remembered."""
    statement = (
        update(_VISITORS)
        .where(_VISITORS.c.digest == visitor, _VISITORS.c.withdrawn_at.is_(None))
        .values(customer_id=customer_id)
    )
    await (await connection_of(session)).execute(statement)


async def forget_visitors(session: AsyncSession, *, before: datetime) -> int:
    """Forget agreements and withdrawals of long ago; return how many."""
    connection = await connection_of(session)
    return (await connection.execute(delete(_VISITORS).where(_VISITORS.c.agreed_at < before))).rowcount
