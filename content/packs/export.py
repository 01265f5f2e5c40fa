"""Source of truth for writing a company back into plain files: unedited files stay letter by letter, others are renewed."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from content.catalogue.items import StoredItem, stored
from content.catalogue.kinds import BY_NAME, KINDS, PRICE_BOOK, PRICE_COLUMNS, PRICE_EXTRAS, PRICES
from content.catalogue.model import ANY, Price
from content.packs.draft import Draft, read_draft
from content.packs.source import plain_scalar
from content.packs.workbook import write_workbook


class _Dumper(yaml.SafeDumper):
    """Quotes every text that the reader of packs would take for something else (`NO` is safe, `010` and `1e5` are not)."""


def _represent(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    style = None if isinstance(plain_scalar(text), str) else '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _represent)


def pack_files(items: Iterable[StoredItem], prices: list[Price], files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return all files of a pack that describes these items; `files` are those it was loaded from."""
    by_file: dict[str, list[StoredItem]] = {}
    for item in sorted(items, key=lambda item: (_rank(item.kind), item.position)):
        by_file.setdefault(_home(item), []).append(item)
    draft = read_draft(files, [])
    before = _items_by_file(draft)
    # a table without items (`[]`) belongs to nobody and stays as it is
    result = {name: content for name, content in files.items() if not _is_table(name) or name not in before}
    for name, held in by_file.items():
        same = name in files and [(item.kind, item.id, item.digest) for item in held] == before.get(name)
        result[name] = files[name] if same else _table(held)
    result |= _price_files(draft, prices)
    return dict(sorted(result.items()))


def write_pack(folder: Path, files: Mapping[str, bytes]) -> list[str]:
    """Write a pack into a folder and return the names that changed; tables that the pack no longer has are removed."""
    changed = []
    for name, content in files.items():
        path = folder / name
        if path.is_file() and path.read_bytes() == content:
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        changed.append(name)
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and _is_table(name) and name not in files:
            path.unlink()
            changed.append(name)
    return changed


def _rank(kind: str) -> int:
    return KINDS.index(BY_NAME[kind])


def _home(item: StoredItem) -> str:
    """Return the file an item belongs to."""
    pattern = BY_NAME[item.kind].file
    if item.kind == "product":
        return pattern.replace("*", str(json.loads(item.body)["category"]))
    return pattern.replace("*", item.id)


def _is_table(name: str) -> bool:
    patterns = [*{kind.file for kind in KINDS}, PRICES, PRICE_BOOK]
    return any(PurePosixPath(name).match(p) and name.count("/") == p.count("/") for p in patterns)


def _items_by_file(draft: Draft) -> dict[str, list[tuple[str, str, str]]]:
    """Return kind, name and digest of what each file holds now, in its order."""
    result: dict[str, list[tuple[str, str, str]]] = {}
    for kind in KINDS:
        for item, part in draft.parts(kind.name):
            digest = stored(kind.name, item.id, part).digest
            result.setdefault(item.source.file, []).append((kind.name, item.id, digest))
    return result


def _table(items: list[StoredItem]) -> bytes:
    """Write one YAML file: sections where its kinds stand under a name, else a list or a mapping."""
    whole: Any = None
    for item in items:
        kind = BY_NAME[item.kind]
        body = _bare(json.loads(item.body))
        if kind.name == "lexicon":
            whole = body["terms"]
        elif kind.single:
            whole = whole or {}
            whole.update({kind.under: body} if kind.under else body)
        elif kind.under:
            whole = whole or {}
            whole.setdefault(kind.under, []).append(body)
        else:
            whole = whole or []
            whole.append(body)
    return yaml.dump(whole, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=120).encode()


def _bare(value: Any) -> Any:
    """Write a wording that is the same everywhere as a bare text again."""
    if isinstance(value, dict):
        return (
            value[ANY]
            if value.keys() == {ANY} and isinstance(value[ANY], str)
            else {k: _bare(v) for k, v in value.items()}
        )
    return [_bare(one) for one in value] if isinstance(value, list) else value


def _price_files(draft: Draft, prices: list[Price]) -> dict[str, bytes]:
    """Return the price table as it was where nothing was edited; else each row in the file where it stood, new ones first."""
    held = {name: draft.files[name] for name in (PRICES, PRICE_BOOK) if name in draft.files}
    if [price for _, price in draft.prices] == prices:
        return held
    in_book = {_row_key(price) for row, price in draft.prices if row.file == PRICE_BOOK}
    only_book = PRICE_BOOK in held and PRICES not in held
    book = [price for price in prices if only_book or _row_key(price) in in_book]
    table = [price for price in prices if not only_book and _row_key(price) not in in_book]
    files = {PRICES: _price_table(table)} if table or not book else {}
    return files | ({PRICE_BOOK: write_workbook("prices", *_columns_and_rows(book))} if book else {})


def _row_key(price: Price) -> tuple[object, ...]:
    return price.sku, price.currency, price.min_quantity, price.valid_from, price.price_list


def _columns_and_rows(prices: list[Price]) -> tuple[tuple[str, ...], list[list[object]]]:
    extras = (name for name in PRICE_EXTRAS if any(getattr(price, name) for price in prices))
    columns = (*PRICE_COLUMNS, *extras)
    return columns, [[getattr(price, column) for column in columns] for price in prices]


def _price_table(prices: list[Price]) -> bytes:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    columns, rows = _columns_and_rows(prices)
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return buffer.getvalue().encode()


def _cell(value: object) -> str:
    return "" if value is None else str(value)
