"""Source of truth for one generation of passages in memory: what the index is built from and candidates are judged by."""

from __future__ import annotations

from collections.abc import Sequence

from content.catalogue.model import Company
from content.knowledge import analyse, places, repository, search
from content.knowledge.embed import Embedder, Vectors
from content.knowledge.index import Entry, Filter
from content.knowledge.model import Document, Passage
from content.knowledge.quote import quote_of
from content.knowledge.repository import StoredPassage
from content.knowledge.search import Compounds, Statistics, Trade, Wish
from foundation.database import Database


class Shelf:
    """All passages of one generation with their statistics. Frozen once it is made."""

    def __init__(
        self, passages: Sequence[StoredPassage], company: Company, *, generation: int, model: str | None
    ) -> None:
        self.generation = generation
        self.content_generation = company.generation
        self._passages = {passage.id: passage for passage in passages}
        self._trade = Trade(company.lexicon)
        self._families = tuple(company.categories)
        self._compounds = Compounds(term for passage in passages for term in passage.terms)
        self._statistics = Statistics()
        terms = {one.id: analyse.with_kin(self._compounds.with_halves(one.terms)) for one in passages}
        for passage in passages:
            self._statistics.add(passage.document.locale, terms[passage.id])
        self._weights = {one.id: self._statistics.weights(one.document.locale, terms[one.id]) for one in passages}
        self._dense = _vectors(passages, model)
        self.dense_size = len(next(iter(self._dense.values()))) if self._dense else None
        self._headings = {one.id: _heading_terms(one) for one in passages}
        self._documents = frozenset(passage.document.id for passage in passages)
        self.locales = tuple(dict.fromkeys(passage.document.locale for passage in passages))

    def entries(self) -> list[Entry]:
        """Return what the index holds of each passage."""
        return [
            Entry(
                id=passage.id,
                sparse={analyse.number_of(term): weight for term, weight in self._weights[passage.id].items()},
                dense=self._dense[passage.id].tolist() if passage.id in self._dense else None,
                payload={
                    "locale": passage.document.locale,
                    "visibility": passage.document.visibility,
                    "collection": passage.document.collection,
                    "scope": _scope(passage.document),
                    "products": list(passage.document.products),
                    "categories": list(passage.document.categories),
                },
            )
            for passage in self._passages.values()
        ]

    def wishes(self, question: str, locale: str, target: str) -> list[Wish]:
        """Return what a question speaks of, said in the language of the passages."""
        if target == locale:
            return search.wishes(
                question, locale, trade=self._trade, statistics=self._statistics, compounds=self._compounds
            )
        return search.bridged(question, locale, target, trade=self._trade, statistics=self._statistics)

    def holds(self, candidates: Sequence[tuple[int, float]]) -> bool:
        """Tell whether every candidate stands here; the index may be a generation ahead for a moment."""
        return all(one in self._passages for one, _ in candidates)

    def judged(
        self, candidates: Sequence[tuple[int, float]], asked: Sequence[Wish], *, vector: Vectors | None, wanted: Filter
    ) -> list[tuple[int, float]]:
        """Return the candidates that answer, best first, with their relevance.

        Answers to the very question come first. Of equally relevant ones those come first whose heading answers, whose
        words match more strongly, and which are about the product or the family itself.
        """
        first = candidates[0][1] if candidates else 1.0
        best: list[tuple[float, int, float]] = []
        strengths = {one: self._strength(one, asked) for one, _ in candidates}
        strongest = max(strengths.values(), default=0.0) or 1.0
        for passage, fused in candidates:
            fit = self._relevance(passage, asked, vector)
            document = self._passages[passage].document
            if fit < (search.RELEVANT_PAGE if document.kind == "page" else search.RELEVANT):
                continue
            own = wanted.product in document.products or wanted.category in document.categories
            heading = search.covered(asked, self._headings[passage], self._statistics)
            rank = 0.5 * fit + 0.2 * heading + 0.2 * strengths[passage] / strongest + 0.1 * fused / first
            rank += 0.4 * self._answered(passage, asked)
            best.append((rank + (0.05 if own else 0.0), passage, fit))
        best.sort(key=lambda one: (-one[0], one[1]))
        return [(passage, fit) for _, passage, fit in best]

    def translated(self, passage: int, locale: str) -> bool:
        """Tell whether the passage's document exists in another language too."""
        name = self._passages[passage].document.id.rpartition(":")[0]
        return f"{name}:{locale}" in self._documents

    def families(self, question: str, locale: str) -> frozenset[str]:
        """Return the families that a question names."""
        ways = {way for _, way, _ in self._trade.find(analyse.terms(question, locale), locale)}
        # the same words may name a family and, say, the power of its tools
        return frozenset(one for one in self._families if ways & set(self._trade.ways(f"category.{one}", locale)))

    def passage(
        self, found: tuple[int, float], question: str, asked: Sequence[Wish], *, widened: str | None
    ) -> Passage:
        """Return a passage as an answer cites it."""
        held = self._passages[found[0]]
        locale = held.document.locale
        return Passage(
            title=held.document.title,
            locator=held.locator,
            locale=locale,
            score=round(found[1], 4),
            passage=held.text,
            document=held.document.name or held.document.id,
            url=_address(held),
            page=held.page,
            quote=quote_of(held.text, question, asked, locale=locale, statistics=self._statistics),
            categories=held.document.categories,
            widened=widened,
        )

    def _relevance(self, passage: int, asked: Sequence[Wish], vector: Vectors | None) -> float:
        cover = search.covered(asked, self._weights[passage], self._statistics)
        dense = self._dense.get(passage)
        return search.relevance(cover, float(dense @ vector) if vector is not None and dense is not None else None)

    def _answered(self, passage: int, asked: Sequence[Wish]) -> float:
        """Return how far the passage's own question and the one asked are the same, 0 to 1."""
        held = self._passages[passage]
        if not places.is_question(held.locator):
            return 0.0
        locale = held.document.locale
        own = self.wishes(held.locator, locale, locale)
        said = {term for wish in asked for way, _ in wish.ways for term in way}
        terms = analyse.with_kin(self._compounds.with_halves(analyse.count(held.locator, locale)))
        return search.covered(asked, terms, self._statistics) * search.covered(own, said, self._statistics)

    def _strength(self, passage: int, asked: Sequence[Wish]) -> float:
        weights = self._weights[passage]
        terms = {term for wish in asked for way, _ in wish.ways for term in way}
        return sum(weights.get(term, 0.0) * self._statistics.rarity(term) for term in terms)


def _vectors(passages: Sequence[StoredPassage], model: str | None) -> dict[int, Vectors]:
    dense = {one.id: one.dense for one in passages if one.dense is not None and one.dense_model == model}
    if not dense:
        return {}
    import numpy as np  # a process without a model needs none

    return {name: np.frombuffer(row, dtype=np.float32) for name, row in dense.items()}


def _heading_terms(passage: StoredPassage) -> frozenset[str]:
    counts = analyse.count(f"{passage.locator} {passage.document.title}", passage.document.locale)
    return frozenset(analyse.with_kin(counts))


def _address(passage: StoredPassage) -> str:
    """Return the address of the heading or question that a passage stands below; of a PDF, its page."""
    if passage.document.kind == "file":
        place = f"page={passage.page}" if passage.page else f"p{passage.position + 1}"
        return f"{passage.document.url}{'.pdf' if passage.page else ''}#{place}"
    heading = passage.locator
    if passage.document.kind in {"resource", "page"}:
        heading = heading.partition(" > ")[0]
    elif passage.document.kind not in {"industry", "faq"} and not places.is_question(heading):
        heading = ""
    return passage.document.url + (f"#{places.anchor(heading)}" if heading and passage.document.url else "")


def _scope(document: Document) -> str:
    """Return what a document is about: certain products, a whole family, or the company in general."""
    if document.products:
        return "product"
    return "category" if document.categories else "general"


async def fill(database: Database, embedder: Embedder, *, batch: int) -> None:
    """Give every passage in the model's languages its vector; no transaction is open while the model works."""
    changed = False
    while True:
        async with database.reading() as session:
            waiting = await repository.without_vector(
                session, model=embedder.model.name, locales=embedder.model.locales, limit=batch
            )
        if not waiting:
            break
        rows = await embedder.embed([text for _, text in waiting])
        vectors = {passage: row.tobytes() for (passage, _), row in zip(waiting, rows, strict=True)}
        async with database.transaction() as session:
            await repository.put_vectors(session, vectors, embedder.model.name)
        changed = True
    if changed:
        async with database.transaction() as session:
            await repository.bump_generation(session)
