"""Quotes for other programs: ask for one, read one. The same verbs stand behind the command line."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from litestar import Request, Response, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from content.catalogue.model import Company
from content.catalogue.queries import currency_for
from foundation import clock
from foundation.actor import Actor
from foundation.database import Session
from funnel.journey.buyer import addressed
from funnel.journey.quote import quote as issue
from funnel.people import repository as people
from quoting.answers.errors import StateError
from quoting.calendar import buyers_day
from quoting.data import quote_data
from quoting.drafts import version_of
from quoting.errors import QuoteNotFound, QuotingError
from quoting.issue import require_quote
from quoting.model import Answer, Quote, QuoteRequest, QuoteStatus, RequestedLine
from quoting.wish import Wish
from web.api.bundles import list_bundles
from web.api.guard import requires_api_key
from web.errors import FieldProblem, language_of, problem
from web.input import plain
from web.locale import speech
from web.wiring import House, house_of

AnyRequest = Request[Any, Any, Any]
_KEY = Actor.agent("api-key")


@dataclass(frozen=True, slots=True)
class QuoteLineBody:
    """One wished line; `discount` in percent goes before the quote's own."""

    sku: str
    quantity: int
    options: list[str] | None = None
    discount: str | float | None = None
    currency: str | None = None
    """The quote's, where it is said at all."""


@dataclass(frozen=True, slots=True)
class QuoteBody:
    """What `POST /api/quotes` takes. Without a currency the customer's country, else the language decides."""

    lines: list[QuoteLineBody]
    locale: str = "en"
    currency: str | None = None
    discount: str | float | None = None
    incoterm: str | None = None
    customer: int | None = None
    second_locale: str | None = None
    """A language beside the first in the document."""
    country: str | None = None
    """ISO 3166: where the goods go; without it the customer's."""
    partial_deliveries: bool | None = None
    """Whether goods are sent as they become ready; without it as the company's terms say."""
    payment_days: int | None = None
    """Days net, 0 in advance; without it as the company's terms say, like `validity_days`."""
    validity_days: int | None = None
    note: str = ""
    """Printed as it is, and held against the rules of permission."""
    approval_words: str = ""
    """For whoever approves, where it waits; 1,000 characters at most."""


@dataclass(frozen=True, slots=True)
class RevisionBody:
    """What shall be different; what is left out stays. `by` is a member's e-mail, whose bounds count."""

    lines: list[QuoteLineBody] | None = None
    discount: str | float | None = None
    incoterm: str | None = None
    locale: str | None = None
    currency: str | None = None
    second_locale: str | None = None
    """Empty text takes the second language away."""
    payment_days: int | None = None
    validity_days: int | None = None
    note: str | None = None
    by: str | None = None
    draft: bool = False
    """Keep it as a draft, which `edit` changes and `issue` issues; until then the quote stays as it is."""
    approval_words: str = ""
    """For whoever approves, where it waits; 1,000 characters at most."""

    def wish(self, request: AnyRequest) -> Wish:
        """Return what shall be different. Raises FieldProblem."""
        lines = None
        if self.lines is not None:
            lines = tuple(requested_line(line, index, request) for index, line in enumerate(self.lines))
        return Wish(
            lines=lines,
            discount=percentage(self.discount, "discount", request),
            incoterm=self.incoterm,
            locale=self.locale,
            currency=self.currency.upper() if self.currency else None,
            second_locale=self.second_locale,
            payment_days=self.payment_days,
            validity_days=self.validity_days,
            note=None if self.note is None else plain(self.note),
        )


def handlers() -> list[HTTPRouteHandler]:
    """Return the handlers of this room."""
    return [create_quote, show_quote, list_bundles]


@post("/api/quotes", guards=[requires_api_key], status_code=201)
async def create_quote(request: AnyRequest, data: JSONBody[QuoteBody]) -> Response[dict[str, Any]]:
    """Price the lines and issue a quote; past authority it waits for approval and has no PDF."""
    house = house_of(request)
    company = await house.parts.company()
    try:
        async with house.parts.database.transaction() as session:
            wish = await requested(session, data, company, request=request)
            issued = await issue(session, wish, company, by=_KEY, words=plain(data.approval_words))
    except QuotingError as error:
        return quoting_problem(request, error)
    return Response(
        quote_body(issued, house, company), status_code=201, headers={"Location": f"/api/quotes/{issued.number}"}
    )


async def requested(session: Session, data: QuoteBody, company: Company, *, request: AnyRequest) -> QuoteRequest:
    """Read what is wished, for the customer that is named. Raises FieldProblem, UnknownCustomer."""
    discount = percentage(data.discount, "discount", request) or Decimal(0)
    lines = tuple(requested_line(line, index, request) for index, line in enumerate(data.lines))
    customer = await people.find(session, data.customer) if data.customer is not None else None
    country = data.country.upper() if data.country else customer.country if customer else None
    wish = QuoteRequest(
        locale=data.locale,
        currency=(data.currency or currency_for(company, country=country, locale=data.locale)).upper(),
        lines=lines,
        discount=discount,
        incoterm=data.incoterm,
        second_locale=data.second_locale,
        country=country,
        partial_deliveries=data.partial_deliveries,
        assumed=() if data.currency else ("currency",),
        payment_days=data.payment_days,
        validity_days=data.validity_days,
        note=plain(data.note),
    )
    return addressed(wish, customer) if customer else wish


@get("/api/quotes/{number:str}", guards=[requires_api_key])
async def show_quote(request: AnyRequest, number: FromPath[str]) -> Response[dict[str, Any]]:
    """Show a quote as it stands."""
    house = house_of(request)
    company = await house.parts.company()
    try:
        async with house.parts.database.reading() as session:
            return Response(quote_body(await require_quote(session, number), house, company))
    except QuoteNotFound as error:
        return quoting_problem(request, error)


def quote_body(quote: Quote, house: House, company: Company) -> dict[str, Any]:
    """Put a quote into the contract's JSON, with who may decide what: API keys are staff's."""
    authority = [dict(decision) for decision in quote.authority]
    day = buyers_day(quote.country, company, now=clock.now())
    return {**quote_data(quote, house.parts.addresses, day=day), "authority": authority, **_life(quote)}


def _life(quote: Quote) -> dict[str, Any]:
    return {
        "root": quote.root,
        "created_at": quote.created_at.isoformat(),
        "issued_at": quote.issued_at.isoformat() if quote.issued_at else None,
        "viewed_at": quote.viewed_at.isoformat() if quote.viewed_at else None,
        "answer": _answer(quote.answer) if quote.answer else None,
        "revises": quote.revises or None,
        "version": version_of(quote) if quote.status is QuoteStatus.DRAFT else None,
    }


def _answer(answer: Answer) -> dict[str, Any]:
    words = {name: getattr(answer, name) or None for name in ("name", "role", "email", "reason", "text")}
    return {"kind": answer.kind.value, "at": answer.at.isoformat(), **words}


def quoting_problem(request: AnyRequest, error: QuotingError) -> Response[dict[str, Any]]:
    """Tell a refusal in the reader's language; `code` is stable for programs."""
    status = 404 if isinstance(error, QuoteNotFound) else 409 if isinstance(error, StateError) else 422
    return problem(request, status, detail=error.sentence(language_of(request)), code=error.code)


def requested_line(line: QuoteLineBody, index: int, request: AnyRequest) -> RequestedLine:
    """Read one wished line. Raises FieldProblem."""
    discount = percentage(line.discount, f"lines[{index}].discount", request)
    return RequestedLine(line.sku, line.quantity, tuple(line.options or ()), discount, line.currency)


def percentage(given: str | float | None, field: str, request: AnyRequest) -> Decimal | None:
    """Read a percentage that may be left out. Raises FieldProblem."""
    if given is None:
        return None
    try:
        return Decimal(str(given))
    except InvalidOperation:
        say = speech(language_of(request), "quotes")
        raise FieldProblem(field, say("This is no percentage; write a number such as 7.5.")) from None
