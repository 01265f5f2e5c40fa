"""Source of truth for the shape of how a company sells: price lists of some buyers, bundles, surcharges."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from pydantic import Field

from content.catalogue.model.wording import Identifier, Part, Words


class PriceList(Part):
    """A list beside the general one; rows of the price table and prices of options name it by its id.

    It counts for some customers or for some countries, never for both: a customer's own list goes before a country's.
    """

    id: Identifier
    customers: tuple[str, ...] = ()
    """A customer's number, e-mail address, or the domain of their addresses."""
    countries: tuple[str, ...] = ()
    """ISO 3166 countries that the goods go to."""
    note: str = ""
    """For the house: what was agreed. Never shown to a buyer."""


class BundlePart(Part):
    """So many pieces of a product in each set."""

    sku: str
    quantity: int = 1


class Bundle(Part):
    """Products that are sold as one set at a price of its own: its rows in the price table stand under its SKU."""

    sku: str
    name: Words
    components: tuple[BundlePart, ...] = Field(min_length=1)
    picture: str | None = None
    """File name under `images/` of the pack."""


class Conversion(Part):
    """How a currency is quoted in which products have no list: from another currency's list, by the exchange rate on record."""

    from_currency: str
    margin_percent: Decimal = Decimal(0)
    """Added to the reference rate, since it moves until the payment."""
    round_to: Decimal | None = None
    """Prices of one piece become multiples of this, half up; the currency's coins where nothing is said."""
    max_age_days: int = 7
    """An older rate is not quoted by. Reference rates are given on working days."""


class TaxCase(Part):
    """How one kind of delivery is taxed."""

    note: Words
    percent: Decimal = Decimal(0)
    """Added to the quote; with 0 the note alone says what is added."""


class TaxRules(Part):
    """How a delivery is taxed, by where it goes. A destination that is not known has the `tax_note` of the terms."""

    union: tuple[str, ...] = ()
    """ISO 3166 countries, the company's own among them, between which businesses account for the tax themselves."""
    domestic: TaxCase
    reverse_charge: TaxCase | None = None
    """To another country of the union."""
    export: TaxCase


class Surcharge(Part):
    """What is added below the lines: a percentage of the goods it concerns, or an amount once; never both.

    Every condition that is given must hold.
    """

    id: Identifier
    name: Words
    percent: Decimal | None = None
    amounts: Mapping[str, Decimal] = Field(default_factory=dict)
    """By currency."""
    below: Mapping[str, Decimal] = Field(default_factory=dict)
    """By currency: only where all goods together cost less, after discounts. The surcharge of small orders."""
    countries: tuple[str, ...] = ()
    """Only where the goods go to one of these; empty: everywhere."""
    categories: tuple[Identifier, ...] = ()
    products: tuple[str, ...] = ()
    """Only on goods of these families, or with these SKUs; without both on all goods."""
    valid_from: date | None = None
    valid_until: date | None = None
    """The last day, included."""
