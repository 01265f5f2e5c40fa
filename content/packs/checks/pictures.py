"""Source of truth for which pictures and texts of a pack may be shown: well-formed, and nothing in them that runs."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from PIL import Image, UnidentifiedImageError

from content.packs.draft import Draft
from content.packs.faults import Fault

_FORBIDDEN = frozenset(
    {"script", "foreignobject", "iframe", "object", "embed", "audio", "video", "handler", "set", "animate"}
)
_RUNS = re.compile(r"\\|javascript:|@import|expression\(|url\(\s*['\"]?(?!#)", re.IGNORECASE)
_OTHER_ENCODING = re.compile(rb"^\s*<\?xml[^>]*encoding\s*=\s*[\"'](?!utf-8[\"'])", re.IGNORECASE)
_DECLARES = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
_HTML = re.compile(
    r"<\s*(script|iframe|object|embed|style|link|meta|form|svg)\b|\bon\w+\s*=\s*[\"']|javascript:", re.IGNORECASE
)


def check(draft: Draft) -> Iterator[Fault]:
    """Find pictures that cannot be drawn, and pictures and Markdown that carry something that runs or loads."""
    for name, content in draft.files.items():
        suffix = name.rsplit(".", 1)[-1].lower()
        if suffix == "svg":
            yield from _svg(name, content)
        elif suffix in {"png", "jpg", "jpeg", "webp"}:
            yield from _raster(name, content)
        elif suffix == "md":
            yield from _markdown(name, content)
        elif suffix == "pdf" and not content.startswith(b"%PDF-"):
            yield Fault(name, 0, "", "The file is no PDF.", "Export it again.")


def _svg(name: str, content: bytes) -> Iterator[Fault]:
    if b"\x00" in content or _OTHER_ENCODING.search(content.removeprefix(b"\xef\xbb\xbf")):
        # in another encoding, what is looked for below could hide
        yield Fault(name, 1, "", "The picture is not UTF-8.", "Save it as UTF-8.")
        return
    if _DECLARES.search(content):
        yield Fault(name, 1, "", "The picture declares a document type or entities.", "Take `<!DOCTYPE ...>` out.")
        return
    try:
        root = ET.fromstring(content)  # noqa: S314 - entities, the danger of XML parsers, were refused above
    except ET.ParseError as error:
        yield Fault(name, error.position[0], "", f"The picture is not valid XML: {error}.", "Draw it again.")
        return
    yield from _drawing(name, root)


def _drawing(name: str, root: ET.Element) -> Iterator[Fault]:
    if _local(root.tag) != "svg":
        yield Fault(name, 1, "", "The picture is no SVG.", "Begin it with `<svg xmlns=...>`.")
    if "viewBox" not in root.attrib:
        yield Fault(name, 1, "viewBox", "The picture has no viewBox, so it cannot be scaled.", "Add viewBox.")
    for element in root.iter():
        tag = _local(str(element.tag))
        if tag in _FORBIDDEN:
            yield Fault(name, 0, tag, f"A picture may not hold <{tag}>.", "Take it out.")
        for attribute, value in element.attrib.items():
            if _active(_local(attribute), value):
                yield Fault(
                    name, 0, f"{tag}.{_local(attribute)}", "The picture runs or loads something.", "Take it out."
                )
        if tag == "style" and _RUNS.search(element.text or ""):
            yield Fault(name, 0, tag, "The picture's style loads something.", "Take it out.")


def _local(tag: str) -> str:
    return tag.rsplit("}", 1)[-1] if tag == "viewBox" else tag.rsplit("}", 1)[-1].lower()


def _active(attribute: str, value: str) -> bool:
    if attribute.startswith("on"):
        return True
    if attribute in {"href", "src"}:
        return not value.startswith("#")
    return bool(_RUNS.search(value))


def _raster(name: str, content: bytes) -> Iterator[Fault]:
    try:
        with Image.open(io.BytesIO(content)) as picture:
            picture.verify()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        yield Fault(name, 0, "", "The picture cannot be read.", "Export it again as PNG, JPEG or WebP.")


def _markdown(name: str, content: bytes) -> Iterator[Fault]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        yield Fault(name, 0, "", "The file is not UTF-8.", "Save it as UTF-8.")
        return
    found = _HTML.search(text)
    if found:
        line = text[: found.start()].count("\n") + 1
        yield Fault(name, line, "", f"The text holds HTML that runs or loads ({found[0].strip()}).", "Write Markdown.")
