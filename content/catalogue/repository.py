"""Source of truth for reading and replacing a company's content in the database."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from content.catalogue.items import StoredItem, put_together, take_apart
from content.catalogue.model import Company, Price
from content.catalogue.tables import FileRow, GenerationRow, ItemRow, PriceRow
from foundation import clock
from foundation.actor import Actor
from foundation.events import record

_Key = TypeVar("_Key")
NAMED = 5
"""How many names a report spells out."""


@dataclass(frozen=True, slots=True)
class Change:
    """What became of the things of one kind: their names; `unchanged` is a count."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: int = 0
    moved: int = 0
    """Things that only stand in another place now."""

    @property
    def any(self) -> bool:
        """Whether something is different now."""
        return bool(self.added or self.changed or self.removed or self.moved)

    def __str__(self) -> str:
        told = [
            f"{len(names)} {word} ({', '.join(names[:NAMED])}{', ...' if len(names) > NAMED else ''})"
            for word, names in (("added", self.added), ("changed", self.changed), ("removed", self.removed))
            if names
        ]
        return ", ".join([*told, *([f"{self.moved} moved"] if self.moved else []), f"{self.unchanged} unchanged"])


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load changed, by kind (`product`, `price`, `file` ...), and the generation that holds now."""

    generation: int
    changes: Mapping[str, Change] = field(default_factory=dict)

    @property
    def any(self) -> bool:
        """Whether the load changed anything."""
        return any(change.any for change in self.changes.values())

    def __str__(self) -> str:
        """Say what changed, a line for each kind."""
        lines = [f"{kind}: {change}" for kind, change in self.changes.items() if change.any]
        return "\n".join(lines) if lines else "Nothing changed."


class NoContent(LookupError):
    """No pack has been loaded yet."""

    def __init__(self) -> None:
        super().__init__("There is no company in the database yet; load one with `tradewind pack load DIR`.")


async def replace(session: AsyncSession, company: Company, files: Mapping[str, bytes], *, by: Actor) -> LoadReport:
    """Make the database hold exactly this company and these files; rows that stay the same are not touched.

    The generation rises in the same transaction, and only where something changed.
    """
    changes = await _replace_items(session, take_apart(company))
    changes["price"] = await _replace_prices(session, company.prices)
    changes["file"] = await _replace_files(session, files)
    report = LoadReport(0, changes)
    number = await bump_generation(session) if report.any else await generation(session)
    if report.any:
        counts = {
            kind: {"added": len(change.added), "changed": len(change.changed), "removed": len(change.removed)}
            for kind, change in changes.items()
            if change.any
        }
        await record(session, "content_loaded", subject=("content", company.id), by=by, data=counts)
    return LoadReport(number, changes)


async def replace_kinds(session: AsyncSession, company: Company, kinds: Collection[str], *, by: Actor) -> int:
    """Store what a company has of some kinds of items and leave the rest alone; return the generation that holds now."""
    items = [item for item in take_apart(company) if item.kind in kinds]
    changes = await _replace_items(session, items, kinds=kinds)
    number = await bump_generation(session)
    counts = {kind: {"changed": len(change.changed), "added": len(change.added)} for kind, change in changes.items()}
    await record(session, "content_edited", subject=("content", company.id), by=by, data=counts)
    return number


async def generation(session: AsyncSession) -> int:
    """Return the generation of the content, 0 before the first load."""
    return await session.scalar(sa.select(GenerationRow.number).where(GenerationRow.id == 1)) or 0


async def bump_generation(session: AsyncSession) -> int:
    """Let the generation rise, so that caches and indexes renew themselves after the commit."""
    row = await session.get(GenerationRow, 1, with_for_update=True)
    if row is None:
        row = GenerationRow(id=1, number=0, changed_at=clock.now())
        session.add(row)
    row.number += 1
    row.changed_at = clock.now()
    await session.flush()
    return row.number


async def read_items(session: AsyncSession) -> list[StoredItem]:
    """Return all items as they are stored."""
    rows = await session.scalars(sa.select(ItemRow).order_by(ItemRow.kind, ItemRow.position))
    return [StoredItem(row.kind, row.id, row.position, row.body, row.digest) for row in rows]


async def read_prices(session: AsyncSession) -> list[Price]:
    """Return the price list in its order."""
    rows = await session.scalars(sa.select(PriceRow).order_by(PriceRow.position))
    return [
        Price(
            sku=row.sku,
            currency=row.currency,
            min_quantity=row.min_quantity,
            unit_price=row.unit_price,
            valid_from=row.valid_from,
            valid_until=row.valid_until,
            price_list=row.price_list,
            floor=row.floor,
        )
        for row in rows
    ]


async def read_company(session: AsyncSession) -> Company:
    """Return the company as it is stored; raise NoContent where none was loaded."""
    items = await read_items(session)
    if not items:
        raise NoContent
    return put_together(items, await read_prices(session), await generation(session))


async def read_file(session: AsyncSession, name: str) -> bytes | None:
    """Return a file of the pack by its name, or None."""
    content: bytes | None = await session.scalar(sa.select(FileRow.content).where(FileRow.name == name))
    return content


async def read_files(session: AsyncSession) -> dict[str, bytes]:
    """Return all files of the pack."""
    rows = await session.execute(sa.select(FileRow.name, FileRow.content).order_by(FileRow.name))
    return {row.name: row.content for row in rows}


def _change(before: Mapping[_Key, str], after: Mapping[_Key, str], name: Mapping[_Key, str]) -> Change:
    return Change(
        added=tuple(name[key] for key in after if key not in before),
        changed=tuple(name[key] for key in after if key in before and before[key] != after[key]),
        removed=tuple(name[key] for key in before if key not in after),
        unchanged=sum(1 for key in after if before.get(key) == after[key]),
    )


async def _replace_items(
    session: AsyncSession, items: Iterable[StoredItem], *, kinds: Collection[str] | None = None
) -> dict[str, Change]:
    """Store items in place of all that there are, or of those of some kinds."""
    rows = sa.select(ItemRow) if kinds is None else sa.select(ItemRow).where(ItemRow.kind.in_(kinds))
    held = {(row.kind, row.id): row for row in await session.scalars(rows)}
    wanted = {(item.kind, item.id): item for item in items}
    before = {key: row.digest for key, row in held.items()}
    after = {key: item.digest for key, item in wanted.items()}
    moved = [kind for (kind, name), row in held.items() if _moved(row, wanted.get((kind, name)))]
    changes: dict[str, Change] = {}
    for kind in dict.fromkeys(kind for kind, _ in (*after, *before)):
        old = {key[1]: digest for key, digest in before.items() if key[0] == kind}
        new = {key[1]: digest for key, digest in after.items() if key[0] == kind}
        changes[kind] = dataclasses.replace(
            _change(old, new, {name: name for name in (*old, *new)}), moved=moved.count(kind)
        )
    for key, item in wanted.items():
        row = held.get(key)
        if row is None:
            session.add(ItemRow(kind=item.kind, id=item.id, position=item.position, body=item.body, digest=item.digest))
        else:
            row.position, row.body, row.digest = item.position, item.body, item.digest
    for key, row in held.items():
        if key not in wanted:
            await session.delete(row)
    return changes


def _moved(row: ItemRow, item: StoredItem | None) -> bool:
    return item is not None and item.digest == row.digest and item.position != row.position


async def _replace_prices(session: AsyncSession, prices: Iterable[Price]) -> Change:
    held = {_price_key(row): row for row in await session.scalars(sa.select(PriceRow))}
    wanted = {_price_key(price): price for price in prices}
    change = _change(
        {key: _price_told(row) for key, row in held.items()},
        {key: _price_told(price) for key, price in wanted.items()},
        {key: " ".join(map(str, (*key[:3], *key[4:]))).strip() for key in (*held, *wanted)},
    )
    for position, (key, price) in enumerate(wanted.items()):
        row = held.get(key)
        if row is None:
            session.add(PriceRow(**price.model_dump(), position=position))
        else:
            row.unit_price, row.floor = price.unit_price, price.floor
            row.valid_until, row.position = price.valid_until, position
    for key, row in held.items():
        if key not in wanted:
            await session.delete(row)
    return change


def _price_key(row: PriceRow | Price) -> tuple[str, str, int, date, str]:
    return row.sku, row.currency, row.min_quantity, row.valid_from, row.price_list


def _price_told(row: PriceRow | Price) -> str:
    """Write what a row says, for comparing only: it holds the floor and is never shown."""
    floor = "" if row.floor is None else f"{row.floor.normalize():f}"
    return f"{row.unit_price.normalize():f} {row.valid_until} {floor}"


async def _replace_files(session: AsyncSession, files: Mapping[str, bytes]) -> Change:
    held = {row.name: row for row in await session.scalars(sa.select(FileRow))}
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    before = {name: row.digest for name, row in held.items()}
    for name, content in files.items():
        row = held.get(name)
        if row is None:
            session.add(FileRow(name=name, digest=digests[name], size=len(content), content=content))
        elif row.digest != digests[name]:
            row.digest, row.size, row.content = digests[name], len(content), content
    for name, row in held.items():
        if name not in files:
            await session.delete(row)
    return _change(before, digests, {name: name for name in (*before, *digests)})
