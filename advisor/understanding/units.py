"""The source of truth for converting what a buyer wrote into the unit that a need is kept in (by pint)."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pint


@lru_cache(maxsize=1)
def _registry() -> pint.UnitRegistry[float]:
    # Loading takes a moment: it is done once, when a company's needs are prepared, never for a message.
    import pint

    registry: pint.UnitRegistry[float] = pint.UnitRegistry(cache_folder=None)
    # The pound of Chinese markets: GB 3100 keeps it at half a kilogram.
    registry.define("jin = 0.5 * kilogram")
    return registry


@lru_cache(maxsize=512)
def factor(unit: str, wanted: str) -> float | None:
    """Return by what a figure in `unit` is multiplied to be one in `wanted`; None where the two do not compare."""
    if unit == wanted:
        return 1.0
    registry = _registry()
    from pint.errors import PintError

    try:
        return float(registry.Quantity(1.0, _name(unit)).to(_name(wanted)).magnitude)
    except (PintError, TypeError, ValueError, AttributeError, AssertionError):  # dB(A) is no unit that it can read
        return None


def _name(unit: str) -> str:
    return {"%": "percent", "N.m": "N*m", "1/h": "1/hour", "1/min": "1/minute"}.get(unit, unit.replace(".", "*"))


def converted(value: float, unit: str, wanted: str) -> float | None:
    """Return `value` of `unit` in `wanted`, rounded to what a reader would write (five significant figures)."""
    by = factor(unit, wanted)
    if by is None:
        return None
    return value if by == 1.0 else float(f"{value * by:.5g}")
