"""How the numbers of a column are written: with decimal point or comma, with groups, signs of currency and percent."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

SIGNS = re.compile(
    r"^(?:[€$¥£₹]|R\$|US\$|EUR|USD|GBP|CNY|RMB|JPY|BRL|INR)\s*|\s*(?:[€$¥£₹%]|R\$|EUR|USD|GBP|CNY|RMB|JPY|BRL|INR|元|円)$",
    re.IGNORECASE,
)
SPACES = re.compile(r"(?<=\d)[\s'\u00a0\u202f’_](?=\d{3}(?:\D|$))")
PLAIN = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?")
COMMA_GROUPS = re.compile(r"[+-]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d*)?")
POINT_GROUPS = re.compile(r"[+-]?[1-9]\d{0,2}(?:\.\d{3})+(?:,\d*)?")
DECIMAL_COMMA = re.compile(r"[+-]?\d*,\d+(?:[eE][+-]?\d+)?")
NOT_KNOWN = frozenset(
    [
        "unknown",
        "unbekannt",
        "desconocido",
        "desconhecido",
        "未知",
        "不明",
        "غير معروف",
        "not provided",
        "not available",
        "missing",
    ]
)


@dataclass(frozen=True, slots=True)
class NumberStyle:
    """Which sign stands before the decimals, and which between groups."""

    decimal: str = "."

    def read(self, cell: str) -> float | None:
        """Return the number, or None where the cell holds none."""
        text = cell
        if self.decimal != "." or not PLAIN.fullmatch(cell):
            text = SPACES.sub("", SIGNS.sub("", cell.strip()))
        if self.decimal == ",":
            if POINT_GROUPS.fullmatch(text) or DECIMAL_COMMA.fullmatch(text):
                text = text.replace(".", "").replace(",", ".")
        elif COMMA_GROUPS.fullmatch(text):
            text = text.replace(",", "")
        if not PLAIN.fullmatch(text):
            return None
        value = float(text)
        return value if math.isfinite(value) and abs(value) < 1e300 else None


def number_style(counts: Mapping[str, int], *, least: float, delimiter: str) -> NumberStyle | None:
    """Say how a column writes numbers, or None where fewer than the share `least` of its cells are numbers."""
    known = {cell: times for cell, times in counts.items() if cell.casefold() not in NOT_KNOWN}
    total = sum(known.values())
    if not total:
        return None
    first = "," if _writes_commas(known, delimiter) else "."
    for decimal in (first, "." if first == "," else ","):
        style = NumberStyle(decimal)
        if sum(times for cell, times in known.items() if style.read(cell) is not None) >= least * total:
            return style
    return None


def _writes_commas(cells: Mapping[str, int], delimiter: str) -> bool:
    """Whether a comma stands before the decimals: where any cell proves it; else where the file's delimiter lets expect it."""
    doubtful = False
    for cell in cells:
        if cell.isdigit():
            continue
        text = SPACES.sub("", SIGNS.sub("", cell))
        if "," in text and "." in text:
            return text.rindex(",") > text.rindex(".")
        if text.count(".") > 1:
            return True
        if text.count(",") > 1:
            return False
        if "," in text and not COMMA_GROUPS.fullmatch(text):
            return True
        if "." in text and not POINT_GROUPS.fullmatch(text):
            return False
        doubtful = doubtful or "," in text
    return doubtful and delimiter == ";"
