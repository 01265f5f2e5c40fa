"""The rules that move a customer along the five funnel stages: events in, a move with its reason out.

1 lead, 2 contact, 3 first touch, 4 decision, 5 closed won. Stages only move forward by themselves; who reaches a stage has
reached those below it. Event time rules the windows, not the time of arrival.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from scoring.model import Behaviour, Reason, StageMove

LEAD, CONTACT, FIRST_TOUCH, DECISION, WON = 1, 2, 3, 4, 5
STAGES = (LEAD, CONTACT, FIRST_TOUCH, DECISION, WON)


@dataclass(frozen=True, slots=True)
class Rule:
    """`count` events of `event_type` bring a customer to `stage`."""

    event_type: str
    count: int
    stage: int


RULES = (
    Rule("view_product", 3, CONTACT),
    Rule("reply_received", 1, CONTACT),
    Rule("call_answered", 1, CONTACT),
    Rule("service_code_scanned", 1, CONTACT),
    Rule("call_completed", 1, FIRST_TOUCH),
    Rule("presentation", 1, FIRST_TOUCH),
    Rule("demo", 1, FIRST_TOUCH),
    Rule("quote_requested", 1, DECISION),
    Rule("sample_requested", 1, DECISION),
    Rule("price_discussed", 1, DECISION),
    Rule("meeting", 2, DECISION),
    Rule("trial", 1, DECISION),
    Rule("contract_returned", 1, WON),
    Rule("payment_received", 1, WON),
)
RULED_EVENTS = frozenset(rule.event_type for rule in RULES)

PRICE_VISITS = 7
PRICE_WINDOW = timedelta(hours=48)


def stage_after(current: int, counts: Mapping[str, int], *, at: datetime) -> StageMove | None:
    """Return the furthest move that `counts` (event type -> how often, ever) justify, or None where the stage stays."""
    reached = [rule for rule in RULES if rule.stage > current and counts.get(rule.event_type, 0) >= rule.count]
    if not reached:
        return None
    rule = max(reached, key=lambda candidate: candidate.stage)
    reason = Reason(code=rule.event_type, points=0, data={"count": counts[rule.event_type]})
    return StageMove(from_stage=current, to_stage=rule.stage, reason=reason, at=at)


def can_move(current: int, event_type: str) -> bool:
    """Say whether one more event of a type can move a customer on from its stage."""
    return any(rule.event_type == event_type and rule.stage > current for rule in RULES)


def suggests_decision(current: int, behaviour: Sequence[Behaviour]) -> Reason | None:
    """Suggest stage 4 on seven visits to price pages within 48 hours; a person decides."""
    if current >= DECISION:
        return None
    visits = sorted(event.at for event in behaviour if event.event_type == "view_price")
    for first, last in zip(visits, visits[PRICE_VISITS - 1 :], strict=False):
        if last - first <= PRICE_WINDOW:
            return Reason(code="price_visits", points=0, data={"count": PRICE_VISITS, "hours": 48})
    return None
