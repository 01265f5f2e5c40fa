"""An order counts once, by the mailed link; buyer and sales hear of it by mail, each in their language."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator

import pytest

from content.catalogue.model import Company
from foundation.actor import Actor
from foundation.database import Database
from foundation.locales import LOCALES
from funnel.journey import close, order, revise
from funnel.journey.capture import capture
from funnel.journey.dispatch import send
from funnel.journey.parts import Parts
from funnel.journey.quote import quote
from funnel.mails import repository as mails
from funnel.mails.kinds import ASKED, ORDER, ORDERED, RECEIVED, REFUSED
from funnel.mails.model import MailState, OutgoingMail
from funnel.people import repository as people
from funnel.people.model import NewCustomer
from quoting.answers import repository as answers
from quoting.answers.errors import AskedTooOften, QuoteAccepted, QuoteRefused, StateError
from quoting.errors import QuoteNotFound
from quoting.issue import require_quote
from quoting.model import Quote, QuoteRequest, QuoteStatus, RequestedLine
from quoting.wish import Wish
from tests.funnel.post import PostOffice, posting, text_of

BUYER = Actor.visitor("buyer")
ANNA = close.Orderer("Anna Keller", "Head of purchasing", "anna@autowerk.example")


@pytest.fixture
async def house(database: Database, company: Company) -> AsyncIterator[tuple[Parts, PostOffice]]:
    async with posting(database, company) as parts:
        yield parts


async def made(parts: Parts, *, locale: str = "de", nth: int = 0) -> Quote:
    company = await parts.company()
    new = NewCustomer(name="A. Keller", email=f"{locale}{nth}@autowerk.example", country="DE", locale=locale)
    async with parts.database.transaction() as session:
        customer = (await capture(session, new, company, by=BUYER)).customer
        wish = QuoteRequest(locale, "EUR", (RequestedLine("KAB-18", 10),), customer=customer.id)
        return await quote(session, wish, company, by=BUYER)


async def ask(parts: Parts, one: Quote, locale: str = "de") -> str:
    async with parts.database.transaction() as session:
        company = await parts.company()
        wish = await order.ask_to_accept(session, one.number, ANNA, company=company, locale=locale, by=BUYER)
        return wish.id


async def confirm(parts: Parts, one: Quote, wish: str) -> Quote:
    async with parts.database.transaction() as session:
        return await order.confirm_order(session, one.number, wish, company=await parts.company(), by=BUYER)


async def mails_about(parts: Parts, purpose: str, about: str) -> list[OutgoingMail]:
    async with parts.database.reading() as session:
        return [mail for mail in await mails.about(session, [about]) if mail.purpose == purpose]


async def deliver(parts: Parts, office: PostOffice, purpose: str, about: str, recipient: str) -> str:
    """Send the mail of a purpose and return what it says."""
    (mail,) = await mails_about(parts, purpose, about)
    assert mail.recipient == recipient
    before = len(office.taken)
    await send(parts, mail.id)
    assert len(office.taken) == before + 1
    return f"{office.taken[-1]['Subject']}\n{text_of(office.taken[-1])}"


async def test_a_link_used_twice_at_once_is_one_order_and_the_customer_is_won(house: tuple[Parts, PostOffice]) -> None:
    parts, _ = house
    one = await made(parts)
    wish, second = await ask(parts, one), await ask(parts, one)
    outcomes = await asyncio.gather(
        *(confirm(parts, one, each) for each in (wish, wish, second)), return_exceptions=True
    )
    lost = [each for each in outcomes if isinstance(each, BaseException)]
    assert [type(each) for each in lost] == [QuoteAccepted] * 2
    assert one.customer is not None
    async with parts.database.reading() as session:
        assert (await people.find(session, one.customer)).stage == 5
        kept = [await answers.find_acceptance(session, each) for each in (wish, second)]
    told = [await mails_about(parts, purpose, one.number) for purpose in (ORDERED, RECEIVED)]
    assert [each is not None and each.confirmed_at is not None for each in kept].count(True) == 1
    assert [len(each) for each in told] == [1, 1]


async def test_wishes_orders_and_revisions_at_once_never_wait_in_a_circle(house: tuple[Parts, PostOffice]) -> None:
    parts, _ = house
    company = await parts.company()
    for nth in range(3):
        one = await made(parts, nth=nth)
        wish = await ask(parts, one)

        async def revised(number: str = one.number) -> Quote:
            async with parts.database.transaction() as session:
                return await revise.revise(session, number, Wish(), company=company, by=BUYER)

        doing = [confirm(parts, one, wish), revised(), *(ask(parts, one) for _ in range(4))]
        outcomes = await asyncio.gather(*doing, return_exceptions=True)
        lost = [each for each in outcomes if isinstance(each, BaseException)]
        assert all(isinstance(each, StateError) for each in lost), lost
        async with parts.database.reading() as session:
            stands = [each.status.value for each in await answers.of_root(session, one.root)]
        assert stands in (["accepted"], ["superseded", "issued"])


async def test_a_link_is_good_for_its_own_quote_only(house: tuple[Parts, PostOffice]) -> None:
    parts, _ = house
    one, other = await made(parts), await made(parts, nth=1)
    wish = await ask(parts, one)
    for quote_, id_ in ((other, wish), (one, "0" * 26)):
        with pytest.raises(QuoteNotFound):
            await confirm(parts, quote_, id_)
    async with parts.database.reading() as session:
        assert (await require_quote(session, other.number)).status is QuoteStatus.ISSUED


async def test_wishes_and_questions_on_one_quote_are_limited(house: tuple[Parts, PostOffice]) -> None:
    parts, _ = house
    one = await made(parts)
    for _ in range(order.MOST_ACCEPTANCES):
        await ask(parts, one)
    with pytest.raises(AskedTooOften):
        await ask(parts, one)
    company = await parts.company()
    async with parts.database.transaction() as session:
        for _ in range(order.MOST_QUESTIONS):
            await order.ask_question(session, one.number, ANNA, text="?", company=company, locale="de", by=BUYER)
    with pytest.raises(AskedTooOften):
        async with parts.database.transaction() as session:
            await order.ask_question(session, one.number, ANNA, text="?", company=company, locale="de", by=BUYER)


@pytest.mark.parametrize("locale", LOCALES)
async def test_every_mail_to_the_buyer_is_in_the_buyers_language(house: tuple[Parts, PostOffice], locale: str) -> None:
    parts, office = house
    one = await made(parts, locale=locale)
    wish = await ask(parts, one, locale)
    asked = await deliver(parts, office, ORDER, wish, ANNA.email)
    assert re.search(rf"/{locale}/quotes/{one.number}/confirm\?order={wish}&key=\S+", asked)
    await confirm(parts, one, wish)
    received = await deliver(parts, office, RECEIVED, one.number, ANNA.email)
    for text in (asked, received):
        assert one.number in text
        assert ANNA.role in text
        assert ("You" in text or "Thank you" in text) == (locale == "en")


async def test_sales_read_who_ordered_who_declined_and_who_asks(house: tuple[Parts, PostOffice]) -> None:
    parts, office = house
    company = await parts.company()
    sales = company.identity.sales_email
    ordered, refused = await made(parts), await made(parts, nth=1)
    async with parts.database.transaction() as session:
        asked = await order.ask_question(
            session, refused.number, ANNA, text="How heavy\nis it?", company=company, locale="de", by=BUYER
        )
        await close.accept(session, ordered.number, ANNA, company=company, by=BUYER)
        await close.refuse(session, refused.number, "price", company=company, text="15 % too dear", by=BUYER)
    told = await deliver(parts, office, ORDERED, ordered.number, sales)
    assert all(word in told for word in (ANNA.name, ANNA.role, ANNA.email, f"/desk/quotes/{ordered.number}"))
    assert "15 % too dear" in await deliver(parts, office, REFUSED, refused.number, sales)
    question = await deliver(parts, office, ASKED, asked.id, sales)
    assert "How heavy\nis it?" in question.replace("\r", "")
    assert ANNA.email in question


async def test_a_link_that_leads_nowhere_any_more_is_not_mailed(house: tuple[Parts, PostOffice]) -> None:
    parts, office = house
    one = await made(parts)
    wish = await ask(parts, one)
    async with parts.database.transaction() as session:
        await close.refuse(session, one.number, "other", company=await parts.company(), by=BUYER)
    (mail,) = await mails_about(parts, ORDER, wish)
    await send(parts, mail.id)
    (kept,) = await mails_about(parts, ORDER, wish)
    assert (kept.state, office.taken) == (MailState.WITHHELD, [])
    with pytest.raises(QuoteRefused):
        await confirm(parts, one, wish)
