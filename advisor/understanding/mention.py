"""The source of truth for what a value is that stands at one place of a message, before it becomes a command."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from advisor.model import NeedStatus, NeedValue
from advisor.understanding.phrases import Hit
from advisor.understanding.quantities import Amount
from advisor.understanding.scene import Scene
from advisor.understanding.text import Reading
from advisor.understanding.words import general_words


@dataclass(frozen=True, slots=True)
class Mention:
    """A value for a need at one place of the message."""

    start: int
    end: int
    need: str
    value: NeedValue
    amount: Amount | None = None
    out_of_range: bool = False
    open_readings: tuple[str, ...] = ()
    """Both readings of a figure whose separators leave it open."""


def stated(scene: Scene, **what: object) -> NeedValue:
    """Return a value that the buyer states in this turn."""
    return NeedValue(NeedStatus.STATED, scene.conversation.turn + 1, **what)  # type: ignore[arg-type]  # fields by name


def open_readings(amount: Amount) -> tuple[str, ...]:
    """Return both readings of a figure where the language does not decide between them."""
    return () if amount.number.sure else amount.number.readings


def time_words(scene: Scene, position: int, *kinds: str) -> list[Hit]:
    """Return the words for a span of time that stand right before `position` ("in", "by")."""
    return [
        hit
        for hit in _relative(scene.reading, scene.locale)
        if 0 <= position - hit.end <= 3 and any(kind in hit.terms for kind in kinds)
    ]


@lru_cache(maxsize=2)
def _relative(reading: Reading, locale: str) -> tuple[Hit, ...]:
    """The words for days and spans of one message, which many of its figures are asked for."""
    return tuple(general_words().relative.find(reading, locale))
