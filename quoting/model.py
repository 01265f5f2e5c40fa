"""What a quote consists of: requested lines, priced lines, terms, and the quote's life."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from content.rates.model import UsedRate
from foundation.money import Money
from quoting.amounts import Carriage, Charge, Packing


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


class DocumentKind(StrEnum):
    """Which of a quote's documents."""

    QUOTE = "quote"
    PROFORMA = "proforma"


@dataclass(frozen=True, slots=True)
class RequestedLine:
    """What somebody wants to have: quantity pieces of a SKU with option ids; `discount` in percent."""

    sku: str
    quantity: int
    options: tuple[str, ...] = ()
    discount: Decimal | None = None
    currency: str | None = None
    """Only to be checked: a quote has one currency."""


@dataclass(frozen=True, slots=True)
class QuoteRequest:
    """Everything needed to price; what is None is filled in from the pack's terms and listed in `Quote.assumptions`."""

    locale: str
    currency: str
    lines: tuple[RequestedLine, ...]
    discount: Decimal = Decimal(0)
    incoterm: str | None = None
    """As said: `CIF Hamburg`."""
    second_locale: str | None = None
    """The language that stands beside `locale` in the document, the seller's for instance."""
    country: str | None = None
    customer: int | None = None
    conversation: str | None = None
    recipient: Mapping[str, str | None] = field(default_factory=dict)
    """name, company, email, phone, country, street, city; what is known of it."""
    assumed: tuple[str, ...] = ()
    """What the caller filled in itself before asking (`quantity`, `currency`); joins `Quote.assumptions`."""
    account: frozenset[str] = frozenset()
    """What a customer of ours is known by (number, e-mail address, its domain), where that is proven: opens their price list.

    Never taken from what a visitor says: anybody can type another company's address.
    """
    price_lists: frozenset[str] = frozenset()
    """Customers' lists that an earlier revision was priced by."""
    partial_deliveries: bool | None = None
    payment_days: int | None = None
    """Days net after the invoice, 0 for payment in advance; None as the company's terms say, as `validity_days`."""
    validity_days: int | None = None
    note: str = ""
    """In the seller's own words, printed as it is, and held against the rules of permission like any promise."""


@dataclass(frozen=True, slots=True)
class Component:
    """One product of a bundle: `quantity` pieces in each set."""

    sku: str
    name: str
    quantity: int


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
    components: tuple[Component, ...] = ()
    """What is in it, where the line is a bundle."""
    net_weight_kg: Decimal = Decimal(0)
    """Of one piece, as `gross_weight_kg`."""
    gross_weight_kg: Decimal = Decimal(0)
    packages: int = 0  # of the whole line, as `volume_m3`
    volume_m3: Decimal = Decimal(0)
    price_until: date | None = None
    """The last day on which the list holds this price."""
    price_list: str = ""
    """The price list that gave it, empty for the general one. For the house only, as `floor`."""
    floor: Money | None = field(default=None, repr=False)
    """The lowest net price of one piece without its options that may be sold without asking. Never leaves the house."""

    @property
    def is_below_floor(self) -> bool:
        """Whether one piece, its options set aside, costs less than the floor after the discount."""
        own = self.unit_price if self.components else self.list_price
        return self.floor is not None and own * (1 - self.discount / 100) < self.floor

    @property
    def gross(self) -> Money:
        """Quantity times unit price, before the discount."""
        return (self.unit_price * self.quantity).rounded()


@dataclass(frozen=True, slots=True)
class Incoterm:
    """A rule of Incoterms 2020 with its named place, e.g. `CIF` and `Hamburg`."""

    rule: str
    place: str | None = None

    def __str__(self) -> str:
        return f"{self.rule} {self.place}" if self.place else self.rule


class AnswerKind(StrEnum):
    """Who closed a quote, and how."""

    ACCEPTED = "accepted"
    """By the buyer."""
    REFUSED = "refused"
    """By the buyer."""
    WITHDRAWN = "withdrawn"
    """By us."""


@dataclass(frozen=True, slots=True)
class Answer:
    """How a quote was closed. Accepted: `name`, `role`, `email` of who orders; refused: a `reason` by id, and words."""

    kind: AnswerKind
    at: datetime
    name: str = ""
    role: str = ""
    email: str = ""
    reason: str = ""
    """One of `quoting.life.REASONS`."""
    text: str = ""


@dataclass(frozen=True, slots=True)
class LineWords:
    """The words of one line in a second language."""

    name: str
    option_names: tuple[str, ...]
    specification: tuple[tuple[str, str], ...]
    components: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SecondWords:
    """All that was promised in words, in a second language: what `Quote` and its lines hold in the first."""

    locale: str
    incoterm: str
    terms: Mapping[str, str]
    lines: tuple[LineWords, ...]
    charges: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """A quote as it stands; once issued it never changes but in status."""

    id: str
    number: str
    """`Q-2026-00042`, of a later revision `Q-2026-00042-2`, of a draft `D-7k3qfm2xpa`."""
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
    root: str = ""
    """The number of the first revision, which all revisions share; a draft of something new is its own root."""
    revision: int = 1
    """1, 2 ...; 0 while it is a draft."""
    answer: Answer | None = None
    charges: tuple[Charge, ...] = ()
    """Surcharges, each named; their sum is part of the total."""
    rates: tuple[UsedRate, ...] = ()
    """The exchange rate that the prices went through; empty where a list in the currency gave them."""
    packing: Packing | None = None
    carriage: Carriage | None = None
    """What `freight` is made of; None where the buyer sees to it, or it is quoted on request."""
    country: str | None = None
    """Where the goods go as far as known, ISO 3166: decides tax note, country list and calendar."""
    tax_treatment: str = ""  # domestic, reverse_charge or export; empty where the country is not known
    tax_percent: Decimal = Decimal(0)
    partial_deliveries: bool = False
    price_lists: frozenset[str] = field(default=frozenset(), repr=False)
    """Customers' lists that were open to the buyer, so that a revision is priced by the same. For the house only."""
    second: SecondWords | None = None
    """Where the document is in two languages."""
    payment_days: int | None = None  # as it was requested, like the two that follow
    validity_days: int | None = None
    note: str = ""
    revises: str = ""
    """Of the draft of a revision, the number of what it is to replace."""

    @property
    def surcharges(self) -> Money:
        """The sum of the charges."""
        return sum((charge.amount for charge in self.charges), start=Money.zero(self.currency).rounded())

    @property
    def has_document(self) -> bool:
        """True where there is, or may be, a PDF: from issue on; what was declined before has none."""
        return self.issued_at is not None and self.status not in {QuoteStatus.DRAFT, QuoteStatus.WAITING}
