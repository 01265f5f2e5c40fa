"""The source of truth for the quote as a document: its worded offer laid out as HTML for the press."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import segno
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from content.catalogue.model import Company
from foundation.pdf import Attached
from quoting.data import quote_data
from quoting.link import Addresses
from quoting.model import DocumentKind, Quote
from quoting.offer import Offer, word_offer
from quoting.proforma import proforma_number, word_proforma
from quoting.second import in_second_language

Media = Callable[[str], Awaitable[bytes | None]]
"""Gives a picture of the pack by its name, None where there is none."""

_QR = "verification.svg"
_DAY = re.compile(
    r"\d{4}年\d{1,2}月\d{1,2}日|\b\d{1,2}\.? (?:de )?[A-Za-zÀ-ÿ]{3,} (?:de )?\d{4}\b|\b[A-Z][a-z]{2,} \d{1,2}, \d{4}\b"
)
"""A day as our languages write it at length: 2026年12月21日, 21. Dezember 2026, 21 de diciembre de 2026, December 21, 2026."""


@dataclass(frozen=True, slots=True)
class Document:
    """What the press needs: a complete HTML document, the files it names as `pack:NAME`, and those that it carries."""

    html: str
    files: Mapping[str, bytes]
    attached: tuple[Attached, ...] = ()


@dataclass(frozen=True, slots=True)
class Proof:
    """What lets somebody with a paper in hand ask whether it is genuine: the code, where to ask, both as a QR picture."""

    code: str
    page: str
    """The address to type, without number and code."""
    address: str
    picture: str
    """Name of the QR code among the files."""


async def render_document(quote: Quote, company: Company, *, media: Media, addresses: Addresses) -> Document:
    """Lay a quote out in its language or two; its data goes along as JSON, as the API gives it."""
    offer = word_offer(quote, company)
    second = in_second_language(quote)
    also = word_offer(second, company) if second else None
    data = json.dumps(quote_data(quote, addresses), ensure_ascii=False, indent=2)
    attached = Attached(f"{quote.number}.json", data, f"{offer.title} {quote.number}")
    return await _laid_out("offer.html", offer, also, quote=quote, media=media, addresses=addresses, attached=attached)


async def render_proforma(quote: Quote, company: Company, *, media: Media, addresses: Addresses, day: date) -> Document:
    """Lay a pro-forma invoice out, dated `day`, of the same parts as its quote, whose data it carries."""
    offer = word_proforma(word_offer(quote, company), day=day)
    second = in_second_language(quote)
    also = word_proforma(word_offer(second, company), day=day) if second else None
    data = json.dumps(quote_data(quote, addresses), ensure_ascii=False, indent=2)
    attached = Attached(f"{quote.number}.json", data, f"{offer.title} {offer.number}")
    return await _laid_out(
        "proforma.html", offer, also, quote=quote, media=media, addresses=addresses, attached=attached
    )


async def _laid_out(
    template: str,
    offer: Offer,
    also: Offer | None,
    *,
    quote: Quote,
    media: Media,
    addresses: Addresses,
    attached: Attached,
) -> Document:
    names = dict.fromkeys([offer.seller.logo, *(line.picture for line in offer.lines if line.picture)])
    files = {name: content for name in names if (content := await media(name)) is not None}
    address = addresses.verification(quote.number, quote.locale)
    proof = Proof(addresses.code(quote.number), _typed(address), address, _QR)
    files[_QR] = _qr_code(address)
    html = _environment().get_template(template).render(offer=offer, also=also, files=files, proof=proof)
    return Document(html, files, (attached,))


def _typed(address: str) -> str:
    """Return the address as people type it: `kestrel.example/en/verify`."""
    return address.partition("?")[0].partition("://")[2]


def whole_days(text: str) -> Markup:
    """Return a text as HTML whose dates stay on one line; among Arabic words a span would take figures out of their order."""
    pieces: list[Markup] = []
    last = 0
    for found in _DAY.finditer(text):
        pieces += (escape(text[last : found.start()]), Markup('<span class="whole">{}</span>').format(found[0]))
        last = found.end()
    return Markup().join((*pieces, escape(text[last:])))


def _qr_code(address: str) -> bytes:
    """Draw an address as a QR code (ISO/IEC 18004) in SVG: lines, so that it prints sharp at any size."""
    written = io.BytesIO()
    segno.make_qr(address, error="m").save(written, kind="svg", border=0, dark="#17212a")
    return written.getvalue()


def document_name(quote: Quote, kind: DocumentKind = DocumentKind.QUOTE) -> str:
    """Return the name that the PDF is saved under: ASCII, so that every mail program keeps it."""
    number = proforma_number(quote.number) if kind is DocumentKind.PROFORMA else quote.number
    return f"{number}.pdf"


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["whole_days"] = whole_days
    return made
