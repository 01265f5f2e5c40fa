"""Quotes for other programs: ask for one, read one. The same verbs stand behind the command line."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from litestar import Request, Response, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from content.catalogue.queries import currency_for
from foundation.actor import Actor
from funnel.journey.quote import quote as issue
from funnel.people import repository as people
from quoting.errors import QuoteNotFound, QuotingError
from quoting.issue import require_quote
from quoting.model import Line, Quote, QuoteRequest, RequestedLine
from web.api.guard import requires_api_key
from web.errors import FieldProblem, language_of, problem
from web.locale import speech
from web.wiring import House, house_of

AnyRequest = Request[Any, Any, Any]
_KEY = Actor.agent("api-key")
_RECIPIENT = ("name", "company", "email", "phone", "country")


@dataclass(frozen=True, slots=True)
class QuoteLineBody:
    """One wished line; `discount` in percent goes before the quote's own."""

    sku: str
    quantity: int
    options: list[str] | None = None
    discount: str | float | None = None


@dataclass(frozen=True, slots=True)
class QuoteBody:
    """What `POST /api/quotes` takes. Without a currency the customer's country, else the language decides."""

    lines: list[QuoteLineBody]
    locale: str = "en"
    currency: str | None = None
    discount: str | float | None = None
    incoterm: str | None = None
    customer: int | None = None


def handlers() -> list[HTTPRouteHandler]:
    """Return the handlers of this room."""
    return [create_quote, show_quote]


@post("/api/quotes", guards=[requires_api_key], status_code=201)
async def create_quote(request: AnyRequest, data: JSONBody[QuoteBody]) -> Response[dict[str, Any]]:
    """Price the lines and issue a quote; past authority it waits for approval and has no PDF."""
    house = house_of(request)
    company = await house.parts.company()
    discount = _percent(data.discount, "discount", request) or Decimal(0)
    lines = tuple(_line(line, index, request) for index, line in enumerate(data.lines))
    try:
        async with house.parts.database.transaction() as session:
            customer = await people.find(session, data.customer) if data.customer is not None else None
            country = customer.country if customer else None
            wish = QuoteRequest(
                locale=data.locale,
                currency=(data.currency or currency_for(company, country=country, locale=data.locale)).upper(),
                lines=lines,
                discount=discount,
                incoterm=data.incoterm,
                country=country,
                customer=data.customer,
                recipient={name: getattr(customer, name) for name in _RECIPIENT} if customer else {},
                assumed=() if data.currency else ("currency",),
            )
            issued = await issue(session, wish, company, by=_KEY)
    except QuotingError as error:
        return quoting_problem(request, error)
    return Response(quote_body(issued, house), status_code=201, headers={"Location": f"/api/quotes/{issued.number}"})


@get("/api/quotes/{number:str}", guards=[requires_api_key])
async def show_quote(request: AnyRequest, number: FromPath[str]) -> Response[dict[str, Any]]:
    """Show a quote as it stands."""
    house = house_of(request)
    try:
        async with house.parts.database.reading() as session:
            return Response(quote_body(await require_quote(session, number), house))
    except QuoteNotFound as error:
        return quoting_problem(request, error)


def quote_body(quote: Quote, house: House) -> dict[str, Any]:
    """Put a quote into the contract's JSON: amounts as decimal strings, no PDF before the approval."""
    parts = house.parts
    issued = quote.has_document
    return {
        "number": quote.number,
        "status": quote.status.value,
        "locale": quote.locale,
        "lines": [_line_body(line) for line in quote.lines],
        "subtotal": str(quote.subtotal.amount),
        "discount": str(quote.discount.amount),
        "freight": str(quote.freight.amount),
        "tax": str(quote.tax.amount),
        "total": str(quote.total.amount),
        "currency": quote.currency,
        "incoterm": quote.incoterm,
        "valid_until": quote.valid_until.isoformat(),
        "lead_time_days": quote.lead_time_days,
        "assumptions": list(quote.assumptions),
        "authority": [dict(decision) for decision in quote.authority],
        "customer": quote.customer,
        "pdf_url": parts.quote_pdf(quote.number, quote.locale) if issued else None,
        "url": parts.quote_page(quote.number, quote.locale),
    }


def quoting_problem(request: AnyRequest, error: QuotingError) -> Response[dict[str, Any]]:
    """Tell a refusal in the reader's language; `code` is stable for programs."""
    status = 404 if isinstance(error, QuoteNotFound) else 422
    return problem(request, status, detail=error.sentence(language_of(request)), code=error.code)


def _line_body(line: Line) -> dict[str, Any]:
    return {
        "sku": line.sku,
        "name": line.name,
        "quantity": line.quantity,
        "options": list(line.options),
        "list_price": str(line.list_price.amount),
        "unit_price": str(line.unit_price.amount),
        "min_quantity": line.min_quantity,
        "discount": f"{line.discount.normalize():f}",
        "amount": str(line.amount.amount),
        "lead_time_days": line.lead_time_days,
    }


def _line(line: QuoteLineBody, index: int, request: AnyRequest) -> RequestedLine:
    discount = _percent(line.discount, f"lines[{index}].discount", request)
    return RequestedLine(line.sku, line.quantity, tuple(line.options or ()), discount)


def _percent(given: str | float | None, field: str, request: AnyRequest) -> Decimal | None:
    if given is None:
        return None
    try:
        return Decimal(str(given))
    except InvalidOperation:
        say = speech(language_of(request), "quotes")
        raise FieldProblem(field, say("This is no percentage; write a number such as 7.5.")) from None
