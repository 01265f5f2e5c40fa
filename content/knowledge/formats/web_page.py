"""Source of truth for reading saved web pages: headings, text and tables of what the page says; scripts and navigation are left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from content.knowledge.cut import Blocks, cut_blocks, row_of
from content.knowledge.errors import Undigestible
from content.knowledge.formats import Reading, decoded

_LEFT_OUT = (
    "script, style, template, noscript, nav, footer, aside, form, svg, iframe, object, embed, canvas, head, button,"
    " select, [hidden], [aria-hidden=true]"
)
_BLOCKS = frozenset({"p", "li", "dd", "dt", "pre", "blockquote", "figcaption", "caption", "summary", "address"})
_HOLDERS = frozenset({"div", "section", "article", "main", "body", "html", "td", "th", "center", "details", "fieldset"})
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_NESTED = "ul, ol, dl, p, table, div, pre, blockquote, section, h1, h2, h3, h4, h5, h6"
MOST_DEPTH = 200


def read_html(content: bytes) -> Reading:
    """Cut a page by its headings."""
    from selectolax.lexbor import LexborHTMLParser

    try:
        tree = LexborHTMLParser(_text(content))
    except ValueError:
        raise Undigestible("broken") from None
    title = tree.css_first("title")
    told = _flat(title.text()) if title else ""
    root = tree.css_first("main") or tree.css_first("article") or tree.body
    if root is None:
        raise Undigestible("empty")
    for node in tree.css(_LEFT_OUT):
        if node.tag != "body" and node is not root:
            node.decompose()
    blocks = list(_blocks(root, 0))
    first = next((text for level, text in blocks if level == 1), None)
    return Reading(first or told or None, cut_blocks(blocks))


def _text(content: bytes) -> str:
    try:
        return decoded(content)
    except Undigestible:
        import re

        named = re.search(rb"charset=[\"']?([\w-]{3,20})", content[:2048])
        try:
            return content.decode(named[1].decode()) if named else content.decode("cp1252")
        except (LookupError, UnicodeDecodeError):
            raise Undigestible("not_utf8") from None


def _blocks(node: Any, depth: int) -> Blocks:
    """Yield headings and blocks below a node; loose text between blocks is a block of its own."""
    loose: list[str] = []
    child = node.child
    while child is not None and depth < MOST_DEPTH:
        tag = child.tag
        if (
            tag in _HEADINGS
            or tag in _BLOCKS
            or tag in _HOLDERS
            or tag in {"table", "ul", "ol", "dl", "header", "hgroup"}
        ):
            yield from _loose(loose)
            yield from _block(child, tag, depth)
        elif tag == "-text":
            loose.append(child.text_content or "")
        elif tag == "br":
            loose.append(" ")
        elif not tag.startswith(("-", "_", "!")):
            loose.append(child.text(deep=True))
        child = child.next
    yield from _loose(loose)


def _block(node: Any, tag: str, depth: int) -> Blocks:
    if tag in _HEADINGS:
        if text := _flat(node.text()):
            yield _HEADINGS[tag], text
    elif tag == "table":
        yield from ((0, row) for row in _table(node))
    elif tag == "li" and node.css_first(_NESTED) is None:
        if text := _flat(node.text()):
            yield 0, f"- {text}"
    elif tag in _BLOCKS and node.css_first(_NESTED) is None:
        if text := _flat(node.text()):
            yield 0, text
    else:
        yield from _blocks(node, depth + 1)


def _table(table: Any) -> Iterator[str]:
    header: list[str] | None = None
    for row in table.css("tr"):
        cells = [_flat(cell.text()) for cell in row.css("td, th")]
        if not any(cells):
            continue
        if (header is None and row.css_first("th") is not None and row.css_first("td") is None) or (
            header is None and len(cells) > 2
        ):
            header = cells
        else:
            yield row_of(header or [], cells)


def _loose(texts: list[str]) -> Blocks:
    text = _flat("".join(texts))
    texts.clear()
    if text:
        yield 0, text


def _flat(text: str) -> str:
    return " ".join(text.split())
