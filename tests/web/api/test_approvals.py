"""Requests for approval over HTTP: what waits, and an answer on behalf of a member of staff, once."""

from __future__ import annotations

import pytest

from tests.web.cast import House, problem_of
from tests.web.desk.test_sign_in import password_of

PATH = "/api/authority/requests"
OWNER = "owner.of.approvals@kestrel-torque.example"


def _waiting(house: House) -> str:
    password_of(house, OWNER)  # makes the account where there is none
    body = {"locale": "de", "currency": "EUR", "lines": [{"sku": "KAB-18", "quantity": 10, "discount": "15"}]}
    told = house.call("POST", "/api/quotes", body).json()
    assert told["status"] == "waiting", told
    return str(told["number"])


def test_what_waits_is_listed_and_answered_once(house: House) -> None:
    number = _waiting(house)
    (one,) = [one for one in house.call("GET", PATH).json()["requests"] if one["number"] == number]
    assert (one["level"], one["state"], one["overdue"]) == ("supervisor", "open", False)
    assert one["why"][0]["may_grant"] == ["supervisor", "sales_director", "owner"]
    answer = {"decision": "change", "by": OWNER, "reason": "Key account", "discounts": {"1": "9.5"}}
    told = house.call("POST", f"{PATH}/{number}", answer)
    assert (told.status_code, told.json()["status"], told.json()["lines"][0]["discount"]) == (200, "issued", "9.5")
    assert number not in house.call("GET", PATH).text
    assert problem_of(house.call("POST", f"{PATH}/{number}", answer), 422)["code"] == "approval_closed"


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ({"decision": "maybe"}, "decision"),
        ({"by": "nobody@kestrel-torque.example"}, "by"),
        ({"decision": "refuse", "reason": " "}, "reason_missing"),
        ({"decision": "change", "discounts": {"x": "5"}}, "discounts"),
        ({"decision": "change", "discounts": {"1": "lots"}}, "discounts"),
        ({"decision": "change", "discounts": {"9": "5"}}, "unknown_line"),
        ({"decision": "change", "discounts": {"1": "31"}}, "authority_exceeded"),
    ],
)
def test_an_answer_that_cannot_be_given_changes_nothing(house: House, answer: dict[str, object], told: str) -> None:
    number = _waiting(house)
    whole = {"decision": "approve", "by": OWNER, "reason": "Key account", **answer}
    body = problem_of(house.call("POST", f"{PATH}/{number}", whole), 422)
    assert told in {body.get("code"), *(one["field"] for one in body.get("errors", ()))}
    assert house.call("GET", f"/api/quotes/{number}").json()["status"] == "waiting"


def test_without_the_key_nobody_reads_or_answers(house: House) -> None:
    number = _waiting(house)
    problem_of(house.send("GET", PATH), 401)
    problem_of(house.send("POST", f"{PATH}/{number}", json={"decision": "approve", "by": OWNER}), 401)
    problem_of(house.call("POST", f"{PATH}/Q-1999-00001", {"decision": "approve", "by": OWNER}), 404)
