"""What to show somebody next: facts are gathered from counts, paths and what was said to the advisor; `scoring` decides."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from advisor.judging import demands_of, judge
from advisor.model import Needs
from content.catalogue.model import Company
from foundation import clock
from foundation.database import Session
from funnel.conversations import repository as conversations
from funnel.journey.parts import company_day
from funnel.people import repository as people
from funnel.timeline import repository as timeline
from funnel.visits.model import Days
from funnel.visits.repository import reading as visits
from funnel.visits.repository import visitors
from quoting import repository as quotes
from scoring.interests import interests
from scoring.model import Behaviour
from scoring.recommendation import Facts, Recommendation, item_of_page, recommend

POPULAR_DAYS = timedelta(days=30)
MOST_SEEDS = 5
MOST_EVENTS = 100
PRODUCTS, READING = 3, 3


@dataclass(frozen=True, slots=True)
class Recommended:
    """Products, and cases and documents; `personal` where they rest on what this visitor did."""

    products: tuple[Recommendation, ...]
    reading: tuple[Recommendation, ...]
    personal: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of whoever is to be shown something: the newest events, and the needs of their conversations."""

    behaviour: Sequence[Behaviour] = ()
    needs: Needs | None = None
    offered: Collection[str] = ()
    """Items of which we spoke in a quote before, whatever became of it."""


async def recommend_beside(session: Session, company: Company, *, locale: str, item: str | None) -> Recommended:
    """Return what goes with an item for anybody; without an item what is popular in a language."""
    return await _recommend(session, company, locale, looked_at=[item] if item else [], known=Known())


async def recommend_to_visitor(
    session: Session, company: Company, visitor: str, *, locale: str, item: str | None
) -> Recommended:
    """The same for a visitor who agreed to be remembered; for whoever did not, as for anybody."""
    if not await visitors.agrees(session, visitor):
        return await recommend_beside(session, company, locale=locale, item=item)
    seen = await timeline.behaviour_of_visitor(session, visitor, limit=MOST_EVENTS)
    talk = await conversations.newest_of_visitor(session, visitor)
    known = Known(seen, talk.memory.needs if talk else None)
    return await _recommend(session, company, locale, looked_at=_seeds(item, seen, company), known=known)


async def recommend_to_customer(session: Session, company: Company, customer_id: int) -> Recommended:
    """The same for a customer, in their own language, without what was quoted to them before. Raises UnknownCustomer."""
    customer = await people.find(session, customer_id)
    seen = await timeline.behaviour(session, customer_id, limit=MOST_EVENTS)
    talks = await conversations.of_customer(session, customer_id)
    offered = await quotes.list_quotes(session, customer=customer_id)
    items = frozenset(f"product:{line.sku}" for quote in offered for line in quote.lines)
    known = Known(seen, talks[0].memory.needs if talks else None, items)
    return await recommend_knowing(session, company, known, locale=customer.locale)


async def recommend_knowing(session: Session, company: Company, known: Known, *, locale: str) -> Recommended:
    """The same where what is known was read already."""
    return await _recommend(session, company, locale, looked_at=_seeds(None, known.behaviour, company), known=known)


async def _recommend(
    session: Session, company: Company, locale: str, *, looked_at: Sequence[str], known: Known
) -> Recommended:
    facts = Facts(
        looked_at=looked_at,
        together=await visits.co_visits(session, looked_at) if looked_at else {},
        popular=await popular_items(session, company, locale),
        interests=interests(known.behaviour, company, now=clock.now()),
        barred={*known.offered, *(barred_by(known.needs, company) if known.needs else ())},
    )
    return Recommended(
        recommend(facts, company, most=PRODUCTS),
        recommend(facts, company, most=READING, kinds=("case", "resource")),
        personal=bool(known.behaviour),
    )


async def popular_items(session: Session, company: Company, locale: str) -> Mapping[str, int]:
    """Return how often each item's page was opened lately in a language."""
    today = company_day(company)
    counts = await visits.counted_under(session, f"/{locale}/", days=Days(today - POPULAR_DAYS, today))
    items = ((item_of_page(page, company), count) for page, count in counts.items())
    return {item: count for item, count in items if item is not None}


def barred_by(needs: Needs, company: Company) -> frozenset[str]:
    """Return the products that break a hard need, whatever options they are ordered with."""
    demands = demands_of(needs, company)
    products = (one for one in company.products.values() if not one.is_accessory)
    return frozenset(f"product:{one.sku}" for one in products if judge(one, demands, company).broken)


def _seeds(item: str | None, seen: Sequence[Behaviour], company: Company) -> list[str]:
    """Return what was looked at, newest first."""
    looked_at = [item] if item else []
    for event in seen:
        value = event.value or ""
        found = item_of_page(value, company) if value.startswith("/") else f"product:{value.upper()}"
        if found and found not in looked_at and (not found.startswith("product:") or found[8:] in company.products):
            looked_at.append(found)
    return looked_at[:MOST_SEEDS]
