"""A call of a language model, a claim that was held back, and what a day of models came to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Origin = Literal["own", "model"]
Outcome = Literal["left_out", "repaired", "own_words", "handed_over"]
"""What was done: the sentence was left out, the model mended it, our own sentence was said, or a person took over."""


@dataclass(frozen=True, slots=True)
class Block:
    """One claim that was held back; `kind` as in `advisor.claims.Fault` or `advisor.rewording.Objection`."""

    kind: str
    claim: str
    origin: Origin
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class StoredBlock:
    """A claim that was held back, with when and where."""

    block: Block
    at: datetime
    conversation_id: str | None
    locale: str


@dataclass(frozen=True, slots=True)
class BlockCount:
    """How often claims of a kind were held back."""

    kind: str
    count: int


@dataclass(frozen=True, slots=True)
class ModelUse:
    """What one model did since a moment; latencies in milliseconds, cost in US dollars."""

    model: str
    calls: int
    failures: int
    tokens: int
    cost: float
    median_ms: int
    slowest_ms: int
    last_failure: str


@dataclass(frozen=True, slots=True)
class Spent:
    """Tokens and US dollars of a day."""

    tokens: int
    cost: float
