"""Other weights of the grade: the preview names whose grade changes, saving judges everybody open anew, and the way back is open."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import text

from content.catalogue import repository as catalogue
from content.catalogue.model import Company
from content.editions import repository as editions
from foundation.database import Database
from funnel.journey.judge import judge
from funnel.journey.redesign import NotSound, adopt, examine, present, settle
from funnel.journey.reweigh import judge_open
from funnel.people import repository as people
from funnel.stages import repository as stages
from tests.funnel.cast import API, JEDDAH, KELLER, REP, enter
from tests.funnel.test_begun import hold


def with_weights(company: Company, **points: float) -> dict[str, Any]:
    [rules] = present(company, "scoring")["scoring"]
    return {"scoring": [{**rules, "weights": {**rules["weights"], **points}}]}


@pytest.fixture
async def held(database: Database, company: Company) -> Company:
    return await hold(database, company)


async def judged(database: Database, company: Company, customer: int) -> str:
    async with database.transaction() as session:
        return (await judge(session, customer, company)).grade.value


async def jobs(database: Database) -> int:
    async with database.reading() as session:
        schema = "dbos." if session.get_bind().dialect.name == "postgresql" else ""
        wanted = f"select count(*) from {schema}workflow_status where name = 'judge_open_customers'"
        count: int = (await session.execute(text(wanted))).scalar_one()
    return count


async def test_a_preview_names_whose_grade_changes_and_changes_nothing(database: Database, held: Company) -> None:
    keller, noura = (await enter(database)).id, (await enter(database, JEDDAH)).id
    assert [await judged(database, held, each) for each in (keller, noura)] == ["C", "C"]
    async with database.reading() as session:
        _, found = await examine(session, held, "scoring", body=with_weights(held, phone_given=60))
        _, same = await examine(session, held, "scoring", body=present(held, "scoring"))
    assert found.grades is not None
    assert same.grades is not None
    assert (found.grades.before, found.grades.after) == (
        {"A": 0, "B": 0, "C": 2, "D": 0},
        {"A": 1, "B": 0, "C": 1, "D": 0},
    )
    [named] = found.grades.named
    assert (named.customer, named.before, named.after, found.grades.changed) == (keller, "C", "A", 1)
    assert named.points_after == named.points_before + 52
    assert (same.grades.changed, same.grades.looked_at, same.grades.open, same.grades.learned) == (0, 2, 2, False)
    assert await judged(database, held, keller) == "C"


async def test_won_and_lost_customers_are_in_no_preview(database: Database, held: Company) -> None:
    won, lost = (await enter(database)).id, (await enter(database, JEDDAH)).id
    async with database.transaction() as session:
        await stages.lose(session, lost, at=(await people.find(session, lost)).created_at, cause="price")
        await session.execute(text("update customers set stage = 5 where id = :id"), {"id": won})
    async with database.reading() as session:
        _, found = await examine(session, held, "scoring", body=with_weights(held, phone_given=60))
    assert found.grades is not None
    assert (found.grades.looked_at, found.grades.open) == (0, 0)


async def test_saved_weights_are_a_version_and_judge_everybody_open_anew(database: Database, held: Company) -> None:
    customers = [
        (await enter(database, replace(KELLER, email=f"k{each}@autowerk.example", phone=f"+4971155501{each:02}"))).id
        for each in range(5)
    ]
    async with database.transaction() as session:
        body = with_weights(held, phone_given=60)
        number = await adopt(session, held, "scoring", body=body, based_on=1, by=REP, note="Who can be called counts")
    async with database.reading() as session:
        company = await catalogue.read_company(session)
        newest = await editions.find(session, "scoring")
    assert newest is not None
    assert (number, newest.number, newest.actor, newest.note) == (2, 2, str(REP), "Who can be called counts")
    assert company.scoring.weights["phone_given"] == 60
    assert await jobs(database) == 1
    await judge_open(database, company)
    async with database.reading() as session:
        assert {
            each.judgement and each.judgement.grade.value for each in await people.find_many(session, customers)
        } == {"A"}
    async with database.transaction() as session:
        first = await editions.find(session, "scoring", 1)
        assert first is not None
        await adopt(session, company, "scoring", body=first.body, based_on=2, by=REP)
    async with database.reading() as session:
        assert (await catalogue.read_company(session)).scoring == held.scoring


async def test_weights_against_sense_are_not_saved_and_the_same_ones_are_no_version(
    database: Database, held: Company
) -> None:
    with pytest.raises(NotSound, match=r"scoring\.weights\.budget"):
        async with database.transaction() as session:
            await adopt(session, held, "scoring", body=with_weights(held, budget=-1), based_on=1, by=API)
    async with database.transaction() as session:
        assert await adopt(session, held, "scoring", body=present(held, "scoring"), based_on=1, by=API) == 1
    assert await jobs(database) == 0


async def test_a_pack_loaded_with_other_weights_judges_anew_too(database: Database, held: Company) -> None:
    other = held.model_copy(update={"scoring": held.scoring.model_copy(update={"grade_c": 5.0})})
    for company, asked in ((held, 0), (other, 1), (other, 1)):
        again = await hold(database, company)
        async with database.transaction() as session:
            await settle(session, again, by=API)
        assert await jobs(database) == asked
