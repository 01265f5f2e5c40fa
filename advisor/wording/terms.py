"""The words for the company's own terms, the countries that it delivers to, who stands for it there, and its references."""

from __future__ import annotations

from advisor.model import JsonObject
from advisor.wording.words import Words
from foundation.locales import country_name

SINGLE = 1


def terms_payment(words: Words, data: JsonObject) -> list[str]:
    currencies = words.either([words.isolated(one) for one in data["currencies"]])
    return [
        data["payment"],
        words.say("We quote in {currencies}.", currencies=currencies),
        words.say("Any other payment term needs an approval; tell me what you need, and I pass it on."),
    ]


def terms_delivery(words: Words, data: JsonObject) -> list[str]:
    said = [_standard(words, data)]
    if data["others"]:
        others = words.listed([words.isolated(one) for one in data["others"]])
        said.append(words.say("On request we also quote {rules}.", rules=others))
    if data["rules"]:
        said.append(_freight(words, data))
    said.append(words.say("Name the term and the place, and both will stand in your quote."))
    return said


def _standard(words: Words, data: JsonObject) -> str:
    return words.say(
        "Our standard delivery term is {term} ({edition}).",
        term=words.isolated(f"{data['incoterm']} {data['place']}"),
        edition=words.isolated(data["edition"]),
    )


def _freight(words: Words, data: JsonObject) -> str:
    rules = words.listed([words.isolated(one) for one in data["rules"]])
    place = country_name(data["country"], words.locale)
    return words.say("{country}: for {rules} your quote states the freight.", rules=rules, country=place)


def terms_freight(words: Words, data: JsonObject) -> list[str]:
    said = [words.say("List prices are without freight."), _standard(words, data)]
    country = country_name(data["country"], words.locale)
    if not data["rules"]:
        said.append(words.say("{country}: no freight rate is on record; a colleague prices it for the place that you name.",
                              country=country))  # fmt: skip
        return said
    costs = data.get("costs") or ()
    said += [_cost(words, one, country) for one in costs] or [_freight(words, data)]
    said.append(words.say("Name the term and the place, and both will stand in your quote."))
    return said


def _cost(words: Words, one: JsonObject, country: str) -> str:
    amounts = [
        words.say(
            "{label}: {value}",
            label=words.either([words.isolated(rule) for rule in rate["rules"]]),
            value=words.money(rate["amount"], one["currency"]),
        )
        for rate in one["rates"]
    ]
    return words.say(
        "Freight to {country} for {quantity} × {name}: {amounts}.",
        country=country,
        quantity=words.number(one["quantity"]),
        name=words.product_name(one["sku"]),
        amounts=words.listed(amounts),
    )


def terms_tax(words: Words, data: JsonObject) -> list[str]:
    said = [data["note"]]
    if data["treatment"] in ("reverse_charge", "export"):  # the note tells why none is added, and not that none is in
        said.insert(0, words.say("Prices are without value-added tax."))
    return said


def terms_duties(words: Words, data: JsonObject) -> list[str]:
    country = country_name(data["country"], words.locale)
    if data["treatment"] in ("domestic", "reverse_charge"):
        return [
            words.say("{country}: no import duties arise, the goods stay within the customs union.", country=country)
        ]
    return [
        words.say("{country}: import duties, taxes and charges there are the buyer's, unless the delivery term says otherwise.",
                  country=country)
    ]  # fmt: skip


def terms_minimum(words: Words, data: JsonObject) -> list[str]:
    said = [
        words.say("{name}: smallest order quantity {quantity}.", name=words.product_name(one["sku"]),
                  quantity=words.number(one["quantity"]))
        for one in data["smallest"]
    ]  # fmt: skip
    if not said:
        said.append(_smallest(words, data["everywhere"]))
    if data["least"]:
        value = words.money(data["least"]["amount"], data["currency"])
        said.append(words.say("The goods of an order must be worth at least {amount}.", amount=value))
    said += [_surcharge(words, one, data["currency"]) for one in data["surcharges"]]
    if not data["least"] and not data["surcharges"]:
        said.append(words.say("A minimum order value or a surcharge for small orders is not on record."))
    return said


def _smallest(words: Words, everywhere: int | None) -> str:
    if everywhere == SINGLE:
        return words.say("There is no minimum quantity: each of our products can be ordered singly.")
    if everywhere is not None:
        return words.say(
            "The smallest order quantity is {quantity} of each product.", quantity=words.number(everywhere)
        )
    return words.say("The smallest order quantity depends on the product; tell me which one you mean.")


def _surcharge(words: Words, one: JsonObject, currency: str) -> str:
    share, amount = one["percent"], one["added"]
    added = words.percent(share["value"] / 100) if share else words.money(amount["amount"], currency) if amount else ""
    below = words.money(one["below"]["amount"], currency)
    return words.say("For orders below {below}: {name}, {added}.", below=below, name=one["name"], added=added)


def terms_reach(words: Words, data: JsonObject) -> list[str]:
    if data["country"] is None:
        return _abroad(words, data)
    country = country_name(data["country"], words.locale)
    said = [words.say("{country}: yes, we deliver there.", country=country)]
    if data["rules"]:
        rules = words.listed([words.isolated(one) for one in data["rules"]])
        said.append(words.say("For {rules} your quote states the freight.", rules=rules))
    else:
        said.append(words.say("Freight there is quoted on request."))
    said.append(_standard(words, data))
    if data["customers"]:
        said.append(words.say("Customers of ours there: {count}.", count=words.number(data["customers"])))
    return said


def _abroad(words: Words, data: JsonObject) -> list[str]:
    said = [words.say("Yes, we also deliver abroad.")]
    if data["countries"]:
        count = words.number(data["countries"])
        said.append(words.say("Freight rates for {count} countries are on record; for others a colleague checks the delivery first.",
                              count=count))  # fmt: skip
    said.append(words.say("Which country is it?"))
    return said


def no_reach(words: Words, data: JsonObject) -> list[str]:
    country = country_name(data["country"], words.locale)
    return [
        words.say("{country}: whether we deliver there is not on record.", country=country),
        words.say("A colleague can check it. Shall I pass your question on?"),
    ]


def terms_partner(words: Words, data: JsonObject) -> list[str]:
    return [words.say("Our contacts on record:"), *(f"- {_representative(words, one)}" for one in data["known"])]


def _representative(words: Words, one: JsonObject) -> str:
    kinds = {
        "dealer": words.say("Distributor"),
        "agent": words.say("Agent"),
        "service": words.say("Service point"),
        "office": words.say("Branch office"),
    }
    place = country_name(one["country"], words.locale)
    where = [one["city"], place] if one["city"] else [place]
    reach = [words.isolated(one[name]) for name in ("email", "phone") if one[name]]
    return words.say(
        "{label}: {value}", label=kinds[one["kind"]], value=" · ".join([f"**{one['name']}**", *where, *reach])
    )


def no_partner(words: Words, data: JsonObject) -> list[str]:
    if data["country"]:
        country = country_name(data["country"], words.locale)
        said = [
            words.say("{country}: no distributor, agent or service point of ours is on record there.", country=country)
        ]
    else:
        said = [words.say("No distributor, agent or service point of ours is on record.")]
    if data["delivered"]:
        said.append(words.say("We deliver there directly from {city}.", city=data["city"]))
    return [*said, words.say("A colleague can tell you more. Shall I pass your question on?")]


def terms_references(words: Words, data: JsonObject) -> list[str]:
    opening = words.say("From our case studies:")
    if data["industry"]:
        opening = words.say("From our case studies ({industry}):", industry=words.industry(data["industry"]))
    told = [f"- [{case['title']}]({case['url']}): {case['customer']}" for case in data["cases"]]
    return [opening, *told, *_customers(words, data)]


def _customers(words: Words, data: JsonObject) -> list[str]:
    if not data["country"] or not data["customers"]:
        return []
    country = country_name(data["country"], words.locale)
    return [
        words.say(
            "{country}: customers of ours there: {count}.", country=country, count=words.number(data["customers"])
        )
    ]


def no_references(words: Words, data: JsonObject) -> list[str]:
    return [
        words.say("None of our published case studies fits that."),
        *_customers(words, data),
        words.say("[All case studies]({address})", address=f"/{words.locale}/cases/"),
        words.say("A colleague can tell you more. Shall I pass your question on?"),
    ]


def price_list(words: Words, data: JsonObject) -> list[str]:
    return [
        words.say("I tell list prices for each product and quantity, with the breaks for larger quantities."),
        words.say("On request I make you a quote as a PDF right away."),
    ]
