"""Source of truth for a company taken apart into stored items and put together again, without losing anything."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from content.catalogue.implied import with_implied
from content.catalogue.kinds import BY_NAME, KINDS
from content.catalogue.model import Company, Part, Price


@dataclass(frozen=True, slots=True)
class StoredItem:
    """One item as it is stored: `body` is its JSON with names in their order, `digest` the SHA-256 of that."""

    kind: str
    id: str
    position: int
    body: str
    digest: str


def stored(kind: str, name: str, part: Part, *, position: int = 0) -> StoredItem:
    """Write one item down; what has its default value is left out."""
    body = part.model_dump_json(exclude_defaults=True)
    return StoredItem(kind, name, position, body, hashlib.sha256(body.encode()).hexdigest())


def take_apart(company: Company) -> list[StoredItem]:
    """Return all items of a company but its prices."""
    items: list[StoredItem] = []
    for kind in KINDS:
        if not kind.field:
            fields = {name: getattr(company, name) for name in kind.model.model_fields}
            items.append(stored(kind.name, kind.name, kind.model.model_validate(fields)))
            continue
        held: Any = getattr(company, kind.field)
        named: Iterable[tuple[str, Part]]
        if kind.single:
            named = [(kind.name, held)]
        elif kind.key is None:
            named = [(f"{index + 1:04}", part) for index, part in enumerate(held)]
        else:
            named = ((name, part) for name, part in held.items() if not getattr(part, "implied", False))
        items += [stored(kind.name, name, part, position=index) for index, (name, part) in enumerate(named)]
    return items


def put_together(items: Sequence[StoredItem], prices: Sequence[Price], generation: int) -> Company:
    """Return the company that these items describe; they may come in any order."""
    parts: dict[str, dict[str, Part]] = {kind.name: {} for kind in KINDS}
    for item in sorted(items, key=lambda item: (item.kind, item.position)):
        parts[item.kind][item.id] = BY_NAME[item.kind].model.model_validate_json(item.body)
    return assemble(parts, prices, generation)


def assemble(parts: Mapping[str, Mapping[str, Part]], prices: Sequence[Price], generation: int = 0) -> Company:
    """Return the company of valid items by kind and name."""
    fields: dict[str, Any] = {"prices": tuple(prices), "generation": generation}
    for kind in KINDS:
        held = parts[kind.name]
        if not kind.field:
            profile = held[kind.name]
            fields |= {name: getattr(profile, name) for name in type(profile).model_fields}
        elif kind.single:
            fields[kind.field] = held[kind.name]
        else:
            fields[kind.field] = dict(held) if kind.key else tuple(held.values())
    fields["needs"] = with_implied(fields["needs"], fields["attributes"])
    return Company.model_validate(fields)
