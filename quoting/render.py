"""The source of truth for how a quote gets its PDF: rendered once, kept, and handed out from then on."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from weakref import WeakValueDictionary

from content.catalogue.model import Company
from foundation import clock
from foundation.database import Database
from foundation.pdf import Press
from quoting import repository
from quoting.document import Media, render_document
from quoting.errors import QuoteNotIssued
from quoting.model import Quote

_rendering: WeakValueDictionary[tuple[int, str], asyncio.Lock] = WeakValueDictionary()


async def quote_pdf(quote: Quote, company: Company, *, database: Database, press: Press, media: Media) -> bytes:
    """Return the PDF of an issued quote: the kept one, or rendered now. Whoever asks meanwhile waits for the same rendering.

    Two processes may render at once; what is stored first counts for both. Raises QuoteNotIssued before the approval,
    and the PdfErrors of the press. No transaction is open while the press works.
    """
    if not quote.has_document:
        raise QuoteNotIssued(number=quote.number)
    key = (id(asyncio.get_running_loop()), quote.id)
    lock = _rendering.get(key)
    if lock is None:
        lock = _rendering[key] = asyncio.Lock()
    async with lock:
        async with database.reading() as session:
            kept = await repository.read_document(session, quote.id)
        if kept is not None:
            return kept
        html, files = await render_document(quote, company, media)
        pdf = await press.render(html, files=files)
        async with database.transaction() as session:
            return await repository.keep_document(session, quote.id, pdf, now=clock.now())


async def prepare_pdf(quote_id: str, company: Company, *, database: Database, press: Press, media: Media) -> None:
    """Render a quote ahead of its first reader; a quote that is gone or not issued needs none."""
    async with database.reading() as session:
        quote = await repository.find_quote_by_id(session, quote_id)
    if quote is not None:
        with suppress(QuoteNotIssued):
            await quote_pdf(quote, company, database=database, press=press, media=media)
