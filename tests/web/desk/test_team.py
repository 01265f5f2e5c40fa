"""Owners add, change and end accounts; to everybody else there is no such page."""

import re
from collections.abc import Iterator

import pytest

from foundation import events
from funnel.permissions import repository as staff
from funnel.permissions.model import Member
from tests.web.cast import LOCALES, House
from tests.web.conftest import Serve
from tests.web.desk.test_sign_in import Desk, password_of

OWNER = "owner@kestrel.example"
LIN = "lin@kestrel.example"


@pytest.fixture(scope="module")
def team_house(serve: Serve) -> Iterator[House]:
    with serve() as running:
        yield running


@pytest.fixture(scope="module")
def owner(team_house: House) -> Desk:
    desk = Desk(team_house)
    desk.sign_in(OWNER, password_of(team_house, OWNER))
    return desk


def member(house: House, email: str) -> Member:
    found = house.read(lambda session: staff.find_by_email(session, email))
    assert found is not None
    return found[0]


def test_an_account_is_added_used_changed_ended_and_opened_again(team_house: House, owner: Desk) -> None:
    form = {"form_token": owner.form_token(), "email": " Lin@Kestrel.example ", "name": "Lin <b>"}
    made = owner.post("/desk/team", {**form, "roles": ["sales", "supervisor"]})
    assert made.status_code == 200
    codes = re.findall(r"<code[^>]*>([^<]+)</code>", made.text)
    assert codes[0] == LIN
    assert "Lin &lt;b&gt;" in made.text
    assert codes[1] not in owner.get("/desk/team").text  # shown once
    lin = Desk(team_house)
    assert lin.sign_in(LIN, codes[1]).headers["location"] == "/desk/account"
    own = {"form_token": lin.form_token(), "old": codes[1], "new": "a sentence of her own"}
    assert lin.post("/desk/account/password", own).status_code == 303
    lin.sign_in(LIN, "a sentence of her own")
    assert lin.get("/desk/leads").status_code == 200
    assert 'href="/desk/team"' not in lin.get("/desk/leads").text

    her = member(team_house, LIN)
    assert her.roles == {"sales", "supervisor"}
    token = {"form_token": owner.form_token()}
    assert owner.post(f"/desk/team/{her.id}/roles", {**token, "roles": "service_agent"}).status_code == 303
    assert member(team_house, LIN).roles == {"service_agent"}
    assert owner.post(f"/desk/team/{her.id}/end", token).status_code == 303
    assert lin.get("/desk/leads").headers["location"] == "/desk/sign-in"  # at once
    assert lin.sign_in(LIN, "a sentence of her own").status_code == 403
    assert owner.post(f"/desk/team/{her.id}/end", token).status_code == 303  # once more changes nothing
    again = owner.post(f"/desk/team/{her.id}/login", token)
    renewed = re.findall(r"<code[^>]*>([^<]+)</code>", again.text)[1]
    assert Desk(team_house).sign_in(LIN, renewed).headers["location"] == "/desk/account"
    written = team_house.read(lambda session: events.history(session, ("staff", her.id)))
    by_owner = [each.name for each in written if each.actor.id == member(team_house, OWNER).id]
    assert by_owner == ["staff_added", "staff_roles_changed", "staff_ended", "staff_login_renewed"]


def test_what_cannot_be_is_refused_and_changes_nothing(team_house: House, owner: Desk) -> None:
    token = {"form_token": owner.form_token()}
    before = team_house.read(staff.listed)
    me = member(team_house, OWNER)
    for path, form in (
        ("/desk/team", {"email": OWNER, "roles": "sales"}),
        ("/desk/team", {"email": "no address", "roles": "sales"}),
        ("/desk/team", {"email": "new@kestrel.example"}),
        ("/desk/team", {"email": "new@kestrel.example", "roles": "emperor"}),
        (f"/desk/team/{me.id}/end", {}),
        (f"/desk/team/{me.id}/roles", {"roles": "sales"}),
    ):
        answer = owner.post(path, {**token, **form})
        assert answer.status_code == 422, (path, form)
        assert 'role="alert"' in answer.text
    assert owner.post("/desk/team/nobody/end", token).status_code == 404
    assert owner.post(f"/desk/team/{me.id}/end", {"form_token": "x"}).status_code == 403
    assert team_house.read(staff.listed) == before


def test_to_others_there_is_no_such_page(team_house: House, owner: Desk) -> None:
    seller = "seller@kestrel.example"
    form = {"form_token": owner.form_token(), "email": seller, "roles": "sales_director"}
    word = re.findall(r"<code[^>]*>([^<]+)</code>", owner.post("/desk/team", form).text)[1]
    desk = Desk(team_house)
    desk.sign_in(seller, word)
    desk.post("/desk/account/password", {"form_token": desk.form_token(), "old": word, "new": "a sentence of mine"})
    desk.sign_in(seller, "a sentence of mine")
    token = {"form_token": desk.form_token(), "roles": "owner"}
    me = member(team_house, seller)
    assert desk.get("/desk/team").status_code == 404
    for path in ("/desk/team", f"/desk/team/{me.id}/roles", f"/desk/team/{me.id}/login", f"/desk/team/{me.id}/end"):
        assert desk.post(path, {**token, "email": "x@kestrel.example"}).status_code == 404, path
    assert member(team_house, seller) == me


def test_the_page_speaks_the_owners_language(team_house: House, owner: Desk) -> None:
    pages = set()
    for locale in LOCALES:
        owner.post("/desk/account/language", {"form_token": owner.form_token(), "locale": locale})
        pages.add(re.sub(r"<[^>]+>", "", owner.get("/desk/team").text))
    assert len(pages) == len(LOCALES)
