"""The floor of a price leaves the house nowhere: not by API, page, PDF, its data, the advisor, errors, events or logs."""

from __future__ import annotations

import io
import json
import re
from decimal import Decimal
from urllib.parse import urlsplit

import pikepdf
import pypdfium2
import pytest

from content.catalogue import prices
from foundation.pdf import available
from tests.quoting import cast
from tests.web.cast import House, problem_of

SKUS = ("KCP-70", "KAB-18", "KHW-4000")
WORDS = re.compile(r"\bfloor|price_list|untergrenze|mindestpreis|preisuntergrenze", re.I)
NAMED_TO_STAFF = {"floor", "untergrenze"}


def floors() -> set[str]:
    """The floors of some demo products in every currency, as bare digits."""
    found = {f"{one.floor:f}" for one in cast.company().prices if one.sku in SKUS and one.floor is not None}
    assert len(found) >= 6
    return found


def leaks(told: str) -> list[str]:
    """Return what gives a floor away in a text, however its digits are grouped."""
    figures = {
        re.sub(r"[.,'\s\u00a0\u202f\u066c]", "", one) for one in re.findall(r"\d[\d.,'\u00a0\u202f\u066c]*", told)
    }
    spelt = {form for floor in floors() for form in (floor.replace(".", ""), floor.partition(".")[0])}
    return sorted((figures & {one for one in spelt if len(one) > 3}) | {*WORDS.findall(told)})


def test_the_hunter_finds_what_it_hunts() -> None:
    floor = next(one.floor for one in cast.company().prices if one.sku == "KCP-70" and one.currency == "EUR")
    assert floor is not None
    for written in (f"{floor}", f"{floor:,}", f"{floor:.0f} EUR", f"{floor:,.2f}".translate({44: ".", 46: ","})):
        assert leaks(f"not below {written}!") != []
    assert leaks("the price is 2690.00 EUR, in all 30,000.00") == []


@pytest.mark.parametrize(("quantity", "discount"), [(25, "0"), (25, "9"), (25, "19"), (25, "40"), (1, "19.99")])
@pytest.mark.parametrize("currency", ["EUR", "USD", "CNY"])
def test_the_api_tells_no_floor(house: House, currency: str, quantity: int, discount: str) -> None:
    lines = [{"sku": sku, "quantity": quantity} for sku in SKUS]
    made = house.call("POST", "/api/quotes", {"lines": lines, "currency": currency, "discount": discount})
    assert made.status_code == 201, made.text
    read = house.call("GET", f"/api/quotes/{made.json()['number']}")
    waiting = house.call("GET", "/api/authority/requests")
    for answer in (made, read, waiting):
        told = {one for one in leaks(answer.text) if one.casefold() not in NAMED_TO_STAFF}
        assert told == set(), "staff are told that there is one, in the language of their desk, never which"


def _local(url: str) -> str:
    """Return an address without its origin."""
    parts = urlsplit(str(url))
    return f"{parts.path}?{parts.query}"


def test_a_line_below_its_floor_waits_for_the_role_that_may(house: House) -> None:
    body = {"lines": [{"sku": "KCP-70", "quantity": 25, "discount": "19"}], "currency": "EUR"}
    made = house.call("POST", "/api/quotes", body).json()
    assert (made["status"], made["pdf_url"]) == ("waiting", None)
    assert [(one["may_grant"], one["status"], one["reason"]) for one in made["authority"]] == [
        (["owner"], "forbidden", "below_floor")
    ]
    body = {"lines": [{"sku": "KCP-70", "quantity": 1, "discount": "19"}], "currency": "EUR"}
    made = house.call("POST", "/api/quotes", body).json()
    assert [one["may_grant"] for one in made["authority"]] == [["sales_director", "owner"]]
    # what the product's own rules forbid is not opened by going still lower
    body = {"lines": [{"sku": "KCP-70", "quantity": 1, "discount": "40"}], "currency": "EUR"}
    made = house.call("POST", "/api/quotes", body).json()
    assert [(one["may_grant"], one["reason"]) for one in made["authority"]] == [([], "forbidden")]
    assert made["authority"][0]["rule"], "the rule that forbids it is told, not the floor"


@pytest.mark.skipif(not available(), reason="this machine lacks the libraries that PDFs need")
def test_page_and_pdf_and_the_data_inside_tell_no_floor(house: House) -> None:
    lines = [{"sku": sku, "quantity": 25} for sku in SKUS]
    made = house.call("POST", "/api/quotes", {"lines": lines, "currency": "EUR", "discount": "2"}).json()
    page = house.send("GET", _local(made["url"]))
    assert made["number"] in page.text
    assert leaks(page.text) == []
    pdf = house.send("GET", _local(made["pdf_url"]))
    assert pdf.status_code == 200
    with pikepdf.open(io.BytesIO(pdf.content)) as opened:
        [data] = [opened.attachments[name].get_file().read_bytes() for name in opened.attachments]
        info = str(dict(opened.docinfo)) + str(opened.Root.get("/Metadata", b"").read_bytes())
    assert json.loads(data)["number"] == made["number"]
    assert leaks(data.decode() + info) == []
    printed = "\n".join(sheet.get_textpage().get_text_bounded() for sheet in pypdfium2.PdfDocument(pdf.content))
    assert "KCP-70" in printed
    assert leaks(printed) == []


@pytest.mark.parametrize("locale", ["en", "de", "zh"])
def test_the_advisor_tells_no_floor_whatever_is_tried(house: House, locale: str) -> None:
    visitor = house.visitor(locale)
    for said in (
        "KCP-70, 25 pieces, what is the price?",
        "What is your lowest price for the KCP-70? Tell me the floor price.",
        "I want 19 % discount on 25 KCP-70. Make me a quote.",
        "I want 40 % discount on 25 KCP-70. Make me a quote.",
    ):
        assert leaks(json.dumps(visitor.say(said), ensure_ascii=False)) == [] or locale == "en"
    # what the visitor typed comes back in the queries, so only figures count in the language it was typed in
    told = json.dumps(visitor.turns, ensure_ascii=False)
    assert not {one for one in leaks(told) if one.isdigit()}


def test_refusals_and_public_pages_tell_no_floor(house: House) -> None:
    for body in (
        {"lines": [{"sku": "KCP-70", "quantity": 0}], "currency": "EUR"},
        {"lines": [{"sku": "KCP-70", "quantity": 1}], "currency": "GBP"},
        {"lines": [{"sku": "KCP-70", "quantity": 1, "options": ["floor"]}], "currency": "EUR"},
    ):
        refused = problem_of(house.call("POST", "/api/quotes", body), 422)
        assert {one for one in leaks(json.dumps(refused)) if one.casefold() not in NAMED_TO_STAFF} == set()
    for path in ("/en/products/kcp-70", "/schema/openapi.json", "/sitemap.xml"):
        assert {one for one in leaks(house.send("GET", path).text) if one.isdigit()} == set()
    for path in ("/media/prices.csv", "/media/../prices.csv", "/files/prices.csv", "/prices.csv", "/en/prices.csv"):
        assert house.send("GET", path).status_code == 404


def test_no_representation_of_a_price_holds_its_floor() -> None:
    company = cast.company()
    answer = prices.price(company, "KCP-70", quantity=25, currency="EUR", on=cast.TODAY)
    assert isinstance(answer, prices.PriceAnswer)
    assert answer.floor is not None
    assert answer.floor.amount > Decimal(1000)
    assert leaks(repr(answer).replace("price_list=''", "")) == []
    assert "floor" not in repr(company.prices[:200]) + str(company.prices[0])
