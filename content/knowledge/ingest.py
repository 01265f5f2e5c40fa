"""Source of truth for taking documents in: a company's pack as a whole, and files by hand, a batch at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from content.catalogue.model import Company
from content.knowledge import repository
from content.knowledge.errors import Undigestible
from content.knowledge.files import Desk, Taken, Told, take
from content.knowledge.formats.isolated import reader
from content.knowledge.model import Chunk, Document, Visibility
from content.knowledge.repository import Analysed
from content.knowledge.sources import COMPANY, analysed, finished, of_company
from foundation.database import Database, Session

DOCUMENTS = "documents"
"""The collection of files that were taken in by hand, where no other is named."""
MOST_AT_ONCE = 1_000
"""Passages of one transaction; so many can be asked for before the rest is read."""


@dataclass(frozen=True, slots=True)
class About:
    """What documents taken in by hand are about, and who may find them; without a locale their language is found out."""

    product: str | None = None
    family: str | None = None
    locale: str | None = None
    collection: str = DOCUMENTS
    revision: str = ""
    visibility: Visibility = "public"


@dataclass(slots=True)
class IngestReport:
    """What was taken in so far: documents new or changed, those there already, passages, and what was refused or left out."""

    documents: int = 0
    unchanged: int = 0
    passages: int = 0
    refused: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    file: str = ""
    files_done: int = 0
    files: int = 0
    told: list[Told] = field(default_factory=list)
    """The same as `refused` and `notes`, for other languages."""
    pages: tuple[int, int] | None = None
    """Of the file that is being read: how many of its pages are read, and how many it has."""

    def __str__(self) -> str:
        told = f"{self.documents} documents taken in with {self.passages} passages, {self.unchanged} unchanged."
        return "\n".join([told, *self.refused, *self.notes])

    def add(self, taken: Taken) -> None:
        """Count a step in."""
        self.documents += len(taken.fresh)
        self.unchanged += taken.unchanged
        self.passages += taken.passages
        self.refused += tuple(one.sentence("en") for one in taken.refused)
        self.notes += tuple(one.sentence("en") for one in taken.notes)
        self.told += [*taken.refused, *taken.notes]
        self.stand(taken)

    def stand(self, taken: Taken) -> None:
        """Note where the reading is."""
        self.file, self.files_done, self.files, self.pages = taken.file, taken.files_done, taken.files, taken.pages


Progress = Callable[[IngestReport], None]
"""Told after each step how far it got; from the thread that reads, also while the pages of a file are read."""


def company_documents(company: Company, files: Mapping[str, bytes]) -> list[tuple[Document, list[Chunk]]]:
    """Cut every document of a pack. Takes a second or two for a large pack: call it in a thread, before a transaction."""
    return [finished(document, chunks) for document, chunks in of_company(company, files) if chunks]


def changed_only(documents: Iterable[tuple[Document, list[Chunk]]], held: Mapping[str, str]) -> list[Analysed]:
    """Analyse the documents that are new or differ from what is held."""
    return [analysed(document, chunks) for document, chunks in documents if held.get(document.id) != document.digest]


async def ingest_company(database: Database, company: Company, files: Mapping[str, bytes]) -> IngestReport:
    """Make the company's collection hold exactly the documents of its pack."""
    documents = await asyncio.to_thread(company_documents, company, files)
    async with database.reading() as session:
        held = await repository.digests(session, COMPANY)
    fresh = await asyncio.to_thread(changed_only, documents, held)
    names = {document.id for document, _ in documents}
    gone = [name for name in held if name not in names]
    if fresh or gone:
        async with database.transaction() as session:
            await _write(session, fresh, gone)
    passages = sum(len(one.chunks) for one in fresh)
    return IngestReport(len(fresh), len(documents) - len(fresh), passages)


async def ingest_path(
    database: Database, path: Path, *, company: Company, about: About, progress: Progress | None = None
) -> IngestReport:
    """Take in a file, or every readable file of a folder; what cannot be read is named and the rest goes on.

    Each step is stored and can be found at once; dense vectors follow in the background. A document that is there
    already and did not change is left as it is. Raises Undigestible where `about` names what the company does not have.
    """
    pattern = _pattern(company, about)
    async with database.reading() as session:
        held = await repository.digests(session, about.collection)
    report = IngestReport()

    def heard(taken: Taken) -> None:
        report.stand(taken)
        if progress:
            progress(report)

    with reader() as opened:
        steps = take(path, pattern, held=held, desk=Desk(opened, heard), most=MOST_AT_ONCE)
        while (taken := await asyncio.to_thread(next, steps, None)) is not None:
            if taken.fresh:
                async with database.transaction() as session:
                    await _write(session, list({one.document.id: one for one in taken.fresh}.values()), [])
            report.add(taken)
            if progress:
                progress(report)
    return report


def _pattern(company: Company, about: About) -> Document:
    """Return what all documents of one ingest have in common: about a product its family may find them too, no other."""
    product = company.products.get(about.product) if about.product else None
    if about.product and product is None:
        raise Undigestible("unknown_product", product=about.product)
    family = product.category if product else about.family
    if family and family not in company.categories:
        raise Undigestible("unknown_family", family=family, known=", ".join(company.categories))
    return Document(
        id="",
        kind="file",
        title="",
        locale=about.locale or "",
        url="",
        digest="",
        products=(product.sku,) if product else (),
        categories=(family,) if family else (),
        visibility=about.visibility,
        collection=about.collection,
        revision=about.revision,
    )


async def _write(session: Session, fresh: list[Analysed], gone: list[str]) -> None:
    await repository.store(session, fresh)
    await repository.remove(session, gone)
    await repository.bump_generation(session)
