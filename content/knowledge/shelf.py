"""Source of truth for one generation of passages in memory: what the index is built from and candidates are judged by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import overload

from content.catalogue.model import Company
from content.knowledge import alike, analyse, asking, places, search, telling
from content.knowledge.embed import Vectors
from content.knowledge.embedding_models import EmbeddingModel
from content.knowledge.index import Entry, Filter
from content.knowledge.judged import Judged, Rough
from content.knowledge.model import Passage
from content.knowledge.postings import Postings
from content.knowledge.quote import quote_of
from content.knowledge.reading import Reader
from content.knowledge.repository import StoredPassage
from content.knowledge.search import Compounds, Wish
from content.knowledge.spellings import Spellings
from content.knowledge.telling import Asked
from content.knowledge.trade import Trade

OF_THE_SUBJECT = 0.15
"""What it adds to a rank that a document is about the product or the family spoken of."""
MADE_TO_ANSWER = 0.05
"""What it adds that a passage was written as the answer to what many buyers ask."""
MOST_READ = 20
"""Candidates that are read sentence by sentence."""
_NAMES_EVERYTHING = frozenset({"page", "product"})
"""Kinds of documents whose lists and claims name everything and explain little."""


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
        self._trade = Trade(company.lexicon, alike.words())
        self._families = tuple(company.categories)
        vocabulary = {term for passage in passages for term in passage.terms}
        self._compounds = Compounds(vocabulary | self._trade.vocabulary(Compounds.LOCALE))
        self._spellings = Spellings(vocabulary)
        self._postings = Postings(
            [(one.document.locale, analyse.with_kin(self._compounds.with_halves(one.terms))) for one in passages]
        )
        analyse.forget()
        self._model = model
        self._dense = _vectors(passages, model.name) if model else {}
        self.dense_size = len(next(iter(self._dense.values()))) if self._dense else None
        self._reader = Reader(self._compounds)
        self._questions: dict[int, list[Wish]] = {}
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
                "scope": passage.document.scope,
                "products": list(passage.document.products),
                "categories": list(passage.document.categories),
            },
        )

    def asked(self, question: str, locale: str, target: str) -> Asked:
        """Return what a question speaks of, said in the language of the passages, ready to be held against them."""
        return Asked(
            self._wishes(question, locale, target),
            self._postings,
            heaviest=self._postings.heaviest(target),
            wants_figure=asking.wants_a_figure(question, locale),
        )

    def _wishes(self, question: str, locale: str, target: str) -> list[Wish]:
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
        asked: Asked,
        *,
        vector: Vectors | None,
        wanted: Filter,
        complete: bool = False,
    ) -> list[Judged]:
        """Return the candidates, best first: those that answer the very question, then the strongest by words and meaning.

        Of equally strong ones those come first whose heading answers, and which are about the product or the family itself.
        In a list (`complete`) all words of a passage count; an answer is as good as the sentence that tells most.
        """
        judged = []
        for turn, one in enumerate(self._rough(candidates, asked, vector=vector, wanted=wanted, complete=complete)):
            passage = self._passages[one.place]
            same = self._same(passage, asked.wishes)
            rank = one.rank + 0.2 * self._headed(passage, asked.wishes) + 0.4 * same
            told = self._told(one, asked, same=same) if turn < MOST_READ else 0.0
            if not complete:
                rank = (rank + told) / 2 + (MADE_TO_ANSWER if self._reader.read(passage).is_general else 0.0)
            judged.append(Judged(passage.id, one.fit if complete else told, rank, passage.document.id, told > 0))
        judged.sort(key=lambda one: (-one.rank, one.passage))
        return judged

    def _rough(
        self,
        candidates: Sequence[tuple[int, float]],
        asked: Asked,
        *,
        vector: Vectors | None,
        wanted: Filter,
        complete: bool,
    ) -> list[Rough]:
        """Return the candidates by the words of whole passages and by meaning, best first."""
        places = [self._places[one] for one, _ in candidates]
        covers, strengths = search.matched(asked.wishes, self._postings, places, aside=complete)
        strongest = max(strengths, default=0.0) or 1.0
        # one answer must cover the whole question; in a list of results the words count that are rarest and most used
        strong = 0.5 if complete else 0.2
        cosines = self._cosines(places, vector)
        nearest = search.stands_out(cosines)
        rough = []
        for place, cover, strength, cosine, near in zip(places, covers, strengths, cosines, nearest, strict=True):
            meaning = self._model.near(cosine) if self._model and cosine is not None else None
            fit = search.relevance(cover, meaning)
            document = self._passages[place].document
            own = wanted.product in document.products or wanted.category in document.categories
            # not by the index's own order: it parts what is equally strong by chance
            rank = strong * strength / strongest + (0.7 - strong) * fit + search.MEANING * near
            rough.append(Rough(place, fit, rank + (OF_THE_SUBJECT if own else 0.0), meaning))
        return sorted(rough, key=lambda one: (-one.rank, one.place))

    def _told(self, one: Rough, asked: Asked, *, same: float) -> float:
        """Return how much of a question a passage tells, 0 to 1; 0 where that is too little for an answer."""
        least = search.least(asked.wishes)
        if one.fit < least:
            return 0.0  # no sentence holds more than the whole
        passage = self._passages[one.place]
        if passage.document.kind == "page" and not passage.locator:
            return 0.0  # how a page begins: it names everything that the company makes
        told = asked.told(self._reader.read(passage), same)
        fit = search.relevance(told.part, one.meaning)
        if passage.document.kind in _NAMES_EVERYTHING and not places.is_question(passage.locator):
            least = max(least, search.TELLING_ABOUT)
        enough = fit >= least and search.relevance(told.rarest, one.meaning) >= telling.LEAST_OF_RAREST
        return fit if enough else 0.0

    def translated(self, passage: int, locale: str) -> bool:
        """Tell whether the passage's document exists in another language too."""
        name = self._passages[self._places[passage]].document.id.rpartition(":")[0]
        return f"{name}:{locale}" in self._documents

    def families(self, question: str, locale: str) -> frozenset[str]:
        """Return the families that a question names."""
        ways = {way for _, way, _ in self._trade.find(analyse.terms(question, locale), locale)}
        # the same words may name a family and, say, the power of its tools
        return frozenset(one for one in self._families if ways & set(self._trade.ways(f"category.{one}", locale)))

    def passage(self, found: tuple[int, float], asked: Asked, *, widened: str | None) -> Passage:
        """Return a passage as an answer cites it."""
        place = self._places[found[0]]
        held = self._passages[place]
        read = self._reader.read(held)
        worths = [asked.worth(one) for one in read.sentences]
        return Passage(
            title=held.document.title,
            locator=held.locator,
            locale=held.document.locale,
            score=round(found[1], 4),
            passage=held.text,
            document=held.document.name or held.document.id,
            url=places.address(held.document, held.locator, page=held.page, position=held.position),
            page=held.page,
            quote=quote_of(
                held.text,
                worths,
                locale=held.document.locale,
                wants_figure=asked.wants_figure,
                is_answer=read.is_answer,
            ),
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
        """Return how far a passage's heading and title speak of what is asked, 0 to 1."""
        terms = _heading_terms(passage.locator, passage.document.title, passage.document.locale)
        return search.covered(asked, terms, self._postings)

    def _same(self, passage: StoredPassage, asked: Sequence[Wish]) -> float:
        """Return how far the passage's own question and the one asked are the same, 0 to 1."""
        if not places.is_question(passage.locator):
            return 0.0
        locale = passage.document.locale
        own = self._questions.get(passage.id)
        if own is None:
            own = self._questions[passage.id] = self._wishes(passage.locator, locale, locale)
        said = {term for wish in asked for way, _ in wish.ways for term in way}
        terms = self._reader.read(passage).heading
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


def _vectors(passages: Sequence[StoredPassage], model: str) -> dict[int, Vectors]:
    dense = {one.id: one.dense for one in passages if one.dense is not None and one.dense_model == model}
    if not dense:
        return {}
    import numpy as np  # a process without a model needs none

    return {name: np.frombuffer(row, dtype=np.float32) for name, row in dense.items()}


@lru_cache(maxsize=20_000)
def _heading_terms(locator: str, title: str, locale: str) -> frozenset[str]:
    return frozenset(analyse.with_kin(analyse.count(f"{locator} {title}", locale)))
