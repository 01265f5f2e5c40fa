"""One torque in the units that wrenches and drawings are marked in."""

from __future__ import annotations

from advisor.engineering.errors import positive
from advisor.model import Calculation, JsonObject

PER_UNIT = {"lbf_ft": 1.3558179483314004, "lbf_in": 0.1129848290276167, "kgf_m": 9.80665}
"""Newton metres of one unit (NIST SP 811, appendix B)."""
FORMULA = "1 lbf·ft = 1.355818 N·m, 1 lbf·in = 0.112985 N·m, 1 kgf·m = 9.80665 N·m"


def torque_units(inputs: JsonObject) -> Calculation:
    """Write a torque in N.m, lbf.ft, lbf.in and kgf.m, to four significant figures: input `torque` (N.m)."""
    torque = positive(inputs, "torque")
    result = {"value": _short(torque), **{unit: _short(torque / size) for unit, size in PER_UNIT.items()}}
    return Calculation("torque_units", {"torque": torque}, result, "N.m", FORMULA, "NIST SP 811")


def _short(value: float) -> float:
    return float(f"{value:.4g}")
