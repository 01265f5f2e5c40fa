"""The words of what is told of a product beside its figures: origin, tariff number, package, data sheet, other makers' parts."""

from __future__ import annotations

from advisor.model import JsonObject
from advisor.wording.words import Words
from foundation.locales import country_name


def _name(words: Words, data: JsonObject) -> str:
    return words.product_name(data["sku"])


def origin(words: Words, data: JsonObject) -> list[str]:
    country = country_name(data["value"], words.locale)
    return [words.say("{name}: country of origin {country}.", name=_name(words, data), country=country)]


def hs_code(words: Words, data: JsonObject) -> list[str]:
    code = words.isolated(data["value"])
    return [words.say("{name}: tariff number (HS code) {code}.", name=_name(words, data), code=code)]


def package(words: Words, data: JsonObject) -> list[str]:
    size = words.isolated(" × ".join(words.number(side) for side in data["size"]) + " mm")
    weight = words.isolated(f"{words.number(data['gross'])} kg")
    pieces = int(data["pieces"])
    told = {"name": _name(words, data), "size": size, "weight": weight}
    if pieces == 1:
        return [words.say("{name}: package {size}, gross weight {weight}.", **told)]
    return [
        words.say(
            "{name}: package of {pieces} pieces {size}, gross weight {weight}.", pieces=words.number(pieces), **told
        )
    ]


def no_package(words: Words, data: JsonObject) -> list[str]:
    return [words.say("{name} is not sent as a package.", name=_name(words, data))]


def data_sheet(words: Words, data: JsonObject) -> list[str]:
    page = f"/{words.locale}/products/{words.company.products[data['sku']].slug}"
    title = words.say("Data sheet {sku} (PDF)", sku=data["sku"])
    more = words.say("All its figures and papers")
    return [f"[{title}]({page}/data-sheet.pdf)", f"[{more}]({page})"]


def not_vouched_for(words: Words, data: JsonObject) -> list[str]:
    own = words.listed([words.product_name(sku) for sku in data["accessories"]])
    sentences = [
        words.say(
            "Whether another maker's part fits the {sku} is not on record with us, so I will not say that it does.",
            sku=words.isolated(data["sku"]),
        )
    ]
    if own:
        sentences.append(words.say("Made for it: {accessories}.", accessories=own))
    return [*sentences, words.say("A colleague can look into it.")]
