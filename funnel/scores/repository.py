"""How learned scores are kept, and whom they are learned of."""

from __future__ import annotations

from typing import cast

from sqlalchemy import ColumnElement, Table, and_, func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from foundation.database import connection_of
from funnel.people.tables import CustomerRow
from funnel.scores.model import KeptScore
from funnel.scores.tables import LearnedScoreRow

_TABLE = cast("Table", LearnedScoreRow.__table__)
_CUSTOMERS = cast("Table", CustomerRow.__table__)
_COLUMNS = (_TABLE.c.made_at, _TABLE.c.customers, _TABLE.c.calibration_error, _TABLE.c.in_force, _TABLE.c.text)
_NEWEST = select(*_COLUMNS).order_by(_TABLE.c.id.desc()).limit(1)


async def keep(session: AsyncSession, score: KeptScore) -> None:
    """Keep a score; from now on it is the newest."""
    values = {column.name: getattr(score, column.name) for column in _COLUMNS}
    await (await connection_of(session)).execute(insert(_TABLE).values(values))


async def in_force(session: AsyncSession) -> KeptScore | None:
    """Return the newest score where it is in force; None: the rules stand."""
    row = (await (await connection_of(session)).execute(_NEWEST)).first()
    return KeptScore(*row) if row and row.in_force else None


async def concluded(session: AsyncSession, *, won: int) -> list[int]:
    """Return the ids of all customers that were won (stand on that stage) or lost, but those a demonstration invented."""
    wanted = select(_CUSTOMERS.c.id).where(
        (_CUSTOMERS.c.stage >= won) | _CUSTOMERS.c.lost_at.is_not(None), ~_CUSTOMERS.c.demo
    )
    return list((await (await connection_of(session)).execute(wanted.order_by(_CUSTOMERS.c.id))).scalars())


async def still_open(session: AsyncSession, *, after: int, won: int, limit: int) -> list[int]:
    """Return the ids of the next customers behind an id that were neither won nor lost."""
    wanted = select(_CUSTOMERS.c.id).where(_is_open(won), _CUSTOMERS.c.id > after).order_by(_CUSTOMERS.c.id)
    return list((await (await connection_of(session)).execute(wanted.limit(limit))).scalars())


async def newest_open(session: AsyncSession, *, won: int, limit: int) -> list[int]:
    """Return the ids of the customers that came last of those neither won nor lost."""
    wanted = select(_CUSTOMERS.c.id).where(_is_open(won)).order_by(_CUSTOMERS.c.id.desc())
    return list((await (await connection_of(session)).execute(wanted.limit(limit))).scalars())


async def number_open(session: AsyncSession, *, won: int) -> int:
    """Return how many customers were neither won nor lost."""
    counted = select(func.count()).select_from(_CUSTOMERS).where(_is_open(won))
    return (await (await connection_of(session)).execute(counted)).scalar_one()


def _is_open(won: int) -> ColumnElement[bool]:
    return and_(_CUSTOMERS.c.stage < won, _CUSTOMERS.c.lost_at.is_(None))
