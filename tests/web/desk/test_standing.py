"""At the desk and over the API a person moves a lead back and forth, closes it with a cause, and opens it again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.web.cast import LOCALES, House, problem_of
from tests.web.conftest import Serve
from tests.web.desk.test_sign_in import REP, Desk, password_of


@pytest.fixture(scope="module")
def standing_house(serve: Serve) -> Iterator[House]:
    with serve() as running:
        yield running


@pytest.fixture(scope="module")
def desk(standing_house: House) -> Desk:
    signed_in = Desk(standing_house)
    signed_in.sign_in(REP, password_of(standing_house, REP))
    return signed_in


def customer(house: House, name: str) -> int:
    body = {"name": name, "email": f"{name}@autowerk.example", "country": "DE", "locale": "de"}
    made: int = house.call("POST", "/api/customers", body).json()["id"]
    return made


def stages(house: House, lead: int, locale: str = "en") -> dict[str, object]:
    told: dict[str, object] = house.call("GET", f"/api/customers/{lead}/stages", locale=locale).json()
    return told


def test_a_rep_moves_a_lead_and_closes_it_and_opens_it_again(standing_house: House, desk: Desk) -> None:
    lead = customer(standing_house, "moved")
    path = f"/desk/leads/{lead}/standing"
    token = {"form_token": desk.form_token()}
    moved = desk.post(path, {**token, "decision": "move", "stage": "3", "note": "Met <b>on</b> a fair"})
    assert (moved.status_code, moved.headers["location"]) == (303, f"/desk/leads/{lead}")
    page = desk.get(f"/desk/leads/{lead}").text
    assert "Met &lt;b&gt;on&lt;/b&gt; a fair" in page
    assert stages(standing_house, lead)["stage"] == 3
    desk.post(path, {**token, "decision": "lose", "cause": "competitor"})
    assert stages(standing_house, lead)["lost_cause"] == "competitor"
    told = set()
    for locale in LOCALES:
        desk.post("/desk/account/language", {"form_token": desk.form_token(), "locale": locale})
        lost = desk.get(f"/desk/leads/{lead}").text
        assert 'value="reopen"' in lost
        told.add(lost.partition('class="caution">')[2].partition("<")[0])
    assert len(told) == len(LOCALES)
    desk.post("/desk/account/language", {"form_token": desk.form_token(), "locale": "en"})
    desk.post(path, {**token, "decision": "reopen"})
    assert stages(standing_house, lead)["lost"] is False


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"decision": "move", "stage": "9"},
        {"decision": "move", "stage": "-1"},
        {"decision": "move", "stage": "x"},
        {"decision": "lose", "cause": "weather"},
        {"decision": "burn"},
    ],
)
def test_a_form_that_makes_no_sense_changes_nothing(standing_house: House, desk: Desk, form: dict[str, str]) -> None:
    lead = customer(standing_house, "same")
    before = stages(standing_house, lead)
    path = f"/desk/leads/{lead}/standing"
    assert desk.post(path, {"form_token": desk.form_token(), **form}).status_code == 303
    assert stages(standing_house, lead) == before
    assert desk.post(path, {"form_token": "0" * 64, "decision": "lose", "cause": "price"}).status_code == 403


def test_a_program_reads_every_move_with_its_evidence(standing_house: House) -> None:
    lead = customer(standing_house, "evidence")
    event = {"customer_id": lead, "event_type": "call_completed", "timestamp": "2026-11-01T09:00:00Z", "source": "pbx"}
    assert standing_house.call("POST", "/api/event/report", event).json()["new_stage"] == 3
    assert standing_house.call("POST", f"/api/customers/{lead}/stage", {"stage": 2, "who": "Lin"}).json() == {
        "moved": True
    }
    told = stages(standing_house, lead, "de")
    moves = told["moves"]
    assert isinstance(moves, list)
    assert [(move["from"], move["to"]) for move in moves] == [(1, 3), (3, 2)]
    assert len(moves[0]["evidence"]) == 1
    assert moves[1]["evidence"] == []
    assert "Lin" in moves[1]["reason"]
    assert standing_house.call("POST", f"/api/customers/{lead}/lost", {"cause": "price"}).json() == {"lost": True}
    assert standing_house.call("GET", f"/api/customer/{lead}/funnel").json()["lost"] is True
    assert standing_house.call("POST", f"/api/customers/{lead}/reopen").json() == {"reopened": True}


def test_what_is_no_stage_no_cause_and_nobody_is_refused(standing_house: House) -> None:
    lead = customer(standing_house, "refused")
    problem = problem_of(standing_house.call("POST", f"/api/customers/{lead}/stage", {"stage": 6}), 422)
    assert problem["errors"][0]["field"] == "stage"
    problem = problem_of(standing_house.call("POST", f"/api/customers/{lead}/lost", {"cause": "weather"}), 422)
    assert problem["errors"][0]["field"] == "cause"
    assert standing_house.call("POST", "/api/customers/999999/stage", {"stage": 2}).status_code == 404
    assert standing_house.call("GET", "/api/customers/999999/stages").status_code == 404
    assert standing_house.call("GET", f"/api/customers/{lead}/stages", key=None).status_code == 401
