"""Source of truth for the shape of families, products, options, permission rules and prices."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Literal, TypeAlias

from pydantic import Field

from content.catalogue.model.attributes import AttributeValue
from content.catalogue.model.wording import Identifier, Part, Words


class OptionPrice(Part):
    currency: str
    unit_price: Decimal
    min_quantity: int = 1
    price_list: str = ""
    """An id of `price_lists.yaml`, empty for the general list."""


class Option(Part):
    """Something a product can be ordered with: changes attributes, adds a price."""

    id: Identifier
    name: Words
    description: Words
    prices: tuple[OptionPrice, ...]
    sets: Mapping[str, AttributeValue] = Field(default_factory=dict)
    """Attribute values that the option gives; for `choices` attributes the values are added."""
    lead_time_days: int = 0


class Permissions(Part):
    """What may be conceded on a product, as short phrases (`discount<10%`, `试用<30天`); see `content/authority.py`."""

    can_approve_immediately: tuple[str, ...] = ()
    requires_supervisor: tuple[str, ...] = ()
    requires_process: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()


class ApiInterface(Part):
    description: str
    endpoint: str
    method: Literal["GET", "POST"] = "GET"
    params: tuple[str, ...] = ()
    response_fields: tuple[str, ...] = ()
    mock_enabled: bool = False


class Supply(Part):
    """How soon and in which quantity a product can leave the house."""

    stock: int = 0
    stock_lead_time_days: int
    production_lead_time_days: int
    minimum_order: int = 1
    origin: str
    """ISO 3166 country of origin."""
    hs_code: str
    net_weight_kg: float
    gross_weight_kg: float
    package_mm: tuple[int, int, int]
    """Length, width, height of one package; zeros for what is not sent, such as a service."""
    pieces_per_package: int = 1
    warranty_months: int


class Certificate(Part):
    """One mark that a product carries, with the paper that proves it."""

    mark: str
    """An id of the attribute `certificates`, e.g. `ce`."""
    number: str
    issued: date
    expires: date | None = None
    countries: tuple[str, ...] = ()


Told: TypeAlias = Literal["payment", "delivery", "minimum", "reach", "freight", "tax", "duties"]
"""Terms of the company that its data tell: what freight costs, what tax is added, who bears import duties ..."""


class Question(Part):
    """A question with its answer."""

    question: Words
    answer: Words
    topic: Literal["price"] | None = None
    """What it is about, where something asks for all questions about that."""
    asked: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    """By locale, other ways in which buyers ask the same; they are matched and indexed, and never shown."""
    told: Told | None = None
    """In a conversation this part of the company's data answers, for the buyer's country and products, and not the prose."""


class Product(Part):
    """One orderable model with all that its page, its data sheet and the advisor say of it."""

    sku: str
    category: Identifier
    name: Words
    tagline: Words
    selling_points: tuple[Words, ...] = Field(min_length=3, max_length=5)
    attributes: Mapping[str, AttributeValue]
    scenes: tuple[Words, ...] = ()
    conditions: tuple[Words, ...] = ()
    """Working conditions where it fits (temperature, supply, surroundings)."""
    industries: tuple[Identifier, ...] = ()
    applications: tuple[Identifier, ...] = ()
    options: tuple[Option, ...] = ()
    accessories: tuple[str, ...] = ()
    """SKUs of products that go with it."""
    alternatives: tuple[str, ...] = ()
    competitors: tuple[Identifier, ...] = ()
    certificates: tuple[Certificate, ...] = ()
    faq: tuple[Question, ...] = ()
    supply: Supply
    operator_permissions: Permissions
    api_interfaces: Mapping[str, ApiInterface] = Field(default_factory=dict)
    picture: str
    """File name under `images/` of the pack."""
    downloads: tuple[str, ...] = ()
    is_accessory: bool = False

    @property
    def slug(self) -> str:
        """The product's part of an address: its SKU in lower case."""
        return self.sku.lower()


class Category(Part):
    """A product family."""

    id: Identifier
    name: Words
    """Plural or family name, e.g. `Cordless pulse tools`."""
    singular: Words
    """What one of them is called inside a sentence list (never inflected), e.g. `cordless pulse tool`."""
    summary: Words
    description: Words
    picture: str
    key_attributes: tuple[Identifier, ...]
    """Shown on cards and first in comparisons, best first."""
    attributes: tuple[Identifier, ...]
    """Every attribute that a product of the family must give, in the order of the specification table."""
    faq: tuple[Question, ...] = ()

    @property
    def slug(self) -> str:
        """The family's part of an address."""
        return self.id.replace("_", "-")


class Price(Part):
    """One row of the price list: the unit price from `min_quantity` on."""

    sku: str
    currency: str
    min_quantity: int
    unit_price: Decimal
    valid_from: date
    valid_until: date
    price_list: str = ""
    """An id of `price_lists.yaml`, empty for the general list."""
    floor: Decimal | None = Field(default=None, repr=False)
    """Below this nobody sells a piece without asking; never leaves the house."""
