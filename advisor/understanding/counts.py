"""The source of truth for numbers that count something: pieces that are wanted, joints per hour."""

from __future__ import annotations

import re

from advisor.understanding.measures import in_unit
from advisor.understanding.mention import Mention, open_readings, stated
from advisor.understanding.ordered_counts import taken_by_a_verb
from advisor.understanding.parts import in_parts
from advisor.understanding.phrases import Hit
from advisor.understanding.quantities import Amount
from advisor.understanding.scene import Scene
from advisor.understanding.shown import counted_shown
from advisor.understanding.text import folded_pattern
from advisor.understanding.uncounted import FOR_EACH, NEAR, not_ordered, one_of_each

_EACH = re.compile(r".{0,3}(?:あたり|当たり|につき|\d)")
_OF = frozenset(
    ["", "x", "×", "*", "of", "de", "von", "von der", "von den", "vom", "of the", "de la", "de las", "del", "de los", "da", "do",
     "das", "dos", "の", "を", "的", "من", "st"]
)  # fmt: skip
"""What may stand between a number and the product that is counted."""
_ARTICLES = frozenset({"a", "an", "the", "ein", "eine", "einen", "un", "una", "um", "uma"})


def count(scene: Scene, amount: Amount) -> Mention | None:
    """Return a number of pieces as the quantity wanted."""
    needs = scene.trade.needs_of_kind("quantity")
    if not needs or not _is_count(scene, amount, needs[0]) or _a_day(scene, amount):
        return None
    if (corrected := _corrected_rate(scene, amount, needs[0])) is not None:
        return corrected
    return counted(scene, amount, needs[0])


A_DAY = re.compile(
    folded_pattern(
        r"\b(?:a|per|each|every|in a|pro|je|am|al|por|ao|na|en el|cada) ?(?:day|shift|tag|schicht|día|turno|dia)\b|daily|täglich|diari|"
        r"一天|每天|一日|每日|每班|一班|1日|毎日|シフト|في اليوم|يوميًا|يوميا|كل يوم|في الوردية|كل وردية"
    )
)
"""What is made in a day, or in a shift."""
_DAY_BEHIND = 24
"""Characters from a count to the day it is of: "20 gearboxes a day"."""


def _a_day(scene: Scene, amount: Amount) -> bool:
    """ "20 parts a day" is what the buyer makes, and not how many tools are wanted."""
    end = min(scene.clause(amount.start)[1], amount.end + _DAY_BEHIND)
    before = A_DAY.search(scene.text, max(0, amount.number.start - 8), amount.number.start) is not None
    return before or A_DAY.search(scene.text, amount.number.end, end) is not None


def _corrected_rate(scene: Scene, amount: Amount, quantity: str) -> Mention | None:
    """A count that corrects, where only a rate was told, corrects the rate: 1時間に300本, then 400本の誤りでした."""
    need, held = scene.trade.need(scene.trade.need_of_unit.get("1/h", "")), scene.conversation.needs
    if need is None or need.id not in held or quantity in held or not scene.has("correct"):
        return None
    return in_unit(scene, amount, need, unit="1/h")


def counted(scene: Scene, amount: Amount, name: str) -> Mention:
    """Return a number as a value of the quantity need `name`."""
    need = scene.trade.company.needs[name]
    figure = next(one for one in (amount.value, amount.high, amount.low) if one is not None)
    out = figure != int(figure) or not (need.lowest or 1) <= figure <= (need.highest or figure)
    end = max(
        [amount.end, *(cue.end for cue in scene.cues_named("pieces") if amount.start <= cue.start <= amount.end + 2)]
    )
    said = scene.reading.said[amount.start : end].strip(" ,;:(")
    value = stated(scene, value=figure, as_said=said, approximate=amount.approximate)
    return Mention(amount.start, amount.end, name, value, amount, out, open_readings(amount))


_YEARS = range(2024, 2045)


def _is_count(scene: Scene, amount: Amount, need: str) -> bool:
    if bolt_word_near(scene, amount) or (amount.is_bare and amount.first in _YEARS and not amount.number.words):
        return False
    if any(start <= amount.number.start < end for start, end in counted_shown(scene)):
        return False  # "the difference between these three"
    counted = any(amount.number.start <= cue.start <= amount.end + 2 for cue in scene.cues_named("pieces"))
    counted |= any(cue.start <= amount.number.start < cue.end for cue in scene.cues_named("pieces"))  # لجهازين
    counted |= scene.words.pieces.match(scene.text, amount.end) is not None
    counted |= any(amount.number.start <= cue.start < amount.end for cue in scene.cues_named("dozen"))
    if counted and amount.first == 1 and (_EACH.match(scene.text, amount.number.end) or not _one_wanted(scene, amount)):
        return False
    joints = scene.cues_named("joints", within=(amount.number.end, amount.end + 2)) and not _spindles(scene, amount)
    if joints or (not_ordered(scene, amount) and not in_parts(scene, amount)) or one_of_each(scene, amount):
        return False
    if counted:
        return not (amount.first == 1 and scene.has("price", within=scene.sentence(amount.start)))
    if amount.first < 1 or amount.first != int(amount.first):
        return False
    named = any(name == need and _beside(hit, amount) for hit, name in scene.named_needs(scene.clause(amount.start)))
    if amount.first == 1:
        return named or _a_single_one(scene, amount)
    return named or _counts_tools(scene, amount, need)


def _spindles(scene: Scene, amount: Amount) -> bool:
    """電動スピンドル、6軸: beside a kind of tool, and where no rate is told, an axis is one of the tools."""
    kinds = scene.terms_of("kind", "category", "power")
    return scene.text.startswith("轴", amount.number.end) and bool(kinds) and not scene.has("per_hour", "per_minute")


def _counts_tools(scene: Scene, amount: Amount, need: str) -> bool:
    """Whether a number above one counts by what stands beside it: a tool, a wish, a question for the price."""
    if _times_after(scene, amount) or _thing_follows(scene, amount) or _product_beside(scene, amount):
        return True
    if amount.is_bare and (_of_the_named(scene, amount) or _all_of_them(scene, amount) or in_parts(scene, amount)):
        return True
    if not _measure_named(scene, amount, need) and (_wanted(scene, amount) or _priced(scene, amount)):
        return True
    if amount.is_bare and (_TAKEN.match(scene.text, amount.end) or taken_by_a_verb(scene, amount)):
        return True
    delivered = any(0 <= amount.start - cue.end <= 1 for cue in scene.cues_named("deliver"))
    if amount.is_bare and delivered and _BY_A_DAY.match(scene.text, amount.end):
        return True  # "can you deliver 6 by 10 January?"
    if not any(0 <= amount.start - cue.end <= 2 for cue in scene.cues_named("take")):
        return False
    sentence = scene.sentence(amount.start)
    earlier = any(sentence[0] <= other.start < amount.start for other in scene.amounts)
    return not (earlier and scene.has("correct", within=sentence))


def _of_the_named(scene: Scene, amount: Amount) -> bool:
    """ "Is the KDN-60 in stock? We need 4.": where a product is named, a number right behind the wish counts it."""
    named = any(one.sku and one.end <= amount.start for one in scene.products)
    follows = any(0 <= amount.start - cue.end <= 4 for cue in scene.cues_named("need"))
    rest = scene.text[amount.end : scene.clause(amount.start)[1]].strip(" .!?")
    return named and follows and not rest and scene.conversation.asked is None


_ALL = re.compile(
    r"(?:(?<![a-z])(?:all|all the|alle|l[oa]s|tod[oa]s l[oa]s|tod[oa]s [oa]s|[oa]s)|全部|都要|كل ال|كل)\s?$"
)


def _all_of_them(scene: Scene, amount: Amount) -> bool:
    """ "Brauchen wir alle sechs", "we need all six": a number of what was spoken of, at the end of a wish."""
    clause = scene.clause(amount.start)
    before = _ALL.search(scene.text, max(0, amount.start - 12), amount.start) is not None
    rest = scene.text[amount.end : clause[1]].strip(" .!?")
    return before and not rest and scene.has("need", "deliver", "lead_time", within=scene.sentence(amount.start))


_BY_A_DAY = re.compile(
    r"\s(?:of them |davon |de ellas |delas )?(?:by|before|until|bis|vor|antes|ate|para|hasta|قبل|بحلول)(?![a-z])"
)
_TAKEN = re.compile(r"\s(?:nehmen|abnehmen|bestellen|kaufen|ordern|nehme|bestelle|kaufe)\s*(?:$|[.,;?!])")
"""German has its verb behind: "wenn wir 40 nehmen"."""


def _measure_named(scene: Scene, amount: Amount, quantity: str) -> bool:
    """扭矩要一万二左右: what is called right before the figure is a measure, and no number of tools."""
    needs = scene.trade.company.needs
    return any(
        name != quantity and needs[name].kind in ("number", "range") and 0 <= amount.start - hit.end <= _RIGHT_BEFORE
        for hit, name in scene.named_needs(scene.clause(amount.start))
    )


_RIGHT_BEFORE = 4
_ONLY = re.compile(r"(?:(?<![a-z])(?:after|for|just|only|nur|bloss|solo|apenas)|^|[,;:.!?\n])\s*$")
_A_NUMERAL = frozenset({"one", "1", "einen", "ein", "una", "un", "uma", "um"})


def _a_single_one(scene: Scene, amount: Amount) -> bool:
    """ "One hydraulic wrench", "nur einen Schrauber": a numeral that opens the clause or stands behind "only", before a tool."""
    written = scene.text[amount.number.start : amount.number.end]
    before = _ONLY.search(scene.text, max(0, amount.start - 12), amount.start)
    opens = before is not None and (written in ("one", "1") or bool(before[0].strip(" ,;:.!?\n")))
    each = FOR_EACH.search(scene.text, amount.end, amount.end + NEAR) is not None
    return written in _A_NUMERAL and opens and not each and _thing_follows(scene, amount)


def _one_wanted(scene: Scene, amount: Amount) -> bool:
    """One of something is wanted where it is asked for ("one piece", 要一台); else it is an article: 掉了一个轮子."""
    clause = scene.clause(amount.start)
    wished = scene.has("need", "quote", "order", "choose", within=clause) and not scene.has(
        "sample", "visit", within=clause
    )
    named = any(name in scene.trade.needs_of_kind("quantity") for _, name in scene.named_needs(clause))
    sentence = scene.sentence(amount.start)
    quoted = _product_beside(scene, amount) and scene.has("quote", "order", within=sentence)
    tools = [hit.end for hit, _ in scene.terms_of("kind", "category", within=clause)]
    behind = any(0 <= amount.start - end <= 1 for end in tools)  # 油圧レンチを1台, 液压扳手一台
    return (
        wished
        or behind
        or quoted
        or named
        or len(scene.text) <= _ANSWER
        or scene.conversation.asked in scene.trade.needs_of_kind("quantity")
    )


_ANSWER = 8
"""So short is an answer that only counts."""


def _wanted(scene: Scene, amount: Amount) -> bool:
    """ "We need 7 with battery": a number right behind the wish counts, unless it is all there is or answers another question."""
    asked = scene.conversation.asked
    quantities = scene.trade.needs_of_kind("quantity")
    follows = any(0 <= amount.start - cue.end <= 4 for cue in scene.cues_named("need"))
    rest = scene.text[amount.end : scene.clause(amount.start)[1]].strip(" .!?")
    # "no more than 900 apiece, I need eight": other clauses say what else there is
    goes_on = bool(rest) or (amount.number.words and len(scene.clauses) > 1)
    settled = any(name in scene.conversation.needs for name in scene.trade.needs_of_kind("range"))
    return amount.is_bare and follows and (asked is None or asked in quantities) and (goes_on or settled)


_OF_THEM = re.compile(r"\s*(?:for|die|las|los|as|os|são|son)?\s*")
_GOES_ON = re.compile(
    r"\s*(?:$|[.,;?!)]|(?:and|n|y|e|und|please|pls|bitte|por favor|stuck|delivered|geliefert|frei)(?![a-z])|(?:توصيل|تسليم|شامل|مع|واصل)(?![\u0621-\u064a]))"
)


def _priced(scene: Scene, amount: Amount) -> bool:
    """ "How much for 2?", "was kosten zwei?": a number right behind the question for the price, and nothing that it counts."""
    asked = [cue.end for cue in scene.cues_named("price") if cue.end <= amount.start]
    behind = any(_OF_THEM.fullmatch(scene.text, end, amount.start) for end in asked)
    return amount.is_bare and behind and _GOES_ON.match(scene.text, amount.end) is not None


_TIMES = re.compile(r"\s?[x×*]\s?")


def _times_after(scene: Scene, amount: Amount) -> bool:
    """ "Fixtured spindles × 2"."""
    ends = [hit.end for hit, _ in scene.terms_of("kind", "category")] + [named.end for named in scene.products]
    return any(
        _TIMES.fullmatch(scene.text, end, amount.number.start) for end in ends if 0 < amount.number.start - end <= 3
    )


def _beside(hit: Hit, amount: Amount) -> bool:
    return 0 <= amount.start - hit.end <= 20 or 0 <= hit.start - amount.end <= 4


def _thing_follows(scene: Scene, amount: Amount) -> bool:
    """ "12 new cordless tools": a tool of the trade is what is counted."""
    clause = scene.clause(amount.start)
    for hit, _ in scene.terms_of("kind", "category", within=clause):
        gap = scene.text[amount.end : hit.start]
        if gap.split()[:1] and gap.split()[0] in _ARTICLES:
            continue  # "looking 4 a multiplier"
        if 0 <= hit.start - amount.end <= NEAR and len(gap.split()) <= 3 and not any(c.isdigit() for c in gap):
            return not any(sign in gap for sign in ",;:/") and not scene.cues_named(
                "per_hour", within=(amount.end, hit.start)
            )
    return False


def _product_beside(scene: Scene, amount: Amount) -> bool:
    for named in scene.products:
        between = (
            scene.text[amount.end : named.start] if named.start >= amount.end else scene.text[named.end : amount.start]
        )
        if len(between) <= 9 and between.strip(" :(-") in _OF:
            return not amount.number.fraction
    return False


def bolt_word_near(scene: Scene, amount: Amount) -> bool:
    """Screws are counted too, but are not what is bought."""
    bolts = scene.trade.needs_of_kind("bolt")
    for hit, name in scene.terms_of("need", within=scene.clause(amount.start)):
        gap = scene.text[amount.end : hit.start]
        if name in bolts and 0 <= hit.start - amount.end <= 14 and len(gap.split()) <= 2:
            return True
        if name in bolts and 0 <= amount.start - hit.end <= 2:
            return True
    return False
