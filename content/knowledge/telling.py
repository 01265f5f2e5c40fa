"""Source of truth for whether a passage tells what a question asks, and in which sentence. Pure.

A passage that holds the words of a question here and there answers nothing: one sentence must, read below its heading. Only
where the heading is itself a question everything below it is one answer.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

from content.knowledge.search import Statistics, Wish

LEAST_OF_RAREST = 0.5
"""Which part of the rarest things asked for must be told: the others are spoken of everywhere."""
_RARE = 0.8
"""Things that weigh this part of the heaviest one belong to the rarest."""
_OF_TITLE = 0.5
"""What it counts that the title of a whole document names a thing: the sentence below it may speak of another."""
_EVERYWHERE = 0.35
"""Who asks after nothing but what a fifth of all passages speak of (this part of the heaviest weight) has named no subject."""
_WITHOUT_FIGURE = 0.8
"""What a sentence without a figure counts where the question asks how much, how often or how long."""


@dataclass(frozen=True, slots=True)
class Read:
    """A passage as it is read for an answer: the terms of its title, its heading and of each of its sentences."""

    title: Set[str]
    heading: Set[str]
    sentences: Sequence[Set[str]]
    figures: Sequence[bool]
    """Whether a sentence holds a figure."""
    is_answer: bool
    """Whether the heading is a question."""
    is_general: bool
    """Whether the question is one that buyers ask of the company, and not of one product."""


@dataclass(frozen=True, slots=True)
class Told:
    """Which part of a question a passage tells, and which part of the rarest things asked for; each 0 to 1."""

    part: float
    rarest: float


NOTHING = Told(0.0, 0.0)


class Asked:
    """A question made ready to be held against many sentences."""

    def __init__(self, wishes: Sequence[Wish], statistics: Statistics, *, heaviest: float, wants_figure: bool) -> None:
        """Take the things asked for; none weighs more than `heaviest`: what no document has is no rarer than a rare word."""
        self.wishes, self.wants_figure = wishes, wants_figure
        self._weights = [min(one.weight, heaviest) for one in wishes]
        self._whole = sum(self._weights)
        self._names_a_subject = self._whole >= _EVERYWHERE * heaviest
        self._shares: dict[str, list[tuple[int, int, float]]] = {}
        for place, wish in enumerate(wishes):
            for number, (way, worth) in enumerate(wish.ways):
                rarities = [statistics.rarity(term) for term in way]
                whole = sum(rarities)
                for term, rarity in zip(way, rarities, strict=True):
                    if whole:
                        self._shares.setdefault(term, []).append((place, number, rarity / whole * worth))

    def told(self, read: Read, same: float) -> Told:
        """Return how much a passage tells at its best place; `same`: how far its own question is the one asked, 0 to 1."""
        heading = self._held(read.heading)
        if not self._names_a_subject:
            part = self._part(heading) if read.is_general else same
            return Told(part, part)
        above = [max(one, _OF_TITLE * other) for one, other in zip(heading, self._held(read.title), strict=True)]
        held = [self._held(one) for one in read.sentences]
        if read.is_answer and held:
            held = [[max(column) for column in zip(*held, strict=True)]]
        figures = [any(read.figures)] if read.is_answer else read.figures
        best = NOTHING
        for one, figure in zip(held, figures, strict=True):
            with_heading = [max(pair) for pair in zip(above, one, strict=True)]
            part = self._part(with_heading)
            if self.wants_figure and not figure and same < 0.5:
                part *= _WITHOUT_FIGURE
            if part > best.part:
                best = Told(part, self._rarest(with_heading))
        return Told(max(best.part, same), best.rarest)

    def worth(self, sentence: Set[str]) -> float:
        """Return which part of the question a sentence tells by itself, 0 to 1."""
        return self._part(self._held(sentence))

    def _part(self, held: Sequence[float]) -> float:
        return sum(weight * one for weight, one in zip(self._weights, held, strict=True)) / (self._whole or 1.0)

    def _rarest(self, held: Sequence[float]) -> float:
        heaviest = max(self._weights)
        rare = [(weight, one) for weight, one in zip(self._weights, held, strict=True) if weight >= _RARE * heaviest]
        return sum(weight * one for weight, one in rare) / sum(weight for weight, _ in rare)

    def _held(self, terms: Set[str]) -> list[float]:
        """Return of each thing asked for how far some terms say it, by the best of its ways."""
        sums: dict[tuple[int, int], float] = {}
        for term in self._shares.keys() & terms:
            for place, number, share in self._shares[term]:
                sums[place, number] = sums.get((place, number), 0.0) + share
        held = [0.0] * len(self._weights)
        for (place, _), worth in sums.items():
            held[place] = max(held[place], worth)
        return held
