"""The source of truth for the quote as a document: its worded offer laid out as HTML for the press."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from content.catalogue.model import Company
from quoting.model import Quote
from quoting.offer import word_offer

Media = Callable[[str], Awaitable[bytes | None]]
"""Gives a picture of the pack by its name, None where there is none."""


async def render_document(quote: Quote, company: Company, media: Media) -> tuple[str, Mapping[str, bytes]]:
    """Return the offer as a complete HTML document in the quote's language, and the files it names as `pack:NAME`."""
    offer = word_offer(quote, company)
    names = dict.fromkeys([offer.seller.logo, *(line.picture for line in offer.lines if line.picture)])
    files = {name: content for name in names if (content := await media(name)) is not None}
    return _template().render(offer=offer, files=files, generator="Tradewind"), files


def document_name(quote: Quote) -> str:
    """Return the name that the PDF is saved under: ASCII, so that every mail program keeps it."""
    return f"{quote.number}.pdf"


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("offer.html")
