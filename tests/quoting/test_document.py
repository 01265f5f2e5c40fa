"""The PDF is wholly in the buyer's language, its figures are the price list's, and it is made once."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import sqlalchemy as sa
from babel.messages.pofile import read_po
from markupsafe import escape

from content.rates.model import UsedRate
from foundation import clock
from foundation.actor import Actor
from foundation.database import Database
from foundation.locales import LOCALES, catalogue, format_money
from foundation.money import Money
from foundation.pdf import Press, PressUnavailable, available
from foundation.tables import EventRow
from quoting import errors, jobs, repository
from quoting.amounts import Charge, Packing
from quoting.covering_letter import covering_letter
from quoting.document import render_document, whole_days
from quoting.issue import compose_quote, issue_quote
from quoting.letterhead import word_recipient
from quoting.model import Component, DocumentKind, Quote, QuoteStatus, RequestedLine
from quoting.offer import word_offer
from quoting.proforma import check_proforma, has_proforma, word_proforma
from quoting.render import Printing, proforma_pdf, quote_pdf
from quoting.second import in_second_language
from tests.quoting import cast
from tests.quoting.cast import ADDRESSES, NOW, media, request

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
        incoterm="DPU 上海" if locale == "zh" else None,
        recipient={"name": "A. Keller", "company": "Autowerk GmbH", "country": "DE"},
        assumed=("quantity", "currency"),
    )
    return replace(compose_quote(wish, cast.company(), now=NOW), id="q" * 26, number="Q-2026-00042")


def priced(quote: Quote, **more: Any) -> Quote:
    """The quote with everything that later parts may add: surcharge, rate, packing, weights, a revision."""
    line = replace(
        quote.lines[0],
        components=(Component("KCP-70", "KCP-70", 2),),
        net_weight_kg=Decimal("1.7"),
        gross_weight_kg=Decimal("2.25"),
    )
    return replace(
        quote,
        number="Q-2026-00042-3",
        root="Q-2026-00042",
        revision=3,
        lines=(line, *quote.lines[1:]),
        charges=(Charge("small", "Mindermengenzuschlag", Money.of("25.50", quote.currency), Decimal("1.5")),),
        total=quote.total + Money.of("25.50", quote.currency),
        rates=(UsedRate("EUR", "USD", Decimal("1.0965"), Decimal("1.0750"), Decimal(2), NOW, "European Central Bank"),),
        packing=Packing(3, Decimal("40.8"), Decimal("54"), Decimal("0.315")),
        partial_deliveries=True,
        **more,
    )


def test_the_rows_below_the_lines_add_up_to_the_total() -> None:
    quote = priced(quote_in("de"))
    sums = word_offer(quote, cast.company()).sums
    assert [row.label.replace("\xa0", " ") for row in sums] == [
        "Zwischensumme",
        "Rabatt",
        "Mindermengenzuschlag (1,5 %)",
        "Gesamtbetrag (EUR)",
    ]
    amounts = [Decimal(figures(row.amount).replace(".", "").replace(",", ".")) for row in sums]
    assert amounts[0] - amounts[1] + amounts[2] == amounts[3] == quote.total.amount


def test_a_revision_rate_packing_and_weights_are_told() -> None:
    offer = word_offer(priced(quote_in("de")), cast.company())
    terms = dict(offer.terms)
    assert offer.note == "Dieses Angebot ersetzt unser Angebot Q-2026-00042-2."
    assert terms["Wechselkurs"].startswith("1 EUR = 1,0965 USD, auf Grundlage des Kurses vom 21. November 2026")
    assert "1,0750" not in terms["Wechselkurs"]  # our margin is no buyer's business
    assert terms["Verpackung"].replace("\xa0", " ") == "3 Packstücke · netto 40,8 kg · brutto 54 kg · 0,315 m³"
    assert "Teillieferungen" in terms
    assert offer.lines[0].contents == ("2\xa0× KCP-70",)
    assert ("Gewicht netto / brutto", "20,4 kg / 27 kg") in [
        (label, value.replace("\xa0", " ")) for label, value in offer.lines[0].facts
    ]


@pytest.mark.parametrize(("first", "second"), [("ar", "zh"), ("ja", "de"), ("en", "ar")])
async def test_two_languages_stand_side_by_side_with_one_set_of_figures(first: str, second: str) -> None:
    wish = request(RequestedLine("KCP-70", 12, ("wifi_module",)), locale=first, currency="USD", second_locale=second)
    quote = replace(compose_quote(wish, cast.company(), now=NOW), id="q" * 26, number="Q-2026-00042")
    alone = replace(compose_quote(replace(wish, locale=second), cast.company(), now=NOW), number="Q-2026-00042")
    other = in_second_language(quote)
    assert other is not None
    assert word_offer(other, cast.company()) == word_offer(alone, cast.company())
    html = (await render_document(quote, cast.company(), media=media, addresses=ADDRESSES)).html
    for offer in (word_offer(quote, cast.company()), word_offer(other, cast.company())):
        for said in (
            offer.title,
            offer.introduction,
            *(value for _, value in offer.terms),
            *offer.assumptions,
            offer.closing,
        ):
            assert whole_days(said) in html
        for label, value in offer.lines[0].specification:
            assert f'<th scope="row">{escape(label)}</th><td>{escape(value)}</td>' in html
    assert html.count(str(escape(format_money(quote.lines[0].amount, first)))) >= 1


async def test_the_second_language_is_kept_with_the_quote(sqlite_database: Database) -> None:
    async with sqlite_database.transaction() as session:
        wish = request(second_locale="zh")
        issued = await issue_quote(session, wish, cast.company(), by=Actor.system(), now=NOW)
    async with sqlite_database.reading() as session:
        kept = await repository.find_quote(session, issued.number)
    assert kept is not None
    assert kept.second == issued.second
    assert kept.second is not None


def test_a_second_language_that_the_company_does_not_speak_is_refused() -> None:
    with pytest.raises(errors.UnknownLocale):
        compose_quote(request(second_locale="tlh"), cast.company(), now=NOW)
    assert compose_quote(request(second_locale="de"), cast.company(), now=NOW).second is None


@needs_press
@pytest.mark.parametrize("locale", LOCALES)
async def test_number_code_and_address_let_anybody_check_the_paper(press: Press, locale: str) -> None:
    text = text_of(await printed(press, quote_in(locale))).replace("\n", "")
    assert ADDRESSES.code("Q-2026-00042") in text
    assert f"kestrel-torque.example/{locale}/verify" in text.replace(" ", "").replace("\r", "")


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("有効期限：2026年12月21日）。", "2026年12月21日"),
        ("verbindlich bis zum 21. Dezember 2026 an:", "21. Dezember 2026"),
        ("hasta el 21 de diciembre de 2026:", "21 de diciembre de 2026"),
        ("binding until December 21, 2026:", "December 21, 2026"),
    ],
)
def test_a_day_stays_on_one_line(sentence: str, day: str) -> None:
    assert f'<span class="whole">{day}</span>' in whole_days(sentence)
    assert whole_days("<b>12 Stück</b>") == escape("<b>12 Stück</b>")


@pytest.mark.parametrize("locale", LOCALES)
def test_a_proforma_invoice_is_made_of_the_quotes_own_parts(locale: str) -> None:
    offer = word_offer(quote_in(locale), cast.company())
    invoice = word_proforma(offer, day=date(2026, 12, 1))
    assert invoice.number == "PF-2026-00042"
    assert invoice.title not in {offer.title, "Pro-forma invoice" if locale != "en" else ""}
    assert (invoice.sums, invoice.terms, invoice.bank) == (offer.sums, offer.terms, offer.bank)
    assert [line.amount for line in invoice.lines] == [line.amount for line in offer.lines]
    assert all(dict(line.facts)[offer.labels["hs_code"]] == "8467.29" for line in invoice.lines)
    assert "Q-2026-00042" in invoice.introduction
    assert "PF-2026-00042" in invoice.closing
    assert not any(line.specification for line in invoice.lines)


@pytest.mark.parametrize("status", list(QuoteStatus))
def test_only_a_quote_that_binds_us_has_a_proforma_invoice(status: QuoteStatus) -> None:
    quote = replace(quote_in("de"), status=status)
    if status in {QuoteStatus.ISSUED, QuoteStatus.VIEWED, QuoteStatus.ACCEPTED}:
        check_proforma(quote, day=quote.valid_until)
    else:
        with pytest.raises(errors.NoProforma):
            check_proforma(quote, day=NOW.date())
    day_after = quote.valid_until + timedelta(days=1)
    assert has_proforma(quote, day=day_after) == (status is QuoteStatus.ACCEPTED)


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


async def printed(press: Press, quote: Quote) -> bytes:
    document = await render_document(quote, cast.company(), media=media, addresses=ADDRESSES)
    return await press.render(document.html, files=document.files, attached=document.attached)


def figures(text: str) -> str:
    """Digits, points and commas only: spaces and marks of direction differ between extractors."""
    return re.sub(r"[^\d.,]", "", text)


@needs_press
@pytest.mark.parametrize("locale", LOCALES)
async def test_the_pdf_is_in_the_buyers_language_and_its_total_is_the_price_lists(press: Press, locale: str) -> None:
    quote = quote_in(locale)
    pdf = await printed(press, quote)
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


@needs_press
async def test_arabic_is_read_out_of_the_pdf_as_it_was_written(press: Press) -> None:
    """Letters of a ligature change places in most readers; then the cordless tool (لاسلكي) is a wired one (السلكي)."""
    quote = quote_in("ar")
    text = text_of(await printed(press, quote))
    assert text.count("لاسلكي") >= len(quote.lines)
    assert "السلكي" not in text
    for word in ("الإجمالي", "حتى", "التسليم"):
        assert word in text


@needs_press
@pytest.mark.parametrize("locale", ["de", "es", "ja"])
async def test_nobody_is_asked_to_sign_a_page_that_says_nothing_of_the_offer(press: Press, locale: str) -> None:
    quote = replace(quote_in(locale), lines=(*quote_in(locale).lines, quote_in(locale).lines[0]))
    document = pypdfium2.PdfDocument(await printed(press, quote))
    last = document[len(document) - 1].get_textpage().get_text_bounded()
    document.close()
    labels = word_offer(quote, cast.company()).labels
    assert labels["signature"] in last
    assert labels["assumptions"] in last


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
    html = (await render_document(quote, cast.company(), media=media, addresses=ADDRESSES)).html
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

    async def render(self, html: str, **given: Any) -> bytes:
        self.renders += 1
        return await super().render(html, **given)


@needs_press
async def test_ten_readers_at_once_and_the_job_share_one_rendering(sqlite_database: Database) -> None:
    database, press = sqlite_database, CountingPress()
    async with database.transaction() as session:
        issued = await issue_quote(session, request(), cast.company(), by=Actor.system(), now=NOW)

    async def company():  # type: ignore[no-untyped-def]  # as wiring gives it
        return cast.company()

    printing = Printing(database, press, media, ADDRESSES)
    jobs.bind(company=company, printing=printing)
    readers = [quote_pdf(issued, cast.company(), printing) for _ in range(10)]
    pdfs, _ = await asyncio.gather(asyncio.gather(*readers), jobs.render_quote(issued.id))
    await press.close()
    assert press.renders == 1
    assert len(set(pdfs)) == 1
    async with database.reading() as session:
        assert await repository.read_document(session, issued.id) == pdfs[0]


@needs_press
async def test_a_proforma_invoice_is_made_once_beside_the_quote_and_leaves_one_event(database: Database) -> None:
    async with database.transaction() as session:
        issued = await issue_quote(session, request(), cast.company(), by=Actor.system(), now=clock.now())
    press = CountingPress()
    printing = Printing(database, press, media, ADDRESSES)
    asked = [proforma_pdf(issued, cast.company(), printing, by=Actor.system()) for _ in range(3)]
    quotation, *invoices = await asyncio.gather(quote_pdf(issued, cast.company(), printing), *asked)
    await press.close()
    assert press.renders == 2
    assert len(set(invoices)) == 1
    assert text_of(quotation) != text_of(invoices[0])
    assert issued.number.replace("Q-", "PF-") in text_of(invoices[0])
    async with database.reading() as session:
        assert await repository.read_document(session, issued.id, DocumentKind.PROFORMA) == invoices[0]
        made = await session.scalars(sa.select(EventRow.subject_id).where(EventRow.name == "proforma_made"))
        assert made.all() == [issued.id]


async def test_a_waiting_quote_is_never_printed(sqlite_database: Database) -> None:
    waiting = replace(quote_in("de"), status=QuoteStatus.WAITING)
    with pytest.raises(errors.QuoteNotIssued):
        await quote_pdf(waiting, cast.company(), Printing(sqlite_database, Press(), media, ADDRESSES))


async def test_without_a_press_the_reader_learns_the_command_that_mends_it(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("foundation.pdf.available", lambda: False)
    async with sqlite_database.transaction() as session:
        issued = await issue_quote(session, request(), cast.company(), by=Actor.system(), now=NOW)
    with pytest.raises(PressUnavailable, match="install"):
        await quote_pdf(issued, cast.company(), Printing(sqlite_database, Press(), media, ADDRESSES))


def test_an_address_keeps_its_dots_among_arabic_words_and_its_title_in_japanese() -> None:
    whom = {"company": "Works (Jeddah) Ltd.", "name": "A. Keller", "email": "a@works.example"}
    isolated = [f"\u2068{line}\u2069" for line in ("Works (Jeddah) Ltd.", "A. Keller", "a@works.example")]
    assert list(word_recipient(whom, "ar")) == isolated
    assert word_recipient(whom, "ja")[:2] == ("Works (Jeddah) Ltd.", "A. Keller 様")
    assert word_recipient({"company": "Works Ltd."}, "ja") == ("Works Ltd. 御中",)
    assert word_recipient({"email": "a@works.example"}, "ja") == ("a@works.example",)
    assert word_recipient(whom, "de") == ("Works (Jeddah) Ltd.", "A. Keller", "a@works.example")
    assert word_recipient({}, "ar") == ()
