"""A request for quotation is handed in as text or as a file, becomes a draft for a person to check, and counts once."""

from __future__ import annotations

import base64
import io
from typing import Any

import openpyxl
import pytest

from funnel.people import repository as people
from quoting import repository as quotes
from quoting.model import QuoteStatus
from tests.web.cast import LOCALES, House, problem_of

MAIL = """Dear Sirs, please quote for our plant in Chicago, CIF Chicago:
- 5 pcs KCN-80P
- 2 x battery charger KAC-18
- 6 hydraulic breakers
We would need 12% discount.
Best regards
John Miller, {address}"""


def _hand_in(house: House, body: dict[str, object], status: int = 201, locale: str = "en") -> dict[str, Any]:
    answer = house.call("POST", "/api/quotes/requests", body, locale=locale)
    assert answer.status_code == status, answer.text
    told: dict[str, Any] = answer.json()
    return told


def test_a_mail_becomes_lines_a_customer_and_a_draft_and_nobody_is_written_to(either_house: House) -> None:
    house = either_house
    text = MAIL.format(address="john.miller@requests.example")
    told = _hand_in(house, {"text": text})
    assert [(line["sku"], line["quantity"]) for line in told["lines"]] == [("KCN-80P", 5), ("KAC-18", 2), (None, 6)]
    assert [gap["code"] for gap in told["gaps"]] == ["concession_wished"]
    draft = house.read(lambda session: quotes.find_quote(session, str(told["draft"])))
    assert draft is not None
    assert (draft.status, draft.incoterm, draft.discount.is_zero) == (QuoteStatus.DRAFT, "CIF Chicago", True)
    customer = house.read(lambda session: people.find(session, int(str(told["customer"]))))
    assert (customer.email, customer.country, customer.name) == ("john.miller@requests.example", "US", "John Miller")
    again = _hand_in(house, {"text": text}, status=200)
    assert (again["id"], again["draft"]) == (told["id"], told["draft"])
    assert house.call("GET", f"/api/quotes/requests/{told['id']}").json() == told


def test_a_spreadsheet_is_read_by_its_columns(house: House) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["Pos", "Artikel", "Menge", "Einheit"],
        [10, "KCN-80P", 4, "Stk"],
        [20, "Drehmomentschlüssel 20-100 Nm", 12, "Stk"],
    ):
        sheet.append(row)
    held = io.BytesIO()
    book.save(held)
    body = {"name": "anfrage.xlsx", "content": base64.b64encode(held.getvalue()).decode(), "locale": "de"}
    told = _hand_in(house, body)
    lines = told["lines"]
    assert [(line["described"], line["quantity"]) for line in lines] == [("named", 4), ("chosen", 12)]
    assert lines[0]["sku"] == "KCN-80P"
    assert [gap["code"] for gap in lines[1]["gaps"]] == ["check_choice"]


@pytest.mark.parametrize("locale", LOCALES)
def test_what_cannot_be_read_is_told_in_the_readers_language(house: House, locale: str) -> None:
    empty = house.call("POST", "/api/quotes/requests", {"text": "  "}, locale=locale)
    english = house.call("POST", "/api/quotes/requests", {"text": "  "}, locale="en")
    assert problem_of(empty, 422)["detail"]
    assert locale == "en" or problem_of(empty, 422)["detail"] != problem_of(english, 422)["detail"]


@pytest.mark.parametrize(
    "body",
    [
        {"name": "a.exe", "content": "AAAA"},
        {"name": "a.pdf", "content": "not base64!"},
        {"name": "a.pdf", "content": base64.b64encode(b"%PDF-1.7 broken").decode()},
        {"text": "x" * 60_001},
        {"text": "KCN-80P", "locale": "xx"},
    ],
)
def test_bad_input_is_refused_and_leaves_nothing(house: House, body: dict[str, object]) -> None:
    problem_of(house.call("POST", "/api/quotes/requests", body), 422)


def test_an_unknown_request_is_not_found(house: House) -> None:
    problem_of(house.call("GET", "/api/quotes/requests/nothing"), 404)
