"""Gives passages their dense vectors, a batch at a time; whoever has the model loaded does it, and can be stopped at any time."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from content.knowledge import repository
from content.knowledge.embed import Embedder
from foundation.database import Database

BATCH = 32
"""Passages whose vectors are stored at once."""
Told = Callable[[int, int], None]
"""Hears how many passages have got their vectors, and of how many."""


async def fill(
    database: Database, embedder: Embedder, *, collections: Sequence[str] = (), progress: Told | None = None
) -> None:
    """Give every passage in the model's languages its vector, or those of some collections; no transaction is open meanwhile.

    What is made is stored batch by batch; the generation rises at the end, so that the index is built anew once.
    """
    model = embedder.model
    lacking = repository.Lacking(model.name, tuple(model.locales), tuple(collections))
    async with database.reading() as session:
        waiting = await repository.count_without_vector(session, lacking)
    done = 0
    while True:
        async with database.reading() as session:
            batch = await repository.without_vector(session, lacking, limit=BATCH)
        if not batch:
            break
        rows = await embedder.embed([text for _, text in batch], kind="passage")
        vectors = {passage: row.tobytes() for (passage, _), row in zip(batch, rows, strict=True)}
        async with database.transaction() as session:
            await repository.put_vectors(session, vectors, model.name)
        done += len(batch)
        if progress:
            progress(done, max(waiting, done))
    if done:
        async with database.transaction() as session:
            await repository.bump_generation(session)
