"""Source of truth for the index on a Qdrant server: one collection per generation, built by whoever needs it first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qdrant_client import QdrantClient, models

from content.knowledge.index import DEEPER, DENSE, KEYWORDS, RRF_K, SPARSE, Entry, Filter, Inquiry, first, scopes

_BATCH = 256
PREFIX = "tradewind_passages"
KEPT = 2
"""Generations left on the server: the newest, and the one before for processes that have not followed yet."""


class ServerIndex:
    """Passages on a Qdrant server. Building is repeatable: the same points under the same ids, whoever builds them."""

    def __init__(self, client: QdrantClient, *, local: bool = False) -> None:
        self._client = client
        self._local = local  # the client's local mode knows no payload indexes
        self._collection: str | None = None
        self._has_dense = False

    @classmethod
    def at(cls, url: str, key: str | None = None) -> ServerIndex:
        """Connect to a server; nothing is sent before the first use."""
        return cls(QdrantClient(url=url, api_key=key, timeout=10, check_compatibility=False))

    def build(self, entries: Sequence[Entry], *, size: int | None, generation: int) -> None:
        """Make the collection of this generation whole, unless another process did, and forget old ones."""
        name = f"{PREFIX}_{generation}_{size or 0}"
        if not self._client.collection_exists(name):
            self._create(name, size)
        if self._client.count(name, exact=True).count != len(entries):
            for start in range(0, len(entries), _BATCH):
                points = [_point(entry, size) for entry in entries[start : start + _BATCH]]
                self._client.upsert(name, points=points, wait=True)
        self._collection, self._has_dense = name, size is not None
        self._forget(generation)

    def search(self, inquiry: Inquiry) -> list[tuple[int, float]]:
        """Ask for the nearest passages by terms and by vector, fused by reciprocal rank."""
        if self._collection is None or not (inquiry.sparse or inquiry.dense):
            return []
        passing = _filter(inquiry.filter)
        deeper = inquiry.limit * DEEPER
        prefetch = []
        if inquiry.sparse:
            vector = models.SparseVector(indices=list(inquiry.sparse), values=list(inquiry.sparse.values()))
            prefetch.append(models.Prefetch(query=vector, using=SPARSE, limit=deeper, filter=passing))
        if inquiry.dense is not None and self._has_dense:
            prefetch.append(models.Prefetch(query=list(inquiry.dense), using=DENSE, limit=deeper, filter=passing))
        answer = self._client.query_points(
            self._collection,
            prefetch=prefetch,
            query=models.RrfQuery(rrf=models.Rrf(k=RRF_K)),
            limit=2 * deeper,
            with_payload=False,
        )
        return first(((int(point.id), float(point.score)) for point in answer.points), inquiry.limit)

    def close(self) -> None:
        """Close the connection; the collection stays for others."""
        self._client.close()

    def _create(self, name: str, size: int | None) -> None:
        dense = {DENSE: models.VectorParams(size=size, distance=models.Distance.COSINE)} if size else {}
        sparse = {SPARSE: models.SparseVectorParams(modifier=models.Modifier.IDF)}
        self._client.create_collection(name, vectors_config=dense, sparse_vectors_config=sparse)
        if not self._local:
            for field in KEYWORDS:
                self._client.create_payload_index(name, field, models.PayloadSchemaType.KEYWORD)

    def _forget(self, generation: int) -> None:
        for collection in self._client.get_collections().collections:
            rest = collection.name.removeprefix(f"{PREFIX}_")
            number = rest.split("_")[0]
            if rest != collection.name and number.isdigit() and int(number) <= generation - KEPT:
                self._client.delete_collection(collection.name)


def _point(entry: Entry, size: int | None) -> models.PointStruct:
    vectors: dict[str, Any] = {
        SPARSE: models.SparseVector(indices=list(entry.sparse), values=list(entry.sparse.values()))
    }
    if size and entry.dense is not None:
        vectors[DENSE] = list(entry.dense)
    return models.PointStruct(id=entry.id, vector=vectors, payload=dict(entry.payload))


def _filter(wanted: Filter) -> models.Filter:
    must: list[Any] = [_among("locale", wanted.locales), _among("visibility", wanted.visibility)]
    if wanted.collection:
        must.append(_among("collection", (wanted.collection,)))
    should: list[Any] = [
        models.Filter(must=[_among("scope", (scope,)), *([_among(field, (value,))] if value else [])])
        for scope, field, value in scopes(wanted)
    ]
    if should:
        must.append(models.Filter(should=should))
    return models.Filter(must=must)


def _among(field: str, values: Sequence[str]) -> models.FieldCondition:
    return models.FieldCondition(key=field, match=models.MatchAny(any=list(values)))
