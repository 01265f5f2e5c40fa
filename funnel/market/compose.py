"""How the market report is composed: the week's counts beside those of the week before. Pure but for the reading."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from advisor.memory import conversation_from_json
from advisor.model import NeedStatus, NeedValue
from content.catalogue.model import Company
from foundation.database import Session
from funnel.insights.figures import gather
from funnel.market import repository
from funnel.market.model import Entry, Market, Talk, Topic
from funnel.reports.compose import plan
from funnel.reports.model import Kind
from funnel.visits.model import Days
from funnel.visits.repository import reading as visits
from scoring.indicators.catalogue import INDICATORS
from scoring.indicators.facts import Facts, Period

MOST = 12
MOST_CHOICES = 3
MOST_KEYS = 1000
MEANT = frozenset({NeedStatus.STATED, NeedStatus.CONFIRMED})
"""Needs that somebody stated; what was derived or proposed is our word, not the market's."""


async def compose_market(session: Session, company: Company, *, day: date | None = None) -> Market:
    """Compose the report of the week that `day` lies in; without a day, of the newest whole one. Raises ReportProblem."""
    planned = plan(company, Kind.MARKET, day)
    period = planned.period
    talked, talked_before = [await repository.talks(session, each) for each in (period, period.before)]
    facts = await gather(session, company, period)
    named = Counter(place for talk in talked for place in _brands(talk, company))
    named_before = Counter(place for talk in talked_before for place in _brands(talk, company))
    zone = ZoneInfo(company.identity.time_zone)
    week, week_before = _days(period, zone), _days(period.before, zone)
    views = {kind: await _views(session, kind, week) for kind in ("country", "locale")}
    views_before = await _views(session, "locale", week_before)
    return Market(
        day=planned.day,
        last_day=planned.last_day,
        period=period,
        customers=Entry("", len(_entered(facts, period)), len(_entered(facts, period.before))),
        talks=Entry("", len(talked), len(talked_before)),
        page_views=Entry("", views["locale"].total(), views_before.total()),
        countries=_entries(*_both(facts, lambda one: one.country), beside=views["country"]),
        industries=_entries(*_both(facts, lambda one: one.industry), beside=_industries(talked)),
        languages=_entries(_locales(talked), _locales(talked_before), beside=views["locale"]),
        topics=_topics(talked, talked_before),
        competitors=_entries(named, named_before),
        searches=await _searched(session, "search", week, before=week_before),
        found_nothing=await _searched(session, "search_empty", week, before=week_before),
        questions=tuple(await repository.questions(session, period, most=MOST)),
        losses=INDICATORS["loss_mix"].reckon(facts),
        losses_before=INDICATORS["loss_mix"].reckon(facts.before),
    )


def _entered(facts: Facts, period: Period) -> list[int]:
    return [each.id for each in facts.customers if period.holds(each.entered_at)]


def _both(facts: Facts, of: Callable[..., str | None]) -> tuple[Counter[str], Counter[str]]:
    """Count the customers who entered in the week and in the one before, by what is known of them."""
    periods = (facts.period, facts.period.before)
    first, second = (
        Counter(of(each) or "" for each in facts.customers if period.holds(each.entered_at)) for period in periods
    )
    return first, second


def _entries(now: Counter[str], before: Counter[str], *, beside: Counter[str] | None = None) -> tuple[Entry, ...]:
    """Put counts side by side, most first; what is unknown, with an empty key, comes last."""
    also = beside or Counter()
    keys = sorted({*now, *before, *also}, key=lambda key: (not key, -now[key], -also[key], -before[key], key))
    return tuple(Entry(key, now[key], before[key], also[key]) for key in keys)[:MOST]


def _locales(talks: Iterable[Talk]) -> Counter[str]:
    return Counter(each.locale for each in talks)


def _industries(talks: Iterable[Talk]) -> Counter[str]:
    stated = (_stated(each).get("industry") for each in talks)
    return Counter(each.value_id for each in stated if each is not None and each.value_id)


def _stated(talk: Talk) -> dict[str, NeedValue]:
    needs = conversation_from_json(talk.memory).needs
    return {name: value for name, value in needs.items() if value.status in MEANT}


def _topics(talks: Sequence[Talk], before: Sequence[Talk]) -> tuple[Topic, ...]:
    stated = [_stated(each) for each in talks]
    asked = Counter(name for needs in stated for name in needs)
    earlier = Counter(name for each in before for name in _stated(each))
    choices = {name: Counter(_chosen(needs[name] for needs in stated if name in needs)) for name in asked}
    return tuple(
        Topic(name, number, earlier[name], tuple(choices[name].most_common(MOST_CHOICES)))
        for name, number in sorted(asked.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST]
    )


def _chosen(values: Iterable[NeedValue]) -> Iterable[str]:
    for value in values:
        yield from (value.value_id,) if value.value_id else value.values


def _brands(talk: Talk, company: Company) -> set[str]:
    """Return the brands that a conversation names, or whose model it was compared with."""
    compared = {
        company.competitors[name].brand
        for body in talk.bodies
        for query in body.get("queries", ())
        if query["name"] == "compare"
        and (name := str(query["parameters"].get("competitor") or "")) in company.competitors
    }
    brands = {each.brand for each in company.competitors.values()}
    return compared | {brand for brand in brands if any(_names(brand, text) for text in talk.said)}


def _names(brand: str, text: str) -> bool:
    return re.search(rf"(?<![A-Za-z0-9]){re.escape(brand)}(?![A-Za-z0-9])", text, re.IGNORECASE) is not None


async def _views(session: Session, dimension: str, days: Days) -> Counter[str]:
    counted = await visits.counted(session, dimension, "page_view", days=days, most=MOST_KEYS)
    return Counter({each.key: each.count for each in counted})


async def _searched(session: Session, kind: str, week: Days, *, before: Days) -> tuple[Entry, ...]:
    now = await visits.counted(session, "search", kind, days=week, most=MOST)
    keys = [each.key for each in now]
    counted = await visits.counted(session, "search", kind, days=before, most=MOST, keys=keys)
    earlier = {each.key: each.count for each in counted}
    return tuple(Entry(each.key, each.count, earlier.get(each.key, 0)) for each in now)


def _days(period: Period, zone: ZoneInfo) -> Days:
    """The days of a period, which visits are counted by."""
    moments = period.start, period.end - timedelta(microseconds=1)
    return Days(*(each.astimezone(zone).date() for each in moments))
