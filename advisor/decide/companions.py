"""Answers what else is needed with the tools spoken of: what each cannot do without, and what goes well with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from advisor.decide.draft import UNANSWERED, Draft, Unanswered
from advisor.decide.ordering import MOST_COMPANIONS
from advisor.decide.subjects import MOST_RECOMMENDED, options
from advisor.derived import KNOWN, needs_json


def answer_companions(draft: Draft, spoken_of: Sequence[str] | Unanswered) -> None:
    """Tell it for tools that imply the same in one breath; that nothing is needed is told too."""
    if isinstance(spoken_of, Unanswered):
        return
    products = draft.company.products
    tools = [sku for sku in spoken_of if sku in products and not products[sku].is_accessory][:MOST_RECOMMENDED]
    held = needs_json({name: one for name, one in draft.conversation.needs.items() if one.status in KNOWN})
    results = [draft.inquiry.ask("companions", sku=sku, needs=held) for sku in tools]
    if UNANSWERED in results:
        return
    groups: dict[tuple[str, ...], list[str]] = {}
    items: dict[str, dict[str, Any]] = {}
    for sku, result in zip(tools, results, strict=True):
        named = [{**item, "options": list(options(draft, item["sku"]))} for item in result[:MOST_COMPANIONS]]
        items |= {item["sku"]: item for item in named}
        groups.setdefault(tuple(item["sku"] for item in named), []).append(sku)
    # what an option brings is said only beside the sheet that lists it
    if UNANSWERED in [draft.inquiry.ask("product", sku=sku) for sku, item in items.items() if item["options"]]:
        return
    for names, group in groups.items():
        if names:
            draft.say("answer", "goes_with", tools=group, items=[items[name] for name in names])
        else:
            draft.say("answer", "nothing_needed", skus=group)
    draft.suggest("ask_price")
