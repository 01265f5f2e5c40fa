"""What people enter that figures are reckoned with: what channels cost, and what is to be earned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class CostFacts:
    """What a channel cost in a month, in the base currency."""

    channel: str
    month: datetime
    amount: Decimal


class Span(StrEnum):
    """What time a goal is for."""

    MONTH = "month"
    QUARTER = "quarter"


@dataclass(frozen=True, slots=True)
class GoalFacts:
    """What is to be earned from `start` on, before `end`, in the base currency."""

    span: Span
    start: datetime
    end: datetime
    amount: Decimal
