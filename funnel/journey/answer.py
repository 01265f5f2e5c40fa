"""The shape in which a turn leaves the house: contracts' `POST /api/advisor/turns`, without and with what only staff may see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from advisor.memory import needs_to_contract
from advisor.model import Calculation, Citation, Exclusion, Fact, Turn
from advisor.wording import Worded
from content.catalogue.model import Company

STAFF_ONLY = "lead"
"""Key of a turn that a visitor never sees."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answered turn: the whole body as JSON values, and the sentences in the order they may be streamed."""

    conversation_id: str
    body: Mapping[str, Any]
    sentences: tuple[str, ...]

    def for_visitor(self) -> dict[str, Any]:
        """Return the body without what only staff and API keys may see."""
        return visible_to_visitor(self.body)


def visible_to_visitor(body: Mapping[str, Any]) -> dict[str, Any]:
    """Return a turn's body with the lead's grade and its traces taken out."""
    queries = [_without_lead(query) for query in body.get("queries", ())]
    return {**body, STAFF_ONLY: None, "queries": queries}


def _without_lead(query: Mapping[str, Any]) -> Mapping[str, Any]:
    if query["name"] != "capture_lead":
        return query
    return {**query, "result": {"mailed": (query["result"] or {}).get("mailed")}}


def to_body(turn: Turn, worded: Worded, facts: Sequence[Fact], *, company: Company) -> dict[str, Any]:
    """Put a turn into the contract's JSON."""
    memory = turn.conversation
    locale = memory.locale
    return {
        "conversation": memory.id,
        "locale": locale,
        "reply": worded.reply,
        "act": turn.act,
        "stage": {"id": turn.stage.number, "name": turn.stage.value},
        "needs": needs_to_contract(memory.needs, company),
        "missing": list(turn.missing),
        "recommendations": [
            {
                "sku": each.sku,
                "name": each.name,
                "url": f"/{locale}/products/{company.products[each.sku].slug}",
                "fit": round(each.fit, 2),
                "reasons": list(each.reasons),
                "trade_offs": list(each.trade_offs),
            }
            for each in worded.recommendations
        ],
        "excluded": [_exclusion(each) for each in worded.excluded],
        "comparison": _comparison(worded),
        "calculations": [_calculation(each) for each in turn.calculations],
        "citations": [_citation(each) for each in turn.citations],
        "quote": _quote(turn.quote),
        "queries": [
            {"name": fact.query.name, "parameters": dict(fact.query.parameters), "result": fact.result}
            for fact in facts
        ],
        "authority": [dict(each) for each in turn.authority],
        "lead": dict(turn.lead) if turn.lead else None,
        "suggestions": list(worded.suggestions),
    }


def _exclusion(each: Exclusion) -> dict[str, str]:
    return asdict(each)


def _comparison(worded: Worded) -> dict[str, Any] | None:
    table = worded.comparison
    if table is None:
        return None
    rows = [
        {"attribute": row.attribute, "label": row.label, "values": list(row.values), "best": list(row.best)}
        for row in table.rows
    ]
    return {"columns": list(table.columns), "rows": rows, "sources": list(table.sources)}


def _calculation(each: Calculation) -> dict[str, Any]:
    return {**asdict(each), "inputs": dict(each.inputs)}


def _citation(each: Citation) -> dict[str, Any]:
    return asdict(each)


def _quote(quote: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if quote is None:
        return None
    keys = ("number", "status", "currency", "total", "valid_until", "pdf_url", "url")
    return {key: quote.get(key) for key in keys}
