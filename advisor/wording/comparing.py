"""The words for products side by side, ours and other makers'."""

from __future__ import annotations

from typing import Any

from advisor.model import JsonObject
from advisor.wording.advice import nearest
from advisor.wording.words import Words


def comparison(words: Words, data: JsonObject) -> list[str]:
    labels = words.listed([words.attribute_label(row["attribute"]) for row in data["rows"]])
    names = words.listed([words.isolated(name) for name in data["columns"]])
    sentences = [words.say("The table compares {names}; they differ most in: {labels}.", names=names, labels=labels)]
    if not data["rows"]:
        sentences = [words.say("The table compares {names}.", names=names)]
    if data["sources"]:
        sentences += sources(words, data)
    return sentences


def sources(words: Words, data: JsonObject) -> list[str]:
    return [words.say("Source of the other maker's figures: {sources}.", sources=", ".join(data["sources"]))]


def equivalents(words: Words, data: JsonObject) -> list[str]:
    sentences = [words.say("Our nearest to it: {names}.", names=words.product_name(data["nearest"]))]
    if data["below"]:
        sentences.append(words.say("One size smaller: {name}.", name=words.product_name(data["below"])))
    if data["above"]:
        sentences.append(words.say("One size larger: {name}.", name=words.product_name(data["above"])))
    return sentences


def against(words: Words, data: JsonObject) -> list[str]:
    """Where ours is better than the other maker's model and, as openly, where it is not."""
    names = {"ours": words.isolated(data["sku"]), "theirs": words.isolated(data["rival"])}
    sentences = []
    if data["better"]:
        points = _points(words, data["better"])
        sentences.append("- " + words.say("{ours} is ahead of {theirs} in: {points}.", **names, points=points))
    if data["worse"]:
        points = _points(words, data["worse"])
        sentences.append("- " + words.say("{ours} falls behind {theirs} in: {points}.", **names, points=points))
    else:
        sentences.append(words.say("In the figures that both makers state I see no point where it falls behind."))
    return sentences


def against_in(words: Words, data: JsonObject) -> list[str]:
    """One figure of ours beside theirs."""
    return [
        words.say("{ours} beside {theirs}: {point}.", ours=words.product_name(data["sku"]), theirs=words.isolated(data["rival"]),
                  point=point(words, data["item"]))
    ]  # fmt: skip


def not_compared(words: Words, data: JsonObject) -> list[str]:
    """Nothing is on record that would tell which is better."""
    return [
        words.say(
            "We have no figures on record that compare us with {rival} in this, so I will not say which is better.",
            rival=words.isolated(data["rival"]),
        ),
        words.say("I have noted the question for our engineers. What I can tell of ours:"),
    ]


def _points(words: Words, items: Any) -> str:
    separator = {"zh": "；", "ja": "、", "ar": "؛ "}.get(words.locale, "; ")
    return separator.join(point(words, item) for item in items)


def point(words: Words, item: JsonObject) -> str:
    """One figure of ours beside another maker's."""
    return words.say(
        "{label} {ours} against {theirs}",
        label=words.attribute_label(item["attribute"]),
        ours=words.attribute_value(item["attribute"], item["ours"]),
        theirs=words.attribute_value(item["attribute"], item["theirs"]),
    )


def alternatives(words: Words, data: JsonObject) -> list[str]:
    label = words.attribute_label(data["attribute"])
    bullet = "- " if len(data["items"]) > 1 else ""
    return [
        bullet
        + words.say(
            "**{name}**: {label} {value} instead of {own} of the {sku}.",
            name=words.product_name(item["sku"]),
            label=label,
            value=words.attribute_value(data["attribute"], item["value"]),
            own=words.attribute_value(data["attribute"], data["value"]),
            sku=words.isolated(data["sku"]),
        )
        for item in data["items"]
    ]


def no_alternative(words: Words, data: JsonObject) -> list[str]:
    return [
        words.say(
            "Of what fulfils your needs, none goes beyond the {sku} there ({label} {value}).",
            sku=words.isolated(data["sku"]),
            label=words.attribute_label(data["attribute"]),
            value=words.attribute_value(data["attribute"], data["value"]),
        )
    ]


def cheaper(words: Words, data: JsonObject) -> list[str]:
    bullet = "- " if len(data["items"]) > 1 else ""
    named = [
        words.say(
            "**{name}**: {price} each instead of {own} for the {sku}.",
            name=words.product_name(item["sku"]),
            price=words.money(item["unit_price"], data["currency"]),
            own=words.money(data["unit_price"], data["currency"]),
            sku=words.isolated(data["sku"]),
        )
        for item in data["items"]
    ]
    return [*(bullet + each for each in named), words.say("The table shows what else differs.")]


def none_cheaper(words: Words, data: JsonObject) -> list[str]:
    return [
        words.say(
            "Nothing of ours that does about the same costs less than the {sku} ({price} each).",
            sku=words.isolated(data["sku"]),
            price=words.money(data["unit_price"], data["currency"]),
        )
    ]


def none_of_that_sort(words: Words, data: JsonObject) -> list[str]:
    """The nearest of a sort, and what it lacks."""
    return [words.say("Of that kind, none fulfils all that you need."), *nearest(words, data)]


def chosen_otherwise(words: Words, data: JsonObject) -> list[str]:
    return [
        words.say(
            "Because you told me “{label}”: {required}. Otherwise **{name}** would do too.",
            label=words.need_label(data["need"]),
            required=words.need_value(data["need"], data["required"]),
            name=words.product_name(data["sku"]),
        )
    ]


def would_do_too(words: Words, data: JsonObject) -> list[str]:
    return [
        words.say("That would do too: **{name}** fulfils all that you told me.", name=words.product_name(data["sku"]))
    ]
