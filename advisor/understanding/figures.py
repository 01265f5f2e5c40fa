"""The source of truth for which need an amount speaks about: inches, money, spans of time, measures, and what is only counted."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

from advisor.understanding.budgets import home_budget, money_mention, price_bounded
from advisor.understanding.called import bounded_by_name, called_by_name, tools_served
from advisor.understanding.concessions import is_conceded
from advisor.understanding.counts import bolt_word_near, count
from advisor.understanding.mains import mains_voltage
from advisor.understanding.measures import checked, in_unit
from advisor.understanding.mention import Mention, stated, time_words
from advisor.understanding.quantities import Amount
from advisor.understanding.rates import rate
from advisor.understanding.scene import Scene
from advisor.understanding.shares import is_price_share
from advisor.understanding.text import folded_pattern
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
    if is_conceded(scene, amount):
        return None
    if (between := _slashed(scene, amount)) is not None:
        return between
    if amount.number.fraction or amount.unit == "inch":
        return _size(scene, amount)
    if amount.unit in ("mm", "cm") and (inches := _drive_in_inches(scene, amount)) is not None:
        return inches
    if amount.currency:
        return money_mention(scene, amount)
    if amount.unit in ("day", "week", "month"):
        return _span_of_time(scene, amount)
    if amount.unit in ("s", "min"):
        return _takt(scene, amount)
    if amount.unit:
        return _measured(scene, amount)
    if price_bounded(scene, amount):
        return home_budget(scene, amount)
    return tools_served(scene, amount) or rate(scene, amount) or mains_voltage(scene, amount) or count(scene, amount)


_SLASHED = re.compile(r"(\d+)/(\d+)")
_LEAST_SLASHED = 5
"""From here on a slash between two figures parts the ends of a range: no tool has a drive of 18/20 inch."""


def _slashed(scene: Scene, amount: Amount) -> Mention | None:
    """ "18/20 Nm" is a range where the need has one."""
    need = scene.trade.need(scene.trade.need_of_unit.get(amount.unit or "", ""))
    ends = _SLASHED.fullmatch(amount.number.fraction or "")
    if need is None or need.kind != "range" or need.unit is None or ends is None:
        return None
    low, high = float(ends[1]), float(ends[2])
    if not _LEAST_SLASHED <= low < high:
        return None
    spread = replace(amount, low=low, high=high, value=None, is_range=True)
    return in_unit(scene, spread, need, unit=amount.unit or need.unit)


def _size(scene: Scene, amount: Amount) -> Mention | None:
    """Inches as engineers write them: 1/2, 3/4, 1, 1-1/2."""
    need = scene.trade.need(scene.trade.need_of_unit.get("inch", ""))
    if need is None or _overlaps_term(scene, amount, need.id):
        return None
    sentence = scene.clause(amount.start)
    named = any(name == need.id for _, name in scene.named_needs(sentence))
    if amount.unit is None and not named and scene.conversation.asked != need.id and not _is_drive(scene, amount, need):
        return None
    if (not named and (bolt_word_near(scene, amount) or _of_bolts_before(scene, amount))) or _ACROSS.search(
        scene.text, *sentence
    ):
        return None
    text = amount.number.fraction or _in_eighths(amount.first)
    return Mention(amount.start, amount.end, need.id, stated(scene, text=text, as_said=amount.said), amount)


def _of_bolts_before(scene: Scene, amount: Amount) -> bool:
    """ "Crusher bolts, 1 1/2 inch": the size behind the bolts is theirs."""
    bolts = scene.trade.needs_of_kind("bolt")
    named = scene.terms_of("need", within=scene.sentence(amount.start))
    return any(name in bolts and 0 <= amount.start - hit.end <= _BOLTS_BEFORE for hit, name in named)


_BOLTS_BEFORE = 24
_ACROSS = re.compile(
    folded_pattern(
        r"across (?:the )?flats|\baf\b|schlüsselweite|\bsw ?\d|entre caras|entre planos|entrecaras|entre faces|对边|二面幅|بين الوجهين"
    )
)
"""Widths of nuts and heads, which are no size of a drive."""


def _is_drive(scene: Scene, amount: Amount, need: Need) -> bool:
    """ "3/8" with nothing behind it, among other needs, is a drive that the catalogue has."""
    sizes = _drives(scene, need)
    alone = scene.text[amount.end : amount.end + 2].strip(" .,;:)的の")[:1]
    speaks = bool(scene.terms_of("kind", "category", "power") or any(one.unit for one in scene.amounts))
    speaks |= need.id in scene.conversation.needs
    behind = _TOOL_OF.search(scene.text, max(0, amount.number.start - 44), amount.number.start) is not None
    return amount.number.fraction in sizes and (behind or not alone.isalnum()) and speaks


_TOOL_OF = re.compile(
    r"(?:llaves?|chaves?|atornillador|parafusadeira|aparafusadora|ratchet|wrench|wrenches|schlussel|schrauber|matraca|catraca|trinquete|dado|dados|soquetes?|vasos?|nuss|nusse|sockets?)"
    r"(?:\s[a-z]+){0,2}\s(?:de|com|con|mit|in|with|of|a)\s$"
)


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


def _span_of_time(scene: Scene, amount: Amount) -> Mention | None:
    needs = scene.trade.needs_of_kind("date")
    sentence = scene.sentence(amount.start)
    clause = scene.clause(amount.start)
    needed = scene.has("need", "deliver", within=clause) and not scene.has("payment_term", within=clause)
    otherwise = [name for name in NO_DEADLINE if not (needed and name == "payment_term")]
    if not needs or scene.has(*otherwise, "ago", within=sentence):
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
    counted = [one for one in scene.amounts if one.is_bare and _joints_of_one(scene, one, amount)]
    per_hour = (3600 if amount.unit == "s" else 60) / amount.first * (counted[0].first if counted else 1)
    return checked(scene, amount, need, low=None, high=None, value=float(f"{per_hour:.5g}"))


_OF_ONE = re.compile(
    r"(?:1|一|每|毎)(?:台|辆|车|个|ワーク|セット|件)(?:车)?(?:あたり|当たり|につき|に)?(?:有|要|打|拧|共)?\s?$|"
    r"(?:سياره|عربيه|قطعه|مركبه|شاحنه|باص)[,\s]+(?:و?فيها\s|و?فيه\s)?$|(?:per|je|por|pro|each|every|cada) [a-z]{1,14}[ ,:]+$"
)
"""Before a count of joints: those of one car, in whose cycle they are tightened."""


def _joints_of_one(scene: Scene, one: Amount, takt: Amount) -> bool:
    if scene.sentence(one.start) != scene.sentence(takt.start) or one.first == 1:
        return False
    if bolt_word_near(scene, one):
        return True
    counts = scene.has("joints", "pieces", within=(one.number.end, one.end + 2))
    return counts and any(_OF_ONE.search(scene.text, max(0, at - 24), at) is not None for at in (one.start, takt.start))


def _measured(scene: Scene, amount: Amount) -> Mention | None:
    if (called := called_by_name(scene, amount)) is not None:
        return called
    if amount.unit in _ALSO_MONEY and _speaks_of_money(scene, amount):
        return money_mention(scene, replace(amount, unit=None, currency=_ALSO_MONEY[amount.unit]))
    need = scene.trade.need(scene.trade.need_of_unit.get(amount.unit or "", ""))
    if need is None or need.unit is None:
        return None
    if amount.unit == "%" and not _is_share_of_need(scene, amount, need):
        return None
    if amount.unit == "kg" and _PRESSURE.search(scene.text, max(0, amount.start - 6), amount.start):
        return None
    if _FORCE.search(scene.text, *scene.clause(amount.start)) and _NEWTON.search(scene.text, amount.start, amount.end):
        return None
    unit = need.unit if need.implied else amount.unit or need.unit
    return in_unit(scene, bounded_by_name(scene, amount), need, unit=unit)


_ALSO_MONEY = {"lb": "GBP"}
"""Units that are called like a currency: thirty thousand pounds."""


def _speaks_of_money(scene: Scene, amount: Amount) -> bool:
    """ "Budget is about 30,000 pounds", "20 grand, pounds": the need is named, or was asked for."""
    needs = scene.trade.needs_of_kind("money")
    named = any(name in needs for _, name in scene.named_needs(scene.clause(amount.start)))
    return named or scene.conversation.asked in needs


_FORCE = re.compile(r"(?<![a-z])(?:clamp\w*|klemm\w*|vorspann\w*|force|kraft|fuerza|forca|tension|load)(?![a-z])")
_NEWTON = re.compile(r"\d\s?newton(?:e?s)?$")
"""Newtons are said for newton metres, but where a force is spoken of."""
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
