"""Vectors are made beside everything else: no question waits for passages, and nothing is made twice."""

import asyncio
import threading
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
import sqlalchemy as sa

from content.knowledge import embed, repository, search
from content.knowledge.embed import Embedder
from content.knowledge.embedding_models import EmbeddingModel
from content.knowledge.model import Chunk, Document
from content.knowledge.repository import Analysed, Lacking
from content.knowledge.tables import PassageRow
from content.knowledge.vectors import fill
from foundation.database import Database

MODEL = EmbeddingModel.of(None, None)


class Held:
    """A model that holds passages back until it is let go, and notes what it was given."""

    def __init__(self) -> None:
        self.go = threading.Event()
        self.given: list[str] = []

    def encode(self, texts: Sequence[str]) -> Any:
        """Return a row for each text once it may."""
        if texts[0].startswith("passage: "):
            self.go.wait(timeout=20)
        self.given += texts
        return np.ones((len(texts), 2), dtype=np.float32)


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Held:
    """The model that every embedder of the test loads."""
    model = Held()
    monkeypatch.setattr(embed, "load", lambda *_, **__: model)
    return model


async def test_a_question_does_not_stand_behind_passages(held: Held) -> None:
    embedder = Embedder(MODEL)
    passages = asyncio.create_task(embedder.embed([f"text {number}" for number in range(40)], kind="passage"))
    await asyncio.sleep(0)
    await embedder.embed(["Is it there?"])
    assert held.given == ["query: Is it there?"]
    held.go.set()
    assert (await passages).shape == (40, 2)
    assert held.given[1] == "passage: text 0"
    embedder.close()


async def test_who_closes_the_house_does_not_wait_for_all_passages(held: Held) -> None:
    embedder = Embedder(MODEL)
    passages = asyncio.create_task(embedder.embed([f"text {number}" for number in range(400)], kind="passage"))
    await embedder.embed(["Is it there?"])
    closing = asyncio.create_task(asyncio.to_thread(embedder.close))
    with pytest.raises(asyncio.CancelledError):
        await passages
    held.go.set()
    await closing
    assert len(held.given) < 400


async def test_of_a_changed_document_only_what_changed_is_embedded_anew(sqlite_database: Database, held: Held) -> None:
    held.go.set()
    embedder = Embedder(MODEL)
    told: list[tuple[int, int]] = []
    for second in ("It is green.", "It is yellow."):
        async with sqlite_database.transaction() as session:
            await repository.store(session, [_document("valve", "It closes by hand.", second)])
        await fill(sqlite_database, embedder, progress=lambda done, of: told.append((done, of)))
    assert told == [(2, 2), (1, 1)]
    assert [text.rpartition(". ")[2] for text in held.given] == ["It closes by hand.", "It is green.", "It is yellow."]
    async with sqlite_database.reading() as session:
        models = await session.scalars(sa.select(PassageRow.dense_model))
        assert list(models) == [MODEL.name] * 2
        assert await repository.count_without_vector(session, Lacking(MODEL.name, ("en",))) == 0
    embedder.close()


async def test_the_vectors_of_one_collection_can_be_made_alone(sqlite_database: Database, held: Held) -> None:
    held.go.set()
    embedder = Embedder(MODEL)
    async with sqlite_database.transaction() as session:
        documents = [_document("valve", "It closes."), _document("gate", "It opens.", collection="gates")]
        await repository.store(session, documents)
    await fill(sqlite_database, embedder, collections=["gates"])
    assert [text.endswith("It opens.") for text in held.given] == [True]
    embedder.close()


def test_what_stands_out_counts_and_not_how_alike_a_trade_is() -> None:
    assert search.stands_out([0.90, 0.84, None, 0.84, 0.82]) == pytest.approx([1.0, 0.0, 0.0, 0.0, 0.0])
    assert search.stands_out([0.60, 0.50, 0.40, 0.40]) == pytest.approx([1.0, 0.0, 0.0, 0.0])
    assert search.stands_out([None, None]) == [0.0, 0.0]
    assert search.stands_out([]) == []


def test_e5_has_prefixes_and_bounds_of_its_own() -> None:
    assert (MODEL.question_prefix, MODEL.passage_prefix) == ("query: ", "passage: ")
    plain = EmbeddingModel.of("all-MiniLM-L6-v2", None)
    assert (plain.question_prefix, plain.passage_prefix) == ("", "")
    for model in (MODEL, plain):
        assert model.near(model.unrelated) == 0 < model.near(model.related - 0.01) < 1 == model.near(0.99)
    assert EmbeddingModel.of("/models/multilingual-e5-large", "de").question_prefix == "query: "


def _document(name: str, *texts: str, collection: str = "valves") -> Analysed:
    document = Document(
        id=f"file:{collection}:{name}",
        kind="file",
        title=name,
        locale="en",
        url="",
        digest="",
        collection=collection,
    )
    return Analysed(document, tuple((Chunk("", text), {"en:word": 1}) for text in texts))
