"""What stops a calculation, and how inputs are read."""

from __future__ import annotations

import math

from advisor.model import JsonObject


class CalculationImpossible(ValueError):
    """An input is missing or outside the range that the source covers; the message says which."""


def positive(inputs: JsonObject, name: str, default: float | None = None) -> float:
    """Read a number above zero from `inputs`; None there means `default`, and without one the calculation is impossible."""
    given = inputs.get(name)
    value = default if given is None else given
    if value is None:
        raise CalculationImpossible(f"{name} is missing.")
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value) or value <= 0:
        raise CalculationImpossible(f"{name} must be a number above zero, not {value!r}.")
    return float(value)
