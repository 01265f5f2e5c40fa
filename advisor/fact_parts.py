"""The source of truth for the parts of a fact: its single values, the money in it, and which product each part is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from advisor.model import Fact, JsonObject

Amount = tuple[float, str]
"""A value and its currency, empty where the fact names none."""

MONEY_KEYS = frozenset({"unit_price", "amount", "total", "subtotal", "freight", "tax", "discount"})


def amounts_in(value: Any, currency: str, key: str | None = None) -> Iterator[Amount]:
    """Amounts are decimal strings in fields that are named so; their currency stands beside or above them."""
    if isinstance(value, Mapping):
        own = str(value.get("currency") or currency)
        for name, item in value.items():
            yield from amounts_in(item, own, str(name))
    elif isinstance(value, list | tuple):
        for item in value:
            yield from amounts_in(item, currency, key)
    elif key in MONEY_KEYS and isinstance(value, str) and re.fullmatch(r"-?\d+(?:\.\d+)?", value):
        yield float(value), currency


def leaves(value: Any, without: frozenset[str] = frozenset()) -> list[Any]:
    """All single values of a fact, but those in the fields named."""
    found: list[Any] = []
    _pluck(value, without, found)
    return found


_SINGLE = frozenset({str, int, float, bool})


def _pluck(value: Any, without: frozenset[str], found: list[Any]) -> None:
    if isinstance(value, (list, tuple)):
        items: Iterable[Any] = value
    elif isinstance(value, (dict, Mapping)):  # a plain one is known at once
        items = [item for name, item in value.items() if name not in without] if without else value.values()
    else:
        items = () if value is None else (value,)
    for item in items:
        if type(item) in _SINGLE or not isinstance(item, (list, tuple, dict, Mapping)):
            if item is not None:
                found.append(item)
        else:
            _pluck(item, without, found)


def by_product(facts: Sequence[Fact]) -> dict[str | None, tuple[JsonObject, ...]]:
    held: dict[str | None, list[JsonObject]] = {}
    for fact in facts:
        own = fact.query.parameters.get("sku") if fact.query.name != "search_knowledge" else None
        for sku, part in _cut(fact.result, own if isinstance(own, str) else None, ""):
            held.setdefault(sku, []).append(part)
    return {sku: tuple(parts) for sku, parts in held.items()}


def _cut(value: Any, sku: str | None, currency: str) -> Iterator[tuple[str | None, JsonObject]]:
    """Cut a result into parts that are about one product each."""
    if isinstance(value, (list, tuple)):
        for item in value:
            yield from _cut(item, sku, currency)
    elif isinstance(value, (dict, Mapping)):
        if "columns" in value and "rows" in value:
            yield from _columns(value)
            return
        own = value["sku"] if isinstance(value.get("sku"), str) else sku
        money = str(value.get("currency") or currency)
        nested = {
            name
            for name, item in value.items()
            if type(item) not in _SINGLE and isinstance(item, (dict, list, tuple, Mapping)) and _names_product(item)
        }
        yield own, {"currency": money, **{name: item for name, item in value.items() if name not in nested}}
        for name in nested:
            yield from _cut(value[name], own, money)


def _names_product(value: Any) -> bool:
    if isinstance(value, (list, tuple)):
        return any(_names_product(item) for item in value if type(item) not in _SINGLE)
    if not isinstance(value, (dict, Mapping)):
        return False
    return "sku" in value or any(_names_product(item) for item in value.values() if type(item) not in _SINGLE)


def _columns(table: JsonObject) -> Iterator[tuple[str, JsonObject]]:
    """A comparison: each column is a product, ours or another maker's."""
    for index, column in enumerate(table["columns"]):
        rows = [{"attribute": row["attribute"], "value": row["values"][index]} for row in table["rows"]]
        yield column.get("sku") or column["name"], {"rows": rows}
