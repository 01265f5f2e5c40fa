"""Customers won and lost teach: who they were before that is gathered, a score is learned, and used where it beats the rules."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta

from content.catalogue.model import Company
from foundation import clock, events
from foundation.actor import Actor
from foundation.database import Database, Session
from funnel.conversations import repository as conversations
from funnel.journey.judge import lead_facts, value_of
from funnel.journey.reweigh import judge_open
from funnel.people import repository as people
from funnel.people.model import Customer
from funnel.scores import repository as scores
from funnel.scores.model import KeptScore
from funnel.timeline import repository as timeline
from quoting import repository as quotes
from scoring.funnel_shape import funnel_of
from scoring.learning.kept import to_text
from scoring.learning.own import Concluded, OwnScore, learn_own

BEFORE = timedelta(days=1)
"""What happens on the last day belongs to the outcome: a customer is taken as it stood before it."""
OUTCOMES = frozenset(["contract_returned", "payment_received"])
"""Events that are the outcome itself."""


async def learn_from_outcomes(
    database: Database, company: Company, *, by: Actor, progress: Callable[[str], None]
) -> OwnScore:
    """Learn from all concluded customers, and keep what was learned. Raises LearningRefused where there is too little."""
    async with database.reading() as session:
        ended = [await people.find(session, one) for one in await scores.concluded(session, won=funnel_of(company).won)]
        concluded = [await _before(session, one, company) for one in ended]
    learned = await asyncio.to_thread(learn_own, concluded, company.scoring, progress)
    error = learned.model.figures.calibration_error
    kept = KeptScore(clock.now(), len(concluded), error, learned.better, to_text(learned.model))
    async with database.transaction() as session:
        await scores.keep(session, kept)
        told = {"customers": len(concluded), "in_force": learned.better, "auc": round(learned.model.figures.auc, 4)}
        await events.record(session, "score_learned", subject=("score", kept.made_at.isoformat()), by=by, data=told)
    await judge_open(database, company)
    return learned


async def _before(session: Session, customer: Customer, company: Company) -> Concluded:
    """Put together a customer as it stood a day before the outcome, or when it came where that was later."""
    ended = customer.lost_at or customer.stage_at
    then = max(customer.created_at, ended - BEFORE)
    talks = [talk for talk in await conversations.of_customer(session, customer.id) if talk.created_at <= then]
    offered = [
        quote
        for quote in await quotes.list_quotes(session, customer=customer.id)
        if quote.issued_at is not None and quote.issued_at <= then
    ]
    seen = await timeline.behaviour(session, customer.id)
    facts = lead_facts(
        customer,
        company,
        talks=talks,
        seen=[event for event in seen if event.at <= then and event.event_type not in OUTCOMES],
        quoted=value_of(offered[0], company) if offered else None,
        now=then,
    )
    return Concluded(facts, won=customer.stage >= funnel_of(company).won and not customer.lost)
