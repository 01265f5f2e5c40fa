"""Reads the sentences under `tests/evals/needs/` and measures how much of each was understood."""

from __future__ import annotations

from ast import literal_eval
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from advisor.derived import as_json
from advisor.model import Act, AddNeed, Command, Conversation, CorrectNeed, NeedStatus, SetNeed
from advisor.understanding import understand
from content.catalogue.model import Company

FOLDER = Path(__file__).parent / "needs"
DAY = date(2026, 11, 21)
_CHANGES = ("SetNeed", "CorrectNeed", "AddNeed")
_COURTESIES = frozenset({("acts", "Greet"), ("acts", "Thank"), ("acts", "Farewell")})
"""Around a wish these are formulas: whether a sentence's label lists them there is taste, and counts neither way."""
_SHOWN = ("min", "max", "value", "values", "amount", "currency")


@dataclass
class Score:
    """Counts over a language's sentences; needs and acts weigh alike."""

    right: int = 0
    missed: int = 0
    invented: int = 0
    worst: list[str] = field(default_factory=list)

    @property
    def f1(self) -> float:
        found = 2 * self.right + self.missed + self.invented
        return 2 * self.right / found if found else 1.0


def measure(locale: str, company: Company, *, folder: Path = FOLDER) -> Score:
    """Return the score of one language's sentences."""
    score = Score()
    for case in yaml.safe_load((folder / f"{locale}.yaml").read_text(encoding="utf-8")):
        expected = _expected(case)
        found = alike(_found(str(case["message"]), locale, company), expected)
        if expected - _COURTESIES:
            expected, found = expected - _COURTESIES, found - _COURTESIES
        optional = OPTIONAL - {name for name, _ in expected}
        right = expected & found
        missed, extra = expected - found, {item for item in found - expected if item[0] not in optional}
        score.right += len(right)
        score.missed += len(missed)
        score.invented += len(extra)
        if missed or extra:
            score.worst.append(f"{case['message']}\n    missed {sorted(missed)}\n    extra  {sorted(extra)}")
    return score


def alike(found: set[tuple[str, str]], expected: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Give figures that differ from the expected ones by rounding alone the expected form."""
    return {next((want for want in expected if _same(item, want)), item) for item in found}


def _same(item: tuple[str, str], want: tuple[str, str]) -> bool:
    if item[0] != want[0] or item == want or not item[0].startswith("needs:"):
        return item == want
    mine, theirs = dict(literal_eval(item[1])), dict(literal_eval(want[1]))
    return mine.keys() == theirs.keys() and all(_close(mine[key], theirs[key]) for key in mine)


def _close(mine: object, theirs: object) -> bool:
    if isinstance(mine, float) and isinstance(theirs, float):
        return abs(mine - theirs) <= ROUNDING * abs(theirs)
    return mine == theirs


OPTIONAL = frozenset(
    {"needs:industry", "needs:country", "needs:joint_class", "needs:joint_type", "needs:explosive_zone", "needs:kind"}
)
"""Needs that a sentence may also give away (a city, a kind of vehicle) without its label saying so."""
ROUNDING = 0.001
"""Share by which a converted figure may differ from the label: 600 ft-lb is 813.5 or 813.49 N.m."""


def _expected(case: dict[str, Any]) -> set[tuple[str, str]]:
    needs = {(f"needs:{name}", plain(value)) for name, value in (case.get("needs") or {}).items()}
    return needs | {("acts", name) for name in case.get("acts") or ()}


def _found(message: str, locale: str, company: Company) -> set[tuple[str, str]]:
    understanding = understand(message, Conversation("eval", locale, locale), company, today=DAY)
    found = set()
    for command in understanding.commands:
        if isinstance(command, SetNeed | CorrectNeed | AddNeed):
            found.add((f"needs:{command.need}", plain(as_json(command.value))))
        elif _name(command) not in _CHANGES:
            found.add(("acts", _name(command)))
    return found


def _name(command: Command) -> str:
    if isinstance(command, Act):
        return "".join(part.capitalize() for part in command.kind.value.split("_"))
    return type(command).__name__


def plain(value: dict[str, Any]) -> str:
    shown = {name: value[name] for name in _SHOWN if value.get(name) is not None}
    if "value" in shown and "values" in shown:
        del shown["values"]  # of several the first is the main one
    if "amount" in shown:
        shown["amount"] = float(shown["amount"])
    for name in ("min", "max", "value"):
        if isinstance(shown.get(name), int):
            shown[name] = float(shown[name])
    return repr(sorted(shown.items()))


__all__ = ["DAY", "FOLDER", "NeedStatus", "Score", "measure"]
