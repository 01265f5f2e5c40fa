"""What a channel cost in a month is entered by people: each entry replaces the one before and is an event."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from foundation import events
from foundation.actor import Actor
from foundation.database import Session
from funnel.insights import repository

LONGEST_CHANNEL = 64
MOST = Decimal(1_000_000_000)


class CostProblem(ValueError):
    """A cost that cannot be kept; the sentence says why."""


async def set_cost(session: Session, channel: str, month: date, *, amount: Decimal, by: Actor) -> None:
    """Keep what a channel cost in the month that a day lies in, in the base currency; 0 takes the entry away. Raises CostProblem."""
    name = channel.strip()
    if not 0 < len(name) <= LONGEST_CHANNEL:
        raise CostProblem(f"A channel is named with 1 to {LONGEST_CHANNEL} characters.")
    if not amount.is_finite() or not 0 <= amount <= MOST:
        raise CostProblem(f"A cost lies between 0 and {MOST}.")
    first = month.replace(day=1)
    await repository.keep_cost(session, name, first, amount=amount)
    data = {"month": first.isoformat(), "amount": str(amount)}
    await events.record(session, "channel_cost_entered", subject=("channel", name), by=by, data=data)
