"""Tells what tools cost with what goes with them: the sum of the lines, and what was put in because a tool cannot do without it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from advisor.bundles import covered
from advisor.decide.draft import UNANSWERED, Draft
from advisor.decide.sets import offer_covering_set
from advisor.decide.subjects import options
from advisor.decide.supplies import mind_the_supply
from advisor.derived import needs_json
from advisor.orders import Ordered


def total_of(draft: Draft, lines: Sequence[Ordered], results: Sequence[Any]) -> Any:
    """The sum of the lines of an order; None for one line, and where a line has no price."""
    if len(lines) < 2 or any("none" in result for result in results):
        return None
    amounts = [str(result["amount"]) for result in results]
    return draft.inquiry.ask("sum", amounts=amounts, currency=draft.currency())


def reasons_of(draft: Draft, lines: Sequence[Ordered]) -> Any:
    """What the tools of an order imply, [{sku, companion, needed}]; empty where nothing beside the tools is asked for."""
    if not lines or not draft.understanding.lines:
        return []
    tools = [line.sku for line in lines if not draft.company.products[line.sku].is_accessory]
    needs = needs_json(draft.conversation.needs)
    found = [draft.inquiry.ask("companions", sku=sku, needs=needs) for sku in tools]
    return UNANSWERED if UNANSWERED in found else [item for result in found for item in result]


def tell_kit(draft: Draft, lines: Sequence[Ordered], total: Any, *, implied: Sequence[Any]) -> None:
    """Say the sum, what is in it because it is needed, that nothing is, and of which of several tools it was reckoned."""
    if total is not None:
        draft.say(None, "order_total", **total)
    there = {line.sku for line in lines}
    needed = {item["sku"]: item for item in implied if item["needed"] and item["sku"] in there}
    tools = tuple(line.sku for line in lines if line.sku not in needed)
    if draft.understanding.whole and lines:
        kind, told = (
            ("put_in", {"items": list(needed.values())}) if needed else ("nothing_needed", {"skus": list(tools)})
        )
        draft.say(None, kind, **told)
    if needed:
        mind_the_supply(draft, tools)
    if draft.understanding.whole and total is not None:
        _offer_set(draft, lines)
    spoken_of = draft.conversation.shown or draft.conversation.recommended
    open_tool = any(line.sku is None for line in draft.understanding.lines)
    if lines and open_tool and spoken_of[1:] and not draft.after.chosen:
        first = draft.conversation.recommended[:1] == (tools[0],)
        draft.say(None, "reckoned_for", sku=tools[0], recommended=first)


def _offer_set(draft: Draft, lines: Sequence[Ordered]) -> None:
    """Name the set that is these very lines at one price, where none of them needs an option."""
    found = covered(lines, draft.company)
    fitted = any(options(draft, line.sku) for line in lines)
    if found and not fitted and found[1] == lines[0].quantity and found[1] == (draft.conversation.quantity or 1):
        offer_covering_set(draft)
