"""Specification tables and key figures of a product, worded for a reader; values are written by `content/catalogue/formats.py`."""

from collections.abc import Mapping
from dataclasses import dataclass

from content.catalogue.formats import format_value
from content.catalogue.model import Attribute, AttributeValue, Company, Product
from web.locale import Speech

LONGEST_KEY = 40
"""A value with more characters belongs into the table, not onto a card."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a specification table."""

    attribute: str
    label: str
    value: str
    explanation: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Lines of a specification table that belong together."""

    name: str
    rows: tuple[Row, ...]


def row(attribute: Attribute, value: AttributeValue | None, say: Speech) -> Row:
    """Make one line of a specification table."""
    explanation = attribute.explanation[say.locale] if attribute.explanation else None
    return Row(attribute.id, attribute.label[say.locale], format_value(attribute, value, say.locale), explanation)


def specification(company: Company, product: Product, say: Speech) -> tuple[Group, ...]:
    """Make a product's whole specification table, in its family's order, grouped."""
    ordered = [*company.categories[product.category].attributes]
    ordered += [name for name in product.attributes if name not in ordered]
    groups: dict[str, list[Row]] = {}
    for name in ordered:
        if (attribute := company.attributes.get(name)) and name in product.attributes:
            groups.setdefault(attribute.group, []).append(row(attribute, product.attributes[name], say))
    return tuple(Group(group_name(group, say), tuple(rows)) for group, rows in groups.items())


def key_figures(company: Company, product: Product, say: Speech, *, limit: int = 4) -> tuple[Row, ...]:
    """Make the few lines that stand on a product's card."""
    names = [
        name
        for name in company.categories[product.category].key_attributes
        if name in product.attributes and name in company.attributes
    ]
    rows = (row(company.attributes[name], product.attributes[name], say) for name in names)
    return tuple(one for one in rows if len(one.value) <= LONGEST_KEY)[:limit]


def group_name(group: str, say: Speech) -> str:
    """Name a group of attributes; one that the house does not know is shown as the pack writes it."""
    names: Mapping[str, str] = {
        "performance": say("Performance"),
        "dimensions": say("Dimensions and weight"),
        "mechanical": say("Mechanical data"),
        "power": say("Power supply"),
        "electrical": say("Electrical data"),
        "environment": say("Operating conditions"),
        "ergonomics": say("Ergonomics"),
        "communication": say("Data and communication"),
        "connectivity": say("Data and communication"),
        "compliance": say("Standards and approvals"),
        "certification": say("Standards and approvals"),
        "general": say("General"),
    }
    return names.get(group, group.replace("_", " ").capitalize())
