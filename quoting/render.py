"""The source of truth for how a quote gets its documents: rendered once, kept, and handed out from then on."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from weakref import WeakValueDictionary

from content.catalogue.model import Company
from foundation import clock, events
from foundation.actor import Actor
from foundation.database import Database
from foundation.pdf import Press
from quoting import repository
from quoting.calendar import buyers_day
from quoting.document import Document, Media, render_document, render_proforma
from quoting.errors import QuoteNotIssued
from quoting.link import Addresses
from quoting.model import DocumentKind, Quote
from quoting.proforma import check_proforma, proforma_number

_rendering: WeakValueDictionary[tuple[int, str, DocumentKind], asyncio.Lock] = WeakValueDictionary()


@dataclass(frozen=True, slots=True)
class Printing:
    """What makes and keeps documents in one process."""

    database: Database
    press: Press
    media: Media
    addresses: Addresses


async def quote_pdf(quote: Quote, company: Company, printing: Printing) -> bytes:
    """Return the PDF of an issued quote: the kept one, or rendered now. Whoever asks meanwhile waits for the same rendering.

    Two processes may render at once; what is stored first counts for both. Raises QuoteNotIssued before the approval,
    and the PdfErrors of the press. No transaction is open while the press works.
    """
    if not quote.has_document:
        raise QuoteNotIssued(number=quote.number)
    return await _kept_or_made(
        quote,
        DocumentKind.QUOTE,
        printing,
        lay_out=lambda: render_document(quote, company, media=printing.media, addresses=printing.addresses),
    )


async def proforma_pdf(quote: Quote, company: Company, printing: Printing, *, by: Actor) -> bytes:
    """Return the pro-forma invoice of a quote, dated the day it was first asked for; making it leaves an event.

    Raises NoProforma where the quote does not bind us (any more), and otherwise as `quote_pdf`.
    """
    day = clock.today(company.identity.time_zone)
    check_proforma(quote, day=buyers_day(quote.country, company, now=clock.now()))
    return await _kept_or_made(
        quote,
        DocumentKind.PROFORMA,
        printing,
        lay_out=lambda: render_proforma(quote, company, media=printing.media, addresses=printing.addresses, day=day),
        by=by,
    )


async def _kept_or_made(
    quote: Quote,
    kind: DocumentKind,
    printing: Printing,
    *,
    lay_out: Callable[[], Awaitable[Document]],
    by: Actor | None = None,
) -> bytes:
    """Return the kept document of a kind or make and keep it; with `by`, the event that it was made goes with it."""
    key = (id(asyncio.get_running_loop()), quote.id, kind)
    lock = _rendering.get(key)
    if lock is None:
        lock = _rendering[key] = asyncio.Lock()
    async with lock:
        async with printing.database.reading() as session:
            kept = await repository.read_document(session, quote.id, kind)
        if kept is not None:
            return kept
        document = await lay_out()
        pdf = await printing.press.render(document.html, files=document.files, attached=document.attached)
        async with printing.database.transaction() as session:
            pdf, is_first = await repository.keep_document(session, quote.id, kind, pdf=pdf, now=clock.now())
            if is_first and by is not None:
                data = {"number": proforma_number(quote.number), "quote": quote.number}
                await events.record(session, "proforma_made", subject=("quote", quote.id), by=by, data=data)
        return pdf


async def prepare_pdf(quote_id: str, company: Company, printing: Printing) -> None:
    """Render a quote ahead of its first reader; a quote that is gone or not issued needs none."""
    async with printing.database.reading() as session:
        quote = await repository.find_quote_by_id(session, quote_id)
    if quote is not None:
        with suppress(QuoteNotIssued):
            await quote_pdf(quote, company, printing)
