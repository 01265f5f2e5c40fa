"""The price that the advisor tells is the price that it quotes: the same buyer, country, day and exchange rate."""

from __future__ import annotations

import asyncio
import shutil
import time
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from content.packs.verbs import load_pack
from content.rates.enter import enter_rates
from content.rates.model import Rate
from foundation import clock
from foundation.actor import Actor
from foundation.database import Database
from foundation.settings import DEMO_PACK
from tests.web.cast import House, problem_of
from tests.web.conftest import Serve

LISTS = """\
- {id: nordic, countries: ["NO"]}
- {id: frame, customers: [nordwind.example]}
"""
ROWS = """\
KCP-70,EUR,1,2999.00,2026-01-01,2027-12-31,1960.00,nordic
KCP-70,EUR,10,2888.00,2026-01-01,2027-12-31,1960.00,nordic
KCP-70,EUR,1,1999.00,2026-01-01,2027-12-31,1960.00,frame
"""
BY = Actor.system("tests")


async def _change(house: House, pack: Path) -> None:
    database = Database(house.settings.database_address)
    await load_pack(database, pack, by=BY)
    async with database.transaction() as session:
        now = clock.now()
        given = Rate("EUR", "JPY", Decimal("163.25"), now - timedelta(hours=1), "European Central Bank")
        await enter_rates(session, [given], by=BY, now=now)
    await database.close()


@pytest.fixture(scope="module")
def nordic(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The demo company with a list for Norway, one for a customer, and prices in yen by the exchange rate."""
    pack = tmp_path_factory.mktemp("nordic") / "pack"
    shutil.copytree(DEMO_PACK, pack)
    (pack / "price_lists.yaml").write_text((pack / "price_lists.yaml").read_text() + LISTS)
    table = (pack / "prices.csv").read_text().splitlines()
    (pack / "prices.csv").write_text("\n".join([table[0] + ",price_list", *(row + "," for row in table[1:]), ROWS]))
    whole = (pack / "pack.yaml").read_text().replace("[EUR, USD, CNY]", "[EUR, USD, CNY, JPY]")
    terms = "  conversions: {JPY: {from_currency: EUR, round_to: 100}}\n"
    terms += "  minimum_order: {EUR: 160, USD: 180, CNY: 1300}\n  validity_days:"
    (pack / "pack.yaml").write_text(whole.replace("  validity_days:", terms, 1))
    with serve() as running:
        asyncio.run(_change(running, pack))
        for _ in range(100):  # what was loaded beside a running process is noticed within seconds
            if _quoted(running, country="NO") == "2999.00":
                break
            time.sleep(0.1)
        yield running


def _quoted(house: House, **more: Any) -> str:
    body = {"lines": [{"sku": "KCP-70", "quantity": 1}], "currency": "EUR", **more}
    return str(house.call("POST", "/api/quotes", body).json()["lines"][0]["unit_price"])


def told_and_quoted(house: House, *said: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Let a visitor ask for a price and then for the quote; return the facts of both."""
    visitor = house.visitor("en")
    for message in said:
        visitor.say(message)
    queries = [query for turn in visitor.turns for query in turn["queries"]]
    [price] = [query["result"] for query in queries if query["name"] == "price"][-1:]
    [quote] = [query["result"] for query in queries if query["name"] == "issue_quote"]
    return price, quote


def test_a_buyer_in_a_country_with_a_list_is_told_what_is_quoted(nordic: House) -> None:
    price, quote = told_and_quoted(
        nordic, "We are in Norway, price in EUR for 12 pieces KCP-70?", "Please make a quote for 12 KCP-70 in EUR."
    )
    assert (price["unit_price"], price["amount"]) == ("2888.00", "34656.00")
    assert (quote["lines"][0]["unit_price"], quote["total"]) == ("2888.00", "34656.00")


def test_a_buyer_elsewhere_is_told_the_general_price_and_gets_it(nordic: House) -> None:
    price, quote = told_and_quoted(
        nordic, "We are in Germany, price in EUR for 12 pieces KCP-70?", "Please make a quote for 12 KCP-70 in EUR."
    )
    assert price["unit_price"] == quote["lines"][0]["unit_price"] == "2500.00"


def test_who_only_says_to_be_a_customer_does_not_get_their_list(nordic: House) -> None:
    price, quote = told_and_quoted(
        nordic,
        "I am Kari of Nordwind, kari@nordwind.example, in Germany.",
        "Price in EUR for 12 pieces KCP-70?",
        "Please make a quote for 12 KCP-70 in EUR.",
    )
    assert price["unit_price"] == quote["lines"][0]["unit_price"] == "2500.00"
    customer = nordic.call("POST", "/api/customers", {"name": "Kari", "email": "kari@nordwind.example"}).json()["id"]
    assert _quoted(nordic, customer=customer) == "1999.00", "staff that names the customer opens the list"


def test_a_converted_price_is_told_and_quoted_by_the_same_rate(nordic: House) -> None:
    price, quote = told_and_quoted(
        nordic, "Price in JPY for 12 pieces KCP-70?", "Please make a quote for 12 KCP-70 in JPY."
    )
    # 2,500.00 x 163.25 = 408,125, to the hundred
    assert (price["unit_price"], price["rate"]["rate"]) == ("408100", "163.25")
    assert (quote["currency"], quote["lines"][0]["unit_price"], quote["total"]) == ("JPY", "408100", "4897200")


@pytest.mark.parametrize(
    ("locale", "said", "told"),
    [
        ("de", "Bitte ein Angebot über 1 Stück KTW-25 in EUR.", "Unser Mindestbestellwert beträgt 160.00 EUR"),
        ("en", "Please make a quote for 1 piece KTW-25 in EUR.", "Please add goods for 11.00 EUR or more"),
    ],
)
def test_a_buyer_of_too_little_hears_how_much_is_missing(nordic: House, locale: str, said: str, told: str) -> None:
    visitor = nordic.visitor(locale)
    turn = visitor.say(said)
    assert told in turn["reply"]
    assert turn["quote"] is None


def test_a_line_in_another_currency_is_refused_and_nothing_is_made(nordic: House) -> None:
    lines = [{"sku": "KCP-70", "quantity": 1}, {"sku": "KAB-18", "quantity": 9, "currency": "USD"}]
    refused = problem_of(nordic.call("POST", "/api/quotes", {"lines": lines, "currency": "EUR"}), 422)
    assert refused["code"] == "mixed_currencies"
    assert nordic.call("POST", "/api/quotes", {"lines": lines[1:], "currency": "usd"}).status_code == 201
