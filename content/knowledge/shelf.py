"""Source of truth for one generation of passages in memory: what the index is built from and candidates are judged by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import overload

from content.catalogue.model import Company
from content.knowledge import analyse, places, search
from content.knowledge.embed import Vectors
from content.knowledge.embedding_models import EmbeddingModel
from content.knowledge.index import Entry, Filter
from content.knowledge.model import Document, Passage
from content.knowledge.postings import Postings
from content.knowledge.quote import quote_of
from content.knowledge.repository import StoredPassage
from content.knowledge.search import Compounds, Trade, Wish
from content.knowledge.spellings import Spellings


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate: how well it fits (0 to 1), its rank among the others, and whose passage it is."""

    passage: int
    fit: float
    rank: float
    document: str
    kind: str
    least: float
    """How well it must fit to be an answer to this question."""

    @property
    def answers(self) -> bool:
        """Whether it fits well enough to be an answer."""
        return self.fit >= (max(search.RELEVANT_PAGE, self.least) if self.kind == "page" else self.least)


class Shelf:
    """All passages of one generation with their statistics. Frozen once it is made."""

    def __init__(
        self, passages: Sequence[StoredPassage], company: Company, *, generation: int, model: EmbeddingModel | None
    ) -> None:
        self.generation = generation
        self.content_generation = company.generation
        # their words are in the postings; a copy of each for every passage would be a good part of the memory
        self._passages = tuple(replace(passage, terms={}) for passage in passages)
        self._places = {passage.id: place for place, passage in enumerate(passages)}
        self._trade = Trade(company.lexicon)
        self._families = tuple(company.categories)
        vocabulary = {term for passage in passages for term in passage.terms}
        self._compounds = Compounds(vocabulary)
        self._spellings = Spellings(vocabulary)
        self._postings = Postings(
            [(one.document.locale, analyse.with_kin(self._compounds.with_halves(one.terms))) for one in passages]
        )
        analyse.forget()
        self._model = model
        self._dense = _vectors(passages, model.name) if model else {}
        self.dense_size = len(next(iter(self._dense.values()))) if self._dense else None
        self._documents = frozenset(passage.document.id for passage in passages)
        self.locales = tuple(dict.fromkeys(passage.document.locale for passage in passages))

    def entries(self) -> Sequence[Entry]:
        """Return what the index holds of each passage; each is made when it is taken: all at once are many times the shelf."""
        return _Entries(self)

    def __len__(self) -> int:
        return len(self._passages)

    def entry(self, place: int) -> Entry:
        """Return what the index holds of the passage at a place."""
        passage = self._passages[place]
        numbers, weights = self._postings.of(place)
        return Entry(
            id=passage.id,
            sparse=dict(zip(numbers, weights, strict=True)),
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

    def wishes(self, question: str, locale: str, target: str) -> list[Wish]:
        """Return what a question speaks of, said in the language of the passages."""
        if target == locale:
            asked = search.wishes(
                question, locale, trade=self._trade, statistics=self._postings, compounds=self._compounds
            )
            return [self._spellings.mended(wish, self._postings) for wish in asked]
        return search.bridged(question, locale, target, trade=self._trade, statistics=self._postings)

    def holds(self, candidates: Sequence[tuple[int, float]]) -> bool:
        """Tell whether every candidate stands here; the index may be a generation ahead for a moment."""
        return all(one in self._places for one, _ in candidates)

    def judged(
        self,
        candidates: Sequence[tuple[int, float]],
        asked: Sequence[Wish],
        *,
        vector: Vectors | None,
        wanted: Filter,
        complete: bool = False,
    ) -> list[Judged]:
        """Return the candidates, best first: those that answer the very question, then the strongest by words and meaning.

        Of equally strong ones those come first whose heading answers, and which are about the product or the family itself.
        """
        places = [self._places[one] for one, _ in candidates]
        covers, strengths = search.matched(asked, self._postings, places, aside=complete)
        strongest = max(strengths, default=0.0) or 1.0
        # one answer must cover the whole question; in a list of results the words count that are rarest and most used
        strong = 0.5 if complete else 0.2
        cosines = self._cosines(places, vector)
        nearest = search.stands_out(cosines)
        rough = []
        for place, cover, strength, cosine, near in zip(places, covers, strengths, cosines, nearest, strict=True):
            fit = search.relevance(cover, self._model.near(cosine) if self._model and cosine is not None else None)
            document = self._passages[place].document
            own = wanted.product in document.products or wanted.category in document.categories
            # not by the index's own order: it parts what is equally strong by chance
            rank = strong * strength / strongest + (0.7 - strong) * fit + search.MEANING * near
            rank += 0.05 if own else 0.0
            rough.append((rank, place, fit))
        rough.sort(key=lambda one: (-one[0], one[1]))
        least = search.least(asked)
        judged = [
            Judged(
                passage.id, fit, rank + self._headed(passage, asked), passage.document.id, passage.document.kind, least
            )
            for rank, place, fit in rough
            for passage in [self._passages[place]]
        ]
        judged.sort(key=lambda one: (-one.rank, one.passage))
        return judged

    def translated(self, passage: int, locale: str) -> bool:
        """Tell whether the passage's document exists in another language too."""
        name = self._passages[self._places[passage]].document.id.rpartition(":")[0]
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
        held = self._passages[self._places[found[0]]]
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
            quote=quote_of(held.text, question, asked, locale=locale, statistics=self._postings),
            categories=held.document.categories,
            widened=widened,
        )

    def _cosines(self, places: Sequence[int], vector: Vectors | None) -> list[float | None]:
        """Return the cosine of each passage with a question; None where one of them has no vector."""
        if vector is None:
            return [None] * len(places)
        rows = [self._dense.get(self._passages[place].id) for place in places]
        return [None if row is None else float(row @ vector) for row in rows]

    def _headed(self, passage: StoredPassage, asked: Sequence[Wish]) -> float:
        """Return what a passage's heading adds to its rank: that it speaks of the same, that it asks the very question."""
        terms = _heading_terms(passage.locator, passage.document.title, passage.document.locale)
        return 0.2 * search.covered(asked, terms, self._postings) + 0.4 * self._answered(passage, asked)

    def _answered(self, passage: StoredPassage, asked: Sequence[Wish]) -> float:
        """Return how far the passage's own question and the one asked are the same, 0 to 1."""
        if not places.is_question(passage.locator):
            return 0.0
        locale = passage.document.locale
        own = self.wishes(passage.locator, locale, locale)
        said = {term for wish in asked for way, _ in wish.ways for term in way}
        terms = analyse.with_kin(self._compounds.with_halves(analyse.count(passage.locator, locale)))
        return search.covered(asked, terms, self._postings) * search.covered(own, said, self._postings)


class _Entries(Sequence[Entry]):
    """The entries of a shelf, of which none is kept."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def __len__(self) -> int:
        return len(self._shelf)

    @overload
    def __getitem__(self, place: int) -> Entry: ...

    @overload
    def __getitem__(self, place: slice) -> list[Entry]: ...

    def __getitem__(self, place: int | slice) -> Entry | list[Entry]:
        if isinstance(place, slice):
            return [self._shelf.entry(one) for one in range(*place.indices(len(self)))]
        if place >= len(self):
            raise IndexError(place)  # so ends whoever goes through them
        return self._shelf.entry(place)


def spread(found: Sequence[Judged], limit: int) -> list[Judged]:
    """Take the best, of each document one before any has a second."""
    turns: Counter[str] = Counter()
    ordered = []
    for place, one in enumerate(found):
        ordered.append((turns[one.document], place, one))
        turns[one.document] += 1
    return [one for *_, one in sorted(ordered, key=lambda one: one[:2])[:limit]]


def _vectors(passages: Sequence[StoredPassage], model: str) -> dict[int, Vectors]:
    dense = {one.id: one.dense for one in passages if one.dense is not None and one.dense_model == model}
    if not dense:
        return {}
    import numpy as np  # a process without a model needs none

    return {name: np.frombuffer(row, dtype=np.float32) for name, row in dense.items()}


@lru_cache(maxsize=20_000)
def _heading_terms(locator: str, title: str, locale: str) -> frozenset[str]:
    return frozenset(analyse.with_kin(analyse.count(f"{locator} {title}", locale)))


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
