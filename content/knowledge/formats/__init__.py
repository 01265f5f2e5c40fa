"""Source of truth for which kinds of files can be read, and what reading one gives: a title, its chunks, and what was left out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import TypeAlias

from content.knowledge.cut import cut_markdown, cut_plain, title_of
from content.knowledge.errors import Undigestible
from content.knowledge.model import Chunk

TEXTS = frozenset({".md", ".markdown", ".txt"})
CLOSED = frozenset({".pdf", ".docx", ".xlsx", ".html", ".htm"})
"""Kinds whose readers are large and meet hostile files: they run in a process of their own (isolated.py)."""
RECORDS = frozenset({".jsonl", ".ndjson", ".csv", ".tsv"})
READABLE = TEXTS | CLOSED | RECORDS
MOST_CHUNKS = 20_000
Paged: TypeAlias = Callable[[int, int], None]
"""Hears how many pages of a file are read, and of how many."""


def _unheard(done: int, pages: int) -> None:
    """Nobody asked how many pages are read."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of a file: its own title (None: it has none), its chunks, and notes: reason and facts of errors.REASONS."""

    title: str | None
    chunks: list[Chunk]
    notes: list[tuple[str, dict[str, object]]] = field(default_factory=list)


def kind_of(name: str) -> str:
    """Return the suffix of a readable file in lower case; raise Undigestible for others."""
    suffix = PurePath(name).suffix.lower()
    if suffix not in READABLE:
        raise Undigestible("unknown_kind", kinds=", ".join(sorted(one.removeprefix(".") for one in READABLE)))
    return suffix


def read(name: str, content: bytes, told: Paged = _unheard) -> Reading:
    """Read a file by its kind, in this process. Raise Undigestible with the reason where that does not work.

    Tables (CSV, TSV) are read as one document here; records.py reads them as many. `told` hears of the pages of a PDF.
    """
    suffix = kind_of(name)
    if suffix == ".pdf":
        from content.knowledge.formats.pdf import read_pdf

        reading = read_pdf(content, told)
    else:
        reading = _reader_of(suffix)(content)
    if not any(chunk.text.strip() for chunk in reading.chunks):
        raise Undigestible("empty")
    if len(reading.chunks) > MOST_CHUNKS:
        raise Undigestible("too_long", most=MOST_CHUNKS)
    return reading


def _reader_of(suffix: str) -> Callable[[bytes], Reading]:
    if suffix == ".docx":
        from content.knowledge.formats.office import read_docx as reader
    elif suffix == ".xlsx":
        from content.knowledge.formats.office import read_xlsx as reader
    elif suffix in {".html", ".htm"}:
        from content.knowledge.formats.web_page import read_html as reader
    elif suffix in RECORDS:
        from content.knowledge.formats.records import read_table as reader
    else:
        reader = _read_text if suffix == ".txt" else _read_markdown
    return reader


def decoded(content: bytes) -> str:
    """Return bytes as text: UTF-8 with or without mark, or UTF-16 with its mark."""
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return content.decode(encoding).replace("\x00", "")
    except UnicodeDecodeError:
        raise Undigestible("not_utf8") from None


def _read_markdown(content: bytes) -> Reading:
    text = decoded(content)
    return Reading(title_of(text), cut_markdown(text))


def _read_text(content: bytes) -> Reading:
    return Reading(None, cut_plain(decoded(content)))
