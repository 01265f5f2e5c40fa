"""Source of truth for the index inside this process: Qdrant's own engine on a shard in a temporary folder."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import qdrant_edge as qdrant

from content.knowledge.index import DENSE, KEYWORDS, RRF_K, SPARSE, Entry, Filter, Inquiry, scopes

_BATCH = 1_000
_DEEPER = 3
"""Each of the two searches fetches this many times the limit before they are fused."""


class _Shard:
    """One generation's shard with its folder; let go of by its last user, for a question may be under way in a thread."""

    def __init__(self, generation: int, home: Path | None, size: int | None) -> None:
        self._folder = tempfile.TemporaryDirectory(
            prefix=f"passages-{generation}-", dir=home, ignore_cleanup_errors=True
        )
        self.engine: Any = qdrant.EdgeShard.create(self._folder.name, _config(size))
        self.has_dense = size is not None
        self._lock = threading.Lock()
        self._users = 1

    def borrow(self) -> bool:
        """Take part in using the shard; False where it is gone already."""
        with self._lock:
            self._users += 1 if self._users else 0
            return self._users > 0

    def release(self) -> None:
        """Stop using the shard; the last one closes it."""
        with self._lock:
            self._users -= 1
            last = self._users == 0
        if last:
            self.engine.close()
            self._folder.cleanup()


class EdgeIndex:
    """One shard, private to this process: a second process cannot open the same one, so each builds its own."""

    def __init__(self, folder: Path | None = None) -> None:
        self._home = folder
        self._shard: _Shard | None = None

    def build(self, entries: Sequence[Entry], *, size: int | None, generation: int) -> None:
        """Build a new shard beside the old one, and let go of the old one when it is done."""
        shard = _Shard(generation, self._home, size)
        for field in KEYWORDS:
            shard.engine.update(qdrant.UpdateOperation.create_field_index(field, qdrant.PayloadSchemaType.Keyword))
        for start in range(0, len(entries), _BATCH):
            points = [_point(entry, size) for entry in entries[start : start + _BATCH]]
            shard.engine.update(qdrant.UpdateOperation.upsert_points(points))
        # not optimized: a graph over 10,000 vectors takes a minute of two cores to save a millisecond a question
        old, self._shard = self._shard, shard
        if old is not None:
            old.release()

    def search(self, inquiry: Inquiry) -> list[tuple[int, float]]:
        """Ask for the nearest passages by terms and by vector, fused by reciprocal rank."""
        if not (inquiry.sparse or inquiry.dense):
            return []
        shard = self._shard
        while shard is not None and not shard.borrow():
            shard = self._shard  # a newer generation took its place between two steps of ours
        if shard is None:
            return []
        try:
            found = shard.engine.query(_request(inquiry, has_dense=shard.has_dense))
        finally:
            shard.release()
        return [(int(point.id), float(point.score)) for point in found]

    def close(self) -> None:
        """Close the shard and remove its folder."""
        shard, self._shard = self._shard, None
        if shard is not None:
            shard.release()


def _request(inquiry: Inquiry, *, has_dense: bool) -> Any:
    passing = _filter(inquiry.filter)
    deeper = inquiry.limit * _DEEPER
    prefetches = []
    if inquiry.sparse:
        vector = qdrant.SparseVector(list(inquiry.sparse), list(inquiry.sparse.values()))
        nearest = qdrant.Query.Nearest(vector, using=SPARSE)
        prefetches.append(qdrant.Prefetch(limit=deeper, query=nearest, filter=passing))
    if inquiry.dense is not None and has_dense:
        nearest = qdrant.Query.Nearest(list(inquiry.dense), using=DENSE)
        prefetches.append(qdrant.Prefetch(limit=deeper, query=nearest, filter=passing))
    fused: Any = qdrant.Fusion.Rrf(k=RRF_K)
    return qdrant.QueryRequest(limit=inquiry.limit, query=fused, prefetches=prefetches, with_payload=False)


def _config(size: int | None) -> Any:
    vectors = {DENSE: qdrant.EdgeVectorParams(size=size, distance=qdrant.Distance.Cosine)} if size else None
    sparse = {SPARSE: qdrant.EdgeSparseVectorParams(modifier=qdrant.Modifier.Idf)}
    # without a log of changes: after a crash the shard is built anew from the database
    return qdrant.EdgeConfig(vectors=vectors, sparse_vectors=sparse, wal_enabled=False)


def _point(entry: Entry, size: int | None) -> Any:
    vectors: dict[str, Any] = {SPARSE: qdrant.SparseVector(list(entry.sparse), list(entry.sparse.values()))}
    if size and entry.dense is not None:
        vectors[DENSE] = list(entry.dense)
    return qdrant.Point(entry.id, vectors, dict(entry.payload))


def _filter(wanted: Filter) -> Any:
    must: list[Any] = [_among("locale", wanted.locales), _among("visibility", wanted.visibility)]
    if wanted.collection:
        must.append(_among("collection", (wanted.collection,)))
    passing = scopes(wanted)
    should: list[Any] = [
        qdrant.Filter(must=[_among("scope", (scope,)), *([_among(field, (value,))] if value else [])])
        for scope, field, value in passing
    ]
    if should:
        must.append(qdrant.Filter(should=should))
    return qdrant.Filter(must=must)


def _among(field: str, values: Sequence[str]) -> Any:
    return qdrant.FieldCondition(key=field, match=qdrant.MatchAny(any=list(values)))
