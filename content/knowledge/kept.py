"""Source of truth for the shelf that a process leaves on disk, so that the next one that asks a question need not build it.

The file lies in the data folder, beside the keys and the database, readable by its owner alone: it is our own state, as
trustworthy as they are, and never taken from elsewhere.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import tempfile
from contextlib import suppress
from functools import cache
from pathlib import Path

from content.knowledge.scan_index import ScanIndex
from content.knowledge.shelf import Shelf

Kept = tuple[Shelf, ScanIndex]


class KeptShelf:
    """One file in a folder, for one state of documents, company, model and program; another state finds nothing."""

    def __init__(self, folder: Path, *, database: str, generation: int, content_generation: int, model: str | None):
        state = f"{database} {generation} {content_generation} {model} {_program()}"
        self._folder = folder
        self._file = folder / f"shelf-{hashlib.sha256(state.encode()).hexdigest()[:24]}.pickle"

    def read(self) -> Kept | None:
        """Return what was kept for this state; None where nothing was, or where it cannot be read."""
        try:
            kept: Kept = pickle.loads(self._file.read_bytes())  # noqa: S301 - our own file, see above
        except (OSError, EOFError, pickle.UnpicklingError, AttributeError, ImportError, IndexError, ValueError):
            return None
        return kept

    def write(self, kept: Kept) -> None:
        """Keep a shelf in place of the one before; whoever reads meanwhile sees the whole old or the whole new file."""
        content = pickle.dumps(kept, protocol=5)
        with suppress(OSError):  # a full or read-only disk costs the next process some seconds, nothing else
            descriptor, name = tempfile.mkstemp(prefix="shelf-", suffix=".part", dir=self._folder)
            with os.fdopen(descriptor, "wb") as part:
                part.write(content)
            Path(name).replace(self._file)
            forget(self._folder, but=self._file)


def forget(folder: Path, *, but: Path | None = None) -> None:
    """Remove the shelves that are kept in a folder: they hold the text of documents that may be gone by now."""
    for old in folder.glob("shelf-*.pickle"):
        if old != but:
            old.unlink(missing_ok=True)


@cache
def _program() -> str:
    """Return a digest of the code whose objects are kept: another version of the program cannot use them."""
    here = Path(__file__).parent
    digest = hashlib.sha256()
    for source in sorted(here.glob("*.py")):
        digest.update(source.read_bytes())
    return digest.hexdigest()
