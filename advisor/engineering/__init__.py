"""The calculations that a pack may name: each pure, with formula, inputs, assumptions and source in its result."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from advisor.engineering.cost import cost_per_joint, payback
from advisor.engineering.errors import CalculationImpossible
from advisor.engineering.joints import bolt_torque, clamp_force
from advisor.engineering.tools import cycle_time, joints_per_charge, motor_power, reaction_force
from advisor.engineering.units import torque_units
from advisor.model import Calculation, JsonObject

__all__ = ["CALCULATIONS", "REQUIRED", "SYMBOLS", "CalculationImpossible", "calculate"]

CALCULATIONS: Mapping[str, Callable[[JsonObject], Calculation]] = {
    "bolt_torque": bolt_torque,
    "clamp_force": clamp_force,
    "reaction_force": reaction_force,
    "joints_per_charge": joints_per_charge,
    "cycle_time": cycle_time,
    "motor_power": motor_power,
    "cost_per_joint": cost_per_joint,
    "payback": payback,
    "torque_units": torque_units,
}
"""By the name that `Need.calculation` and `AskCalculation` use."""


REQUIRED: Mapping[str, tuple[str, ...]] = {
    "bolt_torque": ("bolts",),
    "clamp_force": ("size", "torque"),
    "reaction_force": ("torque", "arm"),
    "joints_per_charge": ("torque", "voltage", "capacity"),
    "cycle_time": ("speed",),
    "motor_power": ("torque", "speed"),
    "cost_per_joint": ("price", "joints_per_year"),
    "payback": ("price", "saving_per_year"),
    "torque_units": ("torque",),
}
"""The inputs that are asked for where they are not known; all others have an assumption that is said."""

SYMBOLS: Mapping[str, tuple[str, str | None]] = {
    "torque": ("T", "N.m"), "friction": ("K", None), "arm": ("a", "mm"), "voltage": ("U", "V"), "capacity": ("Q", "Ah"),
    "angle": ("φ", "°"), "rundown_turns": ("i", None), "rundown_torque": ("Tr", "N.m"), "efficiency": ("η", None), "usable": ("u", None),
    "speed": ("n", "1/min"), "tightening": ("tt", "s"), "handling": ("th", "s"), "price": ("P", None), "joints_per_year": ("N", None),
    "years": ("a", None), "upkeep": ("u", None), "seconds": ("t", "s"), "wage": ("L", None), "saving_per_year": ("B", None),
}  # fmt: skip
"""Input -> its sign in the formula and its unit, the same in every language."""


def calculate(name: str, inputs: JsonObject) -> Calculation:
    """Run a calculation; raise CalculationImpossible where it is unknown or an input is missing or out of its range."""
    if name not in CALCULATIONS:
        raise CalculationImpossible(f"There is no calculation {name!r}; there are {', '.join(sorted(CALCULATIONS))}.")
    return CALCULATIONS[name](inputs)
