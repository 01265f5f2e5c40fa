"""Source of truth for the shape of what carriage costs: rates by destination and weight, cargo insurance, duties."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from pydantic import Field

from content.catalogue.model.wording import Identifier, Part

CARRIED = ("CPT", "CIP", "CFR", "CIF", "DAP", "DPU", "DDP")
"""Rules of Incoterms 2020 under which the seller pays the main carriage."""


class FreightStep(Part):
    """What a consignment costs up to a chargeable weight, itself included."""

    up_to_kg: Decimal
    amounts: Mapping[str, Decimal]
    """By currency."""


class FreightRate(Part):
    """What carriage from our gate costs: to some countries, or to some named places, which go before countries.

    The first rate of the pack that covers rule, destination and day counts. What is heavier than the last step costs
    `per_kg` more for each kilogram begun; without it, and above `heaviest_kg`, carriage is quoted on request.
    """

    id: Identifier
    rules: tuple[str, ...] = CARRIED
    countries: tuple[str, ...] = ()
    """ISO 3166."""
    places: tuple[str, ...] = ()
    """Names of a port or town in every script that buyers write it in."""
    kg_per_m3: Decimal = Decimal(0)
    """What a cubic metre counts as at least; carriers take 167 by air, 333 by road, 1000 by sea."""
    steps: tuple[FreightStep, ...] = Field(min_length=1)
    per_kg: Mapping[str, Decimal] = Field(default_factory=dict)
    """By currency."""
    heaviest_kg: Decimal | None = None
    duty_percent: Decimal | None = None
    """Import duties on goods and freight where we deliver duty paid (DDP); without it DDP is quoted on request."""
    valid_from: date | None = None
    valid_until: date | None = None
    """The last day, included."""


class Insurance(Part):
    """Cargo insurance where the delivery term asks for it: `percent` of the insured sum, which is `cover_percent` of the value.

    Incoterms 2020 ask for at least 110 % of the contract price under CIP and CIF.
    """

    percent: Decimal
    cover_percent: Decimal = Decimal(110)
    minimum: Mapping[str, Decimal] = Field(default_factory=dict)
    """The least premium, by currency."""
