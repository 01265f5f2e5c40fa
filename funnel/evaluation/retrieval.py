"""How often the right document is among the first found: questions over passages that are taken in as a corpus."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from content.knowledge.ingest import About
from content.knowledge.model import Passage
from funnel.evaluation.model import Figure, Result

FOUND = 10
LEAST_RECALL = 0.9
MOST_SPREAD = 0.05

Search = Callable[..., Awaitable[list[Passage]]]
Ingest = Callable[[Path, About], Awaitable[object]]
"""`Knowledge.search` and `Knowledge.ingest`."""


@dataclass
class Score:
    """Counts over a language's questions."""

    asked: int = 0
    first: int = 0
    among_ten: int = 0
    worst: list[str] = field(default_factory=list)


async def take_in(ingest: Ingest, cases: Mapping[str, Mapping[str, Any]], folder: Path) -> None:
    """Take the passages of all languages in beside the company's own documents, as public sets are taken in."""
    for locale, case in cases.items():
        file = folder / f"{locale}.jsonl"
        lines = [{"_id": one["id"], "title": one["title"], "text": one["text"]} for one in case["passages"]]
        file.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), "utf-8")
        await ingest(file, About(locale=locale, collection="evals"))


async def measure(search: Search, case: Mapping[str, Any], locale: str) -> Score:
    """Ask every question of a language as visitors ask, without naming a collection; its passages must have been taken in."""
    score = Score()
    for one in case["questions"]:
        found = await search(one["ask"], locale=locale, limit=FOUND, complete=True)
        hits = [place for place, passage in enumerate(found) if _answers(passage, one)]
        score.asked += 1
        score.among_ten += bool(hits)
        score.first += hits[:1] == [0]
        if not hits:
            score.worst.append(f"[{locale}] {one['ask']}")
    return score


def result(scores: Mapping[str, Score]) -> Result:
    """Put the languages' scores together, with the spread between the best and the worst of them."""
    recalls = {locale: score.among_ten / max(score.asked, 1) for locale, score in scores.items()}
    figures = [Figure(f"recall@1 {locale}", round(s.first / max(s.asked, 1), 4)) for locale, s in scores.items()]
    figures += [Figure(f"recall@10 {locale}", round(value, 4), least=LEAST_RECALL) for locale, value in recalls.items()]
    figures.append(Figure("spread", round(max(recalls.values()) - min(recalls.values()), 4), most=MOST_SPREAD))
    worst = [text for score in scores.values() for text in score.worst]
    return Result("retrieval", sum(score.asked for score in scores.values()), tuple(figures), tuple(worst))


def _answers(passage: Passage, wanted: Mapping[str, Any]) -> bool:
    return passage.document == wanted.get("document") or ("holds" in wanted and wanted["holds"] in passage.passage)
