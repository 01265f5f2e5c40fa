"""A buyer's delivery term is read as written in any of the seven languages; what was not said is filled in and named."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.catalogue.model import Company, Surcharge, Text
from foundation.locales import LOCALES
from foundation.workdays import zone_of
from quoting import errors
from quoting.approvals.change import with_discounts
from quoting.errors import QuotingError
from quoting.incoterms import RULES, parse_incoterm
from quoting.issue import compose_quote, is_expired
from quoting.model import Incoterm, QuoteRequest, RequestedLine
from quoting.offer import word_offer
from quoting.terms import ASSUMPTIONS
from quoting.wording import ASSUMPTIONS_WORDED
from tests.quoting import cast
from tests.quoting.cast import NOW, TODAY, request


@pytest.mark.parametrize(
    ("said", "rule", "place"),
    [
        ("CIF Hamburg", "CIF", "Hamburg"),
        ("fob shanghai", "FOB", "Shanghai"),
        ("cif rio de janeiro", "CIF", "Rio de Janeiro"),
        ("F.O.B. Shanghai", "FOB", "Shanghai"),
        ("CIF, port of Hamburg (Incoterms® 2020)", "CIF", "Hamburg"),
        ("FCA Esslingen am Neckar, Incoterms 2020", "FCA", "Esslingen am Neckar"),
        ("free on board Ningbo", "FOB", "Ningbo"),
        ("delivered at place unloaded Lyon", "DPU", "Lyon"),
        ("CIF Al Jubail", "CIF", "Al Jubail"),
        ("DAP Hamburg, Germany", "DAP", "Hamburg, Germany"),
        ("ab Werk", "EXW", None),
        ("CPT nach München", "CPT", "München"),
        ("geliefert verzollt Stuttgart", "DDP", "Stuttgart"),
        ("en fábrica", "EXW", None),
        ("CIF puerto de Valencia", "CIF", "Valencia"),
        ("coste, seguro y flete Veracruz", "CIF", "Veracruz"),
        ("CFR Porto de Santos", "CFR", "Santos"),
        ("custo e frete Santos", "CFR", "Santos"),
        ("FOB上海", "FOB", "上海"),
        ("CIF（汉堡）", "CIF", "汉堡"),
        ("汉堡到岸价", "CIF", "汉堡"),
        ("到岸价：汉堡", "CIF", "汉堡"),
        ("工厂交货", "EXW", None),
        ("ＣＩＦ　名古屋", "CIF", "名古屋"),
        ("CIF名古屋", "CIF", "名古屋"),
        ("シンガポールまでCIF", "CIF", "シンガポール"),
        ("本船渡し 横浜", "FOB", "横浜"),
        ("工場渡し", "EXW", None),
        ("CIF جدة", "CIF", "جدة"),
        ("CIF ميناء جدة", "CIF", "جدة"),
        ("سيف جدة", "CIF", "جدة"),
        ("تسليم المصنع", "EXW", None),
        ("\u200fCIF\u200f جدة", "CIF", "جدة"),
    ],
)
def test_a_delivery_term_is_read_as_buyers_write_it(said: str, rule: str, place: str | None) -> None:
    assert parse_incoterm(said) == Incoterm(rule, place)


@pytest.mark.parametrize("said", ["frei Haus", "XYZ Hamburg", "🚢", "<script>alert(1)</script>", "CIFFY", "12345", "?"])
def test_what_is_no_rule_is_refused(said: str) -> None:
    with pytest.raises(errors.UnknownIncoterm):
        parse_incoterm(said)


@pytest.mark.parametrize(("said", "successor"), [("DAT Berlin", "DPU"), ("ddu Riyadh", "DAP"), ("C&F Santos", "CFR")])
def test_a_rule_of_an_earlier_edition_names_its_successor(said: str, successor: str) -> None:
    with pytest.raises(errors.WithdrawnIncoterm, match=successor):
        parse_incoterm(said)


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused_and_never_breaks(said: str) -> None:
    try:
        found = parse_incoterm(said)
    except QuotingError:
        return
    assert found.rule in RULES
    assert found.place is None or (len(found.place) <= 80 and "<" not in found.place and found.place.isprintable())


def quoted(**more: object) -> QuoteRequest:
    return replace(request(), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("said", "incoterm", "assumed"),
    [
        (None, "FCA Esslingen am Neckar, Deutschland", {"incoterm"}),
        ("  ", "FCA Esslingen am Neckar, Deutschland", {"incoterm"}),
        ("EXW", "EXW Esslingen am Neckar, Deutschland", {"place"}),
        ("EXW Esslingen", "EXW Esslingen", set()),
        ("FCA Hamburg", "FCA Hamburg", {"freight_not_included"}),
        ("CIF Hamburg", "CIF Hamburg", {"freight_not_included"}),
        ("FOB Hamburg", "FOB Hamburg", {"freight_calculated"}),
        ("FOB Genova", "FOB Genova", {"freight_not_included"}),
    ],
)
def test_what_the_buyer_did_not_say_is_named_as_an_assumption(
    said: str | None, incoterm: str, assumed: set[str]
) -> None:
    quote = compose_quote(quoted(incoterm=said), cast.company(), now=NOW)
    assert quote.incoterm == incoterm
    about_delivery = {"incoterm", "place", "freight_calculated", "freight_not_included"}
    assert set(quote.assumptions) & about_delivery == assumed


def test_a_delivery_beyond_the_gate_needs_its_place() -> None:
    for rule in sorted(set(RULES) - {"EXW", "FCA"}):
        with pytest.raises(errors.PlaceMissing):
            compose_quote(quoted(incoterm=rule), cast.company(), now=NOW)


def test_a_rule_that_the_company_does_not_offer_is_refused() -> None:
    company = cast.company()
    terms = company.terms.model_copy(update={"incoterms": ("EXW", "FCA")})
    with pytest.raises(errors.IncotermNotOffered, match="EXW, FCA"):
        compose_quote(quoted(incoterm="CIF Hamburg"), company.model_copy(update={"terms": terms}), now=NOW)


def test_a_quote_holds_for_the_packs_days_but_never_longer_than_its_prices() -> None:
    company = cast.company()
    assert compose_quote(request(), company, now=NOW).valid_until == TODAY + timedelta(days=company.terms.validity_days)
    prices = tuple(price.model_copy(update={"valid_until": date(2026, 11, 30)}) for price in company.prices)
    short = compose_quote(request(), company.model_copy(update={"prices": prices}), now=NOW)
    assert short.valid_until == date(2026, 11, 30)
    assert "price_list_ends" in short.assumptions


def test_the_day_of_issue_is_the_companys_not_the_servers() -> None:
    late = NOW.replace(month=12, day=31, hour=23, minute=30)  # already the new year in Esslingen
    assert compose_quote(request(), cast.company(), now=late).valid_until == date(2027, 1, 31)


@pytest.mark.parametrize(
    ("country", "hour", "until"),
    [
        ("DE", 22, date(2026, 12, 21)),
        ("DE", 23, date(2026, 12, 22)),  # midnight has passed in Esslingen
        (None, 23, date(2026, 12, 22)),
        ("US", 23, date(2026, 12, 21)),  # six in the evening in New York
        ("JP", 14, date(2026, 12, 21)),
        ("JP", 15, date(2026, 12, 22)),  # midnight in Tokyo
        ("NZ", 11, date(2026, 12, 22)),
        ("BR", 2, date(2026, 12, 20)),  # still the 20th in São Paulo
    ],
)
def test_validity_is_counted_in_the_buyers_calendar(country: str | None, hour: int, until: date) -> None:
    now = NOW.replace(hour=hour)
    quote = compose_quote(request(country=country), cast.company(), now=now)
    assert quote.valid_until == until
    runs = replace(quote, number="Q-2026-00042")
    last = datetime.combine(until, time(12), ZoneInfo(zone_of(country, default="Europe/Berlin")))
    assert not is_expired(runs, cast.company(), now=last.replace(hour=23, minute=59))
    assert is_expired(runs, cast.company(), now=last + timedelta(days=1))


TAX = {
    None: ("", "Prices exclude value-added tax, customs duties"),
    "DE": ("domestic", "German VAT at the statutory rate is added"),
    "FR": ("reverse_charge", "Article 138"),
    "GR": ("reverse_charge", "valid VAT number"),
    "GB": ("export", "Article 146"),
    "CH": ("export", "unless the delivery term says otherwise"),
    "JP": ("export", "Import duties"),
}


@pytest.mark.parametrize("country", TAX)
def test_the_tax_note_is_of_where_the_goods_go(country: str | None) -> None:
    quote = compose_quote(request(country=country, locale="en"), cast.company(), now=NOW)
    treatment, words = TAX[country]
    assert (quote.tax_treatment, quote.tax.amount) == (treatment, 0)
    assert words in quote.terms["tax_note"]
    assert quote.terms["tax_note"] in dict(word_offer(replace(quote, number="Q-1"), cast.company()).terms).values()


def test_each_tax_note_is_written_in_every_language() -> None:
    for country in ("DE", "FR", "JP"):
        notes = {
            locale: compose_quote(request(country=country, locale=locale), cast.company(), now=NOW).terms["tax_note"]
            for locale in LOCALES
        }
        assert len(set(notes.values())) == len(LOCALES)


def _taxed(percent: str) -> Company:
    terms = cast.company().terms
    assert terms.tax is not None
    rules = terms.tax.model_copy(
        update={"domestic": terms.tax.domestic.model_copy(update={"percent": Decimal(percent)})}
    )
    fee = Surcharge(id="fee", name=Text({"de": "Gebühr", "en": "Fee"}), amounts={"EUR": Decimal("10.01")})
    return cast.company().model_copy(
        update={"terms": terms.model_copy(update={"tax": rules}), "surcharges": {"fee": fee}}
    )


def test_where_the_pack_names_a_percentage_the_tax_is_part_of_the_total() -> None:
    company = _taxed("19")
    quote = compose_quote(request(country="DE", discount=Decimal("3.33")), company, now=NOW)
    # 30,000.00 less 999.00, and the fee of 10.01: 29,011.01 x 19 % = 5,512.0919
    assert (quote.tax.amount, quote.total.amount) == (Decimal("5512.09"), Decimal("34523.10"))
    assert quote.subtotal - quote.discount + quote.surcharges + quote.freight + quote.tax == quote.total
    rows = [row.label.replace("\xa0", " ") for row in word_offer(replace(quote, number="Q-1"), company).sums]
    assert rows == ["Zwischensumme", "Rabatt", "Gebühr", "Umsatzsteuer (19 %)", "Gesamtbetrag (EUR)"]
    assert compose_quote(request(country="FR"), company, now=NOW).tax.amount == 0
    changed = with_discounts(quote, {1: Decimal(0)}, company)
    assert (changed.tax.amount, changed.total.amount) == (Decimal("5701.90"), Decimal("35711.91"))


def test_goods_are_sent_as_they_become_ready_where_pack_or_buyer_say_so() -> None:
    lines = (RequestedLine("KCP-70", 1), RequestedLine("KCP-35", 5000))
    company = cast.company()
    partly = company.model_copy(update={"terms": company.terms.model_copy(update={"partial_deliveries": True})})
    cases = [(company, None, False), (company, True, True), (partly, None, True), (partly, False, False)]
    for pack, said, sent in cases:
        quote = compose_quote(request(*lines, partial_deliveries=said), pack, now=NOW)
        assert (quote.partial_deliveries, "delivery_together" in quote.assumptions) == (sent, not sent)
        terms = dict(word_offer(replace(quote, number="Q-1"), pack).terms)
        assert ("Teillieferungen" in terms) is sent


@pytest.mark.parametrize("country", ["XX", "EU", "Germany", "de", "", "D"])
def test_what_is_no_country_is_refused(country: str) -> None:
    with pytest.raises(errors.UnknownCountry):
        compose_quote(request(country=country), cast.company(), now=NOW)


def test_the_latest_line_decides_the_lead_time_of_the_whole() -> None:
    wish = request(RequestedLine("KCP-70", 1), RequestedLine("KCP-35", 5000))
    quote = compose_quote(wish, cast.company(), now=NOW)
    assert quote.lead_time_days == max(line.lead_time_days for line in quote.lines)
    assert "delivery_together" in quote.assumptions


def test_every_assumption_has_its_sentence() -> None:
    assert set(ASSUMPTIONS_WORDED) == set(ASSUMPTIONS)


@pytest.mark.parametrize(
    "said", ["DAP " + "ä" * 81, "CIF " + "Hamburg " * 12, "请报价 CIF " + "上" * 81, "x" * 390 + " CIF Hamburg Altona"]
)
def test_a_place_is_printed_whole_or_refused(said: str) -> None:
    with pytest.raises(errors.PlaceTooLong):
        parse_incoterm(said)
    assert parse_incoterm("DAP " + "Ä" * 80).place == "Ä" * 80
