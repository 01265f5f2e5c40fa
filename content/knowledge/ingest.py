"""Source of truth for taking documents in: a company's pack as a whole, and single files by hand."""

from __future__ import annotations

import asyncio
import dataclasses
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from content.catalogue.model import Company
from content.knowledge import repository
from content.knowledge.cut import Undigestible, title_of
from content.knowledge.model import Chunk, Document
from content.knowledge.repository import Analysed
from content.knowledge.sources import COMPANY, analysed, chunks_of, digest_of, of_company
from foundation.database import Database, Session

LARGEST_FILE = 64 * 1024 * 1024
READABLE = frozenset({".md", ".markdown", ".txt", ".pdf"})


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What was taken in: documents new or changed, documents that were there already, passages, and what was refused."""

    documents: int
    unchanged: int
    passages: int
    refused: tuple[str, ...] = ()

    def __str__(self) -> str:
        told = f"{self.documents} documents taken in with {self.passages} passages, {self.unchanged} unchanged."
        return "\n".join([told, *self.refused])


def company_documents(company: Company, files: Mapping[str, bytes]) -> list[tuple[Document, list[Chunk]]]:
    """Cut every document of a pack. Takes a second or two for a large pack: call it in a thread, before a transaction."""
    return [_finished(document, chunks) for document, chunks in of_company(company, files) if chunks]


def changed_only(documents: Iterable[tuple[Document, list[Chunk]]], held: Mapping[str, str]) -> list[Analysed]:
    """Analyse the documents that are new or differ from what is held."""
    return [analysed(document, chunks) for document, chunks in documents if held.get(document.id) != document.digest]


async def ingest_company(database: Database, company: Company, files: Mapping[str, bytes]) -> IngestReport:
    """Make the company's collection hold exactly the documents of its pack."""
    documents = await asyncio.to_thread(company_documents, company, files)
    return await _ingest(database, documents, collection=COMPANY)


async def ingest_path(
    database: Database, path: Path, *, company: Company | None, product: str | None, locale: str, collection: str
) -> IngestReport:
    """Take in a file, or every readable file of a folder; what cannot be read is named and the rest goes on.

    `product` must be a SKU of the company: its family may find the documents too, no other.
    """
    about = company.products.get(product) if company and product else None
    if product and about is None:
        raise Undigestible(f"There is no product {product}. Name a SKU of the catalogue.")
    pattern = Document(
        id="",
        kind="file",
        title="",
        locale=locale,
        url="",
        digest="",
        products=(about.sku,) if about else (),
        categories=(about.category,) if about else (),
        collection=collection,
    )
    documents, refused = await asyncio.to_thread(_read_path, path, pattern)
    report = await _ingest(database, documents, collection=None)
    return dataclasses.replace(report, refused=tuple(refused))


async def _ingest(
    database: Database, documents: list[tuple[Document, list[Chunk]]], *, collection: str | None
) -> IngestReport:
    async with database.reading() as session:
        held = await repository.digests(session, collection)
    fresh = await asyncio.to_thread(changed_only, documents, held)
    names = {document.id for document, _ in documents}
    gone = [name for name in held if name not in names] if collection else []
    if fresh or gone:
        async with database.transaction() as session:
            await _write(session, fresh, gone)
    passages = sum(len(one.chunks) for one in fresh)
    return IngestReport(len(fresh), len(documents) - len(fresh), passages)


async def _write(session: Session, fresh: list[Analysed], gone: list[str]) -> None:
    await repository.store(session, fresh)
    await repository.remove(session, gone)
    await repository.bump_generation(session)


def _finished(document: Document, chunks: list[Chunk]) -> tuple[Document, list[Chunk]]:
    filled = [chunk for chunk in chunks if chunk.text.strip()]
    return dataclasses.replace(document, digest=digest_of(document, filled)), filled


def _read_path(path: Path, pattern: Document) -> tuple[list[tuple[Document, list[Chunk]]], list[str]]:
    """Cut a file, or every readable file of a folder, into documents like `pattern`; say what was refused and why."""
    documents, refused = [], []
    files = sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else [path]
    for file in files:
        if file.suffix.lower() not in READABLE and path.is_dir():
            continue
        name = file.relative_to(path).as_posix() if path.is_dir() else file.name
        try:
            documents.append(_read_file(file, name, pattern))
        except Undigestible as error:
            refused.append(f"{name}: {error}")
    return documents, refused


def _read_file(file: Path, name: str, pattern: Document) -> tuple[Document, list[Chunk]]:
    if file.stat().st_size > LARGEST_FILE:
        raise Undigestible(f"It is larger than {LARGEST_FILE // 2**20} MiB. Split it.")
    content = file.read_bytes()
    chunks = chunks_of(file.name, content)
    # a digest, because names may be longer than an id
    key = hashlib.sha256(f"{pattern.collection}/{pattern.locale}/{name}".encode()).hexdigest()[:24]
    return _finished(dataclasses.replace(pattern, id=f"file:{key}", title=_title(file, content)), chunks)


def _title(file: Path, content: bytes) -> str:
    heading = title_of(content.decode("utf-8-sig")) if file.suffix.lower() in {".md", ".markdown"} else None
    return heading or file.stem.replace("_", " ")
