"""How often the right document is among the first found: questions over passages that are taken in as a corpus."""

from __future__ import annotations

import json
import math
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from content.knowledge.ingest import About
from content.knowledge.model import Passage
from funnel.evaluation.model import Figure, Result
from funnel.evaluation.sets import RetrievalSet

FOUND = 10
LEAST_RECALL = 0.9
MOST_SPREAD = 0.05
LONGEST_COLLECTION = 80
TOLD_EVERY = 100

Search = Callable[..., Awaitable[list[Passage]]]
Ingest = Callable[[Path, About], Awaitable[object]]
"""`Knowledge.search` and `Knowledge.ingest`."""


@dataclass
class Score:
    """Sums over a language's questions: recall (of at most ten relevant ones), reciprocal rank and graded gain, at ten."""

    asked: int = 0
    first: int = 0
    among_ten: float = 0.0
    reciprocal: float = 0.0
    gain: float = 0.0
    worst: list[str] = field(default_factory=list)

    def add(self, found: Sequence[int], ideal: Sequence[int], *, question: str) -> None:
        """Count a question in: the grade of each place (0: not relevant), and the grades of all that is relevant."""
        first = next((place for place, grade in enumerate(found, 1) if grade), 0)
        self.asked += 1
        self.first += first == 1
        self.among_ten += sum(grade > 0 for grade in found) / min(len(ideal), FOUND)
        self.reciprocal += 1 / first if first else 0.0
        self.gain += _gain(found) / _gain(sorted(ideal, reverse=True)[:FOUND])
        if not first:
            self.worst.append(question)


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
        hits = [place for place, passage in enumerate(found) if _answers(passage, one)][:1]
        grades = [int(place in hits) for place in range(len(found))]
        score.add(grades, [1], question=f"[{locale}] {one['ask']}")
    return score


def collection_of(one: RetrievalSet) -> str:
    """Return the name of the collection that a public set is taken in as."""
    return one.name[:LONGEST_COLLECTION]


async def take_in_set(ingest: Ingest, one: RetrievalSet) -> None:
    """Take the corpus of a public set in as a collection of its own."""
    await ingest(one.corpus, About(locale=one.locale, collection=collection_of(one)))


async def measure_set(search: Search, one: RetrievalSet, *, told: Callable[[str], None]) -> Score:
    """Ask the questions of a public set of its collection; it must have been taken in."""
    score = Score()
    for number, (name, question) in enumerate(one.questions.items(), 1):
        found = await search(question, locale=one.locale, limit=FOUND, complete=True, collection=collection_of(one))
        relevant = one.relevant[name]
        grades = [relevant.get(passage.document, 0) for passage in _distinct(found)]
        score.add(grades, list(relevant.values()), question=f"[{one.name}] {question}")
        if number % TOLD_EVERY == 0:
            told(f"{one.name}: {number} of {len(one.questions)} questions")
    return score


def result(scores: Mapping[str, Score]) -> Result:
    """Put the scores of languages (or of sets) together, with the spread between the best and the worst of them."""
    recalls = {name: score.among_ten / max(score.asked, 1) for name, score in scores.items()}
    figures: list[Figure] = []
    for name, score in scores.items():
        asked = max(score.asked, 1)
        figures += [
            Figure(f"recall@10 {name}", round(recalls[name], 4), least=LEAST_RECALL),
            Figure(f"recall@1 {name}", round(score.first / asked, 4)),
            Figure(f"MRR@10 {name}", round(score.reciprocal / asked, 4)),
            Figure(f"nDCG@10 {name}", round(score.gain / asked, 4)),
        ]
    figures.append(Figure("spread", round(max(recalls.values()) - min(recalls.values()), 4), most=MOST_SPREAD))
    worst = [text for score in scores.values() for text in score.worst]
    return Result("retrieval", sum(score.asked for score in scores.values()), tuple(figures), tuple(worst))


def _gain(grades: Sequence[int]) -> float:
    """Return the discounted cumulative gain of grades in their order."""
    return sum(grade / math.log2(place + 1) for place, grade in enumerate(grades, 1))


def _distinct(found: Sequence[Passage]) -> list[Passage]:
    """Return the passages of which each is its document's first: a document found twice counts once."""
    return list({passage.document: passage for passage in reversed(found)}.values())[::-1]


def _answers(passage: Passage, wanted: Mapping[str, Any]) -> bool:
    return passage.document == wanted.get("document") or ("holds" in wanted and wanted["holds"] in passage.passage)
