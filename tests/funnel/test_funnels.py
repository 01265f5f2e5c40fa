"""A company has the stages it wants: six, three or five. Whoever stood on a stage that is gone stands where the pack says."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from content.catalogue.model import Company, Stage
from content.packs.loader import read_pack
from content.packs.verbs import check_pack, write_stages
from foundation import clock
from foundation.database import Database
from funnel.insights.figures import gather, reckon
from funnel.insights.overview import overview
from funnel.journey.judge import judge
from funnel.journey.observe import observe_all
from funnel.journey.reshape import StagesUnsettled, reshape
from funnel.journey.stand import UnknownStage, lose, move_by_hand
from funnel.people import repository as people
from funnel.reports.compose import compose
from funnel.reports.model import Kind
from funnel.reports.sheet import sheet
from funnel.stages import repository as stages
from funnel.timeline import repository as timeline
from scoring.funnel_shape import FIVE, Funnel, funnel_of
from scoring.funnel_stages import rules_of
from scoring.indicators.facts import Period
from scoring.model import Grade
from scoring.outcomes import Chances, risk_score, win_probability
from scoring.wording import stage_name
from tests.funnel.cast import API, KELLER, REP, enter, seen
from tests.funnel.conftest import PACK

LOCALES = ("en", "zh", "es", "pt", "de", "ja", "ar")
THREE = Funnel(("lead", "offer", "won"), ("lead", "decision", "won"))


@pytest.fixture(scope="module")
def six(tmp_path_factory: pytest.TempPathFactory) -> Company:
    """The demo company with the ready funnel of six stages."""
    folder = tmp_path_factory.mktemp("six") / "pack"
    shutil.copytree(PACK, folder)
    write_stages(folder, "six")
    assert check_pack(folder) == ()
    return read_pack(folder)


@pytest.fixture
def three(company: Company) -> Company:
    """The demo company with three stages, the middle one in place of three that it had."""
    lead, decision, won = (company.stages[name] for name in ("lead", "decision", "won"))
    offer = Stage(id="offer", role="decision", name=decision.name, replaces=("contact", "first_touch"))
    rules = tuple(each for each in company.stage_rules if each.stage in {"decision", "won"})
    return company.model_copy(update={"stages": {"lead": lead, "offer": offer, "won": won}, "stage_rules": rules})


async def happen(database: Database, company: Company, customer: int, *events: str) -> Sequence[int]:
    """Let events happen one by one; return where the customer stood after each."""
    stood = []
    for minute, event in enumerate(events):
        async with database.transaction() as session:
            (told,) = await observe_all(
                session, [seen(customer, event, minutes=minute)], by=API, rules=rules_of(company)
            )
        assert told is not None
        stood.append(told.stage)
    return stood


async def test_the_funnel_of_six_moves_customers_by_its_rules_and_is_told_in_every_language(
    database: Database, six: Company
) -> None:
    async with database.transaction() as session:
        await reshape(session, six, by=API)
    customer = (await enter(database)).id
    way = ("view_product", "view_product", "view_product", "call_completed", "download", "download", "download")
    assert await happen(database, six, customer, *way) == [1, 1, 2, 3, 3, 3, 4]
    names = {locale: [stage_name(each, locale, six) for each in funnel_of(six).positions] for locale in LOCALES}
    assert names["zh"] == ["潜在客户", "联系人确认", "第一次接触", "客户兴趣评估", "最终决策阶段", "签约/收入"]
    assert len({tuple(each) for each in names.values()}) == len(LOCALES)
    assert await happen(database, six, customer, "quote_requested", "contract_returned") == [5, 6]
    async with database.reading() as session:
        found = await overview(session, "en", six)
    assert [each.count for each in found.stages] == [1] * 6
    assert found.stages[3].name == "Interest assessed"


@pytest.mark.parametrize("shape", ["six", "three"])
async def test_figures_reports_and_the_next_action_hold_for_any_funnel(
    database: Database, shape: str, request: pytest.FixtureRequest
) -> None:
    company: Company = request.getfixturevalue(shape)
    funnel = funnel_of(company)
    async with database.transaction() as session:
        await reshape(session, company, by=API)
    for number, position in enumerate([*funnel.positions, *funnel.open]):
        known = KELLER.__class__(name=f"Buyer {number}", email=f"b{number}@buyer.example", country="DE")
        customer = (await enter(database, known, at=clock.now() - timedelta(days=2))).id
        async with database.transaction() as session:
            await move_by_hand(session, customer, position, who="A", note="", company=company, by=REP)
            if number >= funnel.won:
                await lose(session, customer, "price", note="", company=company, by=REP)
    async with database.transaction() as session:
        with pytest.raises(UnknownStage):
            await move_by_hand(session, 1, funnel.won + 1, who="A", note="", company=company, by=REP)
        assert (await judge(session, funnel.won, company)).next_action.code == "after_sales"
    period = Period(clock.now() - timedelta(days=3), clock.now() + timedelta(days=1))
    async with database.reading() as session:
        facts = await gather(session, company, period)
        seen_at_once = await overview(session, "en", company)
    figures = reckon(facts)
    volume = [each.value for each in figures["stage_volume"]]
    assert volume == [each.count for each in seen_at_once.stages]
    assert volume[-1] == 1
    assert len(facts.won_at) == 1
    for kind in (Kind.DAILY, Kind.WEEKLY, Kind.MONTHLY):
        async with database.reading() as session:
            report = await compose(session, company, kind, day=clock.today(company.identity.time_zone))
        for locale in LOCALES:
            assert sheet(report, company, locale).sections


async def test_who_stood_on_a_stage_that_is_gone_stands_where_the_pack_says_with_a_reason(
    database: Database, company: Company, three: Company
) -> None:
    customers = {}
    for position in FIVE.positions:
        known = KELLER.__class__(name=f"At {position}", email=f"at{position}@buyer.example")
        customers[position] = (await enter(database, known)).id
        if position > 1:
            async with database.transaction() as session:
                await move_by_hand(session, customers[position], position, who="A", note="", company=company, by=REP)
    async with database.transaction() as session:
        assert await reshape(session, company, by=API) == 0
        assert await reshape(session, three, by=API) == 3
        assert await reshape(session, three, by=API) == 0
    async with database.reading() as session:
        stand = {each: (await people.find(session, customer)).stage for each, customer in customers.items()}
        touched = await timeline.moves(session, customers[3])
        kept = await stages.newest_funnel(session)
    assert stand == {1: 1, 2: 2, 3: 2, 4: 2, 5: 3}
    assert [each.to_stage for each in touched] == [2, 2]
    assert touched[-1].reason.code == "stage_replaced"
    assert kept == THREE


async def test_without_a_place_for_customers_nothing_changes(
    database: Database, company: Company, three: Company
) -> None:
    offer = three.stages["offer"].model_copy(update={"replaces": ("contact",)})
    vague = three.model_copy(update={"stages": {**three.stages, "offer": offer}})
    customer = (await enter(database)).id
    async with database.transaction() as session:
        await move_by_hand(session, customer, 3, who="A", note="", company=company, by=REP)
    with pytest.raises(StagesUnsettled, match="`first_touch` \\(1\\)"):
        async with database.transaction() as session:
            await reshape(session, vague, by=API)
    async with database.reading() as session:
        assert (await people.find(session, customer)).stage == 3
        assert await stages.newest_funnel(session) == FIVE


async def test_stages_that_change_places_take_their_customers_along(database: Database, six: Company) -> None:
    moved = {**six.stages}
    order = ("lead", "interest", "contact", "first_touch", "decision", "won")
    swapped = six.model_copy(update={"stages": {name: moved[name] for name in order}})
    customer = (await enter(database)).id
    async with database.transaction() as session:
        await reshape(session, six, by=API)
        await move_by_hand(session, customer, 4, who="A", note="", company=six, by=REP)
        await reshape(session, swapped, by=API)
    async with database.reading() as session:
        stands = await people.find(session, customer)
        (way,) = await timeline.moves(session, customer)
    assert stands.stage == way.to_stage == 2


@pytest.mark.parametrize(
    "funnel", [FIVE, THREE, Funnel(("a", "b", "c", "d", "e"), ("lead", None, "decision", None, "won"))]
)
def test_the_further_the_likelier_whatever_the_stages_are(funnel: Funnel) -> None:
    chances = Chances(funnel=funnel)
    won = [win_probability(each, Grade.B, chances=chances) for each in funnel.positions]
    assert won == sorted(won)
    assert (won[0], won[-1]) == (0.08, 1.0)
    lost = [risk_score(each, Grade.B, timedelta(), chances=chances) for each in funnel.positions]
    assert lost == sorted(lost, reverse=True)
    assert [funnel.position(name) for name in funnel.ids] == list(funnel.positions)


def test_a_pack_whose_stages_are_no_funnel_is_refused_with_the_mend(tmp_path: Path) -> None:
    folder = tmp_path / "pack"
    shutil.copytree(PACK, folder)
    file = folder / "stages.yaml"
    written = file.read_text()
    file.write_text(written.replace("  - id: decision\n", "  - id: talks\n"))
    told = [str(each) for each in check_pack(folder)]
    assert any("No stage means `decision`" in each for each in told)
    assert any("There is no stage `decision`" in each for each in told)
    file.write_text(
        written.replace("  - id: decision\n", "  - id: talks\n    role: decision\n    replaces: [decision]\n")
    )
    assert check_pack(folder) == ()
