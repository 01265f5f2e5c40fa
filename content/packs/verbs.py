"""Source of truth for what one can do with a pack: start one, check it, load it, export it; the command line calls these."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

from content.catalogue import repository
from content.catalogue.repository import LoadReport
from content.knowledge.ingest import ingest_company
from content.packs.export import pack_files, write_pack
from content.packs.faults import Fault
from content.packs.loader import faults_of, open_pack
from foundation.actor import Actor
from foundation.database import Database

TEMPLATE = Path(__file__).resolve().parent / "template"


class FolderInUse(ValueError):
    """A pack would be written over something that is no pack."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"{folder} is not empty and holds no pack; name a new folder.")


def new_pack(folder: str | Path) -> list[str]:
    """Write a small commented pack into a new or empty folder; return its files."""
    target = Path(folder)
    if target.exists() and any(target.iterdir()):
        raise FolderInUse(target)
    shutil.copytree(TEMPLATE, target, dirs_exist_ok=True)
    return sorted(path.relative_to(target).as_posix() for path in target.rglob("*") if path.is_file())


def check_pack(folder: str | Path) -> tuple[Fault, ...]:
    """Return every fault of a pack with file, line and mend; none where it is sound."""
    return faults_of(folder)


async def load_pack(database: Database, folder: str | Path, *, by: Actor | None = None) -> LoadReport:
    """Check a pack and make it the company of this installation; raise PackFaults and change nothing where it has any.

    Repeatable: a second load of the same pack changes nothing and says so. Its texts are cut into passages afterwards;
    where that is interrupted, the next load finishes it.
    """
    pack = await asyncio.to_thread(open_pack, folder)
    async with database.transaction() as session:
        report = await repository.replace(session, pack.company, pack.files, by=by or Actor.system())
    await ingest_company(database, pack.company, pack.files)
    return report


async def export_pack(database: Database, folder: str | Path) -> list[str]:
    """Write the company as it is now into a folder (new, empty, or a pack); return the names of files that changed."""
    async with database.reading() as session:
        items = await repository.read_items(session)
        prices = await repository.read_prices(session)
        files = await repository.read_files(session)
    if not items:
        raise repository.NoContent
    return await asyncio.to_thread(_write, Path(folder), pack_files(items, prices, files))


def _write(target: Path, files: dict[str, bytes]) -> list[str]:
    if target.exists() and any(target.iterdir()) and not (target / "pack.yaml").is_file():
        raise FolderInUse(target)
    return write_pack(target, files)
