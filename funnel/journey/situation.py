"""What the next action is decided on: the facts of one customer, put together from everything on record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from content.catalogue.model import Company
from foundation import clock
from foundation.database import Session
from funnel.actions import repository as actions
from funnel.consent import repository as consents
from funnel.consent.link import address_hash
from funnel.journey.parts import company_day
from funnel.journey.permit import zone_of_customer
from funnel.people.model import Customer
from quoting.model import Quote
from scoring.actions import RECENT, Situation
from scoring.funnel_shape import funnel_of
from scoring.model import ActionAnswer, Behaviour, Grade

CHATTING = frozenset(
    "AE AR BH BR CL CO CR EC EG ES ID IN IT JO KE KW LB MA MX MY NG OM PE QA SA SG TR UY ZA".split()  # noqa: SIM905 - a list of codes reads better so
)
"""Countries where business is done by WhatsApp."""


@dataclass(frozen=True, slots=True)
class Past:
    """What became of earlier actions, the newest first, and whether mails still reach the customer."""

    answers: Sequence[ActionAnswer] = ()
    no_mail: bool = False


async def past_of(session: Session, customers: Collection[Customer], *, fresh: Collection[int] = ()) -> dict[int, Past]:
    """Read for each customer what the next action has to remember; `fresh` ones have no earlier actions."""
    answers = await actions.answers_of(session, [each.id for each in customers if each.id not in fresh])
    hashes = {each.id: address_hash(each.email) for each in customers if each.email}
    suppressed = await consents.suppressed_among(session, set(hashes.values()))
    return {each.id: Past(answers.get(each.id, ()), hashes.get(each.id) in suppressed) for each in customers}


def situation_of(
    customer: Customer,
    grade: Grade | None,
    company: Company,
    *,
    seen: Sequence[Behaviour],
    quote: Quote | None,
    chosen: str | None,
    past: Past,
) -> Situation:
    """Put together what the next action looks at; `seen` are the newest events, `quote` the newest open one."""
    now = clock.now()
    last: dict[str, datetime] = {}
    for event in seen:
        last.setdefault(event.event_type, event.at)
    return Situation(
        stage=int(funnel_of(company).meaning(customer.stage)),
        grade=grade,
        lost=customer.lost,
        has_phone=bool(customer.phone),
        has_email=bool(customer.email),
        last=last,
        product=quote.lines[0].sku if quote and quote.lines else chosen,
        quote=quote.number if quote else None,
        quoted_at=quote.issued_at if quote else None,
        now=now,
        zone=zone_of_customer(customer, company),
        country=customer.country,
        stage_at=customer.stage_at,
        recent=Counter(event.event_type for event in seen if now - event.at <= RECENT),
        heard_at=seen[0].at if seen else None,
        answers=past.answers,
        no_mail=past.no_mail,
        chats=bool(customer.phone) and customer.country in CHATTING,
        quote_days=(quote.valid_until - company_day(company)).days if quote else None,
    )
