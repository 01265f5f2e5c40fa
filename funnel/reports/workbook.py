"""How a report becomes an Excel workbook: one sheet a chapter, numbers as numbers, and no text that a program would run."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any

from foundation.locales import direction
from funnel.reports.model import Cell, Section, Sheet
from scoring.indicators.model import Unit

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_CHANGE = re.compile(r"\+\d[\d.,\u00a0\u202f]*(\s?%|\s[^=|!(]*)?")
"""A change as we write it, `+1,234` or `+2.5 percentage points`: begins like a formula and is none."""
_FORMATS: Mapping[Unit, str] = {
    Unit.COUNT: "#,##0",
    Unit.SHARE: "0.0%",
    Unit.DIFFERENCE: "0.0%",
    Unit.MONEY: "#,##0.00",
    Unit.DAYS: "0.0",
    Unit.HOURS: "0.0",
    Unit.PER_WEEK: "0.00",
}
_WIDEST = 60


def sheet_workbook(written: Sheet) -> bytes:
    """Write a report as .xlsx."""
    from openpyxl import Workbook  # a page is served before the first workbook

    locale = written.locale
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.title = written.title
    opening = _page(book, written.title, locale)
    _append(opening, [Cell(written.title)])
    _append(opening, [Cell(written.dated)])
    for section in written.sections[: written.opening]:
        _chapter(opening, section)
    for section in written.sections[written.opening :]:
        _chapter(_page(book, section.title, locale), section)
    _append(opening, [])
    for note in written.notes:
        _append(opening, [Cell(note)])
    for page in book.worksheets:
        _fit(page)
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


def _page(book: Any, title: str, locale: str) -> Worksheet:
    name = _FORBIDDEN.sub(" ", title)[:31]
    taken = {each.title for each in book.worksheets}
    page: Worksheet = book.create_sheet(name if name not in taken else f"{name[:27]} {len(taken)}")
    page.sheet_view.rightToLeft = direction(locale) == "rtl"
    return page


def _chapter(page: Worksheet, section: Section) -> None:
    _append(page, [])
    _append(page, [Cell(section.title)], bold=True)
    for line in section.lines:
        _append(page, [Cell(line.label), line.cell, Cell(line.aside)])
    for sentence in section.sentences:
        _append(page, [Cell(sentence.text)])
    for table in section.tables:
        _append(page, [])
        _append(page, [Cell(head) for head in table.head], bold=True)
        for row in table.rows:
            _append(page, list(row))


def _append(page: Worksheet, cells: list[Cell], *, bold: bool = False) -> None:
    from openpyxl.styles import Font

    page.append([""])  # the row is begun; its cells are set one by one, so that no text is read as a formula
    for column, cell in enumerate(cells, start=1):
        target = page.cell(page.max_row, column)
        if cell.value is None:
            target.value = neutral(cell.text)
            target.data_type = "s"
        else:
            target.value = float(cell.value) if isinstance(cell.value, Decimal) else cell.value
            target.number_format = _FORMATS[cell.unit] if cell.unit else "General"
        target.font = Font(bold=bold)


def neutral(text: str) -> str:
    """Return text that no spreadsheet takes for a formula, also where it is saved as CSV: an apostrophe before what begins one."""
    return f"'{text}" if text.startswith(_STARTS_A_FORMULA) and not _CHANGE.fullmatch(text) else text


def _fit(page: Worksheet) -> None:
    from openpyxl.utils import get_column_letter

    for place, column in enumerate(page.columns, start=1):
        longest = max(len(str(cell.value or "")) for cell in column[:200])
        page.column_dimensions[get_column_letter(place)].width = min(_WIDEST, max(10, longest + 2))
