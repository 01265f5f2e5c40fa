"""The comparison of a product with other makers' models: figures side by side, each with its source."""

from dataclasses import dataclass

from content.catalogue.formats import format_value
from content.catalogue.model import Attribute, AttributeValue, Company, Product, Span
from web.locale import Speech


@dataclass(frozen=True, slots=True)
class Cell:
    """One value; `share` (0..100) is the length of its bar, None where there is nothing to draw; `best` where it leads."""

    value: str
    share: int | None = None
    best: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One attribute across all columns, ours first."""

    attribute: str
    label: str
    cells: tuple[Cell, ...]
    hint: str | None = None


@dataclass(frozen=True, slots=True)
class Contest:
    """Our product beside others. `sources` are titles of the published sheets; `demo` where brands are invented."""

    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    sources: tuple[str, ...]
    demo: bool


def contest(company: Company, product: Product, say: Speech) -> Contest | None:
    """Compare a product with the competitors' models that its data name; None where it names none."""
    rivals = [company.competitors[one] for one in product.competitors if one in company.competitors]
    if not rivals:
        return None
    names = [one for one in company.categories[product.category].attributes if one in product.attributes]
    named = [name for name in names if any(name in rival.attributes for rival in rivals)]
    lines = [
        side_by_side(
            company.attributes[name],
            [product.attributes[name], *(rival.attributes.get(name) for rival in rivals)],
            say,
        )
        for name in named
    ]
    return Contest(
        (product.sku, *(f"{one.brand} {one.model}" for one in rivals)),
        tuple(lines[:10]),
        tuple(dict.fromkeys(one.source[say.locale] for one in rivals)),
        any(one.demo for one in rivals),
    )


def side_by_side(attribute: Attribute, values: list[AttributeValue | None], say: Speech) -> Line:
    """Put the values of several products for one attribute side by side."""
    numbers = [_number(value) for value in values]
    known = [number for number in numbers if number is not None]
    most, best = max(known, default=0.0), _best(attribute, known)
    cells = tuple(
        Cell(
            format_value(attribute, value, say.locale),
            round(number / most * 100) if number is not None and most > 0 and attribute.better else None,
            best is not None and number == best,
        )
        for value, number in zip(values, numbers, strict=True)
    )
    hint = {"higher": say("higher is better"), "lower": say("lower is better"), None: None}[attribute.better]
    return Line(attribute.id, attribute.label[say.locale], cells, hint)


def _number(value: AttributeValue | None) -> float | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, Span):
        return value.max
    return float(value) if isinstance(value, int | float) else None


def _best(attribute: Attribute, known: list[float]) -> float | None:
    # a leader is named only where the others are known and not all alike
    if attribute.better is None or len(known) < 2 or len(set(known)) == 1:
        return None
    return max(known) if attribute.better == "higher" else min(known)
