"""How rows are put in an order of their own and dealt to folds: by what stands in them, never by where they stand."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

import numpy as np

from scoring.learning.columns import Cells
from scoring.learning.model import Truth, Whole

FOLDS = 5
LEAST_KINDS = 50
"""With fewer different rows, rows alike are no repetition but what the columns can tell apart."""


def fingerprints(cells: Mapping[str, Cells], rows: int) -> list[bytes]:
    """Return one digest per row of what stands in these columns; the order of the columns plays no part."""
    names = sorted(cells)
    head = repr(names).encode()
    columns = [cells[name] for name in names]
    return [
        hashlib.blake2b(head + "\x1f".join([cell or "" for cell in row]).encode(), digest_size=16).digest()
        for row in (zip(*columns, strict=True) if columns else [()] * rows)
    ]


def own_order(prints: Sequence[bytes], outcomes: Truth) -> Whole:
    """Return the places of the rows, sorted by their digests and outcomes."""
    return np.array(sorted(range(len(prints)), key=lambda row: (prints[row], bool(outcomes[row]))), dtype=np.int64)


def whole_print(prints: Sequence[bytes], outcomes: Truth) -> str:
    """Return the digest of all rows together; their order plays no part."""
    digest = hashlib.blake2b(digest_size=16)
    for row, outcome in sorted(zip(prints, map(bool, outcomes), strict=True)):
        digest.update(row + bytes([outcome]))
    return digest.hexdigest()


def deal(prints: Sequence[bytes], outcomes: Truth, folds: int = FOLDS, *, turn: int = 0) -> Whole:
    """Return each row's fold; rows alike share one, and every fold gets its part of the successes. Each turn deals otherwise.

    Where there are only few kinds of rows, or one kind holds all of an outcome, sharing would leave nothing to learn from: then
    rows are dealt one by one.
    """
    together: dict[bytes, list[int]] = {}
    for row, digest in enumerate(prints):
        together.setdefault(digest, []).append(row)
    kinds = [together[digest] for digest in sorted(together, key=lambda digest: _shuffled(digest, turn))]
    dealt = _dealt(kinds, outcomes, folds)
    if len(kinds) < LEAST_KINDS or not all(_has_both(outcomes[dealt != fold]) for fold in range(folds)):
        return _dealt([[row] for kind in kinds for row in kind], outcomes, folds)
    return dealt


def _shuffled(digest: bytes, turn: int) -> bytes:
    return hashlib.blake2b(digest, digest_size=16, salt=turn.to_bytes(8)).digest() if turn else digest


def _dealt(kinds: Sequence[list[int]], outcomes: Truth, folds: int) -> Whole:
    dealt = np.zeros(len(outcomes), dtype=np.int64)
    turn = {True: 0, False: 0}
    for rows in kinds:
        success = bool(outcomes[rows].mean() >= 0.5)
        dealt[rows] = turn[success] % folds
        turn[success] += 1
    return dealt


def _has_both(outcomes: Truth) -> bool:
    return bool(outcomes.any()) and not bool(outcomes.all())
