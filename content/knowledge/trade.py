"""Source of truth for the words of questions that are known with their synonyms: those of the trade, and general ones. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from content.catalogue.model import Lexicon
from content.knowledge import analyse

SYNONYM = 0.9
"""What another word of the trade for the same thing counts."""
ALIKE = "alike"
"""Marks the general words that say the same of any trade's goods."""
LOOSER = 0.8
"""What one of them counts."""

Way = tuple[str, ...]
"""One way to say something: its terms."""

_NO_THINGS = frozenset({"loosely", "by_name", "less", "more", "least", "most", "supply", "lacking"})
"""Kinds of terms that say how something is meant or wished, and name nothing that documents speak of."""


class Trade:
    """The words of the trade and the general ones of all languages, ready to be found in questions."""

    def __init__(self, lexicons: Mapping[str, Lexicon], alike: Mapping[str, Mapping[str, tuple[str, ...]]]) -> None:
        self._ways: dict[str, dict[str, tuple[Way, ...]]] = {}
        self._starts: dict[str, dict[str, list[tuple[Way, str]]]] = {}
        for locale, lexicon in lexicons.items():
            said = {name: one for name, one in lexicon.terms.items() if name.partition(".")[0] not in _NO_THINGS}
            general = {f"{ALIKE}.{name}": one for name, one in alike.get(locale, {}).items()}
            ways = {name: _ways(one, locale) for name, one in (said | general).items()}
            starts: dict[str, list[tuple[Way, str]]] = {}
            for name, variants in ways.items():
                for way in variants:
                    starts.setdefault(way[0], []).append((way, name))
            for held in starts.values():
                held.sort(key=lambda one: -len(one[0]))
            self._ways[locale], self._starts[locale] = ways, starts

    def find(self, terms: Sequence[str], locale: str) -> list[tuple[int, Way, tuple[str, ...]]]:
        """Return place, way and names of each known word in a question, the longest first where they overlap.

        Of the words of the trade that are said so the first counts, and every general one.
        """
        starts = self._starts.get(locale, {})
        found: list[tuple[int, Way, tuple[str, ...]]] = []
        place = 0
        while place < len(terms):
            here = [one for one in starts.get(terms[place], ()) if tuple(terms[place : place + len(one[0])]) == one[0]]
            if here:
                way = here[0][0]
                named = [name for said, name in here if said == way]
                general = [name for name in named if name.startswith(ALIKE)]
                trade = [name for name in named if name not in general][:1]
                found.append((place, way, (*trade, *general)))
                place += len(way) - 1
            place += 1
        return found

    def ways(self, name: str, locale: str) -> tuple[Way, ...]:
        """Return how a known word is said in a language."""
        return self._ways.get(locale, {}).get(name, ())

    def vocabulary(self, locale: str) -> set[str]:
        """Return the terms that the known words of a language consist of."""
        return {term for ways in self._ways.get(locale, {}).values() for way in ways for term in way}

    def others(self, way: Way, names: Iterable[str], locale: str) -> list[tuple[Way, float]]:
        """Return the other ways to say the same, with what each counts."""
        return [
            (one, LOOSER if name.startswith(ALIKE) else SYNONYM)
            for name in names
            for one in self.ways(name, locale)
            if one != way
        ]


def _ways(said: Iterable[str], locale: str) -> tuple[Way, ...]:
    return tuple(dict.fromkeys(way for one in said if (way := tuple(analyse.terms(one, locale)))))
