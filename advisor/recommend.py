"""The source of truth for which products fit: hard needs exclude with their reason kept, soft ones rank."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.derived import as_json
from advisor.families import FAMILY, KIND, SERVES, goes_with
from advisor.judging import Judged, constraints, demands_of, judge
from advisor.matching import plain, wanted
from advisor.model import JsonObject, Needs, NeedStatus
from advisor.preferences import preferred, rank
from content.catalogue.model import Company, Product, Span
from content.catalogue.once import once_per_company

MOST_EXCLUDED = 3
MOST_FITS = 8
MOST_GIVEN_UP = 2
"""Needs that a buyer may be asked to give up at once."""


def find_products(needs: Needs, company: Company) -> JsonObject:
    """Judge the whole catalogue.

    Result: `fits` [{sku, fit, met: [{need, attribute, offered, option}], soft_missed: [need], options}] best first, at most 8;
    `candidates`: SKUs of all that fit; `excluded` (nearest others that fail) and `near` (the nearest misses, where nothing
    fits): [{sku, need, attribute, required, offered, short_by, broken: [need]}]; `together`: two SKUs that cover a range between
    them, where no single one does; `others`: SKUs of other families that fulfil everything else; `relaxed`: {needs, skus}, what
    would fit if these one or two were given up; `considered`: how many were judged.
    """
    demands = demands_of(needs, company)
    judged = [judge(product, demands, company) for product in main_products(needs, company)]
    wishes = preferred(needs)
    fits = sorted(
        (j for j in judged if not j.broken),
        key=lambda j: (-j.named, j.besides, rank(j.product, wishes, company), -j.fit),
    )
    missed = sorted((j for j in judged if j.broken), key=lambda j: (len(j.broken), j.gap, -j.named, -j.fit))
    of_family = [j for j in missed if not any(broken.need in FAMILY for broken in j.broken)]
    turned_away = [j for j in missed if fits and fits[0].besides and _only_for_the_site(j, company)]
    turned_away.sort(key=lambda j: j.broken[0].check.short_by or 0.0)
    nearest = [_exclusion(j, needs) for j in (turned_away or of_family or missed)[:MOST_EXCLUDED]]
    return {
        "fits": [_fit(j) for j in fits[:MOST_FITS]],
        "candidates": [j.product.sku for j in fits],
        "excluded": nearest if fits else [],
        "near": [] if fits else nearest,
        "together": [] if fits else _pair(missed, needs, company),
        "others": [] if fits else _other_families(needs, company),
        "relaxed": None if fits else _relaxed(missed, needs, company),
        "considered": len(judged),
    }


def _only_for_the_site(judged: Judged, company: Company) -> bool:
    """Whether a product fails in nothing but what there is at the site: it takes a mains, and not this one."""
    held = [company.needs[one.need].match for one in judged.broken if one.need in company.needs]
    return len(judged.broken) == 1 and any(match and match.at_the_site_from is not None for match in held)


def _other_families(needs: Needs, company: Company) -> list[str]:
    """What fits when the family that was named is left out of account."""
    if not any(name in needs for name in FAMILY):
        return []
    rest = {name: value for name, value in needs.items() if name not in FAMILY}
    return list(find_products(rest, company)["candidates"][:MOST_EXCLUDED])


def _relaxed(missed: Sequence[Judged], needs: Needs, company: Company) -> JsonObject | None:
    """The one or two lightest hard needs without which something fits.

    What decides most and what concerns safety are not given up; neither is judged anew: a product fits without what it breaks.
    """
    held = {need.id: need for need, _ in constraints(needs, company)}
    heaviest = max(held.values(), key=lambda need: need.weight, default=None)
    kept = {need.id for need in held.values() if need is heaviest or not need.yields}
    broken = {j.product.sku: frozenset(each.need for each in j.broken) - set(FAMILY) for j in missed}
    ways = {gone for gone in broken.values() if 0 < len(gone) <= MOST_GIVEN_UP and not gone & kept}
    if not ways:
        return None
    way = min(ways, key=lambda gone: (len(gone), sum(held[name].weight for name in gone), sorted(gone)))
    fits = sorted((j for j in missed if broken[j.product.sku] <= way), key=lambda j: (-j.named, -j.fit))
    return {"needs": sorted(way), "skus": [j.product.sku for j in fits[:MOST_EXCLUDED]]}


def main_products(needs: Needs, company: Company) -> tuple[Product, ...]:
    """The products that can answer a wish: accessories only where their family or kind was asked for by name."""
    if KIND in needs and needs[KIND].status is NeedStatus.STATED:  # an accessory alone
        served = (
            [company.products[sku] for sku in needs[SERVES].values if sku in company.products]
            if SERVES in needs
            else []
        )
        named = (p for p in company.products.values() if p.attributes.get(KIND) in wanted(needs[KIND]))
        return tuple(p for p in named if all(goes_with(p, one) for one in served))
    asked = frozenset().union(*(wanted(needs[name]) for name in FAMILY if name in needs))
    main = _defining_attribute(company)
    return tuple(
        product
        for product in company.products.values()
        if (product.category in asked and (not product.is_accessory or product.category in _of_accessories(company)))
        or product.attributes.get("kind") in asked
        or (not product.is_accessory and (main is None or main in product.attributes))
    )


@once_per_company
def _of_accessories(company: Company) -> frozenset[str]:
    """Families that hold accessories only."""
    main = {product.category for product in company.products.values() if not product.is_accessory}
    return frozenset(company.categories) - main


@once_per_company
def _defining_attribute(company: Company) -> str | None:
    """The attribute of the weightiest hard need; what lacks it (a controller alone) only completes a main product."""
    hard = [need for need in company.needs.values() if need.match and need.match.hard]
    heaviest = max(hard, key=lambda need: need.weight, default=None)
    return heaviest.match.attribute if heaviest and heaviest.match else None


def _fit(judged: Judged) -> JsonObject:
    return {
        "sku": judged.product.sku,
        "fit": judged.fit,
        "met": list(judged.met),
        "soft_missed": list(judged.soft_missed),
        "options": list(judged.options),
    }


def _exclusion(judged: Judged, needs: Needs) -> JsonObject:
    worst = max(judged.broken, key=lambda broken: broken.check.gap)
    offered = (
        judged.product.category if worst.attribute == "category" else plain(judged.attributes.get(worst.attribute))
    )
    return {
        "sku": judged.product.sku,
        "need": worst.need,
        "attribute": worst.attribute,
        "required": as_json(needs[worst.need]),
        "offered": offered,
        "short_by": worst.check.short_by,
        "broken": [broken.need for broken in judged.broken],
    }


def _pair(missed: Sequence[Judged], needs: Needs, company: Company) -> list[str]:
    """The two products that fail only because no single one spans a range, and that span it together; the fittest pair."""
    for need in company.needs.values():
        if need.match is None or need.match.rule != "covers" or need.id not in needs:
            continue
        low, high = needs[need.id].min, needs[need.id].max
        only = [(j, j.attributes.get(need.match.attribute)) for j in missed if [b.need for b in j.broken] == [need.id]]
        spans = [(judged, span) for judged, span in only if isinstance(span, Span)]
        pairs = [
            (span_a.max - span_a.min + span_b.max - span_b.min, a.product.sku, b.product.sku)
            for a, span_a in spans
            for b, span_b in spans
            if low is not None and high is not None
            and span_a.min <= low and span_b.max >= high and span_a.max >= span_b.min
        ]  # fmt: skip
        if pairs:
            _, smaller, larger = min(pairs)
            return [smaller, larger]
    return []
