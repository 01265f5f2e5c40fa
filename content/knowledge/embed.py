"""Source of truth for dense vectors: which model makes them, which languages it reads, and the threads it runs in."""

from __future__ import annotations

import asyncio
import os
import queue
import sys
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from content.knowledge.embedding_models import EmbeddingModel, Encoder, load
from foundation.log import get_logger

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

Vectors: TypeAlias = "npt.NDArray[np.float32]"
Kind: TypeAlias = Literal["question", "passage"]
GATHER_SECONDS = 0.004
"""How long a thread waits for more texts before it starts a batch."""
_MOST_QUESTIONS, _MOST_PASSAGES = 32, 8
"""Texts of one batch: a passage costs a tenth of a second and more, and who closes the house waits for a batch at most."""
_NICE = 5
"""How far the thread of passages stands back (0 not at all, 19 most)."""
_log = get_logger("tradewind.knowledge")


class Embedder:
    """Turns texts into vectors of length one.

    Everything heavy happens in two threads, imported at the first use: one for the questions of people who wait, one for
    passages, so that no question stands behind a thousand passages. Both use the same loaded model.
    """

    def __init__(self, model: EmbeddingModel, *, threads: int = 1) -> None:
        self.model = model
        self._threads = threads
        self._loading = threading.Lock()
        self._encoder: Encoder | None = None
        self._failed = False
        self._lanes = {
            "question": _Lane("questions", self._question_rows, most=_MOST_QUESTIONS),
            "passage": _Lane("passages", self._passage_rows, most=_MOST_PASSAGES, waits=True),
        }
        self._recent = lru_cache(maxsize=2048)(self._lanes["question"].submit)

    @property
    def ready(self) -> bool:
        """Whether the model is loaded, so that a question need not wait for it."""
        return self._encoder is not None and not self._failed

    async def warm(self) -> bool:
        """Load the model; tell whether that succeeded."""
        try:
            await self.embed(["torque"])
        except Exception:  # noqa: BLE001 - whatever a model fails with, search goes on without it
            _log.warning(
                "The embedding model cannot be loaded; search goes on without it.", model=self.model.name, exc_info=True
            )
            self._failed = True
        return self.ready

    async def embed(self, texts: Sequence[str], kind: Kind = "question") -> Vectors:
        """Return one row for each text, [texts, size]; questions that were asked before come from memory."""
        import numpy as np  # a page is served before the first question is asked

        submit = self._recent if kind == "question" else self._lanes[kind].submit
        futures = [submit(text) for text in texts]
        try:
            return np.stack(await asyncio.gather(*(asyncio.wrap_future(future) for future in futures)))
        except Exception:
            self._recent.cache_clear()  # what failed once may be asked again
            raise

    def close(self) -> None:
        """End the threads."""
        for lane in self._lanes.values():
            lane.close()

    def _question_rows(self, texts: Sequence[str]) -> Vectors:
        return self._loaded().encode([self.model.question_prefix + text for text in texts])

    def _passage_rows(self, texts: Sequence[str]) -> Vectors:
        return self._loaded().encode([self.model.passage_prefix + text for text in texts])

    def _loaded(self) -> Encoder:
        with self._loading:
            if self._encoder is None:
                self._encoder = load(self.model, threads=self._threads)
            return self._encoder


class _Lane:
    """A thread with the texts that wait for it; it begins with the first of them."""

    def __init__(self, name: str, work: Callable[[Sequence[str]], Vectors], *, most: int, waits: bool = False) -> None:
        """`waits`: it gives way to whatever else the machine has to do, such as a page that somebody waits for."""
        self._name, self._work, self._most, self._waits = f"embedding-{name}", work, most, waits
        self._waiting: queue.SimpleQueue[tuple[str, Future[Any]] | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    def submit(self, text: str) -> Future[Any]:
        """Let a text wait for its row."""
        future: Future[Any] = Future()
        self._waiting.put((text, future))
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
            self._thread.start()
        return future

    def close(self) -> None:
        """End the thread after the batch it is at; whatever waits beyond is let go."""
        if self._thread:
            while not self._waiting.empty():
                if (item := self._waiting.get()) is not None:
                    item[1].cancel()
            self._waiting.put(None)
            self._thread.join(timeout=5)
            self._thread = None

    def _run(self) -> None:
        if self._waits and sys.platform == "linux":  # where a thread has a priority of its own
            with suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICE)
        while (first := self._waiting.get()) is not None:
            # somebody who stopped waiting is left out; whoever is left cannot be cancelled any more
            batch = [one for one in (first, *self._gather()) if one[1].set_running_or_notify_cancel()]
            if not batch:
                continue
            try:
                rows = self._work([text for text, _ in batch])
            except Exception as error:  # noqa: BLE001 - the thread must live on, and everybody who waits must be told
                for _, future in batch:
                    future.set_exception(error)
                continue
            for (_, future), row in zip(batch, rows, strict=True):
                future.set_result(row)

    def _gather(self) -> list[tuple[str, Future[Any]]]:
        """Return what else came in meanwhile, so that one run of the model serves several."""
        batch: list[tuple[str, Future[Any]]] = []
        while len(batch) < self._most - 1:
            try:
                item = self._waiting.get(timeout=GATHER_SECONDS)
            except queue.Empty:
                break
            if item is None:
                self._waiting.put(None)
                break
            batch.append(item)
        return batch
