"""A contact becomes a lead at once and once: graded, staged, with everything seen before, and with the CRM's job."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from advisor.model import Conversation
from content.catalogue.model import Company
from foundation import clock, events
from foundation.actor import Actor
from foundation.database import Database
from foundation.ids import new_id
from funnel.conversations import repository as conversations
from funnel.crm import repository as crm
from funnel.crm.model import CrmState
from funnel.errors import ContactMissing
from funnel.journey.capture import Captured, ContactGiven, capture, capture_all
from funnel.journey.observe import observe_visitors
from funnel.journey.quote import quote
from funnel.mails import repository as mails
from funnel.people import repository as people
from funnel.people.model import NewCustomer
from funnel.timeline import repository as timeline
from funnel.timeline.model import NewEvent
from quoting import repository as quotes
from quoting.model import Quote, QuoteRequest, RequestedLine
from scoring.model import Grade
from tests.funnel.cast import KELLER, NOON

VISITOR = Actor.visitor("v1")


async def take(database: Database, company: Company, new: NewCustomer = KELLER, **more: str) -> Captured:
    async with database.transaction() as session:
        return await capture(session, new, company, by=VISITOR, **more)


async def jobs(database: Database, name: str) -> int:
    """Count the jobs of a name that wait in the database."""
    table = "dbos.workflow_status" if database.dialect == "postgresql" else "workflow_status"
    async with database.reading() as session:
        found = await session.execute(text(f"SELECT count(*) FROM {table} WHERE name = :name"), {"name": name})
        return int(found.scalar_one())


async def talk(database: Database) -> str:
    """Begin a conversation of the visitor and return its id."""
    memory = Conversation(id=new_id(), locale="de", site_locale="de")
    async with database.transaction() as session:
        await conversations.start(session, memory, visitor="v1", at=clock.now())
    return memory.id


async def test_a_lead_has_grade_stage_history_and_a_push_that_waits(database: Database, company: Company) -> None:
    async with database.transaction() as session:
        views = [NewEvent("view_product", NOON, "web", value=f"KCN-{number}", visitor="v1") for number in range(3)]
        await observe_visitors(session, views)
    conversation = await talk(database)
    captured = await take(database, company, visitor="v1", conversation_id=conversation)
    assert captured.created
    assert captured.customer.stage == 2
    assert captured.judgement.grade in set(Grade)
    assert captured.judgement.reasons
    assert captured.customer.judgement == captured.judgement
    async with database.reading() as session:
        assert (await timeline.counts(session, captured.customer.id)) == {"view_product": 3, "form_submit": 1}
        assert [each.memory.id for each in await conversations.of_customer(session, captured.customer.id)] == [
            conversation
        ]
        written = await events.history(session, ("customer", str(captured.customer.id)))
        link = await crm.find(session, captured.customer.id)
    assert [(each.name, each.actor) for each in written] == [("lead_captured", VISITOR), ("stage_moved", VISITOR)]
    assert link is not None
    assert link.state is CrmState.PENDING
    assert await jobs(database, "push_lead") == 1


async def test_what_is_rolled_back_leaves_neither_lead_nor_job(database: Database, company: Company) -> None:
    with pytest.raises(KeyError):
        async with database.transaction() as session:
            await capture(session, KELLER, company, by=VISITOR)
            raise KeyError
    assert await jobs(database, "push_lead") == 0
    assert (await take(database, company)).created


async def test_nobody_without_a_name_an_address_or_a_number(sqlite_database: Database, company: Company) -> None:
    with pytest.raises(ContactMissing):
        await take(sqlite_database, company, NewCustomer(company="Autowerk"))


async def test_the_same_contact_entered_at_once_is_one_lead(database: Database, company: Company) -> None:
    found = await asyncio.gather(*(take(database, company) for _ in range(8)))
    assert len({each.customer.id for each in found}) == 1
    assert sum(each.created for each in found) == 1
    async with database.reading() as session:
        written = await events.history(session, ("customer", str(found[0].customer.id)))
    assert sorted(each.name for each in written) == ["contact_confirmed"] * 7 + ["lead_captured"]


def wish(conversation: str | None, customer: int | None, quantity: int = 12) -> QuoteRequest:
    return QuoteRequest(
        locale="de",
        currency="EUR",
        lines=(RequestedLine("KCN-40A", quantity),),
        conversation=conversation,
        customer=customer,
        recipient={"email": KELLER.email},
    )


async def test_the_same_wish_said_again_is_the_same_quote_and_one_mail(database: Database, company: Company) -> None:
    conversation = await talk(database)
    captured = await take(database, company, conversation_id=conversation)

    async def ask(request: QuoteRequest) -> Quote:
        async with database.transaction() as session:
            return await quote(session, request, company, by=VISITOR)

    unknown = await ask(wish(conversation, None))
    assert (await ask(wish(conversation, None))).number == unknown.number
    first = await ask(wish(conversation, captured.customer.id))
    again = await ask(wish(conversation, captured.customer.id))
    assert first.number == again.number == unknown.number
    more = await ask(wish(conversation, captured.customer.id, quantity=13))
    dearer = await ask(replace(wish(conversation, captured.customer.id), incoterm="CIF Hamburg"))
    assert len({first.number, more.number, dearer.number}) == 3
    async with database.reading() as session:
        assert len(await quotes.list_quotes(session, customer=captured.customer.id)) == 3
        sent = await mails.of_customer(session, captured.customer.id)
    assert sorted(each.about for each in sent) == sorted({first.number, more.number, dearer.number})
    assert await jobs(database, "mail_quote") == 3


async def test_contacts_entered_together_are_the_leads_they_would_be_alone(
    database: Database, company: Company
) -> None:
    known = await take(database, company)
    noura = NewCustomer(name="Noura", email="buyer@jeddah.example", country="SA", locale="ar")
    given = [ContactGiven(noura), ContactGiven(KELLER), ContactGiven(replace(noura, company="Najd Steel"))]
    async with database.transaction() as session:
        told = await capture_all(session, given, company, by=VISITOR)
    assert [each.created for each in told] == [True, False, False]
    assert told[1].customer.id == known.customer.id
    assert told[0].customer == told[2].customer
    assert told[0].customer.company == "Najd Steel"
    async with database.reading() as session:
        kept = [await people.find(session, each.customer.id) for each in told]
        revisions = await crm.find_many(session, [each.customer.id for each in told])
    assert [each.judgement for each in kept] == [each.judgement for each in told]
    assert {each: link.revision for each, link in revisions.items()} == {known.customer.id: 2, told[0].customer.id: 1}
    assert await jobs(database, "push_lead") == 3
    alone = await take(database, company, replace(noura, email="sales@najd.example", company="Najd Steel"))
    assert alone.judgement.grade is told[0].judgement.grade


async def test_stages_follow_everything_that_ever_happened_however_much_it_is(
    database: Database, company: Company
) -> None:
    async with database.transaction() as session:
        old = [NewEvent("view_product", NOON, "web", value=f"KCN-{number}", visitor="v1") for number in range(3)]
        many = [NewEvent("page_view", NOON + timedelta(minutes=n), "web", visitor="v1") for n in range(1, 250)]
        await observe_visitors(session, [*old, *many])
    captured = await take(database, company, visitor="v1")
    assert captured.customer.stage == 2
    assert captured.customer.stage_reason is not None
    assert captured.customer.stage_reason.data["count"] == 3
