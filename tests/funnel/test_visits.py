"""Visits add up as they come, paths are deleted when their time is over, and the figures are those of the raw events."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from sqlalchemy import text

from advisor.memory import Conversation
from advisor.ports import ModelCall
from foundation import clock
from foundation.database import Database
from funnel.conversations import repository as conversations
from funnel.insights.behaviour import forms, heatmap, selector_steps, site_behaviour
from funnel.journey.observe import observe_visitors
from funnel.journey.parts import Parts, Retention
from funnel.journey.visit import SOURCE, agree, forget_old, keep_visits
from funnel.people import repository as people
from funnel.speech import repository as speech
from funnel.speech.model import Block
from funnel.timeline.model import NewEvent
from funnel.visits.model import Box, Click, Counted, Days, Seen, Visit
from funnel.visits.repository import counting, reading, visitors
from tests.funnel.cast import enter

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
DAY = NOON.date()
SEED = 11


async def keep(database: Database, *came: Visit) -> None:
    async with database.transaction() as session:
        await keep_visits(session, came)


def seen(
    number: int | str, kind: str = "page_view", value: str | None = None, *, at: datetime = NOON, amount: float = 0
) -> Seen:
    return Seen(f"event-{number}", kind, at, value, amount)


def visit(*events: Seen, page: str = "/de/products/kcn-40a", **more: object) -> Visit:
    return replace(Visit(page, page.split("/")[1], events), **more)  # type: ignore[arg-type]  # fields of a visit


async def test_the_figures_are_those_of_the_raw_events(database: Database) -> None:
    chance = Random(SEED)
    pages = ["/de/products/kcn-40a", "/en/products/kcp-70", "/ar/about"]
    came: list[Visit] = []
    for number in range(120):
        page = chance.choice(pages)
        when = NOON - timedelta(days=chance.randrange(4))
        events = [seen(f"{number}-v", at=when), seen(f"{number}-d", "dwell", at=when, amount=chance.randrange(60))]
        if "products" in page and chance.random() < 0.8:
            events.append(seen(f"{number}-p", "view_product", page.rsplit("/", 1)[1].upper(), at=when))
        origin = chance.choice(["direct", "ai:chatgpt", None])
        came.append(visit(*events, page=page, origin=origin, country=chance.choice(["DE", "CN"])))
    for start in range(0, 120, 7):
        await keep(database, *came[start : start + 7], *came[:3])  # some come again
    days = Days(DAY - timedelta(days=2), DAY)
    inside = [one for one in came if days.first <= one.events[0].at.date() <= days.last]
    async with database.reading() as session:
        told = await site_behaviour(session, days)
    assert told.totals.page_views == len(inside)
    assert told.totals.visits == sum(one.origin is not None for one in inside)
    assert told.totals.product_views == sum(len(one.events) == 3 for one in inside)
    assert told.totals.seconds == pytest.approx(sum(one.events[1].amount for one in inside) / len(inside))
    assert {line.page: line.views for line in told.pages} == {
        page: sum(one.page == page for one in inside) for page in pages
    }
    assert {each.key: each.count for each in told.countries} == {
        code: sum(one.country == code for one in inside) for code in ("DE", "CN")
    }
    assert sum(each.page_views for each in told.by_day) == len(inside)
    assert [each.day for each in told.by_day] == [days.first + timedelta(days=one) for one in range(3)]


async def test_no_history_at_all_is_told_in_zeros(database: Database) -> None:
    async with database.reading() as session:
        told = await site_behaviour(session, Days(DAY, DAY))
        found = await heatmap(session, "/de/", "wide", days=Days(DAY, DAY))
    assert (told.totals.page_views, told.totals.seconds, told.pages, found.clicks) == (0, 0.0, (), 0)


async def test_clicks_of_the_two_layouts_are_two_pictures(database: Database) -> None:
    click = Seen("event-1", "click", NOON, click=Click(0.999, 47, "main>a", Box(0.9, 40, 0.1, 20)))
    again = replace(click, id="event-2")
    await keep(database, visit(click, again), visit(replace(click, id="event-3"), layout="narrow"))
    async with database.reading() as session:
        wide = await heatmap(session, "/de/products/kcn-40a", "wide", days=Days(DAY, DAY))
        narrow = await heatmap(session, "/de/products/kcn-40a", "narrow", days=Days(DAY, DAY))
    assert [(one.column, one.row, one.count) for one in wide.squares] == [(49, 1, 2)]
    assert (narrow.clicks, narrow.elements[0].path) == (1, "main>a")


def test_where_the_selector_and_forms_are_left() -> None:
    steps = selector_steps([Counted("1", 100, 0), Counted("2", 60, 0), Counted("3", 60, 0)])
    assert [(step.step, step.seen, round(step.left, 2)) for step in steps] == [
        (1, 100, 0.4),
        (2, 60, 0.0),
        (3, 60, 0.0),
    ]
    [form] = forms(
        [Counted("inquiry", 8, 0)],
        [Counted("inquiry", 2, 0)],
        [Counted("inquiry:email", 3, 0), Counted("other:x", 9, 0)],
    )
    assert (form.started, form.sent, form.left, [(one.key, one.count) for one in form.left_at]) == (
        8,
        2,
        0.75,
        [("email", 3)],
    )
    assert selector_steps([]) == ()


async def test_paths_go_when_their_time_is_over_and_the_counts_stay(database: Database) -> None:
    now = clock.now()
    customer = await enter(database)

    async def path(visitor: str, days: int, customer_id: int | None, source: str = SOURCE) -> None:
        at = now - timedelta(days=days, hours=1)
        async with database.transaction() as session:
            await observe_visitors(session, [NewEvent("page_view", at, source, "/de/", customer_id, visitor)])

    await path("v-new", 29, None)
    await path("v-old", 30, None)
    await path("v-customer", 31, customer.id)
    await path("v-customer-old", 366, customer.id)
    await path("v-advisor-old", 366, customer.id, "advisor")  # of a conversation, not of consent
    await keep(database, visit(seen(1, at=now - timedelta(days=400))))
    async with database.transaction() as session:
        await counting.take(session, ["old-event-id"], (now - timedelta(days=4)).date())
        await agree(session, "v-new")
    parts = Parts(database, *[None] * 6, "https://a.example", "secret", retention=Retention(30, 365))  # type: ignore[arg-type]  # no other part is touched
    forgotten = await forget_old(parts)
    nothing_said = {"model_calls": 0, "held_back": 0}
    assert forgotten == {
        "paths": 1,
        "customer_paths": 1,
        "ids": 1,
        "visitors": 0,
        "mail_signs": 0,
        "mail_fetches": 0,
        **nothing_said,
    }
    async with database.reading() as session:
        left = (
            await session.execute(text("SELECT visitor FROM behaviour_log WHERE visitor IS NOT NULL ORDER BY visitor"))
        ).scalars()
        assert list(left) == ["v-advisor-old", "v-customer", "v-new"]
        counts = await reading.counted(session, "page", "page_view", days=Days(date(2020, 1, 1), now.date()), most=5)
        assert sum(each.count for each in counts) == 1
        assert (await people.find(session, customer.id)).stage == customer.stage
    assert not any((await forget_old(parts)).values())


async def test_calls_of_models_and_claims_held_back_go_when_their_time_is_over(database: Database) -> None:
    now = clock.now()
    call = ModelCall("m", "reword", "answered", 100, 10, 10, None)
    async with database.transaction() as session:
        await conversations.start(session, Conversation(id="c1", locale="en", site_locale="en"), visitor="v1", at=now)
        for days in (0, 9, 11, 400):
            at = now - timedelta(days=days, hours=1)
            await speech.add_calls(session, [call], visitor="v1", at=at)
            await speech.add_blocks(
                session, [Block("price", "1 USD", "model", "repaired")], conversation_id="c1", locale="en", at=at
            )
    kept = Retention(model_call_days=10, block_days=100)
    parts = Parts(database, *[None] * 6, "https://a.example", "secret", retention=kept)  # type: ignore[arg-type]  # no other part is touched
    forgotten = await forget_old(parts)
    assert (forgotten["model_calls"], forgotten["held_back"]) == (2, 1)
    async with database.reading() as session:
        assert (await speech.spent(session, now - timedelta(days=500))).tokens == 2 * 20
        assert (await speech.blocks(session, limit=10, offset=0))[1] == 3


async def test_of_a_customer_who_agreed_the_stage_moves_by_what_they_do_on_the_site(database: Database) -> None:
    customer = await enter(database)
    async with database.transaction() as session:
        await agree(session, "v1")
        await visitors.know(session, "v1", customer.id)
    views = [seen(number, "view_product", "KCN-40A", at=NOON + timedelta(seconds=number)) for number in range(3)]
    await keep(database, *(visit(one, visitor="v1") for one in views))
    async with database.reading() as session:
        assert (await people.find(session, customer.id)).stage == 2
