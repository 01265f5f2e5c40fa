"""The source of truth for what a buyer prefers among tools that fit: the lightest, the cheapest, the simplest first."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.matching import given
from advisor.model import Needs, NeedStatus, NeedValue
from content.catalogue.model import Company, Product, Span

PREFERENCE = "preference"
"""In the record like the sorts of product; it ranks and never excludes, and is neither asked for nor shown as a need."""
LEAST, MOST = "least", "most"
RATHER = "rather"
"""One choice of a need before others that would do as well: `rather.power.cordless`."""
PRICE, COMPLEXITY = "price", "complexity"
"""What may be preferred beside the attributes of the pack."""


def prefer(needs: Needs, sought: Sequence[str], *, turn: int) -> Needs:
    """Put what is preferred into the record; what is preferred anew takes the place of what was before."""
    named = tuple(one for one in sought if one.partition(".")[0] in (LEAST, MOST, RATHER))
    return {**needs, PREFERENCE: NeedValue(NeedStatus.INFERRED, turn, values=named)} if named else needs


def preferred(needs: Needs) -> tuple[str, ...]:
    """Return what is preferred, as `least.weight`, the first first."""
    return needs[PREFERENCE].values if PREFERENCE in needs else ()


def rank(product: Product, wishes: Sequence[str], company: Company) -> tuple[float, ...]:
    """Return by what to sort, the smallest first; what a product does not tell stands last."""
    return tuple(_size(product, wish, company) for wish in wishes)


def _size(product: Product, wish: str, company: Company) -> float:
    direction, _, name = wish.partition(".")
    if direction == RATHER:
        need, _, choice = name.partition(".")
        match = company.needs[need].match if need in company.needs else None
        offered = product.attributes.get(match.attribute) if match else None
        return 0.0 if offered is not None and choice in given(offered) else 1.0
    if name == PRICE:
        size = list_price(product, company)
    elif name == COMPLEXITY:
        size = _complexity(product)
    else:
        size = _number(product.attributes.get(name))
    if size is None:
        return float("inf")
    return size if direction == LEAST else -size


def list_price(product: Product, company: Company) -> float | None:
    """The price of one in the base currency, by the general list."""
    base = company.identity.base_currency
    listed = (p for p in company.prices if p.sku == product.sku and p.currency == base and not p.price_list)
    found = (float(p.unit_price) for p in listed)
    return max(found, default=None)


def _complexity(product: Product) -> float:
    """How much there is to set up and to learn: what it has, and the choices that it lists."""
    held = product.attributes.values()
    return float(sum(len(one) if isinstance(one, tuple) else one is True for one in held))


def _number(value: object) -> float | None:
    if isinstance(value, Span):
        return value.max
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
