"""Source of truth for how attribute values read in each language: numbers, units, ranges, choices."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache

from content.catalogue.model import Attribute, AttributeValue, Span, Text
from foundation.locales import direction, format_number

NOTHING = "—"
_SYMBOLS: Mapping[str, Mapping[str, str]] = {
    "N.m": {"*": "N·m"},
    "m/s2": {"*": "m/s²"},
    "degC": {"*": "°C"},
    "1/min": {"*": "min⁻¹", "en": "rpm", "es": "rpm", "pt": "rpm", "zh": "r/min"},
    "1/h": {"*": "/h"},
    "l/min": {"*": "L/min", "de": "l/min", "es": "l/min"},
    "mm2": {"*": "mm²"},
}
_CLOSE = frozenset({"/h"})
"""Symbols that follow their number without a space."""
_SPACED_PERCENT = frozenset({"de", "es"})
_YES = {"en": "Yes", "zh": "是", "es": "Sí", "pt": "Sim", "de": "Ja", "ja": "あり", "ar": "نعم"}
_NO = {"en": "No", "zh": "否", "es": "No", "pt": "Não", "de": "Nein", "ja": "なし", "ar": "لا"}
_COMMAS = {"zh": "、", "ja": "、", "ar": "، "}


def unit_symbol(unit: str | None, locale: str) -> str:
    """Return the symbol of a unit as readers of `locale` write it: `1/min` is rpm in English, r/min in Chinese."""
    if unit is None:
        return ""
    symbols = _SYMBOLS.get(unit, {})
    return symbols.get(locale, symbols.get("*", unit))


def format_value(attribute: Attribute, value: AttributeValue | None, locale: str) -> str:
    """Write an attribute's value for readers: `30–80 N·m`, `±5 %`, `Wi-Fi, Bluetooth`; a dash where there is none."""
    if value is None:
        return NOTHING
    if isinstance(value, bool):
        return (_YES if value else _NO)[locale]
    if isinstance(value, Span):
        return format_range(value.min, value.max, attribute.unit, locale=locale, decimals=attribute.decimals)
    if isinstance(value, (int, float)):
        number = _number(value, locale, attribute.decimals)
        return _isolated(_with_unit(f"±{number}" if attribute.plus_minus else number, attribute.unit, locale), locale)
    if isinstance(value, tuple):
        return join([_choice(attribute, one, locale) for one in value], locale) or NOTHING
    if isinstance(value, Text):
        return value[locale]
    return _choice(attribute, value, locale)


def format_range(low: float, high: float, unit: str | None, *, locale: str, decimals: int | None = None) -> str:
    """Write a closed range with an en dash, `30–80 N·m`; one number where both ends are the same."""
    first, last = _number(low, locale, decimals), _number(high, locale, decimals)
    if first == last:
        return _isolated(_with_unit(first, unit, locale), locale)
    # a minus sign beside the dash would be hard to read
    dash = " – " if low < 0 or high < 0 else "–"
    return _isolated(_with_unit(f"{first}{dash}{last}", unit, locale), locale)


def join(words: list[str], locale: str) -> str:
    """Join words with the comma of the language."""
    return _COMMAS.get(locale, ", ").join(words)


def _choice(attribute: Attribute, name: str, locale: str) -> str:
    label = attribute.choices.get(name)
    text = label[locale] if label else name
    # a mark such as `CE` or `1/2"` among Arabic words: isolated, its neighbours cannot reorder it
    return text if any("\u0600" <= letter <= "\u06ff" for letter in text) else _isolated(text, locale)


@lru_cache(maxsize=4096, typed=True)
def _number(value: float, locale: str, decimals: int | None) -> str:
    """Write a number with the attribute's decimals, or with its own where those would round it."""
    exact = Decimal(repr(value))
    if decimals is not None and round(exact, decimals) == exact:
        return format_number(exact, locale, decimals)
    return format_number(exact, locale)


def _with_unit(number: str, unit: str | None, locale: str) -> str:
    symbol = unit_symbol(unit, locale)
    if not symbol:
        return number
    if symbol == "%":
        return f"{number}\N{NO-BREAK SPACE}%" if locale in _SPACED_PERCENT else f"{number}%"
    return f"{number}{symbol}" if symbol in _CLOSE else f"{number}\N{NO-BREAK SPACE}{symbol}"


def _isolated(text: str, locale: str) -> str:
    # figures run left to right in Arabic too; without isolation a range would be read backwards
    return f"\N{LEFT-TO-RIGHT ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}" if direction(locale) == "rtl" else text
