"""The filter of a family's page: which choices it offers, and which products a query string leaves. Works as a plain form."""

from collections.abc import Sequence
from dataclasses import dataclass

from content.catalogue.formats import unit_symbol
from content.catalogue.model import Attribute, Category, Company, Product, Span
from web.locale import Speech

MOST_CHOICES = 12
WIDEST = 1_000_000.0


@dataclass(frozen=True, slots=True)
class Choice:
    """One box to tick; `count` is how many products of the family have it."""

    id: str
    label: str
    count: int
    ticked: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """One attribute to narrow by: boxes to tick, or (where `unit` is given) a value that must be covered or not exceeded."""

    attribute: str
    label: str
    choices: tuple[Choice, ...] = ()
    unit: str | None = None
    value: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Filter:
    """What a visitor may narrow by, and whether anything is narrowed now."""

    facets: tuple[Facet, ...]
    active: bool


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The products that are left, with the filter as it stands."""

    products: tuple[Product, ...]
    filter: Filter


def chosen(
    company: Company, category: Category, models: Sequence[Product], *, query: Sequence[tuple[str, str]], say: Speech
) -> Narrowed:
    """Narrow a family's models to what the query string asks for; what it cannot mean is ignored."""
    wishes: dict[str, list[str]] = {}
    for name, value in query:
        wishes.setdefault(name, []).append(value[:40])
    facets: list[Facet] = []
    left, active = list(models), False
    for name in dict.fromkeys((*category.key_attributes, *category.attributes)):
        attribute = company.attributes.get(name)
        facet = _facet(attribute, models, wishes.get(name, []), say=say) if attribute else None
        if attribute is None or facet is None:
            continue
        facets.append(facet)
        if facet.value or any(choice.ticked for choice in facet.choices):
            active = True
            left = [one for one in left if _fits(one, attribute, facet)]
    return Narrowed(tuple(left), Filter(tuple(facets), active))


def _facet(attribute: Attribute, models: Sequence[Product], wishes: list[str], *, say: Speech) -> Facet | None:
    label = attribute.label[say.locale]
    values = [one.attributes[attribute.id] for one in models if attribute.id in one.attributes]
    if attribute.kind == "range" and len({str(value) for value in values}) > 1:
        number = next((wish for wish in wishes if _read(wish) is not None), "")
        return Facet(
            attribute.id, label, unit=unit_symbol(attribute.unit, say.locale), value=number, hint=say("value needed")
        )
    if attribute.kind in ("choice", "choices"):
        counts: dict[str, int] = {}
        for value in values:
            for one in (value,) if isinstance(value, str) else value if isinstance(value, tuple) else ():
                counts[one] = counts.get(one, 0) + 1
        # a choice that all or none have divides nothing
        dividing = [one for one in attribute.choices if 0 < counts.get(one, 0) < len(models)]
        choices = tuple(
            Choice(one, attribute.choices[one][say.locale], counts[one], one in wishes)
            for one in dividing[:MOST_CHOICES]
        )
        return Facet(attribute.id, label, choices) if choices else None
    return None


def _fits(product: Product, attribute: Attribute, facet: Facet) -> bool:
    value = product.attributes.get(attribute.id)
    if facet.value:
        number = _read(facet.value)
        return isinstance(value, Span) and number is not None and value.min <= number <= value.max
    ticked = {choice.id for choice in facet.choices if choice.ticked}
    if isinstance(value, tuple):
        return ticked <= set(value)
    return value in ticked


def _read(written: str) -> float | None:
    try:
        number = float(written.strip().replace(",", "."))
    except ValueError:
        return None
    return number if 0 < number < WIDEST else None
