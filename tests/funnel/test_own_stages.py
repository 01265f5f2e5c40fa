"""A company names its stages and writes its rules: they move customers, with its words, windows and suggestions."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from content.catalogue.model import Company, Stage, StageRule, Text
from foundation.database import Database
from funnel.insights.overview import overview
from funnel.journey.capture import capture
from funnel.journey.observe import Observed, observe_all
from funnel.journey.suggest import suggestion
from funnel.people import repository as people
from funnel.timeline import repository as timeline
from scoring.anomalies import patience_of
from scoring.funnel_stages import RULES_OF_THE_SOURCES, rules_of, stage_within
from scoring.model import Behaviour
from scoring.wording import reason_sentence, stage_name
from tests.funnel.cast import API, KELLER, NOON, enter, seen

FAIR = Text({"de": "Hat {count}-mal den Stand besucht", "en": "Visited the stand {count} times"})


def rule(event: str, stage: str, **more: object) -> StageRule:
    return StageRule.model_validate({"event": event, "stage": stage, "reason": FAIR, **more})


@pytest.fixture
def own(company: Company) -> Company:
    stages = {"lead": Stage(id="lead", name=Text({"de": "Interessent", "en": "Prospect"}), blocked_after_days=2)}
    rules = (
        rule("stand_visited", "first_touch", count=2),
        rule("stand_visited", "won", count=4),
        rule("call_missed", "contact", count=3, within="1h"),
        rule("catalogue_asked", "decision", suggests=True),
    )
    return company.model_copy(update={"stages": stages, "stage_rules": rules})


async def happen(
    database: Database, own: Company, customer: int, event: str, *minutes: int
) -> Sequence[Observed | None]:
    came = [seen(customer, event, minutes=each) for each in minutes]
    async with database.transaction() as session:
        return await observe_all(session, came, by=API, rules=rules_of(own))


async def test_rules_of_the_pack_move_a_customer_and_those_of_the_sources_no_more(
    database: Database, own: Company
) -> None:
    customer = (await enter(database)).id
    told = await happen(database, own, customer, "stand_visited", 0, 1)
    assert [each and each.stage for each in told] == [1, 3]
    assert [each and each.stage for each in await happen(database, own, customer, "quote_requested", 2)] == [3]
    async with database.reading() as session:
        kept = await people.find(session, customer)
    assert kept.stage_reason is not None
    assert reason_sentence(kept.stage_reason, own, "de") == "Hat 2-mal den Stand besucht"
    assert [each and each.stage for each in await happen(database, own, customer, "stand_visited", 3, 4)] == [3, 5]


async def test_a_window_counts_only_what_came_close_together(database: Database, own: Company) -> None:
    slow, quick = (
        (await enter(database)).id,
        (await enter(database, replace(KELLER, email="q@x.example", phone=None))).id,
    )
    assert [each and each.stage for each in await happen(database, own, slow, "call_missed", 0, 40, 80, 120)] == [1] * 4
    told = await happen(database, own, quick, "call_missed", 0, 30, 60)
    assert told[-1] == Observed(new=True, stage_updated=True, stage=2)
    async with database.transaction() as session:
        again = await capture(session, replace(KELLER, email="q@x.example", phone=None), own, by=API)
    assert again.customer.stage == 2


async def test_a_suggestion_of_the_pack_waits_for_a_person(database: Database, own: Company) -> None:
    customer = (await enter(database)).id
    await happen(database, own, customer, "catalogue_asked", 0)
    async with database.reading() as session:
        stands = await people.find(session, customer)
        behaviour = await timeline.behaviour(session, customer)
        found = await suggestion(session, stands, own, seen=behaviour)
    assert stands.stage == 1
    assert found is not None
    assert (found[1], reason_sentence(found[0], own, "en")) == (4, "Visited the stand 1 times")


async def test_stages_are_called_as_the_company_calls_them(database: Database, own: Company, company: Company) -> None:
    assert stage_name(1, "de", own) == "Interessent"
    assert stage_name(2, "de", own) == stage_name(2, "de")
    async with database.reading() as session:
        assert (await overview(session, "en", own)).stages[0].name == "Prospect"
    assert patience_of(own)[1] == timedelta(days=2)
    assert patience_of(company)[3] == timedelta(days=5)


def test_the_demo_pack_writes_down_the_rules_of_the_sources(company: Company) -> None:
    written = [replace(each, own=None) for each in rules_of(company)]
    assert set(written) == set(RULES_OF_THE_SOURCES)
    assert rules_of(company.model_copy(update={"stage_rules": ()})) == RULES_OF_THE_SOURCES
    for locale in company.locales:
        for number in range(1, 6):
            assert stage_name(number, locale, company) == stage_name(number, locale)


def test_a_window_is_closed_at_its_bound(own: Company) -> None:
    times = [NOON, NOON + timedelta(minutes=30), NOON + timedelta(hours=1)]
    missed = [Behaviour("call_missed", None, at, "pbx") for at in times]
    assert stage_within(1, missed, at=NOON, rules=rules_of(own)) is not None
    late = [*missed[:2], Behaviour("call_missed", None, NOON + timedelta(hours=1, seconds=1), "pbx")]
    assert stage_within(1, late, at=NOON, rules=rules_of(own)) is None
