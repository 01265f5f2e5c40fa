"""What scoring looks at and what it says: facts of a lead in, grade or stage with its reasons out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Literal, TypeAlias


class Grade(StrEnum):
    """A high value, B potential, C low intent, D junk."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"


@dataclass(frozen=True, slots=True)
class Behaviour:
    """One event of a customer, as reported."""

    event_type: str
    value: str | None
    at: datetime
    source: str


@dataclass(frozen=True, slots=True)
class LeadFacts:
    """All that the grade is judged on."""

    name: str | None
    company: str | None
    email: str | None
    phone: str | None
    country: str | None
    locale: str
    industry: str | None
    needs_stated: int
    """Needs that the buyer stated or confirmed."""
    needs_known: int
    needs_total: int
    """Needs that the advisor would ask for."""
    quantity: int | None
    budget: Decimal | None
    """In the base currency."""
    deadline_days: int | None
    quoted: Decimal | None
    """Open quoted amount in the base currency."""
    signals: frozenset[str] = frozenset()
    """What the advisor recognised in the messages: `supplier_pitch`, `job_application`, `abuse`, `instruction`, `spam`."""
    behaviour: tuple[Behaviour, ...] = ()
    job_title: str | None = None
    company_size: int | None = None
    """How many people work there at least."""
    now: datetime | None = None
    """When it is judged; None: when something was seen last."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One contribution: `code` is worded by the scoring domain, `data` fills the sentence."""

    code: str
    points: float
    data: Mapping[str, str | int | float]


@dataclass(frozen=True, slots=True)
class GradeDecision:
    grade: Grade
    points: float
    reasons: tuple[Reason, ...]
    """Best first."""
    would_raise: tuple[Reason, ...]
    """What would lift the grade, most first."""


@dataclass(frozen=True, slots=True)
class StageMove:
    """A move forward on the funnel: position 1 to 5, with the evidence."""

    from_stage: int
    to_stage: int
    reason: Reason
    at: datetime


@dataclass(frozen=True, slots=True)
class NextAction:
    """One next best action: kind `call`, `mail`, `task`, `whatsapp`; worded by the scoring domain."""

    kind: str
    code: str
    data: Mapping[str, str | int | float]
    due: datetime | None = None
    cautions: tuple[str, ...] = ()
    """What to mind, as codes."""


AnswerWord: TypeAlias = Literal["done", "skipped", "delayed"]


@dataclass(frozen=True, slots=True)
class ActionAnswer:
    """What became of an action that was advised; `until` is the moment to which it was put off."""

    code: str
    kind: str
    answer: AnswerWord
    at: datetime
    until: datetime | None = None
