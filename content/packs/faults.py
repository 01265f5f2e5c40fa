"""Source of truth for how a fault of a pack is told: where it is, what is wrong, and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing wrong in a pack.

    `file` is relative to the pack, `line` counts from 1 (0: the file as a whole), `field` is a path such as
    `KCP-35.attributes.torque_range`.
    """

    file: str
    line: int
    field: str
    message: str
    mend: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        field = f" {self.field}:" if self.field else ""
        return f"{place}:{field} {self.message} {self.mend}".rstrip()


class PackFaults(Exception):
    """A pack cannot be used; `faults` holds every fault that was found, in the order of the files."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join([f"The pack has {len(self.faults)} faults.", *map(str, self.faults)]))
