"""Money per joint and the time until a tool has paid for itself; plain cost accounting, amounts in one currency."""

from __future__ import annotations

from typing import Any

from advisor.engineering.errors import positive
from advisor.model import Calculation, JsonObject

ACCOUNTING = "VDI 2884"
"""Purchase, operation and maintenance of production equipment using life cycle costing."""


def cost_per_joint(inputs: JsonObject) -> Calculation:
    """Reckon the cost of one joint.

    Inputs: `price` of the tool, `joints_per_year`, `years` (5), `upkeep` (share of the price a year, 0.08), `seconds` per
    joint and `wage` per hour (both or neither: without them the operator's time is left out).
    """
    price, joints = positive(inputs, "price"), positive(inputs, "joints_per_year")
    years, upkeep = positive(inputs, "years", 5), positive(inputs, "upkeep", 0.08)
    tool = price * (1 / years + upkeep) / joints
    used = {"price": price, "joints_per_year": joints, "years": years, "upkeep": upkeep}
    labour = 0.0
    if inputs.get("seconds") is not None and inputs.get("wage") is not None:
        used |= {"seconds": positive(inputs, "seconds"), "wage": positive(inputs, "wage")}
        labour = used["seconds"] / 3600 * used["wage"]
    result: dict[str, Any] = {"value": round(tool + labour, 4), "tool": round(tool, 4), "labour": round(labour, 4)}
    result["amount"] = f"{tool + labour:.4f}"
    formula = "c = P · (1/a + u) / N + t/3600 · L"
    return Calculation("cost_per_joint", used, result, str(inputs.get("currency") or ""), formula, ACCOUNTING)


def payback(inputs: JsonObject) -> Calculation:
    """Reckon the months until savings have paid the price: inputs `price`, `saving_per_year`."""
    price, saving = positive(inputs, "price"), positive(inputs, "saving_per_year")
    result = {"value": round(price / saving * 12, 1)}
    return Calculation(
        "payback", {"price": price, "saving_per_year": saving}, result, "month", "m = P / B · 12", ACCOUNTING
    )
