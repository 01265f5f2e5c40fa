"""Source of truth for how a pack's files become items: each validated by its model, each fault with its line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from pydantic import ValidationError

from content.catalogue.kinds import KINDS, PRICE_BOOK, PRICE_COLUMNS, PRICE_EXTRAS, PRICES, Kind
from content.catalogue.model import Part, Price
from content.packs.faults import Fault
from content.packs.source import Path, Row, Source, dotted, read_rows, read_yaml
from content.packs.workbook import read_workbook

_ADVICE = {
    "missing": ("The field is missing.", "Add it."),
    "extra_forbidden": ("Nobody knows this field.", "Check its spelling, or take it out."),
    "string_type": ("This must be text.", 'Write text; put a number that is meant as text in quotes ("1").'),
    "frozen_instance": ("This cannot be changed.", ""),
}


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a pack: where it stands, what it is called, and its model, or None where it is not valid."""

    kind: Kind
    id: str
    source: Source
    path: Path
    raw: Any
    part: Part | None

    def fault(self, path: Path, message: str, mend: str) -> Fault:
        """Return a fault at `path` inside the item."""
        whole = (*self.path, *path)
        name = "" if self.kind.single else self.id
        return Fault(self.source.file, self.source.line(whole), dotted(whole, {self.path: name}), message, mend)


@dataclass(slots=True)
class Draft:
    """A pack on its way: the files, the items by kind in their order, the price rows with their places, the faults."""

    files: Mapping[str, bytes]
    faults: list[Fault]
    items: dict[str, dict[str, Item]] = field(default_factory=lambda: {kind.name: {} for kind in KINDS})
    prices: list[tuple[Row, Price]] = field(default_factory=list)

    def ids(self, kind: str) -> frozenset[str]:
        """Return the ids that exist, those of items with faults too, so that one fault is not told twice."""
        return frozenset(self.items[kind])

    def parts(self, kind: str) -> Iterator[tuple[Item, Any]]:
        """Return the valid items of a kind with their models."""
        return ((item, item.part) for item in self.items[kind].values() if item.part is not None)

    def single(self, kind: str) -> Any | None:
        """Return the model of the only item of a kind, or None where it is not valid."""
        return next((part for _, part in self.parts(kind)), None)


def read_draft(files: Mapping[str, bytes], faults: list[Fault]) -> Draft:
    """Read all items of a pack."""
    draft = Draft(files, faults)
    sources: dict[str, Source | None] = {}
    for kind in KINDS:
        names = sorted(
            name for name in files if PurePosixPath(name).match(kind.file) and _depth(name) == _depth(kind.file)
        )
        if not names and kind.needed:
            faults.append(
                Fault(kind.file, 0, "", "The file is missing.", "See docs/pack-format.md for what stands in it.")
            )
        for name in names:
            if name not in sources:
                sources[name] = read_yaml(name, files[name], faults)
            source = sources[name]
            if source is not None:
                _read_items(draft, kind, source)
    _unknown_files(draft)
    _read_prices(draft)
    return draft


def _depth(name: str) -> int:
    return name.count("/")


def _read_items(draft: Draft, kind: Kind, source: Source) -> None:
    base: Path = (kind.under,) if kind.under else ()
    data = source.data
    if kind.under:
        data = data.get(kind.under) if isinstance(data, dict) else None
    if kind.name == "lexicon":
        locale = PurePosixPath(source.file).stem
        _add(draft, Item(kind, locale, source, base, {"locale": locale, "terms": data}, None))
    elif kind.single:
        _add(draft, Item(kind, kind.name, source, base, _profile(data) if kind.name == "profile" else data, None))
    elif isinstance(data, list):
        for index, raw in enumerate(data):
            name = str(raw.get(kind.key, "")) if kind.key and isinstance(raw, dict) else f"{index + 1:04}"
            _add(draft, Item(kind, name, source, (*base, index), raw, None))
    elif data is not None or kind.needed:
        message = f"Here must be a list of items, each beginning with `- {kind.key or 'question'}:`."
        draft.faults.append(
            Fault(source.file, source.line(base), kind.under or "", message, "Begin each item with a hyphen.")
        )


def _profile(data: Any) -> Any:
    """Take the sections of pack.yaml that are items of their own out of the profile."""
    sections = {kind.under for kind in KINDS if kind.file == "pack.yaml" and kind.under}
    return {name: value for name, value in data.items() if name not in sections} if isinstance(data, dict) else data


def _add(draft: Draft, item: Item) -> None:
    part: Part | None = None
    try:
        part = item.kind.model.model_validate(item.raw)
    except ValidationError as error:
        draft.faults += _told(item, error)
    key = item.kind.key
    if key and not item.id:
        return
    others = draft.items[item.kind.name]
    if item.id in others:
        first = others[item.id]
        where = f"{first.source.file}:{first.source.line(first.path)}"
        draft.faults.append(
            item.fault((key or "",), f"`{item.id}` is already taken ({where}).", "Give it a name of its own.")
        )
        return
    others[item.id] = Item(item.kind, item.id, item.source, item.path, item.raw, part)


def _told(item: Item, error: ValidationError) -> Iterator[Fault]:
    """Turn pydantic's errors into faults with lines; the members of a union become one fault."""
    told: set[tuple[int, Path]] = set()
    for detail in error.errors(include_url=False, include_context=False):
        path = _known(item, detail["loc"], missing=detail["type"] == "missing")
        line = item.source.line((*item.path, *path))
        if (line, path) in told:
            continue
        told.add((line, path))
        message, mend = _ADVICE.get(detail["type"], (f"{detail['msg']}.", "See docs/pack-format.md for its form."))
        if path != detail["loc"] and detail["type"] != "missing":
            message, mend = "The value has none of the allowed forms.", "See docs/pack-format.md for its form."
        yield item.fault(path, message, mend)


def _known(item: Item, loc: Path, *, missing: bool) -> Path:
    """Keep of pydantic's location what stands in the file (it adds the names of union members and of validators)."""
    kept: Path = ()
    value = item.raw
    for position, part in enumerate(loc):
        in_list = isinstance(value, list) and isinstance(part, int) and part < len(value)
        if in_list or (isinstance(value, dict) and part in value):
            value = value[part]
        else:
            last = position == len(loc) - 1
            return (*kept, part) if missing and last else kept
        kept = (*kept, part)
    return kept


def _unknown_files(draft: Draft) -> None:
    patterns = {kind.file for kind in KINDS} | {PRICES, PRICE_BOOK}
    for name in draft.files:
        known = any(PurePosixPath(name).match(pattern) and _depth(name) == _depth(pattern) for pattern in patterns)
        if name.endswith((".yaml", ".csv", ".xlsx")) and not known:
            names = ", ".join(sorted(patterns))
            draft.faults.append(Fault(name, 0, "", "A pack has no table of this name.", f"Its tables are {names}."))


def _read_prices(draft: Draft) -> None:
    """Read the price table, the workbook behind the CSV file where a pack has both."""
    readers = {PRICES: read_rows, PRICE_BOOK: read_workbook}
    tables = [name for name in readers if name in draft.files]
    if not tables:
        mend = f"Its columns are {','.join(PRICE_COLUMNS)}; it may also be {PRICE_BOOK}."
        draft.faults.append(Fault(PRICES, 0, "", "The price list is missing.", mend))
    for name in tables:
        rows = readers[name](name, draft.files[name], columns=PRICE_COLUMNS, extras=PRICE_EXTRAS, faults=draft.faults)
        for row in rows:
            _read_price(draft, row)


def _read_price(draft: Draft, row: Row) -> None:
    given = {name: cell for name, cell in row.cells.items() if cell or name not in PRICE_EXTRAS}
    try:
        draft.prices.append((row, Price.model_validate(given)))
    except ValidationError as error:
        for detail in error.errors(include_url=False, include_context=False, include_input=False):
            column = str(detail["loc"][0]) if detail["loc"] else ""
            draft.faults.append(row.fault(column, f"{detail['msg']}.", "Plain numbers (1234.50), dates as 2026-12-31."))
