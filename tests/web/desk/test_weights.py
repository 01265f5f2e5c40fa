"""At the desk a supervisor weighs the criteria of the grade: sees first whose grade changes, saves a version, and can go back."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.web.cast import LOCALES, House
from tests.web.conftest import Serve
from tests.web.desk.test_owners import desk_of
from tests.web.desk.test_selling import press
from tests.web.desk.test_sign_in import REP, Desk, password_of

EDIT = "/desk/weights/edit"


@pytest.fixture(scope="module")
def house(serve: Serve) -> Iterator[House]:
    with serve() as running:
        yield running


@pytest.fixture(scope="module")
def boss(house: House) -> Desk:
    desk = Desk(house)
    desk.sign_in(REP, password_of(house, REP))
    return desk


def test_weights_are_looked_at_saved_and_taken_back(house: House, boss: Desk) -> None:
    lead = {"name": "Aki <b>", "email": "aki@werk-aki.example", "phone": "+81312345678", "company": "Aki KK"}
    added = house.call("POST", "/api/customers", lead).json()["id"]
    page = boss.get(EDIT)
    assert page.status_code == 200
    assert 'value="70"' in page.text  # what goes without saying is shown too
    looked = press(boss, EDIT, page.text, "look", **{"scoring.weights.phone_given": "72,5"})
    assert looked.status_code == 200, looked.text
    assert f'href="/desk/leads/{added}"' in looked.text
    assert "Aki &lt;b&gt;" in looked.text
    assert "gets another grade" in looked.text
    changed = press(boss, EDIT, looked.text, "save", **{"scoring.weights.budget": "9"})
    assert changed.status_code == 422  # what is saved is what was looked at
    saved = press(boss, EDIT, looked.text, "save", note="Who can be called <counts>")
    assert (saved.status_code, saved.headers["location"]) == (303, "/desk/weights?saved=1")
    shown = boss.get("/desk/weights").text
    assert "72.5" in shown
    assert "Who can be called &lt;counts&gt;" in shown
    assert "72.5" not in boss.get("/desk/weights/versions/1").text
    assert house.call("GET", "/api/selling/scoring").json()["scoring"][0]["weights"]["phone_given"] == 72.5
    late = press(boss, EDIT, looked.text, "save")
    assert late.status_code == 422
    back = boss.get(f"{EDIT}?version=1")
    assert "Save as a new version" in back.text
    assert press(boss, EDIT, back.text, "save").status_code == 303
    assert house.call("GET", "/api/selling/scoring").json()["version"] == 3
    assert boss.get("/desk/weights/versions/99").status_code == 404


def test_what_makes_no_sense_is_told_beside_its_field_and_keeps_what_was_written(boss: Desk) -> None:
    page = boss.get(EDIT)
    wrong = press(
        boss,
        EDIT,
        page.text,
        "look",
        **{"scoring.weights.budget": "-4", "scoring.weights.deadline": "soon", "scoring.grade_b": "90"},
    )
    assert wrong.status_code == 422
    assert 'id="problem-scoring.weights.deadline"' in wrong.text
    assert 'value="soon"' in wrong.text
    wrong = press(boss, EDIT, page.text, "look", **{"scoring.weights.budget": "-4", "scoring.grade_b": "90"})
    for place in ("scoring.weights.budget", "scoring.grade_a"):
        assert f'id="problem-{place}"' in wrong.text, place
    assert "Save as a new version" not in wrong.text
    wrong = press(boss, EDIT, page.text, "look", **{"scoring.served_countries": "DE, Atlantis"})
    assert "Atlantis is no country" in wrong.text


def test_a_team_is_added_moved_and_removed(boss: Desk) -> None:
    page = press(boss, EDIT, boss.get(EDIT).text, "team.add")
    assert 'value="team_1"' in page.text
    names = {f"scoring.teams.1.name.{locale}": f"North {locale}" for locale in LOCALES}
    more = {"scoring.teams.1.countries": "SE NO", "scoring.teams.1.weights.deadline": "12"}
    page = press(boss, EDIT, page.text, "teams.1.up", **names, **more)
    page = press(boss, EDIT, page.text, "look")
    assert page.status_code == 200, page.text
    assert press(boss, EDIT, page.text, "save").status_code == 303
    shown = boss.get("/desk/weights").text.partition("Teams with weights of their own")[2]
    assert shown.index("North en") < shown.index("Project business")
    assert "Sweden" in shown
    page = press(boss, EDIT, boss.get(EDIT).text, "teams.0.remove")
    assert "North en" not in page.text


def test_a_rep_reads_and_changes_nothing_and_every_language_speaks(house: House, boss: Desk) -> None:
    rep = desk_of(house, "wei")
    assert rep.get("/desk/weights").status_code == 200
    assert EDIT not in rep.get("/desk/weights").text
    assert rep.get(EDIT).status_code == 404
    assert rep.post(EDIT, {"form_token": rep.form_token(), "do": "save"}).status_code == 404
    assert boss.post(EDIT, {"do": "save"}).status_code == 403
    told = set()
    for locale in LOCALES:
        boss.post("/desk/account/language", {"form_token": boss.form_token(), "locale": locale})
        page = boss.get("/desk/weights").text
        told.add(re.search(r"<h1>([^<]+)</h1>", page)[1])  # type: ignore[index]  # a page has a heading
    assert len(told) == len(LOCALES)
    boss.post("/desk/account/language", {"form_token": boss.form_token(), "locale": "en"})


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"scoring.teams": "x", "scoring.weights": "y"},
        {"scoring.weights.<script>": "1", "scoring.weights.budget": "9" * 4000, "scoring.teams.99999.id": "A B"},
        {"scoring.weights.budget": "nan", "scoring.grade_a": "inf"},
    ],
)
def test_a_form_that_somebody_made_up_is_told_what_is_wrong(boss: Desk, form: dict[str, str]) -> None:
    answer = boss.post(EDIT, {"form_token": boss.form_token(), "do": "look", **form})
    assert answer.status_code == 422
    assert "<script>" not in answer.text


def test_a_program_looks_and_saves_weights_as_the_desk_does(house: House) -> None:
    house.call("POST", "/api/customers", {"name": "Bo", "email": "bo@firm.example", "company": "Firm"})
    held = house.call("GET", "/api/selling/scoring").json()
    version = held.pop("version")
    held["scoring"][0]["weights"]["company_given"] = 90
    looked = house.call("PUT", "/api/selling/scoring", {"body": held, "based_on": version, "look": True}).json()
    assert looked["saved"] is False
    assert looked["grades"]["changed"] == len(looked["grades"]["named"]) >= 1
    saved = house.call("PUT", "/api/selling/scoring", {"body": held, "based_on": version, "note": "Firms first"})
    assert saved.json()["version"] == version + 1
    held["scoring"][0]["weights"]["company_given"] = -1
    wrong = house.call("PUT", "/api/selling/scoring", {"body": held, "based_on": version + 1}, locale="de")
    assert wrong.json()["errors"] == [
        {"field": "scoring.weights.company_given", "code": "range", "error": "Zwischen 0 und 100."}
    ]
