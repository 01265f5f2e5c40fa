"""A revision, a withdrawal and an answer to a wish past authority each have a letter of their own, in the buyer's language and thread."""

from __future__ import annotations

from decimal import Decimal

import pytest

from content.catalogue.model import Company
from foundation import clock
from foundation.actor import Actor
from foundation.database import Database
from foundation.locales import LOCALES
from funnel.journey import close, revise
from funnel.journey.approvals import ApprovalAnswer, answer_request
from funnel.journey.capture import capture
from funnel.journey.deliver import mail_quote
from funnel.journey.dispatch import send
from funnel.journey.parts import Parts
from funnel.journey.quote import quote
from funnel.journey.resend import remind
from funnel.mails import repository as mails
from funnel.mails.kinds import REMINDER
from funnel.mails.letter import Draft, write_letter
from funnel.mails.model import MailState
from funnel.people.model import NewCustomer
from quoting.model import Quote, QuoteRequest, QuoteStatus, RequestedLine
from quoting.revise import Wish
from tests.funnel.post import PostOffice, posting, text_of
from tests.funnel.test_quote_reminders import at, before_its_end, made

BY = Actor.staff("rep", ["sales"])
BOSS = Actor.staff("boss", ["sales_director", "supervisor", "owner"])
PURPOSES_OF_QUOTES = {"quote", "quote_again"}


async def wished(parts: Parts, *, locale: str, discount: str) -> Quote:
    company = await parts.company()
    email = f"{locale}@wish.example"
    new = NewCustomer(name="A. Keller", email=email, country="DE", locale=locale)
    async with parts.database.transaction() as session:
        customer = (await capture(session, new, company, by=BY)).customer
        recipient = {"name": "A. Keller", "email": email}
        lines = (RequestedLine("KAB-18", 10),)
        wish = QuoteRequest(locale, "EUR", lines, customer=customer.id, recipient=recipient, discount=Decimal(discount))
        return await quote(session, wish, company, by=BY)


async def posted(parts: Parts, one: Quote) -> None:
    assert one.customer is not None
    async with parts.database.reading() as session:
        waiting = [each for each in await mails.of_customer(session, one.customer) if each.state is MailState.WAITING]
    for each in reversed(waiting):
        await (mail_quote if each.purpose in PURPOSES_OF_QUOTES else send)(parts, each.id)


@pytest.mark.parametrize("locale", LOCALES)
async def test_a_revision_says_what_is_different_and_a_withdrawal_follows_in_its_thread(
    sqlite_database: Database, company: Company, locale: str
) -> None:
    async with posting(sqlite_database, company) as (parts, office):
        one = await made(parts, locale=locale)
        await posted(parts, one)
        async with parts.database.transaction() as session:
            lines = (RequestedLine("KAB-18", 12),)
            second = await revise.revise(session, one.number, Wish(lines=lines), company=company, by=BY)
        await posted(parts, second)
        async with parts.database.transaction() as session:
            await close.withdraw(session, second.number, company, by=BY, text="internal: calculated too thin")
        await posted(parts, second)
        first, letter, gone = office.taken
        told = text_of(letter)
        assert one.number in told
        assert "• " in told
        assert "12" in told
        assert letter["In-Reply-To"] == first["Message-ID"]
        assert second.number in text_of(gone)
        assert "too thin" not in gone.as_string()
        assert gone["References"].split() == [first["Message-ID"], letter["Message-ID"]]
        if locale != "en":
            assert "replaces" not in told
            assert "withdraw" not in text_of(gone)


@pytest.mark.parametrize("locale", ["de", "ar"])
async def test_the_buyer_hears_what_became_of_a_wish_past_authority(
    database: Database, company: Company, locale: str
) -> None:
    async with posting(database, company) as (parts, office):
        for word, discounts in (("refuse", {}), ("change", {1: Decimal(2)}), ("approve", {})):
            waiting = await wished(parts, locale=locale, discount="15")
            assert waiting.status is QuoteStatus.WAITING
            answer = ApprovalAnswer(word, "internal: calculated too thin", discounts)  # type: ignore[arg-type]  # one of the words
            async with parts.database.transaction() as session:
                await answer_request(session, waiting.number, answer, company=company, by=BOSS)
            before = len(office.taken)
            await posted(parts, waiting)
            (letter,) = office.taken[before:]
            assert waiting.number in text_of(letter)
            assert "too thin" not in letter.as_string()
            has_paper = any(part.get_filename() for part in letter.iter_attachments())
            assert not has_paper or word != "refuse"


async def test_several_quotes_that_end_together_get_one_reminder(database: Database, company: Company) -> None:
    from tests.funnel.test_quote_reminders import MORNING

    at(MORNING)
    try:
        async with posting(database, company) as (parts, office):
            one, other = await made(parts), await made(parts)
            assert one.customer == other.customer
            at(before_its_end(one, 2))
            async with parts.database.transaction() as session:
                assert await remind(session, company) == 2
                assert await remind(session, company) == 0
            async with parts.database.transaction() as session:
                await close.refuse(session, one.number, "price", company=company, by=BY)
            assert one.customer is not None
            async with parts.database.reading() as session:
                found = [each for each in await mails.of_customer(session, one.customer) if each.purpose == REMINDER]
            assert sorted(each.state for each in found) == [MailState.WAITING, MailState.WITHHELD]
            for each in found:
                await send(parts, each.id)
            (letter,) = [each for each in office.taken if "KAB" not in str(each["Subject"])][-1:]
            assert other.number in text_of(letter)
            assert one.number not in text_of(letter)
    finally:
        clock.shift(clock.parse_offset("0d"))


assert PostOffice


def test_each_language_keeps_its_own_orthography_around_what_code_puts_together(company: Company) -> None:
    """After a greeting German goes on with a capital only behind a full sign, and Arabic turns no telephone number around."""
    for locale in LOCALES:
        draft = Draft(locale, "S", ["P"], links=[("L", "https://kestrel.example/a?b=c-")], name="A. Keller")
        letter = write_letter(draft, company)
        phone = company.identity.phone
        isolated = f"\N{LEFT-TO-RIGHT ISOLATE}{phone}\N{POP DIRECTIONAL ISOLATE}"
        assert (isolated if locale == "ar" else f"\n{phone}\n") in letter.text
        assert '<a dir="ltr" href="https://kestrel.example/a?b=c-"' in letter.html
        assert letter.text.startswith("Guten Tag A. Keller!\n") is (locale == "de")


async def test_what_was_answered_stands_in_a_paragraph_of_its_own_and_what_is_possible_is_said_once(
    sqlite_database: Database, company: Company
) -> None:
    async with posting(sqlite_database, company) as (parts, office):
        granted, refused = [await wished(parts, locale=locale, discount="15") for locale in ("zh", "en")]
        async with parts.database.transaction() as session:
            for one, word in ((granted, "approve"), (refused, "refuse")):
                answer = ApprovalAnswer("approve" if word == "approve" else "refuse", "as agreed")
                await answer_request(session, one.number, answer, company=company, by=BOSS)
        await posted(parts, granted)
        await posted(parts, refused)
        first, second = (text_of(message).replace("\r\n", "\n") for message in office.taken)
        assert "\n\n您的要求已获批准。\n\n感谢您" in first
        assert second.lower().count("possible at once") == 1
