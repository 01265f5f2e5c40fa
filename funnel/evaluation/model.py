"""The source of truth for what an evaluation says: figures per suite, the worst cases, and what stops a release."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any


class NoCases(ValueError):
    """There is nothing to evaluate: the file is missing, empty or of another shape; the message says which and how to mend it."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a suite; `least` or `most` is the bound that it must keep, None where it only informs."""

    name: str
    value: float
    unit: str = ""
    least: float | None = None
    most: float | None = None
    dangerous: bool = False
    """Whether missing the bound stops a release: something wrong was said or recommended."""

    @property
    def kept(self) -> bool:
        """Whether the figure keeps its bound."""
        return (self.least is None or self.value >= self.least) and (self.most is None or self.value <= self.most)


@dataclass(frozen=True, slots=True)
class Result:
    """What a suite found: how many cases it read, its figures, and the worst cases as texts for people."""

    suite: str
    cases: int
    figures: tuple[Figure, ...]
    worst: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """All suites that were run."""

    results: tuple[Result, ...]
    about: Mapping[str, Any] = field(default_factory=dict)

    @property
    def missed(self) -> list[str]:
        """The figures that do not keep their bound, as `suite: name`."""
        return [f"{r.suite}: {f.name}" for r in self.results for f in r.figures if not f.kept]

    @property
    def releasable(self) -> bool:
        """Whether no dangerous figure misses its bound."""
        return all(f.kept or not f.dangerous for r in self.results for f in r.figures)

    def to_json(self) -> dict[str, Any]:
        """Return the report as plain JSON values."""
        return {**asdict(self), "missed": self.missed, "releasable": self.releasable}
