"""The source of truth for how an attribute's value is shown to a reader: its number, unit, range or choice in their language."""

from collections.abc import Mapping
from dataclasses import dataclass

from content.catalogue.model import Attribute, AttributeValue, Company, Product, Span, Text
from foundation.locales import direction, format_number, format_quantity
from web.locale import Speech

SYMBOLS = {"N.m": "N·m", "1/min": "min⁻¹", "m/s2": "m/s²", "degC": "°C", "h": "h", "J/K": "J/K"}
"""How a unit of the pack is printed, where its plain writing is not how engineers print it."""

EMPTY = "–"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a specification table."""

    attribute: str
    label: str
    value: str
    explanation: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Lines of a specification table that belong together."""

    name: str
    rows: tuple[Row, ...]


def symbol(unit: str | None) -> str:
    """Print a unit the way engineers do: `N.m` is N·m."""
    return SYMBOLS.get(unit or "", unit or "")


def shown(attribute: Attribute, value: AttributeValue | None, say: Speech) -> str:
    """Show one value in the reader's language, with its unit."""
    locale = say.locale
    if value is None or value == ():
        return EMPTY
    if isinstance(value, bool):
        return say("Yes") if value else say("No")
    if isinstance(value, Span):
        return _span(attribute, value, locale)
    if isinstance(value, int | float):
        prefix = "± " if attribute.unit == "%" and attribute.better == "lower" else ""
        return _isolated(prefix + format_quantity(value, symbol(attribute.unit), locale, decimals=_decimals(attribute, value)), locale, prefix)
    if isinstance(value, Text):
        return value[locale]
    if isinstance(value, str):
        return _choice(attribute, value, locale)
    return _separator(locale).join(_choice(attribute, one, locale) for one in value)


def row(attribute: Attribute, value: AttributeValue | None, say: Speech) -> Row:
    """Make one line of a specification table."""
    explanation = attribute.explanation[say.locale] if attribute.explanation else None
    return Row(attribute.id, attribute.label[say.locale], shown(attribute, value, say), explanation)


def specification(company: Company, product: Product, say: Speech) -> tuple[Group, ...]:
    """Make a product's whole specification table, in its family's order, grouped."""
    ordered = [*company.categories[product.category].attributes]
    ordered += [name for name in product.attributes if name not in ordered]
    groups: dict[str, list[Row]] = {}
    for name in ordered:
        if (attribute := company.attributes.get(name)) and name in product.attributes:
            groups.setdefault(attribute.group, []).append(row(attribute, product.attributes[name], say))
    return tuple(Group(group_name(group, say), tuple(rows)) for group, rows in groups.items())


def key_figures(company: Company, product: Product, say: Speech, limit: int = 4) -> tuple[Row, ...]:
    """Make the few lines that stand on a product's card."""
    names = [name for name in company.categories[product.category].key_attributes if name in product.attributes]
    return tuple(row(company.attributes[name], product.attributes[name], say) for name in names[:limit] if name in company.attributes)


def group_name(group: str, say: Speech) -> str:
    """Name a group of attributes; one that the house does not know is shown as the pack writes it."""
    names: Mapping[str, str] = {
        "performance": say("Performance"),
        "dimensions": say("Dimensions and weight"),
        "mechanical": say("Mechanical data"),
        "power": say("Power supply"),
        "electrical": say("Electrical data"),
        "environment": say("Operating conditions"),
        "ergonomics": say("Ergonomics"),
        "communication": say("Data and communication"),
        "connectivity": say("Data and communication"),
        "compliance": say("Standards and approvals"),
        "certification": say("Standards and approvals"),
        "general": say("General"),
    }
    return names.get(group, group.replace("_", " ").capitalize())


def _span(attribute: Attribute, value: Span, locale: str) -> str:
    decimals = max(_decimals(attribute, value.min), _decimals(attribute, value.max))
    text = f"{_plain(value.min, locale, decimals)} – {_plain(value.max, locale, decimals)}\N{NO-BREAK SPACE}{symbol(attribute.unit)}".rstrip("\N{NO-BREAK SPACE}")
    return _isolated(text, locale, "–")


def _plain(value: float, locale: str, decimals: int) -> str:
    return format_number(value, locale, 0 if value == int(value) else decimals)


def _decimals(attribute: Attribute, value: float) -> int:
    if value == int(value):
        return 0
    return attribute.decimals if attribute.decimals else len(f"{value:.6f}".rstrip("0").partition(".")[2])


def _isolated(text: str, locale: str, reason: str) -> str:
    # "4 – 12 N·m" would read 12 – 4 in a right-to-left line: the whole is held left to right.
    if reason and direction(locale) == "rtl":
        return f"\N{LEFT-TO-RIGHT ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}"
    return text


def _choice(attribute: Attribute, value: str, locale: str) -> str:
    return attribute.choices[value][locale] if value in attribute.choices else value


def _separator(locale: str) -> str:
    return {"zh": "、", "ja": "、", "ar": "، "}.get(locale, ", ")
