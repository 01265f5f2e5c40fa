"""The source of truth for Chinese questions that say the verb twice (带不带, 有没有) or end in 不 or 没: nothing is denied in them."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from advisor.understanding.phrases import Hit

_TWICE = re.compile(r"([\u4e00-\u9fff])[不没]\1")
_AT_END = re.compile(r"(?<=[\u4e00-\u9fffa-z0-9])[不没](?=\s*(?:[?,。!\n]|$))")
_DONE = re.compile(r"(?:过了?|了)[\u4e00-\u9fffa-z0-9]{1,10}?(没有)(?=\s*(?:[?,。!\n]|$))")
"""过了CCC没有: whether it has been done."""
_WHILE = re.compile(r"的?(?:时候|时|期间|情况)")
_DENIES = frozenset({"negate", "negate_after", "no", "deny", "instead_of", "none", "never_mind"})
_LOCALE = "zh"


def asked_either_way(cues: Sequence[Hit], text: str, locale: str) -> tuple[Hit, ...]:
    """Return the cues with such questions marked as questions and their "not" taken out; "while not in use" denies nothing either."""
    if locale == "ar":
        return _or_in_arabic(cues, text)
    if locale != _LOCALE:
        return tuple(cues)
    asked = [match.span() for pattern in (_TWICE, _AT_END) for match in pattern.finditer(text)]
    asked += [match.span(1) for match in _DONE.finditer(text)]
    inside = {place for span in asked for place in range(*span)}
    kept = [cue for cue in cues if not _denies(cue, inside, text)]
    kept += [Hit(start, end, ("asking_end",), _LOCALE) for start, end in asked]
    return tuple(sorted(kept, key=lambda hit: (hit.start, -hit.end)))


_BETTER = re.compile(r"(?<![\u0621-\u064a])(?:احسن|افضل|الاحسن|الافضل|انسب)(?![\u0621-\u064a])")
_OR = "ولا"


def _or_in_arabic(cues: Sequence[Hit], text: str) -> tuple[Hit, ...]:
    """الكهربائي ولا الهوائي أحسن؟: spoken Arabic asks "or" with the word that else is "nor"; nothing is denied, two are weighed."""
    denied = any(_DENIES.intersection(cue.terms) and text[cue.start : cue.end] != _OR for cue in cues)
    if denied or _OR not in text or not (_BETTER.search(text) or "?" in text):
        return tuple(cues)
    weighed = _BETTER.search(text) is not None
    kept = [cue for cue in cues if text[cue.start : cue.end] != _OR]
    kept += [
        Hit(cue.start, cue.end, ("compare",), "ar") for cue in cues if text[cue.start : cue.end] == _OR and weighed
    ]
    return tuple(sorted(kept, key=lambda hit: (hit.start, -hit.end)))


def _denies(cue: Hit, asked: Set[int], text: str) -> bool:
    if not _DENIES.intersection(cue.terms) or len(text) <= 3:
        return False
    return not asked.isdisjoint(range(cue.start, cue.end)) or _WHILE.match(text, cue.end) is not None
