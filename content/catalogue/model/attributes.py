"""Source of truth for the columns of specification tables and the values that stand in them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

from pydantic import Field

from content.catalogue.model.wording import Identifier, Part, Words


class Span(Part):
    """A closed range of numbers in the attribute's unit."""

    min: float
    max: float


AttributeKind: TypeAlias = Literal["number", "range", "choice", "choices", "boolean", "text"]
AttributeValue: TypeAlias = bool | float | str | Span | tuple[str, ...] | Words
"""number: float; range: Span; choice: an id; choices: ids; boolean; text: Words."""


class Attribute(Part):
    """One column of every specification table, e.g. the torque range in N.m."""

    id: Identifier
    kind: AttributeKind
    label: Words
    unit: str | None = None
    """Symbol shown to readers, as pint and engineers write it: `N.m`, `kg`, `mm`, `V`, `1/min`, `dB(A)`, `m/s2`, `%`."""
    decimals: int | None = None
    group: str = "performance"
    better: Literal["higher", "lower"] | None = None
    """Which direction is an advantage in a comparison, where there is one."""
    counts_served: bool = False
    """True for how many tools one of it serves: a controller for four spindles."""
    plus_minus: bool = False
    """True for a deviation to both sides: 5 is shown as ±5."""
    choices: Mapping[str, Words] = Field(default_factory=dict)
    explanation: Words | None = None
