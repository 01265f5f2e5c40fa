"""The addresses of a quote: whoever holds the signed link reads it; for everybody else there is nothing here."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from litestar import Request, Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery

from content.catalogue.model import Company
from foundation import clock
from foundation.actor import Actor
from foundation.locales import format_date
from foundation.log import get_logger
from foundation.pdf import PressUnavailable
from quoting import repository
from quoting.document import document_name
from quoting.issue import is_expired, view_quote
from quoting.link import is_genuine, pdf_path
from quoting.model import Quote
from quoting.offer import word_offer
from quoting.render import quote_pdf
from web.locale import speech
from web.quotes.page import QuotePage
from web.site.page import Crumb, Page
from web.visitor import visitor_of
from web.wiring import House, house_of

AnyRequest = Request[Any, Any, Any]
_NUMBER = re.compile(r"Q-\d{4}-\d{5,9}(?:-\d{1,3})?")
# The key in the address must not travel on to another site, nor into a search engine.
_PRIVATE = {"Referrer-Policy": "same-origin", "X-Robots-Tag": "noindex, nofollow", "Cache-Control": "no-store"}
_log = get_logger("tradewind.quotes")


@get("/{locale:str}/quotes/{number:str}")
async def quote_page(
    request: AnyRequest, locale: FromPath[str], number: FromPath[str], key: FromQuery[str] = ""
) -> Response[bytes]:
    """Show a quote; the first opening by somebody who is not staff is recorded."""
    house = house_of(request)
    company = await house.parts.company()
    quote = await _opened(request, house, company, locale=locale, number=number, key=key)
    page = _page(quote, company, locale=locale, house=house, now=clock.now())
    response: Response[bytes] = request.app.state.site.shown(page, company, locale)
    return response


@get("/{locale:str}/quotes/{number:str}/pdf")
async def quote_pdf_file(
    request: AnyRequest, locale: FromPath[str], number: FromPath[str], key: FromQuery[str] = ""
) -> Response[bytes]:
    """Hand out a quote's PDF; 503 with the mend command where this machine cannot print."""
    house = house_of(request)
    company = await house.parts.company()
    quote = await _opened(request, house, company, locale=locale, number=number, key=key)
    if not quote.has_document:
        raise NotFoundException
    parts = house.parts
    try:
        pdf = await quote_pdf(quote, company, database=parts.database, press=parts.press, media=parts.media)
    except PressUnavailable as unavailable:
        return _no_press(unavailable, locale)
    headers = {
        **_PRIVATE,
        "Content-Disposition": f'inline; filename="{document_name(quote)}"',
        "Content-Language": quote.locale,
        "X-Content-Type-Options": "nosniff",
    }
    return Response(pdf, media_type="application/pdf", headers=headers)


async def _opened(request: AnyRequest, house: House, company: Company, *, locale: str, number: str, key: str) -> Quote:
    """Return the quote behind a genuine link. A wrong key, a wrong number and a wrong language all look alike: 404."""
    if locale not in company.locales or not _NUMBER.fullmatch(number) or not is_genuine(number, key, house.secret):
        raise NotFoundException
    async with house.parts.database.reading() as session:
        quote = await repository.find_quote(session, number)
    if quote is None:
        raise NotFoundException
    if quote.viewed_at is None and _is_reader(request, house):
        visitor = visitor_of(request)
        by = Actor.visitor(visitor.digest if visitor else "link")
        async with house.parts.database.transaction() as session:
            quote = await view_quote(session, number, by=by, now=clock.now())
    return quote


def _is_reader(request: AnyRequest, house: House) -> bool:
    """Say whether a buyer is reading: not a browser fetching ahead, and not staff following a link of the desk."""
    fetched_ahead = "prefetch" in request.headers.get("sec-purpose", "") + request.headers.get("purpose", "")
    from_desk = request.headers.get("referer", "").startswith(f"{house.parts.public_url}/desk")
    return not fetched_ahead and not from_desk


def _page(quote: Quote, company: Company, *, locale: str, house: House, now: datetime) -> Page:
    say = speech(locale, "quotes")
    offer = word_offer(quote, company)
    address = pdf_path(quote.number, locale, house.secret) if quote.has_document else None
    title = say("Quotation {number}", number=quote.number)
    body = QuotePage(
        offer=offer if quote.has_document else None,
        number=quote.number,
        pdf_address=address,
        ended=format_date(quote.valid_until, locale, "long") if is_expired(quote, company, now=now) else None,
        say=say,
    )
    return Page(
        template="quotes/quote.html",
        body=body,
        path=f"/{locale}/quotes/{quote.number}{_query(address)}",
        title=title,
        description=title,
        crumbs=(Crumb(title, f"/{locale}/quotes/{quote.number}"),),
        indexable=False,
        headers=_PRIVATE,
        cacheable=False,
    )


def _query(address: str | None) -> str:
    # the language switch keeps the key, or it would lead to nothing
    return f"?{address.partition('?')[2]}" if address else ""


def _no_press(unavailable: PressUnavailable, locale: str) -> Response[bytes]:
    _log.warning("A quote cannot be printed.", command=unavailable.command)
    say = speech(locale, "quotes")
    sentence = say("The PDF cannot be made on this server yet. Its operator can mend that with this command:")
    return Response(
        f"{sentence}\n\n{unavailable.command}\n".encode(),
        status_code=503,
        media_type="text/plain",
        headers={**_PRIVATE, "Retry-After": "600"},
    )
