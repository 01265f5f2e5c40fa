"""What the public site needs from the rest of the house; `web/wiring.py` decides who answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from content.catalogue.model import Company
from content.knowledge.model import Document, Passage
from content.knowledge.repository import StoredPassage
from web.site.inquiry import Inquiry


class CompanySource(Protocol):
    """Where the company's published content comes from."""

    async def company(self) -> Company:
        """Return the published company; the same object until its generation rises."""
        ...

    async def media(self, name: str) -> bytes | None:
        """Return a picture or document of the pack by its file name; None where there is none."""
        ...

    async def text(self, name: str) -> str | None:
        """Return a Markdown text of the pack by its path there (`pages/about.de.md`); None where there is none."""
        ...


class Library(Protocol):
    """What the company knows in prose: found by questions, and the documents that were taken in by hand."""

    async def passages(self, question: str, locale: str) -> list[Passage]:
        """Return the passages that answer a question, best first."""
        ...

    async def taken_in(self, locale: str, key: str) -> TakenIn | None:
        """Return a public document by the last part of its address; None where there is none."""
        ...


@dataclass(frozen=True, slots=True)
class TakenIn:
    """A document that was taken in by hand, with the file itself where it is kept (PDF)."""

    document: Document
    passages: tuple[StoredPassage, ...]
    original: bytes | None


class InquiryDesk(Protocol):
    """Who takes an inquiry that was sent with the contact form."""

    async def receive(self, inquiry: Inquiry) -> None:
        """Keep the inquiry; returning means it cannot get lost any more."""
        ...


class DocumentPress(Protocol):
    """Makes a PDF of HTML; `foundation.pdf.Press`."""

    async def render(self, html: str, *, files: dict[str, bytes] | None = None) -> bytes:
        """Return the PDF; raise `foundation.pdf.PressUnavailable` with the mend command where it cannot."""
        ...
