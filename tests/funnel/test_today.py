"""The list of the day: what is due, one thing a customer, with its reason; what is answered changes what comes next."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from content.catalogue.model import Company
from foundation import clock, events
from foundation.actor import Actor
from foundation.database import Database
from funnel.cadence import repository as cadences
from funnel.cadence.model import StepState
from funnel.journey.act import ActionGone, Answer, answer_action, answer_step
from funnel.journey.cadences import follow, run_due
from funnel.journey.capture import capture
from funnel.journey.observe import observe
from funnel.journey.parts import Parts
from funnel.journey.quote import quote
from funnel.journey.today import Today, today
from funnel.people import repository as people
from funnel.people.model import Customer, NewCustomer
from funnel.timeline.model import NewEvent
from quoting.model import QuoteRequest, RequestedLine
from tests.funnel.cast import API, JEDDAH, KELLER, REP
from tests.funnel.post import posting

TUESDAY = datetime(2026, 5, 5, 10, tzinfo=UTC)  # noon in Stuttgart
SUPERVISOR = Actor.staff("supervisor", frozenset({"supervisor"}))


@pytest.fixture(autouse=True)
def tuesday() -> Iterator[None]:
    clock.shift(TUESDAY - datetime.now(UTC))
    yield
    clock.shift(timedelta(0))


def go(days: float) -> None:
    clock.shift(clock.now() + timedelta(days=days) - datetime.now(UTC))


@pytest.fixture
async def parts(database: Database, company: Company) -> AsyncIterator[Parts]:
    async with posting(database, company) as (opened, _):
        yield opened


async def enter(parts: Parts, new: NewCustomer = KELLER, *, quoted: int = 0, event: str | None = None) -> Customer:
    company = await parts.company()
    async with parts.database.transaction() as session:
        lead = (await capture(session, new, company, by=API)).customer
        if quoted:
            lines = (RequestedLine("KCN-40A", quoted),)
            request = QuoteRequest(locale=new.locale, currency="EUR", lines=lines, customer=lead.id)
            await quote(session, request, company, by=API)
        if event:
            await observe(session, NewEvent(event, clock.now(), "api", customer_id=lead.id), by=API)
    return lead


async def listed(parts: Parts, *, locale: str = "en", supervises: bool = False) -> Today:
    async with parts.database.reading() as session:
        return await today(session, parts, await parts.company(), locale=locale, supervises=supervises)


async def tick(parts: Parts) -> None:
    await follow(parts)
    await run_due(parts)


async def test_a_new_lead_is_on_the_list_with_reason_script_and_materials(parts: Parts) -> None:
    lead = await enter(parts)
    (todo,) = (await listed(parts)).todos
    assert todo.id == f"action-{lead.id}-first_contact"
    assert (todo.kind, todo.reason) == ("call", "Nobody has spoken with the customer yet.")
    assert "Darf ich" in todo.script or "Anforderungen" in todo.script
    assert todo.cautions == ("Name only figures that stand in the data sheet.",)
    german = (await listed(parts, locale="de")).todos[0]
    assert german.reason == "Noch niemand hat mit dem Kunden gesprochen."


async def test_an_empty_house_has_an_empty_list(parts: Parts) -> None:
    assert await listed(parts) == Today((), 0, (), 0)


async def test_what_the_playbook_asks_for_goes_before_what_is_advised_and_each_customer_stands_there_once(
    parts: Parts,
) -> None:
    lead = await enter(parts, quoted=2)
    other = await enter(parts, JEDDAH)
    await tick(parts)
    go(6)
    await tick(parts)
    found = await listed(parts)
    mine = [todo for todo in found.todos if todo.customer.id == lead.id]
    assert {todo.id.partition("-")[0] for todo in mine} == {"step"}
    assert {todo.kind for todo in mine} == {"task", "call"}
    assert [todo.customer.id for todo in found.todos].count(other.id) == 1
    assert found.total == len(found.todos)
    call = next(todo for todo in mine if todo.kind == "call")
    assert ("Quotation", "Q-2026-00001") in call.facts
    assert call.reason == "No answer to our offer"
    assert call.script.startswith("Sie haben vor Kurzem ein Angebot")
    task = next(todo for todo in mine if todo.kind == "task")
    assert task.script == ""
    assert any(label == "Source" for label, _ in task.facts)


async def test_steps_for_supervisors_stand_on_their_list_alone(parts: Parts) -> None:
    await enter(parts, quoted=12)
    await tick(parts)
    go(8)
    await tick(parts)
    assert not any(todo.for_supervisor for todo in (await listed(parts)).todos)
    assert any(todo.for_supervisor for todo in (await listed(parts, supervises=True)).todos)


async def test_a_step_that_is_answered_leaves_the_list_and_its_run_goes_on(parts: Parts) -> None:
    lead = await enter(parts, quoted=2)
    await tick(parts)
    go(6)
    await tick(parts)
    calls = [todo for todo in (await listed(parts)).todos if todo.kind == "call"]
    step_id = calls[0].id.removeprefix("step-")
    async with parts.database.transaction() as session:
        await answer_step(session, step_id, Answer("done", note="Spoke with Ms Keller"), by=REP)
    async with parts.database.transaction() as session:
        with pytest.raises(ActionGone):
            await answer_step(session, step_id, Answer("done"), by=REP)
        step = await cadences.find_step(session, step_id)
        told = await events.newest(session, "action_done", subject=("customer", str(lead.id)))
    assert step is not None
    assert (step.state, step.settled_by, step.note) == (StepState.DONE, "staff:rep-ningbo", "Spoke with Ms Keller")
    assert told is not None
    assert told.actor.id == REP.id


async def test_a_step_that_is_put_off_comes_again_on_its_day(parts: Parts) -> None:
    await enter(parts, quoted=2)
    await tick(parts)
    go(6)
    await tick(parts)
    (step_id,) = [todo.id.removeprefix("step-") for todo in (await listed(parts)).todos if todo.kind == "call"]
    async with parts.database.transaction() as session:
        await answer_step(session, step_id, Answer("delayed", clock.now() + timedelta(days=3)), by=REP)
    await tick(parts)
    assert f"step-{step_id}" not in [todo.id for todo in (await listed(parts)).todos]
    go(3.1)
    await tick(parts)
    assert f"step-{step_id}" in [todo.id for todo in (await listed(parts)).todos]


async def test_an_advised_action_that_is_answered_gives_way_to_the_next(parts: Parts, company: Company) -> None:
    lead = await enter(parts, quoted=2)

    async def answer(code: str, given: Answer) -> str:
        async with parts.database.transaction() as session:
            await answer_action(session, lead.id, code, answer=given, company=company, by=REP)
        async with parts.database.reading() as session:
            judgement = (await people.find(session, lead.id)).judgement
        assert judgement is not None
        return judgement.next_action.code

    async with parts.database.reading() as session:
        first = (await people.find(session, lead.id)).judgement
    assert first is not None
    assert await answer(first.next_action.code, Answer("done")) == "decision_terms"
    assert await answer("decision_terms", Answer("delayed", clock.now() + timedelta(days=2))) == "first_contact"
    assert await answer("first_contact", Answer("skipped")) == "decision_terms"
    async with parts.database.transaction() as session:
        with pytest.raises(ActionGone):
            await answer_action(session, lead.id, "recap", answer=Answer("done"), company=company, by=REP)


@pytest.mark.parametrize("days", [None, -1, 0, 181])
def test_a_day_that_nobody_would_keep_is_refused(days: int | None) -> None:
    with pytest.raises(ValueError, match="180 days"):
        Answer("delayed", clock.now() + timedelta(days=days) if days is not None else None)


async def test_blocked_customers_are_named_with_every_reason_and_the_most_valuable_first(parts: Parts) -> None:
    small = await enter(parts, replace(KELLER, email="small@autowerk.example", phone=None), quoted=1)
    great = await enter(parts, quoted=20)
    moving = await enter(parts, JEDDAH)
    go(8)
    async with parts.database.transaction() as session:
        await observe(session, NewEvent("reply_received", clock.now(), "api", customer_id=moving.id), by=API)
    found = await listed(parts)
    assert [each.customer.id for each in found.blocked] == [great.id, small.id]
    assert found.total_blocked == 2
    assert found.blocked[0].reasons == (
        "No answer for 8 days since the quote",
        "Has been deciding for 8 days",
        "Documents have lain unread for 8 days",
    )
