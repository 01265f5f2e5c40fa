"""The calculations that a pack may name: each pure, with formula, inputs, assumptions and source in its result."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from advisor.engineering.cost import cost_per_joint, payback
from advisor.engineering.errors import CalculationImpossible
from advisor.engineering.joints import bolt_torque, clamp_force
from advisor.engineering.tools import cycle_time, joints_per_charge, motor_power, reaction_force
from advisor.model import Calculation, JsonObject

__all__ = ["CALCULATIONS", "CalculationImpossible", "calculate"]

CALCULATIONS: Mapping[str, Callable[[JsonObject], Calculation]] = {
    "bolt_torque": bolt_torque,
    "clamp_force": clamp_force,
    "reaction_force": reaction_force,
    "joints_per_charge": joints_per_charge,
    "cycle_time": cycle_time,
    "motor_power": motor_power,
    "cost_per_joint": cost_per_joint,
    "payback": payback,
}
"""By the name that `Need.calculation` and `AskCalculation` use."""


def calculate(name: str, inputs: JsonObject) -> Calculation:
    """Run a calculation; raise CalculationImpossible where it is unknown or an input is missing or out of its range."""
    if name not in CALCULATIONS:
        raise CalculationImpossible(f"There is no calculation {name!r}; there are {', '.join(sorted(CALCULATIONS))}.")
    return CALCULATIONS[name](inputs)
