"""The source of truth for how one product fares against all needs: fulfilled with which options, broken, how well it fits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from advisor.derived import KNOWN
from advisor.families import CATEGORY, FAMILY, FORM, KIND
from advisor.matching import Check, constrains, meets, plain, wanted, with_option
from advisor.model import Needs, NeedStatus, NeedValue
from content.catalogue.model import AttributeValue, Company, Match, Need, Option, Product

COMPANIONS: Mapping[str, tuple[str, ...]] = {"voltage": ("supply_voltage",)}
"""Attributes that fulfil a need as well as the one it names: a wide-range supply serves 120 V and 230 V."""

CONTEXT = ("industry", "application")
"""Needs that products list themselves (`industries`, `applications`) instead of giving an attribute."""

LENGTHS = ("mm", "m")
"""Units of what must fit into a place: who does not tell how high a head is has not shown that it fits."""

SORT_WEIGHT = 3.0
"""How much it counts that a product is of the kind and the design that the buyer named."""


_WEIGHED = frozenset({*KNOWN, NeedStatus.PROPOSED})


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
    besides: int = 0
    """How many hard needs say nothing of it: a mains voltage, where it takes none. What takes it goes before."""
    named: int = 0
    """Rises with how many of the kind and the design that the buyer named it is of, and whether it is of their family."""
    met: tuple[Mapping[str, Any], ...] = ()
    soft_missed: tuple[str, ...] = ()
    broken: tuple[Broken, ...] = ()
    options: tuple[str, ...] = ()
    attributes: Mapping[str, AttributeValue] = field(default_factory=dict)

    @property
    def gap(self) -> float:
        return sum(broken.check.gap for broken in self.broken)


@dataclass(frozen=True, slots=True)
class Demands:
    """What the needs ask of every product, gathered once for a whole catalogue."""

    needs: Needs
    hard: tuple[tuple[Need, NeedValue], ...]
    """The hard needs that are known, with their values."""
    weighed: tuple[tuple[Need, NeedValue, float], ...]
    """All that ranks or excludes, with its weight."""
    sorts: Mapping[str, frozenset[str]]
    """What was named of family, kind and design."""
    families: frozenset[str]
    """The families of the kind that was named."""
    exact: frozenset[str] = frozenset()
    """The sorts that exclude what is not of them, rather than rank it behind."""


def demands_of(needs: Needs, company: Company) -> Demands:
    """Gather what needs ask of every product."""
    sorts = {name: wanted(needs[name]) for name in FAMILY if name in needs}
    weighed = (
        (need, needs[need.id], need.weight * (1.0 if needs[need.id].status in KNOWN else 0.5))
        for need in company.needs.values()
        if need.id in needs and needs[need.id].status in _WEIGHED and constrains(needs[need.id])
    )
    families = _families_of(sorts[KIND], company) if KIND in sorts else frozenset[str]()
    exact = {name for name in sorts if needs[name].status in ((NeedStatus.STATED,) if name == KIND else KNOWN)}
    if _is_design(sorts, families):
        exact.add(KIND)
    return Demands(needs, tuple(constraints(needs, company)), tuple(weighed), sorts, families, frozenset(exact))


def _is_design(sorts: Mapping[str, frozenset[str]], families: frozenset[str]) -> bool:
    """Whether one kind was named, and no family beside its own: a click wrench, a pulse tool, a low-profile wrench.

    A name that several kinds go by ("nutrunner") tells no design.
    """
    return len(sorts.get(KIND, ())) == 1 and bool(families) and families <= sorts.get(CATEGORY, families)


def judge(product: Product, demands: Demands, company: Company) -> Judged:
    """Judge one product, fitting options where the bare product does not do."""
    attributes: Mapping[str, AttributeValue] = product.attributes
    options: tuple[str, ...] = ()
    checks: dict[str, Check] = {}
    for need, value in demands.hard:
        if _says_nothing(need, value, product, attributes=attributes, company=company):
            continue
        check = checks[need.id] = _check(need.match, value, attributes)
        if check.fulfilled:
            continue
        for option in _options_for(product, need, value, attributes=attributes, company=company):
            attributes = _fitted(attributes, option, company)
            options = (*options, option.id)
    # an option that is fitted may change what was checked before it
    known = {} if options else checks
    return _weigh(product, demands, company, attributes=attributes, options=options, known=known)


def constraints(needs: Needs, company: Company) -> list[tuple[Need, NeedValue]]:
    """Return the hard needs that are known, with their values."""
    return [
        (need, needs[need.id])
        for need in company.needs.values()
        if need.match
        and need.match.hard
        and need.id in needs
        and needs[need.id].status in KNOWN
        and constrains(needs[need.id])
    ]


def _says_nothing(
    need: Need, value: NeedValue, product: Product, *, attributes: Mapping[str, AttributeValue], company: Company
) -> bool:
    """Whether a need does not bear on a product that gives no value to compare it with.

    Everything else that a data sheet does not tell is not fulfilled: an interface, a zone, a class, a speed, a battery
    charge, and room that a tool must fit into are demands, and who does not tell them has not shown that they are met.
    """
    match = need.match
    if match is None or attributes.get(match.attribute) is not None:
        return False
    if product.is_accessory and need.yields:
        return True  # a battery has no torque to fall short of
    if need.implied and match.rule == "at_most":
        return need.unit not in LENGTHS  # a wrench without a motor makes no noise that a data sheet tells
    figure = next((one for one in (value.value, value.max, value.min) if one is not None), 0.0)
    of_site = match.at_the_site_from is not None and figure >= match.at_the_site_from
    return of_site and match.attribute not in company.categories[product.category].attributes


def _check(match: Match | None, value: NeedValue, attributes: Mapping[str, AttributeValue]) -> Check:
    assert match is not None
    own = meets(match, value, attributes.get(match.attribute))
    if own.fulfilled or match.attribute not in COMPANIONS:
        return own
    others = (meets(match, value, attributes.get(name)) for name in COMPANIONS[match.attribute])
    return next((check for check in others if check.fulfilled), own)


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
    demands: Demands,
    company: Company,
    *,
    attributes: Mapping[str, AttributeValue],
    options: tuple[str, ...],
    known: Mapping[str, Check],
) -> Judged:
    points, weights, besides = 0.0, 0.0, 0
    met: list[Mapping[str, Any]] = []
    missed: list[str] = []
    broken: list[Broken] = _family(product, demands)
    for need, value, weight in demands.weighed:
        if need.id in CONTEXT:
            listed = _listed(product, need.id, value, company=company)
            points, weights = points + weight * listed, weights + weight
            if listed >= 1:
                met.append({"need": need.id, "attribute": None, "offered": None, "option": None})
        elif need.match is not None:
            if _says_nothing(need, value, product, attributes=attributes, company=company):
                besides += need.match.at_the_site_from is not None
                continue
            check = known.get(need.id) or _check(need.match, value, attributes)
            weights += weight
            if check.fulfilled:
                points += weight * check.closeness
                met.append(_met(need, product, attributes, options=options))
            elif need.match.hard and value.status in KNOWN:
                broken.append(Broken(need.id, need.match.attribute, check))
            else:
                missed.append(need.id)
    sorts = [name for name in (KIND, FORM) if name in demands.sorts]
    of_sort = sum(str(product.attributes.get(name, "")) in demands.sorts[name] for name in sorts)
    points, weights = points + SORT_WEIGHT * of_sort, weights + SORT_WEIGHT * len(sorts)
    named = 2 * of_sort + (product.category in demands.families)
    fit = (points / weights if weights else 0.5) * (0.97 if options else 1.0)
    met.sort(key=lambda item: -company.needs[item["need"]].weight - (100 if item["attribute"] else 0))
    return Judged(product, round(fit, 3), besides, named, tuple(met), tuple(missed), tuple(broken), options, attributes)


def _families_of(kinds: frozenset[str], company: Company) -> frozenset[str]:
    return frozenset(p.category for p in company.products.values() if p.attributes.get(KIND) in kinds)


def _family(product: Product, demands: Demands) -> list[Broken]:
    if not demands.sorts:
        return []
    held = {CATEGORY: product.category, **{name: str(product.attributes.get(name, "")) for name in (KIND, FORM)}}
    return [
        Broken(name, name, Check(fulfilled=False, gap=3.0))
        for name, named in demands.sorts.items()
        if name in demands.exact and named and held[name] not in named
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
    fitted = next((o.id for o in product.options if o.id in options and attribute in o.sets), None) if options else None
    return {"need": need.id, "attribute": attribute, "offered": plain(attributes.get(attribute)), "option": fitted}
