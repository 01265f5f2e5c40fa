"""Source of truth for the index inside this process: Qdrant's own engine, one shard a language in a temporary folder.

A question is asked of one language, so its shard needs no filter by language: filtering cost more than the search itself.
Vectors are held as bytes beside the full ones (scalar quantization), the best are measured again by the full ones; without a
graph, which takes a minute of two cores to build. All questions run in one thread: the engine holds the interpreter while
it searches, so that more threads only wait for each other.
"""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import qdrant_edge as qdrant

from content.knowledge.index import DEEPER, DENSE, KEYWORDS, RRF_K, SPARSE, Entry, Filter, Inquiry, first, scopes

_BATCH = 100
_UNUSED = 100
"""What a graph would be built with; there is none."""
_EVERYWHERE = ("visibility", "collection")
"""Fields whose filter is left out where all passages of a language are alike."""


class _Shards:
    """One generation's shards with their folder; let go of by their last user, for a question may be under way in a thread."""

    def __init__(self, entries: Sequence[Entry], *, size: int | None, generation: int, home: Path | None) -> None:
        self._folder = tempfile.TemporaryDirectory(
            prefix=f"passages-{generation}-", dir=home, ignore_cleanup_errors=True
        )
        self.has_dense = size is not None
        self.engines: dict[str, Any] = {}
        self.kinds: dict[str, dict[str, set[str]]] = {}
        self._fill(entries, size)
        self._lock = threading.Lock()
        self._users = 1

    def borrow(self) -> bool:
        """Take part in using the shards; False where they are gone already."""
        with self._lock:
            self._users += 1 if self._users else 0
            return self._users > 0

    def release(self) -> None:
        """Stop using the shards; the last one closes them."""
        with self._lock:
            self._users -= 1
            last = self._users == 0
        if last:
            for engine in self.engines.values():
                engine.close()
            self._folder.cleanup()

    def _fill(self, entries: Sequence[Entry], size: int | None) -> None:
        """Put entries into the shards of their languages, a few at a time: all of them at once are many times as large."""
        waiting: dict[str, list[Any]] = {}
        for entry in entries:
            locale = str(entry.payload["locale"])
            if locale not in self.engines:
                self.engines[locale] = self._engine(locale, size)
                self.kinds[locale] = {field: set() for field in _EVERYWHERE}
            for field, held in self.kinds[locale].items():
                held.add(str(entry.payload[field]))
            batch = waiting.setdefault(locale, [])
            batch.append(_point(entry, size))
            if len(batch) == _BATCH:
                self.engines[locale].update(qdrant.UpdateOperation.upsert_points(waiting.pop(locale)))
        for locale, batch in waiting.items():
            self.engines[locale].update(qdrant.UpdateOperation.upsert_points(batch))
        for engine in self.engines.values():
            engine.optimize()

    def _engine(self, locale: str, size: int | None) -> Any:
        folder = Path(self._folder.name) / locale
        folder.mkdir()
        engine: Any = qdrant.EdgeShard.create(str(folder), _config(size))
        for field in KEYWORDS:
            engine.update(qdrant.UpdateOperation.create_field_index(field, qdrant.PayloadSchemaType.Keyword))
        return engine


class EdgeIndex:
    """One shard, private to this process: a second process cannot open the same one, so each builds its own."""

    def __init__(self, folder: Path | None = None) -> None:
        self._home = folder
        self._shards: _Shards | None = None

    def build(self, entries: Sequence[Entry], *, size: int | None, generation: int) -> None:
        """Build new shards beside the old ones, and let go of the old ones when that is done."""
        shards = _Shards(entries, size=size, generation=generation, home=self._home)
        old, self._shards = self._shards, shards
        if old is not None:
            old.release()

    def search(self, inquiry: Inquiry) -> list[tuple[int, float]]:
        """Ask for the nearest passages by terms and by vector, fused by reciprocal rank."""
        if not (inquiry.sparse or inquiry.dense):
            return []
        shards = self._shards
        while shards is not None and not shards.borrow():
            shards = self._shards  # a newer generation took its place between two steps of ours
        if shards is None:
            return []
        try:
            found = [
                (int(point.id), float(point.score))
                for locale in inquiry.filter.locales
                if locale in shards.engines
                for point in shards.engines[locale].query(
                    _request(inquiry, has_dense=shards.has_dense, kinds=shards.kinds[locale])
                )
            ]
        finally:
            shards.release()
        return first(found, inquiry.limit)

    def close(self) -> None:
        """Close the shards and remove their folder."""
        shards, self._shards = self._shards, None
        if shards is not None:
            shards.release()


def _request(inquiry: Inquiry, *, has_dense: bool, kinds: Mapping[str, set[str]]) -> Any:
    passing = _filter(inquiry.filter, kinds)
    deeper = inquiry.limit * DEEPER
    prefetches = []
    if inquiry.sparse:
        vector = qdrant.SparseVector(list(inquiry.sparse), list(inquiry.sparse.values()))
        nearest = qdrant.Query.Nearest(vector, using=SPARSE)
        prefetches.append(qdrant.Prefetch(limit=deeper, query=nearest, filter=passing))
    if inquiry.dense is not None and has_dense:
        nearest = qdrant.Query.Nearest(list(inquiry.dense), using=DENSE)
        prefetches.append(qdrant.Prefetch(limit=deeper, query=nearest, filter=passing))
    fused: Any = qdrant.Fusion.Rrf(k=RRF_K)
    return qdrant.QueryRequest(limit=2 * deeper, query=fused, prefetches=prefetches, with_payload=False)


def _config(size: int | None) -> Any:
    bytes_too = qdrant.ScalarQuantizationConfig(qdrant.ScalarType.Int8, always_ram=True)
    vectors = (
        {DENSE: qdrant.EdgeVectorParams(size=size, distance=qdrant.Distance.Cosine, quantization_config=bytes_too)}
        if size
        else None
    )
    sparse = {SPARSE: qdrant.EdgeSparseVectorParams(modifier=qdrant.Modifier.Idf)}
    no_graph = qdrant.HnswIndexConfig(0, _UNUSED, _UNUSED)
    # without a log of changes: after a crash the shards are built anew from the database
    return qdrant.EdgeConfig(
        vectors=vectors, sparse_vectors=sparse, hnsw_config=no_graph, max_search_threads=1, wal_enabled=False
    )


def _point(entry: Entry, size: int | None) -> Any:
    vectors: dict[str, Any] = {SPARSE: qdrant.SparseVector(list(entry.sparse), list(entry.sparse.values()))}
    if size and entry.dense is not None:
        vectors[DENSE] = list(entry.dense)
    return qdrant.Point(entry.id, vectors, dict(entry.payload))


def _filter(wanted: Filter, kinds: Mapping[str, set[str]]) -> Any:
    """Return what may pass, None where everything may; `kinds` tells which values there are at all."""
    must: list[Any] = []
    if not kinds["visibility"] <= set(wanted.visibility):
        must.append(_among("visibility", wanted.visibility))
    if wanted.collection and kinds["collection"] != {wanted.collection}:
        must.append(_among("collection", (wanted.collection,)))
    passing = scopes(wanted)
    should: list[Any] = [
        qdrant.Filter(must=[_among("scope", (scope,)), *([_among(field, (value,))] if value else [])])
        for scope, field, value in passing
    ]
    if should:
        must.append(qdrant.Filter(should=should))
    return qdrant.Filter(must=must) if must else None


def _among(field: str, values: Sequence[str]) -> Any:
    return qdrant.FieldCondition(key=field, match=qdrant.MatchAny(any=list(values)))
