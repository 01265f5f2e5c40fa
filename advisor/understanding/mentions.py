"""The source of truth for which need each thing in a message speaks about: words by lexicon, figures by unit, bare numbers by context."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from fractions import Fraction

from advisor.model import NeedStatus, NeedValue
from advisor.understanding.lexicon import suffix
from advisor.understanding.phrases import Hit
from advisor.understanding.quantities import Amount
from advisor.understanding.scene import Scene
from advisor.understanding.units import converted
from content.catalogue.model import Need

_NEAR = 26
"""Characters within which a word speaks about a number."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A value for a need at one place of the message."""

    start: int
    end: int
    need: str
    value: NeedValue
    amount: Amount | None = None
    out_of_range: bool = False
    open_readings: tuple[str, ...] = ()
    """Both readings of a figure whose separators leave it open."""


def stated(scene: Scene, **what: object) -> NeedValue:
    """Return a value that the buyer states in this turn."""
    return NeedValue(NeedStatus.STATED, scene.conversation.turn + 1, **what)  # type: ignore[arg-type]  # fields by name


def find_mentions(scene: Scene) -> list[Mention]:
    """Return every value for a need in the message, in the order of their places."""
    found = [*_choices(scene), *_countries(scene), *_bolts(scene), *_days(scene)]
    for amount in scene.amounts:
        mention = _amount(scene, amount)
        if mention is not None:
            found.append(mention)
    named = [_by_company_name(scene, mention) for mention in found]
    return sorted((one for one in named if one is not None), key=lambda mention: (mention.start, mention.end))


def _by_company_name(scene: Scene, mention: Mention) -> Mention | None:
    """What only the name of the buyer's company tells is inferred, not stated: its industry and its country."""
    span = scene.contacts.company_span
    if span is None or not span[0] <= mention.start < span[1]:
        return mention
    if mention.need not in ("industry", *scene.trade.needs_of_kind("country")):
        return None
    return replace(mention, value=replace(mention.value, status=NeedStatus.INFERRED))


# --- words --------------------------------------------------------------------------------------------------------


def _choices(scene: Scene) -> list[Mention]:
    found = []
    needs = scene.trade.company.needs
    for hit in scene.terms:
        for term in hit.terms:
            need = needs.get(term.partition(".")[0])
            if need is None or need.kind not in ("choice", "choices", "text"):
                continue
            said = scene.reading.said[hit.start : hit.end]
            named = suffix(term)
            value = (
                stated(scene, values=(named,), as_said=said)
                if need.kind == "choices"
                else stated(scene, text=named, as_said=said)
                if need.kind == "text"
                else stated(scene, value_id=named, as_said=said)
            )
            found.append(Mention(hit.start, hit.end, need.id, value))
    return found


def _countries(scene: Scene) -> list[Mention]:
    needs = scene.trade.needs_of_kind("country")
    found = []
    for hit, code in scene.terms_of("country"):
        if needs and not _is_pronoun(scene, hit):
            value = stated(scene, value_id=code, as_said=scene.reading.said[hit.start : hit.end])
            if _place_of_sale(scene, hit):
                continue
            found.append(Mention(hit.start, hit.end, needs[0], value))
    return found


_AT_SELLER = re.compile(r"(?:exw|fca|fas|fob)[\s,]*$")


def _place_of_sale(scene: Scene, hit: Hit) -> bool:
    """"FOB Shanghai" names the seller's port, not the buyer's country."""
    return _AT_SELLER.search(scene.text, max(0, hit.start - 8), hit.start) is not None


def _is_pronoun(scene: Scene, hit: Hit) -> bool:
    """"us" is America only in capitals."""
    return scene.reading.said[hit.start : hit.end] in ("us", "Us", "in", "no", "it")


def _bolts(scene: Scene) -> list[Mention]:
    needs = scene.trade.needs_of_kind("bolt")
    return [
        Mention(
            thread.start, thread.end, needs[0],
            stated(scene, bolts=thread.bolts, as_said=scene.reading.said[thread.start : thread.end]),
        )
        for thread in scene.threads
        if needs
    ]  # fmt: skip


_NO_DEADLINE = ("trial", "payment_term", "warranty_extension", "refund", "explain")


def _days(scene: Scene) -> list[Mention]:
    needs = scene.trade.needs_of_kind("date")
    if not needs:
        return []
    found = []
    for day in scene.days:
        sentence = scene.sentence(day.start)
        if day.day < scene.today or scene.has(*_NO_DEADLINE, within=sentence):
            continue
        if day.spoken and not _speaks_of_delivery(scene, day.start, needs[0]):
            continue
        value = stated(scene, text=day.day.isoformat(), as_said=scene.reading.said[day.start : day.end])
        found.append(Mention(day.start, day.end, needs[0], value))
    return found


def _speaks_of_delivery(scene: Scene, position: int, need: str) -> bool:
    sentence = scene.sentence(position)
    return (
        scene.conversation.asked == need
        or scene.has("need", "lead_time", "quote", "deliver", within=sentence)
        or any(name == need for _, name in scene.named_needs(sentence))
        or bool(_relative(scene, position, "by"))
        or (len(scene.text[slice(*sentence)]) <= 16 and not scene.is_question(sentence))
    )


def _relative(scene: Scene, position: int, *kinds: str) -> list[Hit]:
    """Return the words for a span of time that stand right before `position` ("in", "by")."""
    return [
        hit
        for hit in scene.words.relative.find(scene.reading, scene.locale)
        if 0 <= position - hit.end <= 3 and any(kind in hit.terms for kind in kinds)
    ]


# --- figures ------------------------------------------------------------------------------------------------------


def _amount(scene: Scene, amount: Amount) -> Mention | None:
    if amount.number.fraction or amount.unit == "inch":
        return _size(scene, amount)
    if amount.currency:
        return _money(scene, amount)
    if amount.unit in ("day", "week", "month"):
        return _span_of_time(scene, amount)
    if amount.unit in ("s", "min"):
        return _takt(scene, amount)
    if amount.unit:
        return _measured(scene, amount)
    return _rate(scene, amount) or _count(scene, amount)


def _size(scene: Scene, amount: Amount) -> Mention | None:
    """Inches as engineers write them: 1/2, 3/4, 1, 1-1/2."""
    need = scene.trade.need(scene.trade.need_of_unit.get("inch", ""))
    if need is None or _overlaps_term(scene, amount, need.id):
        return None
    sentence = scene.clause(amount.start)
    named = any(name == need.id for _, name in scene.named_needs(sentence))
    if amount.unit is None and not named and scene.conversation.asked != need.id:
        return None
    if not named and _bolt_word_near(scene, amount):
        return None
    text = amount.number.fraction or _in_eighths(amount.first)
    return Mention(amount.start, amount.end, need.id, stated(scene, text=text, as_said=amount.said), amount)


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
    return Mention(amount.start, amount.end, needs[0], value, amount, open_readings=_open(amount))


def _span_of_time(scene: Scene, amount: Amount) -> Mention | None:
    needs = scene.trade.needs_of_kind("date")
    sentence = scene.sentence(amount.start)
    if not needs or scene.has(*_NO_DEADLINE, "ago", within=sentence):
        return None
    before = _relative(scene, amount.start, "in", "by") or _relative(scene, amount.number.start, "in", "by")
    after = scene.words.relative.find(scene.reading, scene.locale)
    follows = [hit for hit in after if "in_after" in hit.terms and amount.number.end <= hit.start <= amount.end + 2]
    asked = scene.conversation.asked == needs[0]
    if not (before or follows or asked) or scene.has("lead_time", within=sentence) and scene.is_question(sentence):
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
    if not any(name == need.id for _, name in scene.named_needs(scene.sentence(amount.start))):
        return None
    per_hour = (3600 if amount.unit == "s" else 60) / amount.first
    return checked(scene, amount, need, low=None, high=None, value=float(f"{per_hour:.5g}"))


def _measured(scene: Scene, amount: Amount) -> Mention | None:
    need = scene.trade.need(scene.trade.need_of_unit.get(amount.unit or "", ""))
    if need is None or need.unit is None:
        return None
    if amount.unit == "%" and not _is_share_of_need(scene, amount, need):
        return None
    return _in_unit(scene, amount, need, amount.unit or need.unit)


_NO_SHARE = ("discount", "payment_term", "refund", "price", "free_of_charge", "too_expensive")
_LIKELY_SHARE = 10


def _is_share_of_need(scene: Scene, amount: Amount, need: Need) -> bool:
    """Percent can be an accuracy or a discount: what stands around it decides."""
    sentence, clause = scene.sentence(amount.start), scene.clause(amount.start)
    if amount.plus_minus or any(name == need.id for _, name in scene.named_needs(clause)):
        return True
    if scene.has(*_NO_SHARE, within=sentence):
        return False
    if scene.conversation.asked == need.id or any(name == need.id for _, name in scene.named_needs(sentence)):
        return True
    return abs(amount.first) <= _LIKELY_SHARE and not scene.is_question(sentence)


def _in_unit(scene: Scene, amount: Amount, need: Need, unit: str) -> Mention | None:
    wanted = need.unit or unit

    def into(figure: float | None) -> float | None:
        return None if figure is None else converted(figure, unit, wanted)

    return checked(scene, amount, need, low=into(amount.low), high=into(amount.high), value=into(amount.value))


def checked(scene: Scene, amount: Amount, need: Need, *, low: float | None, high: float | None, value: float | None) -> Mention:
    """Apply what the need's rule makes of a figure, and what physics allows."""
    if need.match is not None and need.match.rule == "at_most" and not amount.is_range:
        # "accuracy 3 %" and "at least 3 % accurate" are both upper limits.
        figure = next(one for one in (value, high, low) if one is not None)
        low, high, value = None, abs(figure) if amount.plus_minus else figure, None
    figures = [one for one in (low, high, value) if one is not None]
    out = any(one < (need.lowest if need.lowest is not None else one) or one > (need.highest or one) for one in figures)
    result = stated(
        scene, min=low, max=high, value=value, unit=need.unit, as_said=amount.said, approximate=amount.approximate
    )
    return Mention(amount.start, amount.end, need.id, result, amount, out or not figures, _open(amount))


# --- bare numbers ---------------------------------------------------------------------------------------------------


def _rate(scene: Scene, amount: Amount) -> Mention | None:
    need = scene.trade.need(scene.trade.need_of_unit.get("1/h", ""))
    if need is None:
        return None
    for kind, unit in (("per_hour", "1/h"), ("per_minute", "1/min")):
        for cue in scene.cues_named(kind):
            near = 0 <= cue.start - amount.end <= _NEAR or 0 <= amount.start - cue.end <= 12
            if near and scene.clause(cue.start) == scene.clause(amount.start) and not _number_between(scene, amount, cue):
                return _in_unit(scene, _bounded_late(scene, amount, cue.end), need, unit)
    return None


def _bounded_late(scene: Scene, amount: Amount, tail: int) -> Amount:
    """A bound may follow what is counted: "300 screws per hour or more", 300本以上."""
    if amount.value is None:
        return amount
    for counted in scene.cues_named("pieces", within=(amount.end, amount.end + 3)):
        tail = max(tail, counted.end)
    for kind, low in (("at_least_after", True), ("at_most_after", False)):
        if any(scene.words.after[kind].match(scene.text, end) for end in (tail, amount.end + 1)):
            return replace(amount, value=None, low=amount.value if low else None, high=None if low else amount.value)
    return amount


def _number_between(scene: Scene, amount: Amount, cue: Hit) -> bool:
    low, high = sorted((amount.end, cue.start)) if cue.start >= amount.end else (cue.end, amount.start)
    return any(other is not amount and low <= other.start < high for other in scene.amounts)


def _count(scene: Scene, amount: Amount) -> Mention | None:
    needs = scene.trade.needs_of_kind("quantity")
    if not needs or not _is_count(scene, amount, needs[0]):
        return None
    return counted(scene, amount, needs[0])


def counted(scene: Scene, amount: Amount, name: str) -> Mention:
    need = scene.trade.company.needs[name]
    figure = next(one for one in (amount.value, amount.high, amount.low) if one is not None)
    out = figure != int(figure) or not (need.lowest or 1) <= figure <= (need.highest or figure)
    end = max([amount.end, *(cue.end for cue in scene.cues_named("pieces") if amount.start <= cue.start <= amount.end + 2)])
    said = scene.reading.said[amount.start : end].strip(" ,;:(")
    value = stated(scene, value=figure, as_said=said, approximate=amount.approximate)
    return Mention(amount.start, amount.end, name, value, amount, out, _open(amount))


def _open(amount: Amount) -> tuple[str, ...]:
    return () if amount.number.sure else amount.number.readings


def _is_count(scene: Scene, amount: Amount, need: str) -> bool:
    if _bolt_word_near(scene, amount):
        return False
    counted = any(amount.number.start <= cue.start <= amount.end + 2 for cue in scene.cues_named("pieces"))
    if counted:
        return not (amount.first == 1 and scene.has("price", within=scene.sentence(amount.start)))
    if amount.first < 1 or amount.first != int(amount.first):
        return False
    if amount.first > 1 and (_thing_follows(scene, amount) or _product_beside(scene, amount)):
        return True
    return any(name == need and _beside(hit, amount) for hit, name in scene.named_needs(scene.clause(amount.start)))


def _beside(hit: Hit, amount: Amount) -> bool:
    return 0 <= amount.start - hit.end <= 12 or 0 <= hit.start - amount.end <= 4


def _thing_follows(scene: Scene, amount: Amount) -> bool:
    """"12 new cordless tools": a tool of the trade is what is counted."""
    clause = scene.clause(amount.start)
    for hit, _ in scene.terms_of("kind", "category", within=clause):
        gap = scene.text[amount.end : hit.start]
        if 0 <= hit.start - amount.end <= _NEAR and len(gap.split()) <= 3 and not any(c.isdigit() for c in gap):
            return not any(sign in gap for sign in ",;:/") and not scene.cues_named("per_hour", within=(amount.end, hit.start))
    return False


def _product_beside(scene: Scene, amount: Amount) -> bool:
    for named in scene.products:
        between = scene.text[amount.end : named.start] if named.start >= amount.end else scene.text[named.end : amount.start]
        if len(between) <= 6 and between.strip(" :(-") in ("", "x", "×", "*", "of", "de", "von", "の", "を", "的", "من", "st"):
            return not amount.number.fraction
    return False


def _bolt_word_near(scene: Scene, amount: Amount) -> bool:
    """Screws are counted too, but are not what is bought."""
    bolts = scene.trade.needs_of_kind("bolt")
    for hit, name in scene.terms_of("need", within=scene.clause(amount.start)):
        gap = scene.text[amount.end : hit.start]
        if name in bolts and 0 <= hit.start - amount.end <= 14 and len(gap.split()) <= 2:
            return True
        if name in bolts and 0 <= amount.start - hit.end <= 2:
            return True
    return False
