"""A play that runs keeps the version with which it began; changed stages begin nothing and move nobody by the back door."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from content.catalogue import repository as catalogue
from content.catalogue.model import Company, Play, PlayStep, StageRule, Text, Trigger
from content.editions import repository as editions
from content.editions.model import body_of
from foundation import clock
from foundation.database import Database
from funnel.cadence import repository as cadences
from funnel.cadence.model import Ending, StepState
from funnel.journey.begun import play_of
from funnel.journey.cadences import attend
from funnel.journey.observe import observe_all
from funnel.journey.redesign import ChangedMeanwhile, NotSound, adopt, examine, present
from funnel.journey.stand import move_by_hand
from funnel.people import repository as people
from funnel.timeline.model import NewEvent
from scoring.funnel_stages import rules_of
from tests.funnel.cast import API, KELLER, REP, enter


def play(
    title: str, *, stops: tuple[str, ...] = ("reply_received",), after: str = "3d", stage: str | None = None
) -> Play:
    when = Trigger(stage=stage) if stage else Trigger(events=("price_discussed",))
    step = PlayStep(id="mail", after=after, action="call", title=Text.same(title), paragraphs=(Text.same(title),))
    return Play(id="price", name=Text.same(title), when=when, steps=(step,), stops=stops)


async def hold(database: Database, company: Company) -> Company:
    """Store a company whole, as the loading of a pack does, and return it as it is read."""
    async with database.transaction() as session:
        report = await catalogue.replace(session, company, {}, by=API)
        await editions.keep_all(session, company, generation=report.generation, by=API)
    return company.model_copy(update={"generation": report.generation})


async def happen(database: Database, company: Company, customer: int, event: str) -> None:
    seen = NewEvent(event, clock.now(), "test", value=None, customer_id=customer)
    async with database.transaction() as session:
        await observe_all(session, [seen], by=API, rules=rules_of(company))
        await attend(session, customer, company)


@pytest.fixture
async def first(database: Database, company: Company) -> Company:
    return await hold(database, company.model_copy(update={"playbook": {"price": play("First")}}))


async def test_a_running_play_says_and_ends_by_what_it_began_with(database: Database, first: Company) -> None:
    now = clock.now()
    early = (await enter(database, replace(KELLER, email="early@begun.example", phone=None), at=now)).id
    late = (await enter(database, replace(KELLER, email="late@begun.example", phone=None), at=now)).id
    await happen(database, first, early, "price_discussed")
    body = {"plays": [play("Second", stops=("meeting",)).model_dump(exclude_defaults=True)]}
    async with database.transaction() as session:
        draft, effects = await examine(session, first, "playbook", body=body)
        assert draft.problems == ()
        (told,) = effects.plays
        assert (told.state, told.running, told.begun) == ("changed", 1, 1)
        assert await adopt(session, first, "playbook", body=body, based_on=1, by=REP, note="") == 2
    async with database.reading() as session:
        second = (await catalogue.read_company(session)).model_copy()
        (run,) = await cadences.runs_of(session, early)
        kept = await play_of(session, run, second)
    assert run.edition == 1
    assert kept is not None
    assert kept.steps[0].title["de"] == "First"
    await happen(database, second, late, "price_discussed")
    await happen(database, second, early, "meeting")  # ends plays of the second version only
    async with database.reading() as session:
        assert [each.ended_at for each in await cadences.runs_of(session, early)] == [None]
        (newer,) = await cadences.runs_of(session, late)
    assert newer.edition == 2
    await happen(database, second, early, "reply_received")
    async with database.reading() as session:
        (run,) = await cadences.runs_of(session, early)
        (step,) = await cadences.steps_of(session, early)
    assert (run.ended_by, step.state) == (Ending.ANSWERED, StepState.ENDED)


async def test_a_play_that_is_taken_out_ends(database: Database, first: Company) -> None:
    customer = (await enter(database, at=clock.now())).id
    await happen(database, first, customer, "price_discussed")
    async with database.transaction() as session:
        _, effects = await examine(session, first, "playbook", body={"plays": []})
        assert [(each.state, each.running) for each in effects.plays] == [("gone", 1)]
        await adopt(session, first, "playbook", body={"plays": []}, based_on=1, by=REP)
        now = await catalogue.read_company(session)
        await attend(session, customer, now)
        (run,) = await cadences.runs_of(session, customer)
    assert run.ended_by is Ending.WITHDRAWN


async def test_stages_that_change_begin_no_play(database: Database, company: Company) -> None:
    held = await hold(
        database, company.model_copy(update={"playbook": {"price": play("On decision", stage="decision")}})
    )
    customer = (await enter(database, at=clock.now())).id
    async with database.transaction() as session:
        await move_by_hand(session, customer, 3, who="A", note="", company=held, by=REP)
    body = present(held, "stages")
    body["stages"] = [each for each in body["stages"] if each["id"] != "first_touch"]
    body["rules"] = [each for each in body["rules"] if each["stage"] != "first_touch"]
    async with database.transaction() as session:
        draft, _ = await examine(session, held, "stages", body=body)
        assert [(each.place, each.code) for each in draft.problems] == [("gone.first_touch", "no_place")]
        with pytest.raises(NotSound):
            await adopt(session, held, "stages", body=body, based_on=1, by=REP)
    body["stages"][2]["replaces"] = ["first_touch"]
    async with database.transaction() as session:
        draft, effects = await examine(session, held, "stages", body=body)
        assert draft.problems == ()
        moved = [each for each in effects.moves if each.customers]
        assert [(each.stage, each.customers, each.to) for each in moved] == [("first_touch", 1, "decision")]
        await adopt(session, held, "stages", body=body, based_on=1, by=REP)
    async with database.transaction() as session:
        now = await catalogue.read_company(session)
        await attend(session, customer, now)
        assert (await people.find(session, customer)).stage == 3
        assert await cadences.runs_of(session, customer) == []
    async with database.transaction() as session:
        with pytest.raises(ChangedMeanwhile):
            await adopt(session, now, "stages", body=present(now, "stages"), based_on=1, by=REP)


async def test_a_new_rule_tells_who_has_done_enough_and_moves_nobody_now(database: Database, first: Company) -> None:
    customer = (await enter(database, at=clock.now() - timedelta(days=1))).id
    for _ in range(2):
        await happen(database, first, customer, "download")
    body = present(first, "stages")
    rule = StageRule(event="download", count=2, stage="contact", reason=Text.same("Downloaded"))
    body["rules"].append(rule.model_dump(exclude_defaults=True))
    async with database.transaction() as session:
        _, effects = await examine(session, first, "stages", body=body)
        assert effects.ahead == {"contact": 1}
        await adopt(session, first, "stages", body=body, based_on=1, by=REP)
        assert (await people.find(session, customer)).stage == 1
        now = await catalogue.read_company(session)
    await happen(database, now, customer, "download")
    async with database.reading() as session:
        assert (await people.find(session, customer)).stage == 2


def test_the_usual_stages_are_written_down_for_a_company_without_its_own(company: Company) -> None:
    bare = company.model_copy(update={"stages": {}, "stage_rules": ()})
    body = present(bare, "stages")
    assert [each["id"] for each in body["stages"]] == ["lead", "contact", "first_touch", "decision", "won"]
    assert {each["event"] for each in body["rules"]} == {each["event"] for each in body_of(company, "stages")["rules"]}


async def test_a_preview_counts_who_did_enough_close_together_for_a_rule_with_a_window(
    database: Database, first: Company
) -> None:
    body = present(first, "stages")
    body["rules"].append(
        {"event": "page_view", "count": 3, "within": "1h", "stage": "first_touch", "reason": {"*": "Was busy here"}}
    )
    begun = clock.now() - timedelta(days=20)
    minutes = {"quick": (0, 30, 59), "slow": (0, 40, 80, 120), "few": (0, 1), "back": (0, 1, 2)}
    customers = {}
    for name, times in minutes.items():
        customers[name] = (await enter(database, replace(KELLER, email=f"{name}@begun.example", phone=None))).id
        seen = [
            NewEvent("page_view", begun + timedelta(minutes=each), "test", value=None, customer_id=customers[name])
            for each in times
        ]
        async with database.transaction() as session:
            await observe_all(session, seen, by=API, rules=rules_of(first))
    async with database.transaction() as session:
        await move_by_hand(session, customers["back"], 3, who="A", note="", company=first, by=REP)
        await move_by_hand(session, customers["back"], 1, who="A", note="", company=first, by=REP)
    async with database.reading() as session:
        _, found = await examine(session, first, "stages", body=body)
        _, same = await examine(session, first, "stages", body=present(first, "stages"))
    assert (dict(found.ahead), dict(same.ahead)) == ({"first_touch": 1}, {})
