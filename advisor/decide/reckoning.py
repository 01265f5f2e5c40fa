"""Answers calculations: with what was said, what is on record, what the data sheet of the product spoken of says, and assumptions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from advisor.decide.advice import show_calculation
from advisor.decide.draft import UNANSWERED, Draft
from advisor.decide.subjects import MOST_RECOMMENDED
from advisor.derived import KNOWN, calculation_inputs
from advisor.engineering import REQUIRED
from advisor.model import Act, AskCalculation
from content.catalogue.model import Product, Text

_PRICED = ("cost_per_joint", "payback")
_AMPERE_HOURS = re.compile(r"(\d+(?:[.,]\d+)?)\s?Ah")
_FROM_SHEET = {"arm": "length", "speed": "speed", "voltage": "voltage"}
"""Input -> the attribute of a product that gives it."""


def answer_calculation(draft: Draft, command: AskCalculation) -> None:
    """Reckon what was asked; where an input is missing that nothing tells, ask for it and keep what was given."""
    name = f"calculation:{command.name}"
    charge = "capacity" in REQUIRED.get(command.name, ()) and "capacity" not in dict(command.inputs)
    if charge and say_no_battery(draft, _tools(draft)):
        return
    held = dict(draft.conversation.inputs) if draft.conversation.pending == name else {}
    given = {**held, **dict(command.inputs)}
    record = _on_record(draft, command.name)
    sheet = _on_sheet(draft, command.name, {*given, *record})
    if sheet is UNANSWERED:
        return
    inputs: dict[str, Any] = {**sheet, **record, **given}
    missing = [need for need in REQUIRED.get(command.name, ()) if need not in inputs]
    if missing:
        _ask_for(draft, command.name, missing, given=given)
        return
    if "friction" in inputs and command.name == "bolt_torque":
        inputs["friction_low"] = inputs["friction"]
    if command.currency or sheet.get("price"):
        inputs["currency"] = command.currency or draft.currency()
    product = next(iter(_sheets(draft, command.name)), None) if set(sheet) - {"price"} else None
    show_calculation(draft, command.name, inputs, given=(*record, *given), sheet=product)
    if draft.conversation.pending == name:
        draft.keep(pending=None, inputs={})


def leave_calculation(draft: Draft) -> None:
    """A message about something else leaves the calculation that waited for its inputs; a courtesy does not."""
    waits = (draft.conversation.pending or "").startswith("calculation:")
    substance = [one for one in draft.understanding.commands if not isinstance(one, Act)]
    if waits and substance and not draft.commands(AskCalculation):
        draft.keep(pending=None, inputs={})


def say_no_battery(draft: Draft, skus: Sequence[str]) -> bool:
    """Say of tools that run without a battery that they have none; False where one of them has it, or none is known."""
    products = [draft.company.products[sku] for sku in skus if sku in draft.company.products]
    if not products or any(product.is_accessory or _capacity(product) for product in products):
        return False
    sheets = [draft.inquiry.ask("product", sku=product.sku) for product in products]
    if UNANSWERED not in sheets:
        powers = list(dict.fromkeys(str(sheet["attributes"].get("power")) for sheet in sheets))
        draft.say("answer", "no_battery", skus=[product.sku for product in products], powers=powers)
    return True


def _tools(draft: Draft) -> tuple[str, ...]:
    return tuple(sku for sku in draft.focus() if sku in draft.company.products)[:MOST_RECOMMENDED]


def _ask_for(draft: Draft, name: str, missing: list[str], *, given: dict[str, float]) -> None:
    draft.say("ask", "needed_for_calculation", name=name, inputs=missing)
    draft.keep(pending=f"calculation:{name}", inputs=given, asked="bolt" if {"bolts", "size"} & set(missing) else None)
    draft.finished = True


def _on_record(draft: Draft, name: str) -> dict[str, Any]:
    """What the needs on record give: the torque at its upper end, the bolts or the largest of them."""
    needs = {need: value for need, value in draft.conversation.needs.items() if value.status in KNOWN}
    bolts, torque = needs.get("bolt"), needs.get("torque")
    wanted = REQUIRED.get(name, ())
    record: dict[str, Any] = {}
    if torque is not None and "torque" in wanted:
        record["torque"] = torque.value or torque.max or torque.min
    if bolts is not None and bolts.bolts and "bolts" in wanted:
        record |= calculation_inputs(bolts)
    if bolts is not None and bolts.bolts and "size" in wanted:
        record["size"] = bolts.bolts[-1].size
    return record


def _on_sheet(draft: Draft, name: str, known: set[str]) -> Any:
    """What the one product spoken of gives: from its data sheet, and its price; UNANSWERED while that is asked."""
    open_inputs = [one for one in REQUIRED.get(name, ()) if one not in known]
    focus = _sheets(draft, name)[:1]
    if not focus or not open_inputs:
        return {}
    found: dict[str, Any] = {}
    product = draft.company.products[focus[0]]
    if draft.inquiry.ask("product", sku=product.sku) is UNANSWERED:
        return UNANSWERED
    for one in open_inputs:
        value = _capacity(product) if one == "capacity" else product.attributes.get(_FROM_SHEET.get(one, ""))
        if isinstance(value, float | int) and not isinstance(value, bool):
            found[one] = float(value)
    if name in _PRICED and "price" in open_inputs:
        price = draft.inquiry.ask("price", sku=product.sku, quantity=1, currency=draft.currency(), options=[])
        if price is UNANSWERED:
            return UNANSWERED
        if "none" not in price:
            found["price"] = float(price["unit_price"])
    return found


def _sheets(draft: Draft, name: str) -> list[str]:
    """The tools spoken of, those first whose data sheet can tell: a charge is asked of one with a battery."""
    charge = "capacity" in REQUIRED.get(name, ())
    return sorted(_tools(draft), key=lambda sku: charge and _capacity(draft.company.products[sku]) is None)


def _capacity(product: Product) -> float | None:
    """The ampere-hours in the words of the data sheet ("18 V, 4.0 Ah")."""
    held = product.attributes.get("battery")
    words = next(iter(held.root.values()), "") if isinstance(held, Text) else str(held or "")
    found = _AMPERE_HOURS.search(words)
    return float(found[1].replace(",", ".")) if found else None
