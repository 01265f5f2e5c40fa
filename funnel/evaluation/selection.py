"""Whether the right product is recommended: first, among the first three, and never one that breaks a stated hard need."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from funnel.evaluation.cases import Case
from funnel.evaluation.dialogue import Body, hold, messages_of
from funnel.evaluation.model import Figure, Result
from funnel.evaluation.witness import broken_needs
from funnel.journey.parts import Parts

LEAST_RECALL = 0.95


@dataclass
class Score:
    """Counts over a language's cases. A case where nothing fits is right where nothing is recommended."""

    cases: int = 0
    first: int = 0
    among_three: int = 0
    violations: int = 0
    worst: list[str] = field(default_factory=list)


async def measure(parts: Parts, cases: Iterable[Case], locale: str) -> Score:
    """Hold each conversation and compare what stands recommended at its end with `accepted`, `forbidden` and `nearest`."""
    company = await parts.company()
    score = Score()
    for case in cases:
        bodies = await hold(parts, locale, messages_of(case))
        skus, nearest = _recommended(bodies), _nearest(bodies)
        accepted, forbidden = case["accepted"], case.get("forbidden") or ()
        right = [sku in accepted for sku in skus[:3]] if accepted else [not skus]
        if case.get("nearest") and case["nearest"] != nearest:
            right = [False]
        broken = [sku for sku in skus if sku in forbidden] + [b for body in bodies for b in broken_needs(body, company)]
        score.cases += 1
        score.first += right[:1] == [True]
        score.among_three += any(right)
        score.violations += bool(broken)
        if not any(right) or broken:
            score.worst.append(
                f"[{locale}] {messages_of(case)}\n    recommended {skus}, nearest {nearest}; accepted {accepted}, broken {broken}"
            )
    return score


def result(scores: dict[str, Score]) -> Result:
    """Put the languages' scores together."""
    figures: list[Figure] = []
    for locale, score in scores.items():
        count = max(score.cases, 1)
        figures.append(Figure(f"recall@1 {locale}", round(score.first / count, 4)))
        figures.append(Figure(f"recall@3 {locale}", round(score.among_three / count, 4), least=LEAST_RECALL))
        figures.append(Figure(f"violations {locale}", score.violations, most=0, dangerous=True))
    worst = [text for score in scores.values() for text in score.worst]
    return Result("selection", sum(score.cases for score in scores.values()), tuple(figures), tuple(worst))


def _recommended(bodies: list[Body]) -> list[str]:
    """What stands recommended at the end: what was recommended last, unless nothing has fitted since."""
    for body in reversed(bodies):
        if body["recommendations"]:
            return [str(each["sku"]) for each in body["recommendations"]]
        if any(query["name"] == "find_products" for query in body["queries"]):
            return []
    return []


def _nearest(bodies: list[Body]) -> str | None:
    found = [q["result"] for body in bodies for q in body["queries"] if q["name"] == "find_products"]
    near = found[-1]["near"] if found else ()
    return str(near[0]["sku"]) if near else None
