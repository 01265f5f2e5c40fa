"""Source of truth for the index of few passages, or of a process that asks a few questions and ends: plain arrays, ready at once.

Qdrant's engine wants a second to be built, megabytes for each language, and lets nobody else open what it built; a look through
some thousand rows of numbers takes a millisecond or two and can be kept in a file. It finds what the engine finds (the same
tests hold both).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from content.knowledge.index import DEEPER, RRF_K, Entry, Filter, Inquiry, first, scopes

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]
    Integers = npt.NDArray[np.int64]


_MOST_FILTERS = 200


class _Part:
    """The passages of one language."""

    def __init__(self, entries: Sequence[Entry], size: int | None) -> None:
        import numpy as np  # imported with the first index, not with the program

        self.ids = [entry.id for entry in entries]
        self.payloads = [entry.payload for entry in entries]
        numbers = np.fromiter((one for entry in entries for one in entry.sparse), dtype=np.int64)
        weights = np.fromiter((one for entry in entries for one in entry.sparse.values()), dtype=np.float32)
        rows = np.repeat(np.arange(len(entries)), [len(entry.sparse) for entry in entries])
        order = np.argsort(numbers, kind="stable")
        self._rows, self._weights = rows[order], weights[order]
        self._numbers, first = np.unique(numbers[order], return_index=True)
        self._first = np.append(first, len(numbers))
        nothing = [0.0] * (size or 0)
        self._dense = np.array([entry.dense or nothing for entry in entries], dtype=np.float32) if size else None
        if self._dense is not None:
            lengths = np.linalg.norm(self._dense, axis=1, keepdims=True)
            self._dense /= np.where(lengths > 0, lengths, 1.0)
        self._passing: dict[Filter, npt.NDArray[np.bool_]] = {}

    def by_terms(self, asked: Mapping[int, float]) -> Floats:
        """Return the strength of each passage: BM25 with the rarity of each term in this language."""
        import numpy as np

        scores = np.zeros(len(self.ids), dtype=np.float32)
        for number, weight in asked.items():
            at = int(np.searchsorted(self._numbers, number))
            if at == len(self._numbers) or self._numbers[at] != number:
                continue
            part = slice(int(self._first[at]), int(self._first[at + 1]))
            held = part.stop - part.start
            rarity = np.log1p((len(self.ids) - held + 0.5) / (held + 0.5))
            scores[self._rows[part]] += weight * rarity * self._weights[part]
        return scores

    def by_meaning(self, vector: Sequence[float]) -> Floats | None:
        """Return the cosine of each passage with a question; None where the passages have no vectors."""
        import numpy as np

        if self._dense is None:
            return None
        # not by `@`: its library wakes a thread for each core, which wait for each other on a machine that serves pages
        return np.asarray(np.einsum("pw,w->p", self._dense, np.asarray(vector, dtype=np.float32)))

    def passing(self, wanted: Filter) -> npt.NDArray[np.bool_]:
        """Return which passages may pass; remembered for the filters of late, for most questions come with the same few."""
        import numpy as np

        held = self._passing.get(wanted)
        if held is None:
            if len(self._passing) >= _MOST_FILTERS:
                self._passing.clear()
            held = np.fromiter((_passes(payload, wanted) for payload in self.payloads), dtype=np.bool_)
            self._passing[wanted] = held
        return held


class ScanIndex:
    """An index as `content/knowledge/index.py` describes it; can be kept in a file and read again."""

    def __init__(self) -> None:
        self._parts: dict[str, _Part] = {}

    def build(self, entries: Sequence[Entry], *, size: int | None, generation: int) -> None:
        """Replace what the index holds; the generation is its keeper's concern."""
        by_locale: dict[str, list[Entry]] = {}
        for entry in entries:
            by_locale.setdefault(str(entry.payload["locale"]), []).append(entry)
        self._parts = {locale: _Part(some, size) for locale, some in by_locale.items()}

    def search(self, inquiry: Inquiry) -> list[tuple[int, float]]:
        """Look through the passages by terms and by vector, fused by reciprocal rank."""
        parts = self._parts  # a newer generation may take its place meanwhile
        held = [parts[locale] for locale in inquiry.filter.locales if locale in parts]
        return first((one for part in held for one in _found(part, inquiry)), inquiry.limit)

    def close(self) -> None:
        """Nothing is held open."""


def _found(part: _Part, inquiry: Inquiry) -> list[tuple[int, float]]:
    scored = [part.by_terms(inquiry.sparse)] if inquiry.sparse else []
    if inquiry.dense is not None and (near := part.by_meaning(inquiry.dense)) is not None:
        scored.append(near)
    passing = part.passing(inquiry.filter)
    fused: dict[int, float] = {}
    for scores in scored:
        for rank, row in enumerate(_best(scores, passing, inquiry.limit * DEEPER), start=1):
            fused[row] = fused.get(row, 0.0) + 1 / (RRF_K + rank)
    best = sorted(fused.items(), key=lambda one: (-one[1], one[0]))[: inquiry.limit]
    return [(part.ids[row], score) for row, score in best]


def _best(scores: Floats, passing: npt.NDArray[np.bool_], limit: int) -> list[int]:
    """Return the rows of the best scores above nothing, best first, of those that may pass."""
    import numpy as np

    worth = np.where(passing, scores, 0.0)
    order = np.argsort(-worth, kind="stable")[:limit]
    return [int(row) for row in order if worth[row] > 0]


def _passes(payload: Mapping[str, str | list[str]], wanted: Filter) -> bool:
    if payload["visibility"] not in wanted.visibility:
        return False
    if wanted.collection and payload["collection"] != wanted.collection:
        return False
    passing = scopes(wanted)
    return not passing or any(
        payload["scope"] == scope and (not field or value in payload[field]) for scope, field, value in passing
    )
