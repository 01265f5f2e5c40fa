"""Whether the record is right after changes of mind: each dialogue's needs at its end, nothing more and nothing less."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from funnel.evaluation.cases import Case
from funnel.evaluation.dialogue import hold, messages_of
from funnel.evaluation.model import Figure, Result
from funnel.evaluation.needs import plain_value
from funnel.journey.parts import Parts

LEAST_RIGHT = 0.95
_ON_RECORD = ("stated", "confirmed")
_MAY_BE_EXTRA = frozenset({"industry", "country", "application", "kind"})
"""Needs that follow from others, such as the country from a telephone number."""


@dataclass
class Score:
    """Counts over a language's dialogues."""

    dialogues: int = 0
    right: int = 0
    lost: int = 0
    """Dialogues in which a good value did not survive: the dangerous error."""
    worst: list[str] = field(default_factory=list)


async def measure(parts: Parts, cases: Iterable[Case], locale: str) -> Score:
    """Hold each dialogue and compare the needs on record at its end with the case's `needs`."""
    score = Score()
    for case in cases:
        bodies = await hold(parts, locale, messages_of(case))
        expected = {name: plain_value(value) for name, value in (case.get("needs") or {}).items()}
        held = _on_record(bodies[-1]["needs"])
        wrong = {name: held.get(name) for name, value in expected.items() if held.get(name) != value}
        extra = {name: value for name, value in held.items() if name not in expected and name not in _MAY_BE_EXTRA}
        score.dialogues += 1
        score.right += not wrong and not extra
        score.lost += any(value is None for value in wrong.values())
        if wrong or extra:
            score.worst.append(
                f"[{locale}] {messages_of(case)}\n    expected {expected}\n    wrong {wrong}, extra {extra}"
            )
    return score


def result(scores: dict[str, Score]) -> Result:
    """Put the languages' scores together."""
    figures: list[Figure] = []
    for locale, score in scores.items():
        count = max(score.dialogues, 1)
        figures.append(Figure(f"dialogues right {locale}", round(score.right / count, 4), least=LEAST_RIGHT))
        figures.append(Figure(f"good values lost {locale}", score.lost, most=0))
    worst = [text for score in scores.values() for text in score.worst]
    return Result("corrections", sum(score.dialogues for score in scores.values()), tuple(figures), tuple(worst))


def _on_record(needs: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    return {name: plain_value(dict(value)) for name, value in needs.items() if value["status"] in _ON_RECORD}
