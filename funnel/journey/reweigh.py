"""The weights of the grade change: which open customers get another grade by them, and everybody open is judged anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass

from content.catalogue import repository as catalogue
from content.catalogue.model import Company, ScoringRules
from content.editions import repository as editions
from foundation import clock
from foundation.database import Database, Session
from foundation.jobs import enqueue
from funnel.conversations import repository as conversations
from funnel.journey.judge import decide_grade, judge_all, lead_facts, learned_score, open_value
from funnel.people import repository as people
from funnel.people.model import Customer
from funnel.scores import repository as scores
from funnel.timeline import repository as timeline
from quoting import repository as quotes
from scoring.funnel_shape import funnel_of
from scoring.model import GradeDecision, LeadFacts

AT_A_TIME = 100
MOST_LOOKED_AT = 2000
"""A preview looks at this many open customers at most, those that came last."""
MOST_NAMED = 100
JOB = "judge_open_customers"


@dataclass(frozen=True, slots=True)
class Regraded:
    """An open customer whose grade would be another one."""

    customer: int
    name: str
    before: str
    after: str
    points_before: float
    points_after: float


@dataclass(frozen=True, slots=True)
class GradeEffects:
    """What other weights do to the grades of open customers: how many have each grade by the present ones and by the new ones."""

    before: Mapping[str, int]
    after: Mapping[str, int]
    changed: int
    named: tuple[Regraded, ...]
    """Those whose grade changes, the furthest first; at most `MOST_NAMED`."""
    looked_at: int
    open: int
    learned: bool
    """A score learned from outcomes grades at present; the weights then only say which direction each criterion has."""


async def effects_of_weights(session: Session, company: Company, proposed: ScoringRules) -> GradeEffects:
    """Grade open customers by the present weights and by others, from the same facts of this moment."""
    won = funnel_of(company).won
    ids = await scores.newest_open(session, won=won, limit=MOST_LOOKED_AT)
    learned = await learned_score(session)
    before, after, changed = Counter[str](), Counter[str](), list[Regraded]()
    for start in range(0, len(ids), AT_A_TIME):
        async for customer, facts in _facts(session, ids[start : start + AT_A_TIME], company):
            then = decide_grade(facts, company.scoring, learned=learned)
            now = decide_grade(facts, proposed, learned=learned)
            before[then.grade.value] += 1
            after[now.grade.value] += 1
            if then.grade is not now.grade:
                changed.append(_regraded(customer, then, now))
    changed.sort(key=lambda each: (-abs(ord(each.after) - ord(each.before)), each.after, -each.points_after))
    return GradeEffects(
        before={grade: before[grade] for grade in "ABCD"},
        after={grade: after[grade] for grade in "ABCD"},
        changed=len(changed),
        named=tuple(changed[:MOST_NAMED]),
        looked_at=len(ids),
        open=await scores.number_open(session, won=won),
        learned=learned is not None,
    )


async def _facts(session: Session, ids: list[int], company: Company) -> AsyncIterator[tuple[Customer, LeadFacts]]:
    now = clock.now()
    seen = await timeline.behaviour_of(session, ids)
    talks, offered = await conversations.of_customers(session, ids), await quotes.of_customers(session, ids)
    for customer in await people.find_many(session, ids):
        value = open_value(offered[customer.id], company)
        yield (
            customer,
            lead_facts(customer, company, talks=talks[customer.id], seen=seen[customer.id], quoted=value, now=now),
        )


def _regraded(customer: Customer, before: GradeDecision, after: GradeDecision) -> Regraded:
    return Regraded(
        customer.id, customer.display_name, before.grade.value, after.grade.value, before.points, after.points
    )


async def judge_by_new_weights(session: Session, company: Company) -> None:
    """Have everybody who is open judged anew, in the transaction that let a version of the weights hold."""
    newest = await editions.find(session, "scoring")
    if newest is not None and newest.number > 1 and newest.generation == await catalogue.generation(session):
        await enqueue(session, JOB, key=f"{company.id}-{newest.number}-{newest.generation}")


async def judge_open(database: Database, company: Company) -> None:
    """Judge everybody who is still open by what is in force now, some at a time, so that nobody waits long."""
    after = 0
    while True:
        async with database.transaction() as session:
            ids = await scores.still_open(session, after=after, won=funnel_of(company).won, limit=AT_A_TIME)
            if not ids:
                return
            seen = await timeline.behaviour_of(session, ids)
            await judge_all(session, await people.find_many(session, ids), company, seen=seen)
        after = ids[-1]
