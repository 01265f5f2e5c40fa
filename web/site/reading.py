"""A document that was taken in by hand, as a page: passage by passage as plain text, so that a citation opens where it stands."""

from collections.abc import Sequence
from dataclasses import dataclass

from content.knowledge.model import Document
from content.knowledge.repository import StoredPassage
from web.locale import Speech
from web.site.addresses import Addresses
from web.site.page import Crumb, Page


@dataclass(frozen=True, slots=True)
class Reading:
    """Context of `site/reading.html`; nothing of the document is HTML."""

    document: Document
    passages: tuple[StoredPassage, ...]
    original: str | None
    """Address of the file itself, where it is kept."""


def reading(document: Document, passages: Sequence[StoredPassage], say: Speech, *, original: bool) -> Page:
    """Compose the page."""
    at = Addresses(say.locale)
    return Page(
        "site/reading.html",
        Reading(document, tuple(passages), f"{document.url}.pdf" if original else None),
        path=document.url,
        title=document.title,
        description=passages[0].text[:160] if passages else document.title,
        section="resources",
        crumbs=(Crumb(say("Resources"), at.resources), Crumb(document.title, document.url)),
        kind="article",
        indexable=False,
        cacheable=False,
    )
