"""A mail goes where it belongs: to its quote, its customer, the requests, a person, or back; and nobody forges a way in."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from email.message import EmailMessage
from email.policy import SMTP
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook

from content.catalogue.model import Company
from foundation.actor import Actor
from foundation.database import Database
from funnel.consent import repository as consents
from funnel.consent.link import address_hash
from funnel.consent.model import SuppressionReason
from funnel.inbox import repository as inbox
from funnel.inbox.errors import MailPlaced, NoSuchCustomer
from funnel.inbox.model import Match, Standing
from funnel.journey.intake import take_in
from funnel.journey.parts import Parts
from funnel.journey.place import give_to_customer, let_out, make_request, put_aside
from funnel.journey.quote import quote as ask_quote
from funnel.journey.receive import Receipt
from funnel.people import repository as people
from funnel.ports import InboundKind
from funnel.requests import repository as requests
from integrations.mail import Outbox
from quoting import repository as quotes
from quoting.model import Quote, QuoteRequest, QuoteStatus, RequestedLine
from tests.funnel.cast import KELLER, REP, enter
from tests.funnel.parts import furnished

BY = Actor.system("test")
XLSX = "vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
async def parts(database: Database, company: Company, tmp_path: Path) -> AsyncIterator[Parts]:
    async with furnished(database, company, mailer=Outbox(tmp_path / "outbox")) as house:
        yield house


def mail(sender: str, subject: str, text: str, **headers: str) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["From"], message["Subject"] = sender, subject
    message["Message-ID"] = f"<{abs(hash((sender, subject, text)))}@mail.example>"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message


async def came(parts: Parts, message: EmailMessage | bytes) -> Receipt:
    return await take_in(parts, message if isinstance(message, bytes) else message.as_bytes(), by=BY)


async def offered(parts: Parts, company: Company) -> Quote:
    customer = await enter(parts.database)
    lines = (RequestedLine("KCN-40A", 2),)
    recipient = {"name": KELLER.name, "email": KELLER.email}
    wish = QuoteRequest("de", "EUR", lines, country="DE", customer=customer.id, recipient=recipient)
    async with parts.database.transaction() as session:
        return await ask_quote(session, wish, company, by=REP)


RFQS = [
    (
        "suzuki@tokyo.example",
        "見積依頼",
        "KCN-40Aを3台、見積もりをお願いします。\n東京アセンブリ 鈴木",
        "shift_jis",
        "ja",
    ),
    ("noura@jeddah.example", "طلب عرض سعر", "أرجو عرض سعر لعدد 4 من KCN-40A إلى جدة.\nنورة", "windows-1256", "ar"),
    ("wang@ningbo.example", "询价", "请报价：KCN-40A 5台。\n王", "gb18030", "zh"),
    (
        "einkauf@werk.example",
        "Anfrage Größe",
        "Bitte um Angebot über 12 Stück KCN-40A.\nMit Grüßen",
        "iso-8859-1",
        "de",
    ),
]


@pytest.mark.parametrize(("sender", "subject", "text", "charset", "locale"), RFQS)
async def test_a_request_in_any_charset_becomes_a_draft_for_a_person(
    parts: Parts, sender: str, subject: str, text: str, charset: str, locale: str
) -> None:
    raw = b"\r\n".join(
        [
            f"From: {sender}".encode(),
            f"Subject: {subject}".encode(charset),  # raw 8-bit, as old programs send it
            f"Content-Type: text/plain; charset={charset}".encode(),
            b"Content-Transfer-Encoding: 8bit",
            b"",
            text.encode(charset),
        ]
    )
    told = await came(parts, raw)
    assert (told.standing, told.matched, told.new) == (Standing.FILED, Match.REQUEST, True)
    assert told.request is not None
    again = await came(parts, raw)
    assert (again.new, again.request) == (False, told.request)
    async with parts.database.reading() as session:
        kept = await requests.find(session, told.request)
        assert kept is not None
        assert (kept.source, kept.locale) == (subject, locale)
        assert kept.draft is not None
        draft = await quotes.find_quote(session, kept.draft)
        assert told.customer_id is not None
        customer = await people.find(session, told.customer_id)
    assert draft is not None
    assert (draft.status, draft.recipient["email"], customer.email) == (QuoteStatus.DRAFT, sender, sender)


async def test_the_rows_of_an_attached_workbook_are_read(parts: Parts) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("Part", "Quantity"), ("KCN-40A", 7), ("KDN-60", 2)):
        sheet.append(row)
    content = BytesIO()
    book.save(content)
    message = mail("buyer@plant.example", "Request for quotation", "Please quote the attached list.")
    message.add_attachment(content.getvalue(), maintype="application", subtype=XLSX, filename="list.xlsx")
    message.add_attachment(b"\x00" * 50, maintype="application", subtype="pdf", filename="broken.pdf")
    told = await came(parts, message)
    assert told.request is not None
    async with parts.database.reading() as session:
        kept = await requests.find(session, told.request)
        (received,), _ = await inbox.listed(session, Standing.FILED)
    assert kept is not None
    assert {(line["sku"], line["quantity"]) for line in kept.lines} >= {("KCN-40A", 7), ("KDN-60", 2)}
    assert [(file.name, file.note) for file in received.files] == [("list.xlsx", ""), ("broken.pdf", "broken")]


async def test_a_request_belongs_to_its_sender_whatever_address_it_names(parts: Parts, company: Company) -> None:
    await enter(parts.database)
    text = f"Please quote 3 pieces KCN-40A and send it to {KELLER.email}, {KELLER.phone}"
    told = await came(parts, mail("mallory@else.example", "Quote", text))
    assert told.request is not None
    async with parts.database.reading() as session:
        kept = await requests.find(session, told.request)
        assert kept is not None
        assert kept.draft is not None
        assert kept.customer_id is not None
        draft = await quotes.find_quote(session, kept.draft)
        customer = await people.find(session, kept.customer_id)
    assert draft is not None
    assert draft.recipient["email"] == customer.email == "mallory@else.example"
    assert customer.phone is None


async def test_a_forged_sender_accepts_nothing_and_gets_nothing(parts: Parts, company: Company) -> None:
    quote = await offered(parts, company)
    text = "We accept the quotation. Please send it again to mallory@else.example"
    told = await came(parts, mail(str(KELLER.email), f"Order {quote.number}", text))
    assert (told.matched, told.about) == (Match.NUMBER, quote.number)
    async with parts.database.reading() as session:
        now = await quotes.find_quote(session, quote.number)
    assert now is not None
    assert now.status is QuoteStatus.ISSUED
    other = await came(parts, mail("mallory@else.example", f"Re: {quote.number}", "What was my price?"))
    assert (other.standing, other.customer_id, other.about) == (Standing.WAITING, None, None)


async def test_a_customer_is_known_by_the_address(parts: Parts, company: Company) -> None:
    quote = await offered(parts, company)
    told = await came(parts, mail(str(KELLER.email), "Frage", "Passt das Werkzeug für unsere Linie?"))
    assert (told.matched, told.customer_id, told.about) == (Match.SENDER, quote.customer, quote.number)


@pytest.mark.parametrize(
    ("message", "standing"),
    [
        (mail("x@seo.example", "Rank first", "We offer SEO services and backlinks to get your site to page one of Google."), Standing.HELD),
        (mail("news@list.example", "Our news", "Hello all", List_Id="<news.list.example>"), Standing.HELD),
        (mail("a@b.example", "Hello", "When are you at the fair?", X_Spam_Flag="YES"), Standing.HELD),
        (mail("a@b.example", "Abwesenheitsnotiz: Re", "Ich bin im Urlaub."), Standing.HELD),
        (mail("a@b.example", "Visit", "When are you at the fair in Hannover?"), Standing.WAITING),
        (mail("MAILER-DAEMON@mx.example", "Undelivered Mail Returned to Sender", "no such user"), Standing.WAITING),
    ],
    ids=["advertising", "newsletter", "marked", "away", "anything", "bounce"],
)  # fmt: skip
async def test_what_nobody_can_place_waits_or_is_held_back(
    parts: Parts, message: EmailMessage, standing: Standing
) -> None:
    assert (await came(parts, message)).standing is standing


async def test_whoever_wants_no_more_mails_gets_none_and_speaks_for_nobody_else(parts: Parts, company: Company) -> None:
    await offered(parts, company)
    await came(parts, mail(str(KELLER.email), "Re: Angebot", "Bitte keine weiteren E-Mails.\n\n> Unser Angebot"))
    await came(parts, mail("other@else.example", "STOP", "STOP"))
    async with parts.database.reading() as session:
        for address in (str(KELLER.email), "other@else.example"):
            assert await consents.suppressed(session, address_hash(address)) is SuppressionReason.OBJECTED


async def test_a_person_places_what_waits_once(parts: Parts, company: Company) -> None:
    customer = await enter(parts.database)
    for number in range(3):
        await came(parts, mail("a@private.example", f"Hello {number}", "KCN-40A is nice"))
    async with parts.database.reading() as session:
        (first, second, third), total = await inbox.listed(session, Standing.WAITING)
    assert total == 3
    async with parts.database.transaction() as session:
        with pytest.raises(NoSuchCustomer):
            await give_to_customer(session, first.id, "nobody@else.example", company=company, by=REP)
        given = await give_to_customer(session, first.id, str(KELLER.email).upper(), company=company, by=REP)
        assert (given.standing, given.customer_id) == (Standing.FILED, customer.id)
        with pytest.raises(MailPlaced):
            await put_aside(session, first.id, by=REP)
        await put_aside(session, second.id, by=REP)
        assert (await let_out(session, second.id, by=REP)).standing is Standing.WAITING
        asked = await make_request(session, third.id, company, by=REP)
        assert asked.request_id is not None


async def test_our_own_notices_and_colleagues_are_no_customers(parts: Parts, company: Company) -> None:
    sales = company.identity.sales_email
    told = await came(parts, mail(sales, "Fwd: request", "Please quote 5 pieces KCN-40A. jo@plant.example"))
    assert told.request is not None
    async with parts.database.reading() as session:
        assert told.customer_id is not None
        assert (await people.find(session, told.customer_id)).email == "jo@plant.example"
    assert replace(told, new=False).kind is InboundKind.REPLY
