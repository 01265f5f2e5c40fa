"""How the counts of visits are read: whole weeks as such, the days before and after them one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from datetime import date, timedelta
from typing import cast

from sqlalchemy import ColumnElement, Select, Subquery, Table, and_, func, select, union_all
from sqlalchemy.ext.asyncio import AsyncSession

from foundation.database import connection_of
from funnel.visits.model import Box, Clicked, Counted, Days, Hot, Sum
from funnel.visits.tables import ClickCellRow, ClickElementRow, CoVisitRow, VisitCountRow, VisitWeekRow

_COUNTS, _WEEKS, _CELLS, _ELEMENTS, _PAIRS = (
    cast("Table", row.__table__) for row in (VisitCountRow, VisitWeekRow, ClickCellRow, ClickElementRow, CoVisitRow)
)
DAY = timedelta(days=1)


def _sums(days: Days, *which: Callable[[Table], ColumnElement[bool]]) -> Subquery:
    """Return key, count and total of what is chosen of a range: several rows of each key, which are to be summed."""

    def lines(table: Table, column: str, part: Days) -> Select[str, int, float]:
        inside = table.c[column].between(part.first, part.last)
        return select(table.c.key, table.c["count"], table.c.total).where(inside, *(each(table) for each in which))

    weeks = days.whole_weeks
    if weeks is None:
        return lines(_COUNTS, "day", days).subquery()
    beside = (Days(days.first, weeks.first - DAY), Days(weeks.last + DAY, days.last))
    parts = [lines(_COUNTS, "day", part) for part in beside if part.first <= part.last]
    return union_all(lines(_WEEKS, "week", weeks), *parts).subquery()


def _of(dimension: str, event_type: str) -> Callable[[Table], ColumnElement[bool]]:
    return lambda table: and_(table.c.dimension == dimension, table.c.event_type == event_type)


async def counted(
    session: AsyncSession,
    dimension: str,
    event_type: str,
    *,
    days: Days,
    most: int,
    keys: Collection[str] | None = None,
) -> list[Counted]:
    """Return the keys of a dimension (or `keys` of them) with their sums, most first."""
    wanted = [] if keys is None else [lambda table: table.c.key.in_(keys)]
    of = _sums(days, _of(dimension, event_type), *wanted).c
    how_often = func.sum(of["count"])
    statement = (
        select(of.key, how_often, func.sum(of.total)).group_by(of.key).order_by(how_often.desc(), of.key).limit(most)
    )
    found = await (await connection_of(session)).execute(statement)
    return [Counted(key, int(count), float(total)) for key, count, total in found.all()]


async def total(session: AsyncSession, dimension: str, event_type: str, *, days: Days) -> Sum:
    """Return the sums of a whole dimension."""
    of = _sums(days, _of(dimension, event_type)).c
    row = (await (await connection_of(session)).execute(select(func.sum(of["count"]), func.sum(of.total)))).one()
    return Sum(int(row[0] or 0), float(row[1] or 0))


async def counted_under(session: AsyncSession, prefix: str, *, days: Days) -> dict[str, int]:
    """Return how often each page under an address was opened."""
    of = _sums(days, _of("page", "page_view"), lambda table: table.c.key.startswith(prefix, autoescape=True)).c
    statement = select(of.key, func.sum(of["count"])).group_by(of.key)
    return {key: int(count) for key, count in (await (await connection_of(session)).execute(statement)).all()}


async def by_day(session: AsyncSession, dimension: str, event_type: str, *, days: Days) -> dict[date, Sum]:
    """Return the sums of a whole dimension for each day that has any."""
    statement = (
        select(_COUNTS.c.day, func.sum(_COUNTS.c.count), func.sum(_COUNTS.c.total))
        .where(_COUNTS.c.dimension == dimension, _COUNTS.c.event_type == event_type)
        .where(_COUNTS.c.day.between(days.first, days.last))
        .group_by(_COUNTS.c.day)
    )
    found = await (await connection_of(session)).execute(statement)
    return {day: Sum(int(count), float(total)) for day, count, total in found}


async def hot(session: AsyncSession, page: str, layout: str, *, days: Days) -> list[Hot]:
    """Return the clicked squares of a page."""
    columns = (_CELLS.c.cell_column, _CELLS.c.cell_row)
    statement = (
        select(*columns, func.sum(_CELLS.c.count))
        .where(_CELLS.c.page == page, _CELLS.c.layout == layout, _CELLS.c.day.between(days.first, days.last))
        .group_by(*columns)
    )
    found = await (await connection_of(session)).execute(statement)
    return [Hot(column, row, int(count)) for column, row, count in found]


async def clicked(session: AsyncSession, page: str, layout: str, *, days: Days, most: int) -> list[Clicked]:
    """Return the clicked elements of a page, most first, each where it lay on its last day."""
    statement = (
        select(
            _ELEMENTS.c.path,
            _ELEMENTS.c.count.label("clicks"),
            *(_ELEMENTS.c[f"box_{name}"] for name in ("left", "top", "width", "height")),
        )
        .where(_ELEMENTS.c.page == page, _ELEMENTS.c.layout == layout)
        .where(_ELEMENTS.c.day.between(days.first, days.last))
        .order_by(_ELEMENTS.c.day)
    )
    counts: Counter[str] = Counter()
    boxes: dict[str, Box] = {}
    for row in await (await connection_of(session)).execute(statement):
        counts[row.path] += row.clicks
        boxes[row.path] = Box(row.box_left, row.box_top, row.box_width, row.box_height)
    return [Clicked(path, count, boxes[path]) for path, count in counts.most_common(most)]


async def co_visits(session: AsyncSession, items: Collection[str]) -> Mapping[tuple[str, str], int]:
    """Return how often each other thing was looked at before or after any of `items`, both ways together."""
    connection = await connection_of(session)
    found: dict[tuple[str, str], int] = {}
    for one, other in ((_PAIRS.c.item, _PAIRS.c.other), (_PAIRS.c.other, _PAIRS.c.item)):
        statement = select(one, other, func.sum(_PAIRS.c.count)).where(one.in_(items)).group_by(one, other)
        for item, another, count in await connection.execute(statement):
            found[item, another] = found.get((item, another), 0) + int(count)
    return found
