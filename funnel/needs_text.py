"""A need in one readable line, for people: label and value in the reader's language."""

from __future__ import annotations

from advisor.model import NeedValue
from advisor.wording.words import rounded
from content.catalogue.formats import format_range, unit_symbol
from content.catalogue.model import Company, Need
from foundation.locales import country_name, format_number, format_quantity


def need_line(need: Need, value: NeedValue, company: Company, *, locale: str) -> str:
    """Return e.g. `Torque: 30–80 N·m`."""
    return f"{need.label[locale]}: {need_value(need, value, company, locale=locale)}"


def need_value(need: Need, value: NeedValue, company: Company, *, locale: str) -> str:
    """Return the value of a need in `locale`; a dash where it does not matter."""
    if value.bolts:
        return ", ".join(bolt.size if bolt.grade is None else f"{bolt.size} {bolt.grade}" for bolt in value.bolts)
    if value.amount:
        return f"{value.amount} {value.currency or ''}".strip()
    if need.kind == "country" and value.value_id:
        return country_name(value.value_id, locale)
    chosen = (value.value_id,) if value.value_id else value.values
    if chosen:
        return ", ".join(choice_name(need, one, company, locale=locale) for one in chosen)
    if value.text:
        return value.text
    return _number(value, locale) or "–"


def choice_name(need: Need, chosen: str, company: Company, *, locale: str) -> str:
    """Name a choice of a need, an industry or an application among them; an unknown one stands for itself."""
    for choice in need.choices:
        if choice.id == chosen:
            return choice.label[locale]
    if chosen in company.industries:
        return company.industries[chosen].name[locale]
    if chosen in company.applications:
        return company.applications[chosen].label[locale]
    attribute = company.attributes.get(need.match.attribute) if need.match else None
    if attribute is not None and chosen in attribute.choices:
        return attribute.choices[chosen][locale]
    return chosen


def _number(value: NeedValue, locale: str) -> str:
    symbol = unit_symbol(value.unit, locale)

    def shown(number: float) -> str:
        return format_quantity(rounded(number), symbol, locale) if symbol else format_number(number, locale)

    if value.min is not None and value.max is not None:
        return format_range(rounded(value.min), rounded(value.max), value.unit, locale=locale)
    if value.min is not None:
        return f"≥ {shown(value.min)}"
    if value.max is not None:
        return f"≤ {shown(value.max)}"
    return shown(value.value) if value.value is not None else ""
