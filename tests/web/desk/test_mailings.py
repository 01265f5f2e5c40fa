"""A mailing at the desk, over the API and the command line: written, looked at, tried, let go by who may, held up, read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from foundation.database import Session
from funnel.mails import repository as mails
from funnel.mails.model import OutgoingMail
from tests.web.cast import LOCALES, House, problem_of
from tests.web.conftest import Serve
from tests.web.desk.test_sign_in import Desk, password_of

OWNER = "owner@kestrel.example"
TEXTS = {"texts.en.subject": "A new tool", "texts.en.body": "We have a new tool.\n\nFor {company} too."}
FORM = {"name": "Spring <b>", "reason": "", "revision": "0", **TEXTS}


@pytest.fixture(scope="module")
def mailing_house(serve: Serve) -> Iterator[House]:
    with serve() as running:
        for number in range(3):
            body = {
                "name": f"Reader {number}",
                "email": f"reader{number}@works.example",
                "country": "IT",
                "locale": "en",
            }
            lead = running.call("POST", "/api/customers", body).json()["id"]
            if number:
                agreed = {"purpose": "marketing", "wording": "News, please.", "source": "fair"}
                assert running.call("POST", f"/api/customers/{lead}/consents", agreed).status_code == 200
        yield running


@pytest.fixture(scope="module")
def owner(mailing_house: House) -> Desk:
    return signed_in(mailing_house, OWNER)


def signed_in(house: House, email: str) -> Desk:
    desk = Desk(house)
    desk.sign_in(email, password_of(house, email))
    return desk


def written(owner: Desk, **more: Any) -> str:
    """Write a draft by the form, and return its address."""
    answer = owner.post("/desk/mailings/new/edit", {"form_token": owner.form_token(), **FORM, **more})
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"]).partition("?")[0]


def test_a_draft_is_written_looked_at_tried_out_and_let_go(mailing_house: House, owner: Desk) -> None:
    assert "No mailings yet" in owner.get("/desk/mailings").text
    at = written(owner)
    page = owner.get(at).text
    assert "Spring &lt;b&gt;" in page
    assert "did not agree to news" in page
    assert "Send it to 2 readers" in page
    token = {"form_token": owner.form_token()}
    tried = owner.post(f"{at}/trial", {**token, "locale": "en"})
    assert tried.headers["location"] == f"{at}?tried=1"
    assert owner.post(f"{at}/trial", {**token, "locale": "fr"}).status_code == 404
    assert owner.post(f"{at}/start", {**token, "revision": "7"}).status_code == 409
    assert owner.post(f"{at}/start", {**token, "revision": "1"}).status_code == 303
    begun = owner.get(at).text
    assert "What came of it" in begun
    assert "Hold up" in begun
    assert owner.get(f"{at}/edit").status_code == 404
    assert owner.post(f"{at}/turn", {**token, "do": "pause"}).status_code == 303
    assert "Go on" in owner.get(at).text
    assert owner.post(f"{at}/turn", {**token, "do": "pause"}).status_code == 409
    assert owner.post(f"{at}/turn", {**token, "do": "stop"}).status_code == 303
    assert "the mailing was stopped before" in owner.get(at).text
    assert "A new tool" in owner.get(f"/desk/mailings/new/edit?copy={at.rpartition('/')[2]}").text

    async def look(session: Session) -> list[OutgoingMail]:
        customers = [1, 2, 3]
        return [mail for each in customers for mail in await mails.of_customer(session, each)]

    assert mailing_house.read(look) == []  # nobody runs the jobs here


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"texts.en.body": "Your {voucher} waits. {"}, "A brace stands alone"),
        ({"texts.en.body": "Everything is 60% off this week."}, "This promises more than you may"),
        ({"texts.en.subject": ""}, "Please fill this in."),
        ({"audience.countries": "JP"}, "Nobody would get this mailing now."),
    ],
)
def test_what_is_not_right_is_told_and_kept_and_does_not_start(owner: Desk, more: dict[str, str], said: str) -> None:
    at = written(owner, **more)
    assert said in owner.get(at).text
    assert f'action="{at}/start"' not in owner.get(at).text
    refused = owner.post(f"{at}/start", {"form_token": owner.form_token(), "revision": "1"})
    assert refused.status_code == 409
    assert 'role="alert"' in refused.text
    again = owner.post(f"{at}/edit", {"form_token": owner.form_token(), **FORM, "revision": "1"})
    assert again.status_code == 303
    late = owner.post(f"{at}/edit", {"form_token": owner.form_token(), **FORM, "revision": "1", "name": "Lost?"})
    assert late.status_code == 409
    assert 'value="Lost?"' in late.text


def test_a_mailing_without_a_name_loses_nothing_that_was_written(owner: Desk) -> None:
    answer = owner.post("/desk/mailings/new/edit", {"form_token": owner.form_token(), **FORM, "name": " "})
    assert answer.status_code == 422
    assert "We have a new tool." in answer.text
    assert 'aria-invalid="true"' in answer.text


def test_sales_writes_and_reads_and_only_the_roles_let_it_go(mailing_house: House, owner: Desk) -> None:
    form = {"form_token": owner.form_token(), "email": "lin@kestrel.example", "name": "Lin", "roles": ["sales"]}
    code = re.findall(r"<code[^>]*>([^<]+)</code>", owner.post("/desk/team", form).text)[1]
    lin = Desk(mailing_house)
    lin.sign_in("lin@kestrel.example", code)
    lin.post("/desk/account/password", {"form_token": lin.form_token(), "old": code, "new": "a sentence of her own"})
    lin.sign_in("lin@kestrel.example", "a sentence of her own")
    at = written(lin)
    assert "A supervisor, the head of sales or the owner lets it go." in lin.get(at).text
    token = {"form_token": lin.form_token()}
    assert lin.post(f"{at}/start", {**token, "revision": "1"}).status_code == 403
    assert lin.post(f"{at}/turn", {**token, "do": "stop"}).status_code == 403
    assert lin.post(f"{at}/start", {"revision": "1"}).status_code == 403


@pytest.mark.parametrize("locale", LOCALES)
def test_the_pages_speak_the_readers_language(mailing_house: House, owner: Desk, locale: str) -> None:
    at = written(owner)
    owner.post("/desk/account/language", {"form_token": owner.form_token(), "locale": locale})
    for page in ("/desk/mailings", at, f"{at}/edit", "/desk/mailings/new/edit"):
        shown = owner.get(page)
        assert shown.status_code == 200
        assert ('dir="rtl">' in shown.text.partition("<head>")[0]) == (locale == "ar")
    if locale != "en":
        assert "Whom it would reach now" not in owner.get(at).text
    owner.post("/desk/account/language", {"form_token": owner.form_token(), "locale": "en"})


def test_programs_do_the_same_over_the_api(mailing_house: House) -> None:
    texts = {"en": {"subject": "News", "body": "A new tool."}}
    made = mailing_house.call("POST", "/api/mailings", {"name": "By program", "texts": texts})
    assert made.status_code == 201
    told = made.json()
    assert (told["state"], told["revision"], told["problems"]) == ("draft", 1, [])
    assert (told["preview"]["reached"], told["preview"]["left_out"]) == (2, {"no_basis": 1})
    at = f"/api/mailings/{told['id']}"
    wrong = {"name": "By program", "texts": {"en": {"subject": "For {name}", "body": ""}}, "revision": 1}
    changed = mailing_house.call("PUT", at, wrong).json()
    assert {(each["place"], each["code"]) for each in changed["problems"]} == {
        ("texts.en.subject", "subject_names_fact"),
        ("texts.en.body", "missing"),
    }
    problem_of(mailing_house.call("PUT", at, wrong), 409)
    assert problem_of(mailing_house.call("POST", f"{at}/start", {"revision": 2}, locale="de"), 409)["detail"]
    mailing_house.call("PUT", at, {"name": "By program", "texts": texts, "revision": 2})
    problem_of(mailing_house.call("POST", f"{at}/trial", {"email": "stranger@mail.example", "locale": "en"}), 422)
    assert mailing_house.call("POST", f"{at}/trial", {"email": OWNER, "locale": "en"}).status_code == 202
    begun = mailing_house.call("POST", f"{at}/start", {"revision": 3})
    assert (begun.status_code, begun.json()["state"]) == (200, "running")
    assert begun.json()["outcome"]["waiting"] == 2
    for turn, state in (("pause", "paused"), ("resume", "running"), ("stop", "stopped")):
        assert mailing_house.call("POST", f"{at}/{turn}").json()["state"] == state
    problem_of(mailing_house.call("POST", f"{at}/pause"), 409)
    problem_of(mailing_house.call("GET", "/api/mailings/none"), 404)
    problem_of(mailing_house.call("POST", "/api/mailings", {"name": ""}), 422)
    assert mailing_house.call("GET", at, key=None).status_code == 401
    assert told["id"] in [each["id"] for each in mailing_house.call("GET", "/api/mailings").json()["mailings"]]


def test_the_command_line_has_the_same_verbs(
    mailing_house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from web.commands.mailings import mailing

    monkeypatch.setenv("TRADEWIND_DATA", str(mailing_house.settings.data))
    monkeypatch.setenv("TRADEWIND_EMBEDDINGS", "0")
    file = tmp_path / "news.yaml"
    file.write_text("name: By hand\ntexts:\n  en: {subject: News, body: A new tool.}\naudience: {countries: [IT]}\n")

    def run(*words: str) -> Any:
        done = CliRunner().invoke(mailing, [*words, "--json"] if words[0] != "trial" else words)
        assert done.exit_code == 0, done.output
        return json.loads(done.stdout) if words[0] != "trial" else done.stdout

    draft = run("write", str(file))
    assert (draft["problems"], draft["preview"]["reached"]) == ([], 2)
    assert run("write", str(file), "--change", draft["id"])["revision"] == 2
    assert OWNER in run("trial", draft["id"], "--to", OWNER, "--locale", "en")
    assert run("start", draft["id"])["state"] == "running"
    assert run("pause", draft["id"])["state"] == "paused"
    assert run("resume", draft["id"])["state"] == "running"
    assert run("stop", draft["id"])["outcome"]["left_out"] == {"stopped": 2, "no_basis": 1}
    assert draft["id"] in [each["id"] for each in run("list")]
    refused = CliRunner().invoke(mailing, ["start", draft["id"]])
    assert (refused.exit_code, "stopped" in refused.output) == (1, True)
