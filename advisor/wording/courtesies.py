"""The words for greetings, thanks, refusals and passing on to a person."""

from __future__ import annotations

from advisor.model import JsonObject
from advisor.wording.changes import items
from advisor.wording.words import Words


def greeting(words: Words, data: JsonObject) -> list[str]:
    return [words.company.advisor.greeting[words.locale]]


def introduction(words: Words, data: JsonObject) -> list[str]:
    return [words.say("This is the digital advisor of {company}, a machine.", company=words.company.identity.name)]


def greeting_again(words: Words, data: JsonObject) -> list[str]:
    return [words.say("Hello again, good to have you here.")]


def machine(words: Words, data: JsonObject) -> list[str]:
    identity = words.company.identity
    return [
        words.say("I am a machine: the digital advisor of {company}.", company=identity.name),
        identity.description[words.locale],
        words.say("Whenever you prefer a person, say so and a colleague takes over."),
    ]


def why_us(words: Words, data: JsonObject) -> list[str]:
    """The company's own reasons, as its pack gives them."""
    reasons = words.company.identity.why
    return [f"- **{one.question[words.locale]}**: {one.answer[words.locale]}" for one in reasons]


def with_colleague(words: Words, data: JsonObject) -> list[str]:
    return [words.say("A colleague has this conversation with all that you wrote, and will come back to you.")]


def our_range(words: Words, data: JsonObject) -> list[str]:
    opening = words.say(
        "We have {products} products in {families} families:",
        products=words.number(data["products"]),
        families=words.number(len(data["families"])),
    )
    return [opening, *(_family(words, family) for family in data["families"])]


def _family(words: Words, family: JsonObject) -> str:
    slug = words.company.categories[family["id"]].slug
    link = f"[{family['name']}](/{words.locale}/products/{slug}/)"
    return "- " + words.say("{label}: {value}", label=link, value=family["summary"])


def next_with_quote(words: Words, data: JsonObject) -> list[str]:
    return [
        words.say(
            "Your quote {number} is ready; our sales team settles the order with you.",
            number=words.isolated(data["number"]),
        )
    ]


def next_to_quote(words: Words, data: JsonObject) -> list[str]:
    return [words.say("First we settle the product and the quantity, then you receive the quote as a PDF.")]


def you_are_welcome(words: Words, data: JsonObject) -> list[str]:
    return [words.say("You are welcome.")]


def farewell(words: Words, data: JsonObject) -> list[str]:
    return [words.say("Thank you for your visit, and goodbye.")]


def small_talk(words: Words, data: JsonObject) -> list[str]:
    return [words.say("Thank you for asking! As a machine I am always ready to help you choose the right product.")]


def off_topic(words: Words, data: JsonObject) -> list[str]:
    return [
        words.say("That is outside my field, so I would rather not guess."),
        words.say(
            "I can help with the products of {company}, their prices and quotes.", company=words.company.identity.name
        ),
    ]


def abuse(words: Words, data: JsonObject) -> list[str]:
    return [words.say("I would like to help you, but please let us stay polite.")]


def job_application(words: Words, data: JsonObject) -> list[str]:
    identity = words.company.identity
    return [
        words.say("Thank you for your interest in working with us. I only advise on products; please write to {email}.",
                  email=words.isolated(identity.email))
    ]  # fmt: skip


def supplier_pitch(words: Words, data: JsonObject) -> list[str]:
    identity = words.company.identity
    return [
        words.say("Thank you for your offer. I only advise buyers; for our purchasing department please write to {email}.",
                  email=words.isolated(identity.email))
    ]  # fmt: skip


def instruction(words: Words, data: JsonObject) -> list[str]:
    return [
        words.say("I cannot follow that instruction."),
        words.say("I gladly keep helping you with products, prices and quotes."),
    ]


def other_customers(words: Words, data: JsonObject) -> list[str]:
    return [
        words.say("Of other customers and what was agreed with them I tell nothing, just as I tell nobody about you."),
        words.say("Your own prices and terms I gladly go through with you."),
    ]


def never_mind(words: Words, data: JsonObject) -> list[str]:
    return [words.say("All right, we leave that.")]


def restart(words: Words, data: JsonObject) -> list[str]:
    return [words.say("All right, let us start afresh.")]


def undone(words: Words, data: JsonObject) -> list[str]:
    held = items(words, data["items"])
    if not held:
        return [words.say("Taken back; nothing is noted now.")]
    return [words.say("Taken back. Noted now: {items}.", items=held)]


def denied(words: Words, data: JsonObject) -> list[str]:
    return [words.say("All right. What may I change?")]


def handed_over(words: Words, data: JsonObject) -> list[str]:
    first = {
        "sample": words.say("I have passed on your wish for a sample to our sales team."),
        "visit": words.say("I have passed on your wish for a visit to our sales team."),
        "complaint": words.say("I am sorry about that. I have passed it on to a colleague who will look into it."),
        "approval": words.say("I have put this before a colleague who may decide it."),
        "wish": words.say("Gladly: I am passing our conversation on to a colleague."),
        "safety": words.say("A colleague will answer this for you."),
    }
    sentences = [first.get(data["reason"], first["wish"])]
    if data.get("reference"):
        sentences.append(words.say("Reference: {reference}.", reference=words.isolated(str(data["reference"]))))
    return sentences


def will_reach(words: Words, data: JsonObject) -> list[str]:
    return [words.say("We will get back to you at {address}.", address=words.isolated(data["address"]))]


def ask_contact(words: Words, data: JsonObject) -> list[str]:
    return [words.say("Where may we reach you? An e-mail address or a phone number is enough.")]


def unclear(words: Words, data: JsonObject) -> list[str]:
    return [
        words.say("I am afraid I did not understand that."),
        words.say("Are you looking for a product, a price, or someone to talk to?"),
    ]


def still_unclear(words: Words, data: JsonObject) -> list[str]:
    return [words.say("I am sorry, I still do not follow. Would you like a colleague to answer you?")]
