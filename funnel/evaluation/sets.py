"""Reads public retrieval sets in BEIR's shape: a folder with `corpus.jsonl`, `queries.jsonl` and `qrels/test.tsv`, or a folder of such."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from content.knowledge.language import detect
from foundation.locales import LOCALES
from funnel.evaluation.model import NoCases

CORPUS, QUERIES, JUDGEMENTS = "corpus.jsonl", "queries.jsonl", "qrels"
_SHAPE = f"{CORPUS}, {QUERIES} and {JUDGEMENTS}/test.tsv"
_SAMPLE = 20
"""Questions whose words tell the language of a set that does not say it."""


@dataclass(frozen=True, slots=True)
class RetrievalSet:
    """A corpus file with the questions asked of it: text and relevant documents (graded, above 0) by the question's id."""

    name: str
    locale: str
    corpus: Path
    questions: Mapping[str, str]
    relevant: Mapping[str, Mapping[str, int]]


def read_sets(folder: Path, locale: str | None = None) -> list[RetrievalSet]:
    """Return the sets of a folder: itself, or each of its folders.

    The language is `locale`, else a part of the folder's name (`xquad.de`, `de`), else found out from the questions.
    Raises NoCases where a file is missing or of another shape.
    """
    folders = [folder] if (folder / CORPUS).is_file() else sorted(one.parent for one in folder.glob(f"*/{CORPUS}"))
    if not folders:
        raise NoCases(f"{folder} holds no retrieval set; expected are {_SHAPE}, there or in folders below.")
    return [_read(one, locale) for one in folders]


def _read(folder: Path, locale: str | None) -> RetrievalSet:
    judged = _judgements(folder)
    asked = {name: text for name, text in _questions(folder / QUERIES) if judged.get(name)}
    if not asked:
        raise NoCases(f"No question of {folder / QUERIES} has a relevant document in {folder / JUDGEMENTS}.")
    name = folder.resolve().name
    language = locale or _named(name) or detect(" ".join(list(asked.values())[:_SAMPLE]))
    return RetrievalSet(name, language, folder / CORPUS, asked, {one: judged[one] for one in asked})


def _named(name: str) -> str | None:
    parts = re.split(r"[^a-z]+", name.lower())
    return next((part for part in reversed(parts) if part in LOCALES), None)


def _questions(file: Path) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(_lines(file), 1):
        try:
            value = json.loads(line)
            yield str(value.get("_id", value.get("id", number))), str(value["text"])
        except (ValueError, KeyError, TypeError, AttributeError):
            raise NoCases(f"{file}, line {number}: expected is a JSON object with `_id` and `text`.") from None


def _judgements(folder: Path) -> dict[str, dict[str, int]]:
    """Return the relevant documents of each question: of `test.tsv` where it is there, else of whatever file is."""
    found = sorted((folder / JUDGEMENTS).glob("*.tsv"), key=lambda one: (one.name != "test.tsv", one.name))
    if not found:
        raise NoCases(f"{folder / JUDGEMENTS} holds no judgements; expected are {_SHAPE}.")
    judged: dict[str, dict[str, int]] = {}
    for number, line in enumerate(_lines(found[0]), 1):
        cells = line.split("\t")
        try:
            # BEIR writes question, document, grade; TREC a column of zeros or a rank between the first two
            question, document, grade = cells[0], cells[-2], int(cells[-1])
        except (IndexError, ValueError):
            if number == 1:
                continue  # the header
            raise NoCases(f"{found[0]}, line {number}: expected are question, document and grade.") from None
        if grade > 0:
            judged.setdefault(question, {})[document] = grade
    return judged


def _lines(file: Path) -> Iterator[str]:
    try:
        with file.open(encoding="utf-8-sig") as opened:
            yield from (line.rstrip("\n") for line in opened if line.strip())
    except (OSError, UnicodeDecodeError) as error:
        raise NoCases(f"{file} cannot be read: {error}") from None
