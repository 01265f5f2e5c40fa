"""The rules that make a lead an A, B, C or D: points from the pack's weights, each with its reason.

Nationality and the kind of machine a buyer uses neither raise nor lower a grade; `fit_country` only asks whether the company
delivers there. Thresholds and weights are the pack's (`scoring` in pack.yaml); what each criterion sees is in `criteria.py`.
"""

from __future__ import annotations

from collections.abc import Sequence

from content.catalogue.model import ScoringRules
from scoring.criteria import DISQUALIFYING, judgements
from scoring.model import Grade, GradeDecision, LeadFacts, Reason

JUNK = frozenset([*DISQUALIFYING.values(), "disposable_mail"])
"""Any of these makes a D, however many points there are."""


def grade(facts: LeadFacts, rules: ScoringRules) -> GradeDecision:
    """Judge a lead. Points lie between 0 and 100; reasons come best first, then what would raise the grade."""
    earned: list[Reason] = []
    missed: list[Reason] = []
    for code, share, data in judgements(facts, rules):
        weight = rules.weights.get(code, 0.0)
        if share > 0 and weight:
            earned.append(Reason(code=code, points=round(weight * share, 1), data=data))
        if share < 1 and weight > 0:
            missed.append(Reason(code=code, points=round(weight * (1 - share), 1), data=data))
    points = max(0.0, min(100.0, sum(reason.points for reason in earned)))
    disqualified = any(reason.code in JUNK for reason in earned)
    return GradeDecision(
        grade=Grade.D if disqualified else _grade_of(points, rules),
        points=round(points, 1),
        reasons=tuple(sorted(earned, key=lambda reason: -abs(reason.points))),
        would_raise=() if disqualified else tuple(sorted(missed, key=lambda reason: -reason.points)),
    )


def steps_to_a(points: float, would_raise: Sequence[Reason], rules: ScoringRules) -> tuple[Reason, ...]:
    """Return the fewest things that would make an A, the largest first; nothing for an A, and where all of them do not suffice."""
    steps: list[Reason] = []
    for reason in sorted(would_raise, key=lambda reason: -reason.points):
        if points >= rules.grade_a:
            break
        steps.append(reason)
        points += reason.points
    return tuple(steps) if points >= rules.grade_a else ()


def _grade_of(points: float, rules: ScoringRules) -> Grade:
    if points >= rules.grade_a:
        return Grade.A
    if points >= rules.grade_b:
        return Grade.B
    return Grade.C if points >= rules.grade_c else Grade.D
