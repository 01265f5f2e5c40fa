"""What somebody is interested in, by what they looked at: tags with a weight that fades, each with its reasons. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from content.catalogue.model import Company, Product, Resource
from scoring.model import Behaviour

HALF_LIFE = timedelta(days=14)
"""After which an event counts half: buyers of tools compare for weeks, and a wish of last quarter is another project."""

WEIGHTS: Mapping[str, float] = {
    "page_view": 1.0,
    "view_product": 2.0,
    "mail_click": 2.0,
    "view_price": 3.0,
    "compare": 3.0,
    "download": 4.0,
    "sample_requested": 6.0,
    "quote_requested": 6.0,
}
"""How much an event says about what it is about; others say nothing."""

FAMILY_SHARE, INDUSTRY_SHARE, TOPIC_SHARE = 0.6, 0.5, 0.4
"""How much of an event about a product counts for its family, and in all for its industries and applications."""

LEAST = 0.05

Kind = Literal["product", "family", "industry", "topic"]
Tag = tuple[Kind, str]


@dataclass(frozen=True, slots=True)
class Interest:
    """One tag: a product's SKU, a family, an industry, or a topic (`application:...`, `kind:...` of a document).

    `weight` is 1 for the strongest tag of its kind; `because` says which events it rests on, and how many of each.
    """

    kind: Kind
    key: str
    weight: float
    because: Mapping[str, int]
    last: datetime


def interests(behaviour: Iterable[Behaviour], company: Company, *, now: datetime) -> tuple[Interest, ...]:
    """Return what behaviour tells, strongest first within each kind; empty where nothing is known."""
    weights: defaultdict[Tag, float] = defaultdict(float)
    because: defaultdict[Tag, Counter[str]] = defaultdict(Counter)
    last: dict[Tag, datetime] = {}
    for event in behaviour:
        weight = WEIGHTS.get(event.event_type, 0.0) * fading(now - event.at)
        for tag, share in tags_of(event, company) if weight else ():
            weights[tag] += weight * share
            because[tag][event.event_type] += 1
            last[tag] = max(event.at, last.get(tag, event.at))
    strongest: dict[str, float] = {}
    for (kind, _), weight in weights.items():
        strongest[kind] = max(weight, strongest.get(kind, 0.0))
    found = [
        Interest(kind, key, round(weight / strongest[kind], 4), dict(because[kind, key]), last[kind, key])
        for (kind, key), weight in weights.items()
        if weight >= LEAST
    ]
    return tuple(sorted(found, key=lambda one: (one.kind, -one.weight, one.key)))


def fading(age: timedelta) -> float:
    """Return what is left of an event's weight: a half after each half-life; what lies ahead counts as now."""
    return float(0.5 ** max(0.0, age / HALF_LIFE))


def tags_of(event: Behaviour, company: Company) -> Iterator[tuple[Tag, float]]:
    """Say what an event is about: the SKUs in its value, or the page."""
    value = event.value or ""
    if value.startswith("/"):
        yield from _of_page(value, company)
        return
    for sku in value.upper().split(",")[:4]:
        if (product := company.products.get(sku)) is not None:
            yield from _of_product(product)


def _of_product(product: Product) -> Iterator[tuple[Tag, float]]:
    yield ("product", product.sku), 1.0
    yield ("family", product.category), FAMILY_SHARE
    for industry in product.industries:
        yield ("industry", industry), INDUSTRY_SHARE / len(product.industries)
    for application in product.applications:
        yield ("topic", f"application:{application}"), TOPIC_SHARE / len(product.applications)


def _of_page(path: str, company: Company) -> Iterator[tuple[Tag, float]]:
    parts = path.partition("?")[0].strip("/").split("/")
    if len(parts) != 3:
        return
    room, slug = parts[1:]
    if room == "products":
        yield from ((("family", one.id), 1.0) for one in company.categories.values() if one.slug == slug)
        if (product := company.products.get(slug.upper())) is not None:
            yield from _of_product(product)
    elif room == "solutions":
        yield from ((("industry", one.id), 1.0) for one in company.industries.values() if one.slug == slug)
    elif room == "cases":
        yield from ((("industry", one.industry), 1.0) for one in company.cases.values() if one.slug == slug)
    elif room == "resources":
        for one in company.resources.values():
            if one.slug == slug:
                yield from _of_document(one)


def _of_document(document: Resource) -> Iterator[tuple[Tag, float]]:
    yield ("topic", f"kind:{document.kind}"), 1.0
    for industry in document.industries:
        yield ("industry", industry), 1 / len(document.industries)
