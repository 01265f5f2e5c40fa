"""Source of truth for which passages hold a term and how strongly (BM25), in arrays: ten thousand passages are some megabytes."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from content.knowledge import analyse

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]
    Numbers = npt.NDArray[np.uint32]

_K1, _B = 1.2, 0.75
"""Okapi BM25's usual constants (Robertson, Zaragoza: The Probabilistic Relevance Framework, 2009)."""

_MOST_RARITIES = 50_000
"""Terms whose rarity is remembered."""


class Postings:
    """The terms of all passages of a generation, by passage and by term. Frozen once it is made."""

    def __init__(self, passages: Sequence[tuple[str, Mapping[str, int]]]) -> None:
        """Take locale and terms (with their kin) of each passage; a passage is known by its place in this order."""
        import numpy as np  # a page is served before the first question is asked

        self.passages = Counter(locale for locale, _ in passages)
        lengths = np.array([sum(terms.values()) for _, terms in passages], dtype=np.float32)
        sizes = np.array([len(terms) for _, terms in passages], dtype=np.int64)
        self._starts = np.concatenate([[0], np.cumsum(sizes)])
        total = int(self._starts[-1])
        numbers = np.empty(total, dtype=np.uint32)
        counts = np.empty(total, dtype=np.float32)
        for place, (_, terms) in enumerate(passages):
            part = slice(int(self._starts[place]), int(self._starts[place + 1]))
            numbers[part] = [analyse.number_of(term) for term in terms]
            counts[part] = list(terms.values())
        normal = np.repeat(_K1 * (1 - _B + _B * lengths / self._average(passages, lengths)), sizes)
        self._numbers = numbers
        self._weights = (counts * (_K1 + 1) / (counts + normal)).astype(np.float32)
        order = np.argsort(numbers, kind="stable")
        self._terms, first = np.unique(numbers[order], return_index=True)
        self._first = np.append(first, total)
        self._rows = np.repeat(np.arange(len(passages), dtype=np.int32), sizes)[order]
        self._held = self._weights[order]
        self._rarities: dict[str, float] = {}

    def of(self, place: int) -> tuple[list[int], list[float]]:
        """Return the numbers of a passage's terms and their weights, without the rarity."""
        part = slice(int(self._starts[place]), int(self._starts[place + 1]))
        return self._numbers[part].tolist(), self._weights[part].tolist()

    def frequency(self, term: str) -> int:
        """Return how many passages hold a term."""
        start, end = self._slice(analyse.number_of(term))
        return end - start

    def rarity(self, term: str) -> float:
        """Return the inverse document frequency of a term, 0 and more; an unknown one is the rarest."""
        known = self._rarities.get(term)
        if known is None:
            total = self.passages[term.partition(":")[0]] if ":" in term else sum(self.passages.values())
            if len(self._rarities) > _MOST_RARITIES:
                self._rarities.clear()
            known = self._rarities[term] = _rarity(self.frequency(term), total)
        return known

    def heaviest(self, locale: str) -> float:
        """Return the rarity of a term that two passages of a language hold: what fewer hold is asked for no more than that."""
        return _rarity(2, self.passages[locale])

    def held(self, terms: Sequence[str], places: Sequence[int]) -> Floats:
        """Return the weight of each term (rows) in each of some passages (columns); 0 where it is not there."""
        import numpy as np

        wanted = np.asarray(places, dtype=np.int32)
        found = np.zeros((len(terms), len(wanted)), dtype=np.float32)
        for row, term in enumerate(terms):
            start, end = self._slice(analyse.number_of(term))
            if start == end or not len(wanted):
                continue
            rows = self._rows[start:end]
            at = np.minimum(np.searchsorted(rows, wanted), end - start - 1)
            found[row] = np.where(rows[at] == wanted, self._held[start:end][at], 0.0)
        return found

    def _slice(self, number: int) -> tuple[int, int]:
        import numpy as np

        at = int(np.searchsorted(self._terms, np.uint32(number)))
        if at == len(self._terms) or self._terms[at] != number:
            return 0, 0
        return int(self._first[at]), int(self._first[at + 1])

    def _average(self, passages: Sequence[tuple[str, Mapping[str, int]]], lengths: Floats) -> Floats:
        """Return for each passage the average length of its language's passages."""
        import numpy as np

        totals: Counter[str] = Counter()
        for (locale, _), length in zip(passages, lengths.tolist(), strict=True):
            totals[locale] += length
        averages = {locale: totals[locale] / count or 1.0 for locale, count in self.passages.items()}
        return np.array([averages[locale] for locale, _ in passages], dtype=np.float32)


def _rarity(known: int, total: int) -> float:
    return math.log1p(max(total - known + 0.5, 0.0) / (known + 0.5))
