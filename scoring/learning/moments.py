"""How the dates of a column are written, and what of a date can be learned from: when, month, weekday, hour."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from heapq import nsmallest

CLOCK = r"(?:[T\s]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(AM|PM|am|pm)?\s*(?:Z|UTC|[+-]\d{2}:?\d{2})?)?"
PATTERNS = {
    "ymd": re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})" + CLOCK),
    "cjk": re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日" + CLOCK),
    "compact": re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})" + CLOCK),
    "dmy": re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})" + CLOCK),
    "mdy": re.compile(r"(\d{1,2})[-/](\d{1,2})[-/](\d{4}|\d{2})" + CLOCK),
    "worded": re.compile(r"(\d{1,2})[-\s.]+([^\W\d]{3,10})\.?[-\s,]+(\d{4}|\d{2})" + CLOCK),
    "american": re.compile(r"([^\W\d]{3,10})\.?\s+(\d{1,2}),?\s+(\d{4})" + CLOCK),
}
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
OTHER_MONTHS = {
    "mär": 3, "mrz": 3, "mai": 5, "okt": 10, "dez": 12, "ene": 1, "abr": 4, "ago": 8, "dic": 12, "fev": 2, "set": 9, "out": 10,
}  # fmt: skip
LEAST_YEAR, MOST_YEAR = 1900, 2200
A_DAY = 86_400.0
LOOKED_AT_FIRST = 100


@dataclass(frozen=True, slots=True)
class Reader:
    """The one way in which a column writes its moments."""

    pattern: str

    def read(self, cell: str) -> datetime | None:
        """Return the moment, or None where the cell holds none; zones are not told apart."""
        found = PATTERNS[self.pattern].fullmatch(cell.strip())
        if found is None:
            return None
        first, second, third, hour, minute, seconds, half = found.groups()
        try:
            year, month, day = self._day(first, second, third)
            clock = _hour(int(hour or 0), half)
            moment = datetime(year, month, day, clock, int(minute or 0), int(seconds or 0), tzinfo=UTC)
        except (ValueError, KeyError):
            return None
        return moment if LEAST_YEAR <= moment.year < MOST_YEAR else None

    def _day(self, first: str, second: str, third: str) -> tuple[int, int, int]:
        if self.pattern in ("ymd", "cjk", "compact"):
            return int(first), int(second), int(third)
        year = int(third) if len(third) == 4 else 2000 + int(third) - (100 if int(third) > 60 else 0)
        if self.pattern == "dmy":
            return year, int(second), int(first)
        if self.pattern == "mdy":
            return year, int(first), int(second)
        worded, day = (second, first) if self.pattern == "worded" else (first, second)
        return year, _month(worded), int(day)


def moment_reader(counts: Mapping[str, int], *, least: float, delimiter: str) -> Reader | None:
    """Say how a column writes moments, or None where fewer than the share `least` of its cells are moments.

    Where day and month could be either, a file with semicolons is read day first, as those who write it do.
    """
    sample = nsmallest(LOOKED_AT_FIRST, counts)
    if 2 * sum(any(pattern.fullmatch(cell) for pattern in PATTERNS.values()) for cell in sample) < len(sample):
        return None
    total = sum(counts.values())
    order = ["ymd", "cjk", "compact", *(("dmy", "mdy") if delimiter == ";" else ("mdy", "dmy")), "worded", "american"]
    shares = {}
    for name in order:
        reader = Reader(name)
        shares[name] = sum(times for cell, times in counts.items() if reader.read(cell) is not None)
    best = max(order, key=lambda name: shares[name])
    return Reader(best) if shares[best] >= max(1.0, least * total) else None


def _hour(hour: int, half: str | None) -> int:
    if half is None:
        return hour
    return hour % 12 + (12 if half.lower() == "pm" else 0)


def _month(word: str) -> int:
    short = word.casefold()[:3]
    return MONTHS.index(short) + 1 if short in MONTHS else OTHER_MONTHS[short]


def days(moment: datetime) -> float:
    """Return a moment as days since 1970, with parts of a day."""
    return moment.timestamp() / A_DAY


def moment_of(day: float) -> datetime:
    """Return the moment of days since 1970."""
    return datetime.fromtimestamp(day * A_DAY, tz=UTC)
