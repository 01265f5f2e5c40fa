"""A customer is judged anew: facts are gathered from everything on record, `scoring` decides, the decision is kept with its reasons."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from advisor.model import NeedStatus, NeedValue
from content.catalogue.model import Company
from foundation import clock
from foundation.database import Session
from funnel.conversations import repository as conversations
from funnel.conversations.model import StoredConversation
from funnel.journey.parts import company_day
from funnel.people import repository as people
from funnel.people.model import Customer, Judgement
from funnel.timeline import repository as timeline
from quoting import repository as quotes
from quoting.errors import QuotingError
from quoting.model import Quote, QuoteRequest, QuoteStatus, RequestedLine
from quoting.pricing import add_up, price_lines
from scoring.actions import Situation, next_action
from scoring.grade import grade
from scoring.model import Behaviour, GradeDecision, LeadFacts
from scoring.outcomes import risk_score

OPEN = {QuoteStatus.ISSUED, QuoteStatus.VIEWED, QuoteStatus.WAITING, QuoteStatus.ACCEPTED}
"""Quotes that can still become an order, or have."""
STATED = {NeedStatus.STATED, NeedStatus.CONFIRMED}


async def judge(session: Session, customer_id: int, company: Company) -> Judgement:
    """Grade a customer, value the open quotes, decide the next action; keep it. Raises UnknownCustomer."""
    customer = await people.find(session, customer_id)
    seen = await timeline.behaviour_of(session, [customer_id])
    return (await judge_all(session, [customer], company, seen=seen))[customer_id]


async def judge_all(
    session: Session,
    customers: Sequence[Customer],
    company: Company,
    *,
    seen: Mapping[int, Sequence[Behaviour]],
    fresh: Collection[int] = (),
) -> dict[int, Judgement]:
    """The same for customers whose rows and newest events were read in this transaction.

    `fresh` are the ids of those that were made in it and have not talked: they have no conversation and no quote to look for.
    """
    judged: dict[int, Judgement] = {}
    for customer in customers:
        talks: Sequence[StoredConversation] = ()
        offered: Sequence[Quote] = ()
        if customer.id not in fresh:
            talks = await conversations.of_customer(session, customer.id)
            offered = await quotes.list_quotes(session, customer=customer.id)
        events = seen[customer.id]
        value = open_value(offered, company)
        decision = grade(lead_facts(customer, company, talks=talks, seen=events, quoted=value), company.scoring)
        judged[customer.id] = _judgement(customer, decision, value=value, offered=offered, seen=events, talks=talks)
        named = (talk.memory.needs["industry"].value_id for talk in talks if "industry" in talk.memory.needs)
        if (industry := next(named, None)) is not None:
            await people.set_industry(session, customer.id, industry)
    before = {customer.id: customer.judgement for customer in customers}
    await people.judge(session, {each: found for each, found in judged.items() if found != before[each]})
    return judged


def lead_facts(
    customer: Customer,
    company: Company,
    *,
    talks: Sequence[StoredConversation],
    seen: Sequence[Behaviour],
    quoted: Decimal | None,
) -> LeadFacts:
    """Put together what the grade looks at; of several conversations the newest word on a need counts."""
    needs: dict[str, NeedValue] = {}
    for talk in reversed(talks):
        needs.update(talk.memory.needs)
    stated = [need for need in needs.values() if need.status in STATED]
    deadline = needs.get("deadline")
    budget = needs.get("budget")
    pieces = next((talk.memory.quantity for talk in talks if talk.memory.quantity), None)
    industry = needs.get("industry")
    return LeadFacts(
        name=customer.name,
        company=customer.company,
        email=customer.email,
        phone=customer.phone,
        country=customer.country,
        locale=customer.locale,
        industry=industry.value_id if industry else customer.industry,
        needs_stated=len(stated),
        needs_known=len(needs),
        needs_total=sum(need.ask for need in company.needs.values()),
        quantity=pieces,
        budget=Decimal(budget.amount) if budget and budget.amount else None,
        deadline_days=(date.fromisoformat(deadline.text) - clock.now().date()).days
        if deadline and deadline.text
        else None,
        quoted=quoted,
        signals=frozenset().union(*(talk.signals for talk in talks)),
        behaviour=tuple(seen),
    )


def open_value(offered: Sequence[Quote], company: Company) -> Decimal | None:
    """Return what the newest open quote is worth in the base currency, by the price list in that currency."""
    for quote in offered:
        if quote.status in OPEN:
            return value_of(quote, company)
    return None


def value_of(quote: Quote, company: Company) -> Decimal:
    """Return a quote's lines by the price list in the base currency, so that no exchange rate is needed."""
    currency = company.identity.base_currency
    if quote.currency == currency:
        return quote.total.amount
    lines = tuple(RequestedLine(line.sku, line.quantity, line.options, line.discount) for line in quote.lines)
    request = QuoteRequest(locale=quote.locale, currency=currency, lines=lines)
    try:
        return add_up(price_lines(request, company, today=company_day(company)), currency=currency).total.amount
    except QuotingError:
        return Decimal(0)  # a list that no longer holds these products says nothing about their value


def _judgement(
    customer: Customer,
    decision: GradeDecision,
    *,
    value: Decimal | None,
    offered: Sequence[Quote],
    seen: Sequence[Behaviour],
    talks: Sequence[StoredConversation],
) -> Judgement:
    now = clock.now()
    last: dict[str, datetime] = {}
    for event in seen:
        last.setdefault(event.event_type, event.at)
    newest = next((quote for quote in offered if quote.status in OPEN), None)
    product = (
        newest.lines[0].sku if newest else next((talk.memory.chosen for talk in talks if talk.memory.chosen), None)
    )
    situation = Situation(
        stage=customer.stage,
        grade=decision.grade,
        lost=customer.lost,
        has_phone=bool(customer.phone),
        has_email=bool(customer.email),
        last=last,
        product=product,
        quote=newest.number if newest else None,
        quoted_at=newest.issued_at if newest else None,
        now=now,
    )
    return Judgement(
        grade=decision.grade,
        points=decision.points,
        reasons=decision.reasons,
        would_raise=decision.would_raise,
        estimated_value=value or Decimal(0),
        risk_score=risk_score(customer.stage, decision.grade, now - customer.last_touch_at, lost=customer.lost),
        next_action=next_action(situation),
    )
