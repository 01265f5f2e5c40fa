"""Source of truth for how well a passage answers a question: what of the question it covers, weighed by rarity.

Pure. The index proposes candidates; here they are judged, so that "this is not in our documents" is a possible answer.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from content.knowledge import analyse, asking
from content.knowledge.postings import Postings
from content.knowledge.trade import SYNONYM, Trade, Way

RELEVANT = 0.42
"""A passage that covers less of a question does not answer it."""
TELLING = 0.5
"""A sentence that tells less of a question, read below its heading, is no answer."""
_TELLING_TO_FEW = (0.6, 0.6, 0.6, 0.55)
"""The same for a question of no, one, two or three things: half of "is there a case?" is no answer."""
NEAR = 0.05
"""A passage that covers less has nothing to do with it, and stands in no list of results."""
TELLING_ABOUT = 0.7
"""The same for what a company says about itself (about, terms, imprint) and for the lists of a product's page, which name
everything and explain little."""
KIN = 0.7
"""What a rougher form of a word counts."""
ASIDE = 0.6
"""What rougher forms and synonyms count where strength is measured: many of them together must not outweigh the word itself."""
KIN_OF_PAIRS = 0.2
"""What the single characters of a Chinese or Japanese pair count: they share much less meaning."""
STRAY = 0.6
"""What a pair of Chinese or Japanese characters counts that no document has: half of them are no word at all, the others are
just what a question asks that no document tells."""
MEANING = 1.0
"""What nearness in meaning counts for the order of results, beside words (up to 0.7) and headings (0.6); tuned on questions
and answers of an FAQ in German and Japanese."""


@dataclass(frozen=True, slots=True)
class Wish:
    """One thing that a question speaks of: the ways to say it with what each counts, and how much the thing matters."""

    ways: tuple[tuple[Way, float], ...]
    weight: float


class Statistics(Protocol):
    """How common terms are among the passages; `postings.Postings`."""

    def frequency(self, term: str) -> int:
        """Return how many passages hold a term."""

    def rarity(self, term: str) -> float:
        """Return the inverse document frequency of a term."""


class Compounds:
    """Takes German compounds apart where both halves are words of the documents (`Akkuwechsel`: `Akku`, `Wechsel`)."""

    LOCALE = "de"
    _LINKS = ("", "s", "n", "en", "es", "e")

    def __init__(self, vocabulary: Iterable[str]) -> None:
        prefix = f"{self.LOCALE}:"
        self._words = {term.removeprefix(prefix) for term in vocabulary if term.startswith(prefix)}
        self._known: dict[str, Way] = {}

    def halves(self, term: str) -> Way:
        """Return the two terms that a compound consists of, or nothing."""
        if not term.startswith(f"{self.LOCALE}:") or len(term) < 12:
            return ()
        if term not in self._known:
            self._known[term] = self._split(term[3:])
        return self._known[term]

    def with_halves(self, terms: Mapping[str, int]) -> dict[str, int]:
        """Add the halves of compounds to the terms of a passage."""
        added = dict(terms)
        for term, count in terms.items():
            for half in self.halves(term):
                added[half] = added.get(half, 0) + count
        return added

    def _split(self, word: str) -> Way:
        for place in range(len(word) - 4, 3, -1):
            second = word[place:]
            if second not in self._words:
                continue
            for link in self._LINKS:
                first = word[:place].removesuffix(link)
                if len(first) >= 4 and (first in self._words) and word[:place] in {first + link}:
                    return f"{self.LOCALE}:{first}", f"{self.LOCALE}:{second}"
        return ()


def wishes(question: str, locale: str, *, trade: Trade, statistics: Statistics, compounds: Compounds) -> list[Wish]:
    """Return what a question speaks of, in its own language: words of the trade with their synonyms, then the rest."""
    terms = analyse.terms(asking.subject_of(question, locale), locale)
    result: list[Wish] = []
    used: set[int] = set()
    for place, way, names in trade.find(terms, locale):
        used.update(range(place, place + len(way)))
        others = trade.others(way, names, locale)
        result.append(Wish(((way, 1.0), *_kin(way), *others), _weight(way, statistics)))
    for place, term in enumerate(terms):
        if place not in used:
            halves = compounds.halves(term)
            compound = [(halves, SYNONYM)] if halves else []
            result.append(Wish((((term,), 1.0), *compound, *_kin((term,))), _weight((term,), statistics)))
    return _distinct(result)


def bridged(question: str, locale: str, target: str, *, trade: Trade, statistics: Statistics) -> list[Wish]:
    """Return what a question speaks of, said in another language: words of the trade, part numbers and figures.

    What cannot be said there still counts as asked for, so that half an answer does not pass for a whole one.
    """
    terms = analyse.terms(asking.subject_of(question, locale), locale)
    result: list[Wish] = []
    used: set[int] = set()
    for place, way, names in trade.find(terms, locale):
        used.update(range(place, place + len(way)))
        ways = tuple(one for name in names for one in trade.ways(name, target))
        if ways:
            result.append(Wish(tuple((one, 1.0) for one in ways), max(_weight(one, statistics) for one in ways)))
    lost = 0
    for place, term in enumerate(terms):
        if term.startswith("#"):
            result.append(Wish((((term,), 1.0),), statistics.rarity(term)))
        elif place not in used:
            lost += 1
    if not result:
        return []
    usual = sum(wish.weight for wish in result) / len(result)
    # a pair of characters is less than a word
    share = 0.25 if locale in {"zh", "ja"} else 0.5
    return [*_distinct(result), Wish((), usual * lost * share)]


def matched(
    asked: Sequence[Wish], postings: Postings, places: Sequence[int], *, aside: bool
) -> tuple[list[float], list[float]]:
    """Return for each of some passages which part of a question it covers (0 to 1), and how strongly (BM25).

    Of several ways to say one thing the best covers it; all of them add to the strength,
    rougher forms much less where they count `aside`.
    """
    import numpy as np

    worths = _worths(asked, aside=aside)
    rows = {term: row for row, term in enumerate(worths)}
    rarities = np.array([postings.rarity(term) for term in worths], dtype=np.float32)
    held = postings.held(list(worths), places)
    there = (held > 0) * rarities[:, None]
    covers = np.zeros(len(places), dtype=np.float32)
    for wish in asked:
        covered = np.zeros(len(places), dtype=np.float32)
        for way, worth in wish.ways:
            picked = [rows[term] for term in way]
            if whole := float(rarities[picked].sum()):
                covered = np.maximum(covered, there[picked].sum(axis=0) / whole * worth)
        covers += covered * wish.weight
    total = sum(wish.weight for wish in asked) or 1.0
    strengths = (np.array(list(worths.values()), dtype=np.float32) * rarities) @ held if worths else covers
    return (covers / total).tolist(), strengths.tolist()


def _worths(asked: Sequence[Wish], *, aside: bool) -> dict[str, float]:
    """Return each term of a question with what it counts for strength: the asker's own words and synonyms most."""
    worths: dict[str, float] = {}
    for wish in asked:
        for way, worth in wish.ways:
            counts = 1.0 if not aside else worth if worth >= SYNONYM else worth * ASIDE
            for term in way:
                worths[term] = max(worths.get(term, 0.0), counts)
    return worths


def sparse_of(asked: Sequence[Wish], *, aside: bool) -> dict[int, float]:
    """Return the sparse vector of a question; synonyms and rougher forms weigh less than the asker's own words."""
    vector: dict[int, float] = {}
    for wish in asked:
        for way, worth in wish.ways:
            for term in way:
                number = analyse.number_of(term)
                vector[number] = max(vector.get(number, 0.0), worth if worth >= SYNONYM or not aside else worth * ASIDE)
    return vector


def covered(asked: Sequence[Wish], terms: Container[str], statistics: Statistics) -> float:
    """Return which part of a question a passage covers, 0 to 1."""
    total = sum(wish.weight for wish in asked)
    if not total:
        return 0.0
    return sum(wish.weight * _best_way(wish, terms, statistics) for wish in asked) / total


def relevance(cover: float, near: float | None) -> float:
    """Return how well a passage fits, 0 to 1; nearness in meaning (0 to 1) lifts what the words alone do not show."""
    if near is None:
        return cover
    return max(cover * (0.75 + 0.25 * near), 0.4 * cover + 0.6 * near)


def stands_out(cosines: Sequence[float | None]) -> list[float]:
    """Return how far each candidate stands out by meaning: 1 the nearest, 0 the usual one and whatever is farther.

    Within one trade all texts are alike: what tells them apart is not the cosine itself but its distance from the others'.
    """
    held = sorted(one for one in cosines if one is not None)
    if not held:
        return [0.0] * len(cosines)
    usual, room = held[len(held) // 2], max(held[-1] - held[len(held) // 2], 1e-6)
    return [0.0 if one is None else max((one - usual) / room, 0.0) for one in cosines]


def least(asked: Sequence[Wish]) -> float:
    """Return how much a sentence must tell to be an answer: who names few things wants them all."""
    things = sum(wish.weight > 0 for wish in asked)
    return _TELLING_TO_FEW[things] if things < len(_TELLING_TO_FEW) else TELLING


def _best_way(wish: Wish, terms: Container[str], statistics: Statistics) -> float:
    best = 0.0
    for way, worth in wish.ways:
        whole = sum(statistics.rarity(term) for term in way)
        if whole and worth > best:
            held = sum(statistics.rarity(term) for term in way if term in terms)
            best = max(best, held / whole * worth)
    return best


def _kin(way: Way) -> list[tuple[Way, float]]:
    rough = tuple(one for term in way for one in (analyse.kin(term) or (term,)))
    pairs = way[0][:3] in {"zh:", "ja:"}
    return [(rough, KIN_OF_PAIRS if pairs else KIN)] if rough != way else []


def _weight(way: Way, statistics: Statistics) -> float:
    return sum(statistics.rarity(term) * (STRAY if _is_stray(term, statistics) else 1.0) for term in way)


def _is_stray(term: str, statistics: Statistics) -> bool:
    return not statistics.frequency(term) and term[:3] in {"zh:", "ja:"} and bool(analyse.kin(term))


def _distinct(found: Iterable[Wish]) -> list[Wish]:
    """Say nothing twice: who asks "battery, battery" does not ask for two things."""
    return list({wish.ways: wish for wish in found}.values())
