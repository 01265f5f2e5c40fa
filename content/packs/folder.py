"""Source of truth for which files a pack may consist of: names, kinds, sizes; a hostile folder is refused here."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from content.packs.faults import Fault, PackFaults

LARGEST_FILE = 8 * 1024 * 1024
LARGEST_PACK = 256 * 1024 * 1024
MOST_FILES = 5_000
DEEPEST = 6
SUFFIXES = frozenset({".yaml", ".csv", ".xlsx", ".md", ".pdf", ".svg", ".png", ".jpg", ".jpeg", ".webp"})
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*\Z")


def read_folder(root: Path) -> tuple[dict[str, bytes], list[Fault]]:
    """Read every file of a pack into memory: name relative to the pack (with `/`) -> bytes, and what was refused.

    Later stages look names up in this mapping only, so no name inside a pack can reach another place of the disk.
    Raise PackFaults where there is no pack at all, or where it is too big to be read safely.
    """
    if not (root / "pack.yaml").is_file():
        raise PackFaults(
            [Fault("pack.yaml", 0, "", f"There is no pack in {root}.", "Write one with `tradewind pack new DIR`.")]
        )
    files: dict[str, bytes] = {}
    faults: list[Fault] = []
    total = 0
    for path in _walk(root):
        name = path.relative_to(root).as_posix()
        fault = _refusal(path, name)
        if fault:
            faults.append(fault)
            continue
        total += path.stat().st_size
        if total > LARGEST_PACK or len(files) >= MOST_FILES:
            limit = f"{MOST_FILES} files or {LARGEST_PACK // 2**20} MiB"
            raise PackFaults([Fault(name, 0, "", f"The pack is larger than {limit}.", "Take files out of it.")])
        files[name] = path.read_bytes()
    return files, faults


def _walk(root: Path) -> Iterator[Path]:
    for folder, folders, names in os.walk(root, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        if len(Path(folder).relative_to(root).parts) > DEEPEST:
            folders.clear()
        yield from (Path(folder) / name for name in sorted(names) if not name.startswith(("~", ".")))


def _refusal(path: Path, name: str) -> Fault | None:
    if path.is_symlink() or not path.is_file():
        return Fault(name, 0, "", "A pack holds plain files only, and this is a link.", "Put the file itself here.")
    if not all(_NAME.match(part) for part in name.split("/")):
        letters = "Use letters, digits, dots, hyphens and underscores."
        return Fault(name, 0, "", "The file's name cannot be part of an address.", letters)
    if path.suffix.lower() not in SUFFIXES:
        known = ", ".join(sorted(SUFFIXES))
        return Fault(name, 0, "", f"A pack has no use for a {path.suffix or 'nameless'} file.", f"Keep to {known}.")
    if path.stat().st_size > LARGEST_FILE:
        return Fault(name, 0, "", f"The file is larger than {LARGEST_FILE // 2**20} MiB.", "Make it smaller.")
    return None
