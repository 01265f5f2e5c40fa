"""A contact agrees to mails, confirms it with a click, or ends them: each is kept with who said so, and outlives the contact."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from content.catalogue.model import Company
from foundation import clock, events
from foundation.actor import Actor
from foundation.database import Database
from funnel.consent import repository as consents
from funnel.consent.link import LeavingKey, address_hash, leaving_headers, leaving_key, read_confirming_key
from funnel.consent.model import Consent, ConsentState, Purpose, SuppressionReason, Verdict
from funnel.errors import ContactMissing, UnknownCustomer
from funnel.journey.consents import (
    ask_consent,
    confirm_consent,
    leave,
    object_to_mails,
    suppress_bounced,
    withdraw_consent,
)
from funnel.journey.dispatch import send
from funnel.journey.parts import Parts
from funnel.journey.permit import permit
from funnel.mails import repository as mails
from funnel.mails.model import MailState, OutgoingMail
from funnel.people import repository as people
from funnel.people.model import NewCustomer
from funnel.ports import Mail
from integrations.mail import build_message
from tests.funnel.cast import API, KELLER, REP, enter
from tests.funnel.parts import SECRET
from tests.funnel.post import PostOffice, posting, text_of

LINK = Actor.visitor("mail-link")
NEWS = "I would like product news by e-mail."


@pytest.fixture
async def post(database: Database, company: Company) -> AsyncIterator[tuple[Parts, PostOffice]]:
    async with posting(database, company) as opened:
        yield opened


async def agree(parts: Parts, customer: int, purpose: Purpose = Purpose.MARKETING) -> Consent:
    async with parts.database.transaction() as session:
        return await ask_consent(session, customer, purpose, source="form", wording=NEWS, by=API)


async def outgoing(parts: Parts, customer: int) -> list[OutgoingMail]:
    async with parts.database.reading() as session:
        return await mails.of_customer(session, customer)


async def verdict(parts: Parts, customer: int, purpose: Purpose = Purpose.MARKETING) -> Verdict:
    async with parts.database.reading() as session:
        return await permit(session, await people.find(session, customer), purpose, company=await parts.company())


async def test_in_germany_a_consent_counts_after_the_click_in_a_mail_that_says_nothing_else(
    post: tuple[Parts, PostOffice],
) -> None:
    parts, office = post
    customer = (await enter(parts.database)).id
    assert (await agree(parts, customer)).state is ConsentState.PENDING
    assert (await verdict(parts, customer)).code == "unconfirmed"
    (mail,) = await outgoing(parts, customer)
    await send(parts, mail.id)
    await send(parts, mail.id)
    (message,) = office.taken
    assert message["Subject"] == "Bitte bestätigen Sie Ihre E-Mail-Adresse · Kestrel Torque"
    assert message["Content-Language"] == "de"
    assert message["List-Unsubscribe"] is None
    text = text_of(message)
    assert NEWS in text
    key = text.partition("/de/mails/confirm?key=")[2].split()[0]
    confirmed = read_confirming_key(key, SECRET)
    assert confirmed is not None
    async with parts.database.transaction() as session:
        given = await confirm_consent(session, confirmed, by=LINK)
    assert given is not None
    assert given.state is ConsentState.GIVEN
    assert (await verdict(parts, customer)).code in {"consent", "quiet_hours"}


async def test_elsewhere_it_counts_at_once_and_is_asked_for_only_once(post: tuple[Parts, PostOffice]) -> None:
    parts, _ = post
    customer = (await enter(parts.database, replace(KELLER, country="US"))).id
    first = await agree(parts, customer)
    assert first.state is ConsentState.GIVEN
    assert await agree(parts, customer) == first
    assert await outgoing(parts, customer) == []
    async with parts.database.reading() as session:
        told = [each.name for each in await events.history(session, ("customer", str(customer)))]
    assert told.count("consent_given") == 1


async def test_whoever_leaves_by_the_link_hears_no_more_and_only_a_click_lets_mails_in_again(
    post: tuple[Parts, PostOffice], company: Company
) -> None:
    parts, _ = post
    customer = (await enter(parts.database, replace(KELLER, country="US"))).id
    await agree(parts, customer)
    key = LeavingKey("gone", address_hash("A.Keller@autowerk.example"))
    async with parts.database.transaction() as session:
        assert [await leave(session, key, company, by=LINK) for _ in range(2)] == [True, False]
    assert (await verdict(parts, customer)).code == "unsubscribed"
    again = await agree(parts, customer)
    assert again.state is ConsentState.PENDING
    assert (await verdict(parts, customer)).code == "unsubscribed"
    async with parts.database.transaction() as session:
        await confirm_consent(session, again.id, by=LINK)
    assert (await verdict(parts, customer)).code in {"consent", "quiet_hours"}


async def test_a_suppressed_address_stays_so_when_the_customer_is_gone_and_comes_again(
    database: Database, company: Company
) -> None:
    customer = await enter(database)
    async with database.transaction() as session:
        assert await object_to_mails(session, customer, company, by=REP)
    async with database.reading() as session:
        reason = await consents.suppressed(session, address_hash(" A.KELLER@autowerk.example"))
    assert reason is SuppressionReason.OBJECTED
    async with database.transaction() as session:
        kept = await people.find(session, customer.id)
        assert kept.email is not None
        assert not await object_to_mails(session, kept, company, by=REP)


async def test_a_bounce_suppresses_and_a_persons_word_outranks_it(database: Database, company: Company) -> None:
    customer = await enter(database)
    now = clock.now()
    mail = OutgoingMail(
        id="m1",
        message_id="<m1@tradewind>",
        customer_id=customer.id,
        purpose="quote",
        about="Q-1",
        recipient="a.keller@autowerk.example",
        locale="de",
        state=MailState.BOUNCED,
        detail=None,
        created_at=now,
        updated_at=now,
    )
    async with database.transaction() as session:
        await mails.add(session, mail)
        assert await suppress_bounced(session, mail, by=API)
        assert await leave(session, LeavingKey("m1", address_hash(mail.recipient)), company, by=LINK)
        assert not await suppress_bounced(session, mail, by=API)
        reason = await consents.suppressed(session, address_hash(mail.recipient))
    assert reason is SuppressionReason.UNSUBSCRIBED


async def test_a_consent_can_be_taken_back_and_needs_somebody_who_can_be_written_to(database: Database) -> None:
    customer = await enter(database, replace(KELLER, country="US"))
    nobody = await enter(database, NewCustomer(name="Noura"))
    async with database.transaction() as session:
        await ask_consent(session, customer.id, Purpose.MARKETING, source="form", wording=NEWS, by=API)
        assert [await withdraw_consent(session, customer.id, Purpose.MARKETING, by=API) for _ in range(2)] == [
            True,
            False,
        ]
        assert not await withdraw_consent(session, customer.id, Purpose.FOLLOW_UP, by=API)
        withdrawn = (await consents.of_customer(session, customer.id))[Purpose.MARKETING]
        assert await confirm_consent(session, withdrawn.id, by=LINK) is None
        assert await confirm_consent(session, "gone", by=LINK) is None
        with pytest.raises(ContactMissing):
            await ask_consent(session, nobody.id, Purpose.MARKETING, source="form", wording=NEWS, by=API)
        with pytest.raises(UnknownCustomer):
            await ask_consent(session, 999, Purpose.MARKETING, source="form", wording=NEWS, by=API)


@pytest.mark.parametrize("recipient", ["a.keller@autowerk.example", "käufer@müller.example"])
def test_the_address_to_leave_by_stands_whole_in_its_header(recipient: str) -> None:
    address = "https://kestrel-torque.example/de/mails/leave?key=" + leaving_key("0" * 26, recipient, SECRET)
    mail = Mail(
        message_id="<m@tradewind>",
        sender="sales@kestrel-torque.example",
        recipient=recipient,
        subject="Zusammenfassung",
        text="Guten Tag",
        html=None,
        locale="de",
        headers=leaving_headers(address),
    )
    raw = build_message(mail, now=clock.now()).as_bytes()
    assert f"List-Unsubscribe: <{address}>\r\n".encode() in raw
    assert b"List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in raw
