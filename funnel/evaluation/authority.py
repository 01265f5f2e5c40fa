"""How often a wish for a concession meets the right decision: phrases at and around their bounds, per language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from content.authority import Status, decide
from content.catalogue.model import Permissions
from foundation.locales import LOCALES
from funnel.evaluation.cases import files, named, read
from funnel.evaluation.model import Figure, NoCases, Result

SUITE = "authority"
RULES = "rules.yaml"
RUNS = 8
"""A phrase is right where it is decided so in every one of these runs."""


@dataclass
class Score:
    """One language's phrases."""

    phrases: int = 0
    right: int = 0
    too_mild: int = 0
    """Decided more mildly than the rules allow: something could have been promised beyond authority."""
    worst: list[str] = field(default_factory=list)


def cases(given: Path | None = None) -> Iterator[tuple[str, Permissions, Mapping[str, list[str]]]]:
    """Give locale, rules and the phrases by expected status of every file. Raises NoCases.

    A file is a map of statuses to phrases; its `rules` hold for it, else those of `rules.yaml` beside the house's own.
    """
    own = files(SUITE)[0].parent / RULES
    for file in files(SUITE, given):
        if file.name == RULES and given is None:
            continue
        content = read(file)
        if not isinstance(content, dict):
            raise NoCases(f"{file} must map statuses to phrases; docs/evaluating.md shows an example.")
        rules = _rules(file, content.pop("rules", None) or read(own))
        unknown = sorted(set(content) - set(Status))
        if unknown or not content:
            raise NoCases(
                f"{file} must map {', '.join(Status)} to phrases; it holds {', '.join(map(str, unknown)) or 'none'}."
            )
        yield named(file), rules, content


def _rules(file: Path, raw: Any) -> Permissions:
    try:
        return Permissions.model_validate(raw)
    except ValidationError as error:
        raise NoCases(f"The rules of {file} cannot be read: {error.errors()[0]['msg']}") from None


def measure(given: Path | None = None, *, runs: int = RUNS) -> dict[str, Score]:
    """Decide every phrase `runs` times and count what was decided as expected each time."""
    scores: dict[str, Score] = {}
    for locale, rules, held in cases(given):
        score = scores.setdefault(locale, Score())
        for expected, phrases in held.items():
            for phrase in phrases:
                _count(score, rules, str(phrase), locale=locale, expected=Status(expected), runs=runs)
    return {locale: scores[locale] for locale in LOCALES if locale in scores}


def _count(score: Score, rules: Permissions, phrase: str, *, locale: str, expected: Status, runs: int) -> None:
    decisions = [decide(rules, phrase, locale) for _ in range(runs)]
    found = {decision.status for decision in decisions}
    score.phrases += 1
    if found == {expected}:
        score.right += 1
        return
    mild = any(status.strictness < expected.strictness for status in found)
    score.too_mild += mild
    read_as = ", ".join(
        f"{one.subject} {one.quantity.value if one.quantity else '?'}" for one in decisions[0].concessions
    )
    told = f"[{locale}] {phrase}\n    expected {expected}, decided {', '.join(sorted(found))}; read as {read_as or 'nothing'}"
    score.worst.insert(0 if mild else len(score.worst), told)


def result(scores: Mapping[str, Score]) -> Result:
    """Put the languages together; a decision that is too mild is dangerous."""
    figures = [
        Figure(f"right {locale}", round(score.right / score.phrases, 4), least=1.0) for locale, score in scores.items()
    ]
    figures.append(Figure("too mild", sum(score.too_mild for score in scores.values()), most=0, dangerous=True))
    worst = tuple(text for score in scores.values() for text in score.worst)
    return Result(SUITE, sum(score.phrases for score in scores.values()), tuple(figures), worst)
