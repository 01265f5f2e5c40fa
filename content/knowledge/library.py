"""Source of truth for asking what the company knows: one library a process, following the rows in the database."""

from __future__ import annotations

import asyncio
import dataclasses
import time
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from content.catalogue.model import Company
from content.knowledge import ingest, repository, search
from content.knowledge.embed import Embedder, Vectors
from content.knowledge.embedding_models import EmbeddingModel
from content.knowledge.engines import index_for
from content.knowledge.index import Filter, Index, Inquiry
from content.knowledge.ingest import About, IngestReport, Progress
from content.knowledge.judged import Judged, spread
from content.knowledge.kept import KeptShelf, forget
from content.knowledge.model import Passage
from content.knowledge.scan_index import ScanIndex
from content.knowledge.shelf import Shelf
from content.knowledge.vectors import Told, fill
from foundation.database import Database
from foundation.locales import SOURCE
from foundation.settings import Settings

FRESH_SECONDS = 1.0
LONGEST_QUESTION = 1_000
CANDIDATES, RESULTS = 40, 80
"""Passages that are judged for one answer, and for a list of results."""
PATIENCE_SECONDS = 1.0
"""How long a question waits for its vector: where the model is that busy, words alone answer."""

TRIES = 5
"""How often a question is asked anew because a new generation came in between; five in a row have never been seen."""


class _Overtaken(Exception):
    """The index is a generation ahead of the shelf that a question began with."""


def listed(own: Sequence[Passage], further: Sequence[Passage], limit: int) -> list[Passage]:
    """Add what other languages have to a list: they fill the places that the asker's own leaves free, and have the last in any case."""
    room = max(min(1, limit // 3), limit - len(own))
    return [*own[: limit - min(room, len(further))], *further[:room]]


class Knowledge:
    """Answers questions with passages. Serves from memory and its own index; a newer generation is built beside them."""

    def __init__(
        self,
        database: Database,
        company: Callable[[], Awaitable[Company]],
        *,
        settings: Settings,
        folder: Path | None = None,
    ) -> None:
        self._database = database
        self._company = company
        self._settings = settings
        self._folder = folder
        model = EmbeddingModel.of(settings.embedding_model, settings.embedding_languages)
        wanted = settings.embeddings and model.installed
        self._embedder = Embedder(model) if wanted else None
        self._model = model if wanted else None
        self._index: Index | None = None
        self._shelf: Shelf | None = None
        self._checked = float("-inf")
        self._renewing = asyncio.Lock()
        self._filling: asyncio.Task[None] | None = None
        self._asking = ThreadPoolExecutor(max_workers=1, thread_name_prefix="passages")
        """One thread for all questions: the engine holds the interpreter, so more of them only wait for each other."""

    async def warm(self) -> None:
        """Load the model, give every passage its vector, and build the index."""
        await self.make_vectors()
        await self._current()

    async def make_vectors(self, progress: Told | None = None, collections: Sequence[str] = ()) -> None:
        """Load the model and give every passage that lacks one its vector, or those of some collections."""
        if self._embedder and await self._embedder.warm():
            await fill(self._database, self._embedder, collections=collections, progress=progress)
            self.look_again()

    async def recall(self) -> None:
        """Serve from the shelf that an earlier process kept on disk; where there is none, build it and keep it.

        For a process that asks a few questions and ends: it is ready in a tenth of a second by words; where the passages
        have vectors the model is loaded too, which takes seconds.
        """
        if self._folder is None or self._settings.qdrant_url:
            return
        company = await self._company()
        async with self._database.reading() as session:
            number = await repository.generation(session)
        file = KeptShelf(
            self._folder,
            database=self._database.url,
            generation=number,
            content_generation=company.generation,
            model=self._model.name if self._model else None,
        )
        kept = await asyncio.to_thread(file.read)
        if kept is None:
            async with self._database.reading() as session:
                passages = await repository.passages(session)
            shelf, index = Shelf(passages, company, generation=number, model=self._model), ScanIndex()
            index.build(shelf.entries(), size=shelf.dense_size, generation=number)
            kept = shelf, index
            await asyncio.to_thread(file.write, kept)
        self._shelf, self._index = kept
        if self._embedder and self._shelf.dense_size:
            await self._embedder.warm()
        self._checked = time.monotonic()

    async def close(self) -> None:
        """Let go of index, thread and tasks."""
        if self._filling:
            self._filling.cancel()
            with suppress(asyncio.CancelledError):
                await self._filling
        if self._embedder:
            await asyncio.to_thread(self._embedder.close)
        async with self._renewing:  # whatever is being built is finished and closed too
            if self._index:
                await asyncio.to_thread(self._index.close)
                self._index = None
        self._asking.shutdown(wait=False)

    async def search(
        self,
        question: str,
        *,
        locale: str,
        product: str | None = None,
        category: str | None = None,
        limit: int = 10,
        collection: str | None = None,
        staff: bool = False,
        complete: bool = False,
    ) -> list[Passage]:
        """Return the passages that answer a question, best first; nothing where the documents do not.

        `complete` gives the nearest too, whether they answer or not (their score tells): for who looks through a list. `staff` lets what only staff may read be found.

        In the asker's language first; where that has nothing, in others by the words of the trade (`widened` says so), but
        only in documents that the asker's language lacks.
        With a product only its own, its family's and the company's general passages are found, then (`widened`) its family's.
        With a family, its products', its own and the general ones, then (`widened`) all; a question that names another
        family is asked of all at once.
        """
        company = await self._company()
        if product is not None:
            known = company.products.get(product) or company.products.get(product.upper())
            if known is None:
                return []
            product, category = known.sku, known.category
        asked = question[:LONGEST_QUESTION]
        for _ in range(TRIES):
            shelf = await self._current()
            with suppress(_Overtaken):
                wanted = Filter((locale,), product, category, collection, ("public", "staff") if staff else ("public",))
                return await self._found(shelf, asked, wanted, limit=limit, complete=complete)
            async with self._renewing:
                pass  # whoever builds the next generation is about to put its shelf in place
        return []

    async def _found(self, shelf: Shelf, asked: str, wanted: Filter, *, limit: int, complete: bool) -> list[Passage]:
        locale = wanted.locales[0]
        steps = self._steps(shelf.families(asked, locale), wanted.product, wanted.category)
        nearest: list[Passage] = []
        for about, family, widened in steps:
            for target in (locale, *self._others(shelf, locale)):
                step = dataclasses.replace(wanted, locales=(target,), product=about, category=family)
                found = await self._ask(shelf, asked, locale=locale, wanted=step, complete=complete)
                answers = any(one.answers for one in found)
                if not found or (nearest and not answers):
                    continue
                said = shelf.asked(asked, locale, target)
                how = widened or ("locale" if target != locale else None)
                picked = spread(found, limit) if complete else found[:limit]
                passages = [shelf.passage((one.passage, one.fit), said, widened=how) for one in picked]
                nearest = listed(nearest, passages, limit) if how == "locale" else passages
                if answers:
                    return nearest
        return nearest

    def _steps(
        self, named: frozenset[str], product: str | None, category: str | None
    ) -> list[tuple[str | None, str | None, str | None]]:
        """Return whom to ask about, one after the other: product, family, and what the search widened to get there.

        A question that names another family is not about the one spoken of before.
        """
        if product is not None:
            return [(product, category, None), (None, category, "product")]
        if category is not None and named and category not in named:
            return [(None, None, None)]
        return [(None, category, None)] + ([(None, None, "category")] if category is not None else [])

    async def ingest(self, path: Path, about: About | None = None, *, progress: Progress | None = None) -> IngestReport:
        """Take in a file or a folder; see content/knowledge/ingest.py."""
        report = await ingest.ingest_path(
            self._database, path, company=await self._company(), about=about or About(), progress=progress
        )
        self.look_again()
        return report

    def look_again(self) -> None:
        """Something was taken in, changed or removed: ask for the newest generation at the next question."""
        self._checked = float("-inf")
        if self._folder is not None:
            forget(self._folder)

    async def _ask(self, shelf: Shelf, question: str, *, locale: str, wanted: Filter, complete: bool) -> list[Judged]:
        """Return what was found in one language, best first; nothing where none of it answers."""
        target = wanted.locales[0]
        asked = shelf.asked(question, locale, target)
        vector = await self._vector(question, locale) if target == locale else None
        if self._index is None or not (asked.wishes or vector is not None):
            return []
        dense = vector.tolist() if vector is not None else None
        most = RESULTS if complete else CANDIDATES
        inquiry = Inquiry(search.sparse_of(asked.wishes, aside=complete), dense, wanted, most)
        index = self._index
        candidates = await asyncio.get_running_loop().run_in_executor(self._asking, index.search, inquiry)
        if index is not self._index or not shelf.holds(candidates):
            raise _Overtaken
        found = shelf.judged(candidates, asked, vector=vector, wanted=wanted, complete=complete)
        if target != locale:
            # what is there in the asker's language was asked there, and did not answer
            found = [one for one in found if one.answers and not shelf.translated(one.passage, locale)]
        answers = [one for one in found if one.answers]
        return [one for one in found if one.fit >= search.NEAR] if complete else answers

    async def _vector(self, question: str, locale: str) -> Vectors | None:
        """Return the question's dense vector, where the model is loaded and understands the language."""
        if self._embedder is None or not self._embedder.ready or not question.strip():
            return None
        if locale not in self._embedder.model.locales:
            return None
        with suppress(TimeoutError):
            rows = await asyncio.wait_for(self._embedder.embed([question]), PATIENCE_SECONDS)
            vector: Vectors = rows[0]
            return vector
        return None

    def _others(self, shelf: Shelf, locale: str) -> list[str]:
        held = [one for one in shelf.locales if one != locale]
        return sorted(held, key=lambda one: (one != SOURCE, one))

    async def _current(self) -> Shelf:
        """Return the shelf of the newest generation; it is asked for at most once a second and built in a thread."""
        if self._shelf is not None and time.monotonic() - self._checked < FRESH_SECONDS:
            return self._shelf
        if self._shelf is not None and self._renewing.locked():
            return self._shelf
        async with self._renewing:
            if self._shelf is None or time.monotonic() - self._checked >= FRESH_SECONDS:
                await self._renew()
        assert self._shelf is not None, "renewing always leaves a shelf"
        return self._shelf

    async def _renew(self) -> None:
        company = await self._company()
        async with self._database.reading() as session:
            number = await repository.generation(session)
            held = self._shelf
            if held and (held.generation, held.content_generation) == (number, company.generation):
                self._checked = time.monotonic()
                return
            passages = await repository.passages(session)
        shelf = Shelf(passages, company, generation=number, model=self._model)
        building = asyncio.ensure_future(asyncio.to_thread(self._built, shelf))
        old = self._index
        try:
            self._shelf, self._index = await asyncio.shield(building)
        except asyncio.CancelledError:  # a thread cannot be stopped: what it makes is kept, so that it is closed
            self._shelf, self._index = await building
            raise
        finally:
            if old is not None and old is not self._index:
                await asyncio.to_thread(old.close)
        self._checked = time.monotonic()
        if self._embedder and self._embedder.ready and (self._filling is None or self._filling.done()):
            self._filling = asyncio.create_task(fill(self._database, self._embedder))

    def _built(self, shelf: Shelf) -> tuple[Shelf, Index]:
        index = index_for(len(shelf), self._index, settings=self._settings, folder=self._folder)
        index.build(shelf.entries(), size=shelf.dense_size, generation=shelf.generation)
        return shelf, index
