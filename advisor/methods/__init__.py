"""Sales methods: in which order and shape the advisor asks, by the method that the pack names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from advisor.model import Stage
from content.catalogue.model import Need

Role = Literal["situation", "requirement", "commercial"]
"""What a need is to a conversation: the buyer's surroundings, a demand on the product, or the purchase."""

COMMERCIAL_KINDS = ("money", "date", "quantity")


@dataclass(frozen=True, slots=True)
class Method:
    """`emphasis` multiplies the value of a question, by the stage of the conversation and the role of its need.

    `opening` says what stands before a question: `why` the question and then its reason (SPIN and Solution let the buyer see
    the problem behind it); `insight` the value that is typical for the buyer's industry, or else the reason (Challenger teaches
    before it asks); `gain` what the buyer has of answering (Value selling).
    """

    emphasis: Mapping[Stage, Mapping[Role, float]] = field(default_factory=dict)
    opening: Literal["why", "insight", "gain"] = "why"
    asks_budget: bool = False
    """Whether what the buyer means to spend is asked before a quote is offered."""


_FINDING_OUT = (Stage.INTRODUCTION, Stage.QUALIFICATION, Stage.VALUE_PROPOSITION)
_SETTLING = (Stage.NEEDS_ANALYSIS, Stage.SOLUTION, Stage.OBJECTION_HANDLING, Stage.CLOSE)


def _staged(first: Mapping[Role, float], then: Mapping[Role, float]) -> Mapping[Stage, Mapping[Role, float]]:
    """While the buyer's surroundings are found out, and once demands are on record."""
    return {**dict.fromkeys(_FINDING_OUT, first), **dict.fromkeys(_SETTLING, then)}


METHODS: Mapping[str, Method] = {
    # Situation before Problem, Implication and Need-payoff
    "spin": Method(_staged({"situation": 2.0}, {"situation": 1.1, "requirement": 1.1})),
    # teaches what is typical, and asks for demands from the first turn
    "challenger": Method(_staged({"requirement": 1.5}, {"requirement": 1.2}), "insight"),
    # diagnoses: where first, then every demand
    "solution": Method(_staged({"situation": 1.5}, {"requirement": 1.4})),
    "value": Method(_staged({"situation": 1.3}, {"commercial": 2.0}), "gain", asks_budget=True),
}


def role(need: Need) -> Role:
    """Say what a need is to a conversation."""
    if need.kind in COMMERCIAL_KINDS:
        return "commercial"
    return "requirement" if need.match or need.calculation or need.kind == "bolt" else "situation"


def emphasis(method: str, need: Need, stage: Stage) -> float:
    """The factor by which a method raises a question about `need` at a stage."""
    return METHODS[method].emphasis.get(stage, {}).get(role(need), 1.0)
