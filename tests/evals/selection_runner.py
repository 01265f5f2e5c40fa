"""Reads the wishes under `tests/evals/selection/` and measures what is recommended: right first, right among three, violations."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from content.catalogue.model import Company
from tests.advisor.cast import Visit

FOLDER = Path(__file__).parent / "selection"


@dataclass
class Score:
    """Counts over a language's cases. A case where nothing fits is right where nothing is recommended."""

    cases: int = 0
    first: int = 0
    among_three: int = 0
    violations: int = 0
    worst: list[str] = field(default_factory=list)

    @property
    def recall_at_1(self) -> float:
        return self.first / self.cases if self.cases else 1.0

    @property
    def recall_at_3(self) -> float:
        return self.among_three / self.cases if self.cases else 1.0


def measure(locale: str, company: Company, *, folder: Path = FOLDER) -> Score:
    """Return the score of one language's cases."""
    score = Score()
    for case in yaml.safe_load((folder / f"{locale}.yaml").read_text(encoding="utf-8")):
        messages = case.get("messages") or [case["message"]]
        recommended, nearest = _ask(messages, locale, company)
        accepted, forbidden = case["accepted"], case["forbidden"]
        right = [not recommended] if not accepted else [sku in accepted for sku in recommended[:3]]
        if case.get("nearest") and nearest != case["nearest"]:
            right = [False]
        broken = [sku for sku in recommended if sku in forbidden]
        score.cases += 1
        score.first += bool(right[:1] == [True])
        score.among_three += any(right)
        score.violations += bool(broken)
        if right[:1] != [True] or broken:
            score.worst.append(
                f"{messages}\n    recommended {recommended}, nearest {nearest}; accepted {accepted}, broken {broken}"
            )
    return score


def _ask(messages: list[Any], locale: str, company: Company) -> tuple[list[str], str | None]:
    """What stands recommended after the last message, and the nearest miss where nothing fits."""
    visit = Visit(locale, company=company)
    for message in messages:
        visit.writes(str(message))
    assert visit.turn is not None
    found = [fact.result for fact in visit.facts if fact.query.name == "find_products"]
    near = found[-1]["near"] if found else []
    shown = [each.sku for each in visit.turn.recommendations] or list(visit.turn.conversation.recommended)
    return shown, near[0]["sku"] if near else None


def main() -> None:
    """Print the scores of all languages and what was not first."""
    from tests.advisor.cast import kestrel

    for locale in ("en", "de", "zh", "es", "pt", "ja", "ar"):
        score = measure(locale, kestrel())
        print(
            f"{locale}: {score.cases} cases, recall@1 {score.recall_at_1:.3f}, recall@3 {score.recall_at_3:.3f}, violations {score.violations}"
        )
        for each in score.worst:
            print("  ", each)


if __name__ == "__main__":
    main()
