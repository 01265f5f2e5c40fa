"""Whether the record is right after changes of mind: each dialogue's needs at its end, nothing more and nothing less."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from funnel.evaluation.cases import Case
from funnel.evaluation.dialogue import Body, hold, messages_of
from funnel.evaluation.model import Figure, Result
from funnel.evaluation.needs import MAY_BE_EXTRA, Item, alike, plain_value
from funnel.journey.parts import Parts

LEAST_RIGHT = 0.95
_ON_RECORD = ("stated", "confirmed")


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
        faults, lost = _faults(case, bodies)
        score.dialogues += 1
        score.right += not faults
        score.lost += lost
        if faults:
            score.worst.append("\n    ".join([f"[{locale}] {' | '.join(messages_of(case))}", *faults]))
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


def _faults(case: Case, bodies: Sequence[Body]) -> tuple[list[str], bool]:
    """What is wrong after each turn whose record the case tells, and whether a need was lost altogether."""
    told = [needs for _, needs in case["turns"]] if "turns" in case else [*[None] * (len(bodies) - 1), case["needs"]]
    faults, lost = [], False
    for number, (needs, body) in enumerate(zip(told, bodies, strict=True), 1):
        if needs is None:
            continue
        expected = {(name, plain_value(value)) for name, value in needs.items()}
        held = alike(_on_record(body["needs"]), expected)
        names = {name for name, _ in expected}
        extra = {item for item in held - expected if item[0] in names or item[0] not in MAY_BE_EXTRA}
        if expected - held or extra:
            faults.append(f"after message {number}: missed {sorted(expected - held)}, extra {sorted(extra)}")
        lost = lost or bool(names - {name for name, _ in held})
    return faults, lost


def _on_record(needs: Mapping[str, Mapping[str, Any]]) -> set[Item]:
    return {(name, plain_value(value)) for name, value in needs.items() if value["status"] in _ON_RECORD}
