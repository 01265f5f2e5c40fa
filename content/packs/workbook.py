"""Source of truth for how a table of a pack is read from a workbook and written to one: plain cells, no formula ever run."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from content.packs.faults import Fault
from content.packs.source import Row, bad_header, is_header

LARGEST_UNPACKED = 64 * 2**20
MOST_ROWS = 200_000
MOST_COLUMNS = 50
_ENTITIES = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_HEAD = 4096
_DIGITS = 15
"""What a spreadsheet keeps of a number; more are traces of its binary form."""


def read_workbook(
    file: str, content: bytes, *, columns: tuple[str, ...], extras: tuple[str, ...], faults: list[Fault]
) -> list[Row]:
    """Read the first sheet of a workbook; its first filled row names the columns. Empty rows are passed over."""
    try:
        rows = list(_cells(content)) if _is_fit(content) else None
    except Exception:  # noqa: BLE001 - whatever a damaged file provokes: its owner is told that it is damaged
        rows = None
    if rows is None:
        message = "The workbook cannot be read, or is too large."
        faults.append(Fault(file, 0, "", message, "Save it again as XLSX, without a password."))
        return []
    line, header = rows[0] if rows else (1, [])
    names = "\0".join(cell.strip() for cell in header).rstrip("\0").split("\0")
    if not is_header(names, columns=columns, extras=extras):
        faults.append(bad_header(file, line, columns=columns, extras=extras))
        return []
    return list(_rows(file, names, rows[1:], faults=faults))


def _rows(file: str, names: list[str], rows: Iterable[tuple[int, list[str]]], *, faults: list[Fault]) -> Iterator[Row]:
    letters = {name: _letter(index) for index, name in enumerate(names)}
    for line, cells in rows:
        beyond = next((index for index, cell in enumerate(cells) if cell and index >= len(names)), None)
        if beyond is not None:
            place = f"{_letter(beyond)}{line}"
            faults.append(
                Fault(file, line, place, "The cell stands beside the table.", "Empty it, or name its column.")
            )
            continue
        padded = [*cells, *[""] * (len(names) - len(cells))]
        yield Row(file, line, dict(zip(names, padded, strict=False)), letters)


def write_workbook(name: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Write one sheet; texts stay texts also where they look like a formula, numbers stay numbers."""
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(name)
    for row in ([*columns], *rows):
        sheet.append([_cell(sheet, value) for value in row])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _is_fit(content: bytes) -> bool:
    """Say whether it is an archive that unpacks to no more than a price list can be, and whose XML defines no entities."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if sum(part.file_size for part in parts) > LARGEST_UNPACKED:
                return False
            texts = [part for part in parts if part.filename.endswith((".xml", ".rels"))]
            return not any(_ENTITIES.search(archive.open(part).read(_HEAD)) for part in texts)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError):
        return False


def _cells(content: bytes) -> Iterator[tuple[int, list[str]]]:
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    try:
        sheet = book.worksheets[0]
        for number, row in enumerate(sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS, values_only=True), 1):
            cells = [_text(value) for value in row]
            if any(cells):
                yield number, cells
    finally:
        book.close()


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return f"{Decimal(f'{value:.{_DIGITS}g}'):f}"
    return str(value).strip()


def _cell(sheet: Any, value: object) -> object:
    from openpyxl.cell import WriteOnlyCell

    if isinstance(value, str):
        cell = WriteOnlyCell(sheet, value)
        cell.data_type = "s"
        return cell
    return value


def _letter(index: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(index + 1))
