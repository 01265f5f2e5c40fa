"""Turns texts into vectors with multilingual-e5-small: pieces of words by SentencePiece, the network by ONNX Runtime."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from content.knowledge.e5.graph import OUT, VECTORS, build
from content.knowledge.e5.weights import Floats, Vocabulary, Weights

LONGEST = 320
"""Tokens of a text that are read: a passage of 1,200 characters has fewer in all seven languages but for lists of numbers."""
_SPACES = re.compile(" {2,}")


class Encoder:
    """The loaded network. Runs may overlap; each uses `threads` of its own session's pool."""

    def __init__(self, file: Path, *, threads: int = 1) -> None:
        import onnxruntime

        self._weights = Weights(file)
        self._words = self._weights.vocabulary
        self._pieces = _pieces(self._words)
        width = self._weights.shape.width
        places, kind = (self._weights.vector(name).reshape(-1, width) for name in ("emb.pos", "emb.type"))
        self._places: Floats = places + kind[0]
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
        # memory goes back after each run, and a thread that waits does not turn in circles on a machine that serves pages
        options.enable_cpu_mem_arena = False
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(build(self._weights), options, providers=["CPUExecutionProvider"])

    def encode(self, texts: Sequence[str]) -> Floats:
        """Return one row of length one for each text, [texts, width]: the mean over its tokens. Prefixes are the caller's."""
        import numpy as np

        # one by one: together they run no faster, and each would be rounded by what the others say
        rows = np.stack([self._run(self._numbers(text)) for text in texts])
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        return np.asarray(rows / np.maximum(lengths, 1e-9), dtype=np.float32)

    def _numbers(self, text: str) -> list[int]:
        """Return the numbers of a text's tokens, with those of beginning and end."""
        normal = _SPACES.sub(" ", text.translate(self._words.normal))
        found: list[int] = self._pieces.encode(normal)[: LONGEST - 2]
        return [self._words.begin, *found, self._words.end]

    def _run(self, numbers: Sequence[int]) -> Floats:
        import numpy as np

        given = self._weights.words(np.asarray(numbers, dtype=np.int64)) + self._places[: len(numbers)]
        (out,) = self._session.run([OUT], {VECTORS: given[np.newaxis]})
        return np.asarray(out[0].mean(axis=0), dtype=np.float32)


def _pieces(words: Vocabulary) -> Any:
    """Return the tokenizer: a unigram model of the vocabulary, which normalizes nothing itself."""
    import sentencepiece
    from sentencepiece import sentencepiece_model_pb2

    formats: Any = sentencepiece_model_pb2  # its classes are made at run time
    model = formats.ModelProto()
    model.trainer_spec.model_type = formats.TrainerSpec.UNIGRAM
    model.trainer_spec.unk_id, model.trainer_spec.pad_id = words.unknown, words.padding
    model.trainer_spec.bos_id, model.trainer_spec.eos_id = words.begin, words.end
    model.normalizer_spec.name, model.normalizer_spec.remove_extra_whitespaces = "identity", False
    control = {words.begin, words.end, words.padding}
    piece = formats.ModelProto.SentencePiece
    for number, (text, score) in enumerate(zip(words.pieces, words.scores, strict=True)):
        kind = piece.UNKNOWN if number == words.unknown else piece.CONTROL if number in control else piece.NORMAL
        model.pieces.add(piece=text, score=score, type=kind)
    return sentencepiece.SentencePieceProcessor(model_proto=model.SerializeToString())
