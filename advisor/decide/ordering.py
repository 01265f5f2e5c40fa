"""The order as it grows: several lines, the accessories that a tool implies, and the deadline against the lead time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from advisor.decide.draft import UNANSWERED, Draft
from advisor.decide.subjects import MOST_RECOMMENDED, options
from advisor.derived import KNOWN, needs_json
from advisor.families import BESIDE
from advisor.judging import demands_of, judge
from advisor.model import ActKind, AskLeadTime, AskPrice, ChooseProduct, RequestQuote
from advisor.orders import Ordered, ordered

MOST_COMPANIONS = 3


def order(draft: Draft) -> tuple[Ordered, ...]:
    """The lines of the order as they stand, the tool being what is chosen or shown first; empty for a single product."""
    return ordered(draft.after, draft.company)


def tools(draft: Draft) -> tuple[str, ...]:
    """The tools that accessories go with: those of the order, or the only one spoken of, or the first one shown."""
    lines = [line.sku for line in order(draft) if not draft.company.products[line.sku].is_accessory]
    spoken_of = draft.after.chosen or next(iter(draft.after.shown or draft.after.recommended), None)
    return tuple(lines) or ((spoken_of,) if spoken_of in draft.company.products and spoken_of else ())


def foresee_companions(draft: Draft) -> list[tuple[str, Any]]:
    """Look up what the tools imply, each once in a conversation: pairs of tool and result; empty while that is unknown."""
    held = {name: value for name, value in draft.conversation.needs.items() if name == BESIDE or value.status in KNOWN}
    open_ones = [sku for sku in tools(draft) if f"companions:{sku}" not in draft.after.asked_before]
    found = [
        (sku, draft.inquiry.ask("companions", sku=sku, needs=needs_json(held))) for sku in open_ones[:MOST_RECOMMENDED]
    ]
    return [] if any(result is UNANSWERED for _, result in found) else found


def propose_companions(draft: Draft) -> bool:
    """Propose once what the tools need or what was wished for beside them; True where it was proposed."""
    if draft.after.offered:
        return False
    found = foresee_companions(draft)
    there = {line.sku for line in order(draft)}
    listed = {item["sku"]: item for _, result in found for item in result if item["sku"] not in there}
    items = list(listed.values())[:MOST_COMPANIONS]
    if not items:
        return False
    shown = [{**item, "options": list(options(draft, item["sku"]))} for item in items]
    # what an option brings ("ATEX version") is said only beside the sheet that lists it
    if UNANSWERED in [draft.inquiry.ask("product", sku=item["sku"]) for item in shown if item["options"]]:
        return False
    told = [sku for sku, result in found if any(item in result for item in items)]
    draft.say("propose", "companions", tools=told, items=shown)
    names = ",".join(item["sku"] for item in items)
    asked = (f"companions:{sku}" for sku, _ in found)
    draft.keep(offered=f"companions:{names}", asked_before=(*draft.after.asked_before, *asked))
    draft.suggest("add_them")
    draft.suggest("without_them")
    return True


def accept_companions(draft: Draft) -> bool:
    """Say what was added on a yes, and what was left out on a no; True where the offer was answered."""
    offered = draft.conversation.offered or ""
    if not offered.startswith("companions:"):
        return False
    if draft.acted(ActKind.CONFIRM):
        names = offered.partition(":")[2].split(",")
        added = [line for line in order(draft) if line.sku in names]
        if any(draft.inquiry.ask("product", sku=line.sku) is UNANSWERED for line in added):
            return True
        draft.say("confirm", "added", items=[{"sku": line.sku, "quantity": line.quantity} for line in added])
        return True
    if draft.acted(ActKind.DENY):
        draft.say("confirm", "left_out")
        return True
    return False


def mind_the_deadline(draft: Draft) -> None:
    """Compare the deadline on record with the lead time of what is ordered or shown, once for each product and quantity."""
    held = draft.conversation.needs.get("deadline")
    if held is None or held.status not in KNOWN or not held.text or draft.acted(ActKind.COMPLAIN):
        return
    asked = bool(draft.commands(AskLeadTime, AskPrice, RequestQuote, ChooseProduct))
    if held.turn != draft.conversation.turn and not asked and draft.conversation.turn > 1 and not _counted_now(draft):
        return
    spoken_of = _spoken_of(draft)
    wanted = order(draft) or tuple(Ordered(sku, draft.conversation.quantity or 1) for sku in spoken_of[:1])
    said = [f"deadline:{line.sku}:{line.quantity}:{held.text}" for line in wanted]
    if not wanted or all(one in draft.after.asked_before for one in said):
        return
    results = [_lead_time(draft, line.sku, line.quantity) for line in wanted]
    first = wanted[0]
    others = () if order(draft) else dict.fromkeys((*spoken_of[1:], *_alternatives(draft, first.sku)))
    instead = [_lead_time(draft, sku, first.quantity) for sku in others]
    part = _from_stock(draft, first)
    if UNANSWERED in (*results, *instead, part):
        return
    draft.keep(asked_before=(*draft.after.asked_before, *said))
    late = [result for result in results if not _in_time(result, held.text)]
    if not late:
        last = max(results, key=lambda result: str(result["ready"]))
        _told_by_date(draft, last["sku"])
        draft.say(None, "in_time", sku=last["sku"], ready=last["ready"], deadline=held.text)
        return
    worst = max(late, key=lambda result: str(result["ready"]))
    _told_by_date(draft, worst["sku"])
    draft.say(None, "too_late", sku=worst["sku"], quantity=worst["quantity"], ready=worst["ready"], deadline=held.text)
    if part and part["sku"] == worst["sku"] and _in_time(part, held.text):
        draft.say(None, "part_in_time", quantity=part["quantity"], ready=part["ready"])
    able = [result["sku"] for result in instead if _in_time(result, held.text)]
    if able:
        draft.say(None, "others_in_time", skus=able[:MOST_RECOMMENDED])
    draft.suggest("want_person")


def _told_by_date(draft: Draft, sku: str) -> None:
    """The day on which a product is ready stands for the days that it takes: both would tell the same twice."""
    draft.statements[:] = [one for one in draft.statements if not (one.kind == "lead_time" and one.data["sku"] == sku)]


def _in_time(result: Any, deadline: str) -> bool:
    return date.fromisoformat(result["ready"]) <= date.fromisoformat(deadline)


def _alternatives(draft: Draft, sku: str) -> tuple[str, ...]:
    """What the pack names as alternatives and what fulfils the needs as well."""
    demands = demands_of(draft.conversation.needs, draft.company)
    products = (draft.company.products[other] for other in draft.company.products[sku].alternatives)
    return tuple(product.sku for product in products if not judge(product, demands, draft.company).broken)


def _from_stock(draft: Draft, line: Ordered) -> Any:
    """The pieces that lie in stock, where more are ordered than that; None where there are none."""
    stock = draft.company.products[line.sku].supply.stock
    return _lead_time(draft, line.sku, stock) if 0 < stock < line.quantity else None


def _lead_time(draft: Draft, sku: str, quantity: int) -> Any:
    return draft.inquiry.ask(
        "lead_time", sku=sku, quantity=quantity, options=list(options(draft, sku)), on=draft.today.isoformat()
    )


def _spoken_of(draft: Draft) -> tuple[str, ...]:
    after = draft.after
    named = (after.chosen,) if after.chosen else after.shown or after.recommended
    return tuple(sku for sku in named if sku in draft.company.products)[:MOST_RECOMMENDED]


def _counted_now(draft: Draft) -> bool:
    held = draft.conversation.needs.get("quantity")
    return held is not None and held.turn == draft.conversation.turn


def lines_for(draft: Draft, named: Sequence[str], spoken_of: Sequence[str]) -> tuple[Ordered, ...]:
    """The lines of the order; else the named products, or the first of those spoken of, at one quantity."""
    lines = order(draft)
    if lines and (draft.understanding.lines or not named):
        return lines
    skus = [sku for sku in named if sku in draft.company.products] or list(spoken_of[:1])
    return tuple(Ordered(sku, draft.conversation.quantity or 1) for sku in skus)


def ask_quote(draft: Draft, lines: Sequence[Ordered], *, discount: str | None) -> Any:
    """Have a quote written for these lines; `discount` is percent on every line, and past authority the quote waits."""
    wish = {
        "lines": [
            {"sku": one.sku, "quantity": one.quantity, "options": list(options(draft, one.sku))} for one in lines
        ],
        "currency": draft.currency(),
        "incoterm": draft.conversation.incoterm,
        "locale": draft.locale,
    }
    return draft.inquiry.ask("issue_quote", **wish, **({"discount": discount} if discount else {}))
