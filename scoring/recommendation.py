"""What to show next: products, cases and documents by what was looked at together, what is alike, and what somebody likes. Pure."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from content.catalogue.model import Company, Product, Span
from scoring.interests import Interest

TOGETHER, ALIKE, LIKED, POPULAR = 1.0, 0.55, 0.45, 0.1
"""What each ground weighs; each lies between 0 and 1."""

SHRINK = 4.0
"""Co-visits that are needed before they weigh half of what they could: two visitors are chance."""

NEXT_SEED = 0.6
"""What an item that was looked at before the last one counts of it."""

Ground = Literal["together", "alike", "liked", "popular"]


@dataclass(frozen=True, slots=True)
class Facts:
    """What a recommendation rests on. Items are `product:SKU`, `case:id`, `resource:id`."""

    looked_at: Sequence[str] = ()
    """Newest first; none for a visitor who has just come."""
    together: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """How often another item was looked at in the visits of one that was looked at, by (item, other)."""
    popular: Mapping[str, int] = field(default_factory=dict)
    """How often each item was looked at in the visitor's language."""
    interests: Sequence[Interest] = ()
    barred: Collection[str] = ()
    """What may not be shown, because it breaks a stated hard need."""


@dataclass(frozen=True, slots=True)
class Recommendation:
    """An item, how well it suits (to be compared within one answer only), and the ground that weighs most."""

    item: str
    score: float
    ground: Ground


def recommend(
    facts: Facts, company: Company, *, most: int, kinds: Collection[str] = ("product",)
) -> tuple[Recommendation, ...]:
    """Return the best items of the wanted kinds; what was looked at just now and what is barred is left out.

    With nothing to go by, what is popular comes, then the order of the catalogue.
    """
    skipped = {*facts.looked_at, *facts.barred}
    liked = _tastes(facts.interests)
    highest = max(facts.popular.values(), default=0)
    found: list[Recommendation] = []
    for item in items(company, kinds):
        if item in skipped:
            continue
        grounds: dict[Ground, float] = {
            "together": TOGETHER * _together(item, facts),
            "alike": ALIKE * _alike(item, facts.looked_at, company),
            "liked": LIKED * _liked(item, liked, company),
            "popular": POPULAR * (math.log1p(facts.popular.get(item, 0)) / math.log1p(highest) if highest else 0.0),
        }
        ground = max(grounds, key=lambda one: grounds[one])
        found.append(Recommendation(item, round(sum(grounds.values()), 6), ground if grounds[ground] else "popular"))
    return tuple(
        sorted(found, key=lambda one: -one.score)[:most]
    )  # the sort is stable: equals stay in the catalogue's order


def items(company: Company, kinds: Collection[str]) -> Iterable[str]:
    """List every item of some kinds, in the catalogue's order; accessories are shown with their tools, not here."""
    if "product" in kinds:
        yield from (f"product:{one.sku}" for one in company.products.values() if not one.is_accessory)
    if "case" in kinds:
        yield from (f"case:{one}" for one in company.cases)
    if "resource" in kinds:
        yield from (f"resource:{one}" for one in company.resources)


def item_of_page(path: str, company: Company) -> str | None:
    """Return what a page of the site is about; None where that is nothing to recommend."""
    parts = path.partition("?")[0].strip("/").split("/")
    return item_at(parts[1], parts[2], company) if len(parts) == 3 else None


def item_at(room: str, slug: str, company: Company) -> str | None:
    """Return the item with a slug in a room of the site."""
    if room == "products":
        item = company.products.get(slug.upper())
        return f"product:{item.sku}" if item is not None and item.slug == slug else None
    if room == "cases":
        return next((f"case:{one.id}" for one in company.cases.values() if one.slug == slug), None)
    if room == "resources":
        return next((f"resource:{one.id}" for one in company.resources.values() if one.slug == slug), None)
    return None


def _together(item: str, facts: Facts) -> float:
    """Return the share of visits of what was looked at that also went to the item, cautious where there are few."""
    score, weight, weights = 0.0, 1.0, 0.0
    for seen in facts.looked_at:
        whole = sum(count for (one, _), count in facts.together.items() if one == seen)
        if whole:
            most = max(count for (one, _), count in facts.together.items() if one == seen)
            count = facts.together.get((seen, item), 0)
            score += weight * (count / most) * (whole / (whole + SHRINK))
        weights += weight
        weight *= NEXT_SEED
    return score / weights if weights else 0.0


def _alike(item: str, looked_at: Sequence[str], company: Company) -> float:
    score, weight, weights = 0.0, 1.0, 0.0
    for seen in looked_at:
        score += weight * likeness(seen, item, company)
        weights += weight
        weight *= NEXT_SEED
    return score / weights if weights else 0.0


def likeness(one: str, other: str, company: Company) -> float:
    """Return how alike two items are by the catalogue, from 0 to 1."""
    first, second = _marks(one, company), _marks(other, company)
    if not first or not second:
        return 0.0
    shared = sum(min(weight, second[mark]) for mark, weight in first.items() if mark in second)
    return shared / (sum(first.values()) + sum(second.values()) - shared)


def _marks(item: str, company: Company) -> Mapping[str, float]:
    return _all_marks(_Held(company)).get(item, {})


class _Held:
    """A company as a key: the same object is the same key."""

    def __init__(self, company: Company) -> None:
        self.company = company

    def __hash__(self) -> int:
        return id(self.company)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held) and other.company is self.company


@lru_cache(maxsize=2)
def _all_marks(held: _Held) -> Mapping[str, Mapping[str, float]]:
    """Describe every item of a company by what can be compared: family, industries, applications, values, bands of figures."""
    company = held.company
    marks: dict[str, Mapping[str, float]] = {
        f"product:{one.sku}": _product_marks(one, company) for one in company.products.values()
    }
    for case in company.cases.values():
        used = [company.products[sku] for sku in case.products if sku in company.products]
        marks[f"case:{case.id}"] = {
            f"industry:{case.industry}": 1.0,
            **{f"sku:{product.sku}": 2.0 for product in used},
            **{f"family:{product.category}": 1.5 for product in used},
        }
    for document in company.resources.values():
        marks[f"resource:{document.id}"] = {
            **{f"sku:{sku}": 2.0 for sku in document.products},
            **{f"family:{category}": 1.5 for category in document.categories},
            **{f"industry:{industry}": 1.0 for industry in document.industries},
        }
    return marks


def _product_marks(product: Product, company: Company) -> dict[str, float]:
    marks = {f"sku:{product.sku}": 1.0, f"family:{product.category}": 2.0}
    marks |= {f"industry:{one}": 1.0 / len(product.industries) for one in product.industries}
    marks |= {f"application:{one}": 1.0 / len(product.applications) for one in product.applications}
    key = company.categories[product.category].key_attributes
    for name, value in product.attributes.items():
        weight = 1.0 if name in key else 0.3
        for mark in _value_marks(value):
            marks[f"{name}={mark}"] = weight
    return marks


def _value_marks(value: object) -> list[str]:
    """Name a value so that near figures have the same name: bands of a factor of 1.6."""
    if isinstance(value, bool):
        return [str(value)]
    if isinstance(value, int | float):
        return [_band(float(value))]
    if isinstance(value, Span):
        return [f"to {_band(value.max)}"]
    if isinstance(value, tuple):
        return [str(one) for one in value]
    return [value] if isinstance(value, str) else []


def _band(figure: float) -> str:
    return "0" if figure == 0 else f"{math.copysign(1, figure):.0f}x{round(math.log(abs(figure), 1.6))}"


def _tastes(found: Iterable[Interest]) -> Mapping[str, float]:
    names = {"product": "sku", "family": "family", "industry": "industry"}
    tastes: dict[str, float] = {}
    for one in found:
        name = f"{names[one.kind]}:{one.key}" if one.kind in names else one.key
        tastes[name] = max(one.weight, tastes.get(name, 0.0))
    return tastes


def _liked(item: str, tastes: Mapping[str, float], company: Company) -> float:
    """Return how much of an item's marks are what somebody likes."""
    marks = {mark: weight for mark, weight in _marks(item, company).items() if "=" not in mark}
    if not tastes or not marks:
        return 0.0
    return sum(weight * tastes.get(mark, 0.0) for mark, weight in marks.items()) / sum(marks.values())
