"""Source of truth for the anchor of a heading or question on a page, so that a citation opens where it stands."""

from __future__ import annotations

import hashlib
import re

from content.knowledge.analyse import fold
from content.knowledge.model import Document

_LONGEST = 60


def anchor(heading: str) -> str:
    """Return the anchor of a heading: its letters and digits in lower case with hyphens between (`what-iso-6789-asks`).

    Other scripts than Latin would stand in an address as long runs of percent signs; their anchors are digests.
    """
    name = re.sub(r"[\W_]+", "-", fold(heading)).strip("-")
    if name.isascii() and name:
        return name[:_LONGEST].rstrip("-")
    return f"s-{hashlib.blake2b(heading.encode(), digest_size=5).hexdigest()}"


def is_question(heading: str) -> bool:
    """Whether a heading asks; what stands below it is the answer."""
    return heading.endswith(("?", "？", "؟", "か。"))


def address(document: Document, locator: str, *, page: int | None, position: int) -> str:
    """Return the address of the heading or question that a passage stands below; of a PDF, its page."""
    if document.kind == "file":
        place = f"page={page}" if page else f"p{position + 1}"
        return f"{document.url}{'.pdf' if page else ''}#{place}"
    heading = locator
    if document.kind in {"resource", "page"}:
        heading = heading.partition(" > ")[0]
    elif document.kind not in {"industry", "faq"} and not is_question(heading):
        heading = ""
    return document.url + (f"#{anchor(heading)}" if heading and document.url else "")
