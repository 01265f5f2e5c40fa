"""What a buyer orders: lines of part numbers with quantities, accessories among them, and what a tool implies."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from advisor.derived import KNOWN
from advisor.families import BESIDE, KIND, goes_with
from advisor.model import Conversation, Needs, OrderLine
from content.catalogue.model import Companion, Company, Product

AS_NEEDED = 0
"""Quantity of a line that follows from the tools: one charger for two, one controller for each."""


def take_lines(held: Sequence[OrderLine], said: Sequence[OrderLine], quantity: int | None) -> tuple[OrderLine, ...]:
    """Put the lines of a message into the order: tools begin a new one, accessories alone join the one there is."""
    if not said:
        return tuple(held)
    if any(line.kind is None for line in said):
        return tuple(said)
    kept = [line for line in held if line.kind not in {new.kind for new in said}]
    if not kept:
        kept = [OrderLine(None, None, quantity or 1)]
    return (*kept, *said)


def count_tools(lines: Sequence[OrderLine], quantity: int) -> tuple[OrderLine, ...]:
    """Let a quantity that was changed without a product be that of the first line."""
    return (replace(lines[0], quantity=quantity), *lines[1:]) if lines else ()


@dataclass(frozen=True, slots=True)
class Ordered:
    """A line whose product is known."""

    sku: str
    quantity: int


def ordered(conversation: Conversation, company: Company) -> tuple[Ordered, ...]:
    """The lines of the order with their products; empty where there is none, or the tool is not chosen yet."""
    tools = [line for line in conversation.lines if line.kind is None and line.quantity != AS_NEEDED]
    main = _main(conversation, company)
    skus = [line.sku or main for line in tools] or [main]
    if not conversation.lines or not all(sku in company.products for sku in skus):
        return ()
    products = [company.products[sku] for sku in skus if sku]
    found: dict[str, int] = {}
    for line in conversation.lines:
        sku = line.sku or (_accessory(line.kind, products, company) if line.kind else main)
        left_behind = line.quantity == AS_NEEDED and not any(
            _completes(sku, product, kind=line.kind, company=company) for product in products
        )
        if sku is None or sku not in company.products or left_behind:
            continue
        quantity = line.quantity or _implied(company.products[sku], products, tools, company=company)
        found[sku] = max(found.get(sku, 0), quantity) if line.kind else found.get(sku, 0) + quantity
    return tuple(Ordered(sku, quantity) for sku, quantity in found.items())


def _main(conversation: Conversation, company: Company) -> str | None:
    """The tool that lines without a name mean: what is chosen, unless that only goes with what was recommended."""
    spoken_of = conversation.shown or conversation.recommended
    main = conversation.chosen or next(iter(spoken_of), None)
    if main is None or main not in company.products or not company.products[main].is_accessory:
        return main
    tools = [sku for sku in (*spoken_of, *conversation.recommended) if sku in company.products]
    return next((sku for sku in tools if main in company.products[sku].accessories), main)


def _completes(sku: str | None, product: Product, *, kind: str | None, company: Company) -> bool:
    """Whether an accessory follows from a tool: it goes with it, and where its kind is needed by some families, by this one."""
    needing = [one for one in company.companions.values() if one.needed and one.accessory == kind and one.categories]
    if sku is None or sku not in company.products or not goes_with(company.products[sku], product):
        return False
    return not needing or any(product.category in one.categories for one in needing)


def _accessory(kind: str, products: Sequence[Product], company: Company) -> str | None:
    """The accessory of a kind that goes with the tools; else the first of its kind."""
    listed = [sku for product in products for sku in product.accessories]
    fitting = [sku for sku in (*listed, *company.products) if company.products[sku].attributes.get(KIND) == kind]
    return next(iter(fitting), None)


def _implied(accessory: Product, products: Sequence[Product], tools: Sequence[OrderLine], *, company: Company) -> int:
    served = sum(
        line.quantity for line, product in zip(tools, products, strict=False) if accessory.sku in product.accessories
    )
    return how_many(company, str(accessory.attributes.get(KIND)), served or 1)


def how_many(company: Company, kind: str, tools: int) -> int:
    """How many accessories of a kind so many tools need."""
    companion = next((one for one in company.companions.values() if one.accessory == kind), None)
    return max(1, math.ceil(tools * (companion.per_tool if companion else 1)))


def implied(product: Product, needs: Needs, company: Company) -> list[tuple[Companion | None, str]]:
    """The accessories that a tool and the needs imply, with their part numbers: needed ones and wished ones first."""
    wished = needs[BESIDE].values if BESIDE in needs else ()
    found: list[tuple[Companion | None, str]] = []
    for companion in company.companions.values():
        if _goes_with(companion, product, needs, wished=wished):
            sku = _fitting(companion.accessory, product, company)
            if sku is not None:
                found.append((companion, sku))
    named = {companion.accessory for companion, _ in found if companion}
    for kind in wished:
        sku = _fitting(kind, product, company) if kind not in named else None
        if sku is not None:
            found.append((None, sku))
    return sorted(found, key=lambda pair: pair[0] is not None and not pair[0].needed)


def _goes_with(companion: Companion, product: Product, needs: Needs, *, wished: Sequence[str]) -> bool:
    if companion.categories and product.category not in companion.categories:
        return False
    if companion.kinds and product.attributes.get(KIND) not in companion.kinds:
        return False
    return companion.accessory in wished or all(_reaches(needs, need, low) for need, low in companion.from_need.items())


def _reaches(needs: Needs, need: str, low: float) -> bool:
    held = needs.get(need)
    if held is None or held.status not in KNOWN:
        return False
    highest = next((number for number in (held.max, held.value, held.min) if number is not None), None)
    return highest is not None and highest >= low


def _fitting(kind: str, product: Product, company: Company) -> str | None:
    """The tool's accessory of a kind; sockets only where the square fits."""
    for sku in product.accessories:
        accessory = company.products.get(sku)
        if accessory is not None and accessory.attributes.get(KIND) == kind and goes_with(accessory, product):
            return sku
    return None


def companions(sku: str, needs: Needs, company: Company) -> list[Mapping[str, object]]:
    """Answer which accessories a tool implies: [{sku, companion | None, needed}]."""
    product = company.products.get(sku)
    if product is None:
        return []
    return [
        {"sku": one, "companion": companion.id if companion else None, "needed": bool(companion and companion.needed)}
        for companion, one in implied(product, needs, company)
    ]
