"""The words for the quote, the contact and what happens with them."""

from __future__ import annotations

from advisor.model import JsonObject
from advisor.wording.words import Words, visitors_words


def quote_issued(words: Words, data: JsonObject) -> list[str]:
    sentences = [
        words.say(
            "Your quote {number}: {lines}, total {total}, valid until {date}.",
            number=f"**{words.isolated(data['number'])}**",
            lines=_lines(words, data),
            total=words.money(data["total"], data["currency"]),
            date=words.day(data["valid_until"]),
        )
    ]
    if data.get("pdf_url"):
        sentences.append(words.say("[Open the PDF]({url})", url=data["pdf_url"]))
    return sentences


def first_choice(words: Words, data: JsonObject) -> list[str]:
    return [words.say("I took my first recommendation; if you prefer another one, just say so.")]


def quote_is_there(words: Words, data: JsonObject) -> list[str]:
    number = f"**{words.isolated(data['number'])}**"
    return [words.say("Your quote {number} is made: the PDF is here in our conversation.", number=number)]


def quote_at_once(words: Words, data: JsonObject) -> list[str]:
    return [words.say("The quote comes at once, here as a PDF, as soon as the product and the quantity are settled.")]


def call_comes(words: Words, data: JsonObject) -> list[str]:
    return [
        words.say("Our sales team has your enquiry and will get back to you at {address}; I cannot name the exact time.",
                  address=words.isolated(data["address"]))
    ]  # fmt: skip


def call_needs_phone(words: Words, data: JsonObject) -> list[str]:
    return [words.say("If you prefer a call, please leave a phone number.")]


def call_needs_contact(words: Words, data: JsonObject) -> list[str]:
    return [
        words.say(
            "Please leave a phone number or an e-mail address, and our sales team will get back to you; I cannot name the exact time."
        )
    ]


def delivery_term(words: Words, data: JsonObject) -> list[str]:
    return [
        words.say(
            "As delivery term I took {term}; if you mean another one, just say so.", term=words.isolated(data["term"])
        )
    ]


def quote_needs_product(words: Words, data: JsonObject) -> list[str]:
    names = words.either([words.product_name(sku) for sku in data["skus"]])
    return [words.say("For the quote I only need to know which one: {names}?", names=names)]


def quote_needs_place(words: Words, data: JsonObject) -> list[str]:
    return [words.say("For the quote I only need the place for {term}.", term=words.isolated(data["term"]))]


def quote_needs_quantity(words: Words, data: JsonObject) -> list[str]:
    return [words.say("For the quote I only need to know how many; a rough number is enough.")]


def _lines(words: Words, data: JsonObject) -> str:
    lines = data.get("lines") or ()
    return words.listed([f"{words.number(line['quantity'])} × {words.product_name(line['sku'])}" for line in lines])


def quote_waiting(words: Words, data: JsonObject) -> list[str]:
    return [
        words.say("Your quote {number} is being checked; you will receive it as soon as it is approved.",
                  number=f"**{words.isolated(data['number'])}**")
    ]  # fmt: skip


def quote_impossible(words: Words, data: JsonObject) -> list[str]:
    return [words.say("I could not write this quote. A colleague will gladly do it for you.")]


def quote_lacks(words: Words, data: JsonObject) -> list[str]:
    return [str(data["reason"])]


def invite_email(words: Words, data: JsonObject) -> list[str]:
    return [words.say("Where may I send it? An e-mail address is enough.")]


def contact_invalid(words: Words, data: JsonObject) -> list[str]:
    return [words.say("“{said}” does not look complete; could you check it?", said=words.quoted(data["said"]))]


def thanks_for_contact(words: Words, data: JsonObject) -> list[str]:
    if data["name"]:
        return [words.say("Thank you, {name}, your contact details are noted.", name=visitors_words(data["name"]))]
    return [words.say("Thank you, your contact details are noted.")]


def quote_mailed(words: Words, data: JsonObject) -> list[str]:
    return [
        words.say("The quote {number} goes by e-mail to {email}.", number=words.isolated(data["number"]),
                  email=words.isolated(data["email"]))
    ]  # fmt: skip


def person_follows(words: Words, data: JsonObject) -> list[str]:
    return [words.say("Our sales team will get in touch with you.")]
