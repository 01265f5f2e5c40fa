"""Which list prices for whom: a customer's own, then the country's, then everybody's; and the demo's totals stay what they were."""

from __future__ import annotations

import dataclasses
import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

import quoting.jobs  # noqa: F401 - registers the job that issuing enqueues
from content.catalogue.model import Company, OptionPrice, Price, PriceList
from foundation import events
from foundation.actor import Actor
from foundation.database import Database
from foundation.money import Money
from quoting import errors, repository
from quoting.basis import quote_basis
from quoting.data import quote_data
from quoting.drafts import copy_quote
from quoting.issue import compose_quote, issue_quote, require_quote
from quoting.model import RequestedLine
from quoting.offer import word_offer
from quoting.pricing import price_lines
from quoting.revise import revise_quote
from quoting.tables import QuoteLineRow
from quoting.wish import Wish
from tests.quoting import cast
from tests.quoting.cast import ADDRESSES, LIST_FROM, LIST_UNTIL, NOW, TODAY, request

LISTS = {
    "falcon_frame_2026": PriceList(
        id="falcon_frame_2026", customers=("4711", "Nordwind.example"), note="Frame agreement"
    ),
    "nordic_2026": PriceList(id="nordic_2026", countries=("NO", "SE")),
}
ACCOUNT = frozenset({"12", "kari@nordwind.example", "nordwind.example"})


def row(unit_price: str, price_list: str = "", **more: Any) -> Price:
    named = {"sku": "KCP-70", "currency": "EUR", "min_quantity": 1, "valid_from": LIST_FROM, "valid_until": LIST_UNTIL}
    return Price(**{**named, "unit_price": Decimal(unit_price), "price_list": price_list, **more})


def company(*rows: Price) -> Company:
    return cast.company().model_copy(update={"prices": rows, "price_lists": LISTS})


WHOLE = company(
    row("3000.00"),
    row("2800.00", min_quantity=10),
    row("2900.00", "nordic_2026"),
    row("2700.00", "falcon_frame_2026"),
    row("2500.00", "falcon_frame_2026", min_quantity=5),
)


@pytest.mark.parametrize(
    ("account", "country", "quantity", "unit", "named"),
    [
        ((), None, 1, "3000.00", ""),
        ((), "DE", 10, "2800.00", ""),
        ((), "NO", 1, "2900.00", "nordic_2026"),
        # the list that counts is the buyer's, also where another would be cheaper
        ((), "NO", 10, "2900.00", "nordic_2026"),
        (ACCOUNT, "NO", 1, "2700.00", "falcon_frame_2026"),
        (ACCOUNT, None, 5, "2500.00", "falcon_frame_2026"),
        ({"4711"}, "DE", 4, "2700.00", "falcon_frame_2026"),
        ({"471", "other.example"}, "DE", 4, "3000.00", ""),
    ],
)
def test_the_customers_list_goes_before_the_countrys_and_that_before_everybodys(
    account: Any, country: str | None, quantity: int, unit: str, named: str
) -> None:
    wish = request(RequestedLine("KCP-70", quantity), account=frozenset(account), country=country)
    [line] = price_lines(wish, WHOLE, today=TODAY)
    assert (line.unit_price, line.price_list) == (Money.of(unit, "EUR"), named)


def test_where_an_agreement_ended_or_has_no_price_the_next_list_counts() -> None:
    ended = row("2700.00", "falcon_frame_2026", valid_until=date(2026, 11, 20))
    lists = company(row("3000.00"), row("2900.00", "nordic_2026", currency="USD"), ended)
    wish = request(RequestedLine("KCP-70", 1), account=ACCOUNT, country="NO")
    assert price_lines(wish, lists, today=date(2026, 11, 20))[0].unit_price.amount == Decimal(2700)
    assert price_lines(wish, lists, today=TODAY)[0].unit_price.amount == Decimal(3000)


def test_a_quote_ends_with_the_list_that_priced_it() -> None:
    soon = row("2700.00", "falcon_frame_2026", valid_until=date(2026, 12, 1))
    wish = request(RequestedLine("KCP-70", 1))
    both = company(row("3000.00"), soon)
    assert compose_quote(wish, both, now=NOW).valid_until == date(2026, 12, 21)
    own = compose_quote(dataclasses.replace(wish, account=ACCOUNT), both, now=NOW)
    assert (own.valid_until, "price_list_ends" in own.assumptions) == (date(2026, 12, 1), True)


def test_nobody_learns_of_other_buyers_lists() -> None:
    secret = company(row("20000.00", "falcon_frame_2026", currency="CNY"), row("3000.00"))
    with pytest.raises(errors.NoPriceInCurrency, match="quote it in: EUR\\.") as refused:
        price_lines(request(RequestedLine("KCP-70", 1), currency="CNY"), secret, today=TODAY)
    assert "CNY." not in str(refused.value).partition("quote it in")[2]
    later = company(row("2700.00", "falcon_frame_2026", valid_until=date(2026, 1, 31)), row("3000.00"))
    with pytest.raises(errors.PriceListExpired, match="2027-12-31"):
        price_lines(request(RequestedLine("KCP-70", 1)), later, today=date(2028, 1, 1))


def test_options_have_breaks_and_lists_of_their_own() -> None:
    product = WHOLE.products["KCP-70"]
    prices = [("90.00", 1, ""), ("80.00", 5, ""), ("70.00", 1, "falcon_frame_2026"), ("60.00", 20, "falcon_frame_2026")]
    option = product.options[0].model_copy(
        update={
            "prices": tuple(
                OptionPrice(currency="EUR", unit_price=Decimal(price), min_quantity=least, price_list=name)
                for price, least, name in prices
            )
        }
    )
    products = {**WHOLE.products, "KCP-70": product.model_copy(update={"options": (option,)})}
    lists = WHOLE.model_copy(update={"products": products})
    added = {}
    for account, quantity in [((), 4), ((), 5), (ACCOUNT, 4), (ACCOUNT, 20)]:
        wish = request(RequestedLine("KCP-70", quantity, (option.id,)), account=frozenset(account))
        [line] = price_lines(wish, lists, today=TODAY)
        added[bool(account), quantity] = (line.unit_price - line.list_price).amount
    expected = {(False, 4): 90, (False, 5): 80, (True, 4): 70, (True, 20): 60}
    assert added == {key: Decimal(value) for key, value in expected.items()}


async def test_the_list_stands_on_the_quotes_record_and_nowhere_before_the_buyer(sqlite_database: Database) -> None:
    wish = request(RequestedLine("KCP-70", 5), account=ACCOUNT, country="NO")
    async with sqlite_database.transaction() as session:
        issued = await issue_quote(session, wish, WHOLE, by=Actor.system(), now=NOW)
    async with sqlite_database.reading() as session:
        kept = await repository.find_quote(session, issued.number)
        [event] = await events.history(session, ("quote", issued.id))
    assert kept is not None
    assert (kept.lines[0].price_list, kept.country) == ("falcon_frame_2026", "NO")
    assert event.data["price_lists"] == ["falcon_frame_2026"]
    told = json.dumps(quote_data(kept, ADDRESSES)) + repr(word_offer(kept, WHOLE))
    assert not {name for name in ("falcon", "frame", "nordic") if name in told.casefold()}


async def test_a_revision_is_priced_by_the_list_of_the_quote_it_replaces(sqlite_database: Database) -> None:
    by = Actor.staff("rep", ["sales"])
    wish = request(RequestedLine("KCP-70", 4), account=ACCOUNT)
    async with sqlite_database.transaction() as session:
        issued = await issue_quote(session, wish, WHOLE, by=by, now=NOW)
        more = Wish(lines=(RequestedLine("KCP-70", 6),))
        revised = await revise_quote(session, issued.number, more, company=WHOLE, by=by, now=NOW)
        # the draft for another customer opens none of it
        copied = await copy_quote(
            session, issued.number, WHOLE, by=by, now=NOW, customer=9, recipient={"country": "DE"}
        )
    units = [one.lines[0].unit_price.amount for one in (issued, revised, copied)]
    assert units == [Decimal(2700), Decimal(2500), Decimal(3000)]
    async with sqlite_database.reading() as session:
        basis = quote_basis(await require_quote(session, revised.number))
    assert basis["price_lists"] == ["falcon_frame_2026"]
    assert "nordwind" not in json.dumps(basis).casefold(), "what the customer is known by is not kept"


async def test_an_error_of_the_database_that_reaches_a_log_names_no_floor(database: Database) -> None:
    rows = company(row("3000.00", floor="1777.77"))
    async with database.transaction() as session:
        issued = await issue_quote(session, request(RequestedLine("KCP-70", 1)), rows, by=Actor.system(), now=NOW)
    assert issued.lines[0].floor == Money.of("1777.77", "EUR")
    with pytest.raises(IntegrityError) as broken:
        async with database.transaction() as session:
            [held] = (await session.execute(sa.select(QuoteLineRow.__table__))).mappings()
            await session.execute(sa.insert(QuoteLineRow), [dict(held)])
    assert "quote_lines" in str(broken.value)
    assert "1777.77" not in str(broken.value) + repr(broken.value)


# Totals of the demo company as they were before there were lists, floors and surcharges: by hand, from its price list.
DEMO = [
    # 12 x 2,500.00
    ("EUR", "DE", [("KCP-70", 12, ())], "0", "30000.00"),
    # 12 x (2,500.00 + 390.00), less 5 %: 34,680.00 - 1,734.00
    ("EUR", "DE", [("KCP-70", 12, ("wifi_module",))], "5", "32946.00"),
    # 1 x 2,690.00
    ("EUR", None, [("KCP-70", 1, ())], "0", "2690.00"),
    # 5 x 2,580.00 + 3 x 3,390.00
    ("EUR", "FR", [("KCP-70", 5, ()), ("KCN-40A", 3, ())], "0", "23070.00"),
    # 24 x 2,500.00 and 25 x 2,390.00: the break at its edge
    ("EUR", "AT", [("KCP-70", 24, ()), ("KCP-70", 25, ())], "0", "119750.00"),
    # 10 x 2,805.00
    ("USD", "US", [("KCP-70", 10, ())], "0", "28050.00"),
    # 4 x (3,795.00 + 185.00 + 55.00) = 16,140.00, less 2.5 %: 403.50
    ("USD", "JP", [("KCN-40A", 4, ("calibration_iso_17025", "protective_cover"))], "2.5", "15736.50"),
    # 25 x 19,000.00
    ("CNY", "CN", [("KCP-70", 25, ())], "0", "475000.00"),
    # 2 x 1,030.00 + 5 x 1,420.00
    ("CNY", "CN", [("KAB-18", 2, ()), ("KTW-100", 5, ())], "0", "9160.00"),
    # 7 x 123.00 = 861.00, less 3.33 %: 861.00 x 0.9667 = 832.3287
    ("EUR", "IT", [("KAB-18", 7, ())], "3.33", "832.33"),
    # 1 x 149.00
    ("EUR", "NO", [("KTW-25", 1, ())], "0", "149.00"),
    # 3 x 357.00 + 100 x 163.00
    ("USD", "SA", [("KTW-340", 3, ()), ("KAK-CAL", 100, ())], "0", "17371.00"),
    # 6 x (5,000.00 + 325.00 + 291.00), less 9.99 %: 33,696.00 x 0.9001 = 30,329.7696
    ("USD", "BR", [("KHW-4000", 6, ("extended_arm", "calibration_iso_17025"))], "9.99", "30329.77"),
]


@pytest.mark.parametrize(("currency", "country", "wished", "discount", "total"), DEMO)
def test_the_demo_company_asks_what_it_always_asked(
    currency: str, country: str | None, wished: list[tuple[str, int, tuple[str, ...]]], discount: str, total: str
) -> None:
    lines = tuple(RequestedLine(*line) for line in wished)
    wish = request(*lines, currency=currency, country=country, discount=Decimal(discount))
    quote = compose_quote(wish, cast.company(), now=NOW)
    assert quote.total == Money.of(total, currency)
