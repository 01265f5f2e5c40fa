"""What a quote knows of its customer: who has ordered before may pay a part in advance, whoever has not asks for a concession."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from content.catalogue.model import Company
from foundation import clock
from foundation.actor import Actor
from foundation.database import Database
from funnel.journey import close
from funnel.journey.capture import capture
from funnel.journey.observe import observe
from funnel.journey.parts import Parts
from funnel.journey.quote import dealings_of, quote
from funnel.people.model import NewCustomer
from funnel.timeline.model import NewEvent
from quoting.model import Quote, QuoteRequest, QuoteStatus, RequestedLine
from scoring.funnel_stages import rules_of
from tests.funnel.post import posting

REP = Actor.staff("rep", ["sales"])
BUYER = Actor.visitor("buyer")


@pytest.fixture
async def parts(database: Database, company: Company) -> AsyncIterator[Parts]:
    async with posting(database, company) as (parts, _):
        yield parts


async def asked(parts: Parts, *, note: str = "", nth: int = 0) -> Quote:
    company, email = await parts.company(), f"b{nth}@autowerk.example"
    async with parts.database.transaction() as session:
        new = NewCustomer(name="A. Keller", company="Autowerk", email=email, country="DE", locale="de")
        customer = (await capture(session, new, company, by=REP)).customer
        wish = QuoteRequest("de", "EUR", (RequestedLine("KAB-18", 10),), customer=customer.id, note=note)
        return await quote(session, wish, company, by=REP)


async def has_ordered(parts: Parts, customer: int | None) -> bool:
    async with parts.database.reading() as session:
        return (await dealings_of(session, QuoteRequest("de", "EUR", (), customer=customer))).has_ordered


async def test_a_part_in_advance_waits_for_approval_until_the_customer_has_ordered(parts: Parts) -> None:
    company, first = await parts.company(), await asked(parts)
    assert not await has_ordered(parts, first.customer)
    waiting = await asked(parts, note="30 % Anzahlung")
    assert waiting.status is QuoteStatus.WAITING
    assert [one["matter"] for one in waiting.authority] == ["note"]
    async with parts.database.transaction() as session:
        whom = close.Orderer("A. Keller", "Buyer", "b0@autowerk.example")
        await close.accept(session, first.number, whom, company=company, by=BUYER)
    assert await has_ordered(parts, first.customer)
    assert (await asked(parts, note="30 % Anzahlung, Rest 30 Tage netto")).status is QuoteStatus.ISSUED


@pytest.mark.parametrize(
    ("kind", "known"), [("payment_received", True), ("contract_returned", True), ("meeting", False)]
)
async def test_a_payment_on_record_tells_of_an_order_too_and_nobody_unknown_has_ordered(
    parts: Parts, kind: str, known: bool
) -> None:
    one, company = await asked(parts, nth=1), await parts.company()
    async with parts.database.transaction() as session:
        event = NewEvent(kind, clock.now(), "erp", customer_id=one.customer)
        await observe(session, event, by=REP, rules=rules_of(company))
    assert await has_ordered(parts, one.customer) is known
    assert not await has_ordered(parts, None)
