"""At the desk a rep sees what is theirs and what is free; another's lead does not exist for them, by whatever address."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from foundation.actor import Actor
from foundation.database import Database
from funnel.permissions.accounts import change_password, sign_in
from funnel.permissions.team import add_member
from tests.web.cast import LOCALES, House
from tests.web.conftest import Serve
from tests.web.desk.test_sign_in import REP, Desk, password_of


@pytest.fixture(scope="module")
def house(serve: Serve) -> Iterator[House]:
    with serve() as running:
        yield running


def desk_of(house: House, name: str) -> Desk:
    """Sign a new rep in."""

    async def join() -> str:
        database = Database(house.settings.database_address)
        try:
            login = await add_member(
                database, f"{name}@kestrel.example", name.title(), roles=["sales"], by=Actor.system("tests")
            )
            entered, _ = await sign_in(database, login.email, login.password)
            await change_password(database, entered, "own " + login.password)
            return "own " + login.password
        finally:
            await database.close()

    desk = Desk(house)
    desk.sign_in(f"{name}@kestrel.example", asyncio.run(join()))
    return desk


@pytest.fixture(scope="module")
def anna(house: House) -> Desk:
    return desk_of(house, "anna")


@pytest.fixture(scope="module")
def annas(house: House, anna: Desk) -> int:
    """A lead that came while Anna was the only one, with a conversation and a quote."""
    buyer = house.visitor("en")
    buyer.say("Please quote 5 KT-PW-60, I am Tom Baker, tom@annas.example, United Kingdom")
    found = [each["id"] for each in house.call("GET", "/api/leads").json()["leads"]]
    return int(found[0])


@pytest.fixture(scope="module")
def jun(house: House, annas: int) -> Desk:
    return desk_of(house, "jun")


@pytest.fixture(scope="module")
def boss(house: House, annas: int) -> Desk:
    desk = Desk(house)
    desk.sign_in(REP, password_of(house, REP))
    return desk


def test_another_reps_lead_is_not_there_by_any_address(house: House, anna: Desk, jun: Desk, annas: int) -> None:
    own = anna.get(f"/desk/leads/{annas}")
    assert own.status_code == 200
    assert "Tom Baker" in anna.get("/desk/leads").text
    for path in (
        "/desk/leads",
        "/desk/leads?whose=all",
        "/desk/leads?q=Tom",
        "/desk/today?whose=all",
        "/desk/quotes",
    ):
        assert "Tom Baker" not in jun.get(path).text, path
    unknown = jun.get("/desk/leads/999999")
    denied = jun.get(f"/desk/leads/{annas}")
    assert denied.status_code == unknown.status_code == 404
    assert denied.text.replace(f"leads/{annas}", "") == unknown.text.replace("leads/999999", "")
    token = {"form_token": jun.form_token()}
    for verb, form in {
        "standing": {"decision": "lose", "cause": "price"},
        "owner": {"decision": "take"},
        "crm": {},
        "objection": {},
        "suggestion": {"decision": "take"},
    }.items():
        assert jun.post(f"/desk/leads/{annas}/{verb}", {**token, **form}).status_code == 404, verb
    quotes = house.call("GET", f"/api/leads/{annas}").json()
    talk = quotes["conversation"]["id"]
    assert jun.get(f"/desk/conversations/{talk}").status_code == 404
    assert anna.get(f"/desk/conversations/{talk}").status_code == 200


def test_a_supervisor_switches_between_own_and_everyones(boss: Desk, annas: int) -> None:
    assert "Tom Baker" in boss.get("/desk/leads").text  # no leads of their own: everyone's
    assert "Tom Baker" not in boss.get("/desk/leads?whose=mine").text
    assert 'href="/desk/leads?whose=mine"' in boss.get("/desk/leads").text
    for path in ("/desk/today", "/desk/quotes", "/desk/requests", "/desk/conversations"):
        page = boss.get(path).text
        assert "whose=mine" in page, path
        assert "whose=all" in page, path


def test_a_lead_is_given_with_a_reason_that_its_page_tells_in_every_language(
    house: House, anna: Desk, jun: Desk, boss: Desk, annas: int
) -> None:
    page = boss.get(f"/desk/leads/{annas}").text
    jun_id = page.partition(">Jun</option>")[0].rpartition('value="')[2].rstrip('"')
    given = anna.post(
        f"/desk/leads/{annas}/owner",
        {"form_token": anna.form_token(), "decision": "give", "owner": jun_id, "note": "Speaks <i>Japanese</i>"},
    )
    assert (given.status_code, given.headers["location"]) == (303, "/desk/leads")  # she sees it no more
    assert anna.get(f"/desk/leads/{annas}").status_code == 404
    assert "Speaks &lt;i&gt;Japanese&lt;/i&gt;" in jun.get(f"/desk/leads/{annas}").text
    told = set()
    for locale in LOCALES:
        jun.post("/desk/account/language", {"form_token": jun.form_token(), "locale": locale})
        told.add(jun.get(f"/desk/leads/{annas}").text.partition('id="owner">')[2].partition("<small>")[0])
    assert len(told) == len(LOCALES)
