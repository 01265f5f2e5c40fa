"""How many customers there are at each stage, how many go on, and how many are won and lost. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from scoring.indicators.estimates import count, share
from scoring.indicators.facts import CustomerFacts, Facts
from scoring.indicators.model import Figure
from scoring.losses import CAUSES, stated_cause
from scoring.outcomes import HIGH_RISK, risk_score


def customers(facts: Facts) -> tuple[Figure, ...]:
    return (count(each.id for each in facts.customers),)


def new_customers(facts: Facts) -> tuple[Figure, ...]:
    return (count(each.id for each in facts.customers if facts.period.holds(each.entered_at)),)


def stage_volume(facts: Facts) -> tuple[Figure, ...]:
    return tuple(count(_reached(facts, stage), str(stage)) for stage in facts.funnel.positions)


def stage_open(facts: Facts) -> tuple[Figure, ...]:
    return tuple(
        count((each.id for each in facts.open if facts.standing[each.id] == stage), str(stage))
        for stage in facts.funnel.open
    )


def stage_entries(facts: Facts) -> tuple[Figure, ...]:
    return tuple(
        count((each for each in _reached(facts, stage) if facts.period.holds(facts.reached[each][stage])), str(stage))
        for stage in facts.funnel.positions
    )


def stage_rate(facts: Facts) -> tuple[Figure, ...]:
    return tuple(share(_reached(facts, stage), len(facts.customers), str(stage)) for stage in facts.funnel.positions)


def conversion(facts: Facts) -> tuple[Figure, ...]:
    return tuple(
        share(_reached(facts, stage), len(_reached(facts, stage - 1)), str(stage))
        for stage in facts.funnel.positions[1:]
    )


def retention(facts: Facts) -> tuple[Figure, ...]:
    figures = []
    for stage in facts.funnel.positions[1:]:
        began = [each for each in _reached(facts, stage - 1) if facts.period.holds(facts.reached[each][stage - 1])]
        figures.append(share([each for each in began if stage in facts.reached[each]], len(began), str(stage)))
    return tuple(figures)


def wins(facts: Facts) -> tuple[Figure, ...]:
    return (count(each for each, at in facts.won_at.items() if facts.period.holds(at)),)


def win_rate(facts: Facts) -> tuple[Figure, ...]:
    return (share(list(facts.won_at), len(facts.customers)),)


def loss_rate(facts: Facts) -> tuple[Figure, ...]:
    return (share([each.id for each in facts.customers if each.id not in facts.won_at], len(facts.customers)),)


def known_loss_rate(facts: Facts) -> tuple[Figure, ...]:
    return (share([each.id for each in facts.customers if each.lost_at is not None], len(facts.customers)),)


def losses(facts: Facts) -> tuple[Figure, ...]:
    return (count(each.id for each in lost_in(facts)),)


def key_losses(facts: Facts) -> tuple[Figure, ...]:
    return (count(each.id for each in lost_in(facts) if each.value > facts.limits.key_account),)


def stage_losses(facts: Facts) -> tuple[Figure, ...]:
    lost = lost_in(facts)
    return tuple(
        count((each.id for each in lost if facts.standing[each.id] == stage), str(stage)) for stage in facts.funnel.open
    )


def stage_loss_rate(facts: Facts) -> tuple[Figure, ...]:
    figures = []
    for stage in facts.funnel.open:
        lost = [each.id for each in facts.customers if each.lost_at is not None and facts.standing[each.id] == stage]
        figures.append(share(lost, len(_reached(facts, stage)), str(stage)))
    return tuple(figures)


def loss_mix(facts: Facts) -> tuple[Figure, ...]:
    causes = {each.id: stated_cause(each.lost_reason) for each in lost_in(facts)}
    return tuple(
        share([each for each, found in causes.items() if found == cause], len(causes), cause, reason="no_losses")
        for cause in CAUSES
    )


def blocked(facts: Facts) -> tuple[Figure, ...]:
    return tuple(
        count((each.id for each in facts.open if _is_blocked(facts, each) == stage), str(stage))
        for stage in facts.funnel.open
    )


def _is_blocked(facts: Facts, customer: CustomerFacts) -> int | None:
    stage = facts.standing[customer.id]
    since = facts.entered_standing[customer.id]
    return stage if facts.period.end - since > facts.limits.patience[stage] else None


def high_risk(facts: Facts) -> tuple[Figure, ...]:
    return (count(each.id for each in facts.open if risk_of(facts, each) >= HIGH_RISK),)


def risk_of(facts: Facts, customer: CustomerFacts) -> float:
    """Return how likely an open customer is being lost, at the end of the period."""
    silent_for = facts.period.end - min(customer.last_touch_at, facts.period.end)
    stage = facts.standing[customer.id]
    return risk_score(stage, customer.grade, silent_for, chances=facts.chances)


def weekly_focus(facts: Facts) -> tuple[Figure, ...]:
    return (count(each.id for each in facts.open if each.value > facts.limits.weekly_focus),)


def lead_capture(facts: Facts) -> tuple[Figure, ...]:
    talks = [each for each in facts.talks if facts.period.holds(each.begun_at)]
    known = [each.customer for each in talks if each.customer is not None]
    return (share(known, len(talks), reason="no_talks"),)


def share_of(
    customers: Iterable[CustomerFacts],
    key: Callable[[CustomerFacts], str | None],
    *,
    hit: Callable[[CustomerFacts], bool],
) -> tuple[Figure, ...]:
    """Return for each value of `key`, most customers first, the share of customers that are hits."""
    groups: dict[str, list[CustomerFacts]] = {}
    for each in customers:
        if (name := key(each)) is not None:
            groups.setdefault(name, []).append(each)
    ordered = sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))
    return tuple(share([each.id for each in found if hit(each)], len(found), name) for name, found in ordered)


def lost_in(facts: Facts) -> list[CustomerFacts]:
    """Return who was lost within the period."""
    return [each for each in facts.customers if facts.period.holds(each.lost_at)]


def _reached(facts: Facts, stage: int) -> list[int]:
    return facts.at_least[stage]
