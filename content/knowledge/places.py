"""Source of truth for the anchor of a heading or question on a page, so that a citation opens where it stands."""

from __future__ import annotations

import hashlib
import re

from content.knowledge.analyse import fold
from content.knowledge.repository import StoredPassage

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


def address(passage: StoredPassage) -> str:
    """Return the address of the heading or question that a passage stands below; of a PDF, its page."""
    if passage.document.kind == "file":
        place = f"page={passage.page}" if passage.page else f"p{passage.position + 1}"
        return f"{passage.document.url}{'.pdf' if passage.page else ''}#{place}"
    heading = passage.locator
    if passage.document.kind in {"resource", "page"}:
        heading = heading.partition(" > ")[0]
    elif passage.document.kind not in {"industry", "faq"} and not is_question(heading):
        heading = ""
    return passage.document.url + (f"#{anchor(heading)}" if heading and passage.document.url else "")
