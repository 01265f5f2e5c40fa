"""How visits are counted, how an event is taken once, and how agreements to be remembered are kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import Table, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from foundation.database import connection_of
from funnel.visits.model import Agreement, Box, Clicked, Counted, Days, Hot, Sum
from funnel.visits.tables import (
    ClickCellRow,
    ClickElementRow,
    CoVisitRow,
    TakenEventRow,
    VisitCountRow,
    VisitorRow,
)
from funnel.visits.tally import Tally

_COUNTS, _CELLS, _ELEMENTS, _PAIRS, _TAKEN, _VISITORS = (
    cast("Table", row.__table__)
    for row in (VisitCountRow, ClickCellRow, ClickElementRow, CoVisitRow, TakenEventRow, VisitorRow)
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
_AGREE: dict[str, Any] = {
    dialect: module.insert(_VISITORS).on_conflict_do_nothing() for dialect, module in _DIALECTS.items()
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
        [
            {**tag._asdict(), "count": found.count, "total": found.total}
            for tag, found in sorted(tally.sums.items(), key=_key)
        ],
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


def _key(entry: tuple[Any, Any]) -> Any:
    return entry[0]


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


async def forget_taken(session: AsyncSession, *, before: date) -> int:
    """Forget the ids of events that no browser repeats any more; return how many."""
    connection = await connection_of(session)
    return (await connection.execute(delete(_TAKEN).where(_TAKEN.c.day < before))).rowcount


async def forget_visitors(session: AsyncSession, *, before: datetime) -> int:
    """Forget agreements and withdrawals of long ago; return how many."""
    connection = await connection_of(session)
    return (await connection.execute(delete(_VISITORS).where(_VISITORS.c.agreed_at < before))).rowcount


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
    how_often = func.sum(_COUNTS.c.count)
    statement = (
        select(_COUNTS.c.key, how_often, func.sum(_COUNTS.c.total))
        .where(_COUNTS.c.dimension == dimension, _COUNTS.c.event_type == event_type)
        .where(_COUNTS.c.day.between(days.first, days.last))
        .group_by(_COUNTS.c.key)
        .order_by(how_often.desc(), _COUNTS.c.key)
        .limit(most)
    )
    if keys is not None:
        statement = statement.where(_COUNTS.c.key.in_(keys))
    found = await (await connection_of(session)).execute(statement)
    return [Counted(key, int(count), float(total)) for key, count, total in found]


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


async def counted_under(session: AsyncSession, prefix: str, *, days: Days) -> dict[str, int]:
    """Return how often each page under an address was opened."""
    statement = (
        select(_COUNTS.c.key, func.sum(_COUNTS.c.count))
        .where(_COUNTS.c.dimension == "page", _COUNTS.c.event_type == "page_view")
        .where(_COUNTS.c.day.between(days.first, days.last), _COUNTS.c.key.startswith(prefix, autoescape=True))
        .group_by(_COUNTS.c.key)
    )
    return {key: int(count) for key, count in await (await connection_of(session)).execute(statement)}


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
