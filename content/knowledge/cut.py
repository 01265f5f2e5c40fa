"""Source of truth for how texts are cut into passages: by heading, whole blocks together; formats/ turns files into blocks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from markdown_it import MarkdownIt
from markdown_it.token import Token

from content.knowledge.model import Chunk

LARGEST = 1_200
"""Characters of a passage, halved where a character is a syllable (Chinese, Japanese)."""
LONGEST_LOCATOR = 300
_DENSE = re.compile("[\u3041-\u30ff\u4e00-\u9fff]")
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")


Blocks: TypeAlias = Iterator[tuple[int, str]]
"""Level of a heading (0: text) and plain text, block by block."""


def cut_markdown(text: str) -> list[Chunk]:
    """Cut Markdown by its headings; the locator is the trail of headings under the first one (`Maintenance > Oil`)."""
    return cut_blocks(_blocks(_MARKDOWN.parse(text)))


def cut_blocks(found: Iterable[tuple[int, str]]) -> list[Chunk]:
    """Cut blocks by their headings; headings of the first level are the document's own and stand in no locator."""
    chunks: list[Chunk] = []
    trail: list[tuple[int, str]] = []
    blocks: list[str] = []

    def close() -> None:
        locator = " > ".join(heading for level, heading in trail if level > 1)[:LONGEST_LOCATOR]
        chunks.extend(Chunk(locator, piece) for piece in packed(blocks))
        blocks.clear()

    for level, block in found:
        if level:
            close()
            trail = [*(one for one in trail if one[0] < level), (level, block)]
        else:
            blocks.append(block)
    close()
    return chunks


def title_of(text: str) -> str | None:
    """Return the first heading of a Markdown text."""
    return next((block for level, block in _blocks(_MARKDOWN.parse(text)) if level == 1), None)


def cut_plain(text: str) -> list[Chunk]:
    """Cut plain text at its empty lines."""
    return [Chunk("", piece) for piece in packed(paragraphs(text))]


def row_of(header: Sequence[str], cells: Sequence[str]) -> str:
    """Return a row of a table in which each cell names its column (`Bolt: M8; Torque: 25 N·m`)."""
    names = [*header, *[""] * (len(cells) - len(header))]
    return "; ".join(
        f"{name}: {cell}" if name and name != cell else cell for name, cell in zip(names, cells, strict=False) if cell
    )


@dataclass(slots=True)
class _Reading:
    """Where in a Markdown document the reader is."""

    level: int = 0
    cells: list[str] = field(default_factory=list)
    header: list[str] = field(default_factory=list)
    in_table: bool = False
    lists: int = 0


def _blocks(tokens: Iterable[Token]) -> Iterator[tuple[int, str]]:
    """Yield heading level (0: text) and plain text of each block; each row of a table names its columns."""
    at = _Reading()
    for token in tokens:
        if token.type == "inline":
            yield from _inline(at, _plain(token))
        elif token.type in {"fence", "code_block"} and token.content.strip():
            yield 0, token.content.strip()
        elif token.type == "tr_close":
            yield from _row(at)
        else:
            _move(at, token)


def _move(at: _Reading, token: Token) -> None:
    """Follow the reader into and out of headings, lists and tables."""
    if token.type in {"heading_open", "heading_close"}:
        at.level = int(token.tag[1]) if token.nesting > 0 else 0
    elif token.type in {"table_open", "table_close"}:
        at.in_table, at.header = token.nesting > 0, []
    elif token.type in {"list_item_open", "list_item_close"}:
        at.lists += token.nesting


def _inline(at: _Reading, text: str) -> Iterator[tuple[int, str]]:
    if at.in_table:
        at.cells.append(text)
    elif text:
        yield at.level, f"- {text}" if at.lists and not at.level else text


def _row(at: _Reading) -> Iterator[tuple[int, str]]:
    if at.header:
        yield 0, row_of(at.header, at.cells)
    else:
        at.header = list(at.cells)
    at.cells = []


def _plain(token: Token) -> str:
    parts = [" " if child.type in {"softbreak", "hardbreak"} else child.content for child in token.children or ()]
    return "".join(parts).strip()


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a plain text; empty lines part them."""
    return [
        " ".join(paragraph.split())
        for paragraph in re.split(r"\n\s*\n", text.replace("\r\n", "\n"))
        if paragraph.strip()
    ]


def packed(blocks: Iterable[str]) -> Iterator[str]:
    """Join blocks up to the largest size; a block that is larger is split between its sentences."""
    held = ""
    for block in blocks:
        for piece in _sentences(block):
            most = LARGEST // 2 if _DENSE.search(piece) else LARGEST
            if held and len(held) + len(piece) + 1 > most:
                yield held
                held = ""
            held = f"{held}\n{piece}" if held else piece
    if held:
        yield held


def _sentences(block: str) -> Iterator[str]:
    most = LARGEST // 2 if _DENSE.search(block) else LARGEST
    if len(block) <= most:
        yield block
        return
    held = ""
    for sentence in re.split(r"(?<=[.!?؟])\s+|(?<=[。！？])", block):
        for start in range(0, len(sentence), most):
            piece = sentence[start : start + most]
            if held and len(held) + len(piece) + 1 > most:
                yield held
                held = ""
            held = f"{held} {piece}".strip()
    if held:
        yield held
