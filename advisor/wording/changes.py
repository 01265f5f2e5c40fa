"""The words for what the record of needs now holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from advisor.model import JsonObject
from advisor.wording.words import Words


def _value(words: Words, item: JsonObject) -> str:
    value = words.also_as_said(words.need_value(item["need"], item["value"]), item.get("as_said"))
    return f"≈ {value}" if item.get("approximate") and item.get("status") == "stated" and value[:1].isdigit() else value


def _named(words: Words, item: JsonObject) -> str:
    """A value that speaks for itself stands alone; a bare figure gets its noun."""
    value = _value(words, item)
    need = words.company.needs.get(item["need"])
    several = need is not None and need.kind == "choice" and need.match and bool(item["value"].get("values"))
    if need is not None and (several or need.kind in ("quantity", "number", "range", "text", "date", "money")):
        return words.say("{label}: {value}", label=need.label[words.locale], value=value)
    return value


def items(words: Words, held: Sequence[JsonObject]) -> str:
    """Write values one after the other; empty where there is none."""
    separator = {"zh": "；", "ja": "、", "ar": "؛ "}.get(words.locale, "; ")
    return separator.join(_named(words, item) for item in held if item["value"])


def understood(words: Words, data: JsonObject) -> list[str]:
    held = items(words, data["items"])
    return [words.say("Understood: {items}.", items=held)] if held else []


def changed(words: Words, data: JsonObject) -> list[str]:
    return [
        words.say("Corrected: {label} is now {value}.", label=words.need_label(data["need"]), value=_value(words, data))
    ]


def removed(words: Words, data: JsonObject) -> list[str]:
    return [words.say("I no longer take this into account: {label}.", label=words.need_label(data["need"]))]


def indifferent(words: Words, data: JsonObject) -> list[str]:
    return [words.say("Noted, this does not matter: {label}.", label=words.need_label(data["need"]))]


def left_open(words: Words, data: JsonObject) -> list[str]:
    return [words.say("No problem, we leave this open: {label}.", label=words.need_label(data["need"]))]


def typical(words: Words, data: JsonObject) -> list[str]:
    industry = words.industry(data.get("industry"))
    label, value = words.need_label(data["need"]), words.need_value(data["need"], data["value"])
    if industry:
        first = words.say("No problem. {label}: {value} is a typical value ({industry}).", label=label, value=value,
                          industry=industry)  # fmt: skip
    else:
        first = words.say("No problem. {label}: {value} is a typical value.", label=label, value=value)
    return [first, words.say("I go on with it as a proposal; just tell me if it should be another.")]


def confirmed(words: Words, data: JsonObject) -> list[str]:
    return [
        words.say(
            "Good, I have noted {label}: {value}.", label=words.need_label(data["need"]), value=_value(words, data)
        )
    ]


def refused(words: Words, data: JsonObject) -> list[str]:
    label, said = words.need_label(data["need"]), words.quoted(data["said"])
    low, high = data["lowest"], data["highest"]
    unit = data["unit"]
    if low is not None and high is not None:
        possible = words.span(low, high, unit)
    else:
        bound: Any = low if low is not None else high
        possible = "" if bound is None else ("≥ " if low is not None else "≤ ") + words.quantity(bound, unit)
    if possible:
        sentences = [
            words.say("“{said}” is not possible here. {label}: {possible}.", said=said, label=label, possible=possible)
        ]
    else:
        sentences = [words.say("“{said}” is not possible here ({label}).", said=said, label=label)]
    if data["kept"]:
        kept = words.need_value(data["need"], data["kept"])
        sentences.append(words.say("I keep the last value: {value}.", value=kept))
    else:
        sentences.append(words.say("Which value may I note?"))
    return sentences


def reading(words: Words, candidate: str) -> str:
    """What an ambiguous value may mean: a need's noun, or a number."""
    if candidate in words.company.needs:
        return words.need_label(candidate)
    try:
        return words.number(float(candidate))
    except ValueError:
        return words.isolated(candidate)


def ambiguous(words: Words, data: JsonObject) -> list[str]:
    readings = words.either([reading(words, candidate) for candidate in data["candidates"]])
    return [words.say("What do you mean by “{said}”: {readings}?", said=words.quoted(data["said"]), readings=readings)]


def usual_marks(words: Words, data: JsonObject) -> list[str]:
    country = words.need_value("country", {"value": data["country"]})
    return [
        words.say("Usual there ({country}): {marks}. I only propose it; please tell me if you need it.", country=country,
                  marks=words.need_value(data["need"], data["value"]))
    ]  # fmt: skip
