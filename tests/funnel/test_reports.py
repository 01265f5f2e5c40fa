"""A report covers whole days where the company sits, tells the same numbers in every language, and says what is missing."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from xml.etree import ElementTree as ET

import pdfplumber
import pikepdf
import pytest
from openpyxl import load_workbook
from sqlalchemy import delete, select, update

from content.catalogue.model import Company
from foundation import clock
from foundation.database import Database
from foundation.locales import LOCALES
from foundation.pdf import Press, available
from funnel.conversations.tables import ConversationRow
from funnel.insights.figures import gather
from funnel.insights.overview import overview
from funnel.journey.observe import observe
from funnel.journey.stand import lose, move_by_hand
from funnel.mails.tables import MailRow
from funnel.people.tables import CustomerRow
from funnel.reports.behind import behind
from funnel.reports.charts import NAMES, chart
from funnel.reports.compose import compose
from funnel.reports.data import report_body
from funnel.reports.model import REGULAR, Kind, Report, ReportProblem
from funnel.reports.paper import print_paper, report_paper
from funnel.reports.periods import last_whole, period_of
from funnel.reports.sheet import plain, sheet
from funnel.reports.workbook import neutral, sheet_workbook
from funnel.timeline.tables import StageRow
from quoting.tables import QuoteRow
from scoring.diagnosis import diagnose
from scoring.forecast import HORIZONS, INSIDE
from scoring.indicators.estimates import wilson
from scoring.indicators.facts import Period
from scoring.indicators.model import Unit
from tests.funnel.cast import API, NOON, REP, enter, seen
from tests.funnel.year import END, REPS, write_year

DAY = date(2026, 10, 20)


@pytest.fixture(autouse=True)
def after_the_year(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: END)


async def composed(database: Database, company: Company, kind: Kind = Kind.WEEKLY, day: date | None = DAY) -> Report:
    async with database.reading() as session:
        return await compose(session, company, kind, day=day)


def test_a_period_begins_and_ends_at_the_companys_midnight_across_the_change_of_the_clocks() -> None:
    now = datetime(2026, 12, 1, tzinfo=UTC)
    week = period_of(Kind.WEEKLY, DAY, time_zone="Europe/Berlin", now=now)
    assert week.start == datetime(2026, 10, 18, 22, tzinfo=UTC)
    assert week.end == datetime(2026, 10, 25, 23, tzinfo=UTC)
    assert (week.before.start, week.before.end) == (datetime(2026, 10, 11, 22, tzinfo=UTC), week.start)
    month = period_of(Kind.MONTHLY, date(2026, 3, 31), time_zone="Asia/Shanghai", now=now)
    assert (month.start, month.end) == (
        datetime(2026, 2, 28, 16, tzinfo=UTC),
        datetime(2026, 3, 31, 16, tzinfo=UTC),
    )
    assert month.before.start == datetime(2026, 1, 31, 16, tzinfo=UTC)


def test_a_week_that_is_not_over_is_compared_with_as_much_of_the_week_before() -> None:
    now = datetime(2026, 10, 21, 10, tzinfo=UTC)
    week = period_of(Kind.WEEKLY, DAY, time_zone="UTC", now=now)
    assert (week.start, week.end) == (datetime(2026, 10, 19, tzinfo=UTC), now)
    assert (week.before.start, week.before.end) == (
        datetime(2026, 10, 12, tzinfo=UTC),
        datetime(2026, 10, 14, 10, tzinfo=UTC),
    )


def test_the_newest_whole_period_is_over() -> None:
    sunday = date(2026, 11, 29)
    assert last_whole(Kind.DAILY, sunday) == date(2026, 11, 28)
    assert last_whole(Kind.WEEKLY, sunday) == date(2026, 11, 16)
    assert last_whole(Kind.WEEKLY, date(2026, 11, 30)) == date(2026, 11, 23)
    assert last_whole(Kind.MONTHLY, sunday) == date(2026, 10, 1)
    assert last_whole(Kind.MONTHLY, date(2026, 1, 1)) == date(2025, 12, 1)


async def test_a_chinese_daily_report_has_the_form_of_the_sources(database: Database, company: Company) -> None:
    await write_year(database)
    report = await composed(database, company, Kind.DAILY)
    lines = plain(sheet(report, company, "zh"), company).splitlines()
    assert lines[0] == "【销售漏斗日报】"
    assert lines[1].startswith("日期：2026")
    shape = [line.partition("：")[0] for line in lines[2:]]
    assert shape[:17] == [
        *("", "1. 漏斗概览", "- 漏斗总人数", "- 新增潜在客户", "- 新增联系人", "- 新增决策阶段客户"),
        *("", "2. 本日转化", "- 成交", "- TVL", "- 主要成交行业"),
        *("", "3. 异常与风险", "- 决策阶段停留>7天客户", "- 高价值流失", "", "4. AI 建议"),
    ]


async def test_a_chinese_weekly_report_has_the_form_of_the_sources(database: Database, company: Company) -> None:
    await write_year(database)
    lines = plain(sheet(await composed(database, company), company, "zh"), company).splitlines()
    assert lines[0] == "【销售漏斗周报】"
    shape = [line.partition("：")[0] for line in lines]
    for heading in ("一、整体简报", "二、阶段分析", "三、关键行业", "四、AI 重点提示"):
        assert heading in shape
    for line in (
        "- 周新增客户",
        "- 成交额",
        "- 预计收入（TVL）",
        "- 转化率最高阶段",
        "- 最大漏失阶段",
        "- 最佳行业",
        "- 最低行业",
    ):
        assert line in shape


@pytest.mark.parametrize("kind", REGULAR)
async def test_a_report_tells_the_same_numbers_in_seven_languages(
    sqlite_database: Database, company: Company, kind: Kind
) -> None:
    await write_year(sqlite_database)
    report = await composed(sqlite_database, company, kind)
    told = {locale: sheet(report, company, locale) for locale in LOCALES}
    numbers = {
        locale: [line.cell.value for section in each.sections for line in section.lines]
        for locale, each in told.items()
    }
    assert all(each == numbers["en"] for each in numbers.values())
    assert len({each.title for each in told.values()}) == len(LOCALES)
    english = {line.label for section in told["en"].sections for line in section.lines}
    for locale in ("zh", "ja", "ar"):
        assert not english & {line.label for section in told[locale].sections for line in section.lines}


async def test_report_and_overview_agree_also_of_those_who_were_moved_back(
    database: Database, company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    await write_year(database, customers=300)
    async with database.transaction() as session:
        rows = await session.execute(select(CustomerRow.id).where(CustomerRow.stage == 4).order_by(CustomerRow.id))
        for customer in rows.scalars().all()[:5]:
            assert await move_by_hand(session, customer, 2, who="Li", note="", company=company, by=REP)
            await lose(session, customer, "price", note="", company=company, by=REP)
    at_last = END + timedelta(seconds=1)
    monkeypatch.setattr(clock, "now", lambda: at_last)
    report = await composed(database, company, Kind.MONTHLY, END.date())
    async with database.reading() as session:
        now = await overview(session, "en")
    assert report.one("customers").value == now.total
    assert [report.one("stage_volume", str(stage)).value for stage in range(1, 6)] == [
        each.count for each in now.stages
    ]
    assert [round(report.one("stage_rate", str(n)).value or 0, 4) for n in range(1, 6)] == [
        each.rate for each in now.stages
    ]
    assert report.one("predicted_revenue").value == now.predicted_revenue


async def test_an_empty_house_has_a_report_that_says_what_is_missing(database: Database, company: Company) -> None:
    report = await composed(database, company, Kind.MONTHLY)
    text = plain(sheet(report, company, "en"), company)
    assert "Order value: – (no order with a value)" in text
    assert "Nothing stands out." in text
    body = json.loads(json.dumps(report_body(report)))
    assert body["figures"]["win_rate"]["values"] == [
        {"key": "", "value": None, "before": None, "n": 0, "low": None, "high": None, "reason": "no_customers"}
    ]


async def test_money_is_told_to_programs_as_exact_text(sqlite_database: Database, company: Company) -> None:
    await write_year(sqlite_database)
    report = await composed(sqlite_database, company, Kind.MONTHLY)
    (told,) = report_body(report)["figures"]["revenue"]["values"]
    assert Decimal(told["value"]) == report.one("revenue").value
    assert report_body(report)["compared_with"]["to"] == report_body(report)["period"]["from"]


@pytest.mark.parametrize("day", [date(2026, 11, 3), date(1999, 12, 31)])
async def test_a_day_that_has_not_begun_or_is_too_old_has_no_report(
    sqlite_database: Database, company: Company, day: date
) -> None:
    with pytest.raises(ReportProblem, match="choose a day from 2000-01-01 to today"):
        await composed(sqlite_database, company, Kind.DAILY, day)


async def test_who_stands_behind_a_number_are_as_many_as_it_says(database: Database, company: Company) -> None:
    await write_year(database)
    report = await composed(database, company, Kind.MONTHLY)
    written = sheet(report, company, "en")
    cells = [line.cell for section in written.sections for line in section.lines]
    cells += [cell for section in written.sections for table in section.tables for row in table.rows for cell in row]
    counted = [cell for cell in cells if cell.behind and cell.unit is Unit.COUNT]
    assert len(counted) > 20
    assert {cell.behind: len(behind(report, cell.behind)) for cell in counted} == {
        cell.behind: cell.value for cell in counted
    }
    with pytest.raises(ReportProblem):
        behind(report, "no_such_number")


async def test_a_forecast_is_the_same_each_time_and_holds_its_mean(sqlite_database: Database, company: Company) -> None:
    await write_year(sqlite_database, customers=400)
    first, again = [await composed(sqlite_database, company, Kind.MONTHLY) for _ in range(2)]
    assert first.forecast == again.forecast
    found = first.forecast
    assert [point.days for point in found.points] == list(HORIZONS)
    expected = [point.expected for point in (*found.points, found.total)]
    assert expected == sorted(expected)
    assert all(point.low <= point.expected <= point.high for point in (*found.points, found.total))
    predicted = first.one("predicted_revenue").value
    assert predicted is not None
    assert found.total.expected == pytest.approx(float(predicted), rel=0.002), "chances are rounded for each customer"


async def test_earlier_forecasts_held_what_came_about_as_often_as_they_promised(
    sqlite_database: Database, company: Company
) -> None:
    held: list[bool] = []
    for seed in (1, 2, 3):
        async with sqlite_database.transaction() as session:
            for table in (QuoteRow, MailRow, ConversationRow, CustomerRow):
                await session.execute(delete(table))
        await write_year(sqlite_database, customers=600, seed=seed)
        report = await composed(sqlite_database, company, Kind.MONTHLY)
        assert report.backtest is not None
        assert report.backtest.coverage is not None
        held += [each.inside for each in report.backtest.tests]
    low, high = wilson(sum(held), len(held))
    assert low <= INSIDE <= high, f"{sum(held)} of {len(held)}"


async def test_losses_are_put_down_to_what_the_records_show(database: Database, company: Company) -> None:
    lost_at = NOON + timedelta(days=20)
    keller = await enter(database)
    async with database.transaction() as session:
        for each in (seen(keller.id, "form_submit"), seen(keller.id, "call_completed", minutes=60 * 53)):
            await observe(session, each, by=API)
        await session.execute(update(CustomerRow).values(lost_at=lost_at, lost_reason="Preis zu hoch", stage_at=NOON))
        await session.execute(update(StageRow).values(timestamp=NOON + timedelta(days=3)))
    async with database.reading() as session:
        facts = await gather(session, company, Period(lost_at - timedelta(days=1), lost_at + timedelta(days=1)))
    (found,) = diagnose(facts)
    assert (found.stage, found.lost, found.share) == (3, (keller.id,), 1.0)
    assert [(each.id, each.said, [sign.what for sign in each.signs]) for each in found.causes] == [
        ("price", 1, ["stated"]),
        ("slow_follow_up", 0, ["slow_answer"]),
    ]
    assert found.causes[1].signs[0].data == {"hours": 53}


@pytest.mark.skipif(not available(), reason="this machine lacks the libraries that PDFs need")
@pytest.mark.parametrize("locale", ["en", "ar"])
async def test_a_report_on_paper_is_tagged_and_carries_its_data(
    sqlite_database: Database, company: Company, locale: str
) -> None:
    await write_year(sqlite_database)
    report = await composed(sqlite_database, company, Kind.WEEKLY)
    press = Press()
    try:
        pdf = await print_paper(report_paper(report, company, locale), company, press, media=nothing)
    finally:
        await press.close()
    with pikepdf.open(BytesIO(pdf)) as document:
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang) == locale
        (name,) = document.attachments
        kept = json.loads(document.attachments[name].get_file().read_bytes())
    assert (name, kept["figures"]) == ("weekly-report-2026-10-19.json", report_body(report)["figures"])
    with pdfplumber.open(BytesIO(pdf)) as document:
        text = "".join(page.extract_text() for page in document.pages)
    assert f"{report.one('customers').n}" in text
    assert ("Weekly funnel report" in text) is (locale == "en")


async def nothing(name: str) -> None:
    return None


async def test_a_workbook_holds_numbers_as_numbers_and_runs_nothing(
    sqlite_database: Database, company: Company
) -> None:
    await write_year(sqlite_database)
    async with sqlite_database.transaction() as session:
        await session.execute(update(CustomerRow).values(source='=HYPERLINK("http://evil.example")'))
    report = await composed(sqlite_database, company, Kind.MONTHLY)
    names = dict.fromkeys(REPS, "@SUM(1+1)*cmd|' /C calc'!A0")
    book = load_workbook(BytesIO(sheet_workbook(sheet(report, company, "ar", names=names))))
    cells = [cell for page in book.worksheets for row in page.iter_rows() for cell in row if cell.value is not None]
    assert not [cell.value for cell in cells if cell.data_type == "f"]
    hostile = [cell.value for cell in cells if "evil.example" in str(cell.value) or "calc" in str(cell.value)]
    assert hostile
    assert all(value.startswith("'") for value in hostile)
    assert neutral("+12") == "+12"
    assert neutral("+2.5 percentage points") == "+2.5 percentage points"
    assert [neutral(each)[0] for each in ("+A1", "+1+cmd|' /C calc'!A0", "=1", "-1+1", "@SUM(1)", "\t=1")] == ["'"] * 6
    told = {cell.value for cell in cells if cell.data_type == "n"}
    for figure in ("customers", "wins", "win_rate", "revenue"):
        assert float(report.one(figure).value or 0) in {float(value) for value in told}
    assert all(page.sheet_view.rightToLeft for page in book.worksheets)


@pytest.mark.parametrize("name", NAMES)
async def test_a_chart_runs_nothing_and_names_what_it_shows(
    sqlite_database: Database, company: Company, name: str
) -> None:
    await write_year(sqlite_database)
    report = await composed(sqlite_database, company, Kind.MONTHLY)
    drawn = chart(name, report, company, locale="de")
    tree = ET.fromstring(drawn.svg)
    assert not [each for each in tree.iter() if each.tag.endswith("script")]
    assert not [value for each in tree.iter() for key, value in each.attrib.items() if key.startswith("on")]
    assert all(label for _, label in drawn.legend)
    assert drawn.svg == chart(name, report, company, locale="de").svg
    empty = chart(name, await composed(sqlite_database, company, Kind.DAILY, date(2024, 1, 1)), company, locale="ja")
    assert ET.fromstring(empty.svg) is not None
