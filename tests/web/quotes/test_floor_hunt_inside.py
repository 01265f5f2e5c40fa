"""Nothing that is made of quotes holds a floor: mails, the CRM, what a person is handed out, reports, and the desk of who may not."""

from __future__ import annotations

import io
import json
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from openpyxl import load_workbook

from foundation.pdf import available
from tests.integrations.hubspot.emulator import TOKEN, HubSpotEmulator, running_hubspot
from tests.web.cast import House
from tests.web.conftest import Serve
from tests.web.desk.test_editor import at_desk, fields
from tests.web.desk.test_sign_in import Desk
from tests.web.quotes.test_floor_hunt import digits
from tests.web.quotes.test_floors import SKUS

pytestmark = pytest.mark.skipif(not available(), reason="this machine lacks the libraries that PDFs need")
EMAIL = "hunted@autowerk.example"


@dataclass
class Hunt:
    """A house with its jobs and a CRM, and one customer with quotes in every state that a floor has a part in."""

    house: House
    hubspot: HubSpotEmulator
    customer: int
    numbers: dict[str, str]

    @property
    def owner(self) -> Desk:
        return at_desk(self.house, "owner")


@pytest.fixture(scope="module")
def hunt(serve: Serve) -> Iterator[Hunt]:
    with (
        running_hubspot() as hubspot,
        serve(runs_jobs=True, hubspot_token=TOKEN, hubspot_url=hubspot.url) as house,
    ):
        person = {
            "name": "Anna Keller",
            "company": "Autowerk",
            "country": "DE",
            "locale": "de",
            "phone": None,
            "email": EMAIL,
        }
        customer = house.call("POST", "/api/customers", person).json()["id"]
        numbers = {name: _asked(house, customer) for name in ("granted", "changed", "refused", "waiting")}
        owner = at_desk(house, "owner")
        for name, word, more in (
            ("granted", "approve", {"reason": "A reference in the region"}),
            ("changed", "change", {f"discount-{position}": "3" for position in (1, 2, 3)}),
            ("refused", "decline", {"reason": "Too much"}),
        ):
            form = {"form_token": owner.form_token(), "decision": word, "reason": "By hand", **more}
            answer = owner.post(f"/desk/approvals/{numbers[name]}", form)
            assert answer.status_code == 303, answer.text
        revised = house.call("POST", f"/api/quotes/{numbers['changed']}/revise", {"discount": "1"}).json()
        house.call("POST", f"/api/quotes/{revised['number']}/withdraw", {"text": "Sold out"})
        until(lambda: len(hubspot.files) >= 2)
        until(lambda: sum(EMAIL.encode() in file.read_bytes() for file in outbox(house)) >= 2)
        yield Hunt(house, hubspot, customer, numbers)
        assert hubspot.broken == []


def outbox(house: House) -> list[Path]:
    return sorted((house.settings.data / "outbox" / "mail").glob("*.eml"))


def until(holds: Callable[[], bool]) -> None:
    """Wait for the jobs."""
    for _ in range(1500):
        if holds():
            return
        time.sleep(0.1)
    raise AssertionError(f"the jobs did not come to an end: {holds.__code__.co_firstlineno}")


def _asked(house: House, customer: int) -> str:
    lines = [{"sku": sku, "quantity": 25, "discount": "19"} for sku in SKUS if sku != "KHW-4000"]
    lines.append({"sku": "KHW-4000", "quantity": 3, "discount": "12"})
    wish = {
        "customer": customer,
        "locale": "de",
        "currency": "EUR",
        "lines": lines,
        "approval_words": "They buy ten more",
    }
    made = house.call("POST", "/api/quotes", wish).json()
    assert made["status"] == "waiting"
    return str(made["number"])


def printed(pdf: bytes) -> str:
    return "\n".join(sheet.get_textpage().get_text_bounded() for sheet in pypdfium2.PdfDocument(pdf))


def contents(mail: Message) -> str:
    told = [str(mail[name]) for name in mail.keys()]  # noqa: SIM118 - a Message is no mapping
    for part in mail.walk():
        body = part.get_payload(decode=True)
        if isinstance(body, bytes):
            told.append(printed(body) if part.get_content_type() == "application/pdf" else body.decode())
    return "\n".join(told)


def test_no_mail_to_buyers_or_staff_tells_a_floor(hunt: Hunt) -> None:
    told = {file.name: contents(message_from_bytes(file.read_bytes())) for file in outbox(hunt.house)}
    assert sum(hunt.numbers["granted"] in one for one in told.values()) >= 1
    assert {name: digits(one) for name, one in told.items() if digits(one)} == {}


def test_nothing_that_the_crm_is_sent_tells_a_floor(hunt: Hunt) -> None:
    assert digits(json.dumps(hunt.hubspot.objects, ensure_ascii=False, default=str)) == set()
    for content in hunt.hubspot.contents.values():
        text = printed(content)
        assert "KCP-70" in text
        assert digits(text) == set()


def test_what_a_person_is_handed_out_tells_no_floor(hunt: Hunt) -> None:
    answer = hunt.house.call("POST", "/api/privacy/export", {"email": EMAIL})
    assert answer.status_code == 200, answer.text
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    assert {"data.json", "index.html"} <= set(archive.namelist())
    for name in archive.namelist():
        content = archive.read(name)
        if name.endswith(".eml"):
            told = contents(message_from_bytes(content))
        else:
            told = printed(content) if name.endswith(".pdf") else content.decode()
        assert digits(told) == set(), name
    data = json.loads(archive.read("data.json"))["data"]
    assert len(data["approval_requests"]) == 5
    assert "They buy ten more" in json.dumps(data["approval_requests"])
    assert '"floor"' not in json.dumps(data)
    assert '"price_list' not in json.dumps(data)


@pytest.mark.parametrize("locale", ["en", "de", "ar"])  # they write figures differently
def test_the_desk_tells_no_floor_to_who_may_not_go_below_it(hunt: Hunt, locale: str) -> None:
    desk, changed = at_desk(hunt.house, "sales", "supervisor", locale=locale), hunt.numbers["changed"]
    paths = [f"/desk/quotes/{number}" for number in hunt.numbers.values()]
    paths += [f"/desk/quotes/{hunt.numbers['granted']}/edit", f"/desk/quotes/{changed}/versions"]
    paths += [f"/desk/leads/{hunt.customer}", f"/desk/leads/{hunt.customer}/report", "/desk/reports?kind=monthly"]
    paths += ["/desk/approvals", "/desk/quotes", "/desk/quotes/affected", "/desk/leads", "/desk/today"]
    told = {path: desk.get(path) for path in paths}
    assert {path: answer.status_code for path, answer in told.items() if answer.status_code != 200} == {}
    assert hunt.numbers["waiting"] in told["/desk/approvals"].text
    assert {path: digits(answer.text) for path, answer in told.items() if digits(answer.text)} == {}


def test_what_the_editor_shows_while_one_types_tells_no_floor(hunt: Hunt) -> None:
    desk = at_desk(hunt.house, "supervisor")
    held = fields(desk.get(f"/desk/quotes/{hunt.numbers['granted']}/edit").text)
    for discount in ("19", "19.5", "40", "99"):
        shown = desk.post("/desk/quotes/preview", held | {"discount-1": discount})
        assert shown.status_code == 200
        assert digits(shown.text) == set(), discount


def test_the_figure_is_told_to_the_role_that_may_go_below_it(hunt: Hunt) -> None:
    assert digits(hunt.owner.get("/desk/approvals").text) != set(), "else this hunt would find nothing anywhere"


def test_no_answer_of_the_api_tells_a_floor(hunt: Hunt) -> None:
    number, customer = hunt.numbers["changed"], hunt.customer
    calls: list[tuple[str, str, Any]] = [
        ("GET", "/api/authority/requests", None),
        ("GET", "/api/quotes?limit=50", None),
        ("GET", f"/api/quotes/{number}-2", None),
        ("GET", f"/api/quotes/{number}-2/changes", None),
        ("POST", "/api/quotes/recheck", {}),
        ("GET", "/api/leads", None),
        ("GET", f"/api/leads/{customer}", None),
        ("GET", f"/api/customer/{customer}/funnel", None),
        ("GET", "/api/funnel/overview", None),
        ("POST", "/api/ai/next_action", {"customer_id": customer}),
        ("POST", f"/api/quotes/{hunt.numbers['granted']}/copy", {}),
        (
            "POST",
            "/api/quotes/preview",
            {"currency": "EUR", "lines": [{"sku": "KCP-70", "quantity": 25, "discount": "19.5"}]},
        ),
    ]
    for method, path, body in calls:
        answer = hunt.house.call(method, path, body)
        assert answer.status_code < 400, (path, answer.text)
        assert digits(answer.text) == set(), path


@pytest.mark.parametrize("form", ["xlsx", "pdf"])
def test_no_report_tells_a_floor(hunt: Hunt, form: str) -> None:
    desk = hunt.owner
    for path in (
        f"/desk/reports/file/{form}?kind=monthly",
        f"/desk/reports/market/file/{form}",
        f"/desk/leads/{hunt.customer}/report/file/{form}",
    ):
        answer = desk.get(path)
        assert answer.status_code == 200, path
        if form == "pdf":
            told = printed(answer.content)
        else:
            book = load_workbook(io.BytesIO(answer.content))
            cells = (str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)
            told = "\n".join(cells)
        assert digits(told) == set(), path
