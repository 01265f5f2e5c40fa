"""What the advisor does in a turn, before it is put into words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from advisor.model.conversation import Conversation, Stage
from advisor.model.needs import JsonObject


@dataclass(frozen=True, slots=True)
class Recommendation:
    sku: str
    name: str
    fit: float
    """0..1."""
    reasons: tuple[str, ...]
    trade_offs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Why one of the nearest others does not fit: need, what is required, what it offers (readable, with units)."""

    sku: str
    need: str
    required: str
    offered: str


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    attribute: str
    label: str
    values: tuple[str, ...]
    best: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    columns: tuple[str, ...]
    rows: tuple[ComparisonRow, ...]
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Calculation:
    """A result with everything needed to check it. `inputs` and `result` are JSON values."""

    name: str
    inputs: JsonObject
    result: Any
    unit: str
    formula: str
    source: str


@dataclass(frozen=True, slots=True)
class Citation:
    title: str
    url: str
    page: int | None
    passage: str


TurnAct: TypeAlias = Literal[
    "greet", "ask", "propose", "recommend", "compare", "calculate", "answer", "quote", "capture", "confirm",
    "hand_over", "decline", "clarify",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing to say: `kind` names a wording in `advisor/wording/`, `data` fills it."""

    kind: str
    data: JsonObject = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Turn:
    """What the advisor does this turn, before it is put into words."""

    act: TurnAct
    stage: Stage
    statements: tuple[Statement, ...]
    conversation: Conversation
    """The memory to keep after this turn."""
    missing: tuple[str, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    excluded: tuple[Exclusion, ...] = ()
    comparison: Comparison | None = None
    calculations: tuple[Calculation, ...] = ()
    citations: tuple[Citation, ...] = ()
    quote: JsonObject | None = None
    authority: tuple[JsonObject, ...] = ()
    lead: JsonObject | None = None
    suggestions: tuple[Statement, ...] = ()
