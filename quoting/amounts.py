"""What stands below the lines of a quote: surcharges, carriage, packing, and the sums."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from foundation.money import Money


@dataclass(frozen=True, slots=True)
class Charge:
    """A named surcharge below the lines: a fixed amount, or `percent` of `basis`, rounded to the currency's coins."""

    id: str
    name: str
    """In the quote's language."""
    amount: Money
    percent: Decimal | None = None
    basis: Money | None = None


@dataclass(frozen=True, slots=True)
class Carriage:
    """What bringing the goods to the buyer costs, by the pack's rates; together it is the quote's `freight`."""

    rate: str
    """The pack's rate, by id."""
    country: str
    """What the rate was chosen for, ISO 3166; empty where the place alone decided."""
    chargeable_kg: Decimal
    freight: Money
    insured: Money
    """The sum that the goods are insured for, zero where they are not."""
    insurance: Money
    duty: Money
    """Import duties under DDP."""
    country_assumed: bool = False
    """Whether nothing tells for certain that the place lies there."""

    @property
    def total(self) -> Money:
        """Freight, insurance and duties."""
        return self.freight + self.insurance + self.duty


@dataclass(frozen=True, slots=True)
class Packing:
    """What all lines together weigh and fill; kilograms and cubic metres."""

    packages: int
    net_kg: Decimal
    gross_kg: Decimal
    volume_m3: Decimal


@dataclass(frozen=True, slots=True)
class Totals:
    """The sums below the lines: `total = subtotal - discount + surcharges + freight + tax`, to the last cent."""

    subtotal: Money
    """Sum of quantity times unit price, before discounts."""
    discount: Money
    surcharges: Money
    freight: Money
    tax: Money
    total: Money
