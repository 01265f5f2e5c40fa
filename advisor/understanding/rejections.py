"""The source of truth for what a message takes back: "60, not 80", "instead of Wi-Fi", "80ではなく60", "change 80 to 60"."""

from __future__ import annotations

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
    for cue in scene.cues_named("instead_of", "negate", "forget"):
        gap = start - cue.end
        if cue.start >= clause[0] and 0 <= gap <= _BEFORE and _nothing_between(scene, cue.end, start):
            return not _bounds_it(cue, mention)
    for cue in scene.cues_named("not_that_after", "negate_after"):
        if not 0 <= cue.start - mention.end <= _AFTER or cue.start > clause[1] or _looks_ahead(scene, cue):
            continue
        if _nothing_between(scene, mention.end, cue.start):
            return True
    return _denied_after(scene, mention, clause) or _changed_from(scene, mention)


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


def _looks_ahead(scene: Scene, cue: Hit) -> bool:
    """不要 denies what follows it, where something does: 电动的但不要电池的."""
    if not {"negate", "instead_of"}.intersection(cue.terms):
        return False
    needs = scene.trade.company.needs
    starts = [hit.start for hit in scene.terms if any(term.partition(".")[0] in needs for term in hit.terms)]
    starts += [amount.number.start for amount in scene.amounts]
    return any(0 <= start - cue.end <= _NEXT and not scene.text[cue.end : start].strip(" 有带") for start in starts)


_NEXT = 2


def _bounds_it(cue: Hit, mention: Mention) -> bool:
    """ "not more than 3 kg" is a bound, not a rejection: the bound is part of the amount."""
    return mention.amount is not None and mention.amount.start <= cue.start


def _changed_from(scene: Scene, mention: Mention) -> bool:
    """The first of two values in "change 80 to 60"."""
    clause = scene.sentence(mention.start)
    cues = scene.cues_named("change", "from_to", "correct", within=clause)
    if not cues or mention.amount is None:
        return False
    later = [amount for amount in scene.amounts if mention.end <= amount.start <= mention.end + 12]
    if not later:
        return False
    gap = scene.text[mention.end : later[0].start]
    return bool(gap.strip()) and scene.words.between.fullmatch(gap) is not None


_OPENING = 4


def reworded(scene: Scene, mention: Mention) -> bool:
    """Return whether the message says that an earlier statement was wrong or is to be replaced."""
    sentence = scene.sentence(mention.start)
    if scene.has("correct", "change", within=(sentence[0], len(scene.text))) or scene.has(
        "correct", within=(0, mention.start)
    ):
        return True
    return any(cue.start <= _OPENING for cue in scene.cues_named("no"))
