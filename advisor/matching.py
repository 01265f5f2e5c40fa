"""How one need meets one attribute value: fulfilled or not, how closely, and by how much it falls short."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from advisor.model import NeedValue
from content.catalogue.implied import YES
from content.catalogue.model import Attribute, AttributeValue, Match, Span, Text

MISSING = 1_000.0
"""Relative shortfall of a value that a product does not give at all."""


@dataclass(frozen=True, slots=True)
class Check:
    """`closeness` 0..1 says how well a fulfilled need is met (1: exactly what was asked, less: oversized).

    `short_by` is the gap in the attribute's unit, `gap` the same relative to what is asked, for ordering near misses.
    """

    fulfilled: bool
    closeness: float = 1.0
    short_by: float | None = None
    gap: float = 0.0


_FULFILLED = Check(fulfilled=True)
_NOT_GIVEN = Check(fulfilled=False, gap=MISSING)
_NOT_CHOSEN = Check(fulfilled=False, gap=2.0)


def meets(match: Match, value: NeedValue, offered: AttributeValue | None) -> Check:
    """Judge a need against what a product offers; None (not given) fulfils nothing."""
    if offered is None:
        return _NOT_GIVEN
    match match.rule:
        case "covers":
            return _covers(value, offered)
        case "at_most":
            return _bounded(_about(value, _first(value.max, value.value, value.min), upper=True), offered, upper=True)
        case "at_least":
            return _bounded(_about(value, _first(value.min, value.value, value.max), upper=False), offered, upper=False)
        case "one_of":
            return _one_of(match, value, offered)
        case "includes_all":
            missing = wanted(value) - given(offered)
            return Check(fulfilled=not missing, gap=float(len(missing)))
        case "equals":
            return _equals(value, offered)


def wanted(value: NeedValue) -> frozenset[str]:
    """The ids that a choice need names."""
    single = value.value_id or value.text
    return frozenset((*value.values, single)) if single else frozenset(value.values)


def given(offered: AttributeValue) -> frozenset[str]:
    """The ids that an attribute value holds."""
    if isinstance(offered, tuple):
        return frozenset(offered)
    if isinstance(offered, bool):
        return frozenset((YES,)) if offered else frozenset()
    return frozenset((offered,)) if isinstance(offered, str) else frozenset()


def constrains(value: NeedValue) -> bool:
    """Tell whether a need holds anything to compare with."""
    return bool(wanted(value)) or _first(value.min, value.max, value.value) is not None


def with_option(attribute: Attribute, base: AttributeValue | None, sets: AttributeValue) -> AttributeValue:
    """The attribute's value once an option is fitted: choices are added, everything else is replaced."""
    if attribute.kind == "choices" and isinstance(sets, tuple):
        return tuple(dict.fromkeys((*(base if isinstance(base, tuple) else ()), *sets)))
    return sets


def plain(offered: AttributeValue | None) -> Any:
    """Write an attribute value as JSON: a range is {min, max}, choices a list, a text its wordings by locale."""
    if isinstance(offered, Span):
        return {"min": offered.min, "max": offered.max}
    if isinstance(offered, Text):
        return dict(offered.root)
    return list(offered) if isinstance(offered, tuple) else offered


def _first(*numbers: float | None) -> float | None:
    for number in numbers:
        if number is not None:
            return number
    return None


def _span(offered: AttributeValue) -> Span | None:
    if isinstance(offered, Span):
        return offered
    if isinstance(offered, int | float) and not isinstance(offered, bool):
        return Span(min=0.0, max=float(offered))
    return None


def _covers(value: NeedValue, offered: AttributeValue) -> Check:
    span = _span(offered)
    if span is None:
        return _NOT_GIVEN
    high = _first(value.max, value.value, value.min)
    if high is None:
        return _FULFILLED
    # "up to 80" asks that 80 can be reached, from above too; "from 60" asks the same of 60 and nothing of the lower end
    low = _first(value.min, value.value, value.max) if value.max is not None or value.value is not None else None
    over = max(high - span.max, 0.0)
    under = max(span.min - low, 0.0) if low is not None else 0.0
    if over or under:
        short = max(over, under)
        return Check(fulfilled=False, short_by=round(short, 4), gap=over / high + under / max(span.max, 1e-9))
    return Check(fulfilled=True, closeness=_utilisation(high / span.max) if span.max else 1.0)


def _utilisation(share: float) -> float:
    """A tool is happiest at up to nine tenths of its range: of two that do, the smaller is lighter and cheaper."""
    if share > 0.95:
        return 0.9
    return min(0.85 + share / 6, 1.0) if share >= 0.5 else 0.4 + 1.06 * share


ROUGHLY = 0.1
"""What "about 2 kg" leaves to both sides, as a share."""


def _about(value: NeedValue, bound: float | None, *, upper: bool) -> float | None:
    if bound is None or not value.approximate:
        return bound
    return bound * (1 + ROUGHLY if upper else 1 - ROUGHLY)


def _bounded(bound: float | None, offered: AttributeValue, *, upper: bool) -> Check:
    span = _span(offered)
    if bound is None:
        return _FULFILLED
    if span is None:
        return _NOT_GIVEN
    short = span.max - bound if upper else bound - span.max
    if short > 1e-9:
        return Check(fulfilled=False, short_by=round(short, 4), gap=short / max(abs(bound), 1e-9))
    return _FULFILLED


def _choice(fulfilled: bool) -> Check:
    return _FULFILLED if fulfilled else _NOT_CHOSEN


def _equals(value: NeedValue, offered: AttributeValue) -> Check:
    number = _first(value.value, value.max, value.min)
    if number is not None:
        span = _span(offered)
        if span is None:
            return Check(fulfilled=False, gap=MISSING)
        if isinstance(offered, Span):
            inside = span.min <= number <= span.max
            return Check(fulfilled=inside, gap=0.0 if inside else 1.0)
        # 230 V and 240 V are the same supply
        tolerance = 0.1 if number >= 100 else 0.02
        fulfilled = abs(span.max - number) <= tolerance * number
        return Check(fulfilled=fulfilled, short_by=None if fulfilled else round(abs(span.max - number), 4),
                     gap=0.0 if fulfilled else 1.0)  # fmt: skip
    return _choice(bool({_bare(name) for name in wanted(value)} & {_bare(name) for name in given(offered)}))


def _one_of(match: Match, value: NeedValue, offered: AttributeValue) -> Check:
    """One of what is wanted does; where the pack says what does for a choice, every choice must be served."""
    if not match.accepts:
        return _choice(bool(wanted(value) & given(offered)))
    held, accepts = given(offered), match.accepts
    return _choice(all(name in held or not held.isdisjoint(accepts.get(name, ())) for name in wanted(value)))


def _bare(name: str) -> str:
    return name.casefold().replace('"', "").replace(" ", "").removeprefix("square_")
