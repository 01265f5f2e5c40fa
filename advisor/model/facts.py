"""A system query that a decision needs, and the fact that it becomes with its result."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from advisor.model.needs import JsonObject


@dataclass(frozen=True, slots=True)
class Query:
    """A system query that the decision needs; run by `funnel/journey/converse`, recorded with its result.

    Names and parameters (results in brackets, all JSON):
    `find_products` {needs} [{fits: [..], excluded: [..], near: [..]}] · `product` {sku} · `compare` {skus, competitor}
    `calculate` {name, inputs} [{name, inputs, result, unit, formula, source}]
    `price` {sku, quantity, currency, options} [{sku, quantity, currency, unit_price, amount, breaks, valid_until} | {none: reason}]
    `sum` {amounts, currency} [{total, currency}], of the amounts of price queries
    `stock` {sku} · `lead_time` {sku, quantity, on} [{days, from}; with `on`, a day, also `ready` and `stock`]
    `companions` {sku, needs} [[{sku, companion, needed}]]
    `search_knowledge` {question, locale, sku, category, limit} [[{title, url, page, passage, quote, locale, score, categories}]]
    `faq` {question, locale} [{title, url, passage, locale} | {none: reason}], a question of the pack's own
    `trade_terms` {topic, locale, country, industry, skus, currency, on} · `freight` {sku, quantity, country, currency} [{rates: [{rules, amount}]}]
    `authority` {action, skus, locale} [{action, status, rule, explanation, process, expected_by, alternative}]
    `issue_quote` {lines, currency, incoterm, locale} [{number, status, currency, total, valid_until, pdf_url, url, lines}]
    `capture_lead` {contact} [{id, grade, reasons, mailed}]
    `hand_over` {reason} [{reference}]
    """

    name: str
    parameters: JsonObject = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fact:
    """A query together with what it returned."""

    query: Query
    result: Any
