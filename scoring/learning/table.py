"""How a file from anywhere becomes a table: its encoding, its delimiter, its header, and which cells are empty."""

from __future__ import annotations

import csv
import io
import re
import sys
import unicodedata
from collections import Counter
from dataclasses import dataclass

from scoring.learning.errors import UnreadableTable
from scoring.learning.workbook import sheet_rows

DELIMITERS = (",", ";", "\t", "|")
LINES_LOOKED_AT = 50
ZIPPED = b"PK\x03\x04"
"""How every .xlsx file begins."""
HIGH_BYTES = re.compile(rb"[\x80-\xff]+")
EASTERN = (
    ("cp932", "\u3040", "\u30ff", 0.15),
    ("gb18030", "\u4e00", "\u9fff", 0.6),
    ("cp1256", "\u0621", "\u064a", 0.6),
)
"""Encoding, the letters that prove it, and their least share of all letters beyond ASCII."""
LONGEST_CELL = 1_000_000
MOST_COLUMNS = 2_000

EMPTY = frozenset(
    [
        "", "na", "n/a", "#n/a", "#na", "n.a.", "nan", "null", "(null)", "nil", "none", "select", "please select", "-", "--", "—", "?",
        "k.a.", "k. a.", "keine angabe", "bitte wählen", "sin datos", "seleccionar", "selecione", "não informado",
        "无", "未填写", "请选择", "未選択", "なし", "選択してください", "غير محدد", "اختر",
    ]
)  # fmt: skip
"""How forms and exports write that nothing was given; compared without case."""


@dataclass(frozen=True, slots=True)
class Table:
    """Columns by name, all of one length; None where a cell is empty."""

    columns: dict[str, list[str | None]]
    delimiter: str
    encoding: str

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return len(next(iter(self.columns.values()), []))


def read_table(data: bytes) -> Table:
    """Read a CSV file with a header, or the first sheet of an .xlsx workbook that holds anything. Raises UnreadableTable."""
    if not data.strip():
        raise UnreadableTable("The file is empty; it must hold a header line and one line for each lead.")
    if data.startswith(ZIPPED):
        delimiter, encoding = ",", "xlsx"
        header, rows = _header_and_rows(sheet_rows(data))
    else:
        text, encoding = _decode(data)
        delimiter = _delimiter(text)
        header, rows = _rows(text, delimiter)
    if len(header) < 2:
        raise UnreadableTable(
            "The file has one column only; write the outcome and what was known before as columns, "
            "separated by comma, semicolon, tab or bar."
        )
    return Table(dict(zip(_names(header), _columns(rows, len(header)), strict=True)), delimiter, encoding)


def _decode(data: bytes) -> tuple[str, str]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif data[1:200:2].count(0) > 50:
        encodings = ["utf-16-le"]
    else:
        encodings = ["utf-8-sig", *_older(data)]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text.removeprefix("\ufeff"), encoding
    raise UnreadableTable("The file is no text; save it as CSV (UTF-8) and try again.")


def _older(data: bytes) -> list[str]:
    """Guess which encoding a file has that is not UTF-8: letters of the East and of Arabic stand in runs of high bytes."""
    high = sum(len(run) for run in HIGH_BYTES.findall(data))
    in_runs = sum(len(run) for run in HIGH_BYTES.findall(data) if len(run) > 1)
    found = []
    if in_runs > 0.6 * high:
        for encoding, first, last, share in EASTERN:
            try:
                letters = [char for char in data.decode(encoding) if not char.isascii()]
            except UnicodeDecodeError:
                continue
            if sum(first <= char <= last for char in letters) > share * len(letters):
                found.append(encoding)
    return [*found, "cp1252", "latin-1"]


def _delimiter(text: str) -> str:
    """Choose the delimiter that splits the first lines into the most columns of one number."""
    best, chosen = 0.0, ","
    for delimiter in DELIMITERS:
        sample = io.StringIO(text[:500_000], newline="")
        try:
            widths = [
                len(row)
                for row, _ in zip(csv.reader(sample, delimiter=delimiter), range(LINES_LOOKED_AT), strict=False)
            ]
        except csv.Error:
            continue
        widths = [width for width in widths if width]
        if not widths:
            continue
        width, times = Counter(widths).most_common(1)[0]
        if width > 1 and (worth := times / len(widths) + min(width, 50) / 1000) > best:
            best, chosen = worth, delimiter
    return chosen


def _rows(text: str, delimiter: str) -> tuple[list[str], list[list[str]]]:
    csv.field_size_limit(LONGEST_CELL)
    kept = sys.intern
    try:
        read = [[kept(cell) for cell in row] for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)]
    except csv.Error as fault:
        raise UnreadableTable(f"The file cannot be read as CSV: {fault}.") from None
    return _header_and_rows(read)


def _header_and_rows(read: list[list[str]]) -> tuple[list[str], list[list[str]]]:
    """Tell the header from the rows that hold anything. Raises UnreadableTable."""
    rows = [row for row in read if any(cell.strip() for cell in row)]
    if len(rows) < 2:
        raise UnreadableTable("The file holds a header at most; it must hold one line for each lead below it.")
    header = rows[0]
    if len(header) > MOST_COLUMNS:
        raise UnreadableTable(f"The file has {len(header)} columns; at most {MOST_COLUMNS} can be learned from.")
    broken = [number for number, row in enumerate(rows[1:], 2) if len(row) > len(header) and any(row[len(header) :])]
    if len(broken) > 0.01 * len(rows):
        raise UnreadableTable(
            f"Row {broken[0]} has more cells than the header has names ({len(header)}); put cells that hold the delimiter in quotes."
        )
    return header, rows[1:]


def _names(header: list[str]) -> list[str]:
    """Name every column once: a name that comes again is numbered, one without a name gets its place."""
    names: list[str] = []
    for place, cell in enumerate(header, 1):
        name = " ".join(unicodedata.normalize("NFKC", cell).split())[:100] or f"Column {place}"
        again = 2
        wanted = name
        while name in names:
            name, again = f"{wanted} ({again})", again + 1
        names.append(name)
    return names


def _columns(rows: list[list[str]], width: int) -> list[list[str | None]]:
    known: dict[str, str | None] = {}

    def cell(written: str) -> str | None:
        if written not in known:
            tidy = written.strip() if written.isascii() else unicodedata.normalize("NFKC", written).strip()
            known[written] = None if tidy.casefold() in EMPTY else tidy
        return known[written]

    return [[cell(row[place]) if place < len(row) else None for row in rows] for place in range(width)]
