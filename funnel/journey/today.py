"""The list of the day: what is due for whom and why, and which customers are blocked. Read only; answered in `act.py`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from content.catalogue.model import Company, PlayStep
from foundation import clock
from foundation.database import Session
from foundation.workdays import next_working_moment
from funnel.actions import repository as actions
from funnel.cadence import repository as cadences
from funnel.cadence.model import Step
from funnel.journey.begun import play_of
from funnel.journey.parts import Parts
from funnel.journey.step_words import StepFacts, link_pairs, look_up, word_step
from funnel.people import repository as people
from funnel.people.model import Customer
from funnel.timeline import repository as timeline
from quoting import repository as quotes
from quoting.model import Quote, QuoteStatus
from scoring.actions import MATERIALS
from scoring.anomalies import STAGE_LASTS, Progress, blocked_by, patience_of
from scoring.funnel_shape import funnel_of
from scoring.model import Behaviour
from scoring.wording import action_caution, action_reason, action_script, action_sentence, reason_sentence, way_name

MOST_STEPS, MOST_ACTIONS, MOST_BLOCKED = 20, 30, 15
WORKING_DAY = timedelta(hours=12)
ANSWERS = frozenset(
    {"reply_received", "call_answered", "call_completed", "meeting", "quote_refused", "contract_returned"}
)
_OPEN = {QuoteStatus.ISSUED, QuoteStatus.VIEWED}


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing to do. `id` answers it; `script` is in the customer's language, all else in the reader's."""

    id: str
    customer: Customer
    kind: str
    way: str
    """The kind, worded."""
    title: str
    reason: str
    how: tuple[str, ...]
    script: str
    facts: tuple[tuple[str, str], ...]
    links: tuple[tuple[str, str], ...]
    cautions: tuple[str, ...]
    due_at: datetime
    overdue: bool
    for_supervisor: bool


@dataclass(frozen=True, slots=True)
class BlockedCustomer:
    """A customer that does not move on, with every reason."""

    customer: Customer
    reasons: tuple[str, ...]
    value: Decimal


@dataclass(frozen=True, slots=True)
class Today:
    """The whole list; the totals count what the list is too short for."""

    todos: tuple[Todo, ...]
    total: int
    blocked: tuple[BlockedCustomer, ...]
    total_blocked: int


async def today(
    session: Session, parts: Parts, company: Company, *, locale: str, supervises: bool, owner: str | None = None
) -> Today:
    """Read what is due until the end of the company's working day, on a free day the next one.

    `supervises` adds what the playbook puts to supervisors; `owner` leaves out the customers of others of the staff.
    """
    now = clock.now()
    identity = company.identity
    until = next_working_moment(now, country=identity.country, zone=identity.time_zone) + WORKING_DAY
    addressees = {"rep", "supervisor"} if supervises else {"rep"}
    steps = await cadences.open_steps(session, addressees=addressees, limit=MOST_STEPS, owner=owner)
    busy = {step.customer_id for step in steps}
    due, total = await actions.due_customers(
        session, until=until, below_stage=funnel_of(company).won, limit=MOST_ACTIONS, owner=owner
    )
    advised = await people.find_many(session, due)
    customers = {each.id: each for each in await people.find_many(session, busy)}
    todos = [
        await _step(session, parts, company, step=step, customer=customers[step.customer_id], locale=locale, now=now)
        for step in steps
        if step.customer_id in customers
    ]
    # one thing at a time: what the playbook asks for goes before what is advised
    todos += [_action(each, parts, company, locale=locale, now=now) for each in advised if each.id not in busy]
    blocked, total_blocked = await _blocked(session, company, locale=locale, owner=owner)
    doubled = sum(each.id in busy for each in advised)
    steps_in_all = await cadences.count_open(session, addressees=addressees, owner=owner)
    return Today(tuple(todos), total - doubled + steps_in_all, blocked, total_blocked)


async def _step(
    session: Session, parts: Parts, company: Company, *, step: Step, customer: Customer, locale: str, now: datetime
) -> Todo:
    run = await cadences.find_run(session, step.run_id)
    play = await play_of(session, run, company) if run else None
    written = next((each for each in play.steps if each.id == step.name), None) if play else None
    found = await look_up(session, customer, company)
    spoken = customer.locale if customer.locale in company.locales else company.locales[0]
    words = word_step(written, found, company, locale=locale, parts=parts) if written else None
    script = _script(written, found, company, locale=spoken, parts=parts)
    return Todo(
        id=f"step-{step.id}",
        customer=customer,
        kind=step.action,
        way=way_name(step.action, locale),
        title=words.title if words else step.name,
        reason=play.name[locale] if play else "",
        how=words.paragraphs if words and step.action == "task" else (),
        script=script,
        facts=words.facts if words else (),
        links=words.links if words else (),
        cautions=(),
        due_at=step.due_at,
        overdue=now - step.due_at > timedelta(days=1),
        for_supervisor=step.addressee == "supervisor",
    )


def _script(step: PlayStep | None, found: StepFacts, company: Company, *, locale: str, parts: Parts) -> str:
    """Return what to say to the customer; tasks are work inside the house and say nothing to anybody."""
    if step is None or step.action == "task":
        return ""
    return "\n".join(word_step(step, found, company, locale=locale, parts=parts).paragraphs)


def _action(customer: Customer, parts: Parts, company: Company, *, locale: str, now: datetime) -> Todo:
    assert customer.judgement is not None
    action = customer.judgement.next_action
    due = action.due or now
    spoken = customer.locale if customer.locale in company.locales else company.locales[0]
    quote, product = str(action.data.get("quote") or ""), company.products.get(str(action.data.get("product") or ""))
    return Todo(
        id=f"action-{customer.id}-{action.code}",
        customer=customer,
        kind=action.kind,
        way=way_name(action.kind, locale),
        title=action_sentence(action, company, locale),
        reason=action_reason(action, company, locale),
        how=(),
        script=action_script(action, company, spoken),
        facts=(),
        links=link_pairs(MATERIALS.get(action.code, ()), quote or None, product, locale=locale, parts=parts),
        cautions=tuple(action_caution(each, action, company, locale=locale) for each in action.cautions),
        due_at=due,
        overdue=now - due > timedelta(days=1),
        for_supervisor=False,
    )


async def _blocked(
    session: Session, company: Company, *, locale: str, owner: str | None
) -> tuple[tuple[BlockedCustomer, ...], int]:
    since = clock.now() - STAGE_LASTS
    ids, total = await actions.standing_still(
        session, since=since, below_stage=funnel_of(company).won, limit=MOST_BLOCKED, owner=owner
    )
    still = await people.find_many(session, ids)
    seen = await timeline.behaviour_of(session, [each.id for each in still])
    found: list[BlockedCustomer] = []
    for customer in still:
        offered = await quotes.list_quotes(session, customer=customer.id, limit=5)
        reasons = blocked_by(progress_of(customer, offered, seen[customer.id], company=company))
        value = customer.judgement.estimated_value if customer.judgement else Decimal(0)
        worded = tuple(reason_sentence(each, company, locale) for each in reasons)
        found.append(BlockedCustomer(customer, worded, value))
    return tuple(found), total


def progress_of(
    customer: Customer, offered: Sequence[Quote], seen: Sequence[Behaviour], *, company: Company
) -> Progress:
    """Put together how a customer gets on, from the open quotes and the newest events."""
    sent = [quote for quote in offered if quote.status in _OPEN]
    newest = sent[0] if sent else None
    return Progress(
        stage=customer.stage,
        stage_at=customer.stage_at,
        lost=customer.lost,
        now=clock.now(),
        quoted_at=newest.issued_at if newest else None,
        answered_at=next((each.at for each in seen if each.event_type in ANSWERS), None),
        documents_at=newest.issued_at if newest and newest.viewed_at is None else None,
        patience=patience_of(company),
        funnel=funnel_of(company),
    )
