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
