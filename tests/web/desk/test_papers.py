"""The market of a week and one customer at the desk: as page, PDF, workbook and mail, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pytest
from openpyxl import load_workbook

from foundation import clock
from foundation.locales import TAGS
from foundation.pdf import available
from tests.web.cast import LOCALES, House
from tests.web.desk.test_sign_in import REP, Desk, password_of


@pytest.fixture(scope="module")
def lead(house: House) -> int:
    body = {"name": "Sofía Ramos", "company": "Talleres <Norte>", "email": "sofia@norte.example", "country": "ES"}
    return int(house.call("POST", "/api/customers", {**body, "locale": "es"}).json()["id"])


@pytest.fixture(scope="module")
def desk(house: House) -> Iterator[Desk]:
    found = Desk(house)
    found.sign_in(REP, password_of(house, REP))
    yield found
    found.post("/desk/account/language", {"locale": "en", "form_token": found.form_token()})


def test_the_report_of_a_customer_reads_on_the_page_and_in_its_files(desk: Desk, lead: int) -> None:
    page = desk.get(f"/desk/leads/{lead}/report").text
    assert "Talleres &lt;Norte&gt;" in page
    assert "Spain" in page
    assert f'href="/desk/leads/{lead}/report"' in desk.get(f"/desk/leads/{lead}").text
    book = load_workbook(BytesIO(desk.get(f"/desk/leads/{lead}/report/file/xlsx").content))
    assert "Talleres <Norte>" in [cell.value for row in book.worksheets[0].iter_rows() for cell in row]
    assert desk.get(f"/desk/leads/{lead}/report/file/exe").status_code == 404
    assert desk.get("/desk/leads/99999/report").status_code == 404


def test_a_customer_of_nobody_and_a_stranger_see_nothing(house: House, lead: int) -> None:
    assert "Talleres" not in house.call("GET", f"/desk/leads/{lead}/report").text


@pytest.mark.skipif(not available(), reason="no library for PDFs here")
def test_both_come_as_pdf(desk: Desk, lead: int) -> None:
    for address in (f"/desk/leads/{lead}/report/file/pdf", "/desk/reports/market/file/pdf"):
        answer = desk.get(address)
        assert answer.headers["content-type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF-")


def post(desk: Desk, path: str, form: dict[str, str]) -> str:
    """Send a form of the desk and follow where it leads."""
    answer = desk.post(path, {**form, "form_token": desk.form_token()})
    return desk.get(answer.headers["location"]).text if answer.status_code == 303 else answer.text


def test_a_customers_report_is_mailed_to_who_asks(desk: Desk, lead: int) -> None:
    assert f"on its way to {REP}" in post(desk, f"/desk/leads/{lead}/report/mail", {})
    assert desk.post(f"/desk/leads/{lead}/report/mail", {}).status_code == 403


def test_the_market_report_is_ordered_and_ended_on_its_page(desk: Desk) -> None:
    order = {"kind": "market", "weekday": "0", "hour": "7", "time_zone": "Europe/Berlin", "wish": "send"}
    assert "Send it no more" not in desk.get("/desk/reports/market").text
    assert "Send it no more" in post(desk, "/desk/reports/subscription", order)
    assert "Send it no more" not in post(desk, "/desk/reports/subscription", {**order, "wish": "end"})


def test_a_goal_is_kept_and_nonsense_asked_again(desk: Desk) -> None:
    today = clock.now().date().isoformat()
    address = f"/desk/reports/goals?kind=monthly&date={today}"
    goal = {"month": today, "span": "quarter", "amount": "lots"}
    assert "Please write the goal as a number" in post(desk, address, goal)
    assert "Goal of the quarter" in post(desk, address, {**goal, "amount": "250000"})


@pytest.mark.parametrize("locale", LOCALES)
def test_both_read_in_the_language_of_the_reader(desk: Desk, lead: int, locale: str) -> None:
    desk.post("/desk/account/language", {"locale": locale, "form_token": desk.form_token()})
    pages = [desk.get(address).text for address in (f"/desk/leads/{lead}/report", "/desk/reports/market")]
    assert all(f'lang="{TAGS[locale]}"' in page for page in pages)
    assert [("Contact person" in pages[0]), ("This report by e-mail" in pages[1])] == [locale == "en"] * 2
