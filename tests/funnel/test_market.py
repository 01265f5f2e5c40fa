"""The market of a week: what is counted is what was said, searched and lost in it, in every language and form."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from advisor.memory import conversation_to_json
from advisor.model import Conversation, NeedStatus, NeedValue
from content.catalogue.model import Company
from content.knowledge.tables import GapRow
from foundation import clock
from foundation.database import Database
from foundation.locales import LOCALES
from funnel.conversations.tables import ConversationRow, MessageRow
from funnel.market.compose import compose_market
from funnel.market.paper import market_body
from funnel.market.sheet import market_sheet
from funnel.people.tables import CustomerRow
from funnel.reports.model import ReportProblem
from funnel.reports.sheet import plain
from funnel.reports.workbook import sheet_workbook
from funnel.visits.model import Tag
from funnel.visits.repository import counting
from funnel.visits.tally import Tally

MONDAY = date(2026, 10, 19)
WITHIN = datetime(2026, 10, 21, 10, tzinfo=UTC)
BEFORE = WITHIN - timedelta(days=7)
NOW = datetime(2026, 10, 28, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


async def a_week(database: Database, company: Company) -> str:
    """Two weeks of the market; return the brand that was named."""
    brand = next(iter(company.competitors.values())).brand
    async with database.transaction() as session:
        for number, (country, at, lost) in enumerate(
            (("DE", WITHIN, "price"), ("DE", WITHIN, None), ("BR", BEFORE, None), (None, WITHIN, None))
        ):
            session.add(
                CustomerRow(
                    tenant_id=1,
                    email=f"{number}@buyer.example",
                    country=country,
                    locale="de",
                    industry="rail",
                    source="advisor",
                    stage=1,
                    stage_at=at,
                    created_at=at,
                    last_touch_at=at,
                    lost_at=at if lost else None,
                    lost_reason=lost,
                )
            )
        for number, (locale, at, status) in enumerate(
            (("ja", WITHIN, NeedStatus.STATED), ("ja", WITHIN, NeedStatus.PROPOSED), ("de", BEFORE, NeedStatus.STATED))
        ):
            needs = {"industry": NeedValue(value_id="rail", status=status, turn=1)}
            memory = Conversation(id=f"talk-{number}", site_locale=locale, locale=locale, needs=needs)
            session.add(
                ConversationRow(
                    id=memory.id,
                    visitor="v" * 64,
                    locale=locale,
                    memory=conversation_to_json(memory),
                    signals=[],
                    version=1,
                    created_at=at,
                    updated_at=at,
                )
            )
            await session.flush()
            text = f"We use {brand.upper()} today" if number == 0 else f"un{brand}ed"
            session.add(
                MessageRow(
                    conversation_id=memory.id,
                    turn=1,
                    role="visitor",
                    locale=locale,
                    text=text,
                    body={},
                    at=at,
                )
            )
        session.add(
            GapRow(
                locale="es",
                key="k",
                question="¿Sirve en el mar?",
                asked=3,
                first_asked_at=BEFORE,
                last_asked_at=WITHIN,
            )
        )
        tally = Tally()
        tally.sums[Tag("search", "search", WITHIN.date(), "akku")].count = 4
        tally.sums[Tag("search", "search_empty", WITHIN.date(), "kran")].count = 2
        tally.sums[Tag("search", "search_empty", BEFORE.date(), "kran")].count = 5
        tally.sums[Tag("locale", "page_view", WITHIN.date(), "ja")].count = 30
        tally.sums[Tag("country", "page_view", WITHIN.date(), "JP")].count = 20
        await counting.add(session, tally)
    return brand


async def test_a_week_is_counted_beside_the_week_before(database: Database, company: Company) -> None:
    brand = await a_week(database, company)
    async with database.reading() as session:
        body = market_body(await compose_market(session, company, day=WITHIN.date()))
    assert body["first_day"] == MONDAY.isoformat()
    assert body["new_customers"] == {"count": 3, "before": 1}
    assert body["conversations"] == {"count": 2, "before": 1}
    assert body["page_views"] == {"count": 30, "before": 0}
    assert body["countries"] == [
        {"key": "DE", "count": 2, "before": 0, "beside": 0},
        {"key": "JP", "count": 0, "before": 0, "beside": 20},
        {"key": "BR", "count": 0, "before": 1, "beside": 0},
        {"key": "", "count": 1, "before": 0, "beside": 0},
    ]
    assert body["languages"][0] == {"key": "ja", "count": 2, "before": 0, "beside": 30}
    assert body["topics"] == [{"need": "industry", "count": 1, "before": 1, "choices": {"rail": 1}}]
    assert body["competitors"] == [{"key": brand, "count": 1, "before": 0, "beside": 0}]
    assert body["searches"] == [{"key": "akku", "count": 4, "before": 0, "beside": 0}]
    assert body["found_nothing"] == [{"key": "kran", "count": 2, "before": 5, "beside": 0}]
    assert [one["question"] for one in body["questions"]] == ["¿Sirve en el mar?"]
    assert {one["cause"]: one["count"] for one in body["losses"] if one["count"]} == {"price": 1}


@pytest.mark.parametrize("locale", LOCALES)
async def test_it_reads_whole_in_every_language(sqlite_database: Database, company: Company, locale: str) -> None:
    await a_week(sqlite_database, company)
    async with sqlite_database.reading() as session:
        written = market_sheet(await compose_market(session, company, day=MONDAY), company, locale)
    assert len(written.sections) == 11
    text = plain(written, company)
    assert "kran" not in text
    assert ("Most new customers came from: Germany (2)." in text) is (locale == "en")
    assert ("Die meisten neuen Kunden kamen aus: Deutschland (2)." in text) is (locale == "de")
    book = load_workbook(BytesIO(sheet_workbook(written)))
    cells = [cell.value for page in book.worksheets for row in page.iter_rows() for cell in row]
    assert {"kran", "akku", 2, "¿Sirve en el mar?"} <= set(cells)


async def test_an_empty_house_has_an_empty_market_and_days_to_come_have_none(
    database: Database, company: Company
) -> None:
    async with database.reading() as session:
        found = await compose_market(session, company)
        assert found.is_empty
        assert (found.day, found.last_day) == (date(2026, 10, 19), date(2026, 10, 25))
        with pytest.raises(ReportProblem):
            await compose_market(session, company, day=date(2026, 12, 1))
