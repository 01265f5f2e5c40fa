"""The market of a week as data and on paper."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from content.catalogue.model import Company
from funnel.market.model import Market
from funnel.market.sheet import market_sheet
from funnel.reports.paper import Paper

PAGE = "/desk/reports/market"


def market_paper(market: Market, company: Company, locale: str) -> Paper:
    """Put the market of a week on paper, for a reader's language."""
    day = market.day.isoformat()
    return Paper(
        written=market_sheet(market, company, locale),
        stem=f"market-report-{day}",
        address=f"{PAGE}?date={day}",
        body=market_body(market),
        made=market.period.end,
    )


def market_body(market: Market) -> dict[str, Any]:
    """Return plain JSON values: every list with its count, that of the week before, and what stands beside it."""
    entries = ("countries", "industries", "languages", "competitors", "searches", "found_nothing")
    before = {each.key: len(each.cases) for each in market.losses_before}
    return {
        "kind": "market",
        "first_day": market.day.isoformat(),
        "last_day": market.last_day.isoformat(),
        "new_customers": _pair(market.customers.count, market.customers.before),
        "conversations": _pair(market.talks.count, market.talks.before),
        "page_views": _pair(market.page_views.count, market.page_views.before),
        **{name: [asdict(each) for each in getattr(market, name)] for name in entries},
        "topics": [
            {"need": each.need, "count": each.count, "before": each.before, "choices": dict(each.choices)}
            for each in market.topics
        ],
        "questions": [
            {"question": each.text, "locale": each.locale, "asked": each.asked, "at": each.at.isoformat()}
            for each in market.questions
        ],
        "losses": [
            {"cause": each.key, "count": len(each.cases), "before": before.get(each.key, 0)} for each in market.losses
        ],
    }


def _pair(count: int, before: int) -> dict[str, int]:
    return {"count": count, "before": before}
