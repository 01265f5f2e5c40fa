"""What customers bring, may bring, and cost; in the base currency. Pure."""

from __future__ import annotations

from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from statistics import median

from scoring.indicators.facts import CustomerFacts, Facts
from scoring.indicators.model import Figure
from scoring.indicators.volume import lost_in
from scoring.outcomes import expected_value

CENT = Decimal("0.01")
FEWEST_ORDERS = 5
"""Orders that a typical order value is taken from at least."""


def revenue(facts: Facts) -> tuple[Figure, ...]:
    won = won_in(facts)
    return (Figure("", _sum(won), len(won), cases=_ids(won)),)


def order_value(facts: Facts) -> tuple[Figure, ...]:
    valued = [each for each in won_in(facts) if each.value]
    if not valued:
        return (Figure("", None, 0, "no_orders"),)
    value = (_sum(valued) / len(valued)).quantize(CENT, ROUND_HALF_UP)
    return (Figure("", value, len(valued), cases=_ids(valued)),)


def order_value_trend(facts: Facts) -> tuple[Figure, ...]:
    (now,), (before,) = order_value(facts), order_value(facts.before)
    if not now.value or not before.value:
        return (Figure("", None, min(now.n, before.n), "no_orders"),)
    return (Figure("", float(now.value) / float(before.value) - 1, now.n + before.n, cases=now.cases),)


def tvl_quoted(facts: Facts) -> tuple[Figure, ...]:
    return tuple(_total(stage, [each for each in _open_at(facts, stage) if each.value]) for stage in facts.funnel.open)


def tvl_expected(facts: Facts) -> tuple[Figure, ...]:
    """What customers without a quote would order at the median of all orders so far."""
    orders = sorted(each.value for each in facts.customers if each.id in facts.won_at and each.value)
    figures = []
    for stage in facts.funnel.open:
        unquoted = [each for each in _open_at(facts, stage) if not each.value]
        if len(orders) < FEWEST_ORDERS:
            figures.append(Figure(str(stage), None, len(orders), "too_few_orders", cases=_ids(unquoted)))
            continue
        value = (median(orders) * len(unquoted)).quantize(CENT, ROUND_HALF_UP)
        figures.append(Figure(str(stage), value, len(orders), cases=_ids(unquoted)))
    return tuple(figures)


def tvl_weighted(facts: Facts) -> tuple[Figure, ...]:
    figures = []
    for stage in facts.funnel.open:
        valued = [each for each in _open_at(facts, stage) if each.value]
        value = sum((weighted(facts, each) for each in valued), start=Decimal(0))
        figures.append(Figure(str(stage), value, len(valued), cases=_ids(valued)))
    return tuple(figures)


def predicted_revenue(facts: Facts) -> tuple[Figure, ...]:
    stages = tvl_weighted(facts)
    value = sum((Decimal(each.value or 0) for each in stages), start=Decimal(0))
    cases = tuple(case for each in stages for case in each.cases)
    return (Figure("", value, len(cases), cases=cases),)


def weighted(facts: Facts, customer: CustomerFacts) -> Decimal:
    """Return the probability-weighted value of an open customer."""
    stage, waited = facts.standing[customer.id], facts.waited(customer.id)
    return expected_value(customer.value, stage, customer.grade, chances=facts.chances, waited=waited)


def lost_value(facts: Facts) -> tuple[Figure, ...]:
    lost = lost_in(facts)
    return (Figure("", _sum(lost), len(lost), cases=_ids(lost)),)


def key_lost_value(facts: Facts) -> tuple[Figure, ...]:
    lost = [each for each in lost_in(facts) if each.value > facts.limits.key_account]
    return (Figure("", _sum(lost), len(lost), cases=_ids(lost)),)


def source_cost(facts: Facts) -> tuple[Figure, ...]:
    """Per channel with costs: what it cost in the months that begin in the period, by the customers who came in those months."""
    spent: dict[str, Decimal] = {}
    for each in facts.costs:
        if facts.period.holds(each.month):
            spent[each.channel] = spent.get(each.channel, Decimal(0)) + each.amount
    if not spent:
        return (Figure("", None, 0, "no_costs"),)
    came = [each for each in facts.customers if facts.period.holds(each.entered_at)]
    figures = []
    for channel, amount in sorted(spent.items()):
        found = [each for each in came if each.channel == channel]
        value = (amount / len(found)).quantize(CENT, ROUND_HALF_UP) if found else None
        figures.append(Figure(channel, value, len(found), "" if found else "no_customers", cases=_ids(found)))
    return tuple(figures)


def channel_revenue(facts: Facts) -> tuple[Figure, ...]:
    """The share of the period's revenue by channel, most first."""
    won = won_in(facts)
    total = _sum(won)
    if not total:
        return (Figure("", None, 0, "no_orders"),)
    counted = Counter[str]()
    for each in won:
        counted[each.channel] += 1
    groups = {channel: [each for each in won if each.channel == channel] for channel in counted}
    ordered = sorted(groups.items(), key=lambda group: (-_sum(group[1]), group[0]))
    return tuple(Figure(name, float(_sum(found) / total), len(found), cases=_ids(found)) for name, found in ordered)


def won_in(facts: Facts) -> list[CustomerFacts]:
    """Return who signed within the period."""
    return [facts.by_id[each] for each, at in facts.won_at.items() if facts.period.holds(at)]


def _open_at(facts: Facts, stage: int) -> list[CustomerFacts]:
    assert stage < facts.funnel.won
    return [each for each in facts.open if facts.standing[each.id] == stage]


def _total(stage: int, found: list[CustomerFacts]) -> Figure:
    return Figure(str(stage), _sum(found), len(found), cases=_ids(found))


def _sum(found: list[CustomerFacts]) -> Decimal:
    return sum((each.value for each in found), start=Decimal(0))


def _ids(found: list[CustomerFacts]) -> tuple[int, ...]:
    return tuple(each.id for each in found)
