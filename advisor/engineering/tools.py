"""The tool at work: reaction force, battery charge, cycle time and motor power."""

from __future__ import annotations

import math

from advisor.engineering.errors import positive
from advisor.model import Calculation, JsonObject

MECHANICS = "ISO 80000-4"


def reaction_force(inputs: JsonObject) -> Calculation:
    """Reckon the force on the hand or the arm in N: inputs `torque` (N.m), `arm` (mm, 250)."""
    torque, arm = positive(inputs, "torque"), positive(inputs, "arm", 250)
    result = {"value": round(torque / (arm / 1000))}
    return Calculation("reaction_force", {"torque": torque, "arm": arm}, result, "N", "F = T / a", MECHANICS)


def joints_per_charge(inputs: JsonObject) -> Calculation:
    """Reckon how many joints one battery charge gives.

    Inputs: `voltage` (V), `capacity` (Ah), `torque` (N.m), `angle` (degrees from snug to final torque; hard joint 30),
    `rundown_turns` (6) at `rundown_torque` (N.m, a tenth of the torque), `efficiency` (0.45), `usable` (0.9 of the charge).
    """
    voltage, capacity, torque = (positive(inputs, name) for name in ("voltage", "capacity", "torque"))
    angle, turns = positive(inputs, "angle", 30), positive(inputs, "rundown_turns", 6)
    rundown = positive(inputs, "rundown_torque", torque / 10)
    efficiency, usable = positive(inputs, "efficiency", 0.45), positive(inputs, "usable", 0.9)
    # torque rises about linearly from snug to final, hence half of it over the angle
    work = (torque / 2 * math.radians(angle) + rundown * 2 * math.pi * turns) / efficiency
    energy = voltage * capacity * 3600 * usable
    used = {
        "voltage": voltage, "capacity": capacity, "torque": torque, "angle": angle, "rundown_turns": turns,
        "rundown_torque": rundown, "efficiency": efficiency, "usable": usable,
    }  # fmt: skip
    formula = "n = U · Q · u / W, W = (T/2 · φ + Tr · 2π · i) / η"
    return Calculation("joints_per_charge", used, {"value": math.floor(energy / work)}, "1", formula, MECHANICS)


def cycle_time(inputs: JsonObject) -> Calculation:
    """Reckon seconds per joint and joints per hour.

    Inputs: `speed` (1/min at rundown), `rundown_turns` (6), `tightening` (s, 0.8), `handling` (s, 2.5 to move and place).
    """
    speed, turns = positive(inputs, "speed"), positive(inputs, "rundown_turns", 6)
    tightening, handling = positive(inputs, "tightening", 0.8), positive(inputs, "handling", 2.5)
    seconds = turns / speed * 60 + tightening + handling
    used = {"speed": speed, "rundown_turns": turns, "tightening": tightening, "handling": handling}
    result = {"value": round(seconds, 1), "joints_per_hour": math.floor(3600 / seconds)}
    return Calculation("cycle_time", used, result, "s", "t = i / n · 60 + tt + th", MECHANICS)


def motor_power(inputs: JsonObject) -> Calculation:
    """Reckon the power at the spindle in W: inputs `torque` (N.m), `speed` (1/min)."""
    torque, speed = positive(inputs, "torque"), positive(inputs, "speed")
    result = {"value": round(2 * math.pi * speed / 60 * torque)}
    return Calculation("motor_power", {"torque": torque, "speed": speed}, result, "W", "P = 2π · n · T / 60", MECHANICS)
