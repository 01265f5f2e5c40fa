"""Source of truth for words that no document has: which words of the documents they may be a slip of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from content.knowledge.search import Statistics, Wish

SHORTEST = 5
"""Letters of a word whose slips are mended, and of what it may be a slip of; shorter ones differ by a letter from many others."""
WORTH = 0.75
_WITHOUT = frozenset({"zh", "ja"})


class Spellings:
    """The words of the documents, by language, length and first letter."""

    def __init__(self, vocabulary: Iterable[str]) -> None:
        self._words: dict[tuple[str, int], list[str]] = {}
        for term in vocabulary:
            locale, _, word = term.partition(":")
            if word and locale not in _WITHOUT and len(word) >= SHORTEST:
                self._words.setdefault((locale, len(word)), []).append(word)
        self._known: dict[str, tuple[str, ...]] = {}

    def near(self, term: str) -> tuple[str, ...]:
        """Return the terms that differ by one letter: too many, too few, another, or two in the wrong order."""
        locale, _, word = term.partition(":")
        if not word or locale in _WITHOUT or len(word) < SHORTEST:
            return ()
        if term not in self._known:
            if len(self._known) > 10_000:
                self._known.clear()
            sizes = (len(word) - 1, len(word), len(word) + 1)
            self._known[term] = tuple(
                f"{locale}:{one}"
                for size in sizes
                for one in self._words.get((locale, size), ())
                if _is_slip(word, one)
            )
        return self._known[term]

    def mended(self, wish: Wish, statistics: Statistics) -> Wish:
        """Add to a wish for a word that no document has what it may be a slip of."""
        way = wish.ways[0][0] if wish.ways else ()
        if len(way) != 1 or statistics.frequency(way[0]):
            return wish
        slips = self.near(way[0])
        return type(wish)((*wish.ways, *(((one,), WORTH) for one in slips)), wish.weight) if slips else wish


def _is_slip(said: str, held: str) -> bool:
    """Whether two words differ by one step of Damerau (1964)."""
    start = 0
    shorter = min(len(said), len(held))
    while start < shorter and said[start] == held[start]:
        start += 1
    one, other = said[start:], held[start:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    return (len(one) <= 1 and len(other) <= 1) or (len(one) == 2 and one == other[::-1])
