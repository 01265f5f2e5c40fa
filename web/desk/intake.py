"""Documents that are being taken in at the desk: how far each upload is, for whoever looks at it.

Kept in the process that took the upload, for the last few of them: what was taken in is in the database and in the list.
"""

from __future__ import annotations

import asyncio
import secrets
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from content.knowledge.errors import Undigestible
from content.knowledge.files import Told
from content.knowledge.formats import kind_of
from content.knowledge.ingest import About, IngestReport
from content.knowledge.library import Knowledge
from foundation.log import get_logger
from web.desk.session import AnyRequest

MOST = 50
PATIENCE_SECONDS = 3.0
"""How long an upload waits for its result; what takes longer is shown on a page of its own."""
_log = get_logger("tradewind.desk")


@dataclass(slots=True)
class Intake:
    """One upload: its files by name, what was taken in so far, and how many of its passages have their vectors."""

    id: str
    by: str
    names: tuple[str, ...]
    report: IngestReport = field(default_factory=IngestReport)
    refused: Undigestible | None = None
    failed: bool = False
    vectors: tuple[int, int] | None = None
    read: asyncio.Event = field(default_factory=asyncio.Event)
    task: asyncio.Task[None] | None = None

    @property
    def done(self) -> bool:
        """Whether nothing of it goes on."""
        return self.task is not None and self.task.done()


@dataclass(slots=True)
class Intakes:
    """The uploads of this process, the newest last."""

    held: dict[str, Intake] = field(default_factory=dict)

    def begin(self, knowledge: Knowledge, files: Sequence[tuple[str, bytes]], about: About, *, by: str) -> Intake:
        """Begin to take files in; the oldest of many uploads that are done is forgotten."""
        intake = Intake(secrets.token_urlsafe(12), by, tuple(name for name, _ in files))
        for old in [one for one in self.held.values() if one.done][: max(len(self.held) - MOST + 1, 0)]:
            del self.held[old.id]
        self.held[intake.id] = intake
        intake.task = asyncio.create_task(_take(intake, knowledge, files, about=about))
        return intake

    def find(self, name: str, *, by: str) -> Intake | None:
        """Return an upload of a member."""
        found = self.held.get(name)
        return found if found and found.by == by else None


def intakes_of(request: AnyRequest) -> Intakes:
    """Return the uploads of the process that serves a request."""
    state = request.app.state
    if "intakes" not in state:
        state["intakes"] = Intakes()
    return cast("Intakes", state["intakes"])


async def wait_for_result(intake: Intake) -> bool:
    """Wait a moment; tell whether all its files are read."""
    try:
        await asyncio.wait_for(intake.read.wait(), PATIENCE_SECONDS)
    except TimeoutError:
        return False
    return True


async def _take(intake: Intake, knowledge: Knowledge, files: Sequence[tuple[str, bytes]], *, about: About) -> None:
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = await asyncio.to_thread(_laid, Path(folder), files)
            intake.report = await knowledge.ingest(path, about, progress=lambda told: _note(intake, told))
        intake.report.told += _unreadable(files) if len(files) > 1 else []
        intake.read.set()
        if intake.report.documents:
            await knowledge.make_vectors(lambda done, of: _note_vectors(intake, done, of), [about.collection])
    except Undigestible as error:
        intake.refused = error
    except Exception:  # noqa: BLE001 - nobody awaits this task: whoever looks at the page must be told
        _log.exception("A document could not be taken in.", files=intake.names)
        intake.failed = True
    finally:
        intake.read.set()


def _laid(folder: Path, files: Sequence[tuple[str, bytes]]) -> Path:
    """Lay the readable ones of some files into a folder; one alone is taken by itself, and refused by itself."""
    if len(files) == 1:
        kind_of(files[0][0])
    for name, content in files:
        (folder / name).write_bytes(content)
    return folder / files[0][0] if len(files) == 1 else folder


def _unreadable(files: Sequence[tuple[str, bytes]]) -> list[Told]:
    """Name the files of a kind that is not read: in a folder they are passed over, of an upload each was meant."""
    told = []
    for name, _ in files:
        try:
            kind_of(name)
        except Undigestible as error:
            told.append(Told(name, error.code, error.facts))
    return told


def _note(intake: Intake, report: IngestReport) -> None:
    intake.report = report


def _note_vectors(intake: Intake, done: int, of: int) -> None:
    intake.vectors = (done, of)
