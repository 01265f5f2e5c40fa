"""One person is one customer, however often and from wherever they come in."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import text

from foundation.database import Database
from funnel.errors import UnknownCustomer
from funnel.people import repository as people
from funnel.people.model import Judgement, NewCustomer, Share
from funnel.people.repository import Selection
from scoring.model import Grade, NextAction, Reason
from tests.funnel.cast import JEDDAH, KELLER, NOON, enter

NOBODY = 2**31 - 1


async def upsert(database: Database, new: NewCustomer, minutes: int = 0) -> tuple[int, bool]:
    async with database.transaction() as session:
        customer, made = await people.upsert(session, new, at=NOON + timedelta(minutes=minutes))
    return customer.id, made


async def test_the_same_address_is_the_same_customer_and_what_was_missing_is_filled_in(database: Database) -> None:
    first, made = await upsert(database, NewCustomer(email=KELLER.email, locale="de"))
    again, made_again = await upsert(database, KELLER, minutes=5)
    assert (made, made_again, again) == (True, False, first)
    async with database.reading() as session:
        kept = await people.find(session, first)
    assert (kept.name, kept.company, kept.phone, kept.country) == ("A. Keller", "Autowerk", "+497115550100", "DE")
    assert kept.last_touch_at == NOON + timedelta(minutes=5)


async def test_what_is_known_is_not_overwritten(database: Database) -> None:
    customer = await enter(database)
    await upsert(database, replace(KELLER, name="Somebody Else", company="Other", country="FR", phone="+33123456789"))
    async with database.reading() as session:
        kept = await people.find(session, customer.id)
    assert (kept.name, kept.company, kept.country, kept.phone) == ("A. Keller", "Autowerk", "DE", "+497115550100")


async def test_a_known_phone_number_finds_the_customer_where_the_address_is_new(database: Database) -> None:
    first, _ = await upsert(database, NewCustomer(phone=KELLER.phone))
    again, made = await upsert(database, KELLER)
    assert (again, made) == (first, False)
    async with database.reading() as session:
        assert (await people.find(session, first)).email == KELLER.email


async def test_an_address_of_one_and_a_number_of_another_merge_nobody(database: Database) -> None:
    with_mail, _ = await upsert(database, NewCustomer(email=KELLER.email))
    with_phone, _ = await upsert(database, NewCustomer(phone=KELLER.phone))
    found, made = await upsert(database, KELLER)
    assert (found, made) == (with_mail, False)
    async with database.reading() as session:
        assert (await people.find(session, with_mail)).phone is None
        assert (await people.find(session, with_phone)).email is None


async def test_two_without_address_and_number_are_two(database: Database) -> None:
    assert (await upsert(database, NewCustomer(name="Noura")))[0] != (
        await upsert(database, NewCustomer(name="Noura"))
    )[0]


async def test_twenty_who_enter_the_same_contact_at_once_get_the_same_customer(database: Database) -> None:
    found = await asyncio.gather(*(upsert(database, KELLER) for _ in range(20)))
    assert len({customer for customer, _ in found}) == 1
    assert sum(made for _, made in found) == 1


async def test_an_unknown_customer_is_said(database: Database) -> None:
    async with database.transaction() as session:
        with pytest.raises(UnknownCustomer, match=str(NOBODY)):
            await people.find(session, NOBODY)
        with pytest.raises(UnknownCustomer):
            await people.find_for_update(session, NOBODY)


async def test_what_is_locked_is_read_anew(database: Database) -> None:
    customer = await enter(database)
    async with database.reading() as session:
        before = await people.find(session, customer.id)
        assert before.name == "A. Keller"
    if database.dialect == "sqlite":
        return  # one writer at a time: nobody can change a row between a look and a lock
    async with database.transaction() as session:
        await people.find(session, customer.id)
        await asyncio.create_task(upsert(database, NewCustomer(email=KELLER.email), minutes=90))
        locked = await people.find_for_update(session, customer.id)
    assert locked.last_touch_at == NOON + timedelta(minutes=90)


def judgement(grade: Grade, points: float) -> Judgement:
    return Judgement(
        grade=grade,
        points=points,
        reasons=(Reason("quantity", 7.5, {"quantity": 12}),),
        would_raise=(Reason("budget", 6, {}),),
        estimated_value=Decimal("41880.10"),
        risk_score=0.25,
        next_action=NextAction("call", "quote_hot", {"quote": "Q-1"}, NOON),
    )


async def test_a_judgement_is_kept_whole(database: Database) -> None:
    customer = await enter(database)
    async with database.transaction() as session:
        await people.judge(session, {customer.id: judgement(Grade.A, 84.5)})
        await people.set_industry(session, customer.id, "automotive")
    async with database.reading() as session:
        kept = await people.find(session, customer.id)
    assert kept.judgement == judgement(Grade.A, 84.5)
    assert kept.industry == "automotive"


async def test_the_best_leads_come_first_and_search_takes_no_wildcards(database: Database) -> None:
    keller, noura = await enter(database), await enter(database, JEDDAH, at=NOON + timedelta(hours=1))
    unjudged = await enter(database, NewCustomer(name="100% real_name", email="x@y.example"))
    async with database.transaction() as session:
        await people.judge(session, {keller.id: judgement(Grade.B, 60)})
        await people.judge(session, {noura.id: judgement(Grade.A, 80)})
    async with database.reading() as session:

        async def ids(**chosen: object) -> list[int]:
            found, total = await people.select_customers(session, Selection(**chosen))  # type: ignore[arg-type]  # a test's choice
            assert total >= len(found)
            return [customer.id for customer in found]

        assert await ids() == [noura.id, keller.id, unjudged.id]
        assert (await ids(order="newest"))[0] == noura.id
        assert await ids(order="no such order") == [noura.id, keller.id, unjudged.id]
        assert await ids(grade="B") == [keller.id]
        assert await ids(country="SA") == [noura.id]
        assert await ids(search="KELLER") == [keller.id]
        assert await ids(search="%") == [unjudged.id]
        assert await ids(search="_") == [unjudged.id]
        assert await ids(search="\\") == []
        assert await ids(limit=1, offset=1) == [keller.id]


async def test_who_stands_alike_is_counted_together(database: Database) -> None:
    keller, _ = await enter(database), await enter(database, JEDDAH)
    lost = await enter(database, NewCustomer(name="L"))
    async with database.transaction() as session:
        await people.judge(session, {each.id: judgement(Grade.B, 60) for each in (keller, lost)})
        await session.execute(text("UPDATE customers SET lost_at = created_at WHERE id = :id"), {"id": lost.id})
    async with database.reading() as session:
        found = await people.standings(session)
    value = Decimal("41880.10")
    assert sorted(found, key=str) == sorted(
        [
            Share(1, Grade.B, value, lost=False, number=1),
            Share(1, Grade.B, value, lost=True, number=1),
            Share(1, None, Decimal(0), lost=False, number=1),
        ],
        key=str,
    )
