"""The source of truth for what may be spent: money with its currency, and bare figures that are called a budget."""

from __future__ import annotations

import re
from dataclasses import replace

from advisor.understanding.continuing import currency_named
from advisor.understanding.mention import Mention, open_readings, stated
from advisor.understanding.quantities import Amount
from advisor.understanding.scene import Scene

_NO_BUDGET = ("discount", "price_match", "refund", "competitor_better", "free_of_charge")


def money_mention(scene: Scene, amount: Amount) -> Mention | None:
    """Return an amount of money as what may be spent, where it is no discount and no price of others."""
    needs = scene.trade.needs_of_kind("money")
    if not needs or scene.has(*_NO_BUDGET, within=scene.sentence(amount.start)) or amount.first <= 0:
        return None
    figure = amount.value if amount.value is not None else amount.high if amount.high is not None else amount.low
    value = stated(
        scene, amount=f"{figure:.2f}".removesuffix(".00"), currency=amount.currency, as_said=amount.said,
        approximate=amount.approximate,
    )  # fmt: skip
    return Mention(amount.start, amount.end, needs[0], value, amount, open_readings=open_readings(amount))


def home_budget(scene: Scene, amount: Amount) -> Mention | None:
    """A bare figure that is called a budget is in the money of the conversation, else in that of the buyer's prices.

    The reply shows it with its currency, so that a wrong one is corrected.
    """
    needs = scene.trade.needs_of_kind("money")
    held = scene.conversation.needs.get(needs[0]) if needs else None
    currency = (held and held.currency) or _usual_currency(scene)
    if not needs or currency is None or amount.first < _LEAST_BUDGET:
        return None
    clause = scene.clause(amount.start)
    each = _A_PIECE.search(scene.text, clause[0], amount.number.start) is not None and amount.first >= _LEAST_PRICE
    if each:
        return money_mention(scene, replace(amount, currency=currency))
    total = held is not None and amount.first >= _LEAST_PRICE and _IN_ALL.search(scene.text, *clause) is not None
    if not (
        called_budget(scene, amount) or price_bounded(scene, amount) or total or scene.conversation.asked == needs[0]
    ):
        return None
    return money_mention(scene, replace(amount, currency=currency))


def called_budget(scene: Scene, amount: Amount) -> bool:
    """Whether a bare figure is what may be spent: by the need's name, by a verb of spending, behind "presupuesto"."""
    clause = scene.clause(amount.start)
    if any(name in scene.trade.needs_of_kind("money") for _, name in scene.named_needs(clause)):
        return True
    if amount.is_bare and amount.first >= _LEAST_PRICE and _stands_apart(scene, amount):
        return True
    if not amount.is_bare or amount.first < _LEAST_PRICE or scene.words.pieces.match(scene.text, amount.end):
        return False
    behind = any(0 <= amount.start - cue.end <= _BEHIND for cue in scene.cues_named("quote_or_budget", within=clause))
    return behind or scene.has("spend", within=clause)


def _stands_apart(scene: Scene, amount: Amount) -> bool:
    """ "Our budget is small, about 20 thousand": a clause that is nothing but a figure goes on from the budget before it."""
    start, end = scene.clause(amount.start)
    alone = not scene.text[start : amount.start].strip(" ,،") and not scene.text[amount.end : end].strip(" .!吧")
    sentence = scene.sentence(amount.start)
    before = [one for hit, one in scene.named_needs((sentence[0], start))]
    return alone and bool(before) and before[-1] in scene.trade.needs_of_kind("money")


def price_bounded(scene: Scene, amount: Amount) -> bool:
    """ "The price must not exceed 8000": a price that has a bound is the buyer's own."""
    if not amount.is_bare:
        return False
    if amount.first >= _LEAST_PRICE and _FOR_ONE.match(scene.text, amount.end):
        return True
    if amount.value is not None or amount.high is None or amount.is_range:
        return False
    before = (scene.clause(amount.start)[0], amount.number.start)
    return scene.has("price", within=before) or any(n == "price" for _, n in scene.terms_of("input", within=before))


def _usual_currency(scene: Scene) -> str | None:
    """The currency spoken of so far, else that of the buyer's language or country."""
    terms = scene.trade.company.terms
    country = next(
        (
            held.value_id
            for name in scene.trade.needs_of_kind("country")
            if (held := scene.conversation.needs.get(name))
        ),
        None,
    )
    return (
        scene.conversation.currency
        or scene.words.home_currency.get(scene.locale)
        or terms.currency_by_country.get(country or "")
        or terms.currency_by_locale.get(scene.locale)
    )


_BEHIND = 14
"""Characters from "presupuesto" to its figure."""


def budget_in_named_currency(scene: Scene, amount: Amount) -> Mention | None:
    """ "Fifty k budget, US dollars": the figure and its currency stand apart."""
    needs = scene.trade.needs_of_kind("money")
    if not needs or amount.first < _LEAST_BUDGET or scene.has(*_NO_BUDGET, within=scene.sentence(amount.start)):
        return None
    currency = currency_named(scene) if called_budget(scene, amount) else None
    return money_mention(scene, replace(amount, currency=currency)) if currency else None


_LEAST_BUDGET = 100
_LEAST_PRICE = 1000
_IN_ALL = re.compile(
    r"(?<![a-z])(?:in total|in all|all in|altogether|overall|gesamt|insgesamt|zusammen|alles in allem|en total|no total|ao todo|total)(?![a-z])"
    r"|总共|一共|总计|合计|合計|全部で|総額|اجمالي|الاجمالي|المجموع"
)
"""A figure of thousands "in all" corrects the budget that is on record."""
_FOR_ONE = re.compile(r"\s?(?:[一每](?:台|把|套|支|个)|لل?(?:جهاز|قطعه|واحد|واحده|حبه|مفتاح)(?![\u0621-\u064a]))")
"""Behind an amount of thousands, "a piece": 8千一台, ٨ آلاف للجهاز."""
_A_PIECE = re.compile(r"(?:[1一每毎](?:台|把|本|套|个|セット|支|件))(?:あたり|当たり|につき|の?予算)?[はで]?\s?$")
"""Before an amount of thousands, "a piece" speaks of money: 1台50万以内, 每台2万."""
