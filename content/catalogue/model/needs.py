"""Source of truth for the shape of what a buyer may need, and what is usual where."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

from pydantic import Field

from content.catalogue.model.wording import Identifier, Part, Words

NeedKind: TypeAlias = Literal[
    "choice", "choices", "number", "range", "bolt", "money", "date", "text", "country", "quantity"
]
MatchRule: TypeAlias = Literal["covers", "at_most", "at_least", "one_of", "includes_all", "equals"]


class Match(Part):
    """How a need constrains products: rule over one attribute."""

    attribute: Identifier
    rule: MatchRule
    hard: bool = True
    accepts: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    """What does for a choice where more than itself does: a class B joint may be tightened by a class A tool."""
    at_the_site_from: float | None = None
    """Figures from here on tell what there is at the site (a mains of 400 V) rather than what the product has to be (18 V):
    they say nothing of products whose family does not list the attribute, which take none of it."""


class Typical(Part):
    """A value that is usual, proposed (never asserted) where the buyer does not know."""

    value: float | None = None
    min: float | None = None
    max: float | None = None
    values: tuple[str, ...] = ()
    reason: Words | None = None


class NeedChoice(Part):
    id: Identifier
    label: Words
    runs_on: Identifier | None = None
    """What there must be at the site for it; the lexicon's `supply.<this>` says how buyers call that."""


class Need(Part):
    """One thing a buyer may need, how to ask for it, and what it demands of a product."""

    id: Identifier
    kind: NeedKind
    label: Words
    """Noun for lists and tables, e.g. `Torque`."""
    question: Words
    why: Words
    """Half a sentence that tells the buyer why this is asked."""
    unit: str | None = None
    accepts: tuple[str, ...] = ()
    """Units that a buyer may write, in pint's names; converted to `unit`."""
    lowest: float | None = None
    highest: float | None = None
    choices: tuple[NeedChoice, ...] = ()
    match: Match | None = None
    weight: float = 1.0
    """How much the need counts in ranking and how early it is asked for."""
    likely_known: float = 0.5
    """0..1: how probable it is that a buyer knows the answer."""
    typical: Mapping[str, Typical] = Field(default_factory=dict)
    """By industry id, `*` for every industry."""
    derived_from: Identifier | None = None
    calculation: str | None = None
    """Name of a function of `advisor/engineering` that derives this need from `derived_from`."""
    ask: bool = True
    asked_if: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    """Asked only once one of these needs holds one of these choices: the zone, once an explosive atmosphere was spoken of."""

    implies: Mapping[str, str] = Field(default_factory=dict)
    """What stating this need says of others, inferred: an explosive zone asks for a mark. Need -> choice."""
    implies_where: str | None = None
    """Only in countries where this mark is usual, and where no country is named."""
    yields: bool = True
    """False for what concerns safety: where nothing fits, no buyer is asked to give it up."""
    implied: bool = False
    """True for a need that no pack writes down: it follows from an attribute (`content/catalogue/implied.py`)."""
    urgent_if: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    """Asked earlier where one of these needs holds one of these choices: the joint class, where wheels are mounted."""


class Companion(Part):
    """An accessory that a tool implies: of which kind, with which tools, why, and how many for each tool."""

    id: Identifier
    accessory: Identifier
    """A choice of the attribute `kind`; which one it is stands in the tool's `accessories`."""
    categories: tuple[Identifier, ...] = ()
    kinds: tuple[Identifier, ...] = ()
    """The families and kinds of tools that it goes with; none of both: all."""
    from_need: Mapping[str, float] = Field(default_factory=dict)
    """Only where these needs reach this value."""
    needed: bool = False
    """True where the tool cannot work without it."""
    per_tool: float = 1.0
    """How many for each tool; rounded up for all of them."""
    reason: Words
    """Half a sentence that tells the buyer why."""


class CountryUse(Part):
    """What is usual in a country: marks and mains, proposed and never asserted."""

    country: str
    marks: tuple[str, ...]
    mains: Words
    currency: str
    aliases: tuple[str, ...] = ()
