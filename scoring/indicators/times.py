"""How long customers stay: from entry to the signature, and at each stage. Pure."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta
from statistics import median

from scoring.indicators.estimates import mean
from scoring.indicators.facts import Facts
from scoring.indicators.model import Figure

DAY = timedelta(days=1)


def cycle(facts: Facts) -> tuple[Figure, ...]:
    took = {
        customer: (at - facts.by_id[customer].entered_at) / DAY
        for customer, at in facts.won_at.items()
        if facts.period.holds(at)
    }
    if not took:
        return (Figure("", None, 0, "no_wins"),)
    return (Figure("", median(took.values()), len(took), cases=tuple(took)),)


def dwell(facts: Facts) -> tuple[Figure, ...]:
    found: dict[int, dict[int, float]] = defaultdict(dict)
    for customer, stage, came, left in stays(facts):
        if facts.period.holds(left):
            found[stage][customer] = found[stage].get(customer, 0.0) + (left - came) / DAY
    return tuple(
        mean(list(found[stage].values()), str(stage), reason="no_moves", cases=found[stage])
        for stage in facts.funnel.open
    )


def stays(facts: Facts) -> list[tuple[int, int, datetime, datetime]]:
    """Return customer, stage, when it came and when it left, for each stay that ended by a move or a loss."""
    found = []
    at_stage = {each.id: (1, each.entered_at) for each in facts.customers}
    for move in facts.moves:
        if move.customer in at_stage:
            stage, came = at_stage[move.customer]
            found.append((move.customer, stage, came, move.at))
            at_stage[move.customer] = (move.to_stage, move.at)
    for each in facts.customers:
        if each.lost_at is not None:
            stage, came = at_stage[each.id]
            found.append((each.id, stage, came, each.lost_at))
    return found
