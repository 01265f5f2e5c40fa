"""How checks are kept; what comes out is frozen model data."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from quoting.checks.model import Cause, Check
from quoting.differences import read_difference
from quoting.model import Quote, QuoteStatus
from quoting.repository import read_quotes
from quoting.tables import QuoteCheckRow, QuoteRow


async def to_check(
    session: AsyncSession, statuses: Iterable[QuoteStatus], *, basis: str | None, after: str = "", limit: int = 100
) -> list[Quote]:
    """Return quotes in these states by their ids, those behind `after`; with a `basis` those not yet compared with it."""
    wanted = sa.select(QuoteRow).where(QuoteRow.status.in_([one.value for one in statuses]), QuoteRow.id > after)
    if basis is not None:
        done = sa.select(QuoteCheckRow.quote_id).where(QuoteCheckRow.basis == basis)
        wanted = wanted.where(QuoteRow.id.not_in(done))
    return await read_quotes(session, wanted.order_by(QuoteRow.id).limit(limit))


async def find(session: AsyncSession, quote_id: str) -> Check | None:
    """Return the newest check of a quote."""
    row = await session.get(QuoteCheckRow, quote_id)
    return _check(row) if row else None


async def keep(session: AsyncSession, check: Check) -> None:
    """Keep a check in the place of the one before."""
    row = await session.get(QuoteCheckRow, check.quote_id)
    columns = {
        "basis": check.basis,
        "causes": [cause.value for cause in check.causes],
        "differences": [one.as_json() for one in check.differences],
        "affected": check.affected,
        "checked_at": check.checked_at,
    }
    if row is None:
        session.add(QuoteCheckRow(quote_id=check.quote_id, **columns))
    else:
        for name, value in columns.items():
            setattr(row, name, value)
    await session.flush()


async def affected(
    session: AsyncSession, statuses: Iterable[QuoteStatus], *, limit: int = 500
) -> list[tuple[Quote, Check]]:
    """Return the quotes in these states that would be different now, those that end first before the others."""
    wanted = (
        sa.select(QuoteRow)
        .join(QuoteCheckRow, QuoteCheckRow.quote_id == QuoteRow.id)
        .where(QuoteCheckRow.affected, QuoteRow.status.in_([one.value for one in statuses]))
        .order_by(QuoteRow.valid_until, QuoteRow.id)
        .limit(limit)
    )
    found = await read_quotes(session, wanted)
    rows = await session.scalars(sa.select(QuoteCheckRow).where(QuoteCheckRow.quote_id.in_([one.id for one in found])))
    checks = {row.quote_id: _check(row) for row in rows}
    return [(one, checks[one.id]) for one in found]


async def count_affected(session: AsyncSession, statuses: Iterable[QuoteStatus]) -> int:
    """Return how many quotes in these states would be different now."""
    wanted = (
        sa.select(sa.func.count())
        .select_from(QuoteCheckRow)
        .join(QuoteRow, QuoteRow.id == QuoteCheckRow.quote_id)
        .where(QuoteCheckRow.affected, QuoteRow.status.in_([one.value for one in statuses]))
    )
    return (await session.execute(wanted)).scalar_one()


def _check(row: QuoteCheckRow) -> Check:
    return Check(
        row.quote_id,
        row.basis,
        tuple(Cause(cause) for cause in row.causes),
        tuple(read_difference(one) for one in row.differences),
        row.checked_at,
    )
