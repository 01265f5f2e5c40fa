"""Source of truth for what permission rules, concessions and decisions consist of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import IntEnum
from typing import Any, Literal, TypeAlias

Dimension: TypeAlias = Literal["time", "percent", "money", "count"]
Comparator: TypeAlias = Literal["<", "<=", ">", ">=", "="]


class Unreadable(ValueError):
    """A permission phrase cannot be read; the message says why."""


class Status(IntEnum):
    """The four answers, the stricter the greater."""

    APPROVED = 0
    NEEDS_SUPERVISOR = 1
    NEEDS_PROCESS = 2
    FORBIDDEN = 3

    @property
    def word(self) -> str:
        """The status as other programs read it: `needs_supervisor`."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Quantity:
    """How much: time in days (month 30, year 365, week 7), percent, money in `currency`, or a count of pieces.

    An unlimited time or amount is Decimal("Infinity").
    """

    value: Decimal
    dimension: Dimension
    currency: str | None = None

    @property
    def unit(self) -> str:
        """`day`, `%`, `piece` or the currency."""
        return {"time": "day", "percent": "%", "count": "piece"}.get(self.dimension, self.currency or "")


@dataclass(frozen=True, slots=True)
class Bound:
    """One side of a rule: the quantity asked for must compare so with `quantity`."""

    comparator: Comparator
    quantity: Quantity


@dataclass(frozen=True, slots=True)
class Rule:
    """A permission phrase as read. `subject` is an id of content/authority/subjects.py, or None for the pack's own words."""

    phrase: str
    subject: str | None
    words: str
    """The subject as written, folded for comparison."""
    bounds: tuple[Bound, ...] = ()


@dataclass(frozen=True, slots=True)
class Concession:
    """Something a buyer wishes or was given: what, and how much where that was said."""

    subject: str
    quantity: Quantity | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer to an action, with its reasons in the reader's language.

    `rule` is the phrase that decided, None where none did. `process` says what happens next (None: nothing),
    `expected_by` the day an answer can be expected, `alternative` what can be granted at once instead.
    """

    action: str
    status: Status
    rule: str | None
    explanation: str
    process: str | None = None
    expected_by: date | None = None
    alternative: str | None = None
    parsed: tuple[Concession, ...] = ()

    def as_json(self) -> Mapping[str, Any]:
        """Return the shape that leaves the house; `parsed` is the concession that decided."""
        first = self.parsed[0] if self.parsed else None
        quantity = first.quantity if first else None
        return {
            "action": self.action,
            "status": self.status.word,
            "rule": self.rule,
            "explanation": self.explanation,
            "process": self.process,
            "expected_by": self.expected_by.isoformat() if self.expected_by else None,
            "alternative": self.alternative,
            "parsed": {
                "subject": first.subject if first else None,
                "quantity": _plain(quantity.value) if quantity else None,
                "unit": quantity.unit if quantity else None,
            },
        }


def _plain(value: Decimal) -> float | int | str:
    if not value.is_finite():
        return "unlimited"
    return int(value) if value == value.to_integral_value() else float(value)
