"""The source of truth for how a list or a table is taken apart into rows, and which cell of a row holds the quantity. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from advisor.understanding.text import fold

QUANTITY = frozenset(
    fold(word)
    for word in (
        "qty", "quantity", "pcs", "pieces", "units", "no. of units", "amount required", "order qty", "required qty",
        "menge", "anzahl", "stück", "stk", "stückzahl", "bestellmenge", "bedarf",
        "cantidad", "cant", "unidades", "uds", "piezas", "pzas",
        "quantidade", "quant", "qtd", "qtde", "unid", "peças",
        "数量", "件数", "台数", "需求数量", "采购数量", "数目", "个数", "申请数量",
        "個数", "本数", "必要数", "注文数", "発注数", "数",
        "الكمية", "كمية", "العدد", "عدد", "الكميه",
    )
)  # fmt: skip
"""Names of the column that counts, in all seven languages."""

ASIDE = frozenset(
    fold(word)
    for word in (
        "pos", "item", "no", "#", "line", "nr", "lfd nr", "position", "artikelposition", "unit", "uom", "price", "unit price", "target price",
        "total", "remark", "remarks", "einheit", "preis", "einzelpreis", "gesamt", "bemerkung", "partida", "unidad", "precio", "precio unitario",
        "item no", "unidade", "preço", "preço unitário", "observação", "序号", "行号", "单位", "单价", "总价", "备注", "交期", "番号", "項番",
        "単位", "単価", "金額", "備考", "納期", "م", "الرقم", "الوحدة", "السعر", "ملاحظات", "delivery", "lieferzeit", "plazo", "prazo",
    )
)  # fmt: skip
"""Columns that say nothing of what is wanted."""

_PAIR = re.compile(r"\s*([^:：;]{1,40}?)\s*[:：]\s*(.+?)\s*$")
_MARK = re.compile(r"^\s*(?:[-*•·–—▪◦]+|\(?\d{1,3}[.)、]|[a-zA-Z][.)])\s+")
_COUNTED = re.compile(r"\d{1,6}(?:\s*[x×]\s*|\s+|(?=[台个把件套本個]))[^\W\d]")
_COUNT = re.compile(r"(?<![\d.,\-−–])(\d{1,3}(?:[.,' ]\d{3})+|\d+)(?![\d])(?:[.,](\d+))?")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its own words, what it says of the product, and how many (None: no cell tells)."""

    said: str
    product: str
    count: str | None = None


def rows_of(text: str) -> list[Row | str]:
    """Return the rows of the tables in a text and its other lines, in their order.

    A table has a first row with the name of a column that counts, and cells apart by tabs, bars or semicolons; or each row names
    its columns (`Article: KCN-80P; Qty: 5`), as files are read.
    """
    found: list[Row | str] = []
    header: list[str] | None = None
    for line in text.splitlines():
        cells = _cells(line)
        if _names_columns(cells):
            header = cells
        elif header is not None and len(cells) > 1:
            found.append(_row(line, list(zip(header, cells, strict=False))))
        elif len(pairs := _pairs(line)) > 1 and any(_is(name, QUANTITY) for name, _ in pairs):
            found.append(_row(line, pairs))
        else:
            header = header if line.strip() == "" else None
            found.append(line)
    return found


def unmarked(line: str) -> str:
    """Return a line of a list without its number or dash."""
    return _MARK.sub("", line).strip()


def begins_with_count(said: str) -> bool:
    """Whether a line begins by counting something: `6 hydraulic breakers`, `4x ...`, `３台 ...`."""
    return _COUNTED.match(unicodedata.normalize("NFKC", said)) is not None


def count_in(text: str) -> int | None:
    """Return the whole number of pieces that a cell gives (`12 pcs`, `1,000`, `１２`, `١٢`); None where there is none."""
    plain = "".join(
        str(unicodedata.digit(each)) if each.isdigit() else each for each in unicodedata.normalize("NFKC", text)
    )
    found = _COUNT.search(plain)
    if found is None or int(found[2] or 0):
        return None
    return int(re.sub(r"\D", "", found[1]))


def _cells(line: str) -> list[str]:
    for mark in ("\t", "|", ";"):
        if mark in line:
            cells = [cell.strip() for cell in line.strip().strip("|").split(mark)]
            if len(cells) > 1 and not all(set(cell) <= set("-: ") for cell in cells):
                return cells
    return [line]


def _names_columns(cells: list[str]) -> bool:
    figures = any(count_in(cell) is not None for cell in cells)
    return len(cells) > 1 and not figures and any(_is(cell, QUANTITY) for cell in cells)


def _pairs(line: str) -> list[tuple[str, str]]:
    parts = [_PAIR.fullmatch(part) for part in line.split(";")]
    return [
        (part[1], part[2]) if part else ("", said.strip()) for part, said in zip(parts, line.split(";"), strict=True)
    ]


def _is(name: str, names: frozenset[str]) -> bool:
    folded = fold(name).strip(" .:()[]#")
    return folded in names or folded.split(" (")[0].split("/")[0].strip() in names


def _row(line: str, cells: list[tuple[str, str]]) -> Row:
    count = next((cell for name, cell in cells if _is(name, QUANTITY)), None)
    told = [cell for name, cell in cells if cell and not _is(name, QUANTITY) and not _is(name, ASIDE)]
    said = "; ".join(cell for _, cell in cells if cell)
    return Row(said, ", ".join(told), count)
