"""What PDF/A-3a (ISO 19005-3) asks of a file, read with qpdf: every fault found, each as a sentence with its clause.

Not every rule of the standard: those that a document made of HTML, fonts and SVG pictures can break.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import pikepdf

from tests.pdf_fonts import font_faults
from tests.pdf_structure import structure_faults

_BLEND_MODES = frozenset(
    [
        "Normal",
        "Compatible",
        "Multiply",
        "Screen",
        "Overlay",
        "Darken",
        "Lighten",
        "ColorDodge",
        "ColorBurn",
        "HardLight",
        "SoftLight",
        "Difference",
        "Exclusion",
        "Hue",
        "Saturation",
        "Color",
        "Luminosity",
    ]
)
_ACTIONS_FORBIDDEN = frozenset(
    [
        "Launch",
        "Sound",
        "Movie",
        "ResetForm",
        "ImportData",
        "Hide",
        "SetOCGState",
        "Rendition",
        "Trans",
        "GoTo3DView",
        "JavaScript",
    ]
)
_SAID_TWICE = {
    "dc:title": "/Title",
    "dc:creator": "/Author",
    "dc:description": "/Subject",
    "pdf:Producer": "/Producer",
    "xmp:CreatorTool": "/Creator",
    "xmp:CreateDate": "/CreationDate",
}
_LONGEST_STRING, _SMALLEST_PAGE, _LARGEST_PAGE = 32_767, 3, 14_400
_RELATIONS = frozenset(["/Source", "/Data", "/Alternative", "/Supplement", "/Unspecified"])
_INTENTS = frozenset(["/RelativeColorimetric", "/AbsoluteColorimetric", "/Perceptual", "/Saturation"])
_DEEPEST_STATE = 28
_SHOWING = frozenset(["Tj", "TJ", "'", '"', "Do", "sh", "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "INLINE IMAGE"])


def faults(content: bytes) -> list[str]:
    """Return what breaks PDF/A-3a; empty where nothing does."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        found = [f"6.1: {problem}" for problem in pdf.check_pdf_syntax()]
        rules = (_file, _limits, _metadata, _colours, _graphics, _fonts, _annotations, _carried, _content)
        for rule in (*rules, structure_faults, font_faults):
            found += rule(pdf, content)
    return found


def _file(pdf: pikepdf.Pdf, content: bytes) -> Iterator[str]:
    if not re.match(rb"%PDF-1\.[0-7]\n%[\x80-\xff]{4}", content):
        yield "6.1.2: the header is no %PDF-1.n followed by a comment of four bytes above 127"
    if "/ID" not in pdf.trailer or "/Encrypt" in pdf.trailer:
        yield "6.1.3: the trailer needs an ID and no encryption"
    for one in pdf.objects:
        if isinstance(one, pikepdf.Stream) and ("/F" in one or "/LZWDecode" in str(one.get("/Filter", ""))):
            yield "6.1.7: a stream lies outside the file, or is compressed by LZW"
        if isinstance(one, pikepdf.Dictionary) and str(one.get("/S", "")).lstrip("/") in _ACTIONS_FORBIDDEN:
            yield f"6.5.1: the action {one.S} is not allowed"


def _metadata(pdf: pikepdf.Pdf, _: bytes) -> Iterator[str]:
    written = pdf.Root.Metadata.read_bytes().decode("utf-8")
    if "/Filter" in pdf.Root.Metadata:
        yield "6.6.2: the metadata is compressed, so that plain searching does not find it"
    if 'pdfaid:part="3"' not in written or 'pdfaid:conformance="A"' not in written:
        yield "6.6.4: the metadata does not claim PDF/A-3a"
    with pdf.open_metadata() as metadata:
        for key, entry in _SAID_TWICE.items():
            told = metadata.get(key, "")
            text = told[0] if isinstance(told, list) and len(told) == 1 else str(told)
            if _plain(text) != _plain(str(pdf.docinfo.get(entry, ""))):
                yield f"6.6.3: {key} and {entry} differ"


def _plain(text: str) -> str:
    """A day is written 2026-11-21 in one place and D:20261121 in the other."""
    return text.removeprefix("D:") if text.startswith("D:") else re.sub(r"(?<=\d)-(?=\d\d(?:\D|$))", "", text)


def _limits(pdf: pikepdf.Pdf, _: bytes) -> Iterator[str]:
    if {"/JavaScript", "/XFA", "/Renditions"} & {*pdf.Root.get("/Names", {}), *pdf.Root.get("/AcroForm", {})}:
        yield "6.4, 6.5: the document holds a script or a dynamic form"
    if any("/AA" in one for one in (pdf.Root, *(page.obj for page in pdf.pages))):
        yield "6.5.2: the document or a page acts by itself"
    for one in pdf.objects:
        if isinstance(one, pikepdf.String) and len(bytes(one)) > _LONGEST_STRING:
            yield "6.1.13: a string is longer than 32,767 bytes"
        if isinstance(one, (pikepdf.Dictionary, pikepdf.Stream)) and any(len(key.encode()) > 128 for key in one):
            yield "6.1.13: a name is longer than 127 bytes"
    for page in pdf.pages:
        if not all(_SMALLEST_PAGE <= float(side) <= _LARGEST_PAGE for side in page.mediabox[2:]):
            yield "6.1.13: a page is smaller than 3 or larger than 14,400 units"


def _colours(pdf: pikepdf.Pdf, _: bytes) -> Iterator[str]:
    intents = [one for one in pdf.Root.get("/OutputIntents", []) if one.S == "/GTS_PDFA1"]
    profiles = [one.DestOutputProfile.read_bytes() for one in intents]
    if len(intents) != 1 or profiles[0][36:40] != b"acsp" or profiles[0][16:20] != b"RGB ":
        yield "6.2.3: there is not exactly one output intent with an RGB profile"
    for one in pdf.objects:
        if isinstance(one, (pikepdf.Dictionary, pikepdf.Stream)) and "/DeviceCMYK" in str(one.get("/ColorSpace", "")):
            yield "6.2.4.3: CMYK without an output intent for it"


def _graphics(pdf: pikepdf.Pdf, _: bytes) -> Iterator[str]:
    for one in pdf.objects:
        if not isinstance(one, (pikepdf.Dictionary, pikepdf.Stream)):
            continue
        kind, subtype = one.get("/Type"), one.get("/Subtype")
        if kind == "/ExtGState" and ("/TR" in one or one.get("/TR2", "/Default") != "/Default" or "/HTP" in one):
            yield "6.2.5: a graphics state has a transfer function"
        if kind == "/ExtGState" and str(one.get("/BM", "/Normal")).lstrip("/") not in _BLEND_MODES:
            yield f"6.2.10: the blend mode {one.BM} is not of ISO 32000-1"
        if subtype == "/Image" and ("/Alternates" in one or "/OPI" in one or one.get("/Interpolate", False)):
            yield "6.2.8: a picture has alternates, OPI or interpolation"
        if subtype == "/Form" and ("/OPI" in one or "/PS" in one or "/Ref" in one):
            yield "6.2.9: a form holds PostScript or a reference"


def _fonts(pdf: pikepdf.Pdf, _: bytes) -> Iterator[str]:
    for font in (one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/Font"):
        name = str(font.BaseFont)
        if font.Subtype == "/Type0":
            mapped = font.ToUnicode.read_bytes() if "/ToUnicode" in font else b""
            if not re.search(rb"beginbf(char|range)", mapped) or re.search(rb"<(0000|FEFF|FFFE)>\s*$", mapped, re.M):
                yield f"6.2.11.7: {name} does not say which characters its glyphs are"
            if font.Encoding != "/Identity-H" and not isinstance(font.Encoding, pikepdf.Stream):
                yield f"6.2.11.3: the encoding of {name} is not inside"
            continue
        descriptor = font.FontDescriptor
        if not any(f"/FontFile{n}" in descriptor for n in ("", "2", "3")):
            yield f"6.2.11.4: {name} is not embedded"
        if not re.match(r"/[A-Z]{6}\+", name):
            yield f"{name} is not a subset: the whole font is inside"
        if font.Subtype == "/CIDFontType2" and "/CIDToGIDMap" not in font:
            yield f"6.2.11.3.2: {name} has no CIDToGIDMap"


def _annotations(pdf: pikepdf.Pdf, _: bytes) -> Iterator[str]:
    for page in pdf.pages:
        for one in page.get("/Annots", []):
            flags = int(one.get("/F", 0))
            if one.Subtype != "/Popup" and (not flags & 4 or flags & 0b100011):
                yield f"6.3.2: the annotation {one.Subtype} is not printed, or hidden"
            if one.Subtype not in {"/Link", "/Popup"} and "/AP" not in one:
                yield f"6.3.3: the annotation {one.Subtype} has no appearance"


def _carried(pdf: pikepdf.Pdf, _: bytes) -> Iterator[str]:
    associated = [one.objgen for one in pdf.Root.get("/AF", [])]
    if len(associated) != len(set(associated)):
        yield "a carried file is listed twice"
    for one in pdf.objects:
        if not isinstance(one, pikepdf.Dictionary) or one.get("/Type") != "/Filespec":
            continue
        stream = one.EF.F
        if str(one.get("/UF", "")) != str(one.get("/F", "-")) or one.get("/AFRelationship") not in _RELATIONS:
            yield "6.8: a carried file has two names, or a relationship that is none"
        if one.objgen not in associated:
            yield "6.8: a carried file is not associated"
        if not re.fullmatch(r"/[\w.+-]+/[\w.+-]+", str(stream.get("/Subtype", ""))) or "/ModDate" not in stream.Params:
            yield "6.8: a carried file has no type or date"


def _content(pdf: pikepdf.Pdf, _: bytes) -> Iterator[str]:
    for number, page in enumerate(pdf.pages, start=1):
        open_marks = deep = 0
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            open_marks += {"BDC": 1, "BMC": 1, "EMC": -1}.get(name, 0)
            deep += {"q": 1, "Q": -1}.get(name, 0)
            if deep > _DEEPEST_STATE or (name == "ri" and str(operands[0]) not in _INTENTS):
                yield f"6.1.13, 6.2.6: page {number} nests its graphics too deeply, or names a strange rendering intent"
            if name in _SHOWING and not open_marks:
                yield f"ISO 14289-1, 7.1: page {number} shows something that is neither tagged nor an artifact"
            shown = operands[0] if name == "TJ" else operands[:1] if name == "Tj" else []
            for text in shown:
                if isinstance(text, pikepdf.String) and b"\0\0" in _pairs(bytes(text)):
                    yield f"6.2.11.8: page {number} shows a character that its font does not have"


def _pairs(text: bytes) -> set[bytes]:
    return {text[at : at + 2] for at in range(0, len(text), 2)}
