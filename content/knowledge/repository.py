"""Source of truth for storing documents and passages, and for reading them back as the index needs them."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from content.knowledge import analyse
from content.knowledge.model import Chunk, Document, DocumentKind, Visibility
from content.knowledge.tables import DocumentRow, KnowledgeGenerationRow, OriginalRow, PassageRow
from foundation import clock

ROWS_AT_ONCE = 500
_NO_VECTOR: Mapping[str, object] = {"dense": None, "dense_model": None}


@dataclass(frozen=True, slots=True)
class Analysed:
    """A document with its chunks and the terms of each, ready to be stored."""

    document: Document
    chunks: tuple[tuple[Chunk, Mapping[str, int]], ...]
    original: tuple[str, bytes] | None = None
    """Media type and content of the file that citations open."""


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage as the index needs it; `dense` are float32 bytes by `dense_model`."""

    id: int
    document: Document
    position: int
    locator: str
    page: int | None
    text: str
    terms: Mapping[str, int]
    dense: bytes | None
    dense_model: str | None


async def generation(session: AsyncSession) -> int:
    """Return the generation of the knowledge, 0 where there is none."""
    statement = sa.select(KnowledgeGenerationRow.number).where(KnowledgeGenerationRow.id == 1)
    return await session.scalar(statement) or 0


async def bump_generation(session: AsyncSession) -> int:
    """Let the generation rise."""
    row = await session.get(KnowledgeGenerationRow, 1, with_for_update=True)
    if row is None:
        row = KnowledgeGenerationRow(id=1, number=0)
        session.add(row)
    row.number += 1
    await session.flush()
    return row.number


async def digests(session: AsyncSession, collection: str | None = None) -> dict[str, str]:
    """Return document id -> digest, of one collection or of all."""
    statement = sa.select(DocumentRow.id, DocumentRow.digest)
    if collection is not None:
        statement = statement.where(DocumentRow.collection == collection)
    return {row.id: row.digest for row in await session.execute(statement)}


async def store(session: AsyncSession, documents: Sequence[Analysed]) -> None:
    """Put documents in place of what they were before; unchanged ones should not be given.

    A passage that says the same as before keeps its vector: only what changed is embedded anew.
    """
    kept = await _vectors_of(session, [one.document.id for one in documents])
    await remove(session, [one.document.id for one in documents])
    if not documents:
        return
    await session.execute(sa.insert(DocumentRow), [_row_of(one.document) for one in documents])
    originals = [
        {"document_id": one.document.id, "media_type": one.original[0], "content": one.original[1]}
        for one in documents
        if one.original
    ]
    if originals:
        await session.execute(sa.insert(OriginalRow), originals)
    rows = [
        {
            "document_id": one.document.id,
            "position": position,
            "locator": chunk.locator,
            "page": chunk.page,
            "text": chunk.text,
            "terms": dict(terms),
            **kept.get((one.document.id, one.document.title, chunk.locator, chunk.text), _NO_VECTOR),
        }
        for one in documents
        for position, (chunk, terms) in enumerate(one.chunks)
    ]
    for start in range(0, len(rows), ROWS_AT_ONCE):
        await session.execute(sa.insert(PassageRow), rows[start : start + ROWS_AT_ONCE])


async def _vectors_of(
    session: AsyncSession, ids: Sequence[str]
) -> dict[tuple[str, str, str, str], Mapping[str, object]]:
    """Return the vectors of the passages of documents, by document and what each was made of."""
    columns = (
        PassageRow.document_id, DocumentRow.title, PassageRow.locator, PassageRow.text, PassageRow.dense,
        PassageRow.dense_model,
    )  # fmt: skip
    held: dict[tuple[str, str, str, str], Mapping[str, object]] = {}
    for start in range(0, len(ids), ROWS_AT_ONCE):
        statement = (
            sa.select(*columns)
            .join(DocumentRow, DocumentRow.id == PassageRow.document_id)
            .where(PassageRow.document_id.in_(list(ids[start : start + ROWS_AT_ONCE])), PassageRow.dense.is_not(None))
        )
        for row in await session.execute(statement):
            name = (row.document_id, row.title, row.locator, row.text)
            held[name] = {"dense": row.dense, "dense_model": row.dense_model}
    return held


def _row_of(document: Document) -> dict[str, object]:
    return {
        "id": document.id,
        "kind": document.kind,
        "title": document.title,
        "locale": document.locale,
        "url": document.url,
        "digest": document.digest,
        "products": list(document.products),
        "categories": list(document.categories),
        "visibility": document.visibility,
        "collection": document.collection,
        "name": document.name,
        "revision": document.revision,
        "ingested_at": clock.now(),
    }


async def remove(session: AsyncSession, ids: Sequence[str]) -> None:
    """Remove documents with their passages."""
    for start in range(0, len(ids), 500):
        some = list(ids[start : start + 500])
        await session.execute(sa.delete(PassageRow).where(PassageRow.document_id.in_(some)))
        await session.execute(sa.delete(OriginalRow).where(OriginalRow.document_id.in_(some)))
        await session.execute(sa.delete(DocumentRow).where(DocumentRow.id.in_(some)))


async def passages(session: AsyncSession) -> list[StoredPassage]:
    """Return every passage with its document, in the order of their ids."""
    documents = {row.id: document_of(row) for row in await session.scalars(sa.select(DocumentRow))}
    columns = (
        PassageRow.id, PassageRow.document_id, PassageRow.position, PassageRow.locator, PassageRow.page, PassageRow.text,
        PassageRow.terms, PassageRow.dense, PassageRow.dense_model,
    )  # fmt: skip
    rows = await session.execute(sa.select(*columns).order_by(PassageRow.id))
    return [
        StoredPassage(
            row.id,
            documents[row.document_id],
            row.position,
            row.locator,
            row.page,
            row.text,
            # the same words stand in many passages, and each row brings its own copy
            {sys.intern(term): count for term, count in row.terms.items()},
            row.dense,
            row.dense_model,
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class Lacking:
    """Passages that lack a dense vector by a model, in some languages; of some collections, where any are named."""

    model: str
    locales: tuple[str, ...]
    collections: tuple[str, ...] = ()

    def among(self, statement: Any) -> Any:
        """Let a statement about passages see these alone."""
        chosen = (
            statement.join(DocumentRow, DocumentRow.id == PassageRow.document_id)
            .where(DocumentRow.locale.in_(self.locales))
            .where(sa.or_(PassageRow.dense_model.is_(None), PassageRow.dense_model != self.model))
        )
        return chosen.where(DocumentRow.collection.in_(self.collections)) if self.collections else chosen


async def without_vector(session: AsyncSession, lacking: Lacking, *, limit: int) -> list[tuple[int, str]]:
    """Return id and text (with title and heading) of passages that lack a dense vector by this model."""
    columns = (PassageRow.id, DocumentRow.title, DocumentRow.name, PassageRow.locator, PassageRow.text)
    statement = lacking.among(sa.select(*columns)).order_by(PassageRow.id).limit(limit)
    rows = await session.execute(statement)
    # what others call a record says nothing
    return [
        (row.id, embedded_text(row.title, row.locator if row.locator != row.name else "", row.text)) for row in rows
    ]


async def count_without_vector(session: AsyncSession, lacking: Lacking) -> int:
    """Return how many passages lack a dense vector."""
    return await session.scalar(lacking.among(sa.select(sa.func.count(PassageRow.id)))) or 0


def embedded_text(title: str, locator: str, text: str) -> str:
    """Return what of a passage its vector is made of; a title that is only the beginning of the text is no part of it."""
    titled = title if not text.startswith(title) else ""
    return ". ".join(part for part in (titled, locator, text) if part)


async def put_vectors(session: AsyncSession, vectors: Mapping[int, bytes], model: str) -> None:
    """Store dense vectors by passage id."""
    for passage, vector in vectors.items():
        await session.execute(
            sa.update(PassageRow).where(PassageRow.id == passage).values(dense=vector, dense_model=model)
        )


async def retell(session: AsyncSession, told: Mapping[int, tuple[str, str]]) -> None:
    """Give passages, by their ids, another text and locator; their terms follow, and their vectors are made anew."""
    named = sa.select(PassageRow, DocumentRow.title, DocumentRow.locale).join(
        DocumentRow, DocumentRow.id == PassageRow.document_id
    )
    for row, title, locale in (await session.execute(named.where(PassageRow.id.in_(told)))).all():
        row.text, row.locator = told[row.id]
        row.terms = analyse.count(f"{title} {row.locator} {row.text}", locale)
        row.dense = row.dense_model = None
    await session.flush()
    await bump_generation(session)


def document_of(row: DocumentRow) -> Document:
    """Return the document of a row."""
    return Document(
        id=row.id,
        kind=cast(DocumentKind, row.kind),
        title=row.title,
        locale=row.locale,
        url=row.url,
        digest=row.digest,
        products=tuple(row.products),
        categories=tuple(row.categories),
        visibility=cast(Visibility, row.visibility),
        collection=row.collection,
        name=row.name,
        revision=row.revision,
    )
