"""How a report is composed: the figures of its period and of the one before, and what they advise to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from content.catalogue.model import Company
from foundation import clock
from foundation.database import Session
from funnel.insights.figures import Choice, chosen, gather, reckon
from funnel.reports.advice import advise
from funnel.reports.model import Found, Kind, Report, ReportProblem
from funnel.reports.periods import day_after, days, first_day, last_whole, period_of
from scoring.diagnosis import bottlenecks, diagnose
from scoring.forecast import backtest, forecast
from scoring.goals import progress
from scoring.indicators.facts import Facts, Period

OLDEST = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class Plan:
    """Which report is to be composed: its first and last day, its period, whom it looks at."""

    kind: Kind
    day: date
    last_day: date
    period: Period
    choice: Choice


async def compose(
    session: Session,
    company: Company,
    kind: Kind,
    *,
    day: date | None = None,
    until: date | None = None,
    choice: Choice | None = None,
) -> Report:
    """Compose the report of the period that `day` lies in; without a day, of the newest whole one.

    A range begins with `day` and ends with `until`. Raises ReportProblem for a day that has not begun.
    """
    planned = plan(company, kind, day, until=until, choice=choice)
    return build(planned, await gather(session, company, planned.period))


def plan(
    company: Company, kind: Kind, day: date | None, *, until: date | None = None, choice: Choice | None = None
) -> Plan:
    """Decide which days a report covers. Raises ReportProblem."""
    zone, now = company.identity.time_zone, clock.now()
    today = clock.today(zone)
    asked = last_whole(kind, today) if day is None else day
    if not OLDEST <= asked <= today:
        raise ReportProblem(f"There is no report of {asked:%Y-%m-%d}: choose a day from {OLDEST} to today, {today}.")
    first = first_day(kind, asked)
    if kind is Kind.RANGE:
        last = max(first, until or first)
        period = days(first, last, time_zone=zone, now=now)
    else:
        last = day_after(kind, first) - timedelta(days=1)
        period = period_of(kind, asked, time_zone=zone, now=now)
    ended = period.end.astimezone(ZoneInfo(zone)).date()
    return Plan(kind, first, min(last, ended), period, choice or Choice())


def build(planned: Plan, everybody: Facts) -> Report:
    """Reckon a report from the facts; pure, and slow where there are many customers."""
    facts = chosen(everybody, planned.choice)
    figures = reckon(facts)
    return Report(
        kind=planned.kind,
        day=planned.day,
        last_day=planned.last_day,
        period=planned.period,
        choice=planned.choice,
        facts=facts,
        figures=figures,
        before=reckon(facts.before),
        advice=advise(facts, figures),
        forecast=forecast(facts),
        goals=progress(facts),
        backtest=None if planned.kind is Kind.DAILY else backtest(facts),
        diagnoses=diagnose(facts),
        bottlenecks=bottlenecks(facts),
        found=_found(everybody),
    )


def _found(facts: Facts) -> Found:
    return Found(
        customers=len(facts.customers),
        reps=tuple(sorted({each.rep for each in facts.customers if each.rep})),
        channels=tuple(sorted({each.channel for each in facts.customers})),
        countries=tuple(sorted({each.country for each in facts.customers if each.country})),
    )
