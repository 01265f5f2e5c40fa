"""How a pack's Markdown becomes HTML for a page: rendered, then cleaned, since a pack's text is data like any other."""

import re
from dataclasses import dataclass

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

from content.knowledge import places

_TAGS = {
    "p",
    "h2",
    "h3",
    "h4",
    "ul",
    "ol",
    "li",
    "strong",
    "em",
    "code",
    "pre",
    "blockquote",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "a",
    "br",
    "hr",
}
_PARSER = MarkdownIt("commonmark", {"html": False, "typographer": False}).enable(["table"])


@dataclass(frozen=True, slots=True)
class Heading:
    """One entry of a document's table of contents."""

    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """A rendered text: clean HTML, and its second-level headings with the anchors they carry."""

    html: Markup
    headings: tuple[Heading, ...]


def render(text: str) -> Document:
    """Render Markdown. The first-level heading is dropped, since the page has its own."""
    tokens = _PARSER.parse(_without_title(text))
    raw = _PARSER.renderer.render(tokens, _PARSER.options, {})
    clean = nh3.clean(
        raw,
        tags=_TAGS,
        attributes={"a": {"href", "title"}, "th": {"scope"}},
        url_schemes={"http", "https", "mailto", "tel"},
    )
    headings: list[Heading] = []

    def anchored(found: re.Match[str]) -> str:
        text = _plain(nh3.clean(found[1], tags=set()))
        anchor = places.anchor(text)
        if anchor in {one.anchor for one in headings}:  # the first of two equal headings is the one that is cited
            anchor = f"{anchor}-{len(headings) + 1}"
        headings.append(Heading(anchor, text))
        return f'<h2 id="{anchor}">{found[1]}</h2>'

    clean = re.sub(r"<h2>(.*?)</h2>", anchored, clean, flags=re.DOTALL)
    # a wide table scrolls by itself; the page does not
    clean = clean.replace("<table>", '<div class="scroll" tabindex="0" role="group"><table class="plain">').replace(
        "</table>", "</table></div>"
    )
    return Document(Markup(clean), tuple(headings))  # noqa: S704 - cleaned by nh3 above


def _without_title(text: str) -> str:
    body = re.sub(r"\A---\n.*?\n---\n", "", text.lstrip("\ufeff"), flags=re.DOTALL)
    return re.sub(r"\A\s*#\s[^\n]*\n", "", body)


def _plain(html: str) -> str:
    return html.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"')
