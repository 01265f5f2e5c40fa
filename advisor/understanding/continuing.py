"""The source of truth for messages that only go on ("and for 10?", "in dollars please", "Hamburg"), and for the currency named."""

from __future__ import annotations

import re

from advisor.model import AskPrice, Command, RequestQuote
from advisor.understanding.scene import Scene

Placed = tuple[int, Command]
_CURRENCY = re.compile(
    r"(?<![a-z])(eur|euros?|usd|us-?dollars?|us dollars?|dollars?|dolares|cny|rmb|yuan|jpy|gbp|pounds sterling|brl|reais|mxn|sar|riyals?)(?![a-z])|(欧元|美元|美金|人民币|日元|ユーロ|米ドル|ドル建て|人民元|يورو|دولار|يوان|ريال)"
)
_SHORT = 48


def going_on(scene: Scene, quantity: int | None) -> list[Placed]:
    """After products were shown, "and for 10?", "in dollars please" and "is 50,000 enough?" ask for the price."""
    spoken_of = scene.conversation.shown or scene.conversation.chosen or scene.conversation.recommended
    if not spoken_of or len(scene.text) > _SHORT or _means_something_else(scene):
        return []
    asks = any(scene.is_question(sentence) for sentence in scene.sentences)
    money = any(amount.currency for amount in scene.amounts)
    if asks and (
        money
        or (
            quantity is not None
            and (scene.conversation.asked is None or scene.conversation.asked in scene.trade.needs_of_kind("quantity"))
        )
    ):
        return [(0, AskPrice((), quantity))]
    currency = currency_named(scene)
    return [(0, AskPrice((), quantity, currency))] if currency and not money else []


_MOST_OF_A_PLACE = 60
_SENTENCE_END = re.compile(r"[.!?。](?=\s|$)|\n")
_NO_PLACE = ("deny", "no", "never_mind", "forget", "unknown", "question", "price", "discount", "person")


def place_named(scene: Scene) -> list[Placed]:
    """Where the quote waits for the place of its delivery term, a short message that is nothing else names it, or an address."""
    if not waits_for_place(scene) or scene.has(*_NO_PLACE) or scene.contacts.spans:
        return []
    short = len(scene.text) <= _MOST_OF_A_PLACE and not scene.amounts and any(map(str.isalpha, scene.text))
    if not (short or _is_address(scene)):
        return []
    rule = str(scene.conversation.incoterm).split()[0]  # a place that was refused is replaced
    return [(0, RequestQuote(incoterm=f"{rule} {scene.reading.said.strip()}"))]


def _is_address(scene: Scene) -> bool:
    """A firm, a street, a town between commas: `quoting` prints it whole, or says that it is too long."""
    numbers = all(not amount.unit for amount in scene.amounts)
    located = any(term.startswith(("place.", "country.")) for hit in scene.terms for term in hit.terms)
    return "," in scene.text and numbers and located and _SENTENCE_END.search(scene.text) is None


def waits_for_place(scene: Scene) -> bool:
    return scene.conversation.pending == "place" and bool(scene.conversation.incoterm)


def _means_something_else(scene: Scene) -> bool:
    needs = [name for name in scene.trade.company.needs if name not in scene.trade.needs_of_kind("quantity")]
    measured = any(amount.unit for amount in scene.amounts)
    return measured or bool(scene.threads) or bool(scene.terms_of(*needs, "attribute", "topic", "category", "kind"))


def currency_named(scene: Scene) -> str | None:
    """Return the currency that a message names beside its amounts."""
    for match in _CURRENCY.finditer(scene.text):
        code = scene.words.currency_of.get((match[1] or match[2]).removesuffix("建て"))
        if code and not any(amount.start <= match.start() < amount.end for amount in scene.amounts):
            return code
    return None
