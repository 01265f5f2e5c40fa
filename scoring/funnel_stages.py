"""The rules that move a customer along the stages of the funnel: events in, a move with its reason out. The pack may have its own.

Stages only move forward by themselves; who reaches a stage has
reached those below it. Event time rules the windows, not the time of arrival.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from content.catalogue.model import Company, read_wait
from scoring.funnel_shape import CONTACT, DECISION, FIRST_TOUCH, WON, funnel_of
from scoring.model import Behaviour, Reason, StageMove


@dataclass(frozen=True, slots=True)
class Rule:
    """`count` events of `event_type` (`within` a time, where one is given) bring a customer to `stage`, or suggest it."""

    event_type: str
    count: int
    stage: int
    within: timedelta | None = None
    suggests: bool = False
    own: str | None = None
    """Its name (`StageRule.name`), where it is written in the company's pack with words of its own."""


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
PRICE_VISITS = Rule("view_price", 7, DECISION, timedelta(hours=48), suggests=True)
RULES_OF_THE_SOURCES = (*RULES, PRICE_VISITS)
RULED_EVENTS = frozenset(rule.event_type for rule in RULES)


def rules_of(company: Company) -> tuple[Rule, ...]:
    """Return the rules of a company's pack, those of the sources where it has none; `stage` is a position of its funnel."""
    funnel = funnel_of(company)
    written = tuple(
        Rule(
            event_type=each.event,
            count=each.count,
            stage=funnel.position(each.stage),
            within=read_wait(each.within) if each.within else None,
            suggests=each.suggests,
            own=each.name,
        )
        for each in company.stage_rules
    )
    return written or tuple(replace(each, stage=funnel.at(each.stage)) for each in RULES_OF_THE_SOURCES)


def moving(rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """Return the rules that move a customer whenever the events came."""
    return tuple(rule for rule in rules if not rule.suggests and rule.within is None)


def stage_after(
    current: int, counts: Mapping[str, int], *, at: datetime, rules: Sequence[Rule] = RULES
) -> StageMove | None:
    """Return the furthest move that `counts` (event type -> how often, ever) justify, or None where the stage stays."""
    reached = [rule for rule in moving(rules) if rule.stage > current and counts.get(rule.event_type, 0) >= rule.count]
    if not reached:
        return None
    rule = max(reached, key=lambda candidate: candidate.stage)
    reason = Reason(code=rule.event_type, points=0, data={"count": counts[rule.event_type], **_told(rule)})
    return StageMove(from_stage=current, to_stage=rule.stage, reason=reason, at=at)


def stage_within(
    current: int, behaviour: Sequence[Behaviour], *, at: datetime, rules: Sequence[Rule]
) -> StageMove | None:
    """Return the furthest move that events close enough together justify; `behaviour` in any order."""
    windowed = [rule for rule in rules if not rule.suggests and rule.within is not None and rule.stage > current]
    reached = [rule for rule in windowed if _is_dense(rule, behaviour)]
    if not reached:
        return None
    rule = max(reached, key=lambda candidate: candidate.stage)
    return StageMove(current, rule.stage, Reason(rule.event_type, 0, {"count": rule.count, **_told(rule)}), at)


def can_move(current: int, event_type: str, *, rules: Sequence[Rule] = RULES) -> bool:
    """Say whether one more event of a type can move a customer on from its stage."""
    return any(rule.event_type == event_type and rule.stage > current for rule in moving(rules))


def suggested(
    current: int, behaviour: Sequence[Behaviour], *, rules: Sequence[Rule] = RULES_OF_THE_SOURCES
) -> tuple[Reason, int] | None:
    """Return why a further stage is suggested, and which; a person decides. Seven visits to prices in 48 hours suggest 4."""
    found = [rule for rule in rules if rule.suggests and rule.stage > current and _is_dense(rule, behaviour)]
    if not found:
        return None
    rule = max(found, key=lambda candidate: candidate.stage)
    code = "price_visits" if rule.event_type == PRICE_VISITS.event_type else rule.event_type
    return Reason(code=code, points=0, data={"count": rule.count, **_told(rule)}), rule.stage


def _is_dense(rule: Rule, behaviour: Sequence[Behaviour]) -> bool:
    times = sorted(event.at for event in behaviour if event.event_type == rule.event_type)
    if rule.within is None:
        return len(times) >= rule.count
    spans = zip(times, times[rule.count - 1 :], strict=False)
    return any(last - first <= rule.within for first, last in spans)


def _told(rule: Rule) -> dict[str, str | int | float]:
    hours = {"hours": int(rule.within.total_seconds() // 3600)} if rule.within else {}
    return {**hours, **({"rule": rule.own} if rule.own else {})}
