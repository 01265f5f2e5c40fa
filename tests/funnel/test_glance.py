"""The desk's overview is kept for some seconds, but never past something that happened."""

from content.catalogue.model import Company
from foundation import events
from foundation.actor import Actor
from foundation.database import Database
from funnel.insights.glance import overview_at_a_glance
from funnel.people import repository as people
from funnel.people.model import NewCustomer
from funnel.people.repository import Selection
from tests.funnel.cast import enter

BY = Actor.system("test")


async def total(database: Database, company: Company) -> int:
    async with database.reading() as session:
        return (await overview_at_a_glance(session, "de", company)).total


async def test_what_was_read_is_kept_until_something_happens(database: Database, company: Company) -> None:
    customer = await enter(database)
    assert await total(database, company) == 1
    async with database.transaction() as session:
        await people.upsert(session, NewCustomer(email="second@works.example"), at=customer.created_at)
    assert await total(database, company) == 1
    async with database.transaction() as session:
        await events.record(session, "customer_entered", subject=("customer", "2"), by=BY, data={})
    assert await total(database, company) == 2


async def test_a_search_counts_all_that_it_finds_on_every_page(database: Database) -> None:
    customer = await enter(database)
    async with database.transaction() as session:
        for number in range(5):
            new = NewCustomer(email=f"seeker{number}@works.example")
            await people.upsert(session, new, at=customer.created_at)
    async with database.reading() as session:
        for offset, shown in ((0, 2), (4, 1), (6, 0)):
            wanted = Selection(search="seeker", limit=2, offset=offset)
            found, number = await people.select_customers(session, wanted)
            assert (len(found), number) == (shown, 5)
