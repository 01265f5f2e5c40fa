"""How the rows of a person are found: by what links them, round after round, and by what their texts mention."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from foundation.database import Base, connection_of, import_tables
from funnel.privacy.model import Handle, Link, Person, Place
from funnel.privacy.places import PLACES
from funnel.privacy.sought import Sought, words_of
from scoring.mail_domains import MailDomain, mail_domain

Key = tuple[Any, ...]
"""The primary key of a row."""
Each = TypeVar("Each")
_AT_ONCE = 400
"""Values of one statement."""


@dataclass(slots=True)
class Found:
    """What is known of a person: handles, words, their rows by place (its position in PLACES), and mentions by table."""

    handles: dict[Handle, set[Any]] = field(default_factory=dict)
    sought: Sought = Sought(())  # noqa: RUF009 - it is frozen
    rows: dict[int, list[Key]] = field(default_factory=dict)
    mentions: dict[str, list[Key]] = field(default_factory=dict)

    def own_in(self, table: str) -> set[Key]:
        """Return the keys of the person's own rows in a table."""
        own = (keys for number, keys in self.rows.items() if PLACES[number].table == table)
        return {key for keys in own for key in keys}

    @property
    def is_nobody(self) -> bool:
        """Whether nothing at all was found."""
        return not any(self.rows.values()) and not any(self.mentions.values())


def table_of(place: Place) -> sa.Table:
    """Return the table of a place."""
    return Base.metadata.tables[place.table]


def parts(values: Iterable[Each]) -> Iterator[list[Each]]:
    """Cut values into lists that one statement can take."""
    left = iter(values)
    while part := list(islice(left, _AT_ONCE)):
        yield part


async def trace(session: AsyncSession, person: Person) -> Found:
    """Find everything of a person that the tables hold."""
    found = Found()
    if person.address:
        found.handles[Handle.ADDRESS] = {person.address.strip().lower()}
    if person.customer is not None:
        found.handles[Handle.CUSTOMER] = {person.customer}
    await follow(session, found.handles)
    found.sought = await _words(session, found.handles)
    await follow(session, found.handles)  # an address that was not asked for leads on
    await look_again(session, found)
    return found


async def look_again(session: AsyncSession, found: Found) -> None:
    """Find the rows anew, by the handles and words that are known."""
    found.rows = {
        number: [key for key, _ in await _linked(session, place, found.handles)] for number, place in enumerate(PLACES)
    }
    going: dict[str, set[Key]] = {}
    for number, place in enumerate(PLACES):
        if place.blanks is None:
            going.setdefault(place.table, set()).update(found.rows[number])
    found.mentions = {}
    for place in PLACES:
        if place.free or place.named:
            keys = await _mentioning(session, place, found.sought)
            found.mentions[place.table] = [key for key in keys if key not in going.get(place.table, set())]


async def follow(session: AsyncSession, handles: dict[Handle, set[Any]]) -> None:
    """Let rows lead to further rows, until nothing new is found."""
    import_tables()
    size = -1
    while size != (size := sum(len(values) for values in handles.values())):
        for place in PLACES:
            if place.yields:
                for _, row in await _linked(session, place, handles):
                    for column, handle in place.yields.items():
                        if row[column] is not None:
                            handles.setdefault(handle, set()).add(row[column])


async def _linked(
    session: AsyncSession, place: Place, handles: Mapping[Handle, Collection[Any]]
) -> list[tuple[Key, Mapping[str, Any]]]:
    """Return the rows of a place that its links find: key, and the columns that lead on."""
    table = table_of(place)
    keys = list(table.primary_key.columns)
    wanted = sa.select(*keys, *(table.c[name] for name in place.yields if table.c[name] not in keys))
    if place.where:
        wanted = wanted.where(sa.text(place.where))
    connection = await connection_of(session)
    rows: dict[Key, Mapping[str, Any]] = {}
    for link in place.links:
        for values in parts(handles.get(link.handle, ())):
            for row in (await connection.execute(wanted.where(_condition(table, link, values)))).mappings():
                rows[tuple(row[key.name] for key in keys)] = dict(row)
    return sorted(rows.items(), key=lambda pair: str(pair[0]))


def _condition(table: sa.Table, link: Link, values: Sequence[Any]) -> sa.ColumnElement[bool]:
    column = table.c[link.column]
    condition: sa.ColumnElement[bool]
    if link.within:
        text = sa.cast(column, sa.Text)
        condition = sa.or_(*(text.ilike(f'%"{link.within}":"{escape(value)}"%', escape="\\") for value in values))
    elif link.handle is Handle.ADDRESS:
        condition = sa.func.lower(column).in_(values)
    else:
        condition = column.in_([str(value) if column.type.python_type is str else value for value in values])
    return sa.and_(condition, sa.text(link.only)) if link.only else condition


def escape(text: str) -> str:
    """Let a text stand for itself in a LIKE."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


async def _words(session: AsyncSession, handles: dict[Handle, set[Any]]) -> Sought:
    """Collect what the customer told of themselves; a name or company that others have too, or that we write of, is no secret."""
    customers = Base.metadata.tables["customers"]
    columns = (customers.c.email, customers.c.phone, customers.c.name, customers.c.company)
    ids = list(handles.get(Handle.CUSTOMER, ()))
    connection = await connection_of(session)
    known = (await connection.execute(sa.select(*columns).where(customers.c.id.in_(ids)))).all()
    others = sa.select(sa.func.count()).where(customers.c.id.not_in(ids))
    companies = []
    for company, email in {(row.company, row.email) for row in known if row.company}:
        alike: sa.ColumnElement[bool] = customers.c.company.ilike(f"%{escape(company)}%", escape="\\")
        kind, domain = mail_domain(email)
        if kind is MailDomain.BUSINESS:
            alike = sa.or_(alike, customers.c.email.ilike(f"%@{escape(domain or '')}", escape="\\"))
        if not (await connection.execute(others.where(alike))).scalar_one() and not await _is_ours(session, company):
            companies.append(company)
    names = []
    for name in {row.name for row in known if row.name}:
        same = others.where(sa.func.lower(customers.c.name) == name.lower())
        if not (await connection.execute(same)).scalar_one() and not await _is_ours(session, name):
            names.append(name)
    addresses = {*handles.get(Handle.ADDRESS, ()), *(row.email for row in known if row.email)}
    handles[Handle.ADDRESS] = addresses
    return words_of(sorted(addresses), [row.phone for row in known if row.phone], names=names, companies=companies)


async def _is_ours(session: AsyncSession, name: str) -> bool:
    """Say whether our own content speaks of a name: whoever gives a product's name as theirs must not take it from all texts."""
    items = Base.metadata.tables["content_items"]
    wanted = sa.select(sa.literal(1)).where(items.c.body.ilike(f"%{escape(name)}%", escape="\\")).limit(1)
    return (await (await connection_of(session)).execute(wanted)).first() is not None


async def _mentioning(session: AsyncSession, place: Place, sought: Sought) -> list[Key]:
    """Return the keys of the rows in whose texts the person is mentioned."""
    table = table_of(place)
    keys = list(table.primary_key.columns)
    looked = searched(place, sought)
    likes = [
        sa.cast(table.c[name], sa.Text).ilike(f"%{escape(word)}%", escape="\\")
        for name, words in looked.items()
        for word in words.spellings
    ]
    if not likes:
        return []
    columns = [table.c[name] for name in looked]
    wanted = sa.select(*keys, *(column for column in columns if column not in keys)).where(sa.or_(*likes))
    rows = await (await connection_of(session)).execute(wanted)
    return [
        tuple(row[key.name] for key in keys)
        for row in rows.mappings()
        if any(words.are_in(row[name]) for name, words in looked.items())
    ]


def searched(place: Place, sought: Sought) -> dict[str, Sought]:
    """Return which columns of a place are searched, and each for what."""
    return {**dict.fromkeys(place.free, sought), **dict.fromkeys(place.named, sought.by_reach)}
