"""Customers, their funnel and what to do next, for other programs."""

from itertools import count
from typing import Any

import pytest

from tests.web.cast import LOCALES, House, problem_of

_numbers = count(1)
PROTECTED = [
    ("POST", "/api/event/report"),
    ("POST", "/api/events"),
    ("POST", "/api/customers"),
    ("GET", "/api/customer/1/funnel"),
    ("GET", "/api/funnel/overview"),
    ("POST", "/api/ai/next_action"),
    ("GET", "/api/leads"),
    ("GET", "/api/leads/1"),
    ("POST", "/api/understand"),
    ("POST", "/api/knowledge/search"),
    ("POST", "/api/authority/check"),
    ("POST", "/api/quotes"),
    ("GET", "/api/quotes/Q-1"),
]


def somebody(**more: Any) -> dict[str, Any]:
    number = next(_numbers)
    return {
        "name": "A. Keller",
        "company": f"Autowerk {number}",
        "email": f"a.keller{number}@autowerk.example",
        "phone": f"+49 711 555 {number:04}",
        "country": "DE",
        "locale": "de",
        **more,
    }


def enter(house: House, body: dict[str, Any]) -> int:
    answer = house.call("POST", "/api/customers", body)
    assert answer.status_code == 200, answer.text
    return int(answer.json()["id"])


@pytest.mark.parametrize(("method", "path"), PROTECTED)
def test_without_the_key_nothing_is_told(house: House, method: str, path: str) -> None:
    for key in (None, "wrong", "ключ"):
        headers = {} if key is None else {"Authorization": f"Bearer {key}".encode()}
        answer = house.send(method, path, json={} if method == "POST" else None, headers=headers)
        problem_of(answer, 401)
        assert answer.headers["www-authenticate"].startswith("Bearer")


def test_the_same_address_or_number_is_the_same_customer(either_house: House) -> None:
    body = somebody()
    first = enter(either_house, body)
    assert enter(either_house, {**body, "email": body["email"].upper(), "phone": None}) == first
    assert enter(either_house, {"phone": body["phone"].replace(" ", "-")}) == first
    assert enter(either_house, somebody()) != first
    lead = either_house.call("GET", f"/api/leads/{first}").json()
    assert lead["contact"] == {"name": "A. Keller", "email": body["email"], "phone": body["phone"].replace(" ", "")}
    assert (lead["company"], lead["country"], lead["id"]) == (body["company"], "DE", first)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"email": "a.keller"}, "email"),
        ({"email": "a@b@c"}, "email"),
        ({"phone": "twelve"}, "phone"),
        ({"phone": "1"}, "phone"),
        ({"country": "Germany"}, "country"),
        ({"country": "XX"}, "country"),
        ({"locale": "tlh"}, "locale"),
        ({"name": 5}, "name"),
        ({"name": None, "email": None, "phone": None}, "email"),
        ({"name": "  ", "email": "", "phone": ""}, "email"),
        ({"name": "\x00", "email": "", "phone": ""}, "email"),
    ],
)
def test_a_bad_field_is_named(house: House, change: dict[str, Any], field: str) -> None:
    body = problem_of(house.call("POST", "/api/customers", {**somebody(), **change}), 422)
    assert [each["field"] for each in body["errors"]] == [field]


def test_odd_names_are_kept_as_they_are(either_house: House) -> None:
    for name in (
        "<script>alert(1)</script>",
        "محمد العلي",
        "鈴木 一郎",
        "O'Brien; DROP TABLE customers",
        "🔩" * 50,
        "x" * 5000,
    ):
        body = somebody(name=name)
        lead = either_house.call("GET", f"/api/leads/{enter(either_house, body)}").json()
        assert lead["contact"]["name"] == name[:200]


@pytest.mark.parametrize("locale", LOCALES)
def test_a_funnel_says_stage_value_risk_and_one_sentence_to_do(house: House, locale: str) -> None:
    one = enter(house, somebody())
    told = house.call("GET", f"/api/customer/{one}/funnel", locale=locale).json()
    assert set(told) >= {"customer_id", "stage", "estimated_value", "risk_score", "next_best_action", "lost"}
    assert (told["customer_id"], told["stage"], told["estimated_value"], told["lost"]) == (one, 1, 0, False)
    assert 0 <= told["risk_score"] <= 1
    assert told["next_best_action"].rstrip()[-1] in ".。؟?"
    english = house.call("GET", f"/api/customer/{one}/funnel", locale="en").json()["next_best_action"]
    assert (told["next_best_action"] == english) == (locale == "en")


def test_the_next_action_is_in_the_readers_language_and_the_script_in_the_customers(house: House) -> None:
    one = enter(house, somebody(locale="ja"))
    german = house.call("POST", "/api/ai/next_action", {"customer_id": one}, locale="de").json()
    english = house.call("POST", "/api/ai/next_action", {"customer_id": one}, locale="en").json()
    assert set(german) == {"action", "script"}
    assert german["action"] != english["action"]
    assert german["script"] == english["script"]
    assert any("\u3040" <= letter <= "\u30ff" for letter in german["script"])


@pytest.mark.parametrize("number", [0, -1, 2_000_000_000, 2**31, 2**64])
def test_an_unknown_customer_is_not_found(either_house: House, number: int) -> None:
    for answer in (
        either_house.call("GET", f"/api/customer/{number}/funnel"),
        either_house.call("GET", f"/api/leads/{number}"),
    ):
        problem_of(answer, 404)
    assert either_house.call("POST", "/api/ai/next_action", {"customer_id": number}).status_code in {404, 422}


def test_the_overview_tells_rate_over_all_and_conversion_over_the_stage_before(new_house: House) -> None:
    house = new_house
    empty = house.call("GET", "/api/funnel/overview").json()
    assert (empty["total"], empty["predicted_revenue"]) == (0, 0)
    people = [enter(house, somebody()) for _ in range(4)]
    for one, happened in ((people[0], "payment_received"), (people[1], "demo"), (people[2], "reply_received")):
        house.call("POST", "/api/event/report", {"customer_id": one, "event_type": happened})
    told = house.call("GET", "/api/funnel/overview", locale="zh").json()
    assert set(told) == {"total", "stages", "predicted_revenue"}
    assert told["total"] == 4
    assert [each["count"] for each in told["stages"]] == [4, 3, 2, 1, 1]
    assert [each["rate"] for each in told["stages"]] == [1, 0.75, 0.5, 0.25, 0.25]
    assert [each["conversion"] for each in told["stages"]] == [1, 0.75, 0.6667, 0.5, 1]
    names = [
        tuple(each["name"] for each in house.call("GET", "/api/funnel/overview", locale=one).json()["stages"])
        for one in LOCALES
    ]
    assert len(set(names)) == len(LOCALES)


def test_leads_are_listed_filtered_and_leafed_through(either_house: House) -> None:
    house = either_house
    body = somebody(company="Zweigwerk & Söhne")
    one = enter(house, body)
    found = house.call("GET", "/api/leads?search=zweigwerk").json()
    assert [each["id"] for each in found["leads"]] == [one]
    lead = found["leads"][0]
    assert lead["grade"] in {"A", "B", "C", "D"}
    assert lead["reasons"]
    assert lead["crm"]["state"] == "pending"
    whole = house.call("GET", f"/api/leads/{one}").json()
    assert {
        "id",
        "contact",
        "company",
        "country",
        "grade",
        "reasons",
        "stage",
        "stage_reason",
        "crm",
        "conversation",
    } <= set(whole)
    assert {"state", "id", "error"} <= set(whole["crm"])
    for query in (
        "order=newest",
        "order=nonsense",
        "grade=Z",
        "limit=0",
        "limit=99999",
        "offset=99999999999999999999",
        "search=%00",
        "search=%25%5C_",
    ):
        assert house.call("GET", f"/api/leads?{query}").status_code == 200, query
    for query, field in (
        ("limit=many", "limit"),
        ("stage=x", "stage"),
        ("stage=9", "stage"),
        ("stage=99999999999", "stage"),
    ):
        assert field in problem_of(house.call("GET", f"/api/leads?{query}"), 422)["detail"]


def test_list_lead_and_funnel_tell_the_same_risk(house: House) -> None:
    one = enter(house, somebody())
    told = house.call("GET", f"/api/customer/{one}/funnel").json()["risk_score"]
    assert house.call("GET", f"/api/leads/{one}").json()["risk_score"] == told
    listed = house.call("GET", "/api/leads?limit=200&order=newest").json()["leads"]
    assert [each["risk_score"] for each in listed if each["id"] == one] == [told]


def test_position_and_size_count_in_the_grade_and_read_at_the_lead(new_house: House) -> None:
    given = {"name": "Ada", "email": "ada@works.example", "job_title": "Head of Purchasing", "company_size": 400}
    number = new_house.call("POST", "/api/customers", given).json()["id"]
    reasons = new_house.call("GET", f"/api/leads/{number}", locale="de").json()["reasons"]
    told = " ".join(str(each) for each in reasons)
    assert "Position: Head of Purchasing" in told
    assert "Mitarbeitende der Firma: 400 oder mehr" in told
    wrong = new_house.call("POST", "/api/customers", {**given, "company_size": 0})
    assert (wrong.status_code, wrong.json()["errors"][0]["field"]) == (422, "company_size")
    assert new_house.call("GET", "/api/selling/scoring").json()["version"] == 1
    assert new_house.call("PUT", "/api/selling/scoring", {"body": {}, "based_on": 1}).status_code == 422
