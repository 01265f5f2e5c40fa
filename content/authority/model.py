"""Source of truth for what permission rules, concessions and decisions consist of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Literal, TypeAlias

Dimension: TypeAlias = Literal["time", "percent", "money", "count"]
Comparator: TypeAlias = Literal["<", "<=", ">", ">=", "="]


class Unreadable(ValueError):
    """A permission phrase cannot be read; the message says why."""


class Status(StrEnum):
    """The four answers, from the mildest to the strictest."""

    APPROVED = "approved"
    NEEDS_SUPERVISOR = "needs_supervisor"
    NEEDS_PROCESS = "needs_process"
    FORBIDDEN = "forbidden"

    @property
    def strictness(self) -> int:
        """0 for approved up to 3 for forbidden."""
        return list(Status).index(self)


@dataclass(frozen=True, slots=True)
class Quantity:
    """How much: time in days (month 30, year 365, week 7), percent, money in `currency`, or a count of pieces.

    An unlimited time or amount is Decimal("Infinity").
    """

    value: Decimal
    dimension: Dimension
    currency: str | None = None
    edge: int = 0
    """1 where a little more is meant ("more than 10 %"), -1 where a little less is ("under 10 %")."""

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
    share: Decimal | None = None
    """What it is worth in percent of the price, where the words tell: "buy one, get one free" is 50."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """What was understood of an action, in plain values: days, percent, pieces or money; None where nothing was."""

    subject: str | None = None
    quantity: float | int | str | None = None
    """A number, or `unlimited`."""
    unit: str | None = None

    @classmethod
    def of(cls, concession: Concession | None) -> Parsed:
        """Return the plain form of a concession."""
        if concession is None:
            return cls()
        if concession.quantity is None:
            return cls(concession.subject)
        return cls(concession.subject, _plain(concession.quantity.value), concession.quantity.unit)


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer to an action, with its reasons in the reader's language.

    `rule` is the phrase that decided, None where none did. `process` says what happens next (None: nothing),
    `expected_by` the day an answer can be expected, `alternative` what can be granted at once instead; `parsed` is the
    concession that decided, `concessions` are all that the action spoke of.
    """

    action: str
    status: Status
    rule: str | None
    explanation: str
    process: str | None = None
    expected_by: date | None = None
    alternative: str | None = None
    parsed: Parsed = Parsed()
    concessions: tuple[Concession, ...] = ()
    reason: str = ""
    """Why, for programs: a code of `content.authority.explain.Reason`."""

    def as_json(self) -> dict[str, Any]:
        """Return the shape that leaves the house."""
        return {
            "action": self.action,
            "status": self.status.value,
            "rule": self.rule,
            "reason": self.reason,
            "explanation": self.explanation,
            "process": self.process,
            "expected_by": self.expected_by.isoformat() if self.expected_by else None,
            "alternative": self.alternative,
            "parsed": {"subject": self.parsed.subject, "quantity": self.parsed.quantity, "unit": self.parsed.unit},
        }


def _plain(value: Decimal) -> float | int | str:
    if not value.is_finite():
        return "unlimited"
    return int(value) if value == value.to_integral_value() else float(value)
