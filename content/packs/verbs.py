"""Source of truth for what one can do with a pack: start one, check it, load it, export it; the command line calls these."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeAlias

from content.catalogue import repository
from content.catalogue.model import Company
from content.catalogue.repository import LoadReport
from content.editions import repository as editions
from content.knowledge.ingest import ingest_company
from content.packs.export import pack_files, write_pack
from content.packs.faults import Fault
from content.packs.loader import faults_of, open_pack
from foundation.actor import Actor
from foundation.database import Database, Session

TEMPLATE = Path(__file__).resolve().parent / "template"
_PACKS = Path(__file__).resolve().parent
FUNNELS = {"five": _PACKS / "torque" / "stages.yaml", "six": _PACKS / "funnels" / "six.yaml"}
"""Funnels to begin with, by the number of their stages."""


class FolderInUse(ValueError):
    """A pack would be written over something that is no pack."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"{folder} is not empty and holds no pack; name a new folder.")


class NoPack(ValueError):
    """A folder that should hold a pack does not."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"{folder} holds no pack; `tradewind pack new` makes one.")


def new_pack(folder: str | Path) -> list[str]:
    """Write a small commented pack into a new or empty folder; return its files."""
    target = Path(folder)
    if target.exists() and any(target.iterdir()):
        raise FolderInUse(target)
    shutil.copytree(TEMPLATE, target, dirs_exist_ok=True)
    return sorted(path.relative_to(target).as_posix() for path in target.rglob("*") if path.is_file())


def write_stages(folder: str | Path, funnel: str) -> str:
    """Write one of the ready funnels (`five`, `six`) into a pack, in place of its own; return the file's name.

    Raises NoPack where the folder holds none.
    """
    target = Path(folder)
    if not (target / "pack.yaml").is_file():
        raise NoPack(target)
    shutil.copyfile(FUNNELS[funnel], target / "stages.yaml")
    return "stages.yaml"


def check_pack(folder: str | Path) -> tuple[Fault, ...]:
    """Return every fault of a pack with file, line and mend; none where it is sound."""
    return faults_of(folder)


Settle: TypeAlias = Callable[[Session, Company], Awaitable[object]]
"""What has to follow a changed company in the same transaction; where it raises, nothing changes."""


async def load_pack(
    database: Database, folder: str | Path, *, by: Actor | None = None, settle: Settle | None = None
) -> LoadReport:
    """Check a pack and make it the company of this installation; raise PackFaults and change nothing where it has any.

    Repeatable: a second load of the same pack changes nothing and says so. Its texts are cut into passages afterwards;
    where that is interrupted, the next load finishes it.
    """
    pack = await asyncio.to_thread(open_pack, folder)
    async with database.transaction() as session:
        report = await repository.replace(session, pack.company, pack.files, by=by or Actor.system())
        await editions.keep_all(session, pack.company, generation=report.generation, by=by or Actor.system())
        if settle is not None:
            await settle(session, pack.company)
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
