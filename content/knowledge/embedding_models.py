"""Source of truth for the embedding models there are: the languages each reads, its prefixes, how near means near, how it is loaded."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from content.knowledge.e5 import weights
from foundation.locales import LOCALES

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

DEFAULT_MODEL = "multilingual-e5-small"
"""The model that comes with the `embeddings` extra."""
_DECLARED = {
    "sentence-transformers/all-MiniLM-L6-v2": ("en",),
    "all-MiniLM-L6-v2": ("en",),
    "all-mpnet-base-v2": ("en",),
    "BAAI/bge-small-en-v1.5": ("en",),
    "BAAI/bge-small-zh-v1.5": ("zh",),
    "BAAI/bge-m3": LOCALES,
    "paraphrase-multilingual-MiniLM-L12-v2": LOCALES,
}
"""Locales that a model understands; MiniLM reads Chinese as unknown characters, all alike. Others declare by setting."""
_PLAIN = ("", "", 0.12, 0.5)
_OF_E5 = ("query: ", "passage: ", 0.78, 0.95)
"""E5 is trained with a small temperature: its cosines of unrelated texts lie from 0.75 to 0.84, of a question and its answer from
0.82 to 0.92, of a question and another text of the same trade up to 0.90. So without common words only 0.89 is an answer."""


class Encoder(Protocol):
    """A loaded model."""

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Return one row of length one for each text, [texts, size]. Blocks, and may be called by several threads."""


@dataclass(frozen=True, slots=True)
class EmbeddingModel:
    """A model by its name or folder, the locales it is used for, and its manner.

    The prefixes stand before a question and before a passage; the cosines are those of unrelated and of closely related texts.
    """

    name: str
    locales: tuple[str, ...]
    question_prefix: str = ""
    passage_prefix: str = ""
    unrelated: float = _PLAIN[2]
    related: float = _PLAIN[3]

    @classmethod
    def of(cls, name: str | None, locales: str | None) -> EmbeddingModel:
        """Return the model of the settings: by default the one that comes with the `embeddings` extra."""
        chosen = name or DEFAULT_MODEL
        said = tuple(one.strip() for one in (locales or "").split(",") if one.strip() in LOCALES)
        short = chosen.rsplit("/", 1)[-1]
        is_e5 = "e5-" in short
        declared = LOCALES if short.startswith("multilingual-e5-") else _DECLARED.get(chosen, ("en",))
        return cls(chosen, said or declared, *(_OF_E5 if is_e5 else _PLAIN))

    def near(self, cosine: float) -> float:
        """Return how near in meaning two texts are, 0 (unrelated) to 1 (closely related), by the cosine of their vectors."""
        return min(max((cosine - self.unrelated) / (self.related - self.unrelated), 0.0), 1.0)

    @property
    def installed(self) -> bool:
        """Whether what it needs is there, without importing it."""
        if self.name == DEFAULT_MODEL:
            needed = ("onnxruntime", "onnx", "sentencepiece")
            return all(map(importlib.util.find_spec, needed)) and weights.find() is not None
        return all(map(importlib.util.find_spec, ("torch", "sentence_transformers")))


def installed() -> bool:
    """Tell whether the `embeddings` extra is there, without importing it."""
    return EmbeddingModel.of(None, None).installed


def load(model: EmbeddingModel, *, threads: int) -> Encoder:
    """Load a model; takes some seconds."""
    file = weights.find() if model.name == DEFAULT_MODEL else None
    if file is not None:
        from content.knowledge.e5.encoder import Encoder as OfE5

        return OfE5(file, threads=threads)
    return _SentenceTransformer(model.name, threads)


class _SentenceTransformer:
    """A model of one's own: a name in the local store of Hugging Face, or a folder."""

    def __init__(self, name: str, threads: int) -> None:
        # set before the import: the library asks the network for news otherwise
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        import torch
        import transformers
        from sentence_transformers import SentenceTransformer

        messages: Any = transformers.utils.logging
        messages.disable_progress_bar()
        torch.set_num_threads(threads)
        self._model: Any = SentenceTransformer(name, device="cpu")

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Return one row of length one for each text, [texts, size]."""
        import numpy as np

        rows = self._model.encode(
            list(texts), normalize_embeddings=True, show_progress_bar=False, convert_to_numpy=True
        )
        return np.asarray(rows, dtype=np.float32)
