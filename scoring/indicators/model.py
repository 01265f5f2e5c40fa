"""What an indicator is, and what it says: a figure with its cases, how sure it is, or what is missing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from scoring.indicators.facts import Facts


class Unit(StrEnum):
    COUNT = "count"
    SHARE = "share"
    """0 to 1, shown as percent."""
    DIFFERENCE = "difference"
    """Of two shares, shown as percentage points."""
    MONEY = "money"
    """In the base currency."""
    DAYS = "days"
    HOURS = "hours"
    PER_WEEK = "per_week"


class Better(StrEnum):
    """Which way a figure should go."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"


class By(StrEnum):
    """What an indicator is split by."""

    ALL = "all"
    STAGE = "stage"
    CHANNEL = "channel"
    REP = "rep"
    INDUSTRY = "industry"
    COUNTRY = "country"
    TOUCH = "touch"
    CAUSE = "cause"


@dataclass(frozen=True, slots=True)
class Figure:
    """One number. `value` is None where there is nothing to reckon it from; `reason` says what is missing."""

    key: str
    """Which stage, channel, representative ... it is of; empty for the whole."""
    value: float | Decimal | None
    n: int
    """How many cases it rests on."""
    reason: str = ""
    low: float | None = None
    """With `high` the 95 % interval, where the figure is an estimate."""
    high: float | None = None
    cases: tuple[int, ...] = ()
    """The customers that were counted."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator; `name` and `formula` are sentences of the domain `indicators`, `reckon` is the formula as code."""

    id: str
    name: str
    formula: str
    unit: Unit
    better: Better
    by: By
    reckon: Callable[[Facts], tuple[Figure, ...]]
