"""A browser reports what happened on a page: counted without a person, and kept as a path only of those who agreed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from content.catalogue.model import Company
from foundation import clock, events
from foundation.actor import Actor
from foundation.database import Database, Session
from funnel.conversations import repository as conversations
from funnel.journey.judge import judge
from funnel.journey.measure import forget_measured, may_measure
from funnel.journey.observe import observe_all, observe_visitors
from funnel.journey.parts import Parts
from funnel.measuring import repository as measuring
from funnel.measuring.model import SOURCE as SIGNS
from funnel.speech import repository as speech
from funnel.timeline import repository as timeline
from funnel.timeline.model import NewEvent
from funnel.visits.model import Agreement, Seen, Visit
from funnel.visits.repository import counting, visitors
from funnel.visits.tally import Tally
from scoring.funnel_stages import RULES_OF_THE_SOURCES, Rule

SOURCE = "web"
"""The source of events that are kept only because a visitor agreed."""

IDS_KEPT = timedelta(days=3)
"""How long the id of an event is remembered; browsers hold events back for at most two days."""

AGREEMENT_DAYS = 200
"""How long an agreement is remembered at least: longer than the visitor's cookie lives."""

ON_A_PATH = frozenset(
    {"page_view", "view_product", "view_price", "compare", "download", "search", "selector_step", "form_start"}
)
"""What is kept of a person's path; dwell, scrolling and clicks are only counted."""


@dataclass(frozen=True, slots=True)
class Kept:
    """How many events of a visit were new, and whether they were kept for the visitor too."""

    new: int
    remembered: bool


async def keep_visits(
    session: Session, came: Sequence[Visit], *, rules: Sequence[Rule] = RULES_OF_THE_SOURCES, time_zone: str = "UTC"
) -> list[Kept]:
    """Count visits and keep the paths of visitors who agreed; an event that was taken before counts no more.

    Days are those of the company's `time_zone`. However many visits there are, they take the same few statements. The counts come
    last, as in every verb that counts.
    """
    now = clock.now()
    untaken = await counting.take(session, {event.id for visit in came for event in visit.events}, now.date())
    fresh = [_fresh(visit, untaken) for visit in came]
    agreed = await visitors.agreements(session, {visit.visitor for visit in came if visit.visitor}, at=now)
    await _remember(session, list(zip(came, fresh, strict=True)), agreed, rules=rules)
    tally = Tally(ZoneInfo(time_zone))
    for visit, counted in zip(came, fresh, strict=True):
        tally.add(visit, counted)
    await counting.add(session, tally)
    return [Kept(len(counted), _may_keep(visit, agreed)) for visit, counted in zip(came, fresh, strict=True)]


def _fresh(visit: Visit, untaken: set[str]) -> list[Seen]:
    """Return the events that were not taken before, and take them."""
    fresh = []
    for event in visit.events:
        if event.id in untaken:
            untaken.discard(event.id)  # once more in the same group is a repetition
            fresh.append(event)
    return fresh


def _may_keep(visit: Visit, agreed: Mapping[str, Agreement]) -> bool:
    return visit.visitor is not None and not agreed[visit.visitor].withdrawn


async def _remember(
    session: Session,
    came: Sequence[tuple[Visit, list[Seen]]],
    agreed: Mapping[str, Agreement],
    *,
    rules: Sequence[Rule],
) -> None:
    of_visitors: list[NewEvent] = []
    of_customers: list[NewEvent] = []
    for visit, fresh in came:
        if visit.visitor is None or not _may_keep(visit, agreed):
            continue
        customer = agreed[visit.visitor].customer_id
        for event in fresh:
            if event.event_type in ON_A_PATH:
                value = event.value or visit.page
                kept = NewEvent(event.event_type, event.at, SOURCE, value, customer, visit.visitor)
                (of_visitors if customer is None else of_customers).append(kept)
    if of_visitors:
        await observe_visitors(session, of_visitors)
    if of_customers:
        await observe_all(session, of_customers, by=Actor.visitor(SOURCE), rules=rules)


async def agree(session: Session, visitor: str, *, mails: bool = False) -> None:
    """A visitor agrees to be remembered; where the sentence spoke of it, to their mails being measured as well."""
    await visitors.agree(session, visitor, at=clock.now(), mails=mails)


async def withdraw(session: Session, visitor: str, company: Company) -> bool:
    """A visitor does not agree any more: the path is deleted, the anonymous counts stay.

    A customer that the visitor turned out to be is judged anew without it. Says whether the visitor has a conversation, for
    which the cookie is still needed.
    """
    customer = await visitors.customer_of(session, visitor)
    await timeline.forget_path(session, visitor, source=SOURCE)
    await visitors.withdraw(session, visitor, at=clock.now())
    if customer is not None:
        if not await may_measure(session, customer):
            await forget_measured(session, customer)
        await judge(session, customer, company)
    return await conversations.has_any(session, visitor)


async def recount(database: Database, *, by: Actor) -> int:
    """Sum the weeks of visits up anew from their days; return how many sums were not what the days say."""
    async with database.transaction() as session:
        wrong = await counting.recount_weeks(session)
        if wrong:
            await events.record(session, "visits_recounted", subject=("visits", "weeks"), by=by, data={"wrong": wrong})
    return wrong


async def forget_old(parts: Parts) -> dict[str, int]:
    """Delete what is older than its class may be kept, and ids of events that come no more; say how many of each.

    In short transactions, so that nobody waits for it. The counts stay: they hold nobody.
    """
    now = clock.now()
    kept = parts.retention
    classes: tuple[tuple[str, int, Callable[[Session, datetime], Awaitable[int]]], ...] = (
        ("paths", kept.path_days, partial(timeline.forget_older, source=SOURCE, of_customers=False)),
        ("customer_paths", kept.customer_path_days, partial(timeline.forget_older, source=SOURCE, of_customers=True)),
        ("mail_signs", kept.customer_path_days, partial(timeline.forget_older, source=SIGNS, of_customers=True)),
        ("mail_fetches", kept.customer_path_days, measuring.forget_older),
        ("model_calls", kept.model_call_days, speech.forget_calls),
        ("held_back", kept.block_days, speech.forget_blocks),
    )
    forgotten = dict.fromkeys((*(name for name, *_ in classes), "ids", "visitors"), 0)
    for name, days, forget in classes:
        more = timeline.MOST_FORGOTTEN
        while more >= timeline.MOST_FORGOTTEN:
            async with parts.database.transaction() as session:
                more = await forget(session, now - timedelta(days=days))
            forgotten[name] += more
    async with parts.database.transaction() as session:
        forgotten["ids"] = await counting.forget_taken(session, before=(now - IDS_KEPT).date())
        longest = timedelta(days=max(AGREEMENT_DAYS, kept.path_days, kept.customer_path_days))
        forgotten["visitors"] = await visitors.forget_visitors(session, before=now - longest)
    return forgotten
