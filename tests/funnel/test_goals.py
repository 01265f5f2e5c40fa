"""A goal stands beside what was reached and what is expected, of the same figures as the rest of the report."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from content.catalogue.model import Company
from foundation import clock
from foundation.actor import Actor
from foundation.database import Database
from funnel.insights.goals import GoalProblem, set_goal
from funnel.insights.spans import day_behind, first_of
from funnel.reports.compose import compose
from funnel.reports.data import report_body
from funnel.reports.model import Kind, Report
from funnel.reports.sheet import sheet
from scoring.indicators.entered import Span
from tests.funnel.year import END, write_year

OWNER = Actor.staff("owner", frozenset({"owner"}))


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: END)


@pytest.mark.parametrize(
    ("span", "day", "first", "behind"),
    [
        (Span.MONTH, date(2026, 12, 31), date(2026, 12, 1), date(2027, 1, 1)),
        (Span.MONTH, date(2027, 2, 1), date(2027, 2, 1), date(2027, 3, 1)),
        (Span.QUARTER, date(2026, 12, 31), date(2026, 10, 1), date(2027, 1, 1)),
        (Span.QUARTER, date(2027, 2, 28), date(2027, 1, 1), date(2027, 4, 1)),
        (Span.QUARTER, date(2027, 7, 1), date(2027, 7, 1), date(2027, 10, 1)),
    ],
)
def test_a_month_and_a_quarter_are_those_of_the_calendar(span: Span, day: date, first: date, behind: date) -> None:
    assert first_of(span, day) == first
    assert day_behind(span, first) == behind


async def report_of(database: Database, company: Company, day: date) -> Report:
    async with database.reading() as session:
        return await compose(session, company, Kind.MONTHLY, day=day)


async def test_a_goal_is_judged_by_the_revenue_and_forecast_of_the_report(database: Database, company: Company) -> None:
    await write_year(database)
    async with database.transaction() as session:
        for span, amount in ((Span.MONTH, 1), (Span.MONTH, 400_000), (Span.QUARTER, 900_000)):
            await set_goal(session, span, date(2026, 10, 20), amount=Decimal(amount), by=OWNER)
    report = await report_of(database, company, date(2026, 10, 3))
    month, quarter = report.goals
    assert (month.goal.amount, quarter.goal.amount) == (Decimal(400_000), Decimal(900_000))
    assert month.reached == report.one("revenue").value == quarter.reached
    assert month.ahead is None  # October is over
    expected, low, high = quarter.expected
    assert quarter.ahead is not None
    assert quarter.ahead.days == 61
    assert float(quarter.reached) <= low <= expected <= high
    at_sixty = next(each for each in report.forecast.points if each.days == 60)
    assert quarter.ahead.expected == pytest.approx(at_sixty.expected, rel=0.05)
    assert [each["span"] for each in report_body(report)["goals"]] == ["month", "quarter"]
    lines = [line.label for section in sheet(report, company, "en").sections for line in section.lines]
    assert lines.count("Goal of the quarter") == lines.count("Expected at the end of the quarter") == 1
    assert "Expected at the end of the month" not in lines
    assert (await report_of(database, company, date(2026, 9, 3))).goals == ()


async def test_a_goal_of_nothing_is_taken_away_and_nonsense_is_refused(
    sqlite_database: Database, company: Company
) -> None:
    for amount in (Decimal(5), Decimal(0)):
        async with sqlite_database.transaction() as session:
            await set_goal(session, Span.MONTH, date(2026, 10, 20), amount=amount, by=OWNER)
    assert (await report_of(sqlite_database, company, date(2026, 10, 3))).goals == ()
    for wrong in ("-1", "NaN", "1e30"):
        with pytest.raises(GoalProblem):
            async with sqlite_database.transaction() as session:
                await set_goal(session, Span.MONTH, date(2026, 10, 20), amount=Decimal(wrong), by=OWNER)
