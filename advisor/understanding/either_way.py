"""The source of truth for Chinese questions that say the verb twice (带不带, 有没有) or end in 不 or 没: nothing is denied in them."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from advisor.understanding.phrases import Hit

_TWICE = re.compile(r"([\u4e00-\u9fff])[不没]\1")
_AT_END = re.compile(r"(?<=[\u4e00-\u9fffa-z0-9])[不没](?=\s*(?:[?,。!\n]|$))")
_WHILE = re.compile(r"的?(?:时候|时|期间|情况)")
_DENIES = frozenset({"negate", "negate_after", "no", "deny", "instead_of", "none", "never_mind"})
_LOCALE = "zh"


def asked_either_way(cues: Sequence[Hit], text: str, locale: str) -> tuple[Hit, ...]:
    """Return the cues with such questions marked as questions and their "not" taken out; "while not in use" denies nothing either."""
    if locale != _LOCALE:
        return tuple(cues)
    asked = [match.span() for pattern in (_TWICE, _AT_END) for match in pattern.finditer(text)]
    inside = {place for span in asked for place in range(*span)}
    kept = [cue for cue in cues if not _denies(cue, inside, text)]
    kept += [Hit(start, end, ("asking_end",), _LOCALE) for start, end in asked]
    return tuple(sorted(kept, key=lambda hit: (hit.start, -hit.end)))


def _denies(cue: Hit, asked: Set[int], text: str) -> bool:
    if not _DENIES.intersection(cue.terms) or len(text) <= 3:
        return False
    return not asked.isdisjoint(range(cue.start, cue.end)) or _WHILE.match(text, cue.end) is not None
