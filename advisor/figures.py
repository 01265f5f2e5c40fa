"""Finds figures in text and in facts: a number with the unit that it is written or stored with, units brought to one name each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from advisor.engineering import SYMBOLS
from content.catalogue.model import Company
from content.catalogue.once import once_per_company

Figure = tuple[float, str]
"""A number and our name of its unit."""

_DIGIT = re.compile(r"\d")
NUMBER = r"\d+(?:[.,٫٬'’ ]\d{3})*(?:[.,٫]\d+)?"

UNITS: Mapping[str, str] = {
    "N.m": r"N[·.⋅]?m|牛米|نيوتن متر", "kN.m": r"kN[·.⋅]?m", "ft.lbf": r"ft[-·. ]?lbf?|lbf?[-·. ]?ft", "in.lbf": r"in[-·. ]?lbf?|lbf?[-·. ]?in",
    "kgf.m": r"kgf?[·.]?m", "kg": r"kg|كجم|公斤", "g": r"g", "lb": r"lbs?", "mm": r"mm|مم", "cm": r"cm", "m": r"m",
    "inch": r"inch(?:es)?|in\.|zoll|pulgadas?|polegadas?|英寸|インチ|بوصة", "V": r"V|فولت", "kV": r"kV", "W": r"W", "kW": r"kW", "Wh": r"Wh",
    "Ah": r"Ah", "bar": r"bar", "psi": r"psi", "MPa": r"MPa", "%": r"%|％|٪|percent|prozent|por ciento|por cento", "degC": r"°C", "dB(A)": r"dB(?:\(A\))?",
    "1/min": r"rpm|r/min|min⁻¹|1/min", "1/h": r"/h|1/h", "m/s2": r"m/s²", "N": r"N", "kN": r"kN",
    "day": r"days?|tagen?|tage|d[ií]as?|天|日|يوم(?:ًا|ا)?|أيام", "week": r"weeks?|wochen?|semanas?|周|週間?|أسابيع|أسبوع",
    "month": r"months?|monate?n?|mes(?:es)?|m[êe]s|个月|か月|ヶ月|شهر(?:ًا|ا)?|أشهر", "year": r"years?|jahre?n?|a[ñn]os?|anos?|سنة|سنوات",
}  # fmt: skip
"""Our name of a unit -> how it is written in the seven languages."""

_FROM_PACK: Mapping[str, str] = {"1/hour": "1/h", "months": "month", "days": "day"}
_KEYS: Mapping[str, str] = {
    "days": "day",
    "lead_time_days": "day",
    "months": "month",
    "warranty_months": "month",
    "package_mm": "mm",
    "gross_weight_kg": "kg",
    "share": "%",
}
"""Fields of facts whose name tells the unit."""

_ANY_UNIT = "|".join(f"(?P<u{index}>{pattern})" for index, pattern in enumerate(UNITS.values()))
_ORDER = tuple(UNITS)
FIGURE = re.compile(
    rf"(?<![A-Za-z0-9_.,/])(?P<first>{NUMBER})(?:\s?(?:[-–—~〜～]|to|bis|a|hasta|até|至|到|から|إلى)\s?(?P<second>{NUMBER}))?\s?-?(?:{_ANY_UNIT})(?![a-zA-Z²])",
    re.IGNORECASE,
)  # fmt: skip


@lru_cache(maxsize=4096)
def readings(number: str) -> tuple[tuple[float, int], ...]:
    """Every value that a written number can have, each with its decimals: `1.234` is 1.234 or 1234."""
    text = re.sub(r"['’ \u202f]", "", number.replace("٫", ".").replace("٬", ","))
    found = set()
    for point, other in ((".", ","), (",", ".")):
        whole = text.replace(other, "")
        if whole.count(point) <= 1:
            written = whole.replace(point, ".")
            found.add((float(written), len(written.partition(".")[2])))
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", text):
        found.add((float(re.sub(r"[.,]", "", text)), 0))
    return tuple(sorted(found))


def figures_in(text: str) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """The figures of a text: the numbers as written, our name of the unit, and the whole as written."""
    for found in FIGURE.finditer(text):
        unit = next(name for index, name in enumerate(_ORDER) if found[f"u{index}"])
        yield tuple(number for number in (found["first"], found["second"]) if number), unit, found[0]


def unit_name(unit: str | None) -> str:
    """Our name of a unit that a pack names."""
    return _FROM_PACK.get(unit or "", unit or "")


def figures_of(value: Any, company: Company) -> set[Figure]:
    """The numbers of a fact, each with its unit: told by the attribute or need it belongs to, or by its field."""
    found: set[Figure] = set()
    _gather(value, company, "", found=found)
    return found


def _gather(value: Any, company: Company, unit: str, *, found: set[Figure]) -> None:
    if isinstance(value, str):  # first, as most are
        if _DIGIT.search(value):
            found.update(_written(value))
    elif isinstance(value, bool) or value is None:
        return
    elif isinstance(value, (int, float)):
        found.add((float(value), unit))
        if unit == "%" and 0 < value <= 1:
            found.add((float(value) * 100, unit))
    elif isinstance(value, (list, tuple)):
        for item in value:
            _gather(item, company, unit, found=found)
    elif isinstance(value, (dict, Mapping)):
        _gather_mapping(value, company, unit, found=found)


@lru_cache(maxsize=1024)
def _written(text: str) -> frozenset[Figure]:
    return frozenset(
        (number, unit) for numbers, unit, _ in figures_in(text) for each in numbers for number, _ in readings(each)
    )


def _gather_mapping(value: Mapping[str, Any], company: Company, unit: str, *, found: set[Figure]) -> None:
    own = unit
    if isinstance(value.get("unit"), str):
        own = unit_name(value["unit"])
    attribute = company.attributes.get(str(value.get("attribute")))
    if attribute is not None:
        own = unit_name(attribute.unit)
    units = _units(company)
    for key, item in value.items():
        if item is None or (isinstance(item, str) and not _DIGIT.search(item)):
            continue
        _gather(item, company, units.get(key) or own, found=found)


@once_per_company
def _units(company: Company) -> Mapping[str, str]:
    """Our names of the units that a field's own name tells: of attributes, of needs, of what we call it, of formulas."""
    units = {sign: unit for sign, (_, unit) in SYMBOLS.items() if unit}
    units |= _KEYS
    for name in {**company.needs, **company.attributes}:
        held = company.attributes.get(name) or company.needs[name]
        if unit := unit_name(held.unit):
            units[name] = unit
    return units
