"""The source of truth for which attributes of a product stand on a quote, with the chosen options applied. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from content.catalogue.formats import format_value
from content.catalogue.model import Company, Option, Product
from content.catalogue.queries import effective_attributes

KEY_ATTRIBUTES = 8


def key_specification(
    product: Product, company: Company, options: Sequence[Option], *, locale: str
) -> tuple[tuple[str, str], ...]:
    """Return label and worded value of about eight attributes: the family's key ones, then those of its table in order.

    What an option changes always comes along, since the buyer pays for it.
    """
    category = company.categories[product.category]
    first = dict.fromkeys([*category.key_attributes, *(name for option in options for name in option.sets)])
    values = effective_attributes(product, [option.id for option in options])
    names = [name for name in dict.fromkeys([*first, *category.attributes]) if _is_said(values.get(name))]
    chosen = names[: max(KEY_ATTRIBUTES, sum(name in first for name in names))]
    attributes = company.attributes
    return tuple(
        (attributes[name].label[locale], format_value(attributes[name], values[name], locale)) for name in chosen
    )


def _is_said(value: object) -> bool:
    return value is not None and value not in {(), ""}
