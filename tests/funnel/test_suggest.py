"""Seven visits to prices within two days suggest the decision stage; a person takes it or sets it aside."""

from content.catalogue.model import Company
from foundation import clock, events
from foundation.database import Database
from funnel.crm import repository as crm
from funnel.journey.observe import observe_all
from funnel.journey.suggest import set_suggestion_aside, suggestion, take_suggestion
from funnel.people import repository as people
from funnel.timeline import repository as timeline
from funnel.timeline.model import NewEvent
from scoring.model import Reason
from tests.funnel.cast import API, REP, enter, seen

WHY = Reason("price_visits", 0, {"count": 7, "hours": 48, "rule": "view_price>decision?"})


async def visit_prices(database: Database, customer: int, times: int) -> None:
    async with database.transaction() as session:
        await observe_all(session, [seen(customer, "view_price", minutes=n) for n in range(times)], by=API)


async def suggested(database: Database, customer: int, company: Company) -> Reason | None:
    async with database.reading() as session:
        found = await people.find(session, customer)
        seen = await timeline.behaviour(session, customer)
        suggested = await suggestion(session, found, company, seen=seen)
    assert suggested is None or suggested[1] == 4
    return suggested[0] if suggested else None


async def test_the_suggestion_is_taken_once_with_history_grade_and_crm(database: Database, company: Company) -> None:
    customer = await enter(database)
    await visit_prices(database, customer.id, 6)
    assert await suggested(database, customer.id, company) is None
    async with database.transaction() as session:
        assert not await take_suggestion(session, customer.id, company, by=REP)
    await visit_prices(database, customer.id, 7)
    assert await suggested(database, customer.id, company) == WHY
    for taken in (True, False):
        async with database.transaction() as session:
            assert await take_suggestion(session, customer.id, company, by=REP) is taken
    async with database.reading() as session:
        kept = await people.find(session, customer.id)
        moves = await timeline.moves(session, customer.id)
        link = await crm.find(session, customer.id)
    assert (kept.stage, kept.stage_reason) == (4, WHY)
    assert kept.judgement is not None
    assert [(each.from_stage, each.to_stage, each.actor) for each in moves] == [(1, 4, str(REP))]
    assert link is not None
    assert link.revision == 1
    assert await suggested(database, customer.id, company) is None


async def test_what_was_set_aside_is_suggested_again_only_on_as_many_new_visits(
    database: Database, company: Company
) -> None:
    customer = await enter(database)
    await visit_prices(database, customer.id, 7)
    for aside in (True, False):
        async with database.transaction() as session:
            assert await set_suggestion_aside(session, customer.id, company, by=REP) is aside
    assert await suggested(database, customer.id, company) is None
    async with database.reading() as session:
        written = await events.newest(session, "stage_suggestion_set_aside", subject=("customer", str(customer.id)))
        assert (await people.find(session, customer.id)).stage == 1
    assert written is not None
    assert written.actor == REP
    now = clock.now()
    anew = [NewEvent("view_price", now, "web", value=f"P{n}", customer_id=customer.id) for n in range(7)]
    for number, visits in ((6, anew[:6]), (7, anew[6:])):
        async with database.transaction() as session:
            await observe_all(session, visits, by=API)
        assert (await suggested(database, customer.id, company) == WHY) is (number == 7)
