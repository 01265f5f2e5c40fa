"""Source of truth for the index inside this process: Qdrant's own engine on a shard in a temporary folder."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import qdrant_edge as qdrant

from content.knowledge.index import DENSE, KEYWORDS, RRF_K, SPARSE, Entry, Filter, Inquiry, scopes

_BATCH = 1_000
_DEEPER = 3
"""Each of the two searches fetches this many times the limit before they are fused."""


class EdgeIndex:
    """One shard, private to this process: a second process cannot open the same one, so each builds its own."""

    def __init__(self, folder: Path | None = None) -> None:
        self._home = folder
        self._shard: Any = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._has_dense = False

    def build(self, entries: Sequence[Entry], *, size: int | None, generation: int) -> None:
        """Build a new shard beside the old one, and let go of the old one when it is done."""
        folder = tempfile.TemporaryDirectory(
            prefix=f"passages-{generation}-", dir=self._home, ignore_cleanup_errors=True
        )
        shard = qdrant.EdgeShard.create(folder.name, _config(size))
        for field in KEYWORDS:
            shard.update(qdrant.UpdateOperation.create_field_index(field, qdrant.PayloadSchemaType.Keyword))
        for start in range(0, len(entries), _BATCH):
            points = [_point(entry, size) for entry in entries[start : start + _BATCH]]
            shard.update(qdrant.UpdateOperation.upsert_points(points))
        # not optimized: a graph over 10,000 vectors takes a minute of two cores to save a millisecond a question
        old_shard, old_folder = self._shard, self._folder
        self._shard, self._folder, self._has_dense = shard, folder, size is not None
        _release(old_shard, old_folder)

    def search(self, inquiry: Inquiry) -> list[tuple[int, float]]:
        """Ask for the nearest passages by terms and by vector, fused by reciprocal rank."""
        shard = self._shard
        if shard is None or not (inquiry.sparse or inquiry.dense):
            return []
        passing = _filter(inquiry.filter)
        deeper = inquiry.limit * _DEEPER
        prefetches = []
        if inquiry.sparse:
            vector = qdrant.SparseVector(list(inquiry.sparse), list(inquiry.sparse.values()))
            nearest = qdrant.Query.Nearest(vector, using=SPARSE)
            prefetches.append(qdrant.Prefetch(limit=deeper, query=nearest, filter=passing))
        if inquiry.dense is not None and self._has_dense:
            nearest = qdrant.Query.Nearest(list(inquiry.dense), using=DENSE)
            prefetches.append(qdrant.Prefetch(limit=deeper, query=nearest, filter=passing))
        fused: Any = qdrant.Fusion.Rrf(k=RRF_K)
        request = qdrant.QueryRequest(limit=inquiry.limit, query=fused, prefetches=prefetches, with_payload=False)
        return [(int(point.id), float(point.score)) for point in shard.query(request)]

    def close(self) -> None:
        """Close the shard and remove its folder."""
        shard, folder, self._shard, self._folder = self._shard, self._folder, None, None
        _release(shard, folder)


def _release(shard: Any, folder: tempfile.TemporaryDirectory[str] | None) -> None:
    if shard is not None:
        shard.close()
    if folder is not None:
        folder.cleanup()


def _config(size: int | None) -> Any:
    vectors = {DENSE: qdrant.EdgeVectorParams(size=size, distance=qdrant.Distance.Cosine)} if size else None
    sparse = {SPARSE: qdrant.EdgeSparseVectorParams(modifier=qdrant.Modifier.Idf)}
    return qdrant.EdgeConfig(vectors=vectors, sparse_vectors=sparse)


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
