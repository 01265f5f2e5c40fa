"""How likely customers are being lost at this moment: the one figure behind every list, page and answer that shows a risk."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from content.catalogue.model import Company
from foundation import clock
from foundation.database import Session
from funnel.insights.overview import chances_now
from funnel.people.model import Customer
from scoring.outcomes import Chances, Outlook, outlook


async def outlooks(session: Session, customers: Iterable[Customer], company: Company) -> dict[int, Outlook]:
    """Return for each customer, by id, how likely it is won and lost now, by the chances that the reports use.

    The company's own outcomes are read once for all, and not at all for nobody.
    """
    wanted = list(customers)
    if not wanted:
        return {}
    chances = await chances_now(session, company)
    return {each.id: _outlook(each, chances) for each in wanted}


def _outlook(customer: Customer, chances: Chances) -> Outlook:
    return outlook(
        customer.stage,
        customer.judgement.grade if customer.judgement else None,
        max(timedelta(0), clock.now() - customer.last_touch_at),
        lost=customer.lost,
        chances=chances,
    )
