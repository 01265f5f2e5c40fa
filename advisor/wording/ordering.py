"""The words for accessories that go with a tool, and for the deadline against the lead time."""

from __future__ import annotations

from advisor.model import JsonObject
from advisor.wording.words import Words


def companions(words: Words, data: JsonObject) -> list[str]:
    """What a tool cannot do without, and what goes well with it, each with its reason; with the offer to add it."""
    sentences = goes_with(words, data)
    # one sentence with the last of them: the question never stands without what it is about
    space = "" if words.locale in ("zh", "ja") else " "
    sentences[-1] += space + words.say("Shall I add it to the quote?")
    return sentences


def goes_with(words: Words, data: JsonObject) -> list[str]:
    """The same as an answer, without the offer."""
    tools = words.listed([words.isolated(sku) for sku in data["tools"]])
    needed = [_companion(words, item) for item in data["items"] if item["needed"]]
    useful = [_companion(words, item) for item in data["items"] if not item["needed"]]
    sentences = []
    if needed:
        sentences.append(words.say("For the {tool} you also need: {items}.", tool=tools, items=_joined(words, needed)))
    if useful:
        sentences.append(words.say("Goes well with the {tool}: {items}.", tool=tools, items=_joined(words, useful)))
    return sentences


def _companion(words: Words, item: JsonObject) -> str:
    name = f"**{words.product_name(item['sku'])}**"
    if item["options"]:
        fitted = words.listed([words.option_name(item["sku"], option) for option in item["options"]])
        name = words.say("{name} with {options}", name=name, options=fitted)
    companion = words.company.companions.get(item["companion"] or "")
    return words.say("{name} ({reason})", name=name, reason=companion.reason[words.locale]) if companion else name


def _joined(words: Words, items: list[str]) -> str:
    return {"zh": "；", "ja": "、", "ar": "؛ "}.get(words.locale, "; ").join(items)


def added(words: Words, data: JsonObject) -> list[str]:
    items = [f"{words.number(item['quantity'])} × {words.product_name(item['sku'])}" for item in data["items"]]
    return [words.say("Added: {items}.", items=words.listed(items))] if items else []


def left_out(words: Words, data: JsonObject) -> list[str]:
    return [words.say("All right, without it.")]


def in_time(words: Words, data: JsonObject) -> list[str]:
    return [
        words.say(
            "{name}: ready to ship on {ready}, in time for {deadline}; transport comes on top.",
            name=words.product_name(data["sku"]),
            ready=words.day(data["ready"]),
            deadline=words.day(data["deadline"]),
        )
    ]


def too_late(words: Words, data: JsonObject) -> list[str]:
    return [
        words.say(
            "To be honest, {deadline} cannot be met: {quantity} × {name} can be ready to ship on {ready} at the earliest.",
            deadline=words.day(data["deadline"]),
            quantity=words.number(data["quantity"]),
            name=words.product_name(data["sku"]),
            ready=words.day(data["ready"]),
        )
    ]


def part_in_time(words: Words, data: JsonObject) -> list[str]:
    return [
        words.say("{quantity} of them could leave by {ready}, the rest later.", quantity=words.number(data["quantity"]),
                  ready=words.day(data["ready"]))
    ]  # fmt: skip


def others_in_time(words: Words, data: JsonObject) -> list[str]:
    names = words.listed([words.product_name(sku) for sku in data["skus"]])
    return [words.say("In time would be: {names}.", names=names)]


def supply(words: Words, data: JsonObject) -> list[str]:
    """On what the companion of a tool runs, and whether the supply that the buyer told is one of these."""
    values = {
        "name": words.product_name(data["sku"]),
        "tools": words.listed([words.isolated(sku) for sku in data["tools"]]),
        "required": words.need_value(data["need"], data["required"]),
        "value": words.attribute_value(data["attribute"], data["value"]),
    }
    if data["option"]:
        option = words.option_name(data["sku"], data["option"])
        return [
            words.say(
                "Needed for the {tools}: {name}; with the option “{option}” it suits your {required}.",
                option=option,
                **values,
            )
        ]
    if data["suits"]:
        return [words.say("Needed for the {tools}: {name}; it runs on {value} and suits your {required}.", **values)]
    others = [
        words.say(
            "With the option “{option}” the {sku} runs on {value}.",
            option=words.option_name(data["sku"], other["id"]),
            sku=words.isolated(data["sku"]),
            value=words.attribute_value(data["attribute"], other["value"]),
        )
        for other in data["others"]
    ]
    return [words.say("Needed for the {tools}: {name}; it runs on {value}, not on your {required}.", **values), *others]


def order_total(words: Words, data: JsonObject) -> list[str]:
    return [words.say("All together: {total}.", total=words.money(data["total"], data["currency"]))]


def put_in(words: Words, data: JsonObject) -> list[str]:
    """What was put among the lines because a tool cannot do without it, each with its reason."""
    items = [_companion(words, {**item, "options": []}) for item in data["items"]]
    return [words.say("Included because it is needed: {items}.", items=_joined(words, items))]


def nothing_needed(words: Words, data: JsonObject) -> list[str]:
    names = words.listed([words.product_name(sku) for sku in data["skus"]])
    return [words.say("I know of nothing else in our programme that has to go with it to work: {names}.", names=names)]


def reckoned_for(words: Words, data: JsonObject) -> list[str]:
    """For which of several tools the lines were reckoned, and that the others can be had the same way."""
    if not data["recommended"]:  # one that was only compared
        return [
            words.say(
                "That is for the {sku}; I will gladly reckon it for another one too.", sku=words.isolated(data["sku"])
            )
        ]
    return [words.say("That is for the {sku}, my first recommendation; I will gladly reckon it for another one too.",
                      sku=words.isolated(data["sku"]))]  # fmt: skip
