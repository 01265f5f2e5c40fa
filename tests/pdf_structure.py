"""What PDF/A-3a asks of the tags of a file, and what a person who listens needs of them (ISO 14289-1)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pikepdf

_STANDARD_TYPES = frozenset(
    [
        *("Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index", "NonStruct"),
        *("Private", "H", "H1", "H2", "H3", "H4", "H5", "H6", "P", "L", "LI", "Lbl", "LBody"),
        *("Table", "TR", "TH", "TD", "THead", "TBody", "TFoot", "Span", "Quote", "Note", "Reference", "BibEntry"),
        *("Code", "Link", "Annot", "Ruby", "RB", "RT", "RP", "Warichu", "WT", "WP", "Figure", "Formula", "Form"),
    ]
)
_ROWS = frozenset(["THead", "TBody", "TFoot"])


def structure_faults(pdf: pikepdf.Pdf, _: bytes) -> Iterator[str]:
    """Yield what is wrong with the structure tree."""
    root = pdf.Root
    if not root.get("/MarkInfo", {}).get("/Marked", False) or "/StructTreeRoot" not in root:
        yield "6.7.2: the document is not tagged"
        return
    if not re.fullmatch(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", str(root.get("/Lang", ""))):
        yield "6.7.4: the document's language is not given"
    for element in elements(pdf):
        kind = _kind(element)
        if kind not in _STANDARD_TYPES:
            yield f"6.7.3.4: the type {kind} is not standard"
        if kind == "Figure" and not str(element.get("/Alt", "")):
            yield "ISO 14289-1, 7.3: a figure has no words for those who do not see it"
        if kind == "Table":
            yield from _table(element)


def _table(table: Any) -> Iterator[str]:
    rows = [row for part in _kids(table) for row in (_kids(part) if _kind(part) in _ROWS else [part])]
    rows = [row for row in rows if _kind(row) == "TR"]
    cells = [[cell for cell in _kids(row) if _kind(cell) in {"TH", "TD"}] for row in rows]
    headers = [cell for row in cells for cell in row if _kind(cell) == "TH"]
    if not headers:
        yield "ISO 14289-1, 7.5: a table has no header; what only stands side by side is no table"
    named = {bytes(one) for row in cells for cell in row for one in _attribute(cell, "/Headers", ())}
    if any(
        "/ID" not in cell or bytes(cell.ID) not in named for cell in headers if _attribute(cell, "/Scope", None) is None
    ):
        yield "ISO 14289-1, 7.5: a header heads no cell"
    hanging: list[int] = []
    widths = set()
    for row in cells:
        spans = [(int(_attribute(cell, "/ColSpan", 1)), int(_attribute(cell, "/RowSpan", 1))) for cell in row]
        widths.add(sum(across for across, _ in spans) + len(hanging))
        hanging = [left - 1 for left in hanging if left > 1]
        hanging += [down - 1 for across, down in spans for _ in range(across) if down > 1]
    if len(widths) > 1:
        yield f"ISO 14289-1, 7.5: rows of a table have {sorted(widths)} columns"


def elements(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Yield every structure element, in reading order."""

    def below(node: Any) -> Iterator[Any]:
        for kid in _kids(node):
            yield kid
            yield from below(kid)

    yield from below(pdf.Root.StructTreeRoot)


def _kids(node: Any) -> list[Any]:
    kids = node.get("/K", [])
    every = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    return [kid for kid in every if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]


def _kind(element: Any) -> str:
    return str(element.S).lstrip("/")


def _attribute(element: Any, name: str, otherwise: Any) -> Any:
    told = element.get("/A", [])
    for one in told if isinstance(told, pikepdf.Array) else [told]:
        if isinstance(one, pikepdf.Dictionary) and name in one:
            return one[name]
    return otherwise
