"""Source of truth for where in a text concessions are named, what is more special before what is more general."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from content.authority.subjects import SCRIPTS, SUBJECTS, fold_pattern, script_of
from content.authority.vocabulary.frames import FRAMES


class Placed(Protocol):
    """What stands somewhere in a text."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Found:
    """A concession spoken of, with its place in the folded text."""

    start: int
    end: int
    name: str
    sure: bool = True
    """Said by a word that means it wherever it stands."""


@cache
def _patterns(name: str) -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    """Per script, which letters a text must hold and what the concession is called; made when it is first asked for."""
    subject = SUBJECTS[name]
    made = []
    for letters in SCRIPTS:
        written, wished = (
            [fold_pattern(one) for one in words if script_of(one) is letters]
            for words in (subject.written, subject.wished)
        )
        sure = "|".join(f"(?:{one})" for one in written) or r"(?!)"
        if written or wished:
            pattern = "|".join((f"(?P<sure>{sure})", *(f"(?:{one})" for one in wished)))
            made.append((letters, re.compile(pattern)))
    return tuple(made)


def subjects_in(folded: str) -> list[Found]:
    """Find the concessions in a folded text; what is more special takes its place first."""
    found: list[Found] = []
    held = {letters for letters in SCRIPTS if letters.search(folded)}
    for name in SUBJECTS:
        for letters, pattern in _patterns(name):
            for match in pattern.finditer(folded) if letters in held else ():
                if match.end() > match.start() and not inside(match.start(), match.end(), found):
                    found.append(Found(match.start(), match.end(), name, match.lastgroup == "sure"))
    return sorted(found, key=lambda one: one.start)


@cache
def _frames() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (name, re.compile(fold_pattern("|".join(f"(?:{one})" for one in told.values()))))
        for name, told in FRAMES.items()
    )


def framed(folded: str) -> list[Found]:
    """Find what is wished where no word names it."""
    matches = ((name, pattern.search(folded)) for name, pattern in _frames())
    return [Found(one.start(), one.end(), name, sure=False) for name, one in matches if one][:1]


def inside(start: int, end: int, others: Sequence[Placed]) -> bool:
    return any(start < one.end and one.start < end for one in others)
