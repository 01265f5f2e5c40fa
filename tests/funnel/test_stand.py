"""People and silence move customers too: back and forth, lost with a cause, opened again; the rules respect what people decided."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from content.catalogue.model import Company
from foundation import clock, events
from foundation.database import Database
from funnel.cadence import repository as cadences
from funnel.cadence.model import Ending
from funnel.errors import UnknownCustomer
from funnel.journey.cadences import attend
from funnel.journey.capture import capture
from funnel.journey.observe import Observed, observe, observe_all
from funnel.journey.parts import Parts
from funnel.journey.stand import UnknownStage, lose, lose_silent, move_by_hand, win_back
from funnel.people import repository as people
from funnel.people.model import Customer
from funnel.timeline import repository as timeline
from funnel.timeline.model import NewEvent, StageMoved
from tests.funnel.cast import API, JEDDAH, KELLER, REP
from tests.funnel.post import posting

TUESDAY = datetime(2026, 5, 5, 10, tzinfo=UTC)


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


async def enter(parts: Parts) -> int:
    company = await parts.company()
    async with parts.database.transaction() as session:
        return (await capture(session, KELLER, company, by=API)).customer.id


async def happen(parts: Parts, customer: int, event_type: str, *, ago: timedelta = timedelta(0)) -> Observed:
    event = NewEvent(event_type, clock.now() - ago, "api", customer_id=customer)
    async with parts.database.transaction() as session:
        return await observe(session, event, by=API)


async def move(parts: Parts, customer: int, stage: int, note: str = "") -> bool:
    company = await parts.company()
    async with parts.database.transaction() as session:
        return await move_by_hand(session, customer, stage, who="Lin", note=note, company=company, by=REP)


async def found(parts: Parts, customer: int) -> tuple[Customer, list[StageMoved]]:
    async with parts.database.reading() as session:
        return await people.find(session, customer), await timeline.moves(session, customer)


async def test_a_person_moves_a_customer_back_and_what_happened_before_moves_it_forward_no_more(parts: Parts) -> None:
    customer = await enter(parts)
    assert (await happen(parts, customer, "quote_requested")).stage == 4
    go(0.1)
    assert await move(parts, customer, 2, "Was a misunderstanding")
    assert not await move(parts, customer, 2)
    stands, moves = await found(parts, customer)
    assert (stands.stage, moves[-1].from_stage, moves[-1].to_stage) == (2, 4, 2)
    assert (moves[-1].reason.code, moves[-1].reason.data["who"]) == ("by_hand", "Lin")
    assert moves[-1].reason.data["note"] == "Was a misunderstanding"
    assert moves[-1].actor == "staff:rep-ningbo"
    late = await happen(parts, customer, "price_discussed", ago=timedelta(hours=3))
    assert (late.new, late.stage) == (True, 2)
    async with parts.database.transaction() as session:  # the same contact once more
        again = await capture(session, KELLER, await parts.company(), by=API)
    assert again.customer.stage == 2
    go(0.1)
    assert (await happen(parts, customer, "call_completed")).stage == 3
    assert (await happen(parts, customer, "quote_requested")).stage == 4


async def test_a_person_moves_a_customer_forward_over_what_lies_between(parts: Parts) -> None:
    customer = await enter(parts)
    assert await move(parts, customer, 5)
    assert (await found(parts, customer))[0].stage == 5


@pytest.mark.parametrize("stage", [0, 6, -1, 99])
async def test_a_stage_that_is_none_is_refused(parts: Parts, stage: int) -> None:
    with pytest.raises(UnknownStage):
        await move(parts, await enter(parts), stage)


async def test_a_loss_keeps_stage_and_cause_ends_the_plays_and_stops_the_rules(parts: Parts, company: Company) -> None:
    customer = await enter(parts)
    await happen(parts, customer, "quote_requested")
    async with parts.database.transaction() as session:
        await attend(session, customer, company)
        assert await lose(session, customer, "price", note="15 % cheaper", company=company, by=REP)
        assert not await lose(session, customer, "price", note="", company=company, by=REP)
        told = await events.newest(session, "customer_lost", subject=("customer", str(customer)))
        runs = await cadences.runs_of(session, customer)
    assert told is not None
    assert told.data == {"cause": "price", "note": "15 % cheaper", "stage": 4}
    assert {run.ended_by for run in runs} == {Ending.LOST}
    stands, _ = await found(parts, customer)
    assert (stands.stage, stands.lost, stands.lost_reason) == (4, True, "price")
    assert stands.judgement is not None
    assert (stands.judgement.risk_score, stands.judgement.next_action.code) == (1.0, "record_loss")
    assert (await happen(parts, customer, "contract_returned")).stage == 4
    async with parts.database.transaction() as session:
        assert await win_back(session, customer, company=company, by=REP)
        assert not await win_back(session, customer, company=company, by=REP)
    assert not (await found(parts, customer))[0].lost


async def test_who_moves_a_lost_customer_opens_it_again(parts: Parts, company: Company) -> None:
    customer = await enter(parts)
    async with parts.database.transaction() as session:
        await lose(session, customer, "fit", note="", company=company, by=REP)
    assert await move(parts, customer, 1)
    assert not (await found(parts, customer))[0].lost


async def test_a_won_customer_is_not_lost_and_an_unknown_cause_or_customer_is_refused(
    parts: Parts, company: Company
) -> None:
    customer = await enter(parts)
    await move(parts, customer, 5)
    async with parts.database.transaction() as session:
        assert not await lose(session, customer, "price", note="", company=company, by=REP)
    async with parts.database.transaction() as session:
        with pytest.raises(UnknownStage):
            await lose(session, customer, "weather", note="", company=company, by=REP)
        for verb in (
            lose(session, 999, "price", note="", company=company, by=REP),
            win_back(session, 999, company=company, by=REP),
        ):
            with pytest.raises(UnknownCustomer):
                await verb


async def test_silence_closes_a_customer_after_the_packs_days_and_only_then(parts: Parts, company: Company) -> None:
    days = company.scoring.lost_after_days
    assert days is not None
    silent = await enter(parts)
    won = await enter_as(parts, "won@autowerk.example")
    await move(parts, won, 5)
    go(days - 0.01)
    assert await lose_silent(parts) == 0
    heard = await enter_as(parts, "heard@autowerk.example")
    go(0.02)
    assert await lose_silent(parts) == 1
    assert await lose_silent(parts) == 0
    assert [(await found(parts, each))[0].lost for each in (silent, won, heard)] == [True, False, False]
    async with parts.database.reading() as session:
        told = await events.newest(session, "customer_lost", subject=("customer", str(silent)))
    assert told is not None
    assert told.actor.id == "silence"

    async def never() -> Company:
        return company.model_copy(update={"scoring": company.scoring.model_copy(update={"lost_after_days": None})})

    go(10 * days)
    assert await lose_silent(replace(parts, company=never)) == 0


async def enter_as(parts: Parts, email: str) -> int:
    company = await parts.company()
    async with parts.database.transaction() as session:
        return (await capture(session, replace(JEDDAH, email=email), company, by=API)).customer.id


async def test_a_move_names_the_events_that_it_rests_on(parts: Parts) -> None:
    customer = await enter(parts)
    views = [
        NewEvent("view_product", clock.now() + timedelta(minutes=each), "website", customer_id=customer)
        for each in range(3)
    ]
    async with parts.database.transaction() as session:
        await observe_all(session, views, by=API)
        ids = [
            row_id
            for row_id, _ in await timeline.newer_events(
                session, 0, 1_000_000, types=["view_product"], since=TUESDAY - timedelta(days=1), limit=10
            )
        ]
    _, moves = await found(parts, customer)
    assert moves[-1].reason.data == {"count": 3, "evidence": ",".join(map(str, reversed(ids)))}
