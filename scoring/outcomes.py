"""What a customer is worth and how likely it is lost, before enough outcomes exist to learn from.

The shares per stage are the sources' sample funnel (1000 leads, 800 contacts, 300 first touches, 120 decisions, 80 wins); the grade shifts
them. They give way to learned ones once a company has outcomes of its own.
"""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from scoring.model import Grade

WIN_BY_STAGE = {1: 0.08, 2: 0.10, 3: 0.27, 4: 0.67, 5: 1.0}
GRADE_FACTOR = {Grade.A: 1.25, Grade.B: 1.0, Grade.C: 0.6, Grade.D: 0.1}
BLOCKED_AFTER = {1: timedelta(days=3), 2: timedelta(days=3), 3: timedelta(days=5), 4: timedelta(days=7)}


def win_probability(stage: int, grade: Grade | None, *, lost: bool = False) -> float:
    """Return 0..1; a lost customer is 0, a won one 1."""
    if lost:
        return 0.0
    if stage >= 5:
        return 1.0
    return round(min(0.95, WIN_BY_STAGE[max(1, stage)] * GRADE_FACTOR.get(grade or Grade.B, 1.0)), 3)


def risk_score(stage: int, grade: Grade | None, silent_for: timedelta, *, lost: bool = False) -> float:
    """Return 0..1: how likely the customer is being lost; silence beyond the stage's patience raises it."""
    if lost:
        return 1.0
    if stage >= 5:
        return 0.0
    patience = BLOCKED_AFTER[max(1, stage)]
    silence = min(1.0, max(0.0, silent_for / (2 * patience)))
    return round(min(1.0, 0.5 * (1 - win_probability(stage, grade)) + 0.5 * silence), 2)


def expected_value(value: Decimal, stage: int, grade: Grade | None, *, lost: bool = False) -> Decimal:
    """Return the probability-weighted part of `value`, rounded to whole units of the base currency's cents."""
    return (value * Decimal(str(win_probability(stage, grade, lost=lost)))).quantize(Decimal("0.01"))
