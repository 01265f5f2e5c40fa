"""What a quote consists of: requested lines, priced lines, terms, and the quote's life."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from foundation.money import Money


class QuoteStatus(StrEnum):
    DRAFT = "draft"
    WAITING = "waiting"
    """For approval."""
    ISSUED = "issued"
    VIEWED = "viewed"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    SUPERSEDED = "superseded"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class RequestedLine:
    """What somebody wants to have: quantity pieces of a SKU with option ids; `discount` in percent."""

    sku: str
    quantity: int
    options: tuple[str, ...] = ()
    discount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class QuoteRequest:
    """Everything needed to price; what is None is filled in from the pack's terms and listed in `Quote.assumptions`."""

    locale: str
    currency: str
    lines: tuple[RequestedLine, ...]
    discount: Decimal = Decimal(0)
    incoterm: str | None = None
    """As said: `CIF Hamburg`."""
    country: str | None = None
    customer: int | None = None
    conversation: str | None = None
    recipient: Mapping[str, str | None] = field(default_factory=dict)
    """name, company, email, phone, country, street, city; what is known of it."""
    assumed: tuple[str, ...] = ()
    """What the caller filled in itself before asking (`quantity`, `currency`); joins `Quote.assumptions`."""


@dataclass(frozen=True, slots=True)
class Line:
    """One priced line. `unit_price` includes the options; `amount` = quantity * unit_price less discount, rounded."""

    sku: str
    name: str
    quantity: int
    options: tuple[str, ...]
    unit_price: Money
    list_price: Money
    """Unit price without options at this quantity."""
    min_quantity: int
    """The volume break that applied."""
    discount: Decimal
    amount: Money
    lead_time_days: int
    from_stock: bool
    option_names: tuple[str, ...] = ()
    """In the quote's language, in the order of `options`."""
    specification: tuple[tuple[str, str], ...] = ()
    """Label and worded value of the product's key attributes, with the options applied, as they were promised."""
    picture: str | None = None
    """File name of the product's picture in the pack."""
    warranty_months: int = 0
    origin: str = ""
    """ISO 3166 country of origin."""
    hs_code: str = ""

    @property
    def gross(self) -> Money:
        """Quantity times unit price, before the discount."""
        return (self.unit_price * self.quantity).rounded()


@dataclass(frozen=True, slots=True)
class Totals:
    """The sums below the lines: `total = subtotal - discount + freight + tax`, to the last cent."""

    subtotal: Money
    """Sum of quantity times unit price, before discounts."""
    discount: Money
    freight: Money
    tax: Money
    total: Money


@dataclass(frozen=True, slots=True)
class Incoterm:
    """A rule of Incoterms 2020 with its named place, e.g. `CIF` and `Hamburg`."""

    rule: str
    place: str | None = None

    def __str__(self) -> str:
        return f"{self.rule} {self.place}" if self.place else self.rule


@dataclass(frozen=True, slots=True)
class Quote:
    """A quote as it stands; once issued it never changes but in status."""

    id: str
    number: str
    """`Q-2026-00042`."""
    status: QuoteStatus
    locale: str
    currency: str
    lines: tuple[Line, ...]
    subtotal: Money
    discount: Money
    freight: Money
    tax: Money
    total: Money
    incoterm: str
    """`FCA Esslingen`: rule and named place."""
    valid_until: date
    issued_at: datetime | None
    created_at: datetime
    lead_time_days: int
    assumptions: tuple[str, ...]
    """What was filled in: `incoterm`, `quantity`, `currency` ..., worded by the document."""
    customer: int | None
    conversation: str | None
    recipient: Mapping[str, str | None] = field(default_factory=dict)
    """name, company, email, phone, country."""
    authority: tuple[Mapping[str, Any], ...] = ()
    content_generation: int = 0
    terms: Mapping[str, str] = field(default_factory=dict)
    """What was promised beside the price, worded in the quote's language: payment, delivery, warranty, tax_note, bank."""
    viewed_at: datetime | None = None
    """When somebody who is not staff first opened it."""

    @property
    def has_document(self) -> bool:
        """True where there is, or may be, a PDF: from issue on."""
        return self.status not in {QuoteStatus.DRAFT, QuoteStatus.WAITING}
