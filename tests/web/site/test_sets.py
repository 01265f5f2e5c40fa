"""A product's page shows the sets that it is part of, and programs read them with their prices."""

from __future__ import annotations

import json
import re

import pytest

from foundation.locales import LOCALES
from tests.web.cast import House, problem_of


@pytest.mark.parametrize("locale", LOCALES)
def test_a_products_page_shows_its_sets_with_what_is_in_them(house: House, locale: str) -> None:
    page = house.send("GET", f"/{locale}/products/kcp-70").text
    (part,) = re.findall(r'<section class="block tinted" id="sets".*?</section>', page, re.DOTALL)
    assert "KSET-70" in part
    assert [sku for sku in ("kcp-70", "kab-18", "kac-18", "kas-imp") if f"/products/{sku}" not in part] == []
    assert not {"3150", "3,150"} & set(re.findall(r"[\d,]+", part)), (
        "prices are given on request, as everywhere on the site"
    )
    assert "KSET-35" not in part
    assert locale == "en" or "In a set" not in part


def test_a_product_without_a_set_says_nothing_of_sets(house: House) -> None:
    assert 'id="sets"' not in house.send("GET", "/en/products/ktw-100").text


def test_programs_read_the_sets_with_contents_and_list_prices(house: House) -> None:
    told = house.call("GET", "/api/bundles", locale="de").json()["bundles"]
    one = next(each for each in told if each["sku"] == "KSET-70")
    assert one["name"] == "Startset KCP-70"
    assert [(part["sku"], part["quantity"]) for part in one["components"]] == [
        ("KCP-70", 1), ("KAB-18", 2), ("KAC-18", 1), ("KAS-IMP", 1),
    ]  # fmt: skip
    prices = {(row["currency"], row["min_quantity"]): row["unit_price"] for row in one["prices"]}
    assert (prices["EUR", 1], prices["EUR", 5], prices["USD", 1]) == ("3150.00", "3020.00", "3530.00")
    assert "floor" not in json.dumps(told)
    problem_of(house.send("GET", "/api/bundles"), 401)


def test_a_quote_names_a_set_by_its_part_number(house: House) -> None:
    body = {"lines": [{"sku": "kset-70", "quantity": 5}], "currency": "EUR", "incoterm": "CPT Lyon", "country": "FR"}
    made = house.call("POST", "/api/quotes", body).json()
    (line,) = made["lines"]
    assert (line["unit_price"], line["amount"], len(line["components"])) == ("3020.00", "15100.00", 4)
    carriage = made["carriage"]
    assert carriage["country"] == "FR"
    assert made["freight"] == carriage["freight"] != "0.00"
