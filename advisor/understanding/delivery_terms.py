"""The source of truth for the delivery term that a message names: its rule, and where the name of its place ends. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from advisor.understanding.phrases import Hit
from advisor.understanding.scene import Scene, Span
from advisor.understanding.text import ARABIC, Reading, Token
from foundation.gazetteer import gazetteer

_RULE = re.compile(
    r"(?<![A-Za-zÀ-ÿ0-9_])((?i:EXW|FCA|FAS|FOB|CFR|CNF|CIF|CPT|CIP|DAP|DPU|DDP|DDU|DAT))(?![A-Za-zÀ-ÿ0-9_])"
)
"""No letter touches it but those of scripts that write no blank: FOB上海."""
_WORDS_TOO = frozenset({"fas", "cip"})
"""In small letters these are words of some language."""
_LEAD = re.compile(
    r"[\s,:(]*(?:(?:port of|port|puerto de|porto de|porto do|puerto|porto|hafen|nach|to|at|ميناء|مطار|مدينة)\s+)?"
)
_GAP = re.compile(r"[ '\-]|\. ?")
_INSIDE = frozenset(
    ["de", "do", "da", "dos", "das", "del", "della", "di", "du", "la", "las", "los", "le", "les", "el", "al", "am",
     "an", "der", "im", "upon", "of", "on", "sur", "y", "e"]
)  # fmt: skip
_ARABIC_ENDS = frozenset(["من", "في", "مع", "على", "إلى", "الى", "عن", "لو", "أو", "او", "و", "رجاء", "حسب"])
_MOST_WORDS = 6
_LARGE = 100
"""Thousands of people from which on a word in small letters behind a rule is a place."""
_HAN = re.compile(r"[\u3005-\u3007\u3040-\u30ff\u3400-\u9fff]+")
_LONGEST_HAN = 12
_PART = re.compile(
    r"(?:[\u30a0-\u30ff\u3400-\u9fff]{0,16}(?:港区?|新区|保税区|工业园区?|开发区|口岸|机场|機場|空港|码头|市))?"
)
_UNKNOWN_HAN = re.compile(r"[\u4e00-\u9fff\u30a0-\u30ff]{2,8}?(?=[，,。的の報价見]|$)")


def delivery_term(scene: Scene, sentence: Span) -> str | None:
    """Return rule and place as the message writes them, `DAP Rio de Janeiro`; the rule alone where no place follows."""
    said = scene.reading.said
    match = _RULE.search(said, *sentence)
    if match is None or match[1] in _WORDS_TOO:
        return None
    start = match.end() + len(_lead(said, match.end(), sentence[1]))
    end = _end_of_han(scene, start, sentence[1])
    if end is None:
        end = _end_of_words(scene, start, sentence[1])
    return match[1].upper() if end is None else f"{match[1].upper()} {said[start:end]}"


def _lead(said: str, start: int, end: int) -> str:
    match = _LEAD.match(said, start, end)
    return match[0] if match else ""


def _end_of_han(scene: Scene, start: int, limit: int) -> int | None:
    """Chinese and Japanese names end where a town of the world does, with the port or zone that is named with it."""
    reading = scene.reading
    run = _HAN.match(reading.said, start, limit)
    if run is None:
        return None
    for end in range(min(run.end(), start + _LONGEST_HAN), start + 1, -1):
        if _known(reading, start, end):
            part = _PART.match(reading.said, end, min(limit, _first_cue(scene.cues, end, limit)))
            return part.end() if part else end
    unknown = _UNKNOWN_HAN.match(reading.said, start, limit)
    return unknown.end() if unknown else None


def _end_of_words(scene: Scene, start: int, limit: int) -> int | None:
    """Latin and Arabic names: the longest that is a town of the world, else all words that may belong to a name."""
    reading, words = scene.reading, _run(scene, start, limit)
    if not words:
        return None
    small = reading.said[start].islower() and not ARABIC.match(reading.said, start)
    least = _LARGE if small else 0
    known = next((n for n in range(len(words), 0, -1) if _known(reading, start, words[n - 1].end, least=least)), 0)
    if known == len(words) or small or (known and ARABIC.match(reading.said, start)):
        return words[known - 1].end if known else None
    spoken = {cue.start for cue in scene.cues}
    kept = next((n for n, word in enumerate(words) if n >= known and word.start in spoken), len(words))
    return words[kept - 1].end if kept else None


def _run(scene: Scene, start: int, limit: int) -> list[Token]:
    """Return the words from `start` on that a name may be made of: capitals with small words between, or Arabic ones."""
    reading, plain = scene.reading, scene.words.function_words[scene.locale]
    following = [token for token in reading.tokens if start <= token.start and token.end <= limit][: _MOST_WORDS + 1]
    run: list[Token] = []
    for index, token in enumerate(following[:_MOST_WORDS]):
        before = run[-1].end if run else start
        gap = reading.said[before : token.start]
        if (gap and not run) or (run and not _GAP.fullmatch(gap)) or token.text[0].isdigit():
            break
        if run and not _goes_on(reading, token, first=run[0], behind=following[index + 1 : index + 2]):
            break
        if run and token.text in plain and token.text not in _INSIDE and not ARABIC.match(token.text):
            break  # "CIF Hamburg The price": a sentence begins
        run.append(token)
    return run


def _goes_on(reading: Reading, token: Token, *, first: Token, behind: Sequence[Token]) -> bool:
    if ARABIC.match(first.text):
        return reading.said[token.start : token.end] not in _ARABIC_ENDS and ARABIC.match(token.text) is not None
    if reading.said[first.start].islower() or reading.said[token.start].isupper():
        return True  # a name in small letters is looked up, and ends where the longest town does
    return token.text in _INSIDE and bool(behind) and reading.said[behind[0].start].isupper()


def _first_cue(cues: Sequence[Hit], start: int, otherwise: int) -> int:
    return min((cue.start for cue in cues if cue.start >= start), default=otherwise)


def _known(reading: Reading, start: int, end: int, *, least: int = 0) -> bool:
    name = re.sub(r"[\s.\-]+", " ", reading.folded[start:end]).replace("ß", "ss")
    return any(place.thousands >= least for place in gazetteer().places(name))
