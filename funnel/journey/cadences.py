"""The playbook follows what customers do: plays begin, end at once when a customer answers, and each step is done once when due."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from content.catalogue.model import Company
from content.editions import repository as editions
from foundation import clock, events
from foundation.actor import Actor
from foundation.database import Session
from foundation.ids import new_id
from foundation.jobs import enqueue
from foundation.workdays import next_working_moment
from funnel.cadence import repository as cadences
from funnel.cadence.model import Beginning, Circumstances, Ending, Happening, Run, Step, StepState
from funnel.cadence.plan import LOOK_BACK, TOO_LATE, plan
from funnel.consent import repository as consents
from funnel.consent.link import address_hash
from funnel.consent.model import Purpose, SuppressionReason
from funnel.errors import UnknownCustomer
from funnel.journey.begun import plays_begun, words_begun, words_of
from funnel.journey.parts import Parts
from funnel.journey.permit import permit, zone_of_customer
from funnel.mails import repository as mails
from funnel.mails.kinds import PLAYBOOK
from funnel.mails.model import MailState, OutgoingMail
from funnel.people import repository as people
from funnel.people.model import Customer
from funnel.stages import repository as stages
from funnel.timeline import repository as timeline
from scoring.funnel_shape import funnel_of

PLAYBOOK_ACTOR = Actor.system("playbook")
AT_ONCE = 500
"""How many rows one look for news, or one look for due steps, takes."""
SETTLED = timedelta(minutes=1)
"""A row that came so long ago is looked at a second time: an earlier number may have been committed later."""
_REFUSALS = {SuppressionReason.UNSUBSCRIBED, SuppressionReason.OBJECTED}
_STOPPED = frozenset(Ending) - {Ending.DONE}


async def attend(session: Session, customer_id: int, company: Company) -> None:
    """Begin and end plays by all that happened to a customer. Raises UnknownCustomer."""
    customer = await people.find_for_update(session, customer_id)
    runs = await cadences.runs_of(session, customer_id)
    seen = await _circumstances(session, customer, company, runs=runs)
    changes = plan(company.playbook.values(), seen)
    for run_id, ending in changes.ends.items():
        await cadences.end(session, run_id, ending, at=seen.now)
        await _note(session, customer_id, "play_ended", data={"run": run_id, "ending": ending.value})
    for beginning in changes.begins:
        await _begin(session, customer, company, beginning=beginning)


async def _circumstances(session: Session, customer: Customer, company: Company, *, runs: list[Run]) -> Circumstances:
    now = clock.now()
    begun = await plays_begun(session, runs, company)
    words = words_of(company, begun.values())
    settled = await stages.newest_change(session)
    happened = [
        Happening(each.event_type, each.at)
        for each in await timeline.behaviour(session, customer.id)
        if each.event_type in words
    ]
    funnel = funnel_of(company)
    happened += [
        Happening(f"stage:{name}", move.at)
        for move in await timeline.moves(session, customer.id)
        # where the stages themselves were changed, nobody did anything: that begins no play
        if settled is None or move.at > settled
        for name in funnel.names(move.to_stage)
    ]
    value = customer.judgement.estimated_value if customer.judgement else 0
    for name in ("key_account", "weekly_focus"):
        if value >= getattr(company.scoring, name):
            happened.append(Happening(f"value:{name}", now))
    suppressed = await consents.suppressed(session, address_hash(customer.email)) if customer.email else None
    return Circumstances(
        happenings=happened,
        runs=runs,
        won=customer.stage >= funnel.won,
        lost=customer.lost,
        refused=suppressed in _REFUSALS,
        country=customer.country,
        zone=zone_of_customer(customer, company),
        now=now,
        begun=begun,
    )


async def _begin(session: Session, customer: Customer, company: Company, *, beginning: Beginning) -> None:
    run_id, now = new_id(), clock.now()
    run = Run(
        id=run_id,
        customer_id=customer.id,
        play=beginning.play,
        reason=beginning.reason,
        triggered_at=beginning.triggered_at,
        started_at=now,
        edition=await editions.number_at(session, "playbook", company.generation),
    )
    steps = [
        Step(
            id=new_id(),
            run_id=run_id,
            customer_id=customer.id,
            name=step.id,
            action=step.action,
            addressee=step.to,
            due_at=beginning.due[step.id],
            state=StepState.WAITING,
        )
        for step in company.playbook[beginning.play].steps
    ]
    if await cadences.begin(session, run, steps):
        await _note(session, customer.id, "play_begun", data={"play": run.play, "reason": run.reason})


async def follow(parts: Parts) -> int:
    """Look at what happened since the last look, and at each customer whom it concerns; return how many there were."""
    company = await parts.company()
    if not company.playbook:
        return 0
    async with parts.database.reading() as session:
        older = await words_begun(session)
        concerned, moved = await _news(session, words_of(company) | older)
    async with parts.database.transaction() as session:
        await cadences.set_marks(session, moved)
    for customer_id in sorted(concerned):
        async with parts.database.transaction() as session:
            try:
                await attend(session, customer_id, company)
            except UnknownCustomer:
                continue  # erased meanwhile
    return len(concerned)


async def _news(session: Session, types: frozenset[str]) -> tuple[set[int], dict[str, int]]:
    """Return the customers of new events and moves, and the marks moved on; each event is looked at twice, see `SETTLED`."""
    now = clock.now()
    since = now - LOOK_BACK
    marks = await cadences.marks(session)
    event, move = await timeline.newest_rows(session)
    seen = marks.get("events", 0)
    found = await timeline.newer_events(session, seen, event, types=types, since=since, limit=AT_ONCE)
    moved = {"events": _reached(found, event)}
    moves = await timeline.newer_moves(session, marks.get("moves", 0), move, since=since, limit=AT_ONCE)
    moved["moves"] = _reached(moves, move)
    waited = now.timestamp() - marks.get("looked_at", 0)
    if not 0 <= waited < SETTLED.total_seconds():  # a clock that was set back holds nothing up
        settled, pending = marks.get("settled", 0), marks.get("pending", 0)
        again = await timeline.newer_events(session, settled, pending, types=types, since=since, limit=AT_ONCE)
        found += again
        whole = len(again) < AT_ONCE
        moved["settled"] = _reached(again, pending)
        if whole:
            moved |= {"pending": moved["events"], "looked_at": int(now.timestamp())}
    return {customer_id for _, customer_id in (*found, *moves)}, moved


def _reached(found: list[tuple[int, int]], up_to: int) -> int:
    """Return up to which row was looked: to the last one found where there may be more behind it."""
    return found[-1][0] if len(found) >= AT_ONCE else up_to


async def run_due(parts: Parts) -> int:
    """Do every step that is due, each in a transaction of its own; return how many were looked at."""
    company = await parts.company()
    async with parts.database.reading() as session:
        found = await cadences.due_steps(session, clock.now(), limit=AT_ONCE)
    for customer_id, step_id in found:
        async with parts.database.transaction() as session:
            try:
                await attend(session, customer_id, company)
                await _do(session, step_id, company)
            except UnknownCustomer:
                continue  # erased meanwhile
    return len(found)


async def _do(session: Session, step_id: str, company: Company) -> None:
    """Do a step that is still due, the customer being locked and attended to."""
    step, now = await cadences.find_step(session, step_id), clock.now()
    if step is None or step.state is not StepState.WAITING or step.due_at > now:
        return
    if now - step.due_at > TOO_LATE:
        await _settle(session, step, StepState.SKIPPED, note="too_late")
    elif step.action == "mail":
        await _write(session, step, company)
    else:
        await cadences.put_on_list(session, step.id)


async def _write(session: Session, step: Step, company: Company) -> None:
    customer = await people.find(session, step.customer_id)
    verdict = await permit(session, customer, Purpose.FOLLOW_UP, company=company)
    if verdict.not_before is not None:
        zone = zone_of_customer(customer, company)
        later = next_working_moment(verdict.not_before, country=customer.country, zone=zone)
        await cadences.put_off(session, step.id, later, note=verdict.code)
        return
    if not verdict.allowed or customer.email is None:
        await _settle(session, step, StepState.WITHHELD, note=verdict.code)
        return
    now, mail_id = clock.now(), new_id()
    mail = OutgoingMail(
        id=mail_id,
        message_id=f"<{PLAYBOOK}.{mail_id}@tradewind>",
        customer_id=customer.id,
        purpose=PLAYBOOK,
        about=step.id,
        recipient=customer.email,
        locale=customer.locale if customer.locale in company.locales else company.locales[0],
        state=MailState.WAITING,
        detail=None,
        created_at=now,
        updated_at=now,
    )
    if await mails.add(session, mail) is not None:
        await enqueue(session, "send_mail", mail_id, key=mail_id)
    await _settle(session, step, StepState.SENT, note=None)


async def _settle(session: Session, step: Step, state: StepState, *, note: str | None) -> None:
    await cadences.settle(session, step, state, at=clock.now(), by=str(PLAYBOOK_ACTOR), note=note)
    await _note(
        session, step.customer_id, f"step_{state.value}", data={"step": step.name, "run": step.run_id, "note": note}
    )


async def still_wanted(
    session: Session, customer: Customer, step_id: str, *, company: Company
) -> tuple[Step, Run] | None:
    """Return a step whose mail is about to leave, with its run; None where the customer answered, or more, in between.

    The customer has to be locked, so that an answer of this very moment counts.
    """
    step = await cadences.find_step(session, step_id)
    run = await cadences.find_run(session, step.run_id) if step else None
    if step is None or run is None or run.ended_by in _STOPPED or run.play not in company.playbook:
        return None
    going = replace(run, ended_at=None, ended_by=None)  # with its last mail it is done, and yet that has not left
    seen = await _circumstances(session, customer, company, runs=[going])
    if plan(company.playbook.values(), seen).ends.get(run.id, Ending.SUPERSEDED) is not Ending.SUPERSEDED:
        return None
    return step, run


async def _note(session: Session, customer_id: int, name: str, *, data: dict[str, str | None]) -> None:
    subject = ("customer", str(customer_id))
    await events.record(session, name, subject=subject, by=PLAYBOOK_ACTOR, data=data)
