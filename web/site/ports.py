"""What the public site needs from the rest of the house; `web/wiring.py` decides who answers."""

from typing import Protocol

from content.catalogue.model import Company
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
