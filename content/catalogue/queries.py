"""Source of truth for questions to the catalogue that advisor, quoting and site share; all pure, over one `Company`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from content.catalogue.formats import format_range, format_value, join, unit_symbol
from content.catalogue.model import (
    Attribute,
    AttributeValue,
    Bundle,
    Category,
    Company,
    Competitor,
    Product,
    Question,
    Span,
)
from content.catalogue.prices import Break, Buyer, NoPrice, PriceAnswer, price

__all__ = [
    "Break",
    "Buyer",
    "ComparisonRow",
    "LeadTime",
    "NoPrice",
    "PriceAnswer",
    "bundles_with",
    "by_category",
    "by_industry",
    "by_slug",
    "category_by_slug",
    "compare",
    "currency_for",
    "effective_attributes",
    "format_range",
    "format_value",
    "join",
    "lead_time",
    "machines",
    "nearest",
    "price",
    "product",
    "questions",
    "specification",
    "stock",
    "unit_symbol",
]


@dataclass(frozen=True, slots=True)
class LeadTime:
    """Days until goods leave the house, from stock or from production (`minimum_order` not looked at)."""

    days: int
    origin: Literal["stock", "production"]


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """One attribute of several columns, readable; `best` are the columns that lead, empty where none or all do."""

    attribute: str
    label: str
    values: tuple[str, ...]
    best: tuple[int, ...] = ()
    differs: bool = True


def product(company: Company, sku: str) -> Product | None:
    """Return a product by SKU, in whatever case it is written, or None."""
    return company.products.get(sku) or company.products.get(sku.strip().upper())


def by_slug(company: Company, slug: str) -> Product | None:
    """Return the product of an address, or None."""
    return next((one for one in company.products.values() if one.slug == slug), None)


def category_by_slug(company: Company, slug: str) -> Category | None:
    """Return the family of an address, or None."""
    return next((one for one in company.categories.values() if one.slug == slug), None)


def by_category(company: Company, category: str) -> tuple[Product, ...]:
    """Return the products of a family in catalogue order."""
    return tuple(one for one in company.products.values() if one.category == category)


def by_industry(company: Company, industry: str) -> tuple[Product, ...]:
    """Return the products for an industry: the recommended ones first, then the others in catalogue order."""
    recommended = company.industries[industry].recommended if industry in company.industries else ()
    first = [company.products[sku] for sku in recommended if sku in company.products]
    rest = [one for one in company.products.values() if industry in one.industries and one.sku not in recommended]
    return (*first, *rest)


def machines(company: Company) -> tuple[Product, ...]:
    """Return the products that are no accessories, in catalogue order."""
    return tuple(one for one in company.products.values() if not one.is_accessory)


def stock(company: Company, sku: str) -> int | None:
    """Return the pieces on stock, None for an unknown SKU."""
    one = company.products.get(sku)
    return one.supply.stock if one else None


def lead_time(company: Company, sku: str, quantity: int = 1, *, options: Sequence[str] = ()) -> LeadTime | None:
    """Return the days until `quantity` pieces leave the house; options made to order add theirs."""
    one = company.products.get(sku)
    if one is None:
        return None
    added = max((option.lead_time_days for option in one.options if option.id in options), default=0)
    if quantity <= one.supply.stock:
        return LeadTime(one.supply.stock_lead_time_days + added, "stock")
    return LeadTime(one.supply.production_lead_time_days + added, "production")


def currency_for(company: Company, *, country: str | None = None, locale: str | None = None) -> str:
    """Choose the currency of a price: the country's, else the language's, else the company's own."""
    terms = company.terms
    return (
        terms.currency_by_country.get(country or "")
        or terms.currency_by_locale.get(locale or "")
        or company.identity.base_currency
    )


def effective_attributes(one: Product, options: Sequence[str]) -> Mapping[str, AttributeValue]:
    """Return the attributes of a product with options: lists gain the option's members, other values are replaced."""
    values = dict(one.attributes)
    for option in one.options:
        if option.id not in options:
            continue
        for name, value in option.sets.items():
            held = values.get(name)
            both = isinstance(held, tuple) and isinstance(value, tuple)
            values[name] = tuple(dict.fromkeys((*held, *value))) if both else value  # type: ignore[misc]  # both are tuples
    return values


def specification(company: Company, one: Product, locale: str) -> tuple[ComparisonRow, ...]:
    """Return the specification table of a product: the family's attributes in their order, then its further ones."""
    return tuple(row for row in compare(company, (one,), locale) if one.attributes.get(row.attribute) is not None)


def compare(company: Company, columns: Sequence[Product | Competitor], locale: str) -> tuple[ComparisonRow, ...]:
    """Compare products and competitors' models: key attributes first; a row that no column fills is left out."""
    rows = []
    for name in _attribute_order(company, columns):
        attribute = company.attributes[name]
        values = [column.attributes.get(name) for column in columns]
        if all(value is None for value in values):
            continue
        written = tuple(format_value(attribute, value, locale) for value in values)
        rows.append(
            ComparisonRow(
                name, attribute.label[locale], written, _best(attribute, values), differs=len(set(written)) > 1
            )
        )
    return tuple(rows)


def _attribute_order(company: Company, columns: Sequence[Product | Competitor]) -> list[str]:
    families = [company.categories[name] for name in dict.fromkeys(column.category for column in columns)]
    ordered = [name for family in families for name in family.key_attributes]
    ordered += [name for family in families for name in family.attributes]
    ordered += [name for name in company.attributes if any(name in column.attributes for column in columns)]
    return [name for name in dict.fromkeys(ordered) if name in company.attributes]


def _best(attribute: Attribute, values: Sequence[AttributeValue | None]) -> tuple[int, ...]:
    numbers = {
        index: float(value)
        for index, value in enumerate(values)
        if isinstance(value, (int, float)) and not isinstance(value, bool)
    }
    if attribute.better is None or len(numbers) < 2 or len(set(numbers.values())) == 1:
        return ()
    top = max(numbers.values()) if attribute.better == "higher" else min(numbers.values())
    return tuple(index for index, value in numbers.items() if value == top)


def nearest(company: Company, one: Product, limit: int = 3) -> tuple[Product, ...]:
    """Return the products most like `one`: those the pack names, then those of its family by their key attributes."""
    named = [company.products[sku] for sku in one.alternatives if sku in company.products]
    others = [other for other in by_category(company, one.category) if other.sku != one.sku and other not in named]
    keys = company.categories[one.category].key_attributes
    others.sort(key=lambda other: sum(_distance(one.attributes.get(key), other.attributes.get(key)) for key in keys))
    return tuple([*named, *others][:limit])


def _distance(first: AttributeValue | None, second: AttributeValue | None) -> float:
    """Return 0 for equal values up to 1 for wholly different ones."""
    if isinstance(first, Span) and isinstance(second, Span):
        return (_distance(first.min, second.min) + _distance(first.max, second.max)) / 2
    if isinstance(first, (int, float)) and isinstance(second, (int, float)):
        largest = max(abs(first), abs(second))
        return abs(first - second) / largest if largest else 0.0
    if isinstance(first, tuple) and isinstance(second, tuple):
        union = {*first, *second}
        return 1 - len({*first} & {*second}) / len(union) if union else 0.0
    return 0.0 if first == second else 1.0


def questions(company: Company, one: Product | None = None) -> tuple[Question, ...]:
    """Return the questions that concern a product: its own, its family's, the company's; without a product the last."""
    if one is None:
        return company.faq
    return (*one.faq, *company.categories[one.category].faq, *company.faq)


def bundles_with(company: Company, sku: str) -> tuple[Bundle, ...]:
    """Return the sets that a product is part of, in the pack's order."""
    return tuple(one for one in company.bundles.values() if any(part.sku == sku for part in one.components))
