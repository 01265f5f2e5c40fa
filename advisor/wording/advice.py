"""The words for calculation, recommendation, what does not fit, and the next question."""

from __future__ import annotations

from typing import Any

from advisor.methods import METHODS
from advisor.model import JsonObject
from advisor.preferences import COMPLEXITY, PRICE
from advisor.wording.words import Words


def recommended(words: Words, data: JsonObject) -> list[str]:
    items = data["items"]
    head = words.say("This fits:") if len(items) == 1 else words.say("These fit best:")
    return [head, *(_bullet(words, item) for item in items)]


def _bullet(words: Words, item: JsonObject) -> str:
    separator = {"zh": "；", "ja": "、", "ar": "؛ "}.get(words.locale, "; ")
    if not item["reasons"]:
        return f"- **{item['name']}**"
    reasons = separator.join(item["reasons"][:2])
    line = words.say("**{name}**: {reasons}.", name=item["name"], reasons=reasons)
    if item["trade_offs"]:
        line += words.say(" But: {trade_off}.", trade_off=item["trade_offs"][0])
    return f"- {line}"


def still_recommended(words: Words, data: JsonObject) -> list[str]:
    names = words.listed([f"**{item['name']}**" for item in data["items"]])
    return [words.say("My recommendation stays: {names}.", names=names)]


def sorted_by(words: Words, data: JsonObject) -> list[str]:
    own = {PRICE: words.say("list price"), COMPLEXITY: words.say("simplicity")}
    names = (str(wish).partition(".")[2] for wish in data["wishes"])
    return [
        words.say("Sorted by: {labels}.", labels=words.listed([own.get(n) or words.attribute_label(n) for n in names]))
    ]


def excluded(words: Words, data: JsonObject) -> list[str]:
    if not_stated(data["offered"]):
        return [
            words.say(
                "Not suitable: {sku} (its data sheet states nothing on “{label}”, needed {required}).",
                sku=words.isolated(data["sku"]),
                label=words.need_label(data["need"]),
                required=words.need_value(data["need"], data["required"]),
            )
        ]
    return [
        words.say(
            "Not suitable: {sku} ({label} {offered}, needed {required}).",
            sku=words.isolated(data["sku"]),
            label=words.need_label(data["need"]),
            offered=words.attribute_value(data["attribute"], data["offered"]),
            required=words.need_value(data["need"], data["required"]),
        )
    ]


def not_stated(value: Any) -> bool:
    """Whether a data sheet holds nothing under an attribute."""
    return value is None or value in ("", [], ())


def nothing_of_that_kind(words: Words, data: JsonObject) -> list[str]:
    return [words.say("We have nothing of that kind in our programme.")]


def nothing_fits(words: Words, data: JsonObject) -> list[str]:
    sentences = [words.say("Nothing in our programme fulfils all of this."), *nearest(words, data)]
    if data["short_by"] and not not_stated(data["offered"]):
        unit = words.company.attributes[data["attribute"]].unit
        sentences.append(words.say("Difference: {gap}.", gap=words.quantity(data["short_by"], unit)))
    return sentences


def still_nearest(words: Words, data: JsonObject) -> list[str]:
    return [
        words.say("It stays as said: **{name}** comes closest, but does not meet “{label}”.",
                  name=words.product_name(data["sku"]), label=words.need_label(data["need"]))
    ]  # fmt: skip


def nearest(words: Words, data: JsonObject) -> list[str]:
    """The product that comes closest, and what it gives instead of what is needed."""
    values = {
        "name": words.product_name(data["sku"]),
        "label": words.need_label(data["need"]),
        "offered": words.attribute_value(data["attribute"], data["offered"]),
        "required": words.need_value(data["need"], data["required"]),
    }
    if not_stated(data["offered"]):
        return [
            words.say(
                "Closest is **{name}**, but its data sheet states nothing on “{label}”; you need: {required}.", **values
            )
        ]
    return [words.say("Closest is **{name}**: {label} {offered} instead of {required}.", **values)]


def other_families(words: Words, data: JsonObject) -> list[str]:
    names = words.listed([words.product_name(sku) for sku in data["skus"]])
    return [words.say("Of another kind, this would fulfil the rest: {names}. Shall we go on with that?", names=names)]


def relaxed(words: Words, data: JsonObject) -> list[str]:
    names = words.listed([words.product_name(sku) for sku in data["skus"]])
    return [
        words.say("If you can give way on “{label}”, this would do: {names}. Shall we go on with that?",
                  label=words.listed([words.need_label(need) for need in data["needs"]]), names=names)
    ]  # fmt: skip


def together(words: Words, data: JsonObject) -> list[str]:
    first, second = (words.product_name(sku) for sku in data["skus"])
    return [
        words.say("Two products cover it between them: {first} and {second}.", first=first, second=second),
        words.say("Would that be a way for you, or shall a colleague look into it?"),
    ]


def relax(words: Words, data: JsonObject) -> list[str]:
    if not data["needs"]:
        return [words.say("A colleague will gladly look for a way.")]
    labels = words.listed([words.need_label(need) for need in data["needs"]])
    return [
        words.say("Could you give way here: {labels}? Otherwise a colleague will gladly look for a way.", labels=labels)
    ]


def ask(words: Words, data: JsonObject) -> list[str]:
    if data["about"] == "grade":
        return [
            words.say(
                "Which property class do the bolts have, for example 8.8, 10.9 or 12.9? It can change the choice."
            )
        ]
    need = words.company.needs[data["need"]]
    hint = _typical(words, data)
    if data["again"]:
        return [
            words.say(
                "Still open: {label}. A rough answer is enough, or simply say that you do not know.",
                label=need.label[words.locale],
            ),
            *hint,
        ]
    question = need.question[words.locale]
    reason = words.say("I ask because {why}.", why=need.why[words.locale])
    opening = METHODS[words.company.advisor.method].opening
    if opening == "insight":
        return [*(hint or [reason]), question]
    if opening == "gain":
        return [reason, question, *hint]
    return [question, reason, *hint]


def _typical(words: Words, data: JsonObject) -> list[str]:
    if not data["typical"]:
        return []
    value = words.need_value(data["need"], data["typical"])
    industry = words.industry(data.get("industry"))
    if industry:
        return [words.say("Typical ({industry}): {value}.", industry=industry, value=value)]
    return [words.say("Typical: {value}.", value=value)]


def offer_quote(words: Words, data: JsonObject) -> list[str]:
    return [words.say("Shall I write you the quote as a PDF?")]
