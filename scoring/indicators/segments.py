"""How channels, industries, countries and representatives do, each beside the number of customers it rests on. Pure."""

from __future__ import annotations

from scoring.funnel_shape import DECISION
from scoring.indicators.estimates import share
from scoring.indicators.facts import Facts
from scoring.indicators.model import Figure
from scoring.indicators.volume import share_of
from scoring.model import Grade

GOOD = frozenset({Grade.A, Grade.B})


def channel_share(facts: Facts) -> tuple[Figure, ...]:
    new = [each for each in facts.customers if facts.period.holds(each.entered_at)]
    channels = sorted({each.channel for each in new})
    figures = [share([one.id for one in new if one.channel == each], len(new), each) for each in channels]
    return tuple(sorted(figures, key=lambda each: -len(each.cases))) or (Figure("", None, 0, "no_customers"),)


def channel_quality(facts: Facts) -> tuple[Figure, ...]:
    return share_of(facts.customers, lambda each: each.channel, hit=lambda each: each.grade in GOOD)


def channel_win_rate(facts: Facts) -> tuple[Figure, ...]:
    return share_of(facts.customers, lambda each: each.channel, hit=lambda each: each.id in facts.won_at)


def industry_win_rate(facts: Facts) -> tuple[Figure, ...]:
    return share_of(facts.customers, lambda each: each.industry, hit=lambda each: each.id in facts.won_at)


def country_win_rate(facts: Facts) -> tuple[Figure, ...]:
    return share_of(facts.customers, lambda each: each.country, hit=lambda each: each.id in facts.won_at)


def rep_conversion(facts: Facts) -> tuple[Figure, ...]:
    """Of the customers that a representative had at the first conversation or after it, the share that went on to a decision."""
    return rep_conversion_to(facts, facts.funnel.at(DECISION))


def rep_conversion_to(facts: Facts, stage: int) -> tuple[Figure, ...]:
    """The same for any stage: of those that reached the one before it."""
    before = stage - 1
    begun = [each for each in facts.customers if before in facts.reached[each.id]]
    return share_of(begun, lambda each: facts.carried_to(each, stage), hit=lambda each: stage in facts.reached[each.id])
