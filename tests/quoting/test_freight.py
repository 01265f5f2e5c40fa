"""Carriage is reckoned by the pack's rates where there is one, insured where the term says so, and otherwise asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest

import quoting.jobs  # noqa: F401 - registers the job that issuing enqueues
from content.catalogue.model import Company, Conversion, FreightRate, FreightStep, Insurance, Surcharge, Text
from content.rates.model import Rate, RateBook
from foundation.database import Database
from foundation.locales import LOCALES, country_name
from foundation.money import Money
from quoting import repository
from quoting.amounts import Packing
from quoting.approvals.change import with_discounts
from quoting.basis import quote_basis, quote_fields
from quoting.data import quote_data
from quoting.freight import chargeable_kg
from quoting.issue import compose_quote, issue_quote
from quoting.model import Quote, RequestedLine
from quoting.offer import word_offer
from tests.quoting import cast
from tests.quoting.cast import ADDRESSES, NOW, request
from tests.quoting.test_approvals import BUYER

ROAD = FreightRate(
    id="road",
    countries=("FR", "CH"),
    rules=("CPT", "CIP", "DAP", "DDP"),
    kg_per_m3=Decimal(333),
    steps=(
        FreightStep(up_to_kg=Decimal(30), amounts={"EUR": Decimal(45)}),
        FreightStep(up_to_kg=Decimal(60), amounts={"EUR": Decimal(80)}),
    ),
    per_kg={"EUR": Decimal("0.75")},
    heaviest_kg=Decimal(500),
    valid_until=date(2026, 12, 31),
)
UNION = ROAD.model_copy(update={"id": "union", "countries": ("DE", "AT"), "duty_percent": Decimal("2.5")})
PORT = ROAD.model_copy(
    update={"id": "port", "countries": (), "places": ("hamburg", "هامبورغ", "汉堡"), "rules": ("FOB",), "kg_per_m3": 0}
)
SEA = ROAD.model_copy(update={"id": "sea", "countries": ("CN", "SA"), "rules": ("CIF", "CFR"), "kg_per_m3": 0})
INSURANCE = Insurance(percent=Decimal("0.4"), minimum={"EUR": Decimal(20)})


def cents(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal("0.01"), ROUND_HALF_UP)


def company(*rates: FreightRate, insurance: Insurance | None = INSURANCE, **more: Any) -> Company:
    known = cast.company()
    terms = known.terms.model_copy(update={"insurance": insurance, **more.pop("terms", {})})
    freight = {one.id: one for one in rates or (ROAD, UNION, PORT, SEA)}
    return known.model_copy(update={"freight": freight, "terms": terms, **more})


def quoted(incoterm: str | None, *lines: RequestedLine, house: Company | None = None, **more: Any) -> Quote:
    return compose_quote(request(*lines, incoterm=incoterm, **more), house or company(), now=NOW)


def test_carriage_is_the_step_that_the_chargeable_weight_reaches_and_adds_up() -> None:
    # one KCP-70: 1.8 kg, 400 x 300 x 130 mm = 0.0156 m3 (333 kg each: 5.2 kg); the pack says so
    quote = quoted("CPT Lyon", RequestedLine("KCP-70", 12), country="FR")
    assert quote.packing is not None
    weight = chargeable_kg(quote.packing, Decimal(333))
    assert weight == max(quote.packing.gross_kg, quote.packing.volume_m3 * 333).__ceil__()
    assert quote.carriage is not None
    assert (quote.carriage.rate, quote.carriage.country, quote.carriage.chargeable_kg) == ("road", "FR", weight)
    expected = Decimal(45) if weight <= 30 else Decimal(80) if weight <= 60 else 80 + (weight - 60) * Decimal("0.75")
    assert quote.freight == Money(expected, "EUR").rounded()
    assert quote.total == quote.subtotal - quote.discount + quote.freight
    assert "freight_calculated" in quote.assumptions


@pytest.mark.parametrize(
    ("gross", "volume", "per_m3", "charged"),
    [("30", "0", "333", "30"), ("30.01", "0", "0", "31"), ("12", "0.1", "333", "34"), ("12", "0.1", "0", "12")],
)
def test_every_kilogram_begun_counts_and_volume_where_it_is_more(
    gross: str, volume: str, per_m3: str, charged: str
) -> None:
    packing = Packing(1, Decimal(1), Decimal(gross), Decimal(volume))
    assert chargeable_kg(packing, Decimal(per_m3)) == Decimal(charged)


def test_under_cip_and_cif_110_percent_of_goods_and_freight_are_insured() -> None:
    quote = quoted("CIP Lyon", RequestedLine("KCP-70", 12, discount=Decimal(2)), country="FR")
    carriage = quote.carriage
    assert carriage is not None
    goods = sum((line.amount.amount for line in quote.lines), Decimal(0))
    assert carriage.insured.amount == cents((goods + carriage.freight.amount) * Decimal("1.1"))
    assert carriage.insurance.amount == cents(carriage.insured.amount * Decimal("0.004"))
    assert quote.freight == carriage.freight + carriage.insurance
    assert {"freight_calculated", "goods_insured"} <= set(quote.assumptions)
    least = quoted("CIP Lyon", RequestedLine("KAB-18", 1), country="FR").carriage
    assert least is not None
    assert least.insurance == Money.of("20.00", "EUR")
    other = quoted("CPT Lyon", RequestedLine("KCP-70", 12), country="FR").carriage
    assert other is not None
    assert other.insurance.is_zero


def test_delivered_duty_paid_brings_duties_or_is_on_request() -> None:
    paid = quoted("DDP Wien", RequestedLine("KCP-70", 2)).carriage
    assert paid is not None
    assert paid.duty.amount == cents((Decimal("5380.00") + paid.freight.amount) * Decimal("0.025"))
    unknown = quoted("DDP Zürich", RequestedLine("KCP-70", 2), country="CH")
    assert (unknown.carriage, unknown.freight.amount) == (None, 0)
    assert "freight_not_included" in unknown.assumptions


@pytest.mark.parametrize(
    ("incoterm", "country", "rate"),
    [
        ("CIF Shanghai", None, "sea"),
        ("CIF 上海", "CN", "sea"),
        ("CIF جدة", None, "sea"),
        ("CFR Shanghai", "FR", "sea"),
        ("FOB Hamburg", "JP", "port"),
        ("FOB 汉堡", None, "port"),
        ("DAP Lyon", None, "road"),
        ("DAP Saint-Nulle-Part", "FR", "road"),
        ("CIF Xingang", "FR", None),
        ("CIF Xingang", "CN", None),
        ("DAP Tokyo", "FR", None),
        ("DAP Atlantis", None, None),
        ("DPU Lyon", "FR", None),
        ("CFR Busan Port", None, None),
        ("CIF Port of Ningbo", None, "sea"),
        ("CIF 盐田", None, "sea"),
        ("CIF ميناء الدمام", None, "sea"),
        ("CIF Zhoushan", "CN", "sea"),
        ("DAP Kölleda", "FR", "union"),
        ("DAP Werk 4, 99625 Kölleda", None, "union"),
        ("DAP Mandelieu-la-Napoule", None, "road"),
        ("FCA Hamburg", "DE", None),
        ("FOB Antwerpen", "DE", None),
    ],
)
def test_the_place_decides_and_what_nobody_knows_is_on_request(
    incoterm: str, country: str | None, rate: str | None
) -> None:
    quote = quoted(incoterm, RequestedLine("KCP-70", 3), country=country)
    assert (quote.carriage.rate if quote.carriage else None) == rate
    assert ("freight_not_included" in quote.assumptions) == (rate is None)
    assert quote.freight.is_zero == (rate is None)


@pytest.mark.parametrize(
    ("incoterm", "country", "assumed"),
    [
        ("DAP Lyon", None, None),  # named in the pack
        ("DAP Lyon", "DE", None),
        ("DAP Mandelieu-la-Napoule", "FR", None),  # a town of the country that the goods go to
        ("DAP Saint-Nulle-Part", "FR", "FR"),  # nobody knows it
        ("DAP Kölleda", "FR", "DE"),  # it lies elsewhere than was said
        ("DAP Mandelieu-la-Napoule", None, "FR"),
        ("CIF Zhoushan", None, "CN"),
        ("CIF Zhoushan", "CN", None),
    ],
)
def test_where_a_place_lies_is_told_as_an_assumption_unless_it_is_certain(
    incoterm: str, country: str | None, assumed: str | None
) -> None:
    quote = quoted(incoterm, RequestedLine("KCP-70", 3), country=country)
    assert quote.carriage is not None
    assert ("place_country" in quote.assumptions) == (assumed is not None)
    assert assumed is None or quote.carriage.country == assumed


def test_the_assumed_country_is_told_in_every_language_and_kept() -> None:
    for locale in LOCALES:
        quote = quoted("DAP Saint-Nulle-Part", RequestedLine("KCP-70", 3), country="FR", locale=locale)
        told = [one for one in word_offer(replace(quote, number="Q-1"), company()).assumptions if "Saint-Nulle" in one]
        assert any(country_name("FR", locale) in one for one in told), told
        assert quote_fields(quote_basis(quote), quote.currency)["carriage"] == quote.carriage


@pytest.mark.parametrize("incoterm", [None, "EXW", "FCA", "EXW Esslingen", "FCA Esslingen am Neckar"])
def test_at_our_gate_there_is_no_freight_and_nothing_is_missing(incoterm: str | None) -> None:
    quote = quoted(incoterm, RequestedLine("KCP-70", 3), country="FR")
    assert (quote.carriage, quote.freight.amount) == (None, 0)
    assert not {"freight_calculated", "freight_not_included"} & set(quote.assumptions)


def test_too_heavy_out_of_date_without_currency_or_insurance_is_on_request() -> None:
    line = RequestedLine("KCP-70", 3)
    ended = ROAD.model_copy(update={"valid_until": date(2026, 11, 20)})
    light = ROAD.model_copy(update={"heaviest_kg": Decimal(1)})
    short = ROAD.model_copy(update={"per_kg": {}})
    assert quoted("CPT Lyon", line, house=company(ended)).carriage is None
    assert quoted("CPT Lyon", line, house=company(light)).carriage is None
    assert quoted("CPT Lyon", RequestedLine("KCP-70", 60), house=company(short)).carriage is None
    assert quoted("CPT Lyon", line, currency="CNY").carriage is None
    assert quoted("CIP Lyon", line, house=company(insurance=None)).carriage is None
    assert quoted("CPT Lyon", line, house=company(insurance=None)).carriage is not None


def test_freight_is_taxed_with_the_goods_and_surcharges_count_for_the_insured_sum() -> None:
    small = Surcharge(id="s", name=Text({"en": "Small", "de": "Klein"}), amounts={"EUR": Decimal(25)})
    rules = cast.company().terms.tax
    assert rules is not None
    taxed = rules.model_copy(update={"domestic": rules.domestic.model_copy(update={"percent": Decimal(19)})})
    house = company(UNION, terms={"tax": taxed}, surcharges={"s": small})
    quote = quoted("CIP Stuttgart", RequestedLine("KCP-70", 1), country="DE", house=house)
    carriage = quote.carriage
    assert carriage is not None
    assert carriage.insured.amount == cents((Decimal("2715.00") + carriage.freight.amount) * Decimal("1.1"))
    net = Decimal("2715.00") + quote.freight.amount
    assert quote.tax.amount == cents(net * Decimal("0.19"))
    assert quote.total.amount == net + quote.tax.amount


def test_in_a_converted_currency_the_rate_on_record_is_used_and_told() -> None:
    terms = {"conversions": {"JPY": Conversion(from_currency="EUR", round_to=Decimal(100))}}
    known = cast.company()
    house = company(ROAD, terms=terms, currencies=(*known.currencies, "JPY"))
    rates = RateBook((Rate("EUR", "JPY", Decimal("163.5"), NOW, "ECB"),))
    asked = request(RequestedLine("KAB-18", 1), incoterm="CPT Lyon", country="FR", currency="JPY")
    quote = compose_quote(asked, house, now=NOW, rates=rates)
    assert quote.freight == Money.of("7400", "JPY")  # 45 EUR at 163.5 = 7357.5, to the next hundred half up
    assert quote.rates[0].rate == Decimal("163.5")


@pytest.mark.parametrize(("per_kg", "step"), [("0.22", 1), ("0.22", 100), ("0.305", 100), ("0.46", 1000)])
def test_what_goes_beyond_the_last_step_is_converted_whole_not_by_the_kilogram(per_kg: str, step: int) -> None:
    terms = {"conversions": {"JPY": Conversion(from_currency="EUR", round_to=Decimal(step))}}
    road = ROAD.model_copy(update={"per_kg": {"EUR": Decimal(per_kg)}})
    house = company(road, terms=terms, currencies=(*cast.company().currencies, "JPY"))
    asked = request(RequestedLine("KCP-70", 40), incoterm="CPT Lyon", country="FR", currency="JPY")
    quote = compose_quote(asked, house, now=NOW, rates=RateBook((Rate("EUR", "JPY", Decimal("163.5"), NOW, "ECB"),)))
    assert quote.carriage is not None
    weight = quote.carriage.chargeable_kg
    assert weight > 60
    yen = (80 + Decimal(per_kg) * (weight - 60)) * Decimal("163.5")
    assert quote.freight.amount == (yen / step).quantize(Decimal(1), ROUND_HALF_UP) * step


def test_a_counter_offer_insures_what_the_goods_then_cost() -> None:
    asked = quoted("CIP Lyon", RequestedLine("KAB-18", 400, discount=Decimal(15)), country="FR")
    wished = quoted("CIP Lyon", RequestedLine("KAB-18", 400, discount=Decimal(5)), country="FR")
    changed = with_discounts(asked, {1: Decimal(5)}, company())
    assert (changed.carriage, changed.freight, changed.total) == (wished.carriage, wished.freight, wished.total)


async def test_a_stored_quote_keeps_its_carriage_to_the_cent(database: Database) -> None:
    wish = request(RequestedLine("KCP-70", 12), incoterm="CIP Lyon", country="FR")
    async with database.transaction() as session:
        issued = await issue_quote(session, wish, company(), by=BUYER, now=NOW)
    async with database.reading() as session:
        kept = await repository.find_quote(session, issued.number)
    assert kept is not None
    assert (kept.carriage, kept.freight, kept.total) == (issued.carriage, issued.freight, issued.total)
    data = quote_data(kept, ADDRESSES)
    told = data["carriage"]
    assert Decimal(data["freight"]) == sum(Decimal(told[name]) for name in ("freight", "insurance", "duty"))


@pytest.mark.parametrize("locale", LOCALES)
def test_every_language_tells_freight_insurance_and_what_they_are_for(locale: str) -> None:
    house = company()
    quote = compose_quote(request(incoterm="CIP Lyon", country="FR", locale=locale), house, now=NOW)
    offer = word_offer(quote, house)
    assert len(offer.sums) == 4
    assert len({row.label for row in offer.sums}) == 4
    assert any("Lyon" in told for told in offer.assumptions)
    assert not any("{" in told for told in offer.assumptions)
    english = word_offer(replace(quote, locale="en"), house)
    assert locale == "en" or not {row.label for row in offer.sums[1:3]} & {row.label for row in english.sums[1:3]}
