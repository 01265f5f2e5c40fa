"""At the desk a supervisor changes stages and playbook: sees first whom it concerns, saves a version, and can go back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest

from funnel.people import repository as people
from tests.web.cast import LOCALES, House
from tests.web.conftest import Serve
from tests.web.desk.test_owners import desk_of
from tests.web.desk.test_sign_in import REP, Desk, password_of

FIELD = re.compile(
    r"<input(?P<input>[^>]*)>|<select(?P<select>[^>]*)>(?P<options>.*?)</select>|<textarea(?P<area>[^>]*)>(?P<text>.*?)</textarea>",
    re.S,
)


@pytest.fixture(scope="module")
def house(serve: Serve) -> Iterator[House]:
    with serve() as running:
        yield running


@pytest.fixture(scope="module")
def boss(house: House) -> Desk:
    desk = Desk(house)
    desk.sign_in(REP, password_of(house, REP))
    return desk


def attribute(tag: str, name: str) -> str | None:
    found = re.search(rf'\b{name}="([^"]*)"', tag)
    return unescape(found[1]) if found else None


def fields(page: str) -> dict[str, Any]:
    """Return what a browser would send of the form with the fields of a version."""
    form = page.partition('class="shape"')[2].partition("</form>")[0]
    sent: dict[str, Any] = {}
    for found in FIELD.finditer(form):
        tag = found["input"] or found["select"] or found["area"] or ""
        name = attribute(tag, "name")
        if name is None:
            continue
        if found["select"] is not None:
            options = re.findall(r'<option value="([^"]*)"( selected)?', found["options"])
            value = next((each for each, chosen in options if chosen), options[0][0] if options else "")
        elif found["area"] is not None:
            value = unescape(found["text"])
        else:
            if attribute(tag, "type") in {"checkbox", "radio"} and " checked" not in tag:
                continue
            value = attribute(tag, "value") or ""
        if name in sent:
            held = sent[name] if isinstance(sent[name], list) else [sent[name]]
            sent[name] = [*held, value]
        else:
            sent[name] = value
    return sent


def press(desk: Desk, address: str, page: str, do: str, **changed: str) -> Any:
    return desk.post(address, {**fields(page), **changed, "do": do})


def test_a_stage_is_added_looked_at_saved_and_taken_back(house: House, boss: Desk) -> None:
    added = house.call("POST", "/api/customers", {"name": "Aki", "email": "aki@stage.example"}).json()["id"]
    house.call("POST", f"/api/customers/{added}/stage", {"stage": 4})
    edit = "/desk/stages/edit"
    page = boss.get(edit)
    assert page.status_code == 200
    page = press(boss, edit, page.text, "stage.add")
    assert 'value="stage_1"' in page.text
    names = {f"stages.4.name.{locale}": f"Test {locale}" for locale in LOCALES}
    missing = press(boss, edit, page.text, "look", **{**names, "stages.4.name.de": ""})
    assert missing.status_code == 422
    assert 'id="problem-stages.4.name.de"' in missing.text
    assert "Save as a new version" not in missing.text
    page = press(boss, edit, page.text, "stages.4.up", **names)  # before the decision
    page = press(boss, edit, page.text, "look")
    assert page.status_code == 200, page.text
    assert "Whom it concerns" in page.text
    changed = press(boss, edit, page.text, "save", **{"stages.1.blocked_after_days": "9"})
    assert changed.status_code == 422  # what is saved is what was looked at
    saved = press(boss, edit, page.text, "save", note="A test before the decision")
    assert (saved.status_code, saved.headers["location"]) == (303, "/desk/stages?saved=1")
    shown = boss.get("/desk/stages").text
    assert "Test en" in shown
    assert "A test before the decision" in shown
    assert house.call("GET", f"/api/customers/{added}/stages").json()["stage"] == 5
    assert "Test en" not in boss.get("/desk/stages/versions/1").text
    page = boss.get("/desk/stages/edit?version=1")
    assert page.status_code == 200, page.text  # nobody stands on the stage that goes
    assert press(boss, edit, page.text, "save").status_code == 303
    assert house.call("GET", f"/api/customers/{added}/stages").json()["stage"] == 4


def test_a_stage_with_leads_on_it_goes_only_where_somebody_says(house: House, boss: Desk) -> None:
    stands = house.call("POST", "/api/customers", {"name": "Bo", "email": "bo@stage.example"}).json()["id"]
    house.call("POST", f"/api/customers/{stands}/stage", {"stage": 3})
    edit = "/desk/stages/edit"
    page = press(boss, edit, boss.get(edit).text, "stages.2.remove")
    refused = press(boss, edit, page.text, "look")
    assert refused.status_code == 422
    assert 'id="problem-gone.first_touch"' in refused.text
    page = press(boss, edit, refused.text, "look", **{"gone.first_touch": "contact"})
    assert page.status_code == 200, page.text
    older = page.text
    assert press(boss, edit, page.text, "save").status_code == 303
    assert house.read(lambda session: people.find(session, stands)).__class__
    told = house.call("GET", f"/api/customers/{stands}/stages").json()
    assert (told["stage"], told["stage_name"]) == (2, "Contact")
    again = press(boss, edit, older, "save")
    assert again.status_code == 422  # somebody saved in between
    assert "was saved in the meantime" in again.text


def test_a_play_is_changed_and_taken_out_and_comes_back(boss: Desk) -> None:
    edit = "/desk/playbook/plays/recap"
    page = boss.get(edit)
    wrong = press(boss, edit, page.text, "look", **{"plays.0.steps.0.after.number": "soon", "plays.0.name.ja": ""})
    assert wrong.status_code == 422
    for place in ("plays.0.steps.0.after", "plays.0.name.ja"):
        assert f'id="problem-{place}"' in wrong.text, place
    page = press(
        boss, edit, page.text, "look", **{"plays.0.steps.0.after.number": "36", "plays.0.name.en": "Short <b>recap</b>"}
    )
    assert page.status_code == 200, page.text
    assert press(boss, edit, page.text, "save").status_code == 303
    shown = boss.get("/desk/playbook").text
    assert "36 hours" in shown
    assert "Short &lt;b&gt;recap&lt;/b&gt;" in shown
    page = press(boss, edit, boss.get(edit).text, "gone")
    assert "is taken out" in page.text
    assert press(boss, edit, page.text, "save").status_code == 303
    assert boss.get(edit).status_code == 404
    back = boss.post("/desk/playbook/versions/1", {"form_token": boss.form_token(), "based_on": "3"})
    assert back.status_code == 303
    assert "24 hours" in boss.get("/desk/playbook").text


def test_a_rep_reads_and_changes_nothing_and_every_language_speaks(house: House, boss: Desk) -> None:
    rep = desk_of(house, "lin")
    assert rep.get("/desk/stages").status_code == rep.get("/desk/playbook").status_code == 200
    assert "/desk/stages/edit" not in rep.get("/desk/stages").text
    for path in ("/desk/stages/edit", "/desk/playbook/plays/recap"):
        assert rep.get(path).status_code == 404
        assert rep.post(path, {"form_token": rep.form_token(), "do": "save"}).status_code == 404
    assert boss.post("/desk/stages/edit", {"do": "save"}).status_code == 403
    titles = set()
    for locale in LOCALES:
        boss.post("/desk/account/language", {"form_token": boss.form_token(), "locale": locale})
        wrong = boss.post("/desk/stages/edit", {"form_token": boss.form_token(), "do": "look", "stages.0.id": "lead"})
        assert wrong.status_code == 422
        titles.add(re.sub(r"\s+", " ", wrong.text.partition('role="alert"')[2].partition("</div>")[0]))
    assert len(titles) == len(LOCALES)
    boss.post("/desk/account/language", {"form_token": boss.form_token(), "locale": "en"})


@pytest.mark.parametrize(
    "form",
    [
        {"stages.0": "x", "stages.0.name.en": "y"},
        {"stages.0.id": "<script>", "stages.0.name.en.x": "y", "rules.0.event": "A B", "rules.0.stage": "nowhere"},
        {"stages.999999.id": "lead", "stages.0.blocked_after_days": "9" * 4000, "rules.3.count": "-1"},
    ],
)
def test_a_form_that_somebody_made_up_is_told_what_is_wrong(boss: Desk, form: dict[str, str]) -> None:
    answer = boss.post("/desk/stages/edit", {"form_token": boss.form_token(), "do": "look", **form})
    assert answer.status_code == 422
    assert "<script>" not in answer.text


def test_a_program_looks_and_saves_as_the_desk_does(house: House) -> None:
    held = house.call("GET", "/api/selling/playbook").json()
    version = held.pop("version")
    play = next(each for each in held["plays"] if each["id"] == "price_talk")
    play["again_after"] = "20d"
    looked = house.call("PUT", "/api/selling/playbook", {"body": held, "based_on": version, "look": True}).json()
    assert looked["saved"] is False
    assert [each for each in looked["plays"] if each["state"] != "unchanged"] == [
        {"play": "price_talk", "state": "changed", "running": 0, "begun": 0}
    ]
    saved = house.call("PUT", "/api/selling/playbook", {"body": held, "based_on": version, "note": "Rest longer"})
    assert saved.json()["version"] == version + 1
    late = house.call("PUT", "/api/selling/playbook", {"body": held, "based_on": version}, locale="de")
    assert (late.status_code, late.json()["version"]) == (409, version + 1)
    versions = house.call("GET", "/api/selling/playbook/versions").json()["versions"]
    assert (versions[0]["version"], versions[0]["actor"], versions[0]["note"]) == (
        version + 1,
        "agent:api",
        "Rest longer",
    )
    del play["name"]["ar"]
    wrong = house.call("PUT", "/api/selling/playbook", {"body": held, "based_on": version + 1}, locale="de")
    place = held["plays"].index(play)
    assert wrong.status_code == 422
    assert wrong.json()["errors"] == [
        {"field": f"plays.{place}.name.ar", "code": "missing", "error": "Bitte ausfüllen."}
    ]
    assert house.call("GET", "/api/selling/nothing").status_code == 404
