"""A customer is judged anew: facts are gathered from everything on record, `scoring` decides, the decision is kept with its reasons."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from advisor.model import NeedStatus, NeedValue
from content.catalogue.model import Company, ScoringRules
from foundation import clock
from foundation.database import Session
from funnel.conversations import repository as conversations
from funnel.conversations.model import StoredConversation
from funnel.journey.parts import company_day
from funnel.journey.situation import past_of, situation_of
from funnel.people import repository as people
from funnel.people.model import Customer, Judgement
from funnel.scores import repository as scores
from funnel.timeline import repository as timeline
from quoting import repository as quotes
from quoting.errors import QuotingError
from quoting.model import Quote, QuoteRequest, QuoteStatus, RequestedLine
from quoting.pricing import add_up, price_lines
from scoring.actions import Situation, next_action
from scoring.funnel_shape import Funnel, funnel_of
from scoring.grade import grade
from scoring.model import Behaviour, GradeDecision, LeadFacts
from scoring.outcomes import Chances, risk_score
from scoring.teams import rules_for

if TYPE_CHECKING:
    from scoring.learning.model import ScoreModel

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
    past = await past_of(session, customers, fresh=fresh)
    learned = await learned_score(session)
    known = [each.id for each in customers if each.id not in fresh]
    talked = await conversations.of_customers(session, known) if known else {}
    quoted = await quotes.of_customers(session, known) if known else {}
    for customer in customers:
        talks: Sequence[StoredConversation] = talked.get(customer.id, ())
        offered: Sequence[Quote] = quoted.get(customer.id, ())
        events = seen[customer.id]
        value = open_value(offered, company)
        facts = lead_facts(customer, company, talks=talks, seen=events, quoted=value, now=clock.now())
        decision = decide_grade(facts, company.scoring, learned=learned)
        newest = next((quote for quote in offered if quote.status in OPEN), None)
        chosen = next((talk.memory.chosen for talk in talks if talk.memory.chosen), None)
        situation = situation_of(
            customer, decision.grade, company, seen=events, quote=newest, chosen=chosen, past=past[customer.id]
        )
        judged[customer.id] = _judgement(
            customer, decision, value=value, situation=situation, funnel=funnel_of(company)
        )
        named = (talk.memory.needs["industry"].value_id for talk in talks if "industry" in talk.memory.needs)
        if (industry := next(named, None)) is not None:
            await people.set_industry(session, customer.id, industry)
    before = {customer.id: customer.judgement for customer in customers}
    await people.judge(session, {each: found for each, found in judged.items() if found != before[each]})
    return judged


async def learned_score(session: Session) -> ScoreModel | None:
    """Return the score learned from outcomes where it is in force; None: the rules stand."""
    kept = await scores.in_force(session)
    return _read(kept.text) if kept else None


def decide_grade(facts: LeadFacts, rules: ScoringRules, *, learned: ScoreModel | None) -> GradeDecision:
    """Grade by the rules, those of the lead's team where it has its own; by a learned score where one is in force, the points being its probability in percent."""
    rules = rules_for(rules, country=facts.country, locale=facts.locale, industry=facts.industry)
    decision = grade(facts, rules)
    if learned is None:
        return decision
    from scoring.learning.own import regrade

    found = regrade(decision, facts, rules, model=learned)
    return GradeDecision(found.grade, round(100 * found.probability, 1), found.reasons, found.would_raise)


@lru_cache(maxsize=2)
def _read(text: str) -> ScoreModel:
    from scoring.learning.kept import from_text

    return from_text(text)


def lead_facts(
    customer: Customer,
    company: Company,
    *,
    talks: Sequence[StoredConversation],
    seen: Sequence[Behaviour],
    quoted: Decimal | None,
    now: datetime,
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
        deadline_days=(date.fromisoformat(deadline.text) - now.date()).days if deadline and deadline.text else None,
        quoted=quoted,
        job_title=customer.job_title,
        company_size=customer.company_size,
        signals=frozenset().union(*(talk.signals for talk in talks)),
        behaviour=tuple(seen),
        now=now,
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
    situation: Situation,
    funnel: Funnel,
) -> Judgement:
    silent_for = situation.now - customer.last_touch_at
    return Judgement(
        grade=decision.grade,
        points=decision.points,
        reasons=decision.reasons,
        would_raise=decision.would_raise,
        estimated_value=value or Decimal(0),
        risk_score=risk_score(
            customer.stage, decision.grade, silent_for, lost=customer.lost, chances=Chances(funnel=funnel)
        ),
        next_action=next_action(situation),
    )
