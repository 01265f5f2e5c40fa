"""Source of truth for reading a whole pack: folder in, checked `Company` out, or every fault at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from content.catalogue.items import assemble
from content.catalogue.kinds import KINDS
from content.catalogue.model import Company
from content.packs.checks import (
    asked,
    assignment,
    freight,
    pictures,
    prices,
    references,
    roles,
    selling,
    stages,
    supply,
    texts,
    values,
)
from content.packs.draft import Draft, read_draft
from content.packs.faults import Fault, PackFaults
from content.packs.folder import read_folder

CHECKS: tuple[Callable[[Draft], Iterable[Fault]], ...] = (
    texts.check,
    references.check,
    values.check,
    roles.check,
    supply.check,
    stages.check,
    assignment.check,
    assignment.check_teams,
    prices.check,
    selling.check,
    freight.check,
    asked.check,
    pictures.check,
)


@dataclass(frozen=True, slots=True)
class Pack:
    """A checked pack: the company it describes and the files it came from, by name."""

    company: Company
    files: Mapping[str, bytes]


def open_pack(folder: str | Path) -> Pack:
    """Read and check a pack; raise PackFaults with every fault that it has."""
    files, faults = read_folder(Path(folder))
    draft = read_draft(files, faults)
    for check in CHECKS:
        faults += check(draft)
    if faults:
        raise PackFaults(faults)
    return Pack(_company(draft), files)


def read_pack(folder: str | Path) -> Company:
    """Return the company of a pack; raise PackFaults with every fault that it has."""
    return open_pack(folder).company


def faults_of(folder: str | Path) -> tuple[Fault, ...]:
    """Return every fault of a pack, none where it is sound."""
    try:
        open_pack(folder)
    except PackFaults as error:
        return error.faults
    return ()


def _company(draft: Draft) -> Company:
    parts = {kind.name: {item.id: part for item, part in draft.parts(kind.name)} for kind in KINDS}
    return assemble(parts, [price for _, price in draft.prices])
