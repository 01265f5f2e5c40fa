"""What a customer did is kept once, and moves the stage with its reason and its actor."""

import asyncio
from datetime import timedelta, timezone

import pytest
from sqlalchemy import text

from foundation import events
from foundation.database import Database
from funnel.errors import UnknownCustomer
from funnel.insights.overview import overview
from funnel.journey.observe import Observed, apply_rules, observe, observe_all, observe_visitors
from funnel.people import repository as people
from funnel.people.model import NewCustomer
from funnel.timeline import repository as timeline
from funnel.timeline.model import NewEvent
from scoring.funnel_stages import RULES_OF_THE_SOURCES
from scoring.model import Reason, StageMove
from tests.funnel.cast import API, JEDDAH, NOON, REP, enter, seen

CHINA = timezone(timedelta(hours=8))


async def report(database: Database, *happened: NewEvent) -> list[Observed]:
    async with database.transaction() as session:
        return [await observe(session, event, by=API) for event in happened]


async def test_an_event_is_kept_once_however_often_it_is_reported(database: Database) -> None:
    customer = await enter(database)
    event = seen(customer.id, "view_product", value="KCN-40A")
    told = await report(database, event, event)
    told += await report(database, event)
    assert [each.new for each in told] == [True, False, False]
    async with database.reading() as session:
        assert await timeline.counts(session, customer.id) == {"view_product": 1}
        assert [each.value for each in await timeline.behaviour(session, customer.id)] == ["KCN-40A"]


async def test_the_same_moment_in_another_zone_is_the_same_event(database: Database) -> None:
    customer = await enter(database)
    at_noon = seen(customer.id, "download", value="manual")
    in_china = NewEvent("download", NOON.astimezone(CHINA), "website", value="manual", customer_id=customer.id)
    assert [each.new for each in await report(database, at_noon, in_china)] == [True, False]


async def test_a_kind_a_value_a_time_or_a_source_of_its_own_makes_another_event(database: Database) -> None:
    customer, other = await enter(database), await enter(database, JEDDAH)
    first = seen(customer.id, "page_view", value="/de/")
    kinds = [
        first,
        seen(customer.id, "search", value="/de/"),
        seen(customer.id, "page_view", value="/en/"),
        seen(customer.id, "page_view", minutes=1, value="/de/"),
        NewEvent("page_view", NOON, "shop", value="/de/", customer_id=customer.id),
        seen(other.id, "page_view", value="/de/"),
    ]
    assert all(each.new for each in await report(database, *kinds))


async def test_three_product_views_make_a_contact_with_reason_and_actor(database: Database) -> None:
    customer = await enter(database)
    told = await report(database, *(seen(customer.id, "view_product", minutes=n, value="KCN-40A") for n in range(4)))
    assert [(each.stage_updated, each.stage) for each in told] == [(False, 1), (False, 1), (True, 2), (False, 2)]
    async with database.reading() as session:
        kept = await people.find(session, customer.id)
        moves = await timeline.moves(session, customer.id)
        written = [
            each for each in await events.history(session, ("customer", str(customer.id))) if each.name == "stage_moved"
        ]
    evidence = str(kept.stage_reason.data["evidence"]) if kept.stage_reason else ""
    assert len(set(evidence.split(","))) == 3
    assert (kept.stage, kept.stage_reason) == (2, Reason("view_product", 0, {"count": 3, "evidence": evidence}))
    assert [(each.from_stage, each.to_stage, each.reason.code, each.actor) for each in moves] == [
        (1, 2, "view_product", str(API))
    ]
    assert [(each.actor, dict(each.data)) for each in written] == [
        (API, {"from": 1, "to": 2, "reason": "view_product", "evidence": evidence})
    ]


async def test_stages_only_move_forward_and_may_be_skipped(database: Database) -> None:
    customer = await enter(database)
    told = await report(
        database,
        seen(customer.id, "contract_returned"),
        seen(customer.id, "quote_requested", minutes=1),
        seen(customer.id, "call_answered", minutes=2),
    )
    assert [(each.stage_updated, each.stage) for each in told] == [(True, 5), (False, 5), (False, 5)]


async def test_late_and_unknown_events_are_welcome(database: Database) -> None:
    customer = await enter(database)
    told = await report(
        database,
        seen(customer.id, "kite_flown", value="9.5"),
        seen(customer.id, "reply_received", minutes=-60 * 24 * 400),
    )
    assert [(each.new, each.stage) for each in told] == [(True, 1), (True, 2)]
    async with database.reading() as session:
        kept = await people.find(session, customer.id)
        assert [each.event_type for each in await timeline.behaviour(session, customer.id)] == [
            "kite_flown",
            "reply_received",
        ]
    assert kept.last_touch_at == NOON  # an old event is no fresh touch


async def test_an_event_of_nobody_is_refused_and_leaves_nothing(database: Database) -> None:
    with pytest.raises(UnknownCustomer):
        await report(database, seen(999_999, "page_view"))


async def test_the_same_events_reported_at_once_move_the_stage_once(database: Database) -> None:
    customer = await enter(database)
    happened = [seen(customer.id, "view_product", minutes=n) for n in range(3)]
    told = await asyncio.gather(*(report(database, event) for event in happened * 4))
    flat = [each for one in told for each in one]
    assert sum(each.new for each in flat) == 3
    assert sum(each.stage_updated for each in flat) == 1
    async with database.reading() as session:
        assert (await people.find(session, customer.id)).stage == 2
        assert len(await timeline.moves(session, customer.id)) == 1


async def test_events_that_come_together_are_judged_as_if_each_came_by_itself(database: Database) -> None:
    keller, noura, lost = (
        await enter(database),
        await enter(database, JEDDAH),
        await enter(database, NewCustomer(name="L")),
    )
    await report(database, seen(noura.id, "view_product"), seen(noura.id, "view_product", minutes=1))
    async with database.transaction() as session:
        await session.execute(text("UPDATE customers SET lost_at = created_at WHERE id = :id"), {"id": lost.id})
    happened = [
        seen(noura.id, "view_product", minutes=1),  # known already
        seen(noura.id, "view_product", minutes=2),
        seen(999_999, "page_view"),
        seen(keller.id, "quote_requested"),
        seen(lost.id, "payment_received", minutes=3),
        seen(noura.id, "demo", minutes=-9000),
        seen(keller.id, "view_product", minutes=3),
        seen(keller.id, "quote_requested"),  # a repetition in the same batch
        seen(keller.id, "payment_received", minutes=9),
    ]
    async with database.transaction() as session:
        told = await observe_all(session, happened, by=API)
    assert told == [
        Observed(new=False, stage_updated=False, stage=1),
        Observed(new=True, stage_updated=True, stage=2),
        None,
        Observed(new=True, stage_updated=True, stage=4),
        Observed(new=True, stage_updated=False, stage=1),
        Observed(new=True, stage_updated=True, stage=3),
        Observed(new=True, stage_updated=False, stage=4),
        Observed(new=False, stage_updated=False, stage=4),
        Observed(new=True, stage_updated=True, stage=5),
    ]
    async with database.reading() as session:
        kept = {each.id: await people.find(session, each.id) for each in (keller, noura, lost)}
        moves = [(each.from_stage, each.to_stage) for each in await timeline.moves(session, keller.id)]
        written = await events.history(session, ("customer", str(keller.id)))
    assert [(kept[each.id].stage, kept[each.id].last_touch_at) for each in (keller, noura, lost)] == [
        (5, NOON + timedelta(minutes=9)),
        (3, NOON + timedelta(minutes=2)),
        (1, NOON + timedelta(minutes=3)),
    ]
    reason = kept[noura.id].stage_reason
    assert reason is not None
    assert (reason.code, reason.data["count"]) == ("demo", 1)
    assert moves == [(1, 4), (4, 5)]
    assert [(each.data["from"], each.data["to"], each.data["reason"]) for each in written] == [
        (1, 4, "quote_requested"),
        (4, 5, "payment_received"),
    ]


async def test_what_a_visitor_did_becomes_the_customers_and_nobody_elses(database: Database) -> None:
    customer, other = await enter(database), await enter(database, JEDDAH)
    async with database.transaction() as session:
        views = [
            NewEvent("view_product", NOON + timedelta(minutes=n), "web", value="KCN-40A", visitor="v1")
            for n in range(3)
        ]
        await observe_visitors(session, views)
        await observe_visitors(session, [NewEvent("download", NOON, "web", visitor="v2")])
        await timeline.hand_over(session, "v1", customer.id)
        await timeline.hand_over(session, "v1", other.id)  # taken already
        move = await apply_rules(session, customer, by=REP, rules=RULES_OF_THE_SOURCES)
    assert move is not None
    assert move.to_stage == 2
    async with database.reading() as session:
        assert await timeline.counts(session, customer.id) == {"view_product": 3}
        assert await timeline.counts(session, other.id) == {}
        assert [each.actor for each in await timeline.moves(session, customer.id)] == [str(REP)]


async def test_the_overview_counts_who_ever_reached_a_stage(database: Database) -> None:
    async with database.reading() as session:
        empty = await overview(session, "en")
    assert (empty.total, [each.count for each in empty.stages]) == (0, [0, 0, 0, 0, 0])
    for number in range(4):
        customer = await enter(database, type(JEDDAH)(name=f"n{number}"))
        for to_stage in range(2, number + 2):
            async with database.transaction() as session:
                move = StageMove(to_stage - 1, to_stage, Reason("by_hand", 0, {}), NOON)
                await people.move(session, [(customer.id, move)])
    async with database.reading() as session:
        found = await overview(session, "zh")
    assert found.total == 4
    assert [each.count for each in found.stages] == [4, 3, 2, 1, 0]
    assert [each.rate for each in found.stages] == [1, 0.75, 0.5, 0.25, 0]
    assert [each.conversion for each in found.stages] == [1, 0.75, 0.6667, 0.5, 0]
    assert len({each.name for each in found.stages}) == 5


async def test_the_number_of_an_event_that_was_deleted_is_never_given_to_another(database: Database) -> None:
    customer = await enter(database)
    newest = text("SELECT max(id) FROM behaviour_log")
    await report(database, seen(customer.id, "view_product", value="KCN-40A"))
    async with database.transaction() as session:
        given = (await session.execute(newest)).scalar_one()
        await session.execute(text("DELETE FROM behaviour_log"))
    await report(database, seen(customer.id, "view_price", value="KCN-40A"))
    async with database.reading() as session:
        assert (await session.execute(newest)).scalar_one() > given
