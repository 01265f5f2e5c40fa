"""Papers that the tests take in: PDFs written by hand, Word and Excel files, and hostile ones."""

import io
import zipfile
from pathlib import Path

import docx
import openpyxl
from PIL import Image


def pdf(pages: list[str], *, rules: str = "") -> bytes:
    """Write a PDF by hand: one text line a page; `rules` are drawing commands on each."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{4 + 2 * index} 0 R" for index in range(len(pages)))
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode())
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    for index, text in enumerate(pages):
        stream = f"{rules} BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode()
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {5 + 2 * index} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n".encode() + stream + b"\nendstream")
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    head = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    tail = f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF".encode()
    return out + head + table + tail


def table_pdf(rows: list[tuple[str, str]], *, pages: int = 1) -> bytes:
    """Write a PDF with a ruled table of two columns below a line of text, the same on each page."""
    top, height, left, middle, right = 700, 20, 72, 200, 360
    bottom = top - height * len(rows)
    lines = [f"{left} {top - height * n} m {right} {top - height * n} l S" for n in range(len(rows) + 1)]
    lines += [f"{x} {top} m {x} {bottom} l S" for x in (left, middle, right)]
    cells = [
        f"BT /F1 10 Tf {x} {top - height * n - 14} Td ({cell}) Tj ET"
        for n, row in enumerate(rows)
        for x, cell in zip((left + 4, middle + 4), row, strict=True)
    ]
    return pdf(["Tightening torques"] * pages, rules=" ".join([*lines, *cells]))


def scanned_pdf() -> bytes:
    """Make a PDF that is only a picture."""
    out = io.BytesIO()
    Image.new("RGB", (200, 200), "white").save(out, "PDF")
    return out.getvalue()


def word_file(file: Path) -> None:
    """Write a Word file with headings, a list and a table."""
    document = docx.Document()
    document.core_properties.title = "Pump NP-80"
    document.add_heading("Care", 2)
    document.add_heading("Oil", 3)
    document.add_paragraph("Change the oil after 500 hours.", style="List Bullet")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(
        [*table.rows[0].cells, *table.rows[1].cells], ["Bolt", "Torque", "M8", "25 N·m"], strict=True
    ):
        cell.text = text
    document.save(str(file))


def workbook(file: Path) -> None:
    """Write a workbook with two sheets; one cell holds a formula that was never calculated."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Seals"
    for row in (["Part", "Size mm"], ["NS-9", 12.5], ["NS-10", '=WEBSERVICE("http://localhost/")']):
        sheet.append(row)
    book.create_sheet("Notes").append(["Keep dry."])
    book.save(file)


def bomb(file: Path) -> None:
    """Write an archive of a few kilobytes that would unpack to 300 MiB."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w") as part:
            for _ in range(300):
                part.write(b" " * 2**20)


def entities(file: Path) -> None:
    """Write a Word file whose text defines an entity of a local file."""
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>')
