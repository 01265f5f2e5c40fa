"""Sales methods: in which order and shape the advisor asks, by the method that the pack names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from content.catalogue.model import Need

Role = Literal["situation", "requirement", "commercial"]
"""What a need is to a conversation: the buyer's surroundings, a demand on the product, or the purchase."""

COMMERCIAL_KINDS = ("money", "date", "quantity")


@dataclass(frozen=True, slots=True)
class Method:
    """`emphasis` multiplies the value of a question by the role of its need; `opening` says what stands before it.

    `why`: the reason for asking (SPIN and Solution let the buyer see the problem behind the question); `insight`: the value
    that is typical for the buyer's industry, stated first (Challenger teaches); `gain`: the reason, with the purchase
    questions drawn forward (Value selling).
    """

    emphasis: Mapping[Role, float] = field(default_factory=dict)
    opening: Literal["why", "insight", "gain"] = "why"


METHODS: Mapping[str, Method] = {
    # Situation before Problem, Implication and Need-payoff
    "spin": Method({"situation": 1.4}),
    "challenger": Method({"requirement": 1.2}, "insight"),
    "solution": Method({"requirement": 1.3}),
    "value": Method({"commercial": 2.0, "situation": 1.1}, "gain"),
}


def role(need: Need) -> Role:
    """Say what a need is to a conversation."""
    if need.kind in COMMERCIAL_KINDS:
        return "commercial"
    return "requirement" if need.match or need.calculation or need.kind == "bolt" else "situation"


def emphasis(method: str, need: Need) -> float:
    """The factor by which a method raises a question about `need`."""
    return METHODS[method].emphasis.get(role(need), 1.0)
