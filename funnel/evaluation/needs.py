"""How much of what buyers write is understood: F1 over needs with their values and acts, per language and per need."""

from __future__ import annotations

from ast import literal_eval
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from advisor.derived import as_json
from advisor.model import AddNeed, Command, Conversation, CorrectNeed, RemoveNeed, SetNeed
from advisor.understanding import understand
from content.catalogue.model import Company
from funnel.evaluation.cases import Case
from funnel.evaluation.model import Figure, Result
from funnel.journey.converse import act_names

DAY = date(2026, 11, 21)
"""The day on which a sentence is read whose case names no `day` of its own: "next Friday" has a date then."""

_SHOWN = ("min", "max", "value", "values", "amount", "currency")
MAY_BE_EXTRA = frozenset({"industry", "country", "joint_class", "joint_type", "explosive_zone", "kind"})
"""Needs that a sentence may also give away (a city, a kind of vehicle): understood without a label, they are not invented."""

_COURTESIES = frozenset({("Greet", "act"), ("Thank", "act"), ("Farewell", "act")})
"""Around a wish these are formulas: whether a label lists them there is taste, and counts neither way."""

ROUNDING = 0.001
"""Share by which a converted figure may differ from its label: 600 ft-lb is 813.5 or 813.49 N.m."""

LEAST_F1 = 0.95
Item = tuple[str, str]


@dataclass
class Score:
    """Counts over a language's sentences; needs and acts weigh alike."""

    right: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    invented: Counter[str] = field(default_factory=Counter)
    sentences: int = 0
    worst: list[str] = field(default_factory=list)

    @property
    def f1(self) -> float:
        return _f1(self.right.total(), self.missed.total(), self.invented.total())

    def f1_of_kind(self, *, acts: bool) -> float:
        """F1 of acts alone (`AskPrice`) or of needs alone (`torque`): which of the two a language is weak at."""
        return _f1(*(sum(n for name, n in c.items() if name[0].isupper() is acts) for c in self._counts))

    @property
    def _counts(self) -> tuple[Counter[str], Counter[str], Counter[str]]:
        return self.right, self.missed, self.invented

    def f1_of(self, name: str) -> float:
        """F1 of one need or act."""
        return _f1(self.right[name], self.missed[name], self.invented[name])


def measure(cases: Iterable[Case], locale: str, company: Company) -> Score:
    """Read one language's sentences and count what was understood, missed and invented."""
    score = Score()
    for case in cases:
        expected = _expected(case)
        found = alike(_found(case, locale, company), expected)
        if expected - _COURTESIES:
            expected, found = expected - _COURTESIES, found - _COURTESIES
        optional = MAY_BE_EXTRA - {name for name, _ in expected}
        missed, extra = expected - found, {item for item in found - expected if item[0] not in optional}
        score.sentences += 1
        score.right.update(name for name, _ in expected & found)
        score.missed.update(name for name, _ in missed)
        score.invented.update(name for name, _ in extra)
        if missed or extra:
            score.worst.append(f"[{locale}] {case['message']}\n    missed {sorted(missed)}\n    extra  {sorted(extra)}")
    return score


def result(scores: dict[str, Score]) -> Result:
    """Put the languages' scores together: F1 per language, then per need and act over all of them."""
    figures = [Figure(f"F1 {locale}", round(score.f1, 4), least=LEAST_F1) for locale, score in scores.items()]
    for locale, score in scores.items():
        figures += [
            Figure(f"F1 {locale}, {kind} alone", round(score.f1_of_kind(acts=kind == "acts"), 4))
            for kind in ("needs", "acts")
        ]
    names = sorted({name for score in scores.values() for name in (*score.right, *score.missed)})
    for name in names:
        right, missed, extra = (
            sum(getattr(score, kind)[name] for score in scores.values()) for kind in ("right", "missed", "invented")
        )
        figures.append(Figure(f"F1 of {name}", round(_f1(right, missed, extra), 4)))
    worst = [text for score in scores.values() for text in score.worst]
    return Result("needs", sum(score.sentences for score in scores.values()), tuple(figures), tuple(worst))


def alike(found: set[Item], expected: set[Item]) -> set[Item]:
    """Give figures that differ from the expected ones by rounding alone the expected form."""
    return {next((wanted for wanted in expected if _same(item, wanted)), item) for item in found}


def _same(item: Item, wanted: Item) -> bool:
    if item[0] != wanted[0] or item == wanted or "act" in (item[1], wanted[1]):
        return item == wanted
    mine, theirs = dict(literal_eval(item[1])), dict(literal_eval(wanted[1]))
    return mine.keys() == theirs.keys() and all(_close(mine[key], theirs[key]) for key in mine)


def _close(mine: object, theirs: object) -> bool:
    if isinstance(mine, float) and isinstance(theirs, float):
        return abs(mine - theirs) <= ROUNDING * abs(theirs)
    return mine == theirs


def _f1(right: int, missed: int, invented: int) -> float:
    found = 2 * right + missed + invented
    return 2 * right / found if found else 1.0


def _expected(case: Case) -> set[Item]:
    needs = {(name, plain_value(value)) for name, value in (case.get("needs") or {}).items()}
    return needs | {(name, "act") for name in case.get("acts") or ()}


def _found(case: Case, locale: str, company: Company) -> set[Item]:
    day = date.fromisoformat(str(case["day"])) if case.get("day") else DAY
    commands = understand(str(case["message"]), Conversation("eval", locale, locale), company, today=day).commands
    needs = {
        (c.need, plain_value(as_json(c.value))) for c in commands if isinstance(c, SetNeed | CorrectNeed | AddNeed)
    }
    return needs | {(name, "act") for name in act_names([c for c in commands if not _changes(c)])}


def _changes(command: Command) -> bool:
    return isinstance(command, SetNeed | CorrectNeed | AddNeed | RemoveNeed)


def plain_value(value: Mapping[str, Any]) -> str:
    """Write a value so that equal ones look equal, whichever way they were noted."""
    shown = {name: value[name] for name in _SHOWN if value.get(name) is not None}
    if "value" in shown and "values" in shown:
        del shown["values"]  # of several the first is the main one
    for name in ("min", "max", "value", "amount"):
        if isinstance(shown.get(name), int) or (name == "amount" and name in shown):
            shown[name] = float(shown[name])
    return repr(sorted(shown.items()))
