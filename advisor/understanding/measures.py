"""The source of truth for a figure with a unit as the value of a need: converted, bounded by the need's rule, checked against its range."""

from __future__ import annotations

from dataclasses import replace

from advisor.understanding.mention import Mention, open_readings, stated
from advisor.understanding.quantities import Amount
from advisor.understanding.scene import Scene
from advisor.understanding.units import converted
from content.catalogue.model import Need


def in_unit(scene: Scene, amount: Amount, need: Need, *, unit: str) -> Mention:
    """Return an amount in `unit` as a value of `need`."""
    wanted = need.unit or unit
    if amount.tolerance is not None and amount.value is not None and need.kind == "range":
        low, high = amount.value - amount.tolerance, amount.value + amount.tolerance
        amount = replace(amount, low=low, high=high, value=None, is_range=True)

    def into(figure: float | None) -> float | None:
        return None if figure is None else converted(figure, unit, wanted)

    return checked(scene, amount, need, low=into(amount.low), high=into(amount.high), value=into(amount.value))


def checked(
    scene: Scene, amount: Amount, need: Need, *, low: float | None, high: float | None, value: float | None
) -> Mention:
    """Apply what the need's rule makes of a figure, and what physics allows."""
    if need.match is not None and need.match.rule == "at_most" and not amount.is_range:
        # "accuracy 3 %" and "at least 3 % accurate" are both upper limits.
        figure = next(one for one in (value, high, low) if one is not None)
        low, high, value = None, abs(figure) if amount.plus_minus else figure, None
    figures = [one for one in (low, high, value) if one is not None]
    out = any(one < (need.lowest if need.lowest is not None else one) or one > (need.highest or one) for one in figures)
    result = stated(
        scene, min=low, max=high, value=value, unit=need.unit, as_said=amount.said, approximate=amount.approximate
    )
    return Mention(amount.start, amount.end, need.id, result, amount, out or not figures, open_readings(amount))
