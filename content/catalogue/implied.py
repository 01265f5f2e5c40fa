"""The source of truth for needs that no pack writes down: whatever an attribute of its products can be required to be."""

from __future__ import annotations

from collections.abc import Mapping

from content.catalogue.formats import format_value
from content.catalogue.model import Attribute, Match, MatchRule, Need, NeedChoice, Text
from foundation.locales import LOCALES

YES = "yes"
"""The one choice of a need for what a product has or has not."""

_WEIGHT = 0.8
_WRITTEN: Mapping[str, tuple[str, ...]] = {"dB(A)": ("dB",), "1/min": ("rpm",), "Wh": ("Wh",)}
"""Units of attributes that buyers write otherwise."""


def with_implied(needs: Mapping[str, Need], attributes: Mapping[str, Attribute]) -> dict[str, Need]:
    """Return the needs, and one for each attribute that none of them meets and that can be judged.

    A figure of which more is better is required to be at least so much, one of which less is better at most; what a
    product has or has not is required. They are never asked for.
    """
    met = {need.match.attribute for need in needs.values() if need.match}
    implied = (_implied(attribute) for name, attribute in attributes.items() if name not in met and name not in needs)
    return {**needs, **{need.id: need for need in implied if need is not None}}


def _implied(attribute: Attribute) -> Need | None:
    if attribute.kind == "boolean":
        yes = Text({locale: format_value(attribute, True, locale) for locale in LOCALES})
        return _need(attribute, rule="one_of", choices=(NeedChoice(id=YES, label=yes),))
    if attribute.kind == "number" and attribute.better is not None:
        return _need(attribute, rule="at_least" if attribute.better == "higher" else "at_most")
    return None


def _need(attribute: Attribute, *, rule: MatchRule, choices: tuple[NeedChoice, ...] = ()) -> Need:
    unit = attribute.unit
    return Need(
        id=attribute.id,
        kind="choice" if choices else "number",
        label=attribute.label,
        question=attribute.label,
        why=attribute.explanation or attribute.label,
        unit=unit,
        accepts=_WRITTEN.get(unit, (unit,)) if unit else (),
        lowest=0.0,
        choices=choices,
        match=Match(attribute=attribute.id, rule=rule),
        weight=_WEIGHT,
        ask=False,
        implied=True,
    )
