"""Source of truth for which sentences of a passage answer a question: those that hold its terms, whole and in their order. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from content.knowledge import analyse, search
from content.knowledge.search import Statistics, Wish

LONGEST = 500
"""Characters of a quote; one sentence alone may be longer."""
_WORTH = 0.5
"""A sentence that holds less than this part of what the best one holds is left out."""
_FIGURE = 0.3
"""What a figure adds to a sentence where the question asks how much, how often or how long."""
_END = re.compile(r"(?<=[.!?؟])\s+(?=\S)|(?<=[。！？])")
_GAP = " … "
_ROW = " · "
"""Between two lines that end without a full stop, such as rows of a table."""
_MARKS = (".", "!", "?", "؟", "。", "！", "？")
_MEASURES = {
    "en": r"\bhow (?:often|long|many|much|far|heavy|fast|big|large|high)\b",
    "de": r"\bwie ?(?:oft|lange|viele?|weit|schwer|schnell|hoch|gro(?:ß|ss))\b|\bwelche[rsn]? (?:abst|interv)",
    "es": r"\bcu[aá]nt|\bqu[eé] frecuencia",
    "pt": r"\bquant|\bque frequ[eê]ncia",
    "zh": "多久|多长|多少|多大|多重|多高|几",
    "ja": "どのくらい|どれくらい|どれだけ|いくつ|何[回年月日時分本個]|頻度|周期",
    "ar": r"(?:^|\s)[وف]?(?:كم|بكم)(?:\s|$)",
}


def quote_of(text: str, question: str, asked: Sequence[Wish], *, locale: str, statistics: Statistics) -> str:
    """Return the sentences of a passage in `locale` that answer a question; its beginning where no single one does."""
    sentences = sentences_of(text)
    if sum(len(one) + len(_GAP) for one in sentences) <= LONGEST:
        return _joined(sentences, range(len(sentences)), locale)
    measured = any(re.search(pattern, question.casefold()) for pattern in _MEASURES.values())
    worth = [_worth(one, asked, locale, statistics=statistics) for one in sentences]
    best = max(worth)
    if not best:
        return _joined(sentences, _fitting(sentences, range(len(sentences)), stop=True), locale)
    if measured:
        worth = [
            held + (_FIGURE if held and re.search(r"\d", one) else 0.0)
            for held, one in zip(worth, sentences, strict=True)
        ]
        best = max(worth)
    ranked = sorted(
        (place for place, held in enumerate(worth) if held >= _WORTH * best), key=lambda one: (-worth[one], one)
    )
    return _joined(sentences, sorted(_fitting(sentences, ranked, stop=False)), locale)


def sentences_of(text: str) -> list[str]:
    """Return the sentences of a passage without the marks of its lists; each row of a table is one."""
    lines = (line.strip("#*-> ").strip() for line in text.splitlines())
    return [one.strip() for line in lines for one in _END.split(line) if one.strip()]


def _worth(sentence: str, asked: Sequence[Wish], locale: str, *, statistics: Statistics) -> float:
    return search.covered(asked, analyse.with_kin(analyse.count(sentence, locale)), statistics)


def _fitting(sentences: Sequence[str], ranked: Sequence[int], *, stop: bool) -> list[int]:
    """Take sentences as long as they fit; the first in any case. `stop` at the first that does not fit."""
    taken: list[int] = []
    left = LONGEST
    for place in ranked:
        size = len(sentences[place]) + len(_GAP)
        if taken and size > left:
            if stop:
                break
            continue
        taken.append(place)
        left -= size
    return taken


def _joined(sentences: Sequence[str], places: Sequence[int], locale: str) -> str:
    """Join sentences; where some were left out between two, a sign says so."""
    between = "" if locale in {"zh", "ja"} else " "
    text = ""
    for index, place in enumerate(places):
        if index:
            follows = places[index - 1] + 1 == place
            text += _GAP if not follows else between if text.endswith(_MARKS) else _ROW
        text += sentences[place]
    return text
