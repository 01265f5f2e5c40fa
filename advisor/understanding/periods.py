"""The source of truth for periods that have a name or a number of their own: quarters, calendar weeks."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Day:
    """A date found; `end` of the period that was named ("until March" is its last day)."""

    start: int
    end: int
    day: date
    spoken: bool = False
    """Relative words such as "next week" that mean a deadline only beside one."""


def year_of(month: int, day: int, today: date) -> int:
    return today.year + 1 if (month, day) < (today.month, today.day) else today.year


def last_day(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def periods(text: str, today: date) -> list[Day]:
    """Return the last day of every quarter and calendar week that a folded text names."""
    return [*_quarters(text, today), *_weeks(text, today)]


_QUARTERS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "erste": 1, "zweite": 2, "dritte": 3, "vierte": 4, "primer": 1, "segundo": 2,
    "tercer": 3, "cuarto": 4, "primeiro": 1, "terceiro": 3, "quarto": 4, "ultimo": 4, "الاول": 1, "الثاني": 2, "الثالث": 3, "الرابع": 4,
    "一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4,
}  # fmt: skip
_QUARTER = re.compile(
    r"(?<![a-z0-9])(?:q(?P<q>[1-4])|(?P<n>[1-4])(?:\.|st|nd|rd|th|er|[ºo°])?\s?(?:quarter|quartals?|trimestre)|"
    r"(?P<o>first|second|third|fourth|last|erste|zweite|dritte|vierte|primer|segundo|tercer|cuarto|primeiro|terceiro|quarto|ultimo)[nsr]?\s+(?:quarter|quartals?|trimestre))"
    r"(?:\s*(?:de|/|of)?\s*(?P<y>20\d\d))?"
    r"|(?P<next>明年|来年)?の?第?(?P<h>[一二三四1-4])(?:季度|四半期)|الربع (?P<a>الاول|الثاني|الثالث|الرابع)"
)


def _quarters(text: str, today: date) -> list[Day]:
    days = []
    for match in _QUARTER.finditer(text):
        month = (int(match["q"] or match["n"] or 0) or _QUARTERS[next(filter(None, match.group("o", "h", "a")))]) * 3
        year = int(match["y"]) if match["y"] else year_of(month, 28, today)
        year = today.year + 1 if match["next"] else year
        days.append(Day(match.start(), match.end(), last_day(year, month)))
    return days


_WEEK = re.compile(
    r"(?<![a-z0-9])(?:(?:kw|cw|wk|calendar week|kalenderwoche|week|semana)\.?\s?(\d{1,2})(?!\s?(?:weeks?|x))|(\d{1,2})\.\s?(?:kw|kalenderwoche))(?![\d.,]*\d|[a-z])"
    r"(?:\s*[/.]?\s*(20\d\d))?|第\s?(\d{1,2})\s?[周週]"
)


def _weeks(text: str, today: date) -> list[Day]:
    """KW 12, week 12: the Friday of the calendar week."""
    days = []
    for match in _WEEK.finditer(text):
        week = int(match[1] or match[2] or match[4])
        if not 1 <= week <= 52:
            continue
        year = int(match[3]) if match[3] else today.year
        day = date.fromisocalendar(year, week, 5)
        if day < today and not match[3]:
            day = date.fromisocalendar(year + 1, week, 5)
        days.append(
            Day(match.start(), match.end(), day, spoken=not (match.group().startswith(("kw", "cw")) or match[2]))
        )
    return days
