"""Source of truth for how YAML and CSV files of a pack are read: plain values with the line of each, nothing executed."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import yaml

from content.packs.faults import Fault

DEEPEST = 24
_BOOLEANS = {"true": True, "false": False}
_NULLS = frozenset({"", "~", "null"})
_NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?\Z")

Path: TypeAlias = tuple[str | int, ...]


@dataclass(slots=True)
class Source:
    """One file as plain values: `data` is its content, `lines` says on which line a path inside it begins."""

    file: str
    data: Any = None
    lines: dict[Path, int] = field(default_factory=dict)

    def line(self, path: Path) -> int:
        """Return the line of the longest part of `path` that the file has (pydantic adds names of union members)."""
        known: Path = ()
        for part in path:
            if (*known, part) in self.lines:
                known = (*known, part)
        return self.lines.get(known, 1)


def decode(file: str, content: bytes, faults: list[Fault]) -> str | None:
    """Return the text of a UTF-8 file; None and a fault where it is something else."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        faults.append(Fault(file, line, "", "The file is not UTF-8.", "Save it as UTF-8."))
        return None


def read_yaml(file: str, content: bytes, faults: list[Fault]) -> Source | None:
    """Read a YAML file without constructing anything but text, numbers, booleans, lists and mappings."""
    text = decode(file, content, faults)
    if text is None:
        return None
    try:
        # both loaders are safe; only nodes are composed, and `_Reader` refuses every tag that is not plain
        node = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "it is nested too deeply or broken"
        line = mark.line + 1 if mark else 1
        faults.append(
            Fault(file, line, "", f"This is not valid YAML: {problem}.", "Check indentation, quotes, colons.")
        )
        return None
    source = Source(file)
    source.data = _Reader(source, faults).value(node, ())
    return source


class _Reader:
    """Turns YAML nodes into plain values and notes their lines."""

    def __init__(self, source: Source, faults: list[Fault]) -> None:
        self.source = source
        self.faults = faults
        self.seen: set[int] = set()

    def fault(self, node: yaml.Node, path: Path, *, message: str, mend: str) -> None:
        line = node.start_mark.line + 1
        self.faults.append(Fault(self.source.file, line, dotted(path), message, mend))

    def value(self, node: yaml.Node | None, path: Path) -> Any:
        if node is None:
            return None
        self.source.lines.setdefault(path, node.start_mark.line + 1)
        if id(node) in self.seen:
            self.fault(
                node,
                path,
                message="The value is an alias (`*name`).",
                mend="Write the value out; a pack has no aliases.",
            )
            return None
        self.seen.add(id(node))
        if len(path) > DEEPEST:
            self.fault(node, path, message="The file is nested too deeply.", mend=f"Keep to {DEEPEST} levels.")
            return None
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(child, (*path, index)) for index, child in enumerate(node.value)]
        return self.scalar(node, path)

    def mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode) or key_node.tag == "tag:yaml.org,2002:merge":
                self.fault(key_node, path, message="A name must be a plain word.", mend="Write `name: value`.")
                continue
            key = str(key_node.value)
            if key in result:
                self.fault(key_node, (*path, key), message=f"`{key}` is written twice.", mend="Keep one of the two.")
                continue
            self.source.lines[(*path, key)] = key_node.start_mark.line + 1
            result[key] = self.value(value_node, (*path, key))
        return result

    def scalar(self, node: yaml.Node, path: Path) -> Any:
        if not node.tag.startswith("tag:yaml.org,2002:") or "python" in node.tag or node.tag.endswith(":binary"):
            self.fault(
                node,
                path,
                message=f"The tag {node.tag} is refused.",
                mend="Write plain text, numbers, lists and mappings.",
            )
            return None
        text = str(node.value)
        return text if getattr(node, "style", None) else plain_scalar(text)


def plain_scalar(text: str) -> Any:
    """Read an unquoted scalar by YAML 1.2's core rules: `NO` stays the country Norway and `010` a postal code."""
    if text in _NULLS:
        return None
    if text in _BOOLEANS:
        return _BOOLEANS[text]
    match = _NUMBER.match(text)
    if match:
        return float(text) if match[2] or match[3] else int(text)
    return text


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table with its cells as text; in a workbook `letters` names the column that a cell stands in."""

    file: str
    line: int
    cells: Mapping[str, str]
    letters: Mapping[str, str] = field(default_factory=dict)

    def fault(self, column: str, message: str, mend: str) -> Fault:
        """Return a fault of a cell: `KCP-35.unit_price`, in a workbook `D12 KCP-35.unit_price`."""
        name = f"{self.cells.get('sku', '')}.{column}"
        cell = f"{self.letters[column]}{self.line} " if column in self.letters else ""
        return Fault(self.file, self.line, cell + name, message, mend)


def read_rows(
    file: str, content: bytes, *, columns: tuple[str, ...], extras: tuple[str, ...], faults: list[Fault]
) -> list[Row]:
    """Read a CSV table with these columns in any order, `extras` only where it has them; empty rows are passed over."""
    text = decode(file, content, faults)
    if text is None:
        return []
    reader = csv.reader(io.StringIO(text), strict=True)
    rows: list[Row] = []
    try:
        header = [cell.strip() for cell in next(reader, [])]
        if not is_header(header, columns=columns, extras=extras):
            faults.append(bad_header(file, 1, columns=columns, extras=extras))
            return []
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(header):
                message = f"The row has {len(cells)} cells, the table {len(header)} columns."
                faults.append(Fault(file, reader.line_num, "", message, "Add or take away commas."))
                continue
            rows.append(Row(file, reader.line_num, dict(zip(header, (cell.strip() for cell in cells), strict=True))))
    except csv.Error as error:
        faults.append(Fault(file, reader.line_num, "", f"This is not valid CSV: {error}.", "Check the quotes."))
    return rows


def is_header(header: list[str], *, columns: tuple[str, ...], extras: tuple[str, ...]) -> bool:
    """Say whether a first row names each of `columns` once, any of `extras` at most once, and nothing else."""
    return sorted(name for name in header if name not in extras) == sorted(columns) and len(set(header)) == len(header)


def bad_header(file: str, line: int, *, columns: tuple[str, ...], extras: tuple[str, ...]) -> Fault:
    """Return the fault of a first row that is no header."""
    mend = f"Write {','.join(columns)}; {' and '.join(extras)} may follow."
    return Fault(file, line, "", "The first line does not name the columns.", mend)


def dotted(path: Path, names: Mapping[Path, str] | None = None) -> str:
    """Write a path as `KCP-35.options[0].name`; `names` replaces the beginning that stands for an item."""
    text = ""
    start = 0
    for length in range(len(path), 0, -1):
        if names and path[:length] in names:
            text, start = names[path[:length]], length
            break
    for part in path[start:]:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else str(part)
    return text
