"""Source of truth for reading corpora: JSON lines, CSV and TSV in which each record is a document of its own.

Read are BEIR's and MIRACL's corpora (`_id` or `docid`, `title`, `text`), questions with answers, and tables without a header
(`id`, `text`, `title`) as MS MARCO has them. A table without a column of text is one document, row by row.
"""

from __future__ import annotations

import csv
import io
import itertools
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from content.knowledge.cut import cut_blocks, row_of
from content.knowledge.errors import Undigestible
from content.knowledge.formats import Reading, decoded

LONGEST_LINE = 2 * 2**20
LONGEST_NAME = 300
MOST_COLUMNS = 100
_NAMES = ("_id", "id", "docid", "doc_id", "pid", "passage_id", "document")
_TEXTS = ("text", "contents", "content", "passage", "body", "context")
_TITLES = ("title", "name", "headline")
_LOCALES = ("locale", "language", "lang")
_QUESTION, _ANSWER = "question", "answer"
_OF_QUESTIONS = ("queries", "query", "questions", "topics", "qrels")
"""How the files of a retrieval set begin that hold its questions and judgements."""


@dataclass(frozen=True, slots=True)
class Record:
    """One record as a document: what others call it, its title (a question is one), its text, its language where it says so."""

    name: str
    title: str
    text: str
    locale: str | None = None


class BadLine(ValueError):
    """A line is no record."""


def of_questions(name: str) -> bool:
    """Whether a file of a folder holds the questions of a retrieval set; `questions.csv` with answers is asked for by its name."""
    return any(part.lower().startswith(_OF_QUESTIONS) for part in Path(name).with_suffix("").parts)


def is_table(file: Path) -> bool:
    """Whether a CSV or TSV is one document: its header names no column of text."""
    if file.suffix.lower() not in {".csv", ".tsv"}:
        return False
    with file.open("rb") as opened:
        head = opened.read(65_536)
    first = next(iter(_rows(head.decode("utf-8-sig", errors="replace").splitlines()[:1], file.suffix)), [])
    return not (_has_text(first) or _headless(first, file.suffix))


def records(file: Path) -> Iterator[Record | BadLine]:
    """Yield the records of a file one by one, and a BadLine for each line that is none. Raise Undigestible."""
    with file.open("r", encoding="utf-8-sig", errors="strict", newline=None) as opened:
        try:
            lines = (line.replace("\x00", "") for line in opened)
            if file.suffix.lower() in {".jsonl", ".ndjson"}:
                yield from (_of_json(line, number) for number, line in enumerate(lines, 1) if line.strip())
            else:
                yield from _of_table(lines, file.suffix)
        except UnicodeDecodeError:
            raise Undigestible("not_utf8") from None


def read_table(content: bytes) -> Reading:
    """Read a CSV or TSV as one document: its first row names the columns."""
    text = decoded(content)
    first = text.partition("\n")[0]
    rows = _rows(io.StringIO(text), ".tsv" if "\t" in first else ".csv")
    header = [cell.strip() for cell in next(rows, [])][:MOST_COLUMNS]
    if len(header) < 2:
        raise Undigestible("no_text_column")
    told = (row_of(header, [cell.strip() for cell in row[:MOST_COLUMNS]]) for row in rows)
    return Reading(None, cut_blocks((0, one) for one in told if one))


def _of_json(line: str, number: int) -> Record | BadLine:
    if len(line) > LONGEST_LINE:
        return BadLine(number)
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return BadLine(number)
    return (_record(value, number) if isinstance(value, dict) else None) or BadLine(number)


def _of_table(lines: Iterator[str], suffix: str) -> Iterator[Record | BadLine]:
    rows = _rows(lines, suffix)
    header = [cell.strip().lower() for cell in next(rows, [])]
    if not _has_text(header):
        first, header = header, ["id", "text", "title"]
        yield _record(dict(zip(header, first, strict=False)), 1) or BadLine(1)
    for number, row in enumerate(rows, 2):
        if row:
            yield _record(dict(zip(header, row, strict=False)), number) or BadLine(number)


def _rows(lines: Iterable[str], suffix: str) -> Iterator[list[str]]:
    """Yield the rows of a table; commas or semicolons part the cells of a CSV, whichever its first line has more of."""
    csv.field_size_limit(LONGEST_LINE)
    rest = iter(lines)
    first = next(rest, "")
    tabs = suffix.lower() == ".tsv"
    delimiter = "\t" if tabs else max(",;", key=first.count)
    try:
        yield from csv.reader(
            itertools.chain([first], rest), delimiter=delimiter, quoting=csv.QUOTE_NONE if tabs else csv.QUOTE_MINIMAL
        )
    except csv.Error:
        raise Undigestible("broken") from None


def _has_text(header: list[str]) -> bool:
    names = {cell.strip().lower() for cell in header}
    return bool(names & set(_TEXTS)) or {_QUESTION, _ANSWER} <= names


def _headless(first: list[str], suffix: str) -> bool:
    return suffix.lower() == ".tsv" and len(first) in {2, 3} and len(first[1].split()) > 4


def _record(value: Mapping[str, Any], number: int) -> Record | None:
    title, text = _first(value, _TITLES), _first(value, _TEXTS)
    if value.get(_QUESTION) and value.get(_ANSWER):
        title, text = str(value[_QUESTION]), str(value[_ANSWER])
    if not text.strip():
        text, title = title, ""
    name = _first(value, _NAMES) or str(number)
    if not text.strip() or len(name) > LONGEST_NAME:
        return None
    return Record(name, " ".join(title.split())[:LONGEST_NAME], text.strip(), _first(value, _LOCALES) or None)


def _first(value: Mapping[str, Any], names: tuple[str, ...]) -> str:
    return next(
        (str(value[name]) for name in names if isinstance(value.get(name), str | int) and value[name] != ""), ""
    )
