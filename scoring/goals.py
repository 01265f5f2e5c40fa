"""How far a goal of revenue is reached, and what the open customers should add until its end, with the interval. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from math import ceil

from scoring.forecast import Point, forecast
from scoring.indicators.catalogue import INDICATORS
from scoring.indicators.entered import GoalFacts, Span
from scoring.indicators.facts import Facts, Period


@dataclass(frozen=True, slots=True)
class Progress:
    """A goal beside what was reached until `facts` end, and what is still to come; amounts in the base currency."""

    goal: GoalFacts
    reached: Decimal
    ahead: Point | None
    """None where its time is over."""

    @property
    def share(self) -> float:
        """The part of the goal that is reached."""
        return float(self.reached / self.goal.amount)

    @property
    def expected(self) -> tuple[float, float, float]:
        """What it comes to at its end: expected, low, high."""
        ahead = self.ahead or Point(0, 0.0, 0.0, 0.0)
        return tuple(float(self.reached) + each for each in (ahead.expected, ahead.low, ahead.high))  # type: ignore[return-value]  # of three


def progress(facts: Facts) -> tuple[Progress, ...]:
    """Judge the goals whose time the end of the facts lies in, or has just ended; the shorter first."""
    return tuple(_judge(facts, each) for each in _running(facts))


def _running(facts: Facts) -> Iterator[GoalFacts]:
    for goal in sorted(facts.goals, key=lambda each: (each.span is Span.QUARTER, each.start)):
        if goal.amount > 0 and goal.start < facts.period.end <= goal.end:
            yield goal


def _judge(facts: Facts, goal: GoalFacts) -> Progress:
    until = facts.period.end
    [revenue] = INDICATORS["revenue"].reckon(replace(facts, period=Period(goal.start, until)))
    left = (goal.end - until) / timedelta(days=1)
    ahead = forecast(facts, horizons=(ceil(left),)).points[0] if left > 0 else None
    return Progress(goal, Decimal(revenue.value or 0), ahead)
