"""The words for a set at one price."""

from __future__ import annotations

from advisor.model import JsonObject
from advisor.wording.words import Words


def set_offered(words: Words, data: JsonObject) -> list[str]:
    """What is in it, what it costs, and whether to quote it."""
    price, quantity = data["price"], int(data["price"]["quantity"])
    parts = [f"{words.number(part['quantity'])} × {words.product_name(part['sku'])}" for part in data["components"]]
    values = {
        "name": f"**{words.product_name(data['sku'])}**",
        "unit_price": words.money(price["unit_price"], price["currency"]),
        "quantity": words.number(quantity),
        "amount": words.money(price["amount"], price["currency"]),
    }
    if quantity == 1:
        first = words.say("There is a set at one price: {name}, {unit_price}.", **values)
    else:
        first = words.say(
            "There is a set at one price: {quantity} × {name}, {unit_price} each, {amount} in total.", **values
        )
    return [
        first,
        words.say("It contains {parts}.", parts=words.listed(parts)),
        words.say("List prices, valid until {date}.", date=words.day(price["valid_until"])),
        words.say("Shall I quote the set?"),
    ]
