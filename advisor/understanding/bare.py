"""The source of truth for numbers without a unit: they answer what was asked, replace what they are put against, or are asked back."""

from __future__ import annotations

import re

from advisor.model import AmbiguousValue, Command, NeedStatus
from advisor.understanding.budgets import budget_in_named_currency, home_budget
from advisor.understanding.called import bounded_by_name
from advisor.understanding.counts import counted
from advisor.understanding.measures import checked, in_unit
from advisor.understanding.mention import Mention, stated
from advisor.understanding.outside import A_PAIR
from advisor.understanding.phrases import Hit
from advisor.understanding.quantities import Amount
from advisor.understanding.quoted_counts import quoted_count
from advisor.understanding.scene import Scene
from advisor.understanding.shown import counted_shown
from advisor.understanding.text import fold
from advisor.understanding.words import unit_of
from content.catalogue.model import Need

_NUMERIC = ("number", "range", "quantity")
_IN_CURRENCY = re.compile(r"(?:in|en|em)\s+[a-z$€£]{1,12}(?:\s+please|\s+bitte|\s+por favor)?")
"""What may follow a number of pieces whose price is asked: "for 4 in GBP"."""
_ALONE = re.compile(r"[\s,.!?;:()。、\-]*(?:です?|くらい|ぐらい|ほど|程度|吧|呢|的|左右)?[\s,.!?;:()。、\-]*")


def bare_numbers(scene: Scene, mentions: list[Mention]) -> tuple[list[Mention], list[tuple[int, Command]]]:
    """Return what bare numbers mean, and those that have to be asked back."""
    taken = {mention.amount.number.start for mention in mentions if mention.amount is not None}
    free = [amount for amount in scene.amounts if amount.is_bare and amount.number.start not in taken]
    threads = [thread.start for thread in scene.threads]
    free = [] if scene.reading.is_code else [amount for amount in free if not amount.number.fraction]
    free = [one for one in free if not any(start <= one.number.start < end for start, end in counted_shown(scene))]
    # "torque 4 M16" (for M16) and "4 M16" count screws or nothing
    free = [amount for amount in free if not any(0 <= start - amount.end <= 1 for start in threads)]
    found: list[Mention] = [*_only_one(scene), *_a_pair(scene)]
    found += _quoted(scene, [*mentions, *found])
    taken |= {mention.amount.number.start for mention in found if mention.amount is not None}
    free = [amount for amount in free if amount.number.start not in taken]
    unclear: list[tuple[int, Command]] = []
    for amount in free:
        if (money := budget_in_named_currency(scene, amount)) is not None:
            found.append(money)
            continue
        need = _need_for(scene, amount, [*mentions, *found])
        if need is None and (budget := home_budget(scene, amount)) is not None:
            found.append(budget)
        elif need is not None:
            found.append(_mention(scene, amount, need))
        elif _asks_to_be_placed(scene, amount):
            candidates = amount.number.readings or _fitting(scene, amount)
            unclear.append((amount.start, AmbiguousValue(amount.said, candidates)))
    return found, unclear


_LONGEST_ANSWER = 40


def _quoted(scene: Scene, mentions: list[Mention]) -> list[Mention]:
    """How many a quote is wished for, where nothing else tells."""
    quantities = scene.trade.needs_of_kind("quantity")
    return [] if any(mention.need in quantities for mention in mentions) else quoted_count(scene)


def _only_one(scene: Scene) -> list[Mention]:
    """ "Just one": an article that counts, as the answer to how many are needed."""
    quantity = scene.trade.needs_of_kind("quantity")
    cues = scene.cues_named("only_one")
    if scene.conversation.asked not in quantity or not cues or len(scene.text) > _LONGEST_ANSWER:
        return []
    if any(not cues[0].start <= amount.start < cues[0].end for amount in scene.amounts):
        return []
    said = scene.reading.said[cues[0].start : cues[0].end]
    rest = scene.text[cues[0].end : scene.clause(cues[0].start)[1]].strip(" .!?")
    if rest and " " not in said and not _AND_NO_MORE.fullmatch(rest):
        return []  # "für einen Kunden" counts customers
    return [Mention(cues[0].start, cues[0].end, quantity[0], stated(scene, value=1.0, as_said=said))]


_AND_NO_MORE = re.compile(
    r"(?:davon|bitte|reicht|genugt|nur|erstmal|erst mal|vorerst|فقط|من فضلك|لو سمحت|يكفي|بس)(?:\s.*)?"
)


def _a_pair(scene: Scene) -> list[Mention]:
    """ "Nos llevamos la KHL-2500, un par"."""
    quantity = scene.trade.needs_of_kind("quantity")
    match = A_PAIR.search(scene.text) if scene.locale == "es" else None
    wished = scene.has("choose", "need", "quote", "order") or scene.conversation.asked in quantity
    if match is None or not quantity or not wished:
        return []
    said = scene.reading.said[slice(*match.span())]
    return [Mention(match.start(), match.end(), quantity[0], stated(scene, value=2.0, as_said=said))]


def _mention(scene: Scene, amount: Amount, need: Need) -> Mention:
    if need.kind == "quantity":
        return counted(scene, amount, need.id)
    amount = bounded_by_name(scene, amount)
    if (unit := _unit_before(scene, need)) is not None:
        return in_unit(scene, amount, need, unit=unit)
    return checked(scene, amount, need, low=amount.low, high=amount.high, value=amount.value)


def _unit_before(scene: Scene, need: Need) -> str | None:
    """The unit that the buyer used for this need: after "150 ft-lb", "no, 250" means foot-pounds as well."""
    held = scene.conversation.needs.get(need.id)
    written = scene.words.units.search(fold(held.as_said)) if held is not None and held.as_said else None
    unit = unit_of(scene.words, written[1]) if written is not None else None
    return unit if unit and scene.trade.need_of_unit.get(unit) == need.id and unit != need.unit else None


def _need_for(scene: Scene, amount: Amount, mentions: list[Mention]) -> Need | None:
    needs = scene.trade.company.needs
    clause = scene.clause(amount.start)
    bounded = amount.value is None and not amount.is_range
    if amount.number.words and not (
        bounded
        or _is_whole_answer(scene, amount)
        or (_corrects(scene) and amount.first >= _ARTICLE)
        or _by_its_name(scene, amount)
    ):
        return None
    named = [(hit, name) for hit, name in scene.named_needs(clause) if needs[name].kind in _NUMERIC]
    for hit, name in sorted(
        named, key=lambda pair: (_of_the_next(scene, pair[0], amount), abs(pair[0].start - amount.start))
    ):
        if _speaks_about(scene, hit.start, hit.end, amount=amount):
            return needs[name]
    if home_budget(scene, amount) is not None:
        return None  # 预算提高到8万 is money, whatever was asked or said before
    if _corrects(scene):
        return _corrected_need(scene, amount, mentions)
    if (partner := _other_end(scene, amount, mentions)) is not None:
        return partner
    if (range_need := _range_of_tool(scene, amount, mentions)) is not None:
        return range_need
    return _answered(scene, amount)


def _of_the_next(scene: Scene, name: Hit, amount: Amount) -> bool:
    """ "The torque is 1000 and the weight at most 3 kg": a name that a further figure follows belongs to that one."""
    return name.start > amount.start and any(later.start >= name.end for later in scene.amounts)


def _answered(scene: Scene, amount: Amount) -> Need | None:
    """The need that was asked for last, else the quantity where a price or a quote is spoken of."""
    needs = scene.trade.company.needs
    asked = needs.get(scene.conversation.asked or "")
    if (
        asked is not None
        and asked.kind in _NUMERIC
        and (_is_whole_answer(scene, amount) or amount.start != amount.number.start)
    ):
        return asked
    priced = scene.has("price", "quote", "lead_time", "stock", within=scene.sentence(amount.start))
    if (
        asked is not None
        and asked.kind in _NUMERIC
        and len(scene.amounts) == 1
        and len(scene.text) <= 40
        and not priced
    ):
        return asked
    quantity = scene.trade.needs_of_kind("quantity")
    whole = amount.first == int(amount.first) and amount.first >= 1
    spoken_of = scene.conversation.shown or scene.conversation.chosen
    going_on = bool(spoken_of) and scene.is_question(scene.sentence(amount.start))
    if quantity and whole and (priced or going_on) and _ends_clause(scene, amount):
        return needs[quantity[0]]
    return None


_ARTICLE = 3
"""A written number below this is an article or counts the corrections: "ein", "uma", "dos cosas"."""


def _by_its_name(scene: Scene, amount: Amount) -> bool:
    """A number in Chinese characters right behind the name of a need is a figure: 扭矩五十."""
    named = scene.named_needs(scene.clause(amount.start))
    return scene.locale in ("zh", "ja") and any(0 <= amount.start - hit.end <= 3 for hit, _ in named)


def _range_of_tool(scene: Scene, amount: Amount, mentions: list[Mention]) -> Need | None:
    """ "A dozen torque wrenches, 20-100", "a manual one, 5 to 25": a range beside a tool is of what tools have ranges of."""
    needs = [need for need in scene.trade.company.needs.values() if need.kind == "range"]
    alone = amount.is_range and len(needs) == 1 and not any(mention.need == needs[0].id for mention in mentions)
    tool = scene.terms_of("kind", "category") or any(mention.need in _designs(scene) for mention in mentions)
    return needs[0] if alone and tool and scene.conversation.asked is None else None


def _designs(scene: Scene) -> set[str]:
    """The needs that say what sort of tool it is: a choice of a product's attribute, such as what drives it."""
    needs = scene.trade.company.needs.values()
    return {need.id for need in needs if need.kind == "choice" and need.match is not None}


def _other_end(scene: Scene, amount: Amount, mentions: list[Mention]) -> Need | None:
    """ "Max torque is 340, min is 60": the second bound belongs to the figure that has the first."""
    sentence = scene.sentence(amount.start)
    for mention in mentions:
        value = mention.value
        open_low = amount.low is not None and value.max is not None and value.min is None
        open_high = amount.high is not None and value.min is not None and value.max is None
        if sentence[0] <= mention.start < sentence[1] and not amount.is_range and (open_low or open_high):
            return scene.trade.company.needs[mention.need]
    return None


def _speaks_about(scene: Scene, start: int, end: int, *, amount: Amount) -> bool:
    gap = scene.text[end : amount.start] if end <= amount.start else scene.text[amount.end : start]
    limit = 24 if end <= amount.start else 8
    return len(gap) <= limit and not any(character.isdigit() for character in gap)


def _is_whole_answer(scene: Scene, amount: Amount) -> bool:
    rest = scene.text[: amount.start] + scene.text[amount.end :]
    return _ALONE.fullmatch(rest) is not None


def _corrects(scene: Scene) -> bool:
    return scene.has("correct", "change", "instead_of", "not_that_after") or any(
        cue.start <= 4 for cue in scene.cues_named("no")
    )


def _corrected_need(scene: Scene, amount: Amount, mentions: list[Mention]) -> Need | None:
    """The need that holds the number put against it ("60, not 80"), else that of a neighbour with a unit, else the newest."""
    needs, held = scene.trade.company.needs, scene.conversation.needs
    figures = [other.first for other in scene.amounts if other.is_bare]
    for name, value in held.items():
        if (
            name in needs
            and needs[name].kind in _NUMERIC
            and any(f in (value.value, value.min, value.max) for f in figures)
        ):
            return needs[name]
    beside = [mention for mention in mentions if mention.amount is not None and needs[mention.need].kind in _NUMERIC]
    if beside:
        return needs[min(beside, key=lambda mention: abs(mention.start - amount.start)).need]
    asked = needs.get(scene.conversation.asked or "")
    if asked is not None and asked.kind in _NUMERIC:
        return asked
    told = {name for _, name in scene.named_needs(scene.sentence(amount.start)) if needs[name].kind in _NUMERIC}
    if len(told) == 1:
        return needs[told.pop()]  # 扭矩不对，图纸写的是35，不是53
    stated = [
        (value.turn, name)
        for name, value in held.items()
        if name in needs and needs[name].kind in _NUMERIC and value.status in (NeedStatus.STATED, NeedStatus.CONFIRMED)
    ]
    return needs[max(stated)[1]] if stated else None


def _ends_clause(scene: Scene, amount: Amount) -> bool:
    clause = scene.clause(amount.start)
    rest = scene.text[amount.end : clause[1]].strip(" .?!")
    return not rest or _IN_CURRENCY.fullmatch(rest) is not None


def _asks_to_be_placed(scene: Scene, amount: Amount) -> bool:
    """A number that nothing explains is asked back where it is the message; inside a sentence it may be anything."""
    if amount.number.words and amount.first < 3:
        return False
    return _is_whole_answer(scene, amount)


def _fitting(scene: Scene, amount: Amount) -> tuple[str, ...]:
    whole = amount.first == int(amount.first)
    names = [
        (-need.weight, need.id)
        for need in scene.trade.company.needs.values()
        if need.kind in _NUMERIC
        and (need.lowest or 0) <= amount.first <= (need.highest or amount.first)
        and (whole or need.kind != "quantity")
    ]
    return tuple(name for _, name in sorted(names)[:3])
