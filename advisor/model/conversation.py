"""All that is remembered between two turns: stage, needs, what was asked and offered, contact."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from advisor.model.needs import Needs
from advisor.model.understanding import OrderLine


class Stage(StrEnum):
    """The seven conversation stages, in order; `number` is their id."""

    INTRODUCTION = "introduction"
    QUALIFICATION = "qualification"
    VALUE_PROPOSITION = "value_proposition"
    NEEDS_ANALYSIS = "needs_analysis"
    SOLUTION = "solution"
    OBJECTION_HANDLING = "objection_handling"
    CLOSE = "close"

    @property
    def number(self) -> int:
        """1 to 7."""
        return list(Stage).index(self) + 1


@dataclass(frozen=True, slots=True)
class Contact:
    name: str | None = None
    email: str | None = None
    phone: str | None = None
    company: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Conversation:
    """All that is remembered between two turns; stored as JSON by `funnel` (see `advisor/memory.py` for the codec)."""

    id: str
    locale: str
    """Language of the last reply."""
    site_locale: str
    page: str | None = None
    turn: int = 0
    """Number of visitor turns so far."""
    stage: Stage = Stage.INTRODUCTION
    needs: Needs = field(default_factory=dict)
    previous_needs: tuple[Needs, ...] = ()
    """Needs before each of the last changes, newest last, for undo."""
    asked: str | None = None
    """The need that the last reply asked for."""
    asked_before: tuple[str, ...] = ()
    offered: str | None = None
    """What the last reply offered and "yes" would accept: `quote`, `compare`, `typical:<need>`, `companions:<sku>,<sku>`, `contact`, `person` ..."""
    pending: str | None = None
    """What the visitor asked for and still waits for an answer of theirs: `quote` or `price` (quantity or product missing), `place` (the
    quote's `incoterm` names none), `quantity` (the price was told for one), `calculation:<name>` (inputs missing)."""
    inputs: Mapping[str, float] = field(default_factory=dict)
    """What was given so far for the calculation that `pending` names as `calculation:<name>`."""
    discount: str | None = None
    """Percent that was approved in this conversation, as decimal text; goes into the quote."""
    granted: tuple[str, ...] = ()
    """What was conceded in this conversation, as phrases for `content/authority/`: it counts together with what is wished next."""
    currency: str | None = None
    """Wished for in words ("in dollars"); None follows the pack's terms."""
    incoterm: str | None = None
    """As said, e.g. `CIF Hamburg`."""
    recommended: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    """Products that were last set before the visitor, in their order: what "the second one" counts in."""
    viewed: tuple[str, ...] = ()
    chosen: str | None = None
    aside: str | None = None
    """An accessory that was spoken of last beside the tools: "how much is that one?" means it, whatever else is asked the tools."""
    family: str | None = None
    """Of what the last question that our documents answered was: counts while no product is spoken of."""
    quantity: int | None = None
    lines: tuple[OrderLine, ...] = ()
    """What is ordered, where it is more than one product at one quantity; a quantity of 0 follows from the tools."""
    quote: str | None = None
    """Number of the newest quote."""
    quote_waits: bool = False
    """Whether that quote still waits for an approval, as far as this conversation was told."""
    contact: Contact = Contact()
    customer: int | None = None
    handed_over: bool = False
