"""The source of truth for figures that belong to what is called by name: their bound, any attribute, how many tools are served."""

from __future__ import annotations

from dataclasses import replace

from advisor.understanding.beside import counts_served
from advisor.understanding.counts import bolt_word_near
from advisor.understanding.measures import checked, in_unit
from advisor.understanding.mention import Mention
from advisor.understanding.quantities import Amount
from advisor.understanding.scene import Scene
from advisor.understanding.units import factor


def bounded_by_name(scene: Scene, amount: Amount) -> Amount:
    """Return an amount with its bound: it may stand before the name of what is measured ("max torque 340", 最大扭矩340)."""
    if amount.value is None or amount.plus_minus:
        return amount
    for hit, _ in scene.named_needs(scene.clause(amount.start)):
        gap = scene.text[hit.end : amount.start]
        if hit.end > amount.start or len(gap.strip()) > _COPULA:
            continue
        for kind, low in (("at_least", True), ("at_most", False)):
            if scene.words.before[kind].search(scene.text, max(0, hit.start - 12), hit.start):
                figure = amount.value
                return replace(amount, value=None, low=figure if low else None, high=None if low else figure)
    return amount


_COPULA = 5


def called_by_name(scene: Scene, amount: Amount) -> Mention | None:
    """ "Head height at most 45 mm": the figure of an attribute that is called by its name, in a unit of it."""
    clause = scene.clause(amount.start)
    if bolt_word_near(scene, amount) or any(clause[0] <= thread.start < clause[1] for thread in scene.threads):
        return None
    for _, name in sorted(scene.named_needs(clause), key=lambda pair: abs(pair[0].start - amount.start)):
        need = scene.trade.company.needs[name]
        if not need.implied or need.unit is None:
            continue
        unit = need.unit if amount.unit in need.accepts else amount.unit or ""
        if factor(unit, need.unit) is not None:
            return in_unit(scene, bounded_by_name(scene, amount), need, unit=unit)
    return None


def tools_served(scene: Scene, amount: Amount) -> Mention | None:
    """How many tools an accessory is to serve, as a value of the attribute that counts them."""
    held = (one for one in scene.trade.company.attributes.values() if one.counts_served)
    need = next((need for one in held if (need := scene.trade.need(one.id)) is not None), None)
    money = scene.trade.needs_of_kind("money")
    if any(name in money for _, name in scene.named_needs(scene.clause(amount.start))):
        return None
    if need is None or not amount.is_bare or not counts_served(scene, amount):
        return None
    return checked(scene, amount, need, low=amount.low, high=amount.high, value=amount.value)
