"""Source of truth for when a product can really be ordered: options priced, weights and days possible, rules readable."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from content.authority import Unreadable, parse_rule
from content.catalogue.model import Permissions, Product
from content.packs.checks.references import currency
from content.packs.draft import Draft, Item
from content.packs.faults import Fault
from content.packs.source import Path

_PERMISSIONS = ("can_approve_immediately", "requires_supervisor", "requires_process", "forbidden")


def check(draft: Draft) -> Iterator[Fault]:
    """Find options without a price, impossible quantities, and permission phrases that nobody can read."""
    profile = draft.single("profile")
    currencies: tuple[str, ...] = profile.currencies if profile else ()
    terms = draft.single("terms")
    listed = {(price.sku, price.currency) for _, price in draft.prices}
    for item, product in draft.parts("product"):
        yield from _supply(item, product)
        own = [
            code for code in currencies if (product.sku, code) in listed or not terms or code not in terms.conversions
        ]
        yield from _options(draft, item, product, currencies=own)
        yield from permission_faults(item, product.operator_permissions, ("operator_permissions",))


def _supply(item: Item, product: Product) -> Iterator[Fault]:
    goods = product.supply
    for field in ("stock", "stock_lead_time_days", "production_lead_time_days", "warranty_months"):
        if getattr(goods, field) < 0:
            yield item.fault(("supply", field), "This cannot be negative.", "Write zero or more.")
    if goods.minimum_order < 1:
        yield item.fault(("supply", "minimum_order"), "The smallest order is one.", "Write 1 or more.")
    if not 0 <= goods.net_weight_kg <= goods.gross_weight_kg:
        yield item.fault(("supply", "gross_weight_kg"), "The gross weight is below the net weight.", "Correct one.")
    if goods.pieces_per_package < 1:
        yield item.fault(("supply", "pieces_per_package"), "A package holds one or more.", "Write 1 or more.")
    if min(goods.package_mm) < 0 or (0 in goods.package_mm and any(goods.package_mm)):
        message = "A package has three measures, or none: [0, 0, 0] is for what is not sent."
        yield item.fault(("supply", "package_mm"), message, "Write length, width and height in millimetres.")
    if not goods.hs_code.replace(".", "").isdigit():
        yield item.fault(("supply", "hs_code"), f"`{goods.hs_code}` is no HS code.", "Write digits, in quotes.")


def _options(draft: Draft, item: Item, product: Product, *, currencies: Sequence[str]) -> Iterator[Fault]:
    seen: set[str] = set()
    for index, option in enumerate(product.options):
        if option.id in seen:
            yield item.fault(("options", index, "id"), f"The option `{option.id}` is there twice.", "Rename one.")
        seen.add(option.id)
        first = {price.currency for price in option.prices if price.min_quantity == 1}
        lacking = [code for code in currencies if code not in first]
        if lacking:
            message = f"The option has no price from 1 piece in {', '.join(lacking)}."
            yield item.fault(("options", index, "prices"), message, "Add one for each currency of the pack.")
        for position, price in enumerate(option.prices):
            yield from currency(item, ("options", index, "prices", position, "currency"), price.currency, draft=draft)
            if price.unit_price < 0:
                place = ("options", index, "prices", position, "unit_price")
                yield item.fault(place, "The price is negative.", "Write zero or more.")


def permission_faults(item: Item, rules: Permissions, place: Path) -> Iterator[Fault]:
    """Find the phrases among four lists that nobody can read."""
    for name in _PERMISSIONS:
        for index, phrase in enumerate(getattr(rules, name)):
            try:
                parse_rule(phrase)
            except Unreadable as error:
                yield item.fault(
                    (*place, name, index), str(error), "Write a subject with or without a bound: `discount<10%`."
                )
