"""The source of truth for the statistical guess of a language: py3langid's model, of which little is kept in memory.

The library's own loading keeps 75 MB: the weights of all its 142 languages, and every transition of its automaton, most of
which are the same for a byte wherever it comes. Here the wanted languages and the unusual transitions are kept.
"""

from __future__ import annotations

import lzma
import shutil
from array import array
from collections.abc import Sequence
from functools import lru_cache
from tempfile import TemporaryFile
from typing import Any


def guess(text: str, locales: Sequence[str]) -> tuple[str, float]:
    """Return which of the languages a text most likely is in, and how likely, 0..1."""
    language, probability = _identifier(tuple(locales)).classify(text)
    return str(language), float(probability)


@lru_cache(maxsize=8)
def _identifier(locales: tuple[str, ...]) -> Any:
    import numpy as np  # with the library half a second, which the first page need not wait for
    from py3langid.langid import MODEL_DIR, MODEL_FILE, LanguageIdentifier

    with TemporaryFile() as unpacked:
        with lzma.open(MODEL_DIR / MODEL_FILE) as packed:
            shutil.copyfileobj(packed, unpacked)
        unpacked.seek(0)
        with np.load(unpacked, allow_pickle=False) as arrays:
            classes = arrays["classes"].tolist()
            wanted = [index for index, language in enumerate(classes) if language in locales]
            identifier = LanguageIdentifier(
                arrays["ptc"][:, wanted],
                arrays["pc"][wanted],
                [classes[index] for index in wanted],
                _Transitions(arrays["nextmove"].reshape(-1, 256)),
                array("i", arrays["out_feat"].tobytes()),
                norm_probs=True,
                tk_row=array("I", arrays["nextmove_row"].astype("uint32").tobytes()),
            )
            identifier._rowbase = array("I", identifier._rowbase)  # as a list of numbers it takes ten times as much
            return identifier


class _Transitions:
    """The next state for row * 256 + byte, as the library asks for it."""

    def __init__(self, rows: Any) -> None:
        """`rows`: a numpy array of states, 256 a row; of each unusual one two bytes are kept and, apart, the bit above them."""
        import numpy as np

        self._usual: array[int] = array("I", rows[0].astype("uint32").tobytes())
        self._starts: array[int] = array("I", [0])
        self._states: array[int] = array("H")
        if rows.max() >= 1 << 17:
            raise ValueError("The model of languages has more states than two bytes and a bit can number.")
        found, above = bytearray(), bytearray()
        for row in rows:  # one by one, so that little is needed at once
            (unusual,) = (row != rows[0]).nonzero()
            found += unusual.astype("uint8").tobytes()
            self._starts.append(len(found))
            self._states.frombytes(row[unusual].astype("uint16").tobytes())
            above += (row[unusual] >> 16).astype("uint8").tobytes()
        self._bytes = bytes(found)
        self._above: bytes = np.packbits(np.frombuffer(above, "uint8"), bitorder="little").tobytes()

    def __getitem__(self, place: int) -> int:
        row, byte = place >> 8, place & 255
        held = self._bytes.find(byte, self._starts[row], self._starts[row + 1])
        if held < 0:
            return self._usual[byte]
        above: int = self._above[held >> 3] >> (held & 7) & 1
        return self._states[held] | above << 16
