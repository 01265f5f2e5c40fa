"""Source of truth for reading Word and Excel files: headings and tables of a document, rows of a sheet; formulas as their last result."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from content.knowledge.cut import Blocks, cut_blocks, row_of
from content.knowledge.errors import Undigestible
from content.knowledge.formats import Reading

LARGEST_UNPACKED = 256 * 2**20
MOST_PARTS = 5_000
MOST_ROWS = 20_000
MOST_COLUMNS = 100
_HEADING = re.compile(r"(?i)^(?:heading|überschrift|titre|título|标题|見出し)\s*([1-6])$")
_ENTITIES = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def read_docx(content: bytes) -> Reading:
    """Cut a Word file by its headings; each row of a table names its columns."""
    _check(content)
    import docx

    try:
        document = docx.Document(io.BytesIO(content))
        blocks = list(_blocks_of(document))
        title = (document.core_properties.title or "").strip() or None
    except Exception:  # noqa: BLE001 - whatever a damaged file provokes: the reader is told that it is damaged
        raise Undigestible("broken") from None
    first = next((text for level, text in blocks if level == 1), None)
    return Reading(title or first, cut_blocks(blocks))


def read_xlsx(content: bytes) -> Reading:
    """Cut a workbook sheet by sheet; the first row that is filled names the columns."""
    _check(content)
    import openpyxl

    blocks: list[tuple[int, str]] = []
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        for sheet in book.worksheets:
            blocks.append((2, sheet.title))
            blocks += [(0, row) for row in _rows(sheet)]
        title = (book.properties.title or "").strip() or None
        book.close()
    except Exception:  # noqa: BLE001 - whatever a damaged file provokes: the reader is told that it is damaged
        raise Undigestible("broken") from None
    return Reading(title, cut_blocks(blocks))


def _check(content: bytes) -> None:
    """Refuse what is no archive, what would unpack to more than a machine holds, and XML that defines entities."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
                raise Undigestible("swollen", size=LARGEST_UNPACKED // 2**20)
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    with archive.open(part) as opened:
                        if _ENTITIES.search(opened.read(4096)):
                            raise Undigestible("broken")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError) as error:
        if isinstance(error, Undigestible):
            raise
        raise Undigestible("broken") from None


def _blocks_of(document: Any) -> Blocks:
    from docx.table import Table

    for block in document.iter_inner_content():
        if isinstance(block, Table):
            yield from ((0, row) for row in _table(block))
            continue
        text = " ".join(block.text.split())
        style = str(getattr(block.style, "name", "") or "")
        heading = _HEADING.match(style)
        if heading:
            yield int(heading[1]), text
        elif text:
            yield (1, text) if style == "Title" else (0, f"- {text}" if style.startswith("List") else text)


def _table(table: Any) -> Iterator[str]:
    header: list[str] | None = None
    for row in table.rows[:MOST_ROWS]:
        cells = [" ".join(cell.text.split()) for cell in row.cells[:MOST_COLUMNS]]
        if header is None:
            header = cells
            if len(table.rows) == 1:
                yield row_of([], cells)
        elif told := row_of(header, cells):
            yield told


def _rows(sheet: Any) -> Iterator[str]:
    header: list[str] | None = None
    for row in sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS, values_only=True):
        cells = [_cell(value) for value in row]
        if not any(cells):
            continue
        if header is None and sum(map(bool, cells)) > 1:
            header = cells
        elif told := row_of(header or [], cells):
            yield told


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return f"{value:.10g}"
    return " ".join(str(value).split())
