"""Source of truth for which sentences of a passage answer a question: those that hold its terms, whole and in their order. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

LONGEST = 500
"""Characters of a quote; one sentence alone may be longer."""
_WORTH = 0.5
"""A sentence that holds less than this part of what the best one holds is left out."""
_MOST = 3
"""Sentences of a quote, where they are taken one by one: whoever asks one thing is not told a page."""
_FIGURE = 0.3
"""What a figure adds to a sentence where the question asks how much, how often or how long."""
_END = re.compile(r"(?<=[.!?؟])\s+(?=\S)|(?<=[。！？])")
_GAP = " … "
_ROW = " · "
"""Between two lines that end without a full stop, such as rows of a table."""
_MARKS = (".", "!", "?", "؟", "。", "！", "？")


def quote_of(text: str, worths: Sequence[float], *, locale: str, wants_figure: bool, is_answer: bool) -> str:
    """Return the sentences of a passage in `locale` that answer a question; its beginning where no single one does.

    `worths` says of each sentence which part of the question it tells. An answer to a question of its own is told whole.
    """
    sentences = sentences_of(text)
    if is_answer and sum(len(one) + len(_GAP) for one in sentences) <= LONGEST:
        return _joined(sentences, range(len(sentences)), locale)
    best = max(worths, default=0.0)
    if not best:
        return _joined(sentences, _fitting(sentences, range(len(sentences)), stop=True), locale)
    worth = [
        held + (_FIGURE if wants_figure and held and re.search(r"\d", one) else 0.0)
        for held, one in zip(worths, sentences, strict=True)
    ]
    best = max(worth)
    ranked = sorted(
        (place for place, held in enumerate(worth) if held >= _WORTH * best), key=lambda one: (-worth[one], one)
    )
    return _joined(sentences, sorted(_fitting(sentences, ranked[:_MOST], stop=False)), locale)


def sentences_of(text: str) -> list[str]:
    """Return the sentences of a passage without the marks of its lists; each row of a table is one."""
    lines = (line.strip("#*-> ").strip() for line in text.splitlines())
    return [one.strip() for line in lines for one in _END.split(line) if one.strip()]


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
