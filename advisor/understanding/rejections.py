"""The source of truth for what a message takes back: "60, not 80", "instead of Wi-Fi", "80ではなく60", "change 80 to 60"."""

from __future__ import annotations

import re
from itertools import pairwise

from advisor.understanding.lexicon import prefix
from advisor.understanding.mention import Mention
from advisor.understanding.phrases import Hit
from advisor.understanding.scene import Scene, Span
from advisor.understanding.slips import had_said, slipped

_BEFORE = 16
"""Characters between a word such as "not" and what it rejects."""
_AFTER = 14


_BACK = re.compile(
    r"\s*(?:and|or|nor|und|oder|noch|y|o|ni|e|ou|nem|和|跟|与|或|、|も|や|と|و|ولا|او)?\s*(?:no|the|den|das|o|a|el|la|ال)?\s*"
)
_ON = re.compile(r"\s*(?:or|nor|oder|noch|ni|o|nem|ou|或|和|跟|や|ولا|او)\s*(?:no|any|the|den|das|el|la|ال)?\s*")
_ALL_OF_THEM = re.compile(r"(?:都|全|も|both|beide|ambos|ambas|todos)")


def all_rejected(scene: Scene, mentions: list[Mention]) -> list[Mention]:
    """Return the values that the buyer turns down; what is said of one of a list ("neither Wi-Fi nor ...", 蓝牙和wifi都不用) is said of all."""
    down = [rejected(scene, mention) or _outgrown(scene, mention, mentions) for mention in mentions]
    listed = [i for i, mention in enumerate(mentions) if mention.value.values or mention.value.value_id]
    pairs = [(i, j) for i, j in pairwise(listed) if mentions[i].need == mentions[j].need]
    for i, j in pairs:
        gap = (mentions[i].end, mentions[j].start)
        if down[i] and not down[j] and _ON.fullmatch(scene.text, *gap):
            down[j] = True
    for i, j in reversed(pairs):
        gap = (mentions[i].end, mentions[j].start)
        behind = _ALL_OF_THEM.match(scene.text, mentions[j].end) is not None
        if down[j] and not down[i] and behind and _BACK.fullmatch(scene.text, *gap):
            down[i] = True
    return [mention for mention, is_down in zip(mentions, down, strict=True) if is_down]


def rejected(scene: Scene, mention: Mention) -> bool:
    """Return whether the value at `mention` is one that the buyer turns down."""
    if any(told(scene, mention) for told in (had_said, _superseded, slipped, _mistaken, _rather_than, _non)):
        return True
    return _OR_NOTHING.match(scene.text, mention.end) is None and _denied(scene, mention)


def _denied(scene: Scene, mention: Mention) -> bool:
    clause = scene.clause(mention.start)
    start = mention.amount.number.start if mention.amount is not None else mention.start
    for cue in [*scene.cues_named("instead_of", "negate", "forget"), *_opening_denials(scene, clause)]:
        if _part_of_a_term(scene, cue) or _NOT_BEYOND.match(scene.text, cue.end):
            continue
        # "nada de" ends inside "de ar comprimido"
        gap = max(start - cue.end, 0) if cue.start < start else start - cue.end
        alone = mention.amount is not None and len(scene.amounts) == 1
        if (gap > 1 or alone) and "no" in cue.terms and cue.start <= _OPENING:
            continue  # "No, make it cordless" turns down what was before
        if cue.start >= clause[0] and 0 <= gap <= _BEFORE and _nothing_between(scene, cue.end, start):
            return not _bounds_it(cue, mention)
    for cue in scene.cues_named("not_that_after", "negate_after", *(("forget",) if mention.amount is None else ())):
        if not 0 <= cue.start - mention.end <= _AFTER or cue.start > clause[1] or _denies_next(scene, cue):
            continue
        if _sort_between(scene, mention, cue):
            continue
        if _nothing_between(scene, mention.end, cue.start) and not _goes_on_to_deny(scene, mention, cue, clause=clause):
            return True
    return _denied_after(scene, mention, clause) or _changed_from(scene, mention) or _swapped(scene, mention, clause)


_NOT_BEYOND = re.compile(
    r"\s*(?:[يت]زيد|[يت]تجاوز|[يت]تعدى|[يت]فوق|[يت]قل|to exceed|exceed|supere|exceda|pase de|pese mas|ultrapasse|passe de|pese mais)"
)
""" "لا يزيد الوزن عن 5 كجم", "que no supere los 5 kg": the word denies going beyond, it turns nothing down."""
_OR_NOTHING = re.compile(r"\s*,?\s*(?:or nothing|or bust|oder nix|oder nichts|oder gar nichts|o nada|ou nada)(?![a-z])")
""" "PROFINET or nothing" insists."""
_NON = re.compile(r"(?<![\u0621-\u064a])غير\s+$")
"""Before an adjective it denies it (غير هيدروليكي); with the article behind it, it is the verb "change"."""


def _non(scene: Scene, mention: Mention) -> bool:
    before = _NON.search(scene.text, max(0, mention.start - 8), mention.start)
    return before is not None and mention.amount is None and not scene.text.startswith("ال", mention.start)


def _opening_denials(scene: Scene, clause: Span) -> list[Hit]:
    """ "We don't want air tools": words that mostly follow what they deny stand before it where they open the clause."""
    needs = scene.trade.company.needs
    starts = [hit.start for hit in scene.terms if any(prefix(term) in needs for term in hit.terms)]
    starts += [amount.start for amount in scene.amounts]
    first = min((start for start in starts if clause[0] <= start < clause[1]), default=clause[1])
    return [cue for cue in scene.cues_named("negate_after", within=clause) if cue.end <= first]


def _part_of_a_term(scene: Scene, cue: Hit) -> bool:
    """ "Sem" in "sem fio de uns 80 Nm" belongs to the cordless tool, 不 in 不锈钢 to the steel."""
    return scene.text.startswith("不锈", cue.start) or any(
        hit.start <= cue.start and cue.end < hit.end for hit in scene.terms
    )


_FOR = re.compile(r"\s*(?:por|pelo|pela|para|pra|durch|gegen|auf|with|for|by|to|into)\s+(?:[a-z]{1,5}\s+)?")


def _swapped(scene: Scene, mention: Mention, clause: Span) -> bool:
    """ "Swap Wi-Fi for Bluetooth": the first of two values of one need goes."""
    if mention.amount is not None or not scene.has("change", "from_to", "correct", within=(clause[0], mention.start)):
        return False
    return any(
        prefix(term) == mention.need and _FOR.fullmatch(scene.text, mention.end, hit.start) is not None
        for hit in scene.terms
        if mention.end < hit.start <= mention.end + 14
        for term in hit.terms
    )


def _denied_after(scene: Scene, mention: Mention, clause: Span) -> bool:
    """ "Wi-Fi yes, Bluetooth no": a "no" that closes the clause right behind the value."""
    for cue in scene.cues_named("no", "negate", "deny", within=(mention.end, mention.end + 3)):
        if cue.end > clause[1]:
            continue
        rest = scene.text[cue.end : clause[1]].strip(" .!)")
        if mention.amount is None and (not rest or scene.cues_named("confirm", "thank", within=(cue.end, clause[1]))):
            return True
        starts = [*(hit.start for hit in scene.terms), *(thread.start for thread in scene.threads)]
        others = [start for start in starts if cue.end <= start < clause[1]]
        without = scene.text[cue.start : cue.end] in _WITHOUT  # "Handbetrieb ohne Strom" denies what follows
        if mention.amount is None and not others and len(rest.split()) <= 1 and not without:
            return True
    return mention.amount is None and _closed_by_not(scene, mention, clause)


_LONGEST_DENIAL = 30
_WITHOUT = frozenset({"without", "ohne", "sin", "sem"})


def _closed_by_not(scene: Scene, mention: Mention, clause: Span) -> bool:
    """ "Druckluft haben wir da nicht": the "not" that ends a statement of one thing alone denies it."""
    if scene.is_question(scene.sentence(mention.start)) or scene.text[clause[0] : mention.start].strip(" -–.,"):
        return False
    return any(
        cue.start - mention.end <= _LONGEST_DENIAL
        and not scene.text[cue.end : clause[1]].strip(" .!")
        and _nothing_between(scene, mention.end, cue.start)
        for cue in scene.cues_named("negate", "no", within=(mention.end, clause[1]))
    )


def _nothing_between(scene: Scene, start: int, end: int) -> bool:
    return not any(start <= amount.number.start < end for amount in scene.amounts) and not any(
        start <= hit.start < end and any(term.partition(".")[0] in scene.trade.company.needs for term in hit.terms)
        for hit in scene.terms
    )


def _sort_between(scene: Scene, mention: Mention, cue: Hit) -> bool:
    """ "油圧トルクレンチで薄形でなく": a "not" behind a kind or a design turns down that one alone."""
    attributes = scene.trade.company.attributes
    return any(
        name in attributes and sort in attributes[name].choices
        for hit in scene.terms
        if mention.end <= hit.start < cue.start
        for name, _, sort in (term.partition(".") for term in hit.terms)
    )


def _superseded(scene: Scene, mention: Mention) -> bool:
    """What was once so, where the same figure follows anew: 原来写的是80，现在按100牛米; 当初6台のつもりでしたが、8台."""
    amount = mention.amount
    sentence = scene.sentence(mention.start)
    if amount is None or not scene.has("formerly", within=(sentence[0], mention.start)):
        return False
    later = [one for one in scene.amounts if one.start >= amount.end and one.currency == amount.currency]
    anew = scene.has("correct", "change", within=(amount.end, len(scene.text)))
    return any(one.unit == amount.unit or (one.is_bare and anew) for one in later)


def _outgrown(scene: Scene, mention: Mention, mentions: list[Mention]) -> bool:
    """What is there so far, where another is wished for: "our old ones were pneumatic, we now want battery"."""
    clause = scene.clause(mention.start)
    if mention.value.value_id is None or not scene.has("formerly", "at_hand", within=clause):
        return False
    need = scene.trade.need(mention.need)
    if need is None or need.kind != "choice" or need.match is None or scene.has("need", within=clause):
        return False
    later = [
        one.end
        for one in mentions
        if one.need == mention.need and one.start >= clause[1] and one.value.value_id != mention.value.value_id
    ]
    return any(scene.has("need", "change", "correct", "instead_of", within=(clause[1], end + _AFTER)) for end in later)


_MEANT = re.compile(
    r"\s*(?:(?:should|must|was meant to) (?:read|be|say)|(?:muss|soll|sollte|musste) (?:heissen|sein|lauten)?|debe ser|deberia (?:ser|decir)|deve ser|deveria ser|"
    r"应为|应该是|应该写|要改成|يجب ان يكون|المفروض)\s*(?=m?\d)"
)
_MISTAKE_OF = re.compile(r"\s*は\s*(?=[^、。]{1,14}の?(?:间违い|误り|誤り|間違い|つもり))")


_RATHER = re.compile(
    r"(?<![a-z])(?:rather|prefer\w*|lieber|bevorzug\w*|prefier\w+|preferi\w+|prefir\w+|antes)(?![a-z])[^.;,]{1,40}?(?<![a-z])(?:than|over|to|als|que|a|do que)\s+(?:a |an |the |have |einen? |una? |uma? )?$"
)


def _rather_than(scene: Scene, mention: Mention) -> bool:
    """ "I'd rather have corded than cordless": the second is what is not wanted."""
    sentence = scene.sentence(mention.start)
    return mention.amount is None and _RATHER.search(scene.text, sentence[0], mention.start) is not None


def _mistaken(scene: Scene, mention: Mention) -> bool:
    """ "M22 should read M20", M24はM22の間違い: the first of two is the slip."""
    return bool(_MEANT.match(scene.text, mention.end) or _MISTAKE_OF.match(scene.text, mention.end))


def _denies_next(scene: Scene, cue: Hit) -> bool:
    return bool({"negate", "instead_of"}.intersection(cue.terms)) and looks_ahead(scene, cue.end)


def _goes_on_to_deny(scene: Scene, mention: Mention, cue: Hit, *, clause: Span) -> bool:
    """ "Sin cables y no queremos brazo": what an "and" begins denies what follows it, where something follows."""
    gap = scene.text[mention.end : cue.start].strip()
    return gap in _ANDS - {""} and bool(scene.text[cue.end : clause[1]].strip(" .!"))


def looks_ahead(scene: Scene, end: int) -> bool:
    """Whether what is denied stands behind a word like 不要 that ends at `end`, not before it: 电动的但不要电池的."""
    needs = scene.trade.company.needs
    starts = [hit.start for hit in scene.terms if any(term.partition(".")[0] in needs for term in hit.terms)]
    starts += [amount.number.start for amount in scene.amounts]
    return any(0 <= start - end <= _NEXT and not scene.text[end:start].strip(" 有带") for start in starts)


_NEXT = 2


def _bounds_it(cue: Hit, mention: Mention) -> bool:
    """ "not more than 3 kg" is a bound, not a rejection: the bound is part of the amount."""
    return mention.amount is not None and mention.amount.start <= cue.start


def _changed_from(scene: Scene, mention: Mention) -> bool:
    """The first of two values in "change 80 to 60"."""
    clause = scene.sentence(mention.start)
    cues = scene.cues_named("change", "from_to", "correct", within=clause)
    if not cues:
        return False
    if mention.amount is None:
        return _choice_follows(scene, mention)
    later = [amount for amount in scene.amounts if mention.end <= amount.start <= mention.end + 12]
    if not later or (later[0].unit and mention.amount.unit and later[0].unit != mention.amount.unit):
        return False
    gap = scene.text[mention.end : later[0].start]
    return gap.strip() not in _ANDS and scene.words.between.fullmatch(gap) is not None


def _choice_follows(scene: Scene, mention: Mention) -> bool:
    """The first of two choices in "change Wi-Fi to Ethernet"."""
    for hit in scene.terms:
        if mention.end < hit.start <= mention.end + 12 and any(
            term.startswith(mention.need + ".") for term in hit.terms
        ):
            gap = scene.text[mention.end : hit.start]
            return gap.strip() not in _ANDS and scene.words.between.fullmatch(gap) is not None
    return False


_ANDS = frozenset({"", "and", "und", "y", "e", "和", "与", "و", "と"})
_OPENING = 4


def reworded(scene: Scene, mention: Mention) -> bool:
    """Return whether the message says that an earlier statement was wrong or is to be replaced."""
    sentence = scene.sentence(mention.start)
    if scene.has("correct", "change", within=(sentence[0], len(scene.text))) or scene.has(
        "correct", within=(0, mention.start)
    ):
        return True
    return any(cue.start <= _OPENING for cue in scene.cues_named("no"))
