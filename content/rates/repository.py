"""How exchange rates are stored and found."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from content.rates.model import Rate, RateBook, newest
from content.rates.tables import ExchangeRateRow
from foundation.ids import new_id

REACH = timedelta(days=400)
"""How old a rate may be to be looked at; what is older is as good as none."""
_AT_ONCE = 500


async def add(session: AsyncSession, rates: Sequence[Rate], *, entered_at: datetime) -> int:
    """Store the rates that are not on record with the same moment, value and source; return how many."""
    first = min((rate.as_of for rate in rates), default=entered_at)
    held = {_key(rate) for rate in await _read(session, ExchangeRateRow.as_of >= first)}
    wanted = {_key(rate): rate for rate in rates}
    rows = [
        {
            "id": new_id(),
            "base": rate.base,
            "currency": rate.currency,
            "rate": rate.rate,
            "as_of": rate.as_of,
            "source": rate.source,
            "entered_at": entered_at,
        }
        for key, rate in wanted.items()
        if key not in held
    ]
    for start in range(0, len(rows), _AT_ONCE):
        await session.execute(sa.insert(ExchangeRateRow), rows[start : start + _AT_ONCE])
    return len(rows)


async def read_book(session: AsyncSession, currencies: Collection[str], *, now: datetime) -> RateBook:
    """Return the newest rates that lead to one of these currencies; of one moment what was entered last counts."""
    row = ExchangeRateRow
    wanted = sa.and_(row.currency.in_(sorted(currencies)), row.as_of >= now - REACH)
    return newest(await _read(session, wanted))


async def read_newest(session: AsyncSession) -> tuple[Rate, ...]:
    """Return the newest rate of every pair on record, in the order of the pairs."""
    row = ExchangeRateRow
    latest = sa.select(row.base, row.currency, sa.func.max(row.as_of).label("as_of")).group_by(row.base, row.currency)
    held = latest.subquery()
    same = sa.and_(row.base == held.c.base, row.currency == held.c.currency, row.as_of == held.c.as_of)
    found = await session.scalars(sa.select(row).join(held, same).order_by(row.entered_at, row.id))
    book = newest([_rate(one) for one in found])
    return tuple(sorted(book.rates, key=lambda rate: (rate.base, rate.currency)))


async def _read(session: AsyncSession, which: sa.ColumnElement[bool]) -> list[Rate]:
    row = ExchangeRateRow
    columns = (row.base, row.currency, row.rate, row.as_of, row.source)
    found = await session.execute(sa.select(*columns).where(which).order_by(row.entered_at, row.id))
    return [Rate(*one) for one in found]


def _rate(row: ExchangeRateRow) -> Rate:
    return Rate(row.base, row.currency, row.rate, row.as_of, row.source)


def _key(rate: Rate) -> tuple[object, ...]:
    return rate.base, rate.currency, rate.as_of, rate.rate.normalize(), rate.source
