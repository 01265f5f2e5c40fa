"""The reports at the desk: with filters, as files, with the customers behind each number, in seven languages, and with nothing yet."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from html import unescape
from io import BytesIO

import pytest
from openpyxl import load_workbook

from foundation.database import Database
from foundation.pdf import available
from tests.funnel.year import write_year
from tests.web.cast import LOCALES, House
from tests.web.conftest import Serve
from tests.web.desk.test_sign_in import REP, Desk, password_of

MONTH = "/desk/reports?kind=monthly&date=2026-10-20"


@pytest.fixture(scope="module")
def year_house(serve: Serve) -> Iterator[House]:
    with serve() as running:

        async def fill() -> None:
            database = Database(running.settings.database_address)
            await write_year(database)
            await database.close()

        asyncio.run(fill())
        yield running


@pytest.fixture(scope="module")
def desk(year_house: House) -> Desk:
    found = Desk(year_house)
    found.sign_in(REP, password_of(year_house, REP))
    return found


def test_each_number_leads_to_as_many_customers(desk: Desk) -> None:
    page = desk.get(MONTH).text
    links = re.findall(
        r'href="(/desk/reports/behind\?[^"]*of=(?:stage_open|stage_volume|blocked)[^"]*)"><bdi>([\d,]+)</bdi>', page
    )
    assert len(links) > 10
    for address, number in links[::3]:
        behind = desk.get(unescape(address))
        assert behind.status_code == 200
        assert f"{number.replace(chr(44), '')} in all" in behind.text
        assert "Customers who ever reached the stage" in behind.text or "of=stage_volume" not in address
    assert desk.get("/desk/reports/behind?of=nothing_of_ours").status_code == 404


def test_filters_narrow_the_report_and_stay_in_its_links(desk: Desk) -> None:
    page = desk.get(f"{MONTH}&channel=fair&country=DE").text
    assert re.search(r'<option value="fair" selected>', page)
    whole, some = (
        int(re.search(r"Customers in the funnel</dt><dd><a[^>]*><bdi>(\d+)", each)[1])
        for each in (desk.get(MONTH).text, page)
    )  # type: ignore[index]
    assert 0 < some < whole
    assert "of=customers" in page
    assert all("channel=fair" in each for each in re.findall(r'href="(/desk/reports/behind[^"]*)"', page))


@pytest.mark.parametrize(
    "query",
    [
        "kind=nonsense",
        "kind=daily&date=2026-99-99",
        "kind=range&date=2026-10-02&until=2026-10-01",
        "stage=7&page=x",
        "kind=weekly&date=2099-01-01",
        "channel=%3Cscript%3Ealert(1)%3C/script%3E",
        "rep='%20OR%201=1--",
        "country=%00",
    ],
)
def test_an_address_that_makes_no_sense_shows_a_report_all_the_same(desk: Desk, query: str) -> None:
    page = desk.get(f"/desk/reports?{query}")
    assert page.status_code == 200
    assert "<script>alert" not in page.text


def test_a_range_of_days_is_a_report_too(desk: Desk) -> None:
    page = desk.get("/desk/reports?kind=range&date=2026-09-05&until=2026-09-20").text
    assert "Sep 5, 2026 – Sep 20, 2026" in page


def test_a_report_is_taken_as_workbook_and_as_pdf(desk: Desk) -> None:
    taken = desk.get("/desk/reports/file/xlsx?kind=monthly&date=2026-10-20")
    assert taken.headers["content-disposition"] == 'attachment; filename="monthly-report-2026-10-01.xlsx"'
    assert load_workbook(BytesIO(taken.content)).worksheets[0].title == "Monthly funnel report"
    pdf = desk.get("/desk/reports/file/pdf?kind=monthly&date=2026-10-20")
    assert pdf.status_code == (200 if available() else 503)
    assert pdf.content.startswith(b"%PDF-") is available()
    assert desk.get("/desk/reports/file/exe").status_code == 404


def test_costs_that_are_entered_stand_in_the_report(desk: Desk) -> None:
    token = desk.form_token()
    kept = desk.post(
        "/desk/reports/costs?kind=monthly&date=2026-10-20",
        {"form_token": token, "channel": "fair", "month": "2026-10-01", "amount": "1234.50"},
    )
    assert kept.status_code == 303
    page = desk.get(MONTH).text
    assert "€1,234.50" in page
    new = int(re.search(r"New customers</dt><dd><a[^>]*><bdi>(\d+)", desk.get(f"{MONTH}&channel=fair").text)[1])  # type: ignore[index]
    assert f"€{1234.5 / new:,.2f}" in page
    for amount in ("many", "-5", "NaN", "1e400", ""):
        form = {"form_token": token, "channel": "fair", "month": "2026-10-01", "amount": amount}
        refused = desk.post("/desk/reports/costs?kind=monthly&date=2026-10-20", form)
        assert (refused.status_code, "write the costs as a number" in refused.text) == (422, True)
    assert desk.post("/desk/reports/costs", {"form_token": "0" * 64, "channel": "fair"}).status_code == 403


def test_a_report_is_ordered_by_mail_and_ended(desk: Desk) -> None:
    token = desk.form_token()
    form = {"form_token": token, "kind": "weekly", "hour": "9", "weekday": "2", "time_zone": "Asia/Shanghai"}
    assert desk.post("/desk/reports/subscription?kind=weekly", {**form, "wish": "send"}).status_code == 303
    page = desk.get("/desk/reports?kind=weekly").text
    assert "You get this report." in page
    assert '<option value="9" selected>09:00</option>' in page
    assert "<option selected>Asia/Shanghai</option>" in page
    assert "You get this report." not in desk.get("/desk/reports?kind=daily").text
    assert desk.post("/desk/reports/subscription", {**form, "time_zone": "Mars/Olympus"}).status_code == 422
    assert desk.post("/desk/reports/subscription", {**form, "hour": "25"}).status_code == 422
    assert desk.post("/desk/reports/subscription?kind=weekly", {**form, "wish": "end"}).status_code == 303
    assert "You get this report." not in desk.get("/desk/reports?kind=weekly").text


def test_a_lead_shows_its_chance_and_what_makes_up_its_risk(desk: Desk) -> None:
    page = desk.get(MONTH).text
    behind = desk.get(unescape(re.search(r'href="(/desk/reports/behind[^"]*of=blocked%3A2)"', page)[1])).text  # type: ignore[index]
    lead = desk.get(re.search(r'href="(/desk/leads/\d+)"', behind)[1]).text  # type: ignore[index]
    assert "Chance of an order" in lead
    assert re.search(r"Of those who reach this stage, \d+ % are won", lead)
    assert re.search(r"Silent for \d+ days; at this stage 3 are usual", lead)


def test_a_report_is_read_in_seven_languages(desk: Desk) -> None:
    titles = set()
    for locale in LOCALES:
        desk.post("/desk/account/language", {"form_token": desk.form_token(), "locale": locale})
        page = desk.get(MONTH).text
        titles.add(re.search(r"<h1>(.*?)</h1>", page)[1])  # type: ignore[index]
        assert page.count("data:image/svg+xml;base64,") == 3
        if locale != "en":
            assert "Customers in the funnel" not in page
            assert "percentage points" not in page
    desk.post("/desk/account/language", {"form_token": desk.form_token(), "locale": "en"})
    assert len(titles) == len(LOCALES)


def test_with_nobody_in_the_funnel_the_page_says_what_will_stand_here(house: House) -> None:
    desk = Desk(house)
    assert desk.get("/desk/reports").status_code == 303
    desk.sign_in(REP, password_of(house, REP))
    page = desk.get("/desk/reports?kind=daily&date=2020-01-01")
    assert page.status_code == 200
    assert "Nothing to report yet" in page.text
