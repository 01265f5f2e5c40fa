"""A lead belongs to somebody: given by the pack's rules or by hand, kept with its reasons, and free again when the account ends."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest

from content.catalogue.model import Company
from foundation import clock, events
from foundation.actor import Actor
from foundation.database import Database
from funnel.insights.figures import gather
from funnel.journey.capture import ContactGiven, capture_all
from funnel.journey.hand_over import NoSuchOwner, NotYours, assign_unowned, end_account, reassign
from funnel.owners import repository as owners
from funnel.people import repository as people
from funnel.people.model import NewCustomer
from funnel.people.repository import Selection
from funnel.permissions import repository as staff
from funnel.permissions.model import Member
from funnel.permissions.team import add_member
from scoring.indicators.facts import Period
from tests.funnel.cast import API

OWNER = Actor.staff("the-owner", frozenset({"owner"}))


async def member(database: Database, name: str, *roles: str) -> Member:
    await add_member(database, f"{name}@kestrel.example", name.title(), roles=roles, by=OWNER)
    async with database.reading() as session:
        found = await staff.find_by_email(session, f"{name}@kestrel.example")
    assert found is not None
    return found[0]


async def come(database: Database, company: Company, *numbers: int) -> list[int]:
    """Let buyers leave their contact at once."""
    given = [ContactGiven(NewCustomer(name=f"Buyer {n}", email=f"b{n}@buyer.example", country="DE")) for n in numbers]
    async with database.transaction() as session:
        return [each.customer.id for each in await capture_all(session, given, company, by=API)]


async def owner_of(database: Database, customer: int) -> str | None:
    async with database.reading() as session:
        return (await people.find(session, customer)).owner_id


async def test_new_leads_are_given_in_turn_also_when_they_come_at_once(database: Database, company: Company) -> None:
    anna, jun = await member(database, "anna", "sales"), await member(database, "jun", "sales")
    await member(database, "boss", "supervisor")
    came = await come(database, company, 1, 2, 3)
    for number in range(4, 10):
        came += await come(database, company, number)
    assert Counter([await owner_of(database, each) for each in came]) in (
        {anna.id: 5, jun.id: 4},
        {anna.id: 4, jun.id: 5},
    )
    again = await come(database, company, 1)
    assert again == came[:1]
    async with database.reading() as session:
        (first,) = await owners.history(session, came[0])  # a second contact gives nobody anything
        told = await events.history(session, ("customer", str(came[0])))
    assert (first.reason.code, first.actor) == ("owner_by_rule", "system:assignment")
    assert [each.data["owner"] for each in told if each.name == "owner_changed"] == [first.owner]


async def test_without_staff_a_lead_belongs_to_nobody_until_it_is_distributed(
    database: Database, company: Company
) -> None:
    (lead,) = await come(database, company, 1)
    assert await owner_of(database, lead) is None
    anna = await member(database, "anna", "sales")
    async with database.transaction() as session:
        assert await assign_unowned(session, company) == 1
    assert await owner_of(database, lead) == anna.id


async def test_a_rep_takes_what_is_free_hands_on_what_is_theirs_and_touches_nothing_else(
    database: Database, company: Company
) -> None:
    (lead,) = await come(database, company, 1)
    anna, jun = await member(database, "anna", "sales"), await member(database, "jun", "sales")
    boss = await member(database, "boss", "supervisor")
    async with database.transaction() as session:
        with pytest.raises(NotYours):  # what is free is taken for oneself, not for others
            await reassign(session, lead, jun.id, note="", member=anna)
        assert await reassign(session, lead, anna.id, note="", member=anna)
        with pytest.raises(NotYours):
            await reassign(session, lead, jun.id, note="mine", member=jun)
        with pytest.raises(NoSuchOwner):
            await reassign(session, lead, "nobody-of-us", note="", member=boss)
        assert await reassign(session, lead, jun.id, note="speaks Japanese", member=anna)
        assert not await reassign(session, lead, jun.id, note="again", member=boss)
    async with database.reading() as session:
        kept = await owners.history(session, lead)
        anna_sees, _ = await people.select_customers(session, Selection(owner=anna.id))
        jun_sees, total = await people.select_customers(session, Selection(owner=jun.id))
    assert [(each.owner, each.reason.data["note"]) for each in kept] == [(anna.id, ""), (jun.id, "speaks Japanese")]
    assert (anna_sees, [each.id for each in jun_sees], total) == ([], [lead], 1)


async def test_when_an_account_ends_its_leads_are_free(database: Database, company: Company) -> None:
    anna = await member(database, "anna", "sales")
    came = await come(database, company, 1, 2)
    await end_account(database, anna.id, by=OWNER)
    assert [await owner_of(database, each) for each in came] == [None, None]
    async with database.reading() as session:
        assert [each.owner for each in await owners.history(session, came[0])] == [anna.id, None]
    jun = await member(database, "jun", "sales")
    assert await owner_of(database, (await come(database, company, 3))[0]) == jun.id


async def test_reports_count_a_lead_for_whom_it_belonged_to_then(database: Database, company: Company) -> None:
    anna = await member(database, "anna", "sales")
    (lead,) = await come(database, company, 1)
    jun, boss = await member(database, "jun", "sales"), await member(database, "boss", "supervisor")
    before = clock.now()
    async with database.transaction() as session:
        await reassign(session, lead, jun.id, note="", member=boss)
    day = timedelta(days=1)
    async with database.reading() as session:
        earlier = await gather(session, company, Period(before - day, before))
        later = await gather(session, company, Period(before - day, before + day))
    assert [each.rep for each in earlier.customers] == [anna.id]
    assert [each.rep for each in later.customers] == [jun.id]
    (customer,) = later.customers
    assert later.carried_to(customer, 1) == anna.id  # she had it when it came
    assert later.carried_to(customer, 2) == jun.id
