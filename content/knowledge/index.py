"""Source of truth for what an index of passages can do; the in-process engine and a Qdrant server both do exactly this."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

DENSE, SPARSE = "dense", "sparse"
KEYWORDS = ("locale", "visibility", "collection", "scope", "products", "categories")
"""Payload fields that are indexed for filtering."""
DEEPER = 3
"""Each of the two searches, by terms and by vector, finds this many times the limit before they are fused."""
RRF_K = 60
"""The constant of reciprocal rank fusion (Cormack, Clarke, Buettcher, SIGIR 2009)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A passage as the index holds it: dimensions and weights of its terms, its dense vector if it has one."""

    id: int
    sparse: Mapping[int, float]
    dense: Sequence[float] | None
    payload: Mapping[str, str | list[str]]


@dataclass(frozen=True, slots=True)
class Filter:
    """What may be found. `product` also lets its family's and the company's general passages pass, never another family's."""

    locales: tuple[str, ...]
    product: str | None = None
    category: str | None = None
    collection: str | None = None
    visibility: tuple[str, ...] = ("public",)


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A question as the index is asked: terms with weights, and a dense vector where the language has one."""

    sparse: Mapping[int, float]
    dense: Sequence[float] | None
    filter: Filter
    limit: int


class Index(Protocol):
    """An index of passages. It is derived: built from rows, thrown away and built again. Calls block; use a thread."""

    def build(self, entries: Sequence[Entry], *, size: int | None, generation: int) -> None:
        """Replace what the index holds; `size` is the length of dense vectors, None where there are none."""

    def search(self, inquiry: Inquiry) -> list[tuple[int, float]]:
        """Return passage ids with their fused scores, best first."""

    def close(self) -> None:
        """Let go of everything."""


def first(found: Iterable[tuple[int, float]], limit: int) -> list[tuple[int, float]]:
    """Return the best of what an engine found; of equal ranks the engine puts another first each time, here the lower id is."""
    return sorted(found, key=lambda one: (-one[1], one[0]))[:limit]


def scopes(wanted: Filter) -> list[tuple[str, str, str | None]]:
    """Return what may pass, one of (scope, field, value): the product's own, its family's, the company's general passages."""
    if wanted.product is None and wanted.category is None:
        return []
    passing: list[tuple[str, str, str | None]] = [("general", "", None)]
    if wanted.product is not None:
        passing.append(("product", "products", wanted.product))
        if wanted.category is not None:
            passing.append(("category", "categories", wanted.category))
    else:
        passing += [("product", "categories", wanted.category), ("category", "categories", wanted.category)]
    return passing
