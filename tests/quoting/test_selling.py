"""Bundles, surcharges, the smallest order, weights and packages: reckoned by the pack's rules, and everything adds up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import quoting.jobs  # noqa: F401 - registers the job that issuing enqueues
from content.catalogue.model import Bundle, BundlePart, Company, Price, Surcharge, Text
from foundation.database import Database
from foundation.money import Money
from quoting import errors, repository
from quoting.amounts import Packing
from quoting.approval import judge_quote
from quoting.approvals.change import with_discounts
from quoting.data import quote_data
from quoting.issue import compose_quote, issue_quote
from quoting.model import Component, Quote, RequestedLine
from quoting.offer import word_offer
from quoting.pricing import price_lines
from tests.quoting import cast
from tests.quoting.cast import ADDRESSES, LIST_FROM, LIST_UNTIL, NOW, TODAY, request
from tests.quoting.test_approvals import BUYER

SET = Bundle(
    sku="SET-70",
    name=Text({"en": "Starter set", "de": "Startset", "ar": "مجموعة البداية"}),
    components=(BundlePart(sku="KCP-70"), BundlePart(sku="KAB-18", quantity=2)),
)
SMALL = Surcharge(
    id="small_order",
    name=Text({"en": "Small order surcharge", "de": "Mindermengenzuschlag", "ja": "少額注文手数料"}),
    amounts={"EUR": Decimal(25), "JPY": Decimal(4000)},
    below={"EUR": Decimal(500), "JPY": Decimal(80_000)},
)
ALLOY = Surcharge(
    id="alloy",
    name=Text({"en": "Alloy surcharge", "de": "Legierungszuschlag"}),
    percent=Decimal("3.5"),
    products=("KCP-70",),
    valid_from=date(2026, 11, 1),
    valid_until=date(2026, 11, 30),
)
ISLANDS = Surcharge(
    id="islands", name=Text({"en": "Islands", "de": "Inselzuschlag"}), percent=Decimal(2), countries=("IS",)
)


def row(sku: str, unit_price: str, **more: Any) -> Price:
    named = {"sku": sku, "currency": "EUR", "min_quantity": 1, "valid_from": LIST_FROM, "valid_until": LIST_UNTIL}
    return Price(**{**named, "unit_price": Decimal(unit_price), **more})


def company(*rows: Price, surcharges: tuple[Surcharge, ...] = (), **more: Any) -> Company:
    return cast.company().model_copy(
        update={
            "prices": rows or cast.company().prices,
            "bundles": {SET.sku: SET},
            "surcharges": {one.id: one for one in surcharges},
            **more,
        }
    )


SETS = company(row("SET-70", "2900.00"), row("SET-70", "2800.00", min_quantity=5), row("KCP-70", "2690.00", floor="2000"),
               row("KAB-18", "129.00", floor="80"))  # fmt: skip


def test_a_bundle_is_one_line_at_its_own_price_and_break() -> None:
    lines = price_lines(request(RequestedLine("set-70", 4), RequestedLine("SET-70", 5)), SETS, today=TODAY)
    assert [(line.sku, line.name, line.amount.amount) for line in lines] == [
        ("SET-70", "Startset", Decimal(11600)),
        ("SET-70", "Startset", Decimal(14000)),
    ]
    assert lines[0].components == (
        Component("KCP-70", "Akku-Impulsschrauber KCP-70", 1),
        Component("KAB-18", lines[0].components[1].name, 2),
    )


def test_what_is_in_a_bundle_comes_from_one_stock_with_all_other_lines() -> None:
    tool, battery = (SETS.products[sku].supply for sku in ("KCP-70", "KAB-18"))
    assert battery.stock >= 2 * tool.stock > 0
    lines = price_lines(request(RequestedLine("SET-70", tool.stock), RequestedLine("KCP-70", 1)), SETS, today=TODAY)
    assert [line.from_stock for line in lines] == [True, False]
    assert lines[0].lead_time_days == max(tool.stock_lead_time_days, battery.stock_lead_time_days)
    [more] = price_lines(request(RequestedLine("SET-70", tool.stock + 1)), SETS, today=TODAY)
    assert (more.from_stock, more.lead_time_days) == (
        False,
        max(tool.production_lead_time_days, battery.stock_lead_time_days),
    )


def test_a_bundles_discount_is_judged_by_the_strictest_product_in_it_and_by_all_their_floors() -> None:
    # KCP-70 forbids more than 20 %, KAB-18 more than 30 %; both floors together are 2,160.00
    [line] = price_lines(request(RequestedLine("SET-70", 1, discount=Decimal(21))), SETS, today=TODAY)
    assert line.floor == Money.of("2160.00", "EUR")
    [decision] = judge_quote((line,), SETS, locale="en", today=TODAY)[1]
    assert (decision["status"], decision["rule"], decision["may_grant"]) == ("forbidden", "discount>20%", [])
    low = company(row("SET-70", "2170.00"), row("KCP-70", "2690.00", floor="2000"), row("KAB-18", "129.00", floor="80"))
    [line] = price_lines(request(RequestedLine("SET-70", 1, discount=Decimal(1))), low, today=TODAY)
    assert judge_quote((line,), low, locale="en", today=TODAY)[1][0]["may_grant"] == ["owner"]


@pytest.mark.parametrize("locale", ["en", "de", "ar"])
def test_a_bundle_reads_as_what_is_in_it(locale: str) -> None:
    quote = replace(
        compose_quote(request(RequestedLine("SET-70", 1), locale=locale), SETS, now=NOW), number="Q-2026-00042"
    )
    [line] = word_offer(quote, SETS).lines
    assert line.name == SET.name[locale]
    assert [one.strip("\u2067\u2069").partition("\xa0× ")[0] for one in line.contents] == ["1", "2"]
    told = quote_data(quote, ADDRESSES)["lines"][0]["components"]
    assert [(one["sku"], one["quantity"]) for one in told] == [("KCP-70", 1), ("KAB-18", 2)]


def test_a_bundle_has_no_options_and_must_have_a_price() -> None:
    with pytest.raises(errors.UnknownOption):
        price_lines(request(RequestedLine("SET-70", 1, ("wifi_module",))), SETS, today=TODAY)
    with pytest.raises(errors.NoPriceInCurrency):
        price_lines(request(RequestedLine("SET-70", 1), currency="USD"), SETS, today=TODAY)


def charged(quote: Quote) -> dict[str, str]:
    return {charge.id: str(charge.amount.amount) for charge in quote.charges}


@pytest.mark.parametrize(
    ("sku", "quantity", "country", "day", "charges", "total"),
    [
        ("KAB-18", 3, "DE", 21, {"small_order": "25.00"}, "412.00"),
        ("KCP-70", 1, "DE", 21, {"alloy": "94.15"}, "2784.15"),  # 2,690.00 x 3.5 %
        ("KCP-70", 1, "IS", 21, {"alloy": "94.15", "islands": "53.80"}, "2837.95"),  # none on the other
        ("KCP-70", 1, "DE", 30, {"alloy": "94.15"}, "2784.15"),
        ("KCP-70", 1, None, 21, {"alloy": "94.15"}, "2784.15"),
    ],
)
def test_a_surcharge_is_added_where_country_day_goods_and_amount_say_so(
    sku: str, quantity: int, country: str | None, day: int, charges: dict[str, str], total: str
) -> None:
    rules = company(row("KCP-70", "2690.00"), row("KAB-18", "129.00"), surcharges=(SMALL, ALLOY, ISLANDS))
    wish = request(RequestedLine(sku, quantity), country=country)
    quote = compose_quote(wish, rules, now=NOW.replace(day=day))
    assert charged(quote) == charges
    assert quote.total == Money.of(total, "EUR")


def test_a_surcharge_ends_with_its_last_day() -> None:
    rules = company(row("KCP-70", "2690.00"), surcharges=(ALLOY,))
    wish = request(RequestedLine("KCP-70", 1))
    assert charged(compose_quote(wish, rules, now=NOW.replace(month=12, day=1))) == {}
    assert charged(compose_quote(wish, rules, now=NOW.replace(month=10, day=31))) == {}


def test_exactly_at_its_bound_an_order_is_not_small() -> None:
    for price, charges in (("500.00", {}), ("499.99", {"small_order": "25.00"})):
        rules = company(row("KCP-70", price), surcharges=(SMALL,))
        assert charged(compose_quote(request(RequestedLine("KCP-70", 1)), rules, now=NOW)) == charges


def test_an_order_is_small_by_what_is_paid_for_it() -> None:
    rules = company(row("KAB-18", "129.00"), surcharges=(SMALL,))
    totals = {}
    for percent in ("0", "3.2"):  # 516.00, and 499.49 after the discount
        totals[percent] = compose_quote(
            request(RequestedLine("KAB-18", 4, discount=Decimal(percent))), rules, now=NOW
        ).total
    assert totals == {"0": Money.of("516.00", "EUR"), "3.2": Money.of("524.49", "EUR")}


async def test_surcharges_stand_on_the_document_and_are_kept(sqlite_database: Database) -> None:
    rules = company(row("KCP-70", "490.00"), surcharges=(SMALL, ALLOY))
    wish = request(RequestedLine("KCP-70", 1), second_locale="en")
    async with sqlite_database.transaction() as session:
        issued = await issue_quote(session, wish, rules, by=BUYER, now=NOW)
    async with sqlite_database.reading() as session:
        kept = await repository.find_quote(session, issued.number)
    assert kept is not None
    assert (kept.charges, kept.second, kept.total) == (issued.charges, issued.second, Money.of("532.15", "EUR"))
    labels = [row.label.replace("\xa0", " ") for row in word_offer(kept, rules).sums]
    assert labels == ["Zwischensumme", "Mindermengenzuschlag", "Legierungszuschlag (3,5 %)", "Gesamtbetrag (EUR)"]
    assert kept.second is not None
    assert kept.second.charges == ("Small order surcharge", "Alloy surcharge")


def test_a_counter_offer_is_charged_anew() -> None:
    rules = company(row("KAB-18", "129.00"), surcharges=(SMALL, ALLOY))
    asked = compose_quote(request(RequestedLine("KAB-18", 4, discount=Decimal(15)), second_locale="en"), rules, now=NOW)
    assert charged(asked) == {"small_order": "25.00"}
    changed = with_discounts(asked, {1: Decimal(1)}, rules)  # 510.84
    assert (changed.charges, changed.total) == ((), Money.of("510.84", "EUR"))
    assert changed.second is not None
    assert changed.second.charges == ()


def test_less_than_the_smallest_order_is_asked_to_grow() -> None:
    terms = cast.company().terms.model_copy(update={"minimum_order": {"EUR": Decimal(150)}})
    rules = company(row("KAB-18", "50.00"), terms=terms)
    assert compose_quote(request(RequestedLine("KAB-18", 3)), rules, now=NOW).total == Money.of("150.00", "EUR")
    with pytest.raises(errors.BelowMinimumValue, match=r"150\.00 EUR; these goods cost 149\.99 EUR.*0\.01 EUR"):
        compose_quote(
            request(RequestedLine("KAB-18", 2), RequestedLine("KAB-18", 1, discount=Decimal("0.02"))), rules, now=NOW
        )


def supplied_as(**supplies: dict[str, Any]) -> Company:
    """The demo company with these products supplied in another way, at 10.00 each."""
    products = dict(cast.company().products)
    for name, supply in supplies.items():
        product = products[name.replace("_", "-")]
        products[product.sku] = product.model_copy(update={"supply": product.supply.model_copy(update=supply)})
    return company(row("KCP-70", "10.00"), row("KAK-CAL", "10.00"), products=products)


def test_weights_packages_and_volume_are_the_packs() -> None:
    goods = supplied_as(
        KCP_70={"net_weight_kg": 1.9, "gross_weight_kg": 2.35, "package_mm": (400, 300, 150), "pieces_per_package": 5},
        KAK_CAL={"net_weight_kg": 0, "gross_weight_kg": 0, "package_mm": (0, 0, 0)},
    )
    quote = compose_quote(request(RequestedLine("KCP-70", 12), RequestedLine("KAK-CAL", 12)), goods, now=NOW)
    # three packages of 18 litres; a calibration is sent in none
    assert quote.packing == Packing(3, Decimal("22.8"), Decimal("28.2"), Decimal("0.054"))
    assert [line.packages for line in quote.lines] == [3, 0]
    packing = dict(word_offer(quote, goods).terms)["Verpackung"].replace("\xa0", " ")
    assert packing == "3 Packstücke · netto 22,8 kg · brutto 28,2 kg · 0,054 m³"
    service = compose_quote(request(RequestedLine("KAK-CAL", 1)), goods, now=NOW)
    assert service.packing is None


prices = st.decimals(min_value=Decimal("0.01"), max_value=Decimal(10_000), places=2)
percents = st.decimals(min_value=Decimal("0.01"), max_value=Decimal(100), places=2)
discounts = st.decimals(min_value=0, max_value=Decimal("99.99"), places=2)


@given(
    price=prices, quantity=st.integers(1, 900), discount=discounts, percent=percents, currency=st.sampled_from(["EUR", "JPY"])
)  # fmt: skip
def test_lines_and_surcharges_always_add_up_to_the_total(
    price: Decimal, quantity: int, discount: Decimal, percent: Decimal, currency: str
) -> None:
    rate = Surcharge(id="rate", name=SMALL.name, percent=percent)
    rules = company(row("KCP-70", str(price), currency=currency), surcharges=(SMALL, rate))
    wish = request(RequestedLine("KCP-70", quantity, discount=discount), currency=currency)
    quote = compose_quote(wish, rules, now=NOW)
    coin = Decimal(1).scaleb(-2 if currency == "EUR" else 0)
    unit = price.quantize(coin, ROUND_HALF_UP)
    goods = (unit * quantity * (100 - discount) / 100).quantize(coin, ROUND_HALF_UP)
    expected = goods + (goods * percent / 100).quantize(coin, ROUND_HALF_UP)
    if goods < SMALL.below[currency]:
        expected += SMALL.amounts[currency]
    assert quote.total.amount == expected
    shown = quote.subtotal - quote.discount + quote.surcharges + quote.freight + quote.tax
    assert shown == quote.total
    assert all(one.amount.amount == one.amount.rounded().amount for one in quote.charges)
