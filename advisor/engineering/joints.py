"""The bolted joint: thread data, proof stresses, and the way from a bolt to its torque and back.

Formula: T = K * d * F with F = share * Sp * As, written with the standards' signs nu (share) and Rp (proof stress) (short form of VDI 2230 part 1, where thread and head friction are one K).
Sp: ISO 898-1, table 3. As: ISO 898-1, 9.1.6.1, As = pi/4 * (d - 0.9382 * P)^2.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any

from advisor.engineering.errors import CalculationImpossible, positive
from advisor.model import Calculation, JsonObject

SOURCE = "ISO 898-1, VDI 2230-1"
FORMULA = "T = K · d · F, F = ν · Rp · As"
ASSUMED_GRADE = "8.8"
DRY = 0.20
"""Friction factor of a plain dry thread, the usual value of torque tables."""
OILED = 0.15
"""Friction factor of an oiled thread, the lower end shown beside it."""
SHARE = 0.75
"""Share of the proof load, usual for joints that are opened again."""

COARSE_PITCH: Mapping[float, float] = {
    3: 0.5, 4: 0.7, 5: 0.8, 6: 1.0, 7: 1.0, 8: 1.25, 10: 1.5, 12: 1.75, 14: 2.0, 16: 2.0, 18: 2.5, 20: 2.5, 22: 2.5,
    24: 3.0, 27: 3.0, 30: 3.5, 33: 3.5, 36: 4.0, 39: 4.0, 42: 4.5, 45: 4.5, 48: 5.0, 52: 5.0,
    56: 5.5, 60: 5.5, 64: 6.0,
}  # fmt: skip
"""Nominal diameter -> pitch in mm (ISO 261)."""

PROOF_STRESS: Mapping[str, float] = {
    "4.6": 225, "4.8": 310, "5.8": 380, "8.8": 580, "9.8": 650, "10.9": 830, "12.9": 970,
}  # fmt: skip
"""Property class -> proof stress in MPa (ISO 898-1)."""

_SIZE = re.compile(r"^M(\d+(?:\.\d+)?)(?:[x×](\d+(?:\.\d+)?))?$", re.IGNORECASE)


def thread(size: str) -> tuple[float, float]:
    """Return nominal diameter and pitch in mm of `M12` (coarse) or `M12x1.25`."""
    match = _SIZE.match(size.replace(" ", "").replace(",", "."))
    if match is None:
        raise CalculationImpossible(f"{size!r} is no metric thread size such as M12.")
    diameter = float(match[1])
    if diameter not in COARSE_PITCH:
        raise CalculationImpossible(f"{size} is not in the table of coarse threads from M3 to M64.")
    pitch = float(match[2]) if match[2] else COARSE_PITCH[diameter]
    if not 0 < pitch <= COARSE_PITCH[diameter]:
        raise CalculationImpossible(f"{size} has a coarser pitch than the standard thread.")
    return diameter, pitch


def stress_area(size: str) -> float:
    """Return the nominal stress area in mm2."""
    diameter, pitch = thread(size)
    return math.pi / 4 * (diameter - 0.9382 * pitch) ** 2


def proof_stress(grade: str, diameter: float) -> float:
    """Return the proof stress in MPa of a property class at a nominal diameter in mm."""
    if grade not in PROOF_STRESS:
        raise CalculationImpossible(f"{grade!r} is no property class; there are {', '.join(PROOF_STRESS)}.")
    # ISO 898-1: class 8.8 is stronger above M16
    return 600.0 if grade == "8.8" and diameter > 16 else PROOF_STRESS[grade]


def bolt_torque(inputs: JsonObject) -> Calculation:
    """Reckon the tightening torque of bolts.

    Inputs: `bolts` [{size, grade | None}], `friction` (K, 0.20), `friction_low` (0.15), `share` (0.75 of the proof load).
    Result: {min, max} at `friction` over all bolts, `low` and `high` the same at `friction_low`, `each` per bolt (N.m, kN),
    `value` where there is one bolt only, `grade_assumed` where a class was not said.
    """
    bolts = inputs.get("bolts")
    if not isinstance(bolts, list | tuple) or not bolts:
        raise CalculationImpossible("bolts is missing.")
    friction = positive(inputs, "friction", DRY)
    low = min(positive(inputs, "friction_low", OILED), friction)
    share = positive(inputs, "share", SHARE)
    each = [_one_bolt(bolt, friction=friction, low=low, share=share) for bolt in bolts]
    torques = [bolt["torque"] for bolt in each]
    result: dict[str, Any] = {
        "min": min(torques),
        "max": max(torques),
        "low": min(bolt["torque_low"] for bolt in each),
        "high": max(bolt["torque_low"] for bolt in each),
        "each": each,
        "grade_assumed": ASSUMED_GRADE if any(not bolt.get("grade") for bolt in bolts) else None,
    }
    if len(set(torques)) == 1:
        result["value"] = torques[0]
    used = {
        "bolts": [{"size": bolt["size"], "grade": bolt["grade"]} for bolt in each],
        "friction": friction,
        "friction_low": low,
        "share": share,
    }
    return Calculation("bolt_torque", used, result, "N.m", FORMULA, SOURCE)


def _one_bolt(bolt: Mapping[str, Any], *, friction: float, low: float, share: float) -> dict[str, Any]:
    size, grade = str(bolt.get("size") or ""), str(bolt.get("grade") or ASSUMED_GRADE)
    diameter, _ = thread(size)
    force = share * proof_stress(grade, diameter) * stress_area(size)
    return {
        "size": size,
        "grade": grade,
        "torque": round(friction * diameter / 1000 * force, 1),
        "torque_low": round(low * diameter / 1000 * force, 1),
        "clamp_force": round(force / 1000, 1),
    }


def clamp_force(inputs: JsonObject) -> Calculation:
    """Reckon the clamp force in kN that a torque gives: inputs `torque` (N.m), `size`, `friction` (K, 0.20), `friction_low`."""
    torque, size = positive(inputs, "torque"), str(inputs.get("size") or "")
    friction = positive(inputs, "friction", DRY)
    low = min(positive(inputs, "friction_low", OILED), friction)
    diameter, _ = thread(size)
    result = {"value": round(torque / (friction * diameter), 1), "high": round(torque / (low * diameter), 1)}
    used = {"torque": torque, "size": size, "friction": friction, "friction_low": low}
    return Calculation("clamp_force", used, result, "kN", "F = T / (K · d)", "VDI 2230-1")
