"""What a report is: figures of a period beside those before it, and the same as sections of words that any form can show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from funnel.insights.figures import Choice, Figures
from scoring.diagnosis import Bottleneck, Diagnosis
from scoring.forecast import Backtest, Forecast
from scoring.goals import Progress
from scoring.indicators.facts import Facts, Period
from scoring.indicators.model import Figure, Unit


class Kind(StrEnum):
    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    RANGE = "range"
    """Days of the reader's own choice."""
    MARKET = "market"
    """A week as the market shows it; composed by `funnel/market/`."""


REGULAR = (Kind.DAILY, Kind.WEEKLY, Kind.MONTHLY)
"""The kinds of funnel report that come by themselves, period after period."""
MAILED = (*REGULAR, Kind.MARKET)
"""The kinds that are sent by mail to those who ask for them."""
BY_WEEK = (Kind.WEEKLY, Kind.MARKET)


@dataclass(frozen=True, slots=True)
class Subscription:
    """A member of staff who gets a kind of report by mail: at an hour, and a weekly one on a weekday, 0 for Monday."""

    staff_id: str
    kind: Kind
    weekday: int
    hour: int
    time_zone: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Found:
    """What there is to choose from, among all customers until the end of the period."""

    customers: int
    reps: tuple[str, ...]
    channels: tuple[str, ...]
    countries: tuple[str, ...]


class ReportProblem(ValueError):
    """A report that cannot be made as asked; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing to do; worded by `funnel/reports/wording.py`, `cases` are the customers it is about."""

    code: str
    data: Mapping[str, int | float]
    cases: tuple[int, ...] = ()


@dataclass(frozen=True)
class Report:
    """A report without words: it reads the same in every language."""

    kind: Kind
    day: date
    """Its first day."""
    last_day: date
    period: Period
    choice: Choice
    facts: Facts
    figures: Figures
    before: Figures
    advice: tuple[Advice, ...]
    forecast: Forecast
    goals: tuple[Progress, ...]
    """Those whose time the end of the period lies in."""
    backtest: Backtest | None
    """None in a daily report: a day changes nothing of it."""
    diagnoses: tuple[Diagnosis, ...]
    bottlenecks: tuple[Bottleneck, ...]
    found: Found

    def one(self, indicator: str, key: str = "") -> Figure:
        """Return a figure; where the key has none, nobody was counted."""
        return _find(self.figures, indicator, key)

    def one_before(self, indicator: str, key: str = "") -> Figure:
        """Return the same figure of the period before."""
        return _find(self.before, indicator, key)


def _find(figures: Figures, indicator: str, key: str) -> Figure:
    found = (each for each in figures[indicator] if each.key == key)
    reason = figures[indicator][0].reason if figures[indicator] else ""
    return next(found, Figure(key, None, 0, reason or "no_customers"))


@dataclass(frozen=True, slots=True)
class Cell:
    """One value as it is read, with what it is for a spreadsheet, and what leads to the customers behind it."""

    text: str
    value: Decimal | float | int | None = None
    unit: Unit | None = None
    behind: str = ""
    """What `funnel/reports/behind.py` finds the customers by: `indicator:key`; empty where nobody stands behind it."""
    good: bool | None = None
    """Whether a change is a good one."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list: `label: value (aside)`."""

    label: str
    cell: Cell
    aside: str = ""
    good: bool | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the first cell of each row is its heading."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter: lines, then sentences, tables and charts by name."""

    title: str
    lines: tuple[Line, ...] = ()
    sentences: tuple[Cell, ...] = ()
    tables: tuple[Table, ...] = ()
    charts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A report in one language."""

    title: str
    dated: str
    """The day, or the days."""
    opening: int
    """How many of the sections are the first page, in the form of the sources."""
    sections: tuple[Section, ...]
    locale: str
    kind: Kind
    notes: tuple[str, ...] = field(default=())
