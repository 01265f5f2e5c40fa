"""The words for concessions and objections."""

from __future__ import annotations

from advisor.model import JsonObject
from advisor.wording.words import Words


def _explained(words: Words, sentence: str, data: JsonObject) -> list[str]:
    """Add when an answer can be expected and what is possible at once; the process itself is told to our own people."""
    sentences = [sentence]
    if data.get("expected_by"):
        sentences.append(words.say("An answer can be expected by {date}.", date=words.day(data["expected_by"])))
    if data.get("alternative"):
        sentences.append(_full_stop(words, str(data["alternative"])))
    return sentences


def _full_stop(words: Words, text: str) -> str:
    return text if text[-1:] in ".。!?！？؟" else text + ("。" if words.locale in ("zh", "ja") else ".")


def authority_approved(words: Words, data: JsonObject) -> list[str]:
    wish = data.get("said")
    told = (
        words.say("Yes, this is possible: {wish}.", wish=words.quoted(wish))
        if wish
        else words.say("Yes, this is possible.")
    )
    return _explained(words, told, data)


def goes_into_quote(words: Words, data: JsonObject) -> list[str]:
    return [words.say("I will take it into account in your quote.")]


def authority_needs_supervisor(words: Words, data: JsonObject) -> list[str]:
    if not data.get("said"):
        return _explained(words, words.say("I may not decide this myself; it needs an approval."), data)
    told = words.say("I may not decide this myself: {wish}. It needs an approval.", wish=words.quoted(data["said"]))
    return _explained(words, told, data)


def authority_needs_process(words: Words, data: JsonObject) -> list[str]:
    wish = data.get("said")
    told = (
        words.say("There is a fixed procedure for this: {wish}.", wish=words.quoted(wish))
        if wish
        else words.say("There is a fixed procedure for this.")
    )
    return _explained(words, told, data)


def authority_forbidden(words: Words, data: JsonObject) -> list[str]:
    wish = data.get("said")
    told = (
        words.say("I am sorry, this is not possible: {wish}.", wish=words.quoted(wish))
        if wish
        else words.say("I am sorry, this is not possible.")
    )
    return _explained(words, told, data)


def objection_price(words: Words, data: JsonObject) -> list[str]:
    return [words.say("I understand, the price has to fit.")]


def objection_lead_time(words: Words, data: JsonObject) -> list[str]:
    return [words.say("I understand, the date matters.")]


def objection_fit(words: Words, data: JsonObject) -> list[str]:
    return [words.say("I see. What does not fit yet? Then I will look again.")]


def objection_competitor(words: Words, data: JsonObject) -> list[str]:
    return [words.say("That is a fair question. Name the model and I compare it with ours, figure by figure.")]


def objection_trust(words: Words, data: JsonObject) -> list[str]:
    return [
        words.say(
            "You are right to check. Certificates and data sheets are on our product pages, references among our cases."
        )
    ]


def objection_warranty(words: Words, data: JsonObject) -> list[str]:
    return [words.say("I understand, that counts in a comparison.")]


def longer_warranty(words: Words, data: JsonObject) -> list[str]:
    return [
        words.say("If you need a longer term than ours, tell me which: it needs an approval, and I put it forward.")
    ]


def objection_durability(words: Words, data: JsonObject) -> list[str]:
    return [words.say("A fair doubt, and I will not talk it away. What counts is what is on record.")]


def objection_service(words: Words, data: JsonObject) -> list[str]:
    return [words.say("I understand, help must be within reach.")]


def objection_other(words: Words, data: JsonObject) -> list[str]:
    return [words.say("I understand your concern. A colleague can look into it with you.")]
