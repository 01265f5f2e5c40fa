"""What a lead is interested in and what to show them next, as the desk shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from content.catalogue.model import Company
from foundation import clock
from foundation.database import Session
from funnel.journey.recommend import Known, recommend_knowing
from funnel.people.model import Customer
from scoring.interest_wording import KINDS, interest_kind, interest_label, interest_reason, recommendation_ground
from scoring.interests import interests
from scoring.model import Behaviour
from scoring.recommendation import Recommendation
from web.site.addresses import Addresses

MOST = 4


@dataclass(frozen=True, slots=True)
class InterestLine:
    """One tag of what the lead is interested in, with its share of the strongest (percent) and what it rests on."""

    label: str
    share: int
    reason: str


@dataclass(frozen=True, slots=True)
class NextLine:
    """Something to show a lead: what it is, its page in the lead's language, and why."""

    label: str
    address: str
    ground: str


async def next_lines(
    session: Session, company: Company, customer: Customer, *, known: Known, locale: str
) -> tuple[NextLine, ...]:
    """Word what is recommended to a lead."""
    found = await recommend_knowing(session, company, known, locale=customer.locale)
    at = Addresses(customer.locale, company.generation)
    return tuple(_next(one, company, at, locale=locale) for one in (*found.products, *found.reading))


def _next(one: Recommendation, company: Company, at: Addresses, *, locale: str) -> NextLine:
    kind, _, key = one.item.partition(":")
    ground = recommendation_ground(one.ground, locale)
    if kind == "case":
        return NextLine(company.cases[key].title[locale], at.case(company.cases[key]), ground)
    if kind == "resource":
        return NextLine(company.resources[key].title[locale], at.resource(company.resources[key]), ground)
    return NextLine(company.products[key].name[locale], at.product(company.products[key]), ground)


def interest_lines(
    seen: Sequence[Behaviour], company: Company, locale: str
) -> tuple[tuple[str, tuple[InterestLine, ...]], ...]:
    """Word the strongest tags of each kind."""
    found = interests(seen, company, now=clock.now())
    return tuple(
        (
            interest_kind(kind, locale),
            tuple(
                InterestLine(
                    interest_label(one, company, locale), round(100 * one.weight), interest_reason(one, locale)
                )
                for one in found
                if one.kind == kind
            )[:MOST],
        )
        for kind in KINDS
        if any(one.kind == kind for one in found)
    )
