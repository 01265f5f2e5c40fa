"""The ways in which buyers ask what the pack's FAQ answers, compared word by word: a word counts the more, the fewer questions hold it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from content.catalogue.model import Company, Question
from content.knowledge import analyse

TELLING = 0.12
"""The share of a question's ways, two at least, that hold a word which tells it from others; `SELDOM`: of so many questions at most."""
SELDOM = 3
USUAL = 0.3
"""The share of ways that hold one of several words which only together tell it."""
AKIN = 0.75
"""What a rougher form of a word counts."""
STRAY = 0.45
"""What a pair of Chinese or Japanese characters counts that no way of asking has: half of them are no word at all."""


@dataclass(frozen=True, slots=True)
class _Known:
    """A question of the pack: all words of its ways, and each way for itself."""

    question: Question
    words: frozenset[str]
    ways: tuple[frozenset[str], ...]
    often: Mapping[str, float]
    """Whole words of several ways, with the share of the ways that hold each."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A question of the pack that a sentence asks, and how surely (0 to 1)."""

    question: Question
    fit: float


class AskedWays:
    """The ways of asking of one language; a word counts the more, the fewer questions hold it."""

    def __init__(self, questions: Iterable[Question], locale: str) -> None:
        self._locale = locale
        self._known = tuple(_known(one, locale) for one in questions if one.asked.get(locale))
        self._held = Counter(word for one in self._known for word in one.words)
        self._rarity = {word: math.log(1 + len(self._known) / count) for word, count in self._held.items()}
        self._seldom = frozenset(word for word, count in self._held.items() if count <= SELDOM)
        self._unknown = math.log(1 + len(self._known))

    def best(self, text: str, idle: str = "", *, alone: bool = False) -> Answered | None:
        """Return the question that a text asks, with its fit; None where it shares nothing with any.

        `idle` are words of the text that say something else and tell no question ("what does it cost"); `alone`: a single
        word may ask, where it is a way of its own ("leasing?").
        """
        said = tuple(dict.fromkeys(analyse.terms(text, self._locale)))
        aside = set(analyse.terms(idle, self._locale))
        said = tuple(word for word in said if word in self._held or word not in aside)
        idly = {word for word in aside if self._held[word] > 1}
        telling = frozenset(said) - idly
        if not telling or (len(said) == 1 and not alone):
            return None
        rough = _with_kin(said)
        fits = (
            (self._fit(said, rough, one), one.question)
            for one in self._known
            if self._tells(telling, one, said, priced=bool(idle))
        )
        fit, question = max(fits, key=lambda pair: pair[0], default=(0.0, None))
        return Answered(question, fit) if question is not None and fit else None

    def _tells(self, telling: frozenset[str], known: _Known, said: Sequence[str], *, priced: bool) -> bool:
        """Whether a word that tells the question from others is said; a single word must be that of most of its ways."""
        if len(said) == 1:
            return frozenset(said) in known.ways
        held = telling & frozenset(known.often)
        if any(known.often[word] >= TELLING for word in held & self._seldom):
            return True
        # "what does shipping cost": neither word is its own, both together are
        together = len(frozenset(said) & frozenset(known.often)) + (priced and known.question.topic == "price")
        return together > 1 and any(known.often[word] >= USUAL for word in held)

    def _fit(self, said: Sequence[str], rough: frozenset[str], known: _Known) -> float:
        """How much of the text is in the question's ways, times how much of the best way is in the text, as a mean."""
        there = self._shared(said, known.words, _with_kin(known.words))
        way = max(self._shared(way, frozenset(said), rough) for way in known.ways)
        return math.sqrt(there * way)

    def _shared(self, words: Iterable[str], others: frozenset[str], rough: frozenset[str]) -> float:
        held = total = 0.0
        for word in words:
            weight = self._weight(word)
            total += weight
            held += weight * (1.0 if word in others else AKIN if rough.issuperset(analyse.kin(word) or "-") else 0.0)
        return held / total if total else 0.0

    def _weight(self, word: str) -> float:
        if word in self._rarity:
            return self._rarity[word]
        return self._unknown * (STRAY if word[:3] in ("zh:", "ja:") else 1.0)


def asked_ways(company: Company, locale: str) -> AskedWays:
    """Return the ways of asking that the pack of `company` knows in a language, compiled at the first call for this generation."""
    key = (id(company), company.generation, locale)
    held = _CACHE.get(key)
    if held is None or held[0] is not company:
        if len(_CACHE) >= _LIMIT:
            _CACHE.clear()
        held = _CACHE[key] = (company, AskedWays(company.faq, locale))
    return held[1]


_CACHE: dict[tuple[int, int, str], tuple[Company, AskedWays]] = {}
_LIMIT = 32


def _known(question: Question, locale: str) -> _Known:
    ways = [frozenset(analyse.terms(way, locale)) for way in (question.question[locale], *question.asked[locale])]
    filled = tuple(way for way in ways if way)
    # the question itself counts twice: its words are the subject
    counts = Counter(word for way in (*filled[:1], *filled) for word in way)
    often = {word: count / len(filled) for word, count in counts.items() if count > 1 and analyse.ROUGH not in word}
    return _Known(question, frozenset(counts), filled, often)


@lru_cache(maxsize=4096)
def _with_kin(words: frozenset[str] | tuple[str, ...]) -> frozenset[str]:
    return frozenset((*words, *(one for word in words for one in analyse.kin(word))))
