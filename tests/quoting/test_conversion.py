"""A currency without a list is quoted from another's where the pack says so: by a rate on record, named on the quote."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import quoting.jobs  # noqa: F401 - registers the job that issuing enqueues
from content.catalogue.model import Company, Conversion, Price
from content.rates.enter import enter_rates
from content.rates.model import Rate, RateBook, UsedRate, newest
from foundation.actor import Actor
from foundation.database import Database
from foundation.money import Money
from quoting import errors, repository
from quoting.approvals.change import with_discounts
from quoting.data import quote_data
from quoting.earlier import Earlier, Given
from quoting.exchange import worths
from quoting.issue import compose_quote, issue_quote
from quoting.model import Quote, QuoteStatus, RequestedLine
from quoting.offer import word_offer
from quoting.pricing import price_lines
from quoting.revise import revise_quote
from quoting.wish import Wish
from tests.quoting import cast
from tests.quoting.cast import ADDRESSES, LIST_FROM, LIST_UNTIL, NOW, TODAY, request
from tests.quoting.test_selling import SMALL

FRIDAY = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
BOOK = newest([
    Rate("EUR", "JPY", Decimal("163.25"), FRIDAY, "European Central Bank"),
    Rate("EUR", "USD", Decimal("1.0875"), FRIDAY, "European Central Bank"),
    Rate("EUR", "GBP", Decimal("0.84"), FRIDAY, "European Central Bank"),
])  # fmt: skip
YEN = Conversion(from_currency="EUR")


def company(*rows: Price, rules: dict[str, Conversion] | None = None, **more: Any) -> Company:
    terms = cast.company().terms.model_copy(update={"conversions": rules or {"JPY": YEN}})
    prices = rows or cast.company().prices
    return cast.company().model_copy(update={"terms": terms, "prices": prices, **more})


def row(unit_price: str, currency: str = "EUR", **more: Any) -> Price:
    named = {
        "sku": "KCP-70",
        "min_quantity": 1,
        "valid_from": LIST_FROM,
        "valid_until": LIST_UNTIL,
        "currency": currency,
    }
    return Price(**{**named, "unit_price": Decimal(unit_price), **more})


def yen(quantity: int = 12, *options: str, **more: Any) -> Quote:
    wish = request(RequestedLine("KCP-70", quantity, options), currency="JPY", locale="ja")
    return compose_quote(wish, more.pop("company", company()), now=NOW, rates=more.pop("rates", BOOK))


@pytest.mark.parametrize(
    ("rule", "options", "unit", "total", "rate"),
    [
        (YEN, (), 408_125, 4_897_500, "163.25"),  # 2,500.00 x 163.25
        # 2,500 x 163.25 and 390 x 163.25 = 63,667.5, which is 63,668
        (YEN, ("wifi_module",), 471_793, 5_661_516, "163.25"),
        # with 2 % the rate is 166.515: 416,287.5, up to the next yen
        (Conversion(from_currency="EUR", margin_percent=Decimal(2)), (), 416_288, 4_995_456, "166.515"),
        (Conversion(from_currency="EUR", margin_percent=Decimal(2), round_to=Decimal(1000)), (), 416_000, 4_992_000, "166.515"),
        # 2,805.00 USD by the cross 150.11494: 421,072.4067
        (Conversion(from_currency="USD"), (), 421_072, 5_052_864, "150.11494"),
    ],
)  # fmt: skip
def test_prices_come_by_the_rate_of_the_day_with_margin_and_steps(
    rule: Conversion, options: tuple[str, ...], unit: int, total: int, rate: str
) -> None:
    quote = yen(12, *options, company=company(rules={"JPY": rule}))
    assert (quote.lines[0].unit_price.amount, quote.total.amount) == (unit, total)
    [used] = quote.rates
    assert (used.base, used.currency, used.rate) == (rule.from_currency, "JPY", Decimal(rate))
    assert (used.as_of, used.source, used.margin_percent) == (FRIDAY, "European Central Bank", rule.margin_percent)


def test_time_and_source_of_the_rate_stand_on_the_quote() -> None:
    quote = dataclasses.replace(yen(), number="Q-2026-00042")
    told = dict(word_offer(quote, company()).terms)["為替レート"]
    assert "1 EUR = 163.2500 JPY" in told.replace("\u2066", "").replace("\u2069", "").replace("\xa0", " ")
    assert "2026年11月20日" in told
    assert "European Central Bank" in told
    [rate] = quote_data(quote, ADDRESSES)["rates"]
    assert rate == {
        "from": "EUR",
        "to": "JPY",
        "rate": "163.25",
        "as_of": FRIDAY.isoformat(),
        "source": "European Central Bank",
    }


def test_a_list_in_the_currency_goes_before_a_conversion_and_names_no_rate() -> None:
    quote = yen(company=company(row("2500.00"), row("400000", "JPY")))
    assert (quote.total.amount, quote.rates) == (Decimal(4_800_000), ())
    mixed = company(row("2500.00"), row("400000", "JPY"), row("129.00", sku="KAB-18"))
    wish = request(RequestedLine("KCP-70", 1), RequestedLine("KAB-18", 1), currency="JPY")
    both = compose_quote(wish, mixed, now=NOW, rates=BOOK)
    assert [line.unit_price.amount for line in both.lines] == [400_000, 21_059]  # 129 x 163.25 = 21,059.25
    assert [used.rate for used in both.rates] == [Decimal("163.25")]


def test_without_a_rate_or_with_an_old_one_nothing_is_quoted() -> None:
    with pytest.raises(errors.NoExchangeRate, match="from EUR to JPY"):
        yen(rates=RateBook())
    for days, holds in ((6, True), (7, False)):  # the rate is of the 20th, the day of the quote the 21st
        book = newest([Rate("EUR", "JPY", Decimal("163.25"), FRIDAY - timedelta(days=days), "ECB")])
        if holds:
            assert yen(rates=book).total.amount == Decimal(4_897_500)
        else:
            with pytest.raises(errors.ExchangeRateTooOld, match="2026-11-13.*last 7 days"):
                yen(rates=book)


def test_a_currency_that_the_pack_does_not_convert_is_refused_as_ever() -> None:
    with pytest.raises(errors.NoPriceInCurrency):
        compose_quote(request(currency="GBP"), company(), now=NOW, rates=BOOK)
    with pytest.raises(errors.PriceListExpired, match="in EUR ended"):
        compose_quote(request(currency="JPY"), company(row("9.00", valid_until=date(2026, 11, 1))), now=NOW, rates=BOOK)
    with pytest.raises(errors.UnknownOption):
        yen(1, "nonsense")
    with pytest.raises(errors.NoPriceInCurrency):
        compose_quote(request(currency="JPY"), company(row("9.00", sku="KAB-18")), now=NOW, rates=BOOK)


def test_amounts_of_the_pack_are_converted_too() -> None:
    small = SMALL.model_copy(update={"amounts": {"EUR": Decimal(25)}, "below": {"EUR": Decimal(500)}})
    terms = company().terms.model_copy(update={"minimum_order": {"EUR": Decimal(50)}})
    rules = company(row("400.00", floor="100"), surcharges={"small_order": small}, terms=terms)
    quote = yen(1, company=rules)
    assert [charge.amount for charge in quote.charges] == [Money.of("4081", "JPY")]  # 25 x 163.25 = 4,081.25
    assert quote.total == Money.of("69381", "JPY")  # 65,300 and the surcharge
    assert quote.lines[0].floor == Money.of("16325", "JPY")
    assert with_discounts(quote, {1: Decimal(1)}, rules).charges == quote.charges
    with pytest.raises(errors.BelowMinimumValue, match="8163 JPY"):  # 50 x 163.25 = 8,162.5
        yen(1, company=company(row("40.00"), terms=terms))


def test_a_rate_that_only_a_surcharge_went_through_stands_on_the_quote_too() -> None:
    small = SMALL.model_copy(update={"amounts": {"EUR": Decimal(25)}, "below": {"EUR": Decimal(500)}})
    rules = company(row("60000", "JPY"), surcharges={"small_order": small})
    quote = yen(1, company=rules)
    assert (quote.total.amount, [used.rate for used in quote.rates]) == (64_081, [Decimal("163.25")])
    large = yen(2, company=rules)
    assert (large.total.amount, large.rates) == (120_000, ()), "500 EUR are only compared with"
    changed = with_discounts(large, {1: Decimal(60)}, rules, rates=BOOK)
    assert (changed.total.amount, [used.rate for used in changed.rates]) == (52_081, [Decimal("163.25")])
    with pytest.raises(errors.NoExchangeRate):
        with_discounts(large, {1: Decimal(60)}, rules)


async def test_a_quote_finds_its_rate_on_record_and_a_revision_the_newer_one(database: Database) -> None:
    by = Actor.staff("rep", ["sales"])
    wish = request(currency="JPY", locale="ja")
    async with database.transaction() as session:
        with pytest.raises(errors.NoExchangeRate):
            await issue_quote(session, wish, company(), by=by, now=NOW)
    async with database.transaction() as session:
        await enter_rates(session, BOOK.rates, by=by, now=NOW)
        issued = await issue_quote(session, wish, company(), by=by, now=NOW)
    async with database.transaction() as session:
        weaker = Rate("EUR", "JPY", Decimal(170), NOW, "Treasury")
        await enter_rates(session, [weaker], by=by, now=NOW)
        revised = await revise_quote(session, issued.number, Wish(), company=company(), by=by, now=NOW)
    async with database.reading() as session:
        first, second = [await repository.find_quote(session, one.number) for one in (issued, revised)]
    assert first is not None
    assert second is not None
    assert (first.total.amount, first.rates[0].rate, first.rates[0].source) == (
        4_897_500,
        Decimal("163.25"),
        "European Central Bank",
    )
    assert (second.total.amount, second.rates[0].rate, second.rates[0].source) == (5_100_000, Decimal(170), "Treasury")


async def test_concessions_in_another_currency_count_at_the_rate_on_record(sqlite_database: Database) -> None:
    by = Actor.system()
    given = Given(Money.of("10000.00", "USD"), Money.of("12000.00", "USD"))
    statuses = []
    for enters in (False, True):
        async with sqlite_database.transaction() as session:
            if enters:
                await enter_rates(session, BOOK.rates, by=by, now=NOW)
            quote = await issue_quote(session, request(), cast.company(), by=by, now=NOW, earlier=Earlier((given,)))
        statuses.append((quote.status, quote.authority[0]["status"], quote.authority[0]["rule"]))
    # without a rate nobody can say how much it is; with one it is 9,195.40 off 41,034.48 EUR, which KCP-70 forbids
    assert statuses == [
        (QuoteStatus.WAITING, "needs_supervisor", None),
        (QuoteStatus.WAITING, "forbidden", "discount>20%"),
    ]
    assert worths(BOOK, cast.company(), {"USD"})["USD"] == Decimal("0.91954023")


@given(
    price=st.decimals(min_value=Decimal("0.01"), max_value=Decimal(100_000), places=2),
    rate=st.decimals(min_value=Decimal("0.001"), max_value=Decimal(30_000), places=4),
    step=st.sampled_from([None, Decimal(10), Decimal(100)]),
    quantity=st.integers(1, 500),
    discount=st.decimals(min_value=0, max_value=Decimal("99.99"), places=2),
)
def test_converted_lines_always_add_up_and_are_whole_yen(
    price: Decimal, rate: Decimal, step: Decimal | None, quantity: int, discount: Decimal
) -> None:
    rules = company(row(str(price)), rules={"JPY": Conversion(from_currency="EUR", round_to=step)})
    wish = request(RequestedLine("KCP-70", quantity, discount=discount), currency="JPY")
    book = newest([Rate("EUR", "JPY", rate, FRIDAY, "ECB")])
    [line] = price_lines(wish, rules, today=TODAY, rates=book)
    size = step or Decimal(1)
    steps = (price * rate / size).quantize(Decimal(1), ROUND_HALF_UP)
    assert line.unit_price.amount == max(steps, Decimal(1)) * size
    assert line.amount.amount == (line.unit_price.amount * quantity * (100 - discount) / 100).quantize(
        Decimal(1), ROUND_HALF_UP
    )
    assert line.amount.amount % 1 == 0


def test_a_used_rate_says_all_that_is_needed_to_reckon_again() -> None:
    [used] = yen(company=company(rules={"JPY": Conversion(from_currency="EUR", margin_percent=Decimal("1.5"))})).rates
    assert used == UsedRate(
        "EUR", "JPY", Decimal("165.69875"), Decimal("163.25"), Decimal("1.5"), FRIDAY, "European Central Bank"
    )
