"""Goals of revenue for a month or a quarter: entered by people, each entry replaces the one before and is an event."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from foundation import events
from foundation.actor import Actor
from foundation.database import Session
from funnel.insights import repository
from funnel.insights.spans import first_of
from scoring.indicators.entered import Span

MOST = Decimal(1_000_000_000_000)


class GoalProblem(ValueError):
    """A goal that cannot be kept; the sentence says why."""


async def set_goal(session: Session, span: Span, day: date, *, amount: Decimal, by: Actor) -> None:
    """Keep what is to be earned in the month or quarter that a day lies in, in the base currency; 0 takes it away. Raises GoalProblem."""
    if not amount.is_finite() or not 0 <= amount <= MOST:
        raise GoalProblem(f"A goal lies between 0 and {MOST}.")
    first = first_of(span, day)
    await repository.keep_goal(session, span, first, amount=amount)
    data = {"span": span.value, "first_day": first.isoformat(), "amount": str(amount)}
    await events.record(session, "goal_set", subject=("goal", f"{span.value}-{first.isoformat()}"), by=by, data=data)
