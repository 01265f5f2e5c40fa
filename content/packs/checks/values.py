"""Source of truth for when attribute values, needs and certificates agree with the attributes they belong to."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Any

from content.catalogue.model import Attribute, Need, Span, Text
from content.packs.checks.references import ANYWHERE, existing
from content.packs.draft import Draft, Item
from content.packs.faults import Fault
from content.packs.source import Path

FEWEST_ATTRIBUTES = 12
_CHOICES_ELSEWHERE = {"industry": "industry", "application": "application"}


def check(draft: Draft) -> Iterator[Fault]:
    """Find values of the wrong kind, missing values, and needs that no product can answer."""
    attributes: dict[str, Attribute] = {part.id: part for _, part in draft.parts("attribute")}
    for item, attribute in draft.parts("attribute"):
        if attribute.kind in {"choice", "choices"} and not attribute.choices:
            yield item.fault(("choices",), "A choice needs choices.", "List them: id and label.")
    yield from _products(draft, attributes)
    yield from _certificates(draft, attributes)
    yield from _competitors(draft, attributes)
    yield from _needs(draft, attributes)


def value_fault(attribute: Attribute, value: Any) -> tuple[str, str] | None:
    """Return what is wrong with a value of `attribute` and how to mend it, or None."""
    kind = attribute.kind
    if kind == "number":
        good = isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)
        return (
            None
            if good
            else ("This must be a number.", f"Write it in {attribute.unit or 'plain digits'}, without the unit.")
        )
    if kind == "range":
        if not isinstance(value, Span):
            return "This must be a range.", "Write {min: 5, max: 35}."
        good = math.isfinite(value.min) and math.isfinite(value.max) and value.min <= value.max
        return None if good else ("The range ends before it begins.", "Write the smaller number as `min`.")
    if kind == "boolean":
        return None if isinstance(value, bool) else ("This must be true or false.", "Write true or false.")
    if kind == "text":
        return None if isinstance(value, (str, Text)) else ("This must be text.", "Write one wording for each locale.")
    return _choice_fault(attribute, value)


def _choice_fault(attribute: Attribute, value: Any) -> tuple[str, str] | None:
    known = ", ".join(attribute.choices)
    if attribute.kind == "choice":
        good = isinstance(value, str) and value in attribute.choices
        return (
            None
            if good
            else (f"`{value}` is no choice.", f"Choices are {known}; add it to attributes.yaml, or correct it.")
        )
    if not isinstance(value, tuple):
        return "This must be a list of choices.", "Write [first, second], or [] where there is none."
    strange = [str(one) for one in value if one not in attribute.choices]
    return (
        (f"{', '.join(strange)} is no choice.", f"Choices are {known}; add it to attributes.yaml.") if strange else None
    )


def _values(item: Item, path: Path, values: Any, *, attributes: dict[str, Attribute]) -> Iterator[Fault]:
    for name, value in values.items():
        if name not in attributes:
            yield item.fault(
                (*path, name), f"There is no attribute `{name}`.", "Add it to attributes.yaml, or correct it."
            )
            continue
        fault = value_fault(attributes[name], value)
        if fault:
            yield item.fault((*path, name), *fault)


def _products(draft: Draft, attributes: dict[str, Attribute]) -> Iterator[Fault]:
    categories = {part.id: part for _, part in draft.parts("category")}
    for item, product in draft.parts("product"):
        yield from _values(item, ("attributes",), product.attributes, attributes=attributes)
        for index, option in enumerate(product.options):
            yield from _values(item, ("options", index, "sets"), option.sets, attributes=attributes)
        if len(product.attributes) < FEWEST_ATTRIBUTES and not product.is_accessory:
            message = (
                f"The product has {len(product.attributes)} attributes; a buyer compares at least {FEWEST_ATTRIBUTES}."
            )
            yield item.fault(("attributes",), message, "Add what its data sheet says.")
        family = categories.get(product.category)
        lacking = [name for name in family.attributes if name not in product.attributes] if family else []
        if lacking and not product.is_accessory:
            yield item.fault(("attributes",), f"The family demands {', '.join(lacking)}.", "Add them.")


def _certificates(draft: Draft, attributes: dict[str, Attribute]) -> Iterator[Fault]:
    marks = attributes.get("certificates")
    known = tuple(marks.choices) if marks else ()
    for item, product in draft.parts("product"):
        carried = product.attributes.get("certificates", ())
        for index, certificate in enumerate(product.certificates):
            path: Path = ("certificates", index)
            yield from existing(item, (*path, "mark"), (certificate.mark,), known=known, what="mark")
            if certificate.mark in known and certificate.mark not in carried:
                message = f"The attribute `certificates` does not name `{certificate.mark}`."
                yield item.fault((*path, "mark"), message, "Add it there, or take the paper out.")
            if certificate.expires and certificate.expires <= certificate.issued:
                yield item.fault((*path, "expires"), "The certificate ends before it begins.", "Correct the dates.")
    for item, use in draft.parts("country"):
        yield from existing(item, ("marks",), use.marks, known=known, what="mark")


def _competitors(draft: Draft, attributes: dict[str, Attribute]) -> Iterator[Fault]:
    for item, competitor in draft.parts("competitor"):
        yield from _values(item, ("attributes",), competitor.attributes, attributes=attributes)
        if not all(title.strip() for title in competitor.source.root.values()):
            yield item.fault(
                ("source",), "A competitor's figure without a source is refused.", "Name the published data sheet."
            )
        text = draft.files.get(competitor.source_file, b"").decode("utf-8", "replace")
        if competitor.source_file.endswith(".md") and text:
            for name, value in competitor.attributes.items():
                lacking = [number for number in _numbers(value) if not _says(text, number)]
                if lacking:
                    figures = ", ".join(f"{number:g}" for number in lacking)
                    message = f"{figures} does not stand in {competitor.source_file}."
                    yield item.fault(
                        ("attributes", name), message, "A figure without a source is refused: correct one of the two."
                    )


def _numbers(value: Any) -> list[float]:
    if isinstance(value, Span):
        return [value.min, value.max]
    return [float(value)] if isinstance(value, (int, float)) and not isinstance(value, bool) else []


def _says(text: str, number: float) -> bool:
    """Tell whether a text holds the number, however it groups its digits (`1,500`, `1 500`, `1.5`)."""
    bare = re.sub(r"(?<=\d)[ ,\u00a0\u202f](?=\d{3}(?!\d))", "", text)
    return any(
        math.isclose(float(found.replace(",", ".")), abs(number)) for found in re.findall(r"\d+(?:[.,]\d+)?", bare)
    )


def _needs(draft: Draft, attributes: dict[str, Attribute]) -> Iterator[Fault]:
    needs, industries = draft.ids("need"), draft.ids("industry")
    for item, need in draft.parts("need"):
        choices = {choice.id for choice in need.choices}
        if need.id in _CHOICES_ELSEWHERE and not choices:
            choices = set(draft.ids(_CHOICES_ELSEWHERE[need.id]))
        if need.kind in {"choice", "choices"} and not choices:
            yield item.fault(("choices",), "A choice needs choices.", "List them: id and label.")
        if need.match and need.match.attribute not in attributes:
            named = need.match.attribute
            yield item.fault(("match", "attribute"), f"There is no attribute `{named}`.", "See attributes.yaml.")
        elif need.match and attributes[need.match.attribute].choices:
            known = attributes[need.match.attribute].choices
            yield from existing(
                item, ("choices",), [c.id for c in need.choices], known=known, what=f"choice of {need.match.attribute}"
            )
        yield from _need_alone(item, need, needs)
        for key, typical in need.typical.items():
            if key not in industries and key != ANYWHERE:
                yield item.fault(("typical", key), f"There is no industry `{key}`.", "Use an industry's id, or `*`.")
            if choices:
                yield from existing(item, ("typical", key, "values"), typical.values, known=choices, what="choice")


def _need_alone(item: Item, need: Need, needs: frozenset[str]) -> Iterator[Fault]:
    for field in ("asked_if", "urgent_if", "implies"):
        yield from existing(item, (field,), getattr(need, field), known=needs, what="need")
    if need.derived_from and need.derived_from not in needs:
        yield item.fault(("derived_from",), f"There is no need `{need.derived_from}`.", "See needs.yaml.")
    if need.lowest is not None and need.highest is not None and need.lowest >= need.highest:
        yield item.fault(("lowest",), "The lowest value is not below the highest.", "Correct one of the two.")
