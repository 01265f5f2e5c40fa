"""A quote costs what the price list says, to the cent, and nothing that is not in force is ever quoted."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.catalogue.model import Company, OptionPrice
from foundation.money import Money
from quoting import errors
from quoting.model import RequestedLine
from quoting.pricing import MAX_QUANTITY, add_up, price_lines
from tests.quoting import cast
from tests.quoting.cast import TODAY, request, with_prices

LADDER = (
    ("KCP-70", "EUR", 1, "3000.00"),
    ("KCP-70", "EUR", 5, "2850.50"),
    ("KCP-70", "EUR", 10, "2710.00"),
    ("KCP-35", "EUR", 1, "0.10"),
    ("KCP-35", "CNY", 1, "19700.00"),
)


def euros(amount: str) -> Money:
    return Money.of(amount, "EUR")


@pytest.mark.parametrize(
    ("quantity", "unit", "amount", "reached"),
    [
        (1, "3000.00", "3000.00", 1),
        (4, "3000.00", "12000.00", 1),
        (5, "2850.50", "14252.50", 5),
        (9, "2850.50", "25654.50", 5),
        (10, "2710.00", "27100.00", 10),
        (1000, "2710.00", "2710000.00", 10),
    ],
)
def test_the_volume_break_that_the_quantity_reaches_counts(quantity: int, unit: str, amount: str, reached: int) -> None:
    wish = request(RequestedLine("KCP-70", quantity))
    [line] = price_lines(wish, with_prices(*LADDER), today=TODAY)
    assert (line.unit_price, line.amount, line.min_quantity) == (euros(unit), euros(amount), reached)


def test_the_twelve_pulse_tools_of_the_engineer_in_stuttgart_cost_what_the_demo_price_list_says() -> None:
    company = cast.company()
    [row] = [p for p in company.prices if (p.sku, p.currency, p.min_quantity) == ("KCP-70", "EUR", 10)]
    [line] = price_lines(request(), company, today=TODAY)
    assert line.amount == Money(row.unit_price * 12, "EUR").rounded()


def test_options_add_their_own_price_at_their_own_break() -> None:
    company = with_prices(*LADDER)
    product = company.products["KCP-70"]
    option = product.options[0].model_copy(
        update={
            "prices": (
                OptionPrice(currency="EUR", unit_price=Decimal("290.00")),
                OptionPrice(currency="EUR", unit_price=Decimal("250.00"), min_quantity=8),
            )
        }
    )
    changed = product.model_copy(update={"options": (option, *product.options[1:])})
    company = company.model_copy(update={"products": {**company.products, "KCP-70": changed}})
    few, many = (
        price_lines(request(RequestedLine("KCP-70", n, (option.id, option.id))), company, today=TODAY)[0]
        for n in (7, 8)
    )
    assert (few.unit_price, many.unit_price) == (euros("3140.50"), euros("3100.50"))
    assert (many.list_price, many.options) == (euros("2850.50"), (option.id,))


def test_a_lines_own_discount_goes_before_the_quotes() -> None:
    wish = request(
        RequestedLine("KCP-70", 10, discount=Decimal("2.5")), RequestedLine("KCP-70", 1), discount=Decimal(8)
    )
    lines = price_lines(wish, with_prices(*LADDER), today=TODAY)
    assert [line.amount for line in lines] == [euros("26422.50"), euros("2760.00")]
    totals = add_up(lines, currency="EUR")
    assert (totals.subtotal, totals.discount, totals.total) == (euros("30100.00"), euros("917.50"), euros("29182.50"))


def test_two_lines_of_one_product_share_one_stock() -> None:
    company = cast.company()
    stock = company.products["KCP-70"].supply.stock
    assert stock >= 1
    lines = price_lines(request(RequestedLine("KCP-70", stock), RequestedLine("KCP-70", 1)), company, today=TODAY)
    assert [line.from_stock for line in lines] == [True, False]
    supply = company.products["KCP-70"].supply
    assert [line.lead_time_days for line in lines] == [supply.stock_lead_time_days, supply.production_lead_time_days]


def _minimum(company: Company) -> Company:
    product = company.products["KCP-70"]
    supply = product.supply.model_copy(update={"minimum_order": 5})
    products = {**company.products, "KCP-70": product.model_copy(update={"supply": supply})}
    return company.model_copy(update={"products": products})


@pytest.mark.parametrize(
    ("lines", "more", "error"),
    [
        ((), {}, errors.NoLines),
        ((RequestedLine("KCP-70", 1),) * 101, {}, errors.TooManyLines),
        ((RequestedLine("XYZ-9", 1),), {}, errors.UnknownProduct),
        ((RequestedLine("<script>", 1),), {}, errors.UnknownProduct),
        ((RequestedLine("KCP-70", 0),), {}, errors.QuantityTooSmall),
        ((RequestedLine("KCP-70", -5),), {}, errors.QuantityTooSmall),
        ((RequestedLine("KCP-70", MAX_QUANTITY + 1),), {}, errors.QuantityTooLarge),
        ((RequestedLine("KCP-70", 10**30),), {}, errors.QuantityTooLarge),
        ((RequestedLine("KCP-70", 1, ("nonsense",)),), {}, errors.UnknownOption),
        ((RequestedLine("KCP-70", 1),), {"currency": "CNY"}, errors.NoPriceInCurrency),
        ((RequestedLine("KCP-70", 1),), {"currency": "XXX"}, errors.NoPriceInCurrency),
        ((RequestedLine("KCP-70", 1),), {"currency": ""}, errors.NoPriceInCurrency),
        ((RequestedLine("KCP-70", 1), RequestedLine("KCP-35", 1, currency="CNY")), {}, errors.MixedCurrencies),
        ((RequestedLine("KCP-70", 1, discount=Decimal(100)),), {}, errors.DiscountOutOfRange),
        ((RequestedLine("KCP-70", 1, discount=Decimal(-1)),), {}, errors.DiscountOutOfRange),
        ((RequestedLine("KCP-70", 1, discount=Decimal("NaN")),), {}, errors.DiscountOutOfRange),
        ((RequestedLine("KCP-70", 1, discount=Decimal("1.234")),), {}, errors.DiscountOutOfRange),
    ],
)
def test_what_cannot_be_quoted_is_refused_with_its_reason(
    lines: tuple[RequestedLine, ...], more: dict[str, Any], error: type[errors.QuotingError]
) -> None:
    wish = request(*lines, **more) if lines else request(**more).__class__(locale="de", currency="EUR", lines=())
    with pytest.raises(error) as refused:
        price_lines(wish, with_prices(*LADDER), today=TODAY)
    assert refused.value.sentence("ja") != refused.value.sentence("en")


def test_less_than_the_minimum_order_is_refused() -> None:
    with pytest.raises(errors.BelowMinimumOrder, match="is 5 pieces; you asked for 4"):
        price_lines(request(RequestedLine("KCP-70", 4)), _minimum(with_prices(*LADDER)), today=TODAY)
    with pytest.raises(errors.BelowMinimumOrder, match="is 10 pieces"):
        price_lines(request(RequestedLine("KCP-70", 9)), with_prices(("KCP-70", "EUR", 10, "9.00")), today=TODAY)


def test_a_price_list_counts_from_its_first_to_its_last_day() -> None:
    company = with_prices(*LADDER)
    wish = request(RequestedLine("KCP-70", 1))
    for day in (cast.LIST_FROM, cast.LIST_UNTIL):
        assert price_lines(wish, company, today=day)
    with pytest.raises(errors.PriceListNotYetValid, match="2026-01-01"):
        price_lines(wish, company, today=date(2025, 12, 31))
    with pytest.raises(errors.PriceListExpired, match="2027-12-31"):
        price_lines(wish, company, today=date(2028, 1, 1))


def test_a_sku_is_understood_in_any_case() -> None:
    [line] = price_lines(request(RequestedLine(" kcp-70 ", 1)), with_prices(*LADDER), today=TODAY)
    assert line.sku == "KCP-70"


prices = st.decimals(min_value=Decimal("0.01"), max_value=Decimal(100_000), places=2)
percents = st.decimals(min_value=0, max_value=Decimal("99.99"), places=2)
wishes = st.lists(st.tuples(st.integers(1, 5000), percents, st.integers(0, 1)), min_size=1, max_size=12)


@given(first=prices, second=prices, wished=wishes)
def test_lines_always_add_up_to_the_total_to_the_last_cent(
    first: Decimal, second: Decimal, wished: list[tuple[int, Decimal, int]]
) -> None:
    skus = ("KCP-70", "KCP-35")
    company = with_prices((skus[0], "EUR", 1, str(first)), (skus[1], "EUR", 1, str(second)))
    lines = price_lines(
        request(*(RequestedLine(skus[which], quantity, discount=percent) for quantity, percent, which in wished)),
        company,
        today=TODAY,
    )
    totals = add_up(lines, currency="EUR")
    cent = Decimal("0.01")
    by_hand = [
        (quantity * (first, second)[which] * (100 - percent) / 100).quantize(cent, ROUND_HALF_UP)
        for quantity, percent, which in wished
    ]
    assert [line.amount.amount for line in lines] == by_hand
    assert totals.total.amount == sum(by_hand)
    assert totals.total == totals.subtotal - totals.discount + totals.freight + totals.tax
    assert totals.discount.amount >= 0
    assert all(amount.amount == amount.rounded().amount for amount in (totals.subtotal, totals.discount, totals.total))


@given(price=prices, currency=st.sampled_from(["EUR", "JPY", "KWD"]), quantity=st.integers(1, 1000), percent=percents)
def test_each_currency_is_rounded_to_its_own_coins(
    price: Decimal, currency: str, quantity: int, percent: Decimal
) -> None:
    company = with_prices(("KCP-70", currency, 1, str(price)))
    [line] = price_lines(
        request(RequestedLine("KCP-70", quantity, discount=percent), currency=currency), company, today=TODAY
    )
    coin = Decimal(1).scaleb(-{"EUR": 2, "JPY": 0, "KWD": 3}[currency])
    for amount in (line.unit_price.amount, line.amount.amount, line.gross.amount):
        assert amount == amount.quantize(coin)
    unit = price.quantize(coin, ROUND_HALF_UP)
    assert line.amount.amount == (unit * quantity * (100 - percent) / 100).quantize(coin, ROUND_HALF_UP)


@given(quantity=st.integers(1, 500), breaks=st.sets(st.integers(2, 400), min_size=1, max_size=5), base=prices)
def test_more_pieces_never_cost_more_a_piece_where_the_list_falls(
    quantity: int, breaks: set[int], base: Decimal
) -> None:
    rows = [("KCP-70", "EUR", 1, base)]
    for step in sorted(breaks):
        rows.append(("KCP-70", "EUR", step, max(Decimal("0.01"), rows[-1][3] - 1)))
    company = with_prices(*((sku, currency, step, str(price)) for sku, currency, step, price in rows))
    one, more = (
        price_lines(request(RequestedLine("KCP-70", n)), company, today=TODAY)[0].unit_price.amount
        for n in (quantity, quantity + 1)
    )
    assert more <= one
