"""The source of truth for orders in parts: so many at one day, and so many at another."""

from __future__ import annotations

from advisor.understanding.quantities import Amount
from advisor.understanding.scene import Scene

_PART = 14


def in_parts(scene: Scene, amount: Amount) -> bool:
    """ "20 in January and 15 more in March": a number beside a day of its own, where several are told."""
    return _part(scene, amount) and sum(_part(scene, one) for one in scene.amounts) > 1


def _part(scene: Scene, amount: Amount) -> bool:
    behind = any(0 <= day.start - amount.end <= _PART for day in scene.days)
    before = any(0 <= amount.start - day.end <= _PART for day in scene.days)
    return amount.is_bare and amount.first == int(amount.first) and amount.first > 0 and (behind or before)
