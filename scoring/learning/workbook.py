"""How a workbook of a spreadsheet program becomes rows of words, as its CSV export would write them."""

from __future__ import annotations

from datetime import date, datetime, time
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from scoring.learning.errors import UnreadableTable

MOST_UNPACKED = 600_000_000
"""Bytes; a small file that unpacks to more is no table of leads."""


def sheet_rows(data: bytes) -> list[list[str]]:
    """Read the first sheet that holds anything; values, never formulas. Raises UnreadableTable."""
    from openpyxl import load_workbook  # CSV is read without it

    try:
        with ZipFile(BytesIO(data)) as packed:
            if sum(each.file_size for each in packed.infolist()) > MOST_UNPACKED:
                raise UnreadableTable("The workbook unpacks to more than 600 MB; save the sheet as CSV (UTF-8).")
        book = load_workbook(BytesIO(data), read_only=True, data_only=True)
    except UnreadableTable:
        raise
    except (BadZipFile, KeyError, ValueError, OSError, SyntaxError):  # what a broken or foreign archive raises
        raise UnreadableTable("The file is no workbook that can be read; save the sheet as CSV (UTF-8).") from None
    for sheet in book.worksheets:
        rows = [[_written(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
        if any(any(row) for row in rows):
            width = 1 + max(place for row in rows for place, cell in enumerate(row) if cell)
            return [row[:width] for row in rows]
    raise UnreadableTable("The workbook is empty; it must hold a header line and one line for each lead.")


def _written(cell: object) -> str:
    """Write a cell as text: truth values as TRUE and FALSE, moments as ISO, whole numbers without decimals."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ", timespec="seconds")
    return cell.isoformat() if isinstance(cell, date | time) else str(cell)
