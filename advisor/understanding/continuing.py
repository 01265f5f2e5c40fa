"""The source of truth for questions that only go on ("and for 10?", "in dollars please"), and for the currency that is named."""

from __future__ import annotations

import re

from advisor.model import AskPrice, Command
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
