"""The PDF is wholly in the buyer's language, its figures are the price list's, and it is made once."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pypdfium2
import pytest
from babel.messages.pofile import read_po

from foundation.actor import Actor
from foundation.database import Database
from foundation.locales import LOCALES, catalogue, format_money
from foundation.pdf import Press, PressUnavailable, available
from quoting import errors, jobs, repository
from quoting.covering_letter import covering_letter
from quoting.document import render_document
from quoting.issue import compose_quote, issue_quote
from quoting.model import Quote, QuoteStatus, RequestedLine
from quoting.offer import word_offer
from quoting.render import quote_pdf
from tests.quoting import cast
from tests.quoting.cast import NOW, media, request

CURRENCIES = {"en": "USD", "zh": "CNY", "es": "EUR", "pt": "USD", "de": "EUR", "ja": "USD", "ar": "USD"}
TITLES = {
    "en": "Quotation",
    "zh": "报价单",
    "es": "Oferta",
    "pt": "Proposta comercial",
    "de": "Angebot",
    "ja": "御見積書",
    "ar": "عرض سعر",
}
# What stands in Latin script in every language: names, marks, units, the demo company's own particulars.
SCRIPTS = {"zh": r"[\u4e00-\u9fff]", "ja": r"[\u3040-\u30ff]", "ar": r"[\u0600-\u06ff]"}
ENGLISH = re.compile(r"\b(the|and|with|your|price|discount|delivery|payment|warranty|valid|terms?|from|page)\b", re.I)

needs_press = pytest.mark.skipif(not available(), reason="this machine lacks the libraries that PDFs need")


@pytest.fixture
async def press() -> AsyncIterator[Press]:
    opened = Press()
    yield opened
    await opened.close()


def quote_in(locale: str) -> Quote:
    wish = request(
        RequestedLine("KCP-70", 12, ("wifi_module",)),
        RequestedLine("KCN-40A", 3, discount=Decimal("2.5")),
        locale=locale,
        currency=CURRENCIES[locale],
        incoterm="CIF 上海" if locale == "zh" else None,
        recipient={"name": "A. Keller", "company": "Autowerk GmbH", "country": "DE"},
        assumed=("quantity", "currency"),
    )
    return replace(compose_quote(wish, cast.company(), now=NOW), id="q" * 26, number="Q-2026-00042")


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def figures(text: str) -> str:
    """Digits, points and commas only: spaces and marks of direction differ between extractors."""
    return re.sub(r"[^\d.,]", "", text)


@needs_press
@pytest.mark.parametrize("locale", LOCALES)
async def test_the_pdf_is_in_the_buyers_language_and_its_total_is_the_price_lists(press: Press, locale: str) -> None:
    quote = quote_in(locale)
    html, files = await render_document(quote, cast.company(), media)
    pdf = await press.render(html, files=files)
    text = text_of(pdf)
    prices = {
        (price.sku, price.min_quantity): price.unit_price
        for price in cast.company().prices
        if price.currency == quote.currency
    }
    option = cast.company().products["KCP-70"].options[0]
    [extra] = [price.unit_price for price in option.prices if price.currency == quote.currency]
    by_hand = 12 * (prices["KCP-70", 10] + extra) + (3 * prices["KCN-40A", 1] * Decimal("0.975")).quantize(
        Decimal("0.01")
    )
    assert quote.total.amount == by_hand
    assert figures(format_money(quote.total, locale)) in figures(text)
    assert "2026-00042" in text  # the extractor may set the Q apart among Arabic words
    assert TITLES[locale].replace(" ", "") in text.replace(" ", "") or locale == "ar"
    if locale in SCRIPTS:
        assert len(re.findall(SCRIPTS[locale], text)) > 200
    if locale != "en":
        assert not ENGLISH.findall(text.replace(cast.company().identity.legal_name, ""))
    document = pypdfium2.PdfDocument(pdf)
    assert document.get_metadata_value("Title") == f"{TITLES[locale]} Q-2026-00042"
    assert document.get_metadata_value("Author") == cast.company().identity.legal_name
    assert pypdfium2.raw.FPDFCatalog_IsTagged(document)  # headings and tables, for those who listen to it
    document.close()


@pytest.mark.parametrize("locale", LOCALES)
def test_every_word_of_the_offer_is_translated(locale: str) -> None:
    english, offer = word_offer(quote_in("en"), cast.company()), word_offer(quote_in(locale), cast.company())
    if locale == "en":
        return
    same = {name for name, word in offer.labels.items() if word == english.labels[name]}
    assert same <= {"subtotal", "total", "email", "position", "register"}  # alike in Spanish, Portuguese, German
    for field in ("introduction", "salutation", "closing", "date"):
        assert getattr(offer, field) != getattr(english, field)
    assert not {*offer.assumptions} & {*english.assumptions}
    assert len(offer.assumptions) == len(quote_in(locale).assumptions)


@pytest.mark.parametrize("locale", [locale for locale in LOCALES if locale != "en"])
@pytest.mark.parametrize(("package", "domain"), [("quoting", "quoting"), ("web", "quotes")])
def test_the_catalogues_are_complete_and_keep_every_placeholder(package: str, domain: str, locale: str) -> None:
    with catalogue(package, domain, locale).open("rb") as file:
        messages = [message for message in read_po(file) if message.id]
    source = "".join(
        path.read_text(encoding="utf-8")
        for path in Path(__file__)
        .resolve()
        .parents[2]
        .glob("quoting/*.py" if package == "quoting" else "web/quotes/*.py")
    )
    assert messages
    assert package == "web" or len(messages) > 80
    for message in messages:
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        texts = message.string if isinstance(message.string, tuple) else (message.string,)
        assert all(texts), message.id
        names = set(re.findall(r"{(\w+)}", ids[-1]))
        for text in texts:
            assert set(re.findall(r"{(\w+)}", text)) <= names
            assert message.pluralizable or set(re.findall(r"{(\w+)}", text)) == names, (message.id, text)
    if package == "quoting":
        for error in _errors(errors.QuotingError):
            assert error.wording in {message.id for message in messages}
    assert source


def _errors(kind: type[errors.QuotingError]) -> list[type[errors.QuotingError]]:
    return [kind, *(each for sub in kind.__subclasses__() for each in _errors(sub))]


async def test_nothing_of_a_hostile_buyer_becomes_html() -> None:
    hostile = "<script>alert(1)</script><img src=x onerror=y>"
    quote = replace(quote_in("de"), recipient={"name": hostile, "company": hostile}, incoterm=hostile)
    html, _ = await render_document(quote, cast.company(), media)
    letter = covering_letter(quote, cast.company(), "de", name=hostile, url="https://x.example/?a=1&b=2")
    for markup in (html, letter.html):
        assert "<script>alert" not in markup
        assert "<img src=x" not in markup


@pytest.mark.parametrize("locale", LOCALES)
def test_the_covering_letter_speaks_the_buyers_language_in_text_and_html_alike(locale: str) -> None:
    quote = quote_in(locale)
    letter = covering_letter(quote, cast.company(), locale, name="A. Keller", url="https://x.example/q?key=1")
    assert "Q-2026-00042" in letter.subject
    assert "\n" not in letter.subject
    for body in (letter.text, letter.html):
        assert "https://x.example/q?key=1" in body
        assert "A. Keller" in body
        assert format_money(quote.total, locale) in body
    assert ('dir="rtl"' in letter.html) == (locale == "ar")
    if locale != "en":
        bare = re.sub(r"<[^>]*>|https?://\S+", " ", letter.html) + letter.text
        assert not ENGLISH.findall(re.sub(r"https?://\S+|kestrel-torque\S*", "", bare))


class CountingPress(Press):
    """The real press, counting."""

    renders = 0

    async def render(self, html: str, *, files: object = None) -> bytes:
        self.renders += 1
        return await super().render(html, files=files)  # type: ignore[arg-type]


@needs_press
async def test_ten_readers_at_once_and_the_job_share_one_rendering(sqlite_database: Database) -> None:
    database, press = sqlite_database, CountingPress()
    async with database.transaction() as session:
        issued = await issue_quote(session, request(), cast.company(), by=Actor.system(), now=NOW)

    async def company():  # type: ignore[no-untyped-def]  # as wiring gives it
        return cast.company()

    jobs.bind(database=database, company=company, media=media, press=press)
    readers = [quote_pdf(issued, cast.company(), database=database, press=press, media=media) for _ in range(10)]
    pdfs, _ = await asyncio.gather(asyncio.gather(*readers), jobs.render_quote(issued.id))
    await press.close()
    assert press.renders == 1
    assert len(set(pdfs)) == 1
    async with database.reading() as session:
        assert await repository.read_document(session, issued.id) == pdfs[0]


async def test_a_waiting_quote_is_never_printed(sqlite_database: Database) -> None:
    waiting = replace(quote_in("de"), status=QuoteStatus.WAITING)
    with pytest.raises(errors.QuoteNotIssued):
        await quote_pdf(waiting, cast.company(), database=sqlite_database, press=Press(), media=media)


async def test_without_a_press_the_reader_learns_the_command_that_mends_it(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("foundation.pdf.available", lambda: False)
    async with sqlite_database.transaction() as session:
        issued = await issue_quote(session, request(), cast.company(), by=Actor.system(), now=NOW)
    with pytest.raises(PressUnavailable, match="install"):
        await quote_pdf(issued, cast.company(), database=sqlite_database, press=Press(), media=media)
