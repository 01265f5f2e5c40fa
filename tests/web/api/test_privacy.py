"""Other programs erase a person and hand out their data as the command line does."""

import io
import json
import zipfile
from collections.abc import Iterator

import pytest

from tests.web.cast import House, problem_of
from tests.web.conftest import Serve
from tests.web.desk.test_sign_in import password_of

ADDRESS = "annelie@zylinderwerk.example"


@pytest.fixture(scope="module")
def house(serve: Serve) -> Iterator[House]:
    with serve() as running:
        yield running


def test_a_person_is_previewed_exported_and_erased(house: House) -> None:
    body = {"name": "Annelie Kestermann", "email": ADDRESS, "country": "DE", "locale": "de"}
    lead = house.call("POST", "/api/customers", body).json()["id"]
    dry = house.call("POST", "/api/privacy/erase", {"email": ADDRESS, "dry_run": True}).json()
    assert dry["state"] == "dry_run"
    assert {each["place"] for each in dry["erased"]} >= {"customers", "behaviour_log", "events"}
    packed = house.call("POST", "/api/privacy/export", {"email": ADDRESS})
    data = json.loads(zipfile.ZipFile(io.BytesIO(packed.content)).read("data.json"))["data"]
    assert data["customers"][0]["id"] == lead
    done = house.call("POST", "/api/privacy/erase", {"email": ADDRESS.upper()}, locale="ja").json()
    assert {each["after"] for each in done["erased"]} == {0}
    assert "連絡先・評価・段階" in {each["what"] for each in done["erased"]}
    assert house.call("GET", f"/api/leads/{lead}").status_code == 404
    assert house.call("POST", "/api/privacy/erase", {"email": ADDRESS}).json()["id"] == done["id"]


@pytest.mark.parametrize("address", ["erase", "export"])
def test_what_cannot_be_is_told(house: House, address: str) -> None:
    path = f"/api/privacy/{address}"
    problem_of(house.call("POST", path, {"email": "nobody@mail.example"}), 404)
    problem_of(house.call("POST", path, {"email": "no address"}), 422)
    password_of(house, "owner@kestrel.example")  # the first login is made
    problem_of(house.call("POST", path, {"email": "owner@kestrel.example"}), 422)
    problem_of(house.call("POST", path, {}), 422)
    problem_of(house.call("POST", path, {"email": ADDRESS}, key=None), 401)
    problem_of(house.call("POST", path, {"email": ADDRESS}, key="wrong"), 401)
