"""The words for prices, stock, facts, knowledge and comparison."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from advisor.model import JsonObject
from advisor.wording.words import Words
from foundation.locales import language_name

LONGEST_PASSAGE = 520


def prices(words: Words, data: JsonObject) -> list[str]:
    lines = [_price(words, item) for item in data["items"]]
    until = data["items"][0].get("valid_until")
    closing = (
        words.say("List prices, valid until {date}.", date=words.day(until)) if until else words.say("List prices.")
    )
    bullets = [f"- {line}" for line in lines] if len(lines) > 1 else lines
    return [*bullets, closing]


def _price(words: Words, item: JsonObject) -> str:
    currency, quantity = item["currency"], int(item["quantity"])
    name = words.product_name(item["sku"])
    if item.get("options"):
        fitted = words.listed([words.option_name(item["sku"], option) for option in item["options"]])
        name = words.say("{name} with {options}", name=name, options=fitted)
    values: dict[str, Any] = {
        "name": name,
        "quantity": words.number(quantity),
        "unit_price": words.money(item["unit_price"], currency),
        "amount": words.money(item["amount"], currency),
    }
    if quantity == 1:
        line = words.say("**{name}**: {unit_price} each.", **values)
    else:
        line = words.say("{quantity} × **{name}**: {unit_price} each, {amount} in total.", **values)
    # the breaks of the list are those of the bare product
    further = None if item.get("options") else _next_break(item)
    if further:
        separator = "" if words.locale in ("zh", "ja") else " "
        line += separator + words.say(
            "From {quantity}: {price} each.",
            quantity=words.number(further["min_quantity"]),
            price=words.money(further["unit_price"], currency),
        )
    return line


def _next_break(item: JsonObject) -> JsonObject | None:
    later = [each for each in item.get("breaks") or () if each["min_quantity"] > int(item["quantity"])]
    found: JsonObject | None = min(later, key=lambda each: each["min_quantity"], default=None)
    return found


def above_budget(words: Words, data: JsonObject) -> list[str]:
    return [words.say("That is above your budget ({budget}).", budget=words.money(data["amount"], data["currency"]))]


def within_budget(words: Words, data: JsonObject) -> list[str]:
    return [words.say("That is within your budget ({budget}).", budget=words.money(data["amount"], data["currency"]))]


def no_price(words: Words, data: JsonObject) -> list[str]:
    return [
        words.say("I have no list price for {name} in {currency}.", name=words.product_name(data["sku"]),
                  currency=words.isolated(data["currency"])),
        words.say("A colleague will gladly make you an individual quote."),
    ]  # fmt: skip


def next_break(words: Words, data: JsonObject) -> list[str]:
    further = _next_break(data)
    name = words.product_name(data["sku"])
    if further is None:
        return [
            words.say("The best list price of {name} is {price} each.", name=name,
                      price=words.money(data["unit_price"], data["currency"]))
        ]  # fmt: skip
    return [
        words.say(
            "The list price falls with the quantity: {name} costs {price} each from {quantity}, instead of {now}.",
            name=name,
            price=words.money(further["unit_price"], data["currency"]),
            quantity=words.number(further["min_quantity"]),
            now=words.money(data["unit_price"], data["currency"]),
        )
    ]


def stock(words: Words, data: JsonObject) -> list[str]:
    name = words.product_name(data["sku"])
    if not data["stock"]:
        return [words.say("{name}: none in stock at the moment, it is made to order.", name=name)]
    return [
        words.say("{name}: {stock} in stock, ready to ship in {days} days.", name=name, stock=words.number(data["stock"]),
                  days=words.number(data["days"]))
    ]  # fmt: skip


def lead_time(words: Words, data: JsonObject) -> list[str]:
    values = {
        "name": words.product_name(data["sku"]),
        "quantity": words.number(data["quantity"]),
        "days": words.number(data["days"]),
    }
    if data["origin"] == "stock":
        return [words.say("{quantity} × {name}: ready to ship from stock in {days} days.", **values)]
    return [words.say("{quantity} × {name}: made to order, ready to ship in {days} days.", **values)]


def no_guaranteed_day(words: Words, data: JsonObject) -> list[str]:
    return [
        words.say("I cannot commit us to a day of arrival; what I can tell is when the goods are ready to ship."),
    ]


def _facts(words: Words, facts: Any) -> str:
    separator = {"zh": "，", "ja": "、", "ar": "، "}.get(words.locale, ", ")
    return separator.join(
        f"{words.attribute_label(fact['attribute'])} {words.attribute_value(fact['attribute'], fact['value'])}"
        for fact in facts
    )


def data(words: Words, data: JsonObject) -> list[str]:
    facts = words.say("**{name}**: {facts}.", name=words.product_name(data["sku"]), facts=_facts(words, data["facts"]))
    page = f"/{words.locale}/products/{words.company.products[data['sku']].slug}"
    more = words.say("All its figures and papers")
    return [facts, f"[{more}]({page})"]


def chosen(words: Words, data: JsonObject) -> list[str]:
    return [words.say("Good choice: **{name}** ({facts}).", name=words.product_name(data["sku"]),
                      facts=_facts(words, data["facts"]))]  # fmt: skip


def warranty(words: Words, data: JsonObject) -> list[str]:
    return [
        words.say(
            "{name}: warranty {months} months.",
            name=_name(words, data),
            months=words.number(data["months"]),
        ),
    ]


def fact(words: Words, data: JsonObject) -> list[str]:
    sentences = [words.say("{name}: {label} {value}.", **_figure(words, data))]
    if data["options"]:
        fitted = words.listed([words.option_name(_first(data), option) for option in data["options"]])
        sentences.append(words.say("More is possible with the option: {options}.", options=fitted))
    return sentences


def family_fact(words: Words, data: JsonObject) -> list[str]:
    values = [
        f"{words.isolated(item['sku'])} {words.attribute_value(data['attribute'], item['value'])}"
        for item in data["items"]
    ]
    label = words.attribute_label(data["attribute"])
    return [words.say("{label}, depending on the model: {values}.", label=label, values=words.listed(values))]


def claim_right(words: Words, data: JsonObject) -> list[str]:
    return [words.say("Yes, so the data sheet says: {name}, {label} {value}.", **_figure(words, data))]


def claim_near(words: Words, data: JsonObject) -> list[str]:
    return [words.say("The data sheet says exactly: {name}, {label} {value}.", **_figure(words, data))]


def claim_wrong(words: Words, data: JsonObject) -> list[str]:
    return [words.say("No, the data sheet says otherwise: {name}, {label} {value}.", **_figure(words, data))]


def _name(words: Words, data: JsonObject) -> str:
    """The product, or by their part numbers all that an answer is the same for."""
    skus = data.get("skus")
    return words.listed([words.isolated(sku) for sku in skus]) if skus else words.product_name(data["sku"])


def _first(data: JsonObject) -> str:
    return str((data.get("skus") or [data["sku"]])[0])


def _figure(words: Words, data: JsonObject) -> dict[str, str]:
    return {
        "name": _name(words, data),
        "label": words.attribute_label(data["attribute"]),
        "value": words.attribute_value(data["attribute"], data["value"]),
    }


def _asked(words: Words, data: JsonObject) -> str:
    several = isinstance(data["value"], list)
    return words.attribute_value(data["attribute"], list(data["asked"]) if several else data["asked"][0])


def feature(words: Words, data: JsonObject) -> list[str]:
    if data.get("skus"):
        return [
            words.say("Yes, all of these have {asked}: {names}.", names=_name(words, data), asked=_asked(words, data))
        ]
    return [words.say("Yes, {name} has {asked}.", name=words.product_name(data["sku"]), asked=_asked(words, data))]


def feature_with_option(words: Words, data: JsonObject) -> list[str]:
    fitted = words.listed([words.option_name(data["sku"], option) for option in data["options"]])
    return [
        words.say("{name} has {asked} with the option “{option}”.", name=words.product_name(data["sku"]), asked=_asked(words, data),
                  option=fitted)
    ]  # fmt: skip


def can_be_had_with(words: Words, data: JsonObject) -> list[str]:
    name = words.product_name(data["sku"])
    said = []
    if data["options"]:
        options = words.listed([words.option_name(data["sku"], option) for option in data["options"]])
        said.append(words.say("{name} can be ordered with the option “{option}”.", name=name, option=options))
    if data["accessories"]:
        accessories = words.listed([words.product_name(sku) for sku in data["accessories"]])
        said.append(
            words.say("As accessories for {name} there are: {accessories}.", name=name, accessories=accessories)
        )
    return [
        *said,
        words.say("What is in the box as standard our data sheet does not say; a colleague will gladly confirm it."),
    ]


def no_feature(words: Words, data: JsonObject) -> list[str]:
    if data.get("skus"):
        return [
            words.say("No, the data sheets of {names} do not list {asked}. {label}: {value}.", names=_name(words, data),
                      asked=_asked(words, data), label=words.attribute_label(data["attribute"]),
                      value=words.attribute_value(data["attribute"], data["value"]))
        ]  # fmt: skip
    return [
        words.say("No, the data sheet of {name} does not list {asked}. {label}: {value}.", name=words.product_name(data["sku"]),
                  asked=_asked(words, data), label=words.attribute_label(data["attribute"]),
                  value=words.attribute_value(data["attribute"], data["value"]))
    ]  # fmt: skip


def no_fact(words: Words, data: JsonObject) -> list[str]:
    return [
        words.say("The data sheet of {name} does not state this: {label}.", name=_name(words, data),
                  label=words.attribute_label(data["attribute"]))
    ]  # fmt: skip


def not_in_documents(words: Words, data: JsonObject) -> list[str]:
    return [
        words.say(
            "I find nothing about this in our documents, and I would rather not guess. Shall a colleague answer you?"
        )
    ]


def passage(words: Words, data: JsonObject) -> list[str]:
    title = f"[{data['title']}]({data['url']})"
    source = (
        words.say("Source: {title}, page {page}.", title=title, page=words.number(data["page"]))
        if data.get("page")
        else words.say("Source: {title}.", title=title)
    )
    text = _shortened(str(data["passage"]))
    text = text if text[-1:] in ".。!?！？؟…" else text + ("。" if words.locale in ("zh", "ja") else ".")
    if data.get("locale") and data["locale"] != words.locale:
        language = language_name(data["locale"], words.locale)
        # the reply stays wholly in the visitor's language; the passage itself stands among the citations
        return [words.say("Our document on this is written in this language: {language}.", language=language), source]
    return [text, source]


def _joined(lines: Iterable[str]) -> str:
    """Lines of a list become sentences of their own."""
    text = ""
    for line in lines:
        if text and text[-1] not in ".。!?！？؟:：;；،,":
            text += "。" if re.search(r"[\u3040-\u9fff]$", text) else "."
        text += (" " if text else "") + line
    return text


def _shortened(text: str) -> str:
    text = _joined(line.strip("#*-> ").strip() for line in text.splitlines() if line.strip("#*-> ").strip())
    if len(text) <= LONGEST_PASSAGE:
        return text
    cut = max(text.rfind(mark, 0, LONGEST_PASSAGE) for mark in (". ", "。", "! ", "? ", "؟ "))
    return text[: cut + 1] if cut > LONGEST_PASSAGE // 3 else text[:LONGEST_PASSAGE].rsplit(" ", 1)[0] + " …"
