"""A buyer is reminded once before an open quote ends, never after an answer; a quote is sent again when a person asks for it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from content.catalogue.model import Company
from foundation import clock, events
from foundation.actor import Actor
from foundation.database import Database
from foundation.locales import LOCALES
from funnel.journey import close, revise
from funnel.journey.capture import capture
from funnel.journey.deliver import mail_quote
from funnel.journey.dispatch import send
from funnel.journey.parts import Parts
from funnel.journey.quote import quote
from funnel.journey.resend import remind, send_again
from funnel.mails import repository as mails
from funnel.mails.kinds import QUOTE_AGAIN, REMINDER
from funnel.mails.model import MailState, OutgoingMail
from funnel.people.model import NewCustomer
from quoting.answers.errors import NoAddress, QuoteRefused
from quoting.model import Quote, QuoteRequest, RequestedLine
from quoting.wish import Wish
from tests.funnel.post import PostOffice, posting, text_of

BY = Actor.staff("rep", ["sales"])
MORNING = datetime(2026, 5, 5, 8, 30, tzinfo=UTC)
"""A Tuesday in working hours of Germany."""


@pytest.fixture
async def house(database: Database, company: Company) -> AsyncIterator[tuple[Parts, PostOffice]]:
    at(MORNING)
    async with posting(database, company) as parts:
        yield parts
    clock.shift(timedelta(0))


def at(moment: datetime) -> None:
    clock.shift(timedelta(0))
    clock.shift(moment - clock.now())


async def made(parts: Parts, *, locale: str = "de", **known: Any) -> Quote:
    company = await parts.company()
    email = f"{locale}{known.pop('nth', '')}@autowerk.example"
    new = NewCustomer(name="A. Keller", email=email, country="DE", locale=locale, **known)
    async with parts.database.transaction() as session:
        customer = (await capture(session, new, company, by=BY)).customer
        recipient = {"name": "A. Keller", "email": email}
        wish = QuoteRequest(locale, "EUR", (RequestedLine("KAB-18", 10),), customer=customer.id, recipient=recipient)
        return await quote(session, wish, company, by=BY)


async def reminded(parts: Parts) -> int:
    async with parts.database.transaction() as session:
        return await remind(session, await parts.company())


async def mails_of(parts: Parts, one: Quote, purpose: str) -> list[OutgoingMail]:
    assert one.customer is not None
    async with parts.database.reading() as session:
        return [mail for mail in await mails.of_customer(session, one.customer) if mail.purpose == purpose]


def before_its_end(one: Quote, days: int) -> datetime:
    return datetime(one.valid_until.year, one.valid_until.month, one.valid_until.day, 8, 30, tzinfo=UTC) - timedelta(
        days
    )


async def test_an_open_quote_is_reminded_of_once_some_days_before_it_ends(house: tuple[Parts, PostOffice]) -> None:
    parts, office = house
    one = await made(parts)
    at(before_its_end(one, 6))
    assert await reminded(parts) == 0
    at(before_its_end(one, 5))
    assert [await reminded(parts) for _ in range(3)] == [1, 0, 0]
    (mail,) = await mails_of(parts, one, REMINDER)
    at(before_its_end(one, 1).replace(hour=8))
    await send(parts, mail.id)
    (left,) = [message for message in office.taken if "läuft bald ab" in message["Subject"]]
    assert f"/de/quotes/{one.number}?key=" in text_of(left)
    assert "List-Unsubscribe" in left
    async with parts.database.reading() as session:
        names = [event.name for event in await events.history(session, ("quote", one.id))]
    assert names.count("quote_reminded") == 1


async def test_nobody_is_reminded_of_what_was_answered_replaced_or_is_over(house: tuple[Parts, PostOffice]) -> None:
    parts, office = house
    company = await parts.company()
    ordered, refused, revised, late = [await made(parts, nth=nth) for nth in range(4)]
    async with parts.database.transaction() as session:
        whom = close.Orderer("A", "B", "a@b.example")
        await close.accept(session, ordered.number, whom, company=company, by=BY)
        await close.refuse(session, refused.number, "price", company=company, by=BY)
    at(before_its_end(ordered, 10))
    async with parts.database.transaction() as session:
        newer = await revise.revise(session, revised.number, Wish(), company=company, by=BY)
    assert newer.valid_until > revised.valid_until
    at(before_its_end(late, -1))
    assert await reminded(parts) == 0
    at(before_its_end(late, 3))
    assert await reminded(parts) == 1
    async with parts.database.transaction() as session:
        await close.refuse(session, late.number, "other", company=company, by=BY)
    (mail,) = await mails_of(parts, late, REMINDER)
    await send(parts, mail.id)
    (kept,) = await mails_of(parts, late, REMINDER)
    assert (kept.state, office.taken) == (MailState.WITHHELD, []), "answered between posting and sending"


async def test_a_pack_decides_when_and_whether_to_remind(database: Database, company: Company) -> None:
    at(MORNING)
    for days, expected in ((0, 0), (12, 2)):  # the first quote, of which nothing was said, is due too
        terms = company.terms.model_copy(update={"remind_days_before_end": days})
        async with posting(database, company.model_copy(update={"terms": terms})) as (parts, _):
            one = await made(parts, nth=days)
            at(before_its_end(one, 12))
            assert await reminded(parts) == expected
        at(MORNING)
    clock.shift(timedelta(0))


@pytest.mark.parametrize("locale", LOCALES)
async def test_a_reminder_is_written_in_the_buyers_language(house: tuple[Parts, PostOffice], locale: str) -> None:
    parts, office = house
    one = await made(parts, locale=locale)
    at(before_its_end(one, 4))
    await reminded(parts)
    (mail,) = await mails_of(parts, one, REMINDER)
    at(before_its_end(one, 1))
    await send(parts, mail.id)
    (message,) = office.taken
    assert one.number in message["Subject"]
    assert (message["Content-Language"] or "").startswith(locale)


async def test_a_person_sends_a_quote_again_and_each_sending_is_a_mail_of_its_own(
    house: tuple[Parts, PostOffice],
) -> None:
    parts, office = house
    company = await parts.company()
    one = await made(parts)
    for _ in range(2):
        async with parts.database.transaction() as session:
            await send_again(session, one.number, company=company, by=BY)
            await send_again(session, one.number, company=company, by=BY)
        (mail,) = await mails_of(parts, one, QUOTE_AGAIN)
        await mail_quote(parts, mail.id)
    assert len(office.taken) == 2, "what is on its way is not sent twice"
    assert len({message["Message-ID"] for message in office.taken}) == 2
    async with parts.database.transaction() as session:
        await close.refuse(session, one.number, "price", company=company, by=BY)
    with pytest.raises(QuoteRefused):
        async with parts.database.transaction() as session:
            await send_again(session, one.number, company=company, by=BY)


async def test_without_an_address_nothing_can_be_sent_again(house: tuple[Parts, PostOffice]) -> None:
    parts, _ = house
    company = await parts.company()
    async with parts.database.transaction() as session:
        one = await quote(session, QuoteRequest("de", "EUR", (RequestedLine("KAB-18", 10),)), company, by=BY)
        with pytest.raises(NoAddress):
            await send_again(session, one.number, company=company, by=BY)


async def test_a_quote_that_was_replaced_before_its_mail_left_is_not_sent(house: tuple[Parts, PostOffice]) -> None:
    parts, office = house
    one = await made(parts)
    async with parts.database.transaction() as session:
        await revise.revise(session, one.number, Wish(), company=await parts.company(), by=BY)
    for mail in await mails_of(parts, one, "quote"):
        await mail_quote(parts, mail.id)
    assert [message["Subject"].count(f"{one.number}-2") for message in office.taken] == [1]
