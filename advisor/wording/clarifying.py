"""The words for asking which product is meant, and for what cannot be taken as it was said."""

from __future__ import annotations

from advisor.model import JsonObject
from advisor.wording.words import Words


def which_product(words: Words, data: JsonObject) -> list[str]:
    return [words.say("Which product do you mean? A part number or a short description of the task is enough.")]


def which_of(words: Words, data: JsonObject) -> list[str]:
    return [
        words.say(
            "Which of these do you mean: {names}?",
            names=words.either([words.product_name(sku) for sku in data["skus"]]),
        )
    ]


def which_product_still(words: Words, data: JsonObject) -> list[str]:
    return [
        words.say("For this I need to know the product."),
        words.say("Tell me the bolt, the torque or the part number and I will find it; or a colleague takes over."),
    ]


def currency_not_listed(words: Words, data: JsonObject) -> list[str]:
    return [
        words.say("We have no price list in {wished}, so I state the prices in {currency}.", wished=words.isolated(data["wished"]),
                  currency=words.isolated(data["currency"]))
    ]  # fmt: skip


def quantity_refused(words: Words, data: JsonObject) -> list[str]:
    return [
        words.say("“{said}” cannot be a quantity; please tell me a number from 1 to {highest}.", said=words.quoted(str(data["said"])),
                  highest=words.number(data["highest"]))
    ]  # fmt: skip
