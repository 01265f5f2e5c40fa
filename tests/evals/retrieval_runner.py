"""Reads the questions under `tests/evals/retrieval/` and measures how often the right document is among the first ten.

All passages of a language are taken in beside the demo company's own documents and asked for without naming a collection,
as visitors ask: `python -m tests.evals.retrieval_runner` prints recall@1 and recall@10 of each language.
"""

from __future__ import annotations

import asyncio
import json
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from content.catalogue.cache import CompanyCache
from content.knowledge.ingest import About
from content.knowledge.library import Knowledge
from content.packs.verbs import load_pack
from foundation.database import Database, migrate
from foundation.settings import DEMO_PACK, Settings

FOLDER = Path(__file__).parent / "retrieval"


@dataclass
class Recall:
    """Counts over a language's questions."""

    asked: int = 0
    first: int = 0
    among_ten: int = 0
    missed: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return f"recall@10 {self.among_ten / self.asked:.2f}, recall@1 {self.first / self.asked:.2f} of {self.asked}"


def cases() -> dict[str, dict[str, Any]]:
    """Return passages and questions by locale."""
    return {file.stem: yaml.safe_load(file.read_text("utf-8")) for file in sorted(FOLDER.glob("*.yaml"))}


async def measure(knowledge: Knowledge, locale: str, case: dict[str, Any]) -> Recall:
    """Ask every question of a language; its passages must have been taken in."""
    recall = Recall()
    for one in case["questions"]:
        found = await knowledge.search(one["ask"], locale=locale, limit=10, complete=True)
        hits = [
            place
            for place, passage in enumerate(found)
            if passage.document == one.get("document") or ("holds" in one and one["holds"] in passage.passage)
        ]
        recall.asked += 1
        recall.among_ten += bool(hits)
        recall.first += hits[:1] == [0]
        if not hits:
            recall.missed.append(one["ask"])
    return recall


async def take_in(knowledge: Knowledge, folder: Path) -> None:
    """Take the passages of all languages in as corpora, as public sets are."""
    for locale, case in cases().items():
        file = folder / f"{locale}.jsonl"
        lines = [{"_id": one["id"], "title": one["title"], "text": one["text"]} for one in case["passages"]]
        file.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), "utf-8")
        await knowledge.ingest(file, About(locale=locale, collection="evals"))


async def _run() -> None:
    with tempfile.TemporaryDirectory() as name:
        url = f"sqlite+aiosqlite:///{name}/evals.sqlite3"
        await asyncio.to_thread(migrate, url)
        database = Database(url)
        knowledge = Knowledge(database, CompanyCache(database).company, settings=Settings(embeddings=False))
        await load_pack(database, DEMO_PACK)
        await take_in(knowledge, Path(name))
        for locale, case in cases().items():
            recall = await measure(knowledge, locale, case)
            print(locale, recall, *recall.missed, sep="\n   " if recall.missed else " ")
        await knowledge.close()
        await database.close()


if __name__ == "__main__":
    asyncio.run(_run())
