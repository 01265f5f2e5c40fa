"""Source of truth for a candidate passage as it is judged, and for how the best of them are taken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate: how well it fits (0 to 1), its rank among the others, and whose passage it is."""

    passage: int
    fit: float
    rank: float
    document: str
    answers: bool
    """Whether one of its sentences tells enough of the question to be an answer."""


@dataclass(frozen=True, slots=True)
class Rough:
    """A candidate by the words of its whole passage: its place, how well it fits, its rank, its nearness in meaning."""

    place: int
    fit: float
    rank: float
    meaning: float | None


def spread(found: Sequence[Judged], limit: int) -> list[Judged]:
    """Take the best, of each document one before any has a second."""
    turns: Counter[str] = Counter()
    ordered = []
    for place, one in enumerate(found):
        ordered.append((turns[one.document], place, one))
        turns[one.document] += 1
    return [one for *_, one in sorted(ordered, key=lambda one: one[:2])[:limit]]
