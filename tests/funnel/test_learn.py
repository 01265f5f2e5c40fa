"""Our own outcomes teach: customers as they stood before, without what came with the outcome; used where it beats the rules."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update

from content.catalogue.model import Company
from foundation import clock, events
from foundation.actor import Actor
from foundation.database import Database
from funnel.journey.capture import capture
from funnel.journey.judge import learned_score
from funnel.journey.learn import learn_from_outcomes
from funnel.people import repository as people
from funnel.people.model import NewCustomer
from funnel.people.tables import CustomerRow
from funnel.scores import repository as scores
from funnel.timeline import repository as timeline
from funnel.timeline.model import NewEvent
from scoring.learning.errors import TooLittle

BY = Actor.system("test")


async def outcomes(database: Database, company: Company, count: int) -> None:
    """Make customers of whom those with a telephone were won and the others lost, all a month after they came."""
    came, ended = clock.now() - timedelta(days=40), clock.now() - timedelta(days=10)
    async with database.transaction() as session:
        for number in range(count):
            won = number % 2 == 0
            phone = f"+4971155{number:05}" if won != (number % 20 == 0) else None
            firm, country = ("Werk" if number % 3 else None), ("DE" if number % 5 > 1 else None)
            mail = f"b{number}@werk{number}.example"
            new = NewCustomer(f"Buyer {number}", company=firm, email=mail, phone=phone, country=country, locale="de")
            customer = (await capture(session, new, company, by=BY)).customer
            late = [NewEvent("payment_received", ended, "erp", customer_id=customer.id)] if won else []
            late += [
                NewEvent("view_product", ended, "web", value=f"P{place}", customer_id=customer.id) for place in range(9)
            ]
            await timeline.add_events(session, late, received_at=ended)
            state = {"stage": 5, "stage_at": ended} if won else {"lost_at": ended}
            await session.execute(
                update(CustomerRow).where(CustomerRow.id == customer.id).values(created_at=came, **state)
            )


async def test_without_outcomes_the_rules_stand(database: Database, company: Company) -> None:
    with pytest.raises(TooLittle, match="the rules stand"):
        await learn_from_outcomes(database, company, by=BY, progress=print)
    async with database.reading() as session:
        assert await learned_score(session) is None


async def test_what_was_learned_grades_open_customers_and_says_how_likely_an_order_is(
    database: Database, company: Company
) -> None:
    await outcomes(database, company, 80)
    async with database.transaction() as session:
        new = NewCustomer(name="Open", email="open@werk.example", phone="+497115551234", locale="de")
        waiting = (await capture(session, new, company, by=BY)).customer
    learned = await learn_from_outcomes(database, company, by=BY, progress=print)
    assert learned.better
    assert set(learned.model.left_out) >= {"behaviour", "quote_requested"}, (
        "what came with the outcome was learned from"
    )
    async with database.reading() as session:
        kept = await scores.in_force(session)
        customer = await people.find(session, waiting.id)
        [told] = await events.history(session, ("score", kept.made_at.isoformat() if kept else ""))
    assert kept is not None
    assert (kept.customers, told.data["in_force"]) == (80, True)
    assert customer.judgement is not None
    assert customer.judgement.points > 75
    assert customer.judgement.reasons[0].code == "phone_given"
    async with database.transaction() as session:
        new = NewCustomer(name="Silent", email="silent@werk.example", locale="de")
        other = await capture(session, new, company, by=BY)
    assert other.judgement.points < 25
    assert other.judgement.would_raise[0].code == "phone_given"


async def test_invented_customers_teach_nothing(database: Database, company: Company) -> None:
    await outcomes(database, company, 60)
    async with database.transaction() as session:
        await session.execute(update(CustomerRow).values(demo=True))
    with pytest.raises(TooLittle, match="0 customers won"):
        await learn_from_outcomes(database, company, by=BY, progress=print)
