"""The source of truth for which products fit: hard needs exclude with their reason kept, soft ones rank."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from advisor.derived import FAMILY, KNOWN, as_json
from advisor.matching import Check, constrains, meets, plain, wanted, with_option
from advisor.model import JsonObject, Needs, NeedStatus, NeedValue
from content.catalogue.model import AttributeValue, Company, Match, Need, Option, Product, Span

COMPANIONS: Mapping[str, tuple[str, ...]] = {"voltage": ("supply_voltage",)}
"""Attributes that fulfil a need as well as the one it names: a wide-range supply serves 120 V and 230 V."""

CONTEXT = ("industry", "application")
"""Needs that products list themselves (`industries`, `applications`) instead of giving an attribute."""

KIND_WEIGHT = 2.0
"""How much it counts that a product is of the kind that the buyer named."""

MOST_EXCLUDED = 3
MOST_FITS = 8


@dataclass(frozen=True, slots=True)
class Broken:
    """A need that a product does not fulfil."""

    need: str
    attribute: str
    check: Check


@dataclass(frozen=True, slots=True)
class Judged:
    """A product against all needs."""

    product: Product
    fit: float
    met: tuple[Mapping[str, Any], ...] = ()
    soft_missed: tuple[str, ...] = ()
    broken: tuple[Broken, ...] = ()
    options: tuple[str, ...] = ()
    attributes: Mapping[str, AttributeValue] = field(default_factory=dict)

    @property
    def gap(self) -> float:
        return sum(broken.check.gap for broken in self.broken)


def find_products(needs: Needs, company: Company) -> JsonObject:
    """Judge the whole catalogue.

    Result: `fits` [{sku, fit, met: [{need, attribute, offered, option}], soft_missed: [need], options}] best first, at most 8;
    `candidates`: SKUs of all that fit; `excluded` (nearest others that fail) and `near` (the nearest misses, where nothing
    fits): [{sku, need, attribute, required, offered, short_by, broken: [need]}]; `together`: two SKUs that cover a range between
    them, where no single one does; `others`: SKUs of other families that fulfil everything else; `considered`: how many
    were judged.
    """
    judged = [judge(product, needs, company) for product in main_products(needs, company)]
    fits = sorted((j for j in judged if not j.broken), key=lambda j: -j.fit)
    missed = sorted((j for j in judged if j.broken), key=lambda j: (len(j.broken), j.gap, -j.fit))
    of_family = [j for j in missed if not any(broken.need in FAMILY for broken in j.broken)]
    nearest = [_exclusion(j, needs) for j in (of_family or missed)[:MOST_EXCLUDED]]
    return {
        "fits": [_fit(j) for j in fits[:MOST_FITS]],
        "candidates": [j.product.sku for j in fits],
        "excluded": nearest if fits else [],
        "near": [] if fits else nearest,
        "together": [] if fits else _pair(missed, needs, company),
        "others": [] if fits else _other_families(needs, company),
        "considered": len(judged),
    }


def _other_families(needs: Needs, company: Company) -> list[str]:
    """What fits when the family that was named is left out of account."""
    if "category" not in needs:
        return []
    rest = {name: value for name, value in needs.items() if name not in FAMILY}
    return list(find_products(rest, company)["candidates"][:MOST_EXCLUDED])


def main_products(needs: Needs, company: Company) -> tuple[Product, ...]:
    """The products that can answer a wish: accessories only where their family or kind was asked for by name."""
    asked = frozenset().union(*(wanted(needs[name]) for name in FAMILY if name in needs))
    main = _defining_attribute(company)
    return tuple(
        product
        for product in company.products.values()
        if (product.category in asked and (not product.is_accessory or product.category in _of_accessories(company)))
        or product.attributes.get("kind") in asked
        or (not product.is_accessory and (main is None or main in product.attributes))
    )


def _of_accessories(company: Company) -> frozenset[str]:
    """Families that hold accessories only."""
    main = {product.category for product in company.products.values() if not product.is_accessory}
    return frozenset(company.categories) - main


def _defining_attribute(company: Company) -> str | None:
    """The attribute of the weightiest hard need; what lacks it (a controller alone) only completes a main product."""
    hard = [need for need in company.needs.values() if need.match and need.match.hard]
    heaviest = max(hard, key=lambda need: need.weight, default=None)
    return heaviest.match.attribute if heaviest and heaviest.match else None


def judge(product: Product, needs: Needs, company: Company) -> Judged:
    """Judge one product, fitting options where the bare product does not do."""
    attributes: Mapping[str, AttributeValue] = product.attributes
    options: tuple[str, ...] = ()
    for need, value in _constraints(needs, company):
        if _check(need.match, value, attributes).fulfilled:
            continue
        for option in _options_for(product, need, value, attributes=attributes, company=company):
            attributes = _fitted(attributes, option, company)
            options = (*options, option.id)
    return _weigh(product, needs, company, attributes=attributes, options=options)


def _constraints(needs: Needs, company: Company) -> list[tuple[Need, NeedValue]]:
    """The hard needs that are known, with their values."""
    return [
        (need, needs[need.id])
        for need in company.needs.values()
        if need.match
        and need.match.hard
        and need.id in needs
        and needs[need.id].status in KNOWN
        and constrains(needs[need.id])
    ]


def _check(match: Match | None, value: NeedValue, attributes: Mapping[str, AttributeValue]) -> Check:
    assert match is not None
    names = (match.attribute, *COMPANIONS.get(match.attribute, ()))
    checks = [meets(match, value, attributes.get(name)) for name in names]
    return next((check for check in checks if check.fulfilled), checks[0])


def _fitted(attributes: Mapping[str, AttributeValue], option: Option, company: Company) -> Mapping[str, AttributeValue]:
    changed = {
        name: with_option(company.attributes[name], attributes.get(name), value)
        for name, value in option.sets.items()
        if name in company.attributes
    }
    return {**attributes, **changed}


def _options_for(
    product: Product, need: Need, value: NeedValue, *, attributes: Mapping[str, AttributeValue], company: Company
) -> tuple[Option, ...]:
    """The fewest options that make a product fulfil a need; none where none do."""
    assert need.match is not None
    helping = [option for option in product.options if need.match.attribute in option.sets]
    for option in helping:
        if _check(need.match, value, _fitted(attributes, option, company)).fulfilled:
            return (option,)
    together = attributes
    for option in helping:
        together = _fitted(together, option, company)
    return tuple(helping) if len(helping) > 1 and _check(need.match, value, together).fulfilled else ()


def _weigh(
    product: Product,
    needs: Needs,
    company: Company,
    *,
    attributes: Mapping[str, AttributeValue],
    options: tuple[str, ...],
) -> Judged:
    points, weights = 0.0, 0.0
    met: list[Mapping[str, Any]] = []
    missed: list[str] = []
    broken: list[Broken] = _family(product, needs)
    for need in company.needs.values():
        value = needs.get(need.id)
        if value is None or value.status not in {*KNOWN, NeedStatus.PROPOSED} or not constrains(value):
            continue
        weight = need.weight * (1.0 if value.status in KNOWN else 0.5)
        if need.id in CONTEXT:
            listed = _listed(product, need.id, value, company=company)
            points, weights = points + weight * listed, weights + weight
            if listed >= 1:
                met.append({"need": need.id, "attribute": None, "offered": None, "option": None})
        elif need.match is not None:
            check = _check(need.match, value, attributes)
            weights += weight
            if check.fulfilled:
                points += weight * check.closeness
                met.append(_met(need, product, attributes, options=options))
            elif need.match.hard and value.status in KNOWN:
                broken.append(Broken(need.id, need.match.attribute, check))
            else:
                missed.append(need.id)
    kind = needs.get("kind")
    if kind is not None and kind.status is NeedStatus.INFERRED:
        named = str(product.attributes.get("kind", "")) in wanted(kind)
        points, weights = points + KIND_WEIGHT * named, weights + KIND_WEIGHT
    fit = (points / weights if weights else 0.5) * (0.97 if options else 1.0)
    met.sort(key=lambda item: -company.needs[item["need"]].weight - (100 if item["attribute"] else 0))
    return Judged(product, round(fit, 3), tuple(met), tuple(missed), tuple(broken), options, attributes)


def _family(product: Product, needs: Needs) -> list[Broken]:
    held = {"category": {product.category}, "kind": {str(product.attributes.get("kind", ""))}}
    return [
        Broken(name, name, Check(fulfilled=False, gap=3.0))
        for name in FAMILY
        if name in needs
        and needs[name].status in (KNOWN if name == "category" else (NeedStatus.STATED,))
        and wanted(needs[name])
        and not wanted(needs[name]) & held[name]
    ]


def _listed(product: Product, need: str, value: NeedValue, *, company: Company) -> float:
    """1 where the product names the industry or application; a little more certain where the industry recommends it."""
    names = product.industries if need == "industry" else product.applications
    if not wanted(value) & set(names):
        return 0.0
    industry = company.industries.get(value.value_id or "")
    return 1.0 if need != "industry" or industry is None or product.sku in industry.recommended else 0.9


def _met(
    need: Need, product: Product, attributes: Mapping[str, AttributeValue], *, options: tuple[str, ...]
) -> Mapping[str, Any]:
    assert need.match is not None
    attribute = need.match.attribute
    fitted = next((o.id for o in product.options if o.id in options and attribute in o.sets), None)
    return {"need": need.id, "attribute": attribute, "offered": plain(attributes.get(attribute)), "option": fitted}


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
