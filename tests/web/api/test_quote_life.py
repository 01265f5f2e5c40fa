"""Programs list, revise, accept, refuse, withdraw, copy and issue quotes; what may not be done is told and changes nothing."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from tests.web.cast import LOCALES, House, problem_of
from tests.web.desk.test_sign_in import password_of

OWNER = "owner.of.lives@kestrel-torque.example"
ORDER = {"name": "A. Keller", "role": "Head of purchasing", "email": "a.keller@autowerk.example"}
_numbers = itertools.count()


def _customer(house: House) -> int:
    body = {"name": "Anna Keller", "company": f"Autowerk {next(_numbers)}", "country": "DE", "locale": "de",
            "email": f"keller{next(_numbers)}@autowerk.example", "phone": None}  # fmt: skip
    return int(house.call("POST", "/api/customers", body).json()["id"])


def _quote(house: House, **wish: Any) -> dict[str, Any]:
    body = {"locale": "de", "currency": "EUR", "lines": [{"sku": "KAB-18", "quantity": 10}], **wish}
    made: dict[str, Any] = house.call("POST", "/api/quotes", body).json()
    return made


def _do(house: House, number: str, verb: str, body: Any = None) -> dict[str, Any]:
    answer = house.call("POST", f"/api/quotes/{number}/{verb}", body or {})
    assert answer.status_code in {200, 201}, answer.text
    told: dict[str, Any] = answer.json()
    return told


def test_a_quote_is_revised_and_ordered_and_its_customer_is_won(either_house: House) -> None:
    house = either_house
    customer = _customer(house)
    first = _quote(house, customer=customer)
    assert house.call("GET", f"/api/customer/{customer}/funnel").json()["stage"] == 4
    second = _do(house, first["number"], "revise", {"discount": 5, "incoterm": "CIF Hamburg"})
    assert (second["number"], second["revision"], second["root"]) == (f"{first['number']}-2", 2, first["number"])
    assert (second["lines"][0]["discount"], second["incoterm"]) == ("5", "CIF Hamburg")
    assert house.call("GET", f"/api/quotes/{first['number']}").json()["status"] == "superseded"
    late = problem_of(house.call("POST", f"/api/quotes/{first['number']}/accept", ORDER, locale="de"), 409)
    assert (late["code"], second["number"] in late["detail"]) == ("quote_replaced", True)
    ordered = _do(house, second["number"], "accept", ORDER)
    assert (ordered["status"], ordered["answer"]["kind"], ordered["answer"]["role"]) == (
        "accepted", "accepted", "Head of purchasing",
    )  # fmt: skip
    assert house.call("GET", f"/api/customer/{customer}/funnel").json()["stage"] == 5
    for verb, body in [("accept", ORDER), ("refuse", {"reason": "price"}), ("withdraw", {}), ("revise", {})]:
        told = {
            problem_of(house.call("POST", f"/api/quotes/{second['number']}/{verb}", body, locale=locale), 409)["detail"]
            for locale in LOCALES
        }
        assert len(told) == len(LOCALES)
    assert house.call("GET", f"/api/quotes/{second['number']}").json() == ordered


def test_a_revision_past_authority_waits_and_a_member_of_staff_may_do_more(house: House) -> None:
    password_of(house, OWNER)
    first = _quote(house)
    waiting = _do(house, first["number"], "revise", {"discount": 15})
    assert (waiting["status"], waiting["pdf_url"]) == ("waiting", None)
    assert house.call("GET", f"/api/quotes/{first['number']}").json()["status"] == "issued"
    problem = problem_of(house.call("POST", f"/api/quotes/{first['number']}/revise", {"by": OWNER}), 409)
    assert problem["code"] == "revision_waits"
    assert _do(house, waiting["number"], "withdraw", {"text": "too much"})["answer"]["kind"] == "withdrawn"
    granted = _do(house, first["number"], "revise", {"discount": 15, "by": OWNER})
    assert (granted["number"], granted["status"]) == (f"{first['number']}-3", "issued")


def test_a_copy_for_another_customer_is_a_draft_until_it_is_issued(house: House) -> None:
    first, other = _quote(house, customer=_customer(house)), _customer(house)
    draft = _do(house, first["number"], "copy", {"customer": other})
    assert (draft["status"], draft["number"][:2], draft["pdf_url"], draft["customer"]) == ("draft", "D-", None, other)
    assert house.send("GET", draft["url"].replace(house.settings.public_address, "")).status_code == 404
    assert house.call("GET", f"/api/customer/{other}/funnel").json()["stage"] < 4
    issued = _do(house, draft["number"], "issue")
    assert (issued["status"], issued["revision"], issued["customer"]) == ("issued", 1, other)
    assert house.call("GET", f"/api/customer/{other}/funnel").json()["stage"] == 4
    assert house.call("POST", f"/api/quotes/{draft['number']}/issue", {}).status_code == 404
    assert house.call("POST", f"/api/quotes/{first['number']}/copy", {"customer": 10**8}).status_code == 404


def test_quotes_are_listed_by_state_number_customer_and_whom_they_are_for(house: House) -> None:
    customer = _customer(house)
    name = house.call("GET", f"/api/leads/{customer}").json()["company"]
    made = [_quote(house, customer=customer) for _ in range(3)]
    _do(house, made[0]["number"], "refuse", {"reason": "competitor", "text": "ours is cheaper"})

    def found(query: str) -> list[str]:
        body = house.call("GET", f"/api/quotes?{query}").json()
        assert body["total"] >= len(body["quotes"])
        return [one["number"] for one in body["quotes"]]

    ours = [one["number"] for one in made]
    assert found(f"customer={customer}&order=number") == sorted(ours, reverse=True)
    assert found(f"customer={customer}&status=refused") == ours[:1]
    assert found(f"search={name}") == ours[::-1]
    assert found(f"search={ours[1]}") == ours[1:2]
    assert found("search=%25") == []
    assert found(f"customer={customer}&limit=1&offset=1") == [ours[1]]
    for bad in ("status=lost", "order=random", "limit=x"):
        assert house.call("GET", f"/api/quotes?{bad}").status_code in {400, 422}
    assert house.call("GET", "/api/quotes", key=None).status_code == 401


@pytest.mark.parametrize(
    ("verb", "body", "status"),
    [
        ("accept", {}, 422),
        ("accept", {**ORDER, "name": " "}, 422),
        ("accept", {**ORDER, "email": "by telephone"}, 422),
        ("refuse", {"reason": "because"}, 422),
        ("revise", {"lines": []}, 422),
        ("revise", {"lines": [{"sku": "NOPE", "quantity": 1}]}, 422),
        ("revise", {"discount": "much"}, 422),
        ("revise", {"by": "nobody@kestrel-torque.example"}, 422),
        ("issue", {}, 409),
    ],
)
def test_what_cannot_be_done_changes_nothing(house: House, verb: str, body: Any, status: int) -> None:
    made = _quote(house)
    problem_of(house.call("POST", f"/api/quotes/{made['number']}/{verb}", body), status)
    assert house.call("GET", f"/api/quotes/{made['number']}").json() == made
    assert house.call("POST", f"/api/quotes/{made['number']}/{verb}", body, key=None).status_code == 401
    assert house.call("POST", f"/api/quotes/Q-2026-99999/{verb}", {**ORDER, "reason": "price"}).status_code == 404


def test_open_quotes_are_compared_with_today_by_programs_with_the_key(new_house: House) -> None:
    quotes = [_quote(new_house) for _ in range(3)]
    _do(new_house, quotes[0]["number"], "withdraw")
    assert new_house.call("POST", "/api/quotes/recheck").json() == {"checked": 2, "affected": []}
    assert new_house.call("POST", "/api/quotes/recheck", key=None).status_code == 401


def test_an_open_quote_is_sent_again_to_a_buyer_whose_address_is_known(house: House) -> None:
    nobody, known = _quote(house), _quote(house, customer=_customer(house))
    assert problem_of(house.call("POST", f"/api/quotes/{nobody['number']}/send", {}), 422)["code"] == "no_address"
    assert _do(house, known["number"], "send")["number"] == known["number"]
    _do(house, known["number"], "refuse", {"reason": "other"})
    assert (
        problem_of(house.call("POST", f"/api/quotes/{known['number']}/send", {}), 409)["code"] == "quote_refused_before"
    )


def test_a_preview_tells_what_would_be_issued_and_who_would_be_asked_and_stores_nothing(house: House) -> None:
    body = {"lines": [{"sku": "KCP-70", "quantity": 12, "discount": "14"}], "currency": "EUR", "payment_days": 60}
    before = house.call("GET", "/api/quotes?limit=1").json()["total"]
    shown = house.call("POST", "/api/quotes/preview", body).json()
    assert (shown["status"], shown["asks"], shown["number"], shown["pdf_url"]) == ("waiting", "supervisor", None, None)
    assert [one["status"] for one in shown["authority"]] == ["needs_process", "needs_supervisor"]
    assert {"sku": "KCP-70", "from": "18.01", "to": "20", "grantor": "sales_director"} in shown["limits"]
    assert house.call("GET", "/api/quotes?limit=1").json()["total"] == before
    made = house.call("POST", "/api/quotes", body).json()
    same = ("status", "lines", "subtotal", "discount", "total", "terms", "valid_until")
    assert {name: shown[name] for name in same} == {name: made[name] for name in same}
    low = {"lines": [{"sku": "KCP-70", "quantity": 25, "discount": "19"}], "currency": "EUR"}
    [decision] = house.call("POST", "/api/quotes/preview", low).json()["authority"]
    assert (decision["reason"], decision["may_grant"]) == ("below_floor", ["owner"])
    assert problem_of(house.call("POST", "/api/quotes/preview", body, key=None), 401)
    assert problem_of(house.call("POST", "/api/quotes/preview", body | {"by": "x@y.example"}), 422)
    assert problem_of(house.call("POST", "/api/quotes/preview", body | {"customer": 99_999_999}), 404)


def test_a_draft_is_made_and_edited_by_version(house: House) -> None:
    body = {"lines": [{"sku": "KCP-70", "quantity": 2}], "currency": "EUR", "note": "Gate 7"}
    draft = house.call("POST", "/api/quotes/drafts", body).json()
    assert (draft["status"], draft["number"][:2]) == ("draft", "D-")
    number, version = draft["number"], draft["version"]
    edited = _do(house, number, "edit", {"currency": "USD", "locale": "ja", "version": version})
    assert (edited["currency"], edited["locale"], edited["terms"]["note"]) == ("USD", "ja", "Gate 7")
    late = problem_of(house.call("POST", f"/api/quotes/{number}/edit", {"discount": 3, "version": version}), 409)
    assert late["code"] == "draft_changed"
    issued = _do(house, number, "issue", {})
    assert (issued["total"], issued["version"]) == (edited["total"], None)
    revised = _do(house, issued["number"], "revise", {"currency": "EUR", "locale": "de", "note": ""})
    assert (revised["currency"], revised["locale"], "note" in revised["terms"]) == ("EUR", "de", False)
