"""The source of truth for the figures that pages, reports and the API show: facts are read once, indicators reckon from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from content.catalogue.model import Company
from foundation.database import Session
from funnel.insights import repository
from funnel.insights.worth import worth_in_base
from scoring.anomalies import STAGE_LASTS, patience_of
from scoring.funnel_shape import funnel_of
from scoring.indicators.catalogue import INDICATORS
from scoring.indicators.facts import CustomerFacts, Facts, Limits, Period
from scoring.indicators.model import Figure

Figures = Mapping[str, tuple[Figure, ...]]
"""By the indicator's id."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which customers are looked at; None is everybody. `stage` is where they stand at the end of the period."""

    stage: int | None = None
    rep: str | None = None
    channel: str | None = None
    country: str | None = None

    @property
    def is_everybody(self) -> bool:
        """Whether nothing was chosen."""
        return self == Choice()


async def gather(session: Session, company: Company, period: Period, *, choice: Choice | None = None) -> Facts:
    """Read everything that happened until the end of a period, to the customers of a choice."""
    rules = company.scoring
    facts = Facts(
        period=period,
        customers=await repository.customers(session),
        moves=await repository.moves(session),
        owners=await repository.owners(session),
        funnel=funnel_of(company),
        quotes=await repository.quotes(session, time_zone=company.identity.time_zone, worth=worth_in_base(company)),
        touches=await repository.touches(session),
        talks=await repository.talks(session),
        costs=await repository.costs(session, time_zone=company.identity.time_zone),
        goals=await repository.goals(session, time_zone=company.identity.time_zone),
        limits=Limits(rules.key_account, rules.weekly_focus, limits_of(company)),
    ).until(period)
    return chosen(facts, choice) if choice is not None else facts


def limits_of(company: Company) -> dict[int, timedelta]:
    """Return after how long a customer stands too long on each stage: the limits of the daily list."""
    patience = patience_of(company)
    return {stage: patience.get(stage, STAGE_LASTS) for stage in funnel_of(company).open}


def chosen(facts: Facts, choice: Choice) -> Facts:
    """Keep the facts of the customers that are looked at."""
    if choice.is_everybody:
        return facts
    return facts.only(frozenset(each.id for each in facts.customers if _matches(each, choice, facts)))


def _matches(customer: CustomerFacts, choice: Choice, facts: Facts) -> bool:
    return (
        choice.stage in (None, facts.standing[customer.id])
        and choice.rep in (None, customer.rep)
        and choice.channel in (None, customer.channel)
        and choice.country in (None, customer.country)
    )


def reckon(facts: Facts) -> Figures:
    """Return all figures of a period."""
    return {each.id: each.reckon(facts) for each in INDICATORS.values()}
