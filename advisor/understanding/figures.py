"""The source of truth for which need an amount speaks about: inches, money, spans of time, measures, and what is only counted."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

from advisor.understanding.continuing import currency_named
from advisor.understanding.counts import bolt_word_near, count, rate
from advisor.understanding.measures import checked, in_unit
from advisor.understanding.mention import Mention, open_readings, stated, time_words
from advisor.understanding.quantities import Amount
from advisor.understanding.scene import Scene
from advisor.understanding.shares import is_price_share
from content.catalogue.model import Need

NO_DEADLINE = (
    "trial",
    "payment_term",
    "warranty_extension",
    "refund",
    "explain",
    "complain",
    "competitor_better",
    "visit",
)
"""Beside these a date or a span of time is not the day by which the tools are needed."""


def amount_mention(scene: Scene, amount: Amount) -> Mention | None:
    """Return the need that an amount is a value of, by its unit, its currency or what it counts."""
    if amount.number.fraction or amount.unit == "inch":
        return _size(scene, amount)
    if amount.unit in ("mm", "cm") and (inches := _drive_in_inches(scene, amount)) is not None:
        return inches
    if amount.currency:
        return _money(scene, amount)
    if amount.unit in ("day", "week", "month"):
        return _span_of_time(scene, amount)
    if amount.unit in ("s", "min"):
        return _takt(scene, amount)
    if amount.unit:
        return _measured(scene, amount)
    return rate(scene, amount) or count(scene, amount)


def _size(scene: Scene, amount: Amount) -> Mention | None:
    """Inches as engineers write them: 1/2, 3/4, 1, 1-1/2."""
    need = scene.trade.need(scene.trade.need_of_unit.get("inch", ""))
    if need is None or _overlaps_term(scene, amount, need.id):
        return None
    sentence = scene.clause(amount.start)
    named = any(name == need.id for _, name in scene.named_needs(sentence))
    if amount.unit is None and not named and scene.conversation.asked != need.id and not _is_drive(scene, amount, need):
        return None
    if not named and bolt_word_near(scene, amount):
        return None
    text = amount.number.fraction or _in_eighths(amount.first)
    return Mention(amount.start, amount.end, need.id, stated(scene, text=text, as_said=amount.said), amount)


def _is_drive(scene: Scene, amount: Amount, need: Need) -> bool:
    """ "3/8" with nothing behind it, among other needs, is a drive that the catalogue has."""
    sizes = _drives(scene, need)
    alone = scene.text[amount.end : amount.end + 2].strip(" .,;:)的の")[:1]
    speaks = bool(scene.terms_of("kind", "category", "power") or any(one.unit for one in scene.amounts))
    speaks |= need.id in scene.conversation.needs
    return amount.number.fraction in sizes and not alone.isalnum() and speaks


def _drives(scene: Scene, need: Need) -> frozenset[str]:
    if need.match is None:
        return frozenset()
    held = (product.attributes.get(need.match.attribute) for product in scene.trade.company.products.values())
    return frozenset(str(one).partition("_")[2] or str(one) for one in held if one)


_MM = 25.4
_NEAR_SIZE = 0.25
"""Millimetres by which a drive may be rounded: 19 for 3/4 inch."""


def _drive_in_inches(scene: Scene, amount: Amount) -> Mention | None:
    """ "Drive 12.7 mm" is 1/2 inch."""
    need = scene.trade.need(scene.trade.need_of_unit.get("inch", ""))
    if need is None or not any(name == need.id for _, name in scene.named_needs(scene.clause(amount.start))):
        return None
    millimetres = amount.first * (10 if amount.unit == "cm" else 1)
    eighths = round(millimetres / _MM * 8)
    if not eighths or abs(eighths * _MM / 8 - millimetres) > _NEAR_SIZE:
        return None
    return Mention(
        amount.start, amount.end, need.id, stated(scene, text=_in_eighths(eighths / 8), as_said=amount.said), amount
    )


def _overlaps_term(scene: Scene, amount: Amount, need: str) -> bool:
    return any(
        hit.start < amount.end and amount.start < hit.end and any(term.startswith(need + ".") for term in hit.terms)
        for hit in scene.terms
    )


def _in_eighths(inches: float) -> str:
    fraction = Fraction(inches).limit_denominator(8)
    whole, rest = divmod(fraction, 1)
    if not rest:
        return str(whole)
    return f"{whole}-{rest}" if whole else str(rest)


_NO_BUDGET = ("discount", "price_match", "refund", "competitor_better", "free_of_charge")


def _money(scene: Scene, amount: Amount) -> Mention | None:
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
    """A bare figure that is called a budget is in the money of the language's country, where it has but one."""
    needs = scene.trade.needs_of_kind("money")
    currency = scene.words.home_currency.get(scene.locale)
    if not needs or currency is None or amount.first < _LEAST_BUDGET:
        return None
    clause = scene.clause(amount.start)
    each = _A_PIECE.search(scene.text, clause[0], amount.number.start) is not None and amount.first >= _LEAST_PRICE
    if each:
        return _money(scene, replace(amount, currency=currency))
    if not any(name == needs[0] for _, name in scene.named_needs(clause)) and scene.conversation.asked != needs[0]:
        return None
    return _money(scene, replace(amount, currency=currency))


def budget_in_named_currency(scene: Scene, amount: Amount) -> Mention | None:
    """ "Fifty k budget, US dollars": the figure and its currency stand apart."""
    needs = scene.trade.needs_of_kind("money")
    if not needs or amount.first < _LEAST_BUDGET or scene.has(*_NO_BUDGET, within=scene.sentence(amount.start)):
        return None
    named = any(name in needs for _, name in scene.named_needs(scene.clause(amount.start)))
    currency = currency_named(scene) if named else None
    return _money(scene, replace(amount, currency=currency)) if currency else None


_LEAST_BUDGET = 100
_LEAST_PRICE = 1000
_A_PIECE = re.compile(r"(?:[1一每毎](?:台|把|本|套|个|セット|支|件))(?:あたり|当たり|につき|の?予算)?[はで]?\s?$")
"""Before an amount of thousands, "a piece" speaks of money: 1台50万以内, 每台2万."""


def _span_of_time(scene: Scene, amount: Amount) -> Mention | None:
    needs = scene.trade.needs_of_kind("date")
    sentence = scene.sentence(amount.start)
    if not needs or scene.has(*NO_DEADLINE, "ago", within=sentence):
        return None
    before = time_words(scene, amount.start, "in", "by") or time_words(scene, amount.number.start, "in", "by")
    after = scene.words.relative.find(scene.reading, scene.locale)
    follows = [hit for hit in after if "in_after" in hit.terms and amount.number.end <= hit.start <= amount.end + 2]
    follows += [hit for hit in after if "in" in hit.terms and hit.start == amount.start]
    asked = scene.conversation.asked == needs[0]
    if not (before or follows or asked) or (scene.has("lead_time", within=sentence) and scene.is_question(sentence)):
        return None
    days = {"day": 1, "week": 7, "month": 30}[amount.unit or "day"] * (amount.high or amount.first)
    if not 0 < days <= 3650:
        return None
    day = scene.today + timedelta(days=int(days))
    return Mention(amount.start, amount.end, needs[0], stated(scene, text=day.isoformat(), as_said=amount.said), amount)


def _takt(scene: Scene, amount: Amount) -> Mention | None:
    """A cycle time is the reciprocal of a rate per hour."""
    need = scene.trade.need(scene.trade.need_of_unit.get("1/h", ""))
    if need is None or amount.first <= 0:
        return None
    every = scene.cues_named("every", within=(amount.number.start - 12, amount.number.start))
    if not every and not any(name == need.id for _, name in scene.named_needs(scene.sentence(amount.start))):
        return None
    counted = [one for one in scene.amounts if one.is_bare and bolt_word_near(scene, one)] if every else []
    per_hour = (3600 if amount.unit == "s" else 60) / amount.first * (counted[0].first if counted else 1)
    return checked(scene, amount, need, low=None, high=None, value=float(f"{per_hour:.5g}"))


def bounded_by_name(scene: Scene, amount: Amount) -> Amount:
    """Return an amount with its bound: it may stand before the name of what is measured ("max torque 340", 最大扭矩340)."""
    if amount.value is None or amount.plus_minus:
        return amount
    for hit, _ in scene.named_needs(scene.clause(amount.start)):
        gap = scene.text[hit.end : amount.start]
        if hit.end > amount.start or len(gap.strip()) > _COPULA:
            continue
        for kind, low in (("at_least", True), ("at_most", False)):
            if scene.words.before[kind].search(scene.text, max(0, hit.start - 12), hit.start):
                figure = amount.value
                return replace(amount, value=None, low=figure if low else None, high=None if low else figure)
    return amount


_COPULA = 5


def _measured(scene: Scene, amount: Amount) -> Mention | None:
    need = scene.trade.need(scene.trade.need_of_unit.get(amount.unit or "", ""))
    if need is None or need.unit is None:
        return None
    if amount.unit == "%" and not _is_share_of_need(scene, amount, need):
        return None
    if amount.unit == "kg" and _PRESSURE.search(scene.text, max(0, amount.start - 6), amount.start):
        return None
    return in_unit(scene, bounded_by_name(scene, amount), need, unit=amount.unit or need.unit)


_PRESSURE = re.compile(r"(?:压|圧|压力|圧力)[^\d,.。、]{0,3}$")
"""Behind it kilograms are those of a square centimetre: 风压6公斤."""
_NO_SHARE = ("discount", "payment_term", "refund", "price", "free_of_charge", "too_expensive")
_LIKELY_SHARE = 10


def _is_share_of_need(scene: Scene, amount: Amount, need: Need) -> bool:
    """Percent can be an accuracy or a discount: what stands around it decides."""
    sentence, clause = scene.sentence(amount.start), scene.clause(amount.start)
    if amount.plus_minus or any(name == need.id for _, name in scene.named_needs(clause)):
        return True
    if is_price_share(scene, amount):
        return False
    if scene.has(*_NO_SHARE, within=sentence):
        return False
    if scene.conversation.asked == need.id or any(name == need.id for _, name in scene.named_needs(sentence)):
        return True
    return abs(amount.first) <= _LIKELY_SHARE and not scene.is_question(sentence)
