"""The source of truth for which set goes with what a buyer wants: by its part number, its tool, or all that is in it. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from advisor.model import JsonObject
from advisor.orders import Ordered
from content.catalogue.model import Bundle, Company


def set_of(tools: Iterable[str], company: Company) -> Bundle | None:
    """Return the first set whose main piece, which it names first, is one of these tools."""
    return next((one for tool in tools for one in company.bundles.values() if one.components[0].sku == tool), None)


def covered(lines: Iterable[Ordered], company: Company) -> tuple[Bundle, int] | None:
    """Return a set that an order holds all pieces of, and how many such sets; None where there is none."""
    held = {line.sku: line.quantity for line in lines}
    for bundle in company.bundles.values():
        count = min(held.get(part.sku, 0) // part.quantity for part in bundle.components)
        if count:
            return bundle, count
    return None


def describe(sku: str, company: Company) -> JsonObject:
    """Answer what is in a set: {sku, components: [{sku, quantity}]}, or {none: unknown}."""
    bundle = company.bundles.get(sku)
    if bundle is None:
        return {"none": "unknown"}
    parts = [{"sku": part.sku, "quantity": part.quantity} for part in bundle.components]
    return {"sku": bundle.sku, "components": parts}
