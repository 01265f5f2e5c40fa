"""How a person's rows go, how kept rows lose the person, and how texts of others are freed of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from content.knowledge.repository import retell
from foundation.database import Base, connection_of
from funnel.cadence import repository as cadence
from funnel.privacy.model import Handle, How, Place, Trace
from funnel.privacy.places import PLACES
from funnel.privacy.repository.tracing import Found, Key, parts, searched, table_of
from funnel.timeline import repository as timeline


async def counts(session: AsyncSession, found: Found, pseudonym: str) -> list[Trace]:
    """Say how much of the person each place holds, as things stand."""
    counted: dict[tuple[str, How], Trace] = {}
    for number, place in enumerate(PLACES):
        keys = found.rows.get(number, [])
        if place.blanks is None:
            how, many = How.ERASED, len(keys)
        else:
            how, many = How.PSEUDONYMISED, len(await _to_blank(session, place, keys, pseudonym=pseudonym))
        _add(counted, place, how=how, many=many)
    for place in PLACES:
        if place.free or place.named:
            others = set(found.mentions.get(place.table, ())) - found.own_in(place.table)
            _add(counted, place, how=How.MENTIONS, many=len(others))
    return list(counted.values())


def _add(counted: dict[tuple[str, How], Trace], place: Place, *, how: How, many: int) -> None:
    before = counted.get((place.table, how))
    if many or before:
        total = many + (before.before if before else 0)
        counted[place.table, how] = Trace(place.table, place.group, how, total)


async def kept_quotes(session: AsyncSession, found: Found) -> list[tuple[str, date]]:
    """Return the numbers of quotes that stay for the books, with the days of their issue."""
    quotes = Base.metadata.tables["quotes"]
    connection = await connection_of(session)
    kept: list[tuple[str, date]] = []
    for some in parts(found.handles.get(Handle.KEPT, ())):
        wanted = sa.select(quotes.c.number, quotes.c.issued_at).where(quotes.c.id.in_(some))
        kept += [(row.number, row.issued_at.date()) for row in await connection.execute(wanted)]
    return kept


async def remove(session: AsyncSession, found: Found, pseudonym: str) -> None:
    """Take the person out of every place, in the order of PLACES."""
    for number, place in enumerate(PLACES):
        keys = found.rows.get(number, [])
        if place.blanks is None:
            await delete(session, place, keys)
        else:
            for key, values in await _to_blank(session, place, keys, pseudonym=pseudonym):
                await _update(session, place, key, values=values)
    for place in PLACES:
        if place.free or place.named:
            await _free(session, place, found)
    await tidy(session, found)


async def tidy(session: AsyncSession, found: Found) -> None:
    """After rows went: a question that nobody asked any more goes, and what comes next is news."""
    gaps, askings = (Base.metadata.tables[name] for name in ("knowledge_gaps", "knowledge_gap_askings"))
    asked = sa.exists().where(askings.c.gap_id == gaps.c.id)
    connection = await connection_of(session)
    for some in parts(found.handles.get(Handle.GAP, ())):
        await connection.execute(sa.delete(gaps).where(gaps.c.id.in_(some), gaps.c.answer.is_(None), ~asked))
    await _put_marks_back(session)


async def _put_marks_back(session: AsyncSession) -> None:
    """Let what comes next be news, whatever numbers it gets."""
    event, move = await timeline.newest_rows(session)
    newest = {"events": event, "settled_events": event, "moves": move}
    marks = await cadence.marks(session)
    await cadence.set_marks(session, {name: min(at, newest.get(name, at)) for name, at in marks.items()})


async def delete(session: AsyncSession, place: Place, keys: Sequence[Key]) -> None:
    """Delete rows of a place by their keys."""
    table = table_of(place)
    connection = await connection_of(session)
    for some in parts(keys):
        await connection.execute(sa.delete(table).where(_is_one_of(table, some)))


def _is_one_of(table: sa.Table, keys: Sequence[Key]) -> sa.ColumnElement[bool]:
    columns = list(table.primary_key.columns)
    if len(columns) == 1:
        return columns[0].in_([key[0] for key in keys])
    return sa.tuple_(*columns).in_(keys)


async def rows_of(session: AsyncSession, place: Place, keys: Sequence[Key]) -> list[tuple[Key, Mapping[str, Any]]]:
    """Read rows of a place by their keys."""
    table = table_of(place)
    columns = list(table.primary_key.columns)
    connection = await connection_of(session)
    rows: list[tuple[Key, Mapping[str, Any]]] = []
    for some in parts(keys):
        found = (await connection.execute(sa.select(table).where(_is_one_of(table, some)))).mappings()
        rows += [(tuple(row[column.name] for column in columns), dict(row)) for row in found]
    return rows


async def _to_blank(
    session: AsyncSession, place: Place, keys: Sequence[Key], *, pseudonym: str
) -> list[tuple[Key, dict[str, Any]]]:
    """Return the rows that still hold something of the person, with what is to stand there instead."""
    changes = []
    for key, row in await rows_of(session, place, keys):
        blanked = {name: blank(row[name], pseudonym) for name, blank in (place.blanks or {}).items()}
        changed = {name: value for name, value in blanked.items() if value != row[name]}
        if changed:
            changes.append((key, changed))
    return changes


async def _free(session: AsyncSession, place: Place, found: Found) -> None:
    """Take the person out of the free texts of rows that stay; what a blank left in a column stays as it is."""
    spared = _blanked_columns(place.table, found)
    retold: dict[int, tuple[str, str]] = {}
    for key, row in await rows_of(session, place, found.mentions.get(place.table, ())):
        looked = {
            name: words for name, words in searched(place, found.sought).items() if name not in spared.get(key, ())
        }
        values = {name: words.without(row[name]) for name, words in looked.items() if words.are_in(row[name])}
        if place.table == "knowledge_passages":
            retold[key[0]] = (values.get("text", row["text"]), values.get("locator", row["locator"]))
        elif _is_named_by(place, values):
            await delete(session, place, [key])
        elif values:
            await _update(session, place, key, values=values)
    if retold:
        await retell(session, retold)


def _is_named_by(place: Place, values: Mapping[str, Any]) -> bool:
    """Say whether a row is known by what mentions the person: then nothing else could stand there."""
    return any(table_of(place).c[name].primary_key for name in values)


def _blanked_columns(table: str, found: Found) -> dict[Key, Collection[str]]:
    return {
        key: place.blanks
        for number, place in enumerate(PLACES)
        if place.table == table and place.blanks is not None
        for key in found.rows.get(number, ())
    }


async def _update(session: AsyncSession, place: Place, key: Key, *, values: Mapping[str, Any]) -> None:
    table = table_of(place)
    await (await connection_of(session)).execute(sa.update(table).where(_is_one_of(table, [key])).values(**values))
