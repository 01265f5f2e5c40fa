"""The source of truth for orders of several things in one message: "twelve of these and one pump", "KCP-70を5台とKDN-60を2台"."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from advisor.model import AskPrice, Command, CorrectNeed, OrderLine, RequestQuote, SetNeed
from advisor.understanding.beside import counts_served, wanted_beside
from advisor.understanding.counts import bolt_word_near
from advisor.understanding.kits import counted_accessories, named_with, speaks_of_tool
from advisor.understanding.phrases import Hit
from advisor.understanding.quantities import Amount
from advisor.understanding.scene import Scene

Placed = tuple[int, Command]
_BEFORE, _AFTER = 26, 9
"""Characters between a number and what it counts, where it stands before or after it."""
_APART = ",;.:、。，；(+"
_JOINED = 3
"""Characters between a kind and the part number that names it more closely ("pump KAP-700")."""


_ONE = re.compile(r"(?<![a-z])(?:an?|eine[nrms]?|un[ao]?|uma?)\s$")
"""Articles that count an accessory as one."""


@dataclass(frozen=True, slots=True)
class _Thing:
    start: int
    end: int
    sku: str | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class _Pair:
    thing: _Thing
    quantity: int
    gap: int
    amount: Amount | None = None


def order_lines(scene: Scene) -> tuple[OrderLine, ...]:
    """Return what is ordered with how many of each; empty where fewer than two things are counted.

    A line without part number and kind means what is spoken of. An accessory that is not counted is no line.
    """
    things = _things(scene)
    amounts = [amount for amount in scene.amounts if _counts(scene, amount)]
    if not things or not amounts:
        return ()
    counted = max(
        (_pairs(scene, things, amounts, before=before) for before in (True, False)),
        key=lambda pairs: (len(pairs), -sum(pair.gap for pair in pairs)),
    )
    lines = [OrderLine(pair.thing.sku, pair.thing.kind, pair.quantity) for pair in counted]
    accessories = [line for line in lines if line.kind is not None]
    others = [amount for amount in amounts if all(amount is not pair.amount for pair in counted)]
    if accessories and len(accessories) == len(lines) and len(others) == 1:
        # "twelve of these": what is spoken of is counted without being named
        lines.insert(0, OrderLine(None, None, int(others[0].first)))
    if sum(line.sku is None and line.kind is None for line in lines) > 1:
        return ()  # "one tool each, so six tools" counts the same thing
    beside = len(things) > 1 or _wanted_with_tool(scene, counted)
    return tuple(lines) if len(lines) > 1 or (accessories and beside) else ()


def _wanted_with_tool(scene: Scene, counted: Sequence[_Pair]) -> bool:
    """ "What does it cost with 8 batteries?": the tool is the one spoken of."""
    spans = (Hit(pair.thing.start, pair.thing.end, (), scene.locale) for pair in counted if pair.thing.kind)
    return speaks_of_tool(scene) and any(named_with(scene, hit) for hit in spans)


def _things(scene: Scene) -> list[_Thing]:
    company = scene.trade.company
    tools = {str(p.attributes.get("kind")) for p in company.products.values() if not p.is_accessory}
    accessories = {str(p.attributes.get("kind")) for p in company.products.values() if p.is_accessory} - tools
    found = [_Thing(named.start, named.end, sku=named.sku) for named in scene.products if named.sku]
    for hit, name in scene.terms_of("kind", "category"):
        found.append(_Thing(hit.start, hit.end, kind=name if name in accessories else None))
    found += [_Thing(cue.start, cue.end) for cue in scene.cues_named("refers")]
    found += [_Thing(start, end, kind=kind) for (start, end), kind in counted_accessories(scene)]
    return _without_doubles(scene, sorted(found, key=lambda thing: (thing.start, -thing.end)))


def _without_doubles(scene: Scene, things: Sequence[_Thing]) -> list[_Thing]:
    """A kind beside the part number that it belongs to, and words inside each other, are one thing."""
    kept: list[_Thing] = []
    for thing in things:
        last = kept[-1] if kept else None
        beside = last is not None and last.sku and thing.kind and wanted_beside(scene, last.end, thing.start)
        if last is None or thing.start - last.end > _JOINED or beside:
            kept.append(thing)
        elif thing.sku and not last.sku:
            kept[-1] = replace(thing, start=last.start)
        elif last.sku and thing.sku:
            kept.append(thing)
        elif not last.sku and thing.kind and not last.kind:
            kept[-1] = replace(last, end=max(last.end, thing.end), kind=thing.kind)
    return kept


def _counts(scene: Scene, amount: Amount) -> bool:
    if not amount.is_bare or amount.is_range or amount.value is None or bolt_word_near(scene, amount):
        return False
    if counts_served(scene, amount):
        return False
    return amount.value >= 1 and math.isclose(amount.value, int(amount.value))


def _pairs(scene: Scene, things: Sequence[_Thing], amounts: Sequence[Amount], *, before: bool) -> list[_Pair]:
    """Each thing with the number right before it, or right after it; "a pump" is one."""
    pairs: list[_Pair] = []
    for index, thing in enumerate(things):
        low = things[index - 1].end if index else 0
        high = things[index + 1].start if index + 1 < len(things) else len(scene.text)
        if before:
            near = [a for a in amounts if low <= a.start and a.number.end <= thing.start <= a.number.end + _BEFORE]
            found = [_Pair(thing, int(a.first), thing.start - a.number.end, a) for a in near
                     if _unbroken(scene.text[a.number.end : thing.start])]  # fmt: skip
        else:
            near = [a for a in amounts if a.start < high and thing.end <= a.number.start <= thing.end + _AFTER]
            found = [_Pair(thing, int(a.first), a.number.start - thing.end, a) for a in near]
        if not found and thing.kind and _is_one(scene, thing, low):
            found = [_Pair(thing, 1, 1)]
        if found:
            pairs.append(min(found, key=lambda pair: pair.gap))
    return pairs


def _is_one(scene: Scene, thing: _Thing, low: int) -> bool:
    """An article counts one; Arabic has none that does, there the noun alone behind an "and" is one."""
    beside = scene.locale == "ar" and low > 0 and wanted_beside(scene, low, thing.start)
    return beside or _ONE.search(scene.text, low, thing.start) is not None


def _unbroken(gap: str) -> bool:
    return not any(mark in gap for mark in _APART) and len(gap.split()) <= 4


def with_main_quantity(placed: list[Placed], lines: Sequence[OrderLine], quantity_needs: Sequence[str]) -> list[Placed]:
    """Let the quantity be that of the first thing that is no accessory; the count of accessories is no quantity of tools."""
    if not lines:
        return placed
    main = next((line.quantity for line in lines if line.kind is None), None)
    counted = ((start, _counted(command, main, quantity_needs)) for start, command in placed)
    return [(start, command) for start, command in counted if command is not None]


def _counted(command: Command, main: int | None, quantity_needs: Sequence[str]) -> Command | None:
    if isinstance(command, SetNeed | CorrectNeed) and command.need in quantity_needs:
        if main is None:
            return None
        return replace(command, value=replace(command.value, value=float(main), as_said=str(main)))
    return replace(command, quantity=main) if isinstance(command, AskPrice | RequestQuote) else command
