"""The verb that fills the house with a year of invented customers: reproducible from a seed, marked, sending nothing to anybody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from content.catalogue.model import Company
from foundation import clock
from foundation.actor import Actor
from foundation.database import Session
from foundation.ids import new_id
from funnel.demonstration import repository
from funnel.demonstration.errors import RealCustomers
from funnel.demonstration.news import read_news, write_news
from funnel.demonstration.offers import quote_of
from funnel.demonstration.story import Happening, Story, Ware, moment, tell_all
from funnel.demonstration.talks import let_them_talk, turns_of
from funnel.demonstration.visits import tally_of
from funnel.journey.judge import judge_all
from funnel.journey.parts import Parts
from funnel.mails import repository as mails
from funnel.mails.kinds import PLAYBOOK, QUOTE
from funnel.mails.model import MailState, OutgoingMail
from funnel.people import repository as people
from funnel.people.decisions import reason_to_json
from funnel.timeline import repository as timeline
from funnel.timeline.model import NewEvent
from funnel.visits.repository import counting
from funnel.visits.tally import Tally
from quoting import repository as quotes
from quoting.approvals.ask import ask_for_approval
from quoting.model import Quote, QuoteStatus
from scoring.funnel_stages import Rule, moving, rules_of, stage_after
from scoring.model import StageMove

BY = Actor.system("demonstration")
DEFAULT_SEED = 1
CUSTOMERS = 800
_AT_ONCE = 40
"""Customers of one transaction: others write in between."""

Progress = Callable[[int, int], None]
"""Told how many of how many are done."""


@dataclass(frozen=True, slots=True)
class Filled:
    """What was put in."""

    customers: int
    events: int
    quotes: int
    won: int
    lost: int
    conversations: int


async def fill(
    parts: Parts, *, seed: int = DEFAULT_SEED, count: int = CUSTOMERS, anyway: bool = False, progress: Progress
) -> Filled:
    """Fill the house. Raises RealCustomers where there are any, unless `anyway`; a demonstration there is replaced by none."""
    company = await parts.company()
    until = moment(clock.now())
    ware = Ware(
        tuple(sku for sku, product in company.products.items() if not product.is_accessory), tuple(company.industries)
    )
    stories = tell_all(seed, count, ware=ware, until=until)
    async with parts.database.transaction() as session:
        await _check(session, anyway=anyway)
        await repository.add_staff(session, at=stories[0].entered_at, locale=company.locales[0])
        tally = tally_of(stories, zone=ZoneInfo(company.identity.time_zone))
        await counting.add(session, tally)
        _add_turns(tally, stories)
        await write_news(session, company, until=until, by=BY)
        await repository.keep_demonstration(session, seed, tally, at=clock.now())
    offered = talks = 0
    for start in range(0, len(stories), _AT_ONCE):
        some = stories[start : start + _AT_ONCE]
        async with parts.database.transaction() as session:
            ids = await repository.add_customers(session, some)
            offered += await _live(session, some, ids, company=company, until=until)
        talks += await let_them_talk(parts, some, ids, company=company)
        async with parts.database.transaction() as session:
            await _judge(session, ids, company)
        progress(min(start + _AT_ONCE, len(stories)), len(stories))
    return Filled(
        customers=len(stories),
        events=sum(len(each.happened) for each in stories),
        quotes=offered,
        won=sum(any(event.event_type == "contract_returned" for event in each.happened) for each in stories),
        lost=sum(each.lost_at is not None for each in stories),
        conversations=talks,
    )


def _add_turns(tally: Tally, stories: Sequence[Story]) -> None:
    """Note the turns with the advisor too, which it counts itself when they are held."""
    for tag in turns_of(stories, zone=tally.zone):
        tally.sums[tag].count += 1


async def _check(session: Session, *, anyway: bool) -> None:
    if await repository.demo_customers(session):
        raise RealCustomers.already_there()
    real = await repository.real_customers(session)
    if real and not anyway:
        raise RealCustomers.of_number(real)


async def _live(
    session: Session, stories: Sequence[Story], ids: Mapping[int, int], *, company: Company, until: datetime
) -> int:
    """Write what happened to customers: events, moves between stages, who did what, quotes with their mails. Count the quotes."""
    offered, rules = 0, rules_of(company)
    for story in stories:
        customer = ids[story.number]
        happened = [
            NewEvent(each.event_type, each.at, each.source, value=each.value, customer_id=customer)
            for each in story.happened
        ]
        if happened:
            await timeline.add_events(session, happened, received_at=happened[-1].at)
        await _move(session, story, customer, rules=rules)
        await repository.add_history(session, _history(story, customer))
        if story.answered_at is not None:
            await _mail(
                session, story, customer, purpose=PLAYBOOK, about=f"first answer {customer}", at=story.answered_at
            )
        await read_news(session, story, customer, company=company, until=until)
        if story.offer is not None:
            quote = quote_of(story, story.offer, company, customer=customer, now=until)
            if quote is not None:
                await _offer(session, quote, story, company=company)
                offered += 1
    return offered


async def _move(session: Session, story: Story, customer: int, *, rules: Sequence[Rule]) -> None:
    """Move a customer by the rules of the stages, event by event, as it would have been moved then."""
    stage, counted, ruled = 1, Counter[str](), {rule.event_type for rule in moving(rules)}
    moves: list[tuple[int, StageMove]] = []
    for each in story.happened:
        if each.event_type not in ruled or (story.lost_at and each.at >= story.lost_at):
            continue
        counted[each.event_type] += 1
        move = stage_after(stage, counted, at=max(each.at, story.entered_at), rules=rules)
        if move is not None:
            stage = move.to_stage
            moves.append((customer, move))
    if moves:
        await timeline.add_moves(session, moves, by=BY)
        last = moves[-1][1]
        await repository.set_stage(session, customer, stage=stage, reason=reason_to_json(last.reason), at=last.at)


def _history(story: Story, customer: int) -> list[tuple[str, int, Actor, datetime, Mapping[str, Any]]]:
    told: list[tuple[str, int, Actor, datetime, Mapping[str, Any]]] = [
        ("lead_captured", customer, BY, story.entered_at, {"source": story.channel, "conversation": None})
    ]
    told += [
        (_done(each), customer, Actor.staff(each.by, ("sales",)), each.at, {}) for each in story.happened if each.by
    ]
    if story.lost_at is not None:
        rep = Actor.staff(story.rep, ("sales",))
        told.append(("customer_lost", customer, rep, story.lost_at, {"reason": story.lost_reason}))
    return sorted(told, key=lambda each: each[3])


def _done(each: Happening) -> str:
    return f"{each.event_type}_noted"


async def _offer(session: Session, quote: Quote, story: Story, *, company: Company) -> None:
    number = await repository.next_number(session, quote.created_at.year)
    quote = replace(quote, number=number, root=number)
    await quotes.add_quote(session, quote)
    if quote.status is QuoteStatus.WAITING:
        await ask_for_approval(session, quote, company, by=Actor.staff(story.rep, ("sales",)), now=quote.created_at)
        return
    assert quote.issued_at is not None
    assert quote.customer is not None
    await _mail(session, story, quote.customer, purpose=QUOTE, about=number, at=quote.issued_at)


async def _mail(session: Session, story: Story, customer: int, *, purpose: str, about: str, at: datetime) -> None:
    """Keep a mail as if it had been sent then."""
    mail_id = new_id()
    mail = OutgoingMail(
        id=mail_id,
        message_id=f"<{mail_id}@demo.example>",
        customer_id=customer,
        purpose=purpose,
        about=about,
        recipient=story.email,
        locale=story.locale,
        state=MailState.SENT,
        detail=None,
        created_at=at,
        updated_at=at,
    )
    await mails.add(session, mail)


async def _judge(session: Session, ids: Mapping[int, int], company: Company) -> None:
    customers = [await people.find(session, each) for each in ids.values()]
    seen = await timeline.behaviour_of(session, list(ids.values()))
    await judge_all(session, customers, company, seen=seen)
