"""The addresses of a quote: whoever holds the signed link reads it; for everybody else there is nothing here."""

from __future__ import annotations

import re
from collections.abc import Awaitable
from typing import Any

from litestar import Request, Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery

from content.catalogue.model import Company
from foundation import clock
from foundation.actor import Actor
from foundation.log import get_logger
from foundation.pdf import PressUnavailable
from quoting import repository
from quoting.answers import repository as answers
from quoting.calendar import buyers_day
from quoting.document import document_name
from quoting.issue import view_quote
from quoting.link import is_genuine
from quoting.model import DocumentKind, Quote
from quoting.proforma import has_proforma
from quoting.render import proforma_pdf, quote_pdf
from web.locale import speech
from web.quotes.page import PRIVATE, compose
from web.tracking.machines import says_so
from web.visitor import visitor_of
from web.wiring import House, house_of

AnyRequest = Request[Any, Any, Any]
NUMBER = re.compile(r"Q-\d{4}-\d{5,9}(?:-\d{1,3})?")
_log = get_logger("tradewind.quotes")


@get("/{locale:str}/quotes/{number:str}")
async def quote_page(
    request: AnyRequest, locale: FromPath[str], number: FromPath[str], key: FromQuery[str] = ""
) -> Response[bytes]:
    """Show a quote; the first opening by somebody who is not staff is recorded."""
    house = house_of(request)
    company = await house.parts.company()
    quote = await opened(request, house, company, locale=locale, number=number, key=key)
    done = request.query_params.get("done", "")
    page = compose(quote, company, house, locale=locale, revisions=await revisions_of(house, quote), done=done)
    response: Response[bytes] = request.app.state.site.shown(page, company, locale)
    return response


@get("/{locale:str}/quotes/{number:str}/pdf")
async def quote_pdf_file(
    request: AnyRequest, locale: FromPath[str], number: FromPath[str], key: FromQuery[str] = ""
) -> Response[bytes]:
    """Hand out a quote's PDF; 503 with the mend command where this machine cannot print."""
    house = house_of(request)
    company = await house.parts.company()
    quote = await opened(request, house, company, locale=locale, number=number, key=key)
    if not quote.has_document:
        raise NotFoundException
    return await _handed_out(quote_pdf(quote, company, house.parts.printing), quote, locale=locale)


@get("/{locale:str}/quotes/{number:str}/proforma")
async def proforma_file(
    request: AnyRequest, locale: FromPath[str], number: FromPath[str], key: FromQuery[str] = ""
) -> Response[bytes]:
    """Hand out a quote's pro-forma invoice, made at the first asking; 404 where the quote does not bind us (any more)."""
    house = house_of(request)
    company = await house.parts.company()
    quote = await opened(request, house, company, locale=locale, number=number, key=key)
    if not has_proforma(quote, day=buyers_day(quote.country, company, now=clock.now())):
        raise NotFoundException
    pdf = proforma_pdf(quote, company, house.parts.printing, by=reader(request))
    return await _handed_out(pdf, quote, locale=locale, kind=DocumentKind.PROFORMA)


async def _handed_out(
    making: Awaitable[bytes], quote: Quote, *, locale: str, kind: DocumentKind = DocumentKind.QUOTE
) -> Response[bytes]:
    try:
        pdf = await making
    except PressUnavailable as unavailable:
        return _no_press(unavailable, locale)
    headers = {
        **PRIVATE,
        "Content-Disposition": f'inline; filename="{document_name(quote, kind)}"',
        "Content-Language": quote.locale,
        "X-Content-Type-Options": "nosniff",
    }
    return Response(pdf, media_type="application/pdf", headers=headers)


async def opened(request: AnyRequest, house: House, company: Company, *, locale: str, number: str, key: str) -> Quote:
    """Return the quote behind a genuine link. A wrong key, a wrong number and a wrong language all look alike: 404."""
    if locale not in company.locales or not NUMBER.fullmatch(number) or not is_genuine(number, key, house.secret):
        raise NotFoundException
    async with house.parts.database.reading() as session:
        quote = await repository.find_quote(session, number)
    if quote is None:
        raise NotFoundException
    if quote.viewed_at is None and _is_reading(request, house):
        async with house.parts.database.transaction() as session:
            quote = await view_quote(session, number, by=reader(request), now=clock.now())
    return quote


async def revisions_of(house: House, quote: Quote) -> list[Quote]:
    """Return all revisions of a quote in their order."""
    async with house.parts.database.reading() as session:
        return await answers.of_root(session, quote.root)


def reader(request: AnyRequest) -> Actor:
    """Return who reads: a visitor by the cookie, else whoever has the link."""
    visitor = visitor_of(request)
    return Actor.visitor(visitor.digest if visitor else "link")


def _is_reading(request: AnyRequest, house: House) -> bool:
    """Say whether a buyer is reading: no browser fetching ahead, no machine, and not staff following a link of the desk."""
    from_desk = request.headers.get("referer", "").startswith(f"{house.parts.public_url}/desk")
    return not from_desk and not says_so(request.headers)


def _no_press(unavailable: PressUnavailable, locale: str) -> Response[bytes]:
    _log.warning("A quote cannot be printed.", command=unavailable.command)
    say = speech(locale, "quotes")
    sentence = say("The PDF cannot be made on this server yet. Its operator can mend that with this command:")
    return Response(
        f"{sentence}\n\n{unavailable.command}\n".encode(),
        status_code=503,
        media_type="text/plain",
        headers={**PRIVATE, "Retry-After": "600"},
    )
