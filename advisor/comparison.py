"""The source of truth for comparison tables: which attributes are shown, in which order, and which value is the best."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from advisor.matching import plain
from advisor.model import JsonObject
from content.catalogue.model import Attribute, AttributeValue, Company, Competitor, Span

FEWEST, MOST = 4, 8


def compare(skus: Sequence[str], competitor: str | None, company: Company) -> JsonObject:
    """Set products side by side, and a competitor's model where one is named.

    Result: `columns` [{sku | None, name}], `rows` [{attribute, values: [JSON | None], best: [index]}] (4 to 8 that differ, key
    attributes first, filled up with equal key attributes), `sources` (titles of the competitor's data sheets, by language).
    """
    products = [company.products[sku] for sku in skus if sku in company.products]
    columns: list[dict[str, str | None]] = [{"sku": product.sku, "name": product.sku} for product in products]
    values: list[Mapping[str, AttributeValue]] = [product.attributes for product in products]
    sources: list[dict[str, str]] = []
    rival = company.competitors.get(competitor or "")
    if rival is not None:
        columns.append({"sku": None, "name": f"{rival.brand} {rival.model}"})
        values.append(rival.attributes)
        sources.append(dict(rival.source.root))
    ordered = _attributes_in_order([product.category for product in products], company)
    rows = [_row(company.attributes[name], values) for name in ordered if any(name in held for held in values)]
    differing = [row for row in rows if _differs(row)]
    equal = [row for row in rows if not _differs(row)]
    shown = differing[:MOST] + equal[: max(FEWEST - len(differing), 0)]
    return {"columns": columns, "rows": shown, "sources": sources}


def differences(table: JsonObject, company: Company, *, column: int = 0) -> dict[str, list[JsonObject]]:
    """How a column fares against the last one, row by row of a table: `better` and `worse`, [{attribute, ours, theirs}].

    Figures are compared by what is an advantage, lists by what one has and the other lacks; what a maker does not state is left out.
    """
    found: dict[str, list[JsonObject]] = {"better": [], "worse": []}
    for row in table["rows"]:
        ours, theirs = row["values"][column], row["values"][-1]
        if ours is None or theirs is None or ours == theirs:
            continue
        point = {"attribute": row["attribute"], "ours": ours, "theirs": theirs}
        for verdict in _verdicts(company.attributes[row["attribute"]], ours, theirs):
            found[verdict].append(point)
    return found


def _verdicts(attribute: Attribute, ours: Any, theirs: Any) -> list[str]:
    if isinstance(ours, Mapping) and isinstance(theirs, Mapping):
        # reaching further counts first, beginning lower second
        return ["better"] if (ours["max"], -ours["min"]) > (theirs["max"], -theirs["min"]) else ["worse"]
    if isinstance(ours, list) and isinstance(theirs, list):
        return [*(["better"] if set(ours) - set(theirs) else []), *(["worse"] if set(theirs) - set(ours) else [])]
    if attribute.better is None or isinstance(ours, bool | str) or isinstance(theirs, bool | str):
        return []
    return ["better"] if (ours > theirs) == (attribute.better == "higher") else ["worse"]


def neighbours(sku: str, company: Company) -> tuple[str | None, str | None]:
    """The next smaller and the next larger product of the same kind, by the figure that decides most."""
    product = company.products[sku]
    key = next(iter(company.categories[product.category].key_attributes), "")
    size = number_of(product.attributes.get(key))
    sizes = [
        (number, other.sku)
        for other in company.products.values()
        if other.attributes.get("kind") == product.attributes.get("kind")
        and (number := number_of(other.attributes.get(key))) is not None
    ]
    if size is None:
        return None, None
    below = max((pair for pair in sizes if pair[0] < size), default=None)
    above = min((pair for pair in sizes if pair[0] > size), default=None)
    return below and below[1], above and above[1]


def equivalents(rival: Competitor, company: Company) -> tuple[str, ...]:
    """Our products against another maker's model, the nearest first: those that name it, else those of its family."""
    listed = [product for product in company.products.values() if rival.id in product.competitors]
    family = [product for product in company.products.values() if product.category == rival.category]
    keys = company.categories[rival.category].key_attributes if rival.category in company.categories else ()
    ranked = sorted(listed or family, key=lambda product: _distance(product.attributes, rival.attributes, keys))
    return tuple(product.sku for product in ranked)


NEARLY = 0.06
"""By how much a product's figures may lie farther from another maker's model than the nearest one's, and still stand in for it."""


def stand_ins(skus: Sequence[str], rival: Competitor, company: Company) -> dict[str, float]:
    """Which of these products can stand in for another maker's model: the first, and those nearly as near; 1 is the same figures."""
    keys = company.categories[rival.category].key_attributes if rival.category in company.categories else ()
    apart = {sku: _distance(company.products[sku].attributes, rival.attributes, keys) for sku in skus}
    other_kind, nearest = apart[skus[0]]
    return {
        sku: round(1 - gap, 3)
        for sku, (other, gap) in apart.items()
        if sku == skus[0] or (other <= other_kind and gap <= nearest + NEARLY)
    }


def _distance(
    ours: Mapping[str, AttributeValue], theirs: Mapping[str, AttributeValue], keys: Sequence[str]
) -> tuple[bool, float]:
    """Another kind stands behind; then how far the key figures lie apart, each relative to the larger."""
    gaps = []
    for name in keys:
        one, other = number_of(ours.get(name)), number_of(theirs.get(name))
        if one is not None and other is not None and max(one, other) > 0:
            gaps.append(abs(one - other) / max(one, other))
    return ours.get("kind") != theirs.get("kind"), sum(gaps) / len(gaps) if gaps else 1.0


def _attributes_in_order(categories: Sequence[str], company: Company) -> list[str]:
    known = [company.categories[name] for name in dict.fromkeys(categories) if name in company.categories]
    keys = [name for category in known for name in category.key_attributes]
    rest = [name for category in known for name in category.attributes]
    return [name for name in dict.fromkeys((*keys, *rest)) if name in company.attributes and name != "kind"]


def _row(attribute: Attribute, values: Sequence[Mapping[str, AttributeValue]]) -> JsonObject:
    offered = [held.get(attribute.id) for held in values]
    return {"attribute": attribute.id, "values": [plain(value) for value in offered], "best": _best(attribute, offered)}


def _differs(row: JsonObject) -> bool:
    return any(value != row["values"][0] for value in row["values"])


def _best(attribute: Attribute, offered: Sequence[AttributeValue | None]) -> list[int]:
    numbers = [number_of(value) for value in offered]
    given = [number for number in numbers if number is not None]
    if attribute.better is None or len(set(given)) < 2:
        return []
    best = max(given) if attribute.better == "higher" else min(given)
    return [index for index, number in enumerate(numbers) if number == best]


def number_of(value: AttributeValue | None) -> float | None:
    """The number that a value is compared by: a range by its upper end; None for what is no number."""
    if isinstance(value, Span):
        return value.max
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
