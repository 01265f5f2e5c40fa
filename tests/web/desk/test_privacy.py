"""Owners and operators hand out and erase a customer's data at the desk; to everybody else there is no such page."""

import io
import re
import zipfile
from collections.abc import Iterator

import pytest

from tests.web.cast import LOCALES, House
from tests.web.conftest import Serve
from tests.web.desk.test_sign_in import Desk, password_of

OWNER = "owner@kestrel.example"
REP = "salesperson@kestrel.example"


@pytest.fixture(scope="module")
def private_house(serve: Serve) -> Iterator[House]:
    with serve() as running:
        yield running


@pytest.fixture(scope="module")
def owner(private_house: House) -> Desk:
    desk = Desk(private_house)
    desk.sign_in(OWNER, password_of(private_house, OWNER))
    return desk


def customer(house: House, email: str) -> int:
    body = {"name": "Annelie <b>Kestermann", "company": "Zylinderwerk", "email": email, "country": "DE", "locale": "de"}
    made = house.call("POST", "/api/customers", body)
    assert made.status_code == 200, made.text
    return int(made.json()["id"])


def test_what_is_kept_is_shown_handed_out_and_erased(private_house: House, owner: Desk) -> None:
    lead = customer(private_house, "annelie@zylinderwerk.example")
    assert f"/desk/leads/{lead}/privacy" in owner.get(f"/desk/leads/{lead}").text
    page = owner.get(f"/desk/leads/{lead}/privacy")
    assert page.status_code == 200
    assert "customers" in page.text
    assert "Annelie &lt;b&gt;Kestermann" in page.text
    form = {"form_token": owner.form_token()}
    packed = owner.post(f"/desk/leads/{lead}/export", form)
    assert packed.headers["content-type"] == "application/zip"
    assert "annelie@zylinderwerk.example" in zipfile.ZipFile(io.BytesIO(packed.content)).read("data.json").decode()
    assert owner.post(f"/desk/leads/{lead}/erase", {"form_token": "x" * 64}).status_code == 403
    done = owner.post(f"/desk/leads/{lead}/erase", form)
    assert done.status_code == 200
    assert "Backups made before" in done.text
    assert "Kestermann" not in done.text
    assert owner.get(f"/desk/leads/{lead}").status_code == 404
    assert owner.get(f"/desk/leads/{lead}/privacy").status_code == 404


def salesperson(house: House, owner: Desk) -> Desk:
    made = owner.post("/desk/team", {"form_token": owner.form_token(), "email": REP, "name": "Rep", "roles": ["sales"]})
    password = re.findall(r"<code[^>]*>([^<]+)</code>", made.text)[1]
    rep = Desk(house)
    rep.sign_in(REP, password)
    own = {"form_token": rep.form_token(), "old": password, "new": "a sentence of her own"}
    assert rep.post("/desk/account/password", own).status_code == 303
    rep.sign_in(REP, "a sentence of her own")
    return rep


def test_to_others_there_is_no_such_page(private_house: House, owner: Desk) -> None:
    lead = customer(private_house, "other@zylinderwerk.example")
    rep = salesperson(private_house, owner)
    released = {"form_token": owner.form_token(), "decision": "release"}
    assert owner.post(f"/desk/leads/{lead}/owner", released).status_code == 303
    seen = rep.get(f"/desk/leads/{lead}")
    assert seen.status_code == 200
    assert f"/desk/leads/{lead}/privacy" not in seen.text
    assert rep.get(f"/desk/leads/{lead}/privacy").status_code == 404
    for verb in ("erase", "export"):
        assert rep.post(f"/desk/leads/{lead}/{verb}", {"form_token": rep.form_token()}).status_code == 404
    assert rep.get(f"/desk/leads/{lead}").status_code == 200


def test_the_page_speaks_the_members_language(private_house: House, owner: Desk) -> None:
    lead = customer(private_house, "third@zylinderwerk.example")
    told = set()
    for locale in LOCALES:
        owner.post("/desk/account/language", {"form_token": owner.form_token(), "locale": locale})
        told.add(owner.get(f"/desk/leads/{lead}/privacy").text.partition("<h1>")[2].partition("</h1>")[0])
    owner.post("/desk/account/language", {"form_token": owner.form_token(), "locale": "en"})
    assert len(told) == len(LOCALES)
