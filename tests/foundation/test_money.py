"""What money promises: exact, never mixed, rounded as its currency is."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.money import CurrencyMismatch, Money

amounts = st.decimals(min_value="-1e12", max_value="1e12", places=6)
currencies = st.sampled_from(["EUR", "USD", "CNY", "JPY", "KWD", "BRL", "SAR"])


@given(amounts, amounts, amounts, currencies)
def test_sums_do_not_depend_on_their_order(a: Decimal, b: Decimal, c: Decimal, currency: str) -> None:
    one, two, three = (Money(amount, currency) for amount in (a, b, c))
    assert (one + two) + three == one + (three + two)
    assert one + two - two == one
    assert one + -one == Money.zero(currency)


@given(amounts, st.integers(0, 10_000), currencies)
def test_a_quantity_costs_the_sum_of_its_pieces(amount: Decimal, quantity: int, currency: str) -> None:
    piece = Money(amount, currency).rounded()
    assert piece * quantity == quantity * piece == Money(piece.amount * quantity, currency)
    assert (piece * quantity).rounded() == piece * quantity


@given(amounts, currencies)
def test_rounding_moves_by_half_a_unit_at_most_and_only_once(amount: Decimal, currency: str) -> None:
    money = Money(amount, currency)
    unit = Decimal(1).scaleb({"JPY": 0, "KWD": -3}.get(currency, -2))
    assert abs((money.rounded() - money).amount) <= unit / 2
    assert money.rounded().rounded() == money.rounded()


@given(amounts, amounts, currencies)
def test_order_is_the_order_of_amounts(a: Decimal, b: Decimal, currency: str) -> None:
    one, two = Money(a, currency), Money(b, currency)
    assert (one < two) == (a < b)
    assert (one >= two) == (a >= b)


@pytest.mark.parametrize(
    ("amount", "currency", "rounded"),
    [("0.125", "EUR", "0.13"), ("-0.125", "EUR", "-0.13"), ("12.5", "JPY", "13"), ("1.0005", "KWD", "1.001")],
)
def test_half_is_rounded_away_from_zero_in_the_currencys_own_unit(amount: str, currency: str, rounded: str) -> None:
    assert str(Money.of(amount, currency).rounded().amount) == rounded


def test_two_currencies_never_meet() -> None:
    euro, dollar = Money.of(1, "EUR"), Money.of(1, "USD")
    for reckon in (lambda: euro + dollar, lambda: euro - dollar, lambda: euro < dollar, lambda: euro >= dollar):
        with pytest.raises(CurrencyMismatch, match="EUR and USD cannot be reckoned together"):
            reckon()
    assert euro != dollar


@pytest.mark.parametrize("amount", [1.5, "1", None, True, Decimal("NaN"), Decimal("Infinity")])
def test_what_is_no_exact_amount_is_refused(amount: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        Money(amount, "EUR")  # type: ignore[arg-type]  # wrong on purpose


@pytest.mark.parametrize("currency", ["", "eur", "EURO", "€", "XQZ"])
def test_what_is_no_currency_is_refused(currency: str) -> None:
    with pytest.raises(ValueError, match="is no currency"):
        Money(Decimal(1), currency)


def test_money_is_never_multiplied_by_a_float() -> None:
    with pytest.raises(TypeError):
        Money.of(1, "EUR") * 1.1  # type: ignore[operator]  # wrong on purpose
