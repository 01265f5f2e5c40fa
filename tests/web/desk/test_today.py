"""The list of the day at the desk and over the API: answered one by one or many at once, in the member's language."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.web.cast import LOCALES, House, problem_of
from tests.web.conftest import Serve
from tests.web.desk.test_sign_in import REP, Desk, password_of


@pytest.fixture(scope="module")
def today_house(serve: Serve) -> Iterator[House]:
    with serve() as running:
        yield running


@pytest.fixture(scope="module")
def desk(today_house: House) -> Desk:
    signed_in = Desk(today_house)
    signed_in.sign_in(REP, password_of(today_house, REP))
    return signed_in


def customer(house: House, number: int) -> int:
    body = {
        "name": f"Buyer <{number}>",
        "email": f"today-{number}@autowerk.example",
        "company": "Autowerk",
        "country": "DE",
        "locale": "de",
    }
    made: int = house.call("POST", "/api/customers", body).json()["id"]
    return made


def picks(page: str) -> list[str]:
    return re.findall(r'name="pick-([^"]+)"', page)


def test_an_empty_list_says_so_in_every_language(today_house: House, desk: Desk) -> None:
    told = set()
    for locale in LOCALES:
        token = desk.form_token()
        desk.post("/desk/account/language", {"form_token": token, "locale": locale})
        page = desk.get("/desk/today")
        assert page.status_code == 200
        assert ('dir="rtl"' in page.text) == (locale == "ar")
        found = re.search(r'<div class="card empty"><h3>(.+?)</h3>', page.text)
        assert found is not None
        told.add(found.group(1))
    assert len(told) == len(LOCALES)
    desk.post("/desk/account/language", {"form_token": desk.form_token(), "locale": "en"})


def test_one_is_done_and_many_are_put_off_at_once(today_house: House, desk: Desk) -> None:
    for number in range(3):
        customer(today_house, number)
    page = desk.get("/desk/today").text
    names = picks(page)
    assert len(names) == 3
    assert "Buyer &lt;0&gt;" in page
    token = desk.form_token()
    done = desk.post("/desk/today", {"form_token": token, "one": f"done:{names[0]}"})
    assert (done.status_code, done.headers["location"]) == (303, "/desk/today?answered=1")
    assert "1 action answered." in desk.get("/desk/today?answered=1").text
    rest = {f"pick-{name}": "1" for name in names[1:]}
    late = desk.post("/desk/today", {"form_token": token, "all": "delay", "days": "3", "note": "fair", **rest})
    assert late.headers["location"] == "/desk/today?answered=2"
    assert not set(names) & set(picks(desk.get("/desk/today").text))
    again = desk.post("/desk/today", {"form_token": token, "one": f"done:{names[0]}"})
    assert again.headers["location"] == "/desk/today?answered=0"


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"one": "done:"},
        {"one": "done:action-x-y"},
        {"one": "done:action-99999999999-first_contact"},
        {"one": "done:step-' OR 1=1"},
        {"one": "burn:step-1"},
        {"all": "done"},
        {"all": "delay", "days": "99999999999", "pick-action-999999-x": "1"},
    ],
)
def test_a_form_that_makes_no_sense_changes_nothing(desk: Desk, form: dict[str, str]) -> None:
    answer = desk.post("/desk/today", {"form_token": desk.form_token(), **form})
    assert (answer.status_code, answer.headers["location"]) == (303, "/desk/today?answered=0")


def test_strangers_and_foreign_forms_are_refused(today_house: House, desk: Desk) -> None:
    assert Desk(today_house).get("/desk/today").headers["location"] == "/desk/sign-in"
    assert desk.post("/desk/today", {"form_token": "0" * 64, "all": "done"}).status_code == 403


def test_a_program_reads_the_list_and_answers_it(today_house: House) -> None:
    lead = customer(today_house, 99)
    listed = today_house.call("GET", "/api/actions", locale="de").json()
    mine = next(each for each in listed["actions"] if each["customer_id"] == lead)
    assert (mine["type"], mine["to"], mine["overdue"]) == ("mail", "rep", False)
    assert mine["reason"] == "Noch niemand hat mit dem Kunden gesprochen."
    assert mine["materials"]
    before = today_house.call("POST", "/api/ai/next_action", {"customer_id": lead}).json()["action"]
    path = f"/api/actions/{mine['id']}"
    assert today_house.call("POST", path, {"answer": "done"}).json() == {"status": "ok"}
    problem_of(today_house.call("POST", path, {"answer": "done"}), 409)
    after = today_house.call("POST", "/api/ai/next_action", {"customer_id": lead}).json()["action"]
    assert after != before


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"answer": "burned"}, "answer"),
        ({"answer": "delayed"}, "until"),
        ({"answer": "delayed", "until": "2020-01-01T00:00:00Z"}, "until"),
        ({"answer": "delayed", "until": "9999-12-31T23:59:59+00:00"}, "until"),
        ({}, "answer"),
    ],
)
def test_an_answer_that_is_none_is_refused_by_field(today_house: House, body: dict[str, str], field: str) -> None:
    problem = problem_of(today_house.call("POST", "/api/actions/action-1-first_contact", body), 422)
    assert problem["errors"][0]["field"] == field


@pytest.mark.parametrize("name", ["x", "step-nothing", "action-0-x", "action-99999999999999-x", "action-é-x"])
def test_what_is_not_on_the_list_is_told_so(today_house: House, name: str) -> None:
    assert today_house.call("POST", f"/api/actions/{name}", {"answer": "done"}).status_code in {404, 409}
    assert today_house.call("GET", "/api/actions", key=None).status_code == 401


def test_an_objection_told_to_a_rep_is_kept_and_shown(today_house: House, desk: Desk) -> None:
    lead = customer(today_house, 200)
    assert "The customer wants no more mails" in desk.get(f"/desk/leads/{lead}").text
    kept = desk.post(f"/desk/leads/{lead}/objection", {"form_token": desk.form_token()})
    assert (kept.status_code, kept.headers["location"]) == (303, f"/desk/leads/{lead}")
    page = desk.get(f"/desk/leads/{lead}").text
    assert "The customer has objected." in page
    assert "The customer wants no more mails" not in page
    assert today_house.call("GET", f"/api/customers/{lead}/consents").json()["suppressed"] == "objected"
    assert desk.post(f"/desk/leads/{lead}/objection", {"form_token": "0" * 64}).status_code == 403
    assert desk.post("/desk/leads/999999/objection", {"form_token": desk.form_token()}).status_code == 404
