"""The source of truth for what a message takes back: "60, not 80", "instead of Wi-Fi", "80ではなく60", "change 80 to 60"."""

from __future__ import annotations

import re

from advisor.understanding.lexicon import prefix
from advisor.understanding.mention import Mention
from advisor.understanding.phrases import Hit
from advisor.understanding.scene import Scene, Span

_BEFORE = 16
"""Characters between a word such as "not" and what it rejects."""
_AFTER = 14


def rejected(scene: Scene, mention: Mention) -> bool:
    """Return whether the value at `mention` is one that the buyer turns down."""
    clause = scene.clause(mention.start)
    start = mention.amount.number.start if mention.amount is not None else mention.start
    if _superseded(scene, mention):
        return True
    for cue in scene.cues_named("instead_of", "negate", "forget"):
        if _part_of_a_term(scene, cue):
            continue
        gap = start - cue.end
        alone = mention.amount is not None and len(scene.amounts) == 1
        if (gap > 1 or alone) and "no" in cue.terms and cue.start <= _OPENING:
            continue  # "No, make it cordless" turns down what was before
        if cue.start >= clause[0] and 0 <= gap <= _BEFORE and _nothing_between(scene, cue.end, start):
            return not _bounds_it(cue, mention)
    for cue in scene.cues_named("not_that_after", "negate_after", *(("forget",) if mention.amount is None else ())):
        if not 0 <= cue.start - mention.end <= _AFTER or cue.start > clause[1] or _denies_next(scene, cue):
            continue
        if _nothing_between(scene, mention.end, cue.start) and not _goes_on_to_deny(scene, mention, cue, clause=clause):
            return True
    return _denied_after(scene, mention, clause) or _changed_from(scene, mention) or _swapped(scene, mention, clause)


def _part_of_a_term(scene: Scene, cue: Hit) -> bool:
    """ "Sem" in "sem fio de uns 80 Nm" belongs to the cordless tool."""
    return any(hit.start <= cue.start and cue.end < hit.end for hit in scene.terms)


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
        others = [hit for hit in scene.terms if cue.end <= hit.start < clause[1]]
        if mention.amount is None and not others and len(rest.split()) <= 1:
            return True
    return False


def _nothing_between(scene: Scene, start: int, end: int) -> bool:
    return not any(start <= amount.number.start < end for amount in scene.amounts) and not any(
        start <= hit.start < end and any(term.partition(".")[0] in scene.trade.company.needs for term in hit.terms)
        for hit in scene.terms
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
    if not later:
        return False
    gap = scene.text[mention.end : later[0].start]
    return bool(gap.strip()) and scene.words.between.fullmatch(gap) is not None


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
