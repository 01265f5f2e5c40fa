"""How visits are counted: each event once, days and weeks in one transaction."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, cast

from sqlalchemy import Table, delete, except_, func, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from foundation.database import connection_of
from foundation.moments import Monday
from funnel.visits.model import Sum, Tag
from funnel.visits.tables import (
    ClickCellRow,
    ClickElementRow,
    CoVisitRow,
    TakenEventRow,
    VisitCountRow,
    VisitWeekRow,
)
from funnel.visits.tally import Tally

_COUNTS, _WEEKS, _CELLS, _ELEMENTS, _PAIRS, _TAKEN = (
    cast("Table", row.__table__)
    for row in (VisitCountRow, VisitWeekRow, ClickCellRow, ClickElementRow, CoVisitRow, TakenEventRow)
)
_DIALECTS = {"postgresql": postgresql, "sqlite": sqlite}


def _more(table: Table, dialect: str, *, latest: Sequence[str] = (), totals: Sequence[str] = ("count",)) -> Any:
    """Make the statement that adds rows or, where one is there, adds to its totals and takes the latest of the rest."""
    insert: Any = _DIALECTS[dialect].insert(table)
    fresh = insert.excluded
    summed = {name: table.c[name] + fresh[name] for name in totals}
    return insert.on_conflict_do_update(
        index_elements=[column.name for column in table.primary_key],
        set_={**summed, **{name: fresh[name] for name in latest}},
    )


_ADD = {
    dialect: (
        _more(_COUNTS, dialect, totals=("count", "total")),
        _more(_WEEKS, dialect, totals=("count", "total")),
        _more(_CELLS, dialect),
        _more(_ELEMENTS, dialect, latest=("box_left", "box_top", "box_width", "box_height")),
        _more(_PAIRS, dialect),
    )
    for dialect in _DIALECTS
}
_TAKE: dict[str, Any] = {
    dialect: module.insert(_TAKEN).on_conflict_do_nothing().returning(_TAKEN.c.id)
    for dialect, module in _DIALECTS.items()
}


async def take(session: AsyncSession, ids: Collection[str], day: date) -> set[str]:
    """Note that events are taken; return the ids that were not taken before."""
    if not ids:
        return set()
    connection = await connection_of(session)
    rows = [{"id": each, "day": day} for each in sorted(ids)]
    return set((await connection.execute(_TAKE[connection.dialect.name], rows)).scalars())


async def add(session: AsyncSession, tally: Tally) -> None:
    """Add sums to the counts. Rows are taken in one order, so that two who add never wait for each other."""
    connection = await connection_of(session)
    rows: list[list[dict[str, Any]]] = [
        _lines(tally.sums, "day"),
        _lines(tally.by_week(), "week"),
        [
            {
                "page": cell.page,
                "layout": cell.layout,
                "day": cell.day,
                "cell_column": cell.column,
                "cell_row": cell.row,
                "count": count,
            }
            for cell, count in sorted(tally.cells.items())
        ],
        [
            {
                **element._asdict(),
                "count": count,
                "box_left": tally.boxes[element].left,
                "box_top": tally.boxes[element].top,
                "box_width": tally.boxes[element].width,
                "box_height": tally.boxes[element].height,
            }
            for element, count in sorted(tally.elements.items())
        ],
        [{"item": one, "other": other, "count": count} for (one, other), count in sorted(tally.pairs.items())],
    ]
    for statement, added in zip(_ADD[connection.dialect.name], rows, strict=True):
        if added:
            await connection.execute(statement, added)


def _lines(sums: Mapping[Tag, Sum], column: str) -> list[dict[str, Any]]:
    """Write sums as rows; `column` is where the day of a tag goes."""
    return [
        {
            "dimension": tag.dimension,
            "event_type": tag.event_type,
            column: tag.day,
            "key": tag.key,
            "count": found.count,
            "total": found.total,
        }
        for tag, found in sorted(sums.items(), key=_key)
    ]


def _key(entry: tuple[Any, Any]) -> Any:
    return entry[0]


async def recount_weeks(session: AsyncSession) -> int:
    """Sum the weeks up anew from the days; return how many sums were not what the days say."""
    names = (_WEEKS.c.dimension, _WEEKS.c.event_type, _WEEKS.c.week, _WEEKS.c.key)
    of_days = (_COUNTS.c.dimension, _COUNTS.c.event_type, Monday(_COUNTS.c.day), _COUNTS.c.key)
    summed = select(*of_days, func.sum(_COUNTS.c.count), func.sum(_COUNTS.c.total)).group_by(*of_days)
    counts = select(*of_days, func.sum(_COUNTS.c.count)).group_by(*of_days)
    kept = select(*names, _WEEKS.c.count)
    connection = await connection_of(session)
    wrong = 0
    for one, other in ((counts, kept), (kept, counts)):
        differing = except_(one, other).subquery()
        wrong = max(wrong, (await connection.execute(select(func.count()).select_from(differing))).scalar_one())
    await connection.execute(delete(_WEEKS))
    await connection.execute(insert(_WEEKS).from_select([*names, _WEEKS.c.count, _WEEKS.c.total], summed))
    return wrong


async def forget_taken(session: AsyncSession, *, before: date) -> int:
    """Forget the ids of events that no browser repeats any more; return how many."""
    connection = await connection_of(session)
    return (await connection.execute(delete(_TAKEN).where(_TAKEN.c.day < before))).rowcount
