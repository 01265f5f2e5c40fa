"""What PDF/A-3a asks of the text of a file, glyph by glyph: the widths that are told are the font's own, and each glyph says what it is."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pikepdf
from fontTools.ttLib import TTFont

_TOLERANCE = 1
"""Thousandths of an em by which a told width may differ (ISO 19005-3, 6.2.11.5)."""
_MAPPED = re.compile(rb"<([0-9a-fA-F]{4})>\s*<((?:[0-9a-fA-F]{4})+)>")
_PRIVATE = re.compile("[\ue000-\uf8ff]")


def font_faults(pdf: pikepdf.Pdf, _: bytes) -> Iterator[str]:
    """Yield what is wrong with the glyphs that are shown, in pages and in the forms that they are drawn with."""
    shown: dict[tuple[int, int], set[int]] = {}
    fonts: dict[tuple[int, int], Any] = {}
    for page in pdf.pages:
        for font, codes in _shown(page.obj):
            shown.setdefault(font.objgen, set()).update(codes)
            fonts[font.objgen] = font
    for key, font in fonts.items():
        yield from _told(font, shown[key])


def _told(font: Any, codes: set[int]) -> Iterator[str]:
    name, own = str(font.BaseFont), font.DescendantFonts[0]
    said = _characters(font.ToUnicode.read_bytes()) if "/ToUnicode" in font else {}
    dumb = sorted(code for code in codes if not said.get(code, "").strip("\0"))
    if dumb:
        yield f"6.2.11.7: {name} does not say which characters its glyphs {dumb[:5]} are"
    if any(_PRIVATE.search(said.get(code, "")) for code in codes):
        yield f"6.2.11.7.3: {name} names characters of the private use area"
    held = [own.FontDescriptor[key] for key in ("/FontFile2", "/FontFile3") if key in own.FontDescriptor]
    if not held:
        return  # `tests/pdf_a.py` says so
    program = TTFont(io.BytesIO(held[0].read_bytes()), lazy=True)
    widths, per_em, told = program["hmtx"], program["head"].unitsPerEm, _widths(own)
    names = program.getGlyphOrder()
    missing = sorted(code for code in codes if code >= len(names))
    if missing:
        yield f"6.2.11.4.1: {name} does not hold its glyphs {missing[:5]}"
    for code in sorted(codes - set(missing)):
        real = widths[names[code]][0] * 1000 / per_em
        if abs(real - told.get(code, float(own.get("/DW", 1000)))) > _TOLERANCE:
            yield f"6.2.11.5: {name} tells another width of glyph {code} than it has"
            break


def _shown(holder: Any) -> Iterator[tuple[Any, set[int]]]:
    """Yield each font with the codes of two bytes that a page or form shows in it."""
    resources = holder.get("/Resources", pikepdf.Dictionary())
    fonts, forms = resources.get("/Font", {}), resources.get("/XObject", {})
    current: Any = None
    for operands, operator in pikepdf.parse_content_stream(holder):
        name = str(operator)
        if name == "Tf":
            current = fonts[str(operands[0])]
        elif name in {"Tj", "TJ"} and current is not None:
            texts = operands[0] if name == "TJ" else operands[:1]
            yield current, {code for text in texts if isinstance(text, pikepdf.String) for code in _codes(bytes(text))}
        elif name == "Do" and forms[str(operands[0])].get("/Subtype") == "/Form":
            yield from _shown(forms[str(operands[0])])


def _codes(text: bytes) -> Iterator[int]:
    for at in range(0, len(text) - 1, 2):
        yield int.from_bytes(text[at : at + 2], "big")


@cache
def _characters(table: bytes) -> dict[int, str]:
    return {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in _MAPPED.findall(table)}


def _widths(font: Any) -> dict[int, float]:
    """Read the array of widths: `first [w w w]` or `first last w`."""
    told: dict[int, float] = {}
    rest = list(font.get("/W", []))
    while rest:
        first, second = int(rest[0]), rest[1]
        if isinstance(second, pikepdf.Array):
            told.update({first + index: float(width) for index, width in enumerate(second)})
            rest = rest[2:]
        else:
            told.update(dict.fromkeys(range(first, int(second) + 1), float(rest[2])))
            rest = rest[3:]
    return told
