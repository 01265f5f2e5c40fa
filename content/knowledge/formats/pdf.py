"""Source of truth for reading PDFs: text page by page, ruled tables with each row naming its columns, scans told as such."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from typing import Any

from content.knowledge.cut import packed, paragraphs, row_of
from content.knowledge.errors import Undigestible
from content.knowledge.formats import Paged, Reading
from content.knowledge.model import Chunk

MOST_PAGES = 3_000
MOST_TABLE_PAGES = 200
"""Tables are looked for on so many pages; each takes some tenths of a second."""
_FEWEST_LINES = 4
"""A table has at least so many ruled lines or boxes."""
_LOOKED_AT = 3_000
_HYPHEN = re.compile(r"(?:[\ufffe\u00ad]|(?<=[^\W\d_])-)\r?\n(?=[^\W\d_])")
_BROKEN_RUN = re.compile("(?<=[\u3040-\u30ff\u3400-\u9fff、。，])\\s*\r?\n\\s*(?=[\u3040-\u30ff\u3400-\u9fff])")
_NO_TITLE = re.compile(r"(?i)^(microsoft word|untitled|unbenannt|title|.*\.(docx?|indd|pdf|xlsx?|tmp))")


def read_pdf(content: bytes, told: Paged) -> Reading:
    """Cut a PDF page by page; the page is the locator. Raise Undigestible where there is nothing to cut.

    `told` hears how many pages are read, and of how many: a page with ruled lines when its tables are.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        raise Undigestible("broken") from None
    try:
        if len(document) > MOST_PAGES:
            raise Undigestible("too_many_pages", most=MOST_PAGES)
        pages = len(document)
        texts, ruled, pictures = _pages(document, told)
        title = _title(document)
    finally:
        document.close()
    chunks: list[Chunk] = []
    tabled = ruled[:MOST_TABLE_PAGES]
    tables = _with_tables(content, tabled, lambda done: told(pages - len(ruled) + done, pages))
    for number, text in enumerate(texts, 1):
        blocks = tables.get(number) or paragraphs(_unbroken(text))
        chunks += [Chunk(f"p. {number}", piece, number) for piece in packed(blocks)]
    if not chunks:
        raise Undigestible("scanned" if pictures else "empty")
    notes: list[tuple[str, dict[str, object]]] = []
    if pictures:
        notes.append(("pictures", {"pages": ", ".join(map(str, pictures[:20])) + (" ..." if pictures[20:] else "")}))
    return Reading(title, chunks, notes)


def _pages(document: Any, told: Paged) -> tuple[list[str], list[int], list[int]]:
    """Return the text of each page, the pages with ruled lines, and those that hold pictures without text."""
    import pypdfium2.raw as raw

    texts, ruled, pictures = [], [], []
    for number in range(1, len(document) + 1):
        page = document[number - 1]
        textpage = page.get_textpage()
        text = textpage.get_text_bounded()
        lines = images = 0
        for looked, one in enumerate(page.get_objects(max_depth=3)):
            lines += one.type == raw.FPDF_PAGEOBJ_PATH
            images += one.type == raw.FPDF_PAGEOBJ_IMAGE
            if looked > _LOOKED_AT:
                break
        if lines >= _FEWEST_LINES and text.strip():
            ruled.append(number)
        if images and not text.strip():
            pictures.append(number)
        texts.append(text)
        textpage.close()
        page.close()
        told(number - len(ruled), len(document))
    return texts, ruled, pictures


def _title(document: Any) -> str | None:
    title = " ".join(str(document.get_metadata_dict().get("Title") or "").split())
    return title if 3 < len(title) < 150 and not _NO_TITLE.match(title) else None


def _with_tables(content: bytes, pages: list[int], told: Callable[[int], None]) -> dict[int, list[str]]:
    """Return the blocks of the pages that hold tables: the text around them, then each row with its columns' names."""
    if not pages:
        return {}
    import pdfplumber

    found: dict[int, list[str]] = {}
    try:
        with pdfplumber.open(io.BytesIO(content), pages=pages) as document:
            for done, page in enumerate(document.pages, 1):
                blocks = list(_blocks(page))
                if blocks:
                    found[page.page_number] = blocks
                page.close()
                told(done)
    except Exception:  # noqa: BLE001 - a second reader fails in its own ways on what the first one read; then its text stands
        return found
    return found


def _blocks(page: Any) -> Iterator[str]:
    tables = [table for table in page.find_tables() if len(table.rows) > 1]
    if not tables:
        return
    rest = page
    for table in tables:
        rest = rest.outside_bbox(table.bbox, strict=False)
    yield from paragraphs(_unbroken(rest.extract_text() or ""))
    for table in tables:
        rows = [[" ".join((cell or "").split()) for cell in row] for row in table.extract()]
        yield from (told for row in rows[1:] if (told := row_of(rows[0], row)))


def _unbroken(text: str) -> str:
    """Join words that were parted at the end of a line; scripts without spaces get none."""
    return _BROKEN_RUN.sub("", _HYPHEN.sub("", text)).replace("\ufffe", "")
