"""What happens to a quote, for other programs: list, revise, accept, refuse, withdraw, copy, issue. The command line has the same verbs."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from litestar import Request, Response, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, FromQuery, JSONBody

from content.catalogue.model import Company
from foundation.actor import Actor
from foundation.database import Session
from funnel.journey import close, resend, revise
from funnel.journey.approvals import member_named
from funnel.journey.draft import revision_draft
from funnel.journey.listing import find_quotes
from funnel.permissions.team import UnknownMember
from quoting.answers import repository as answers
from quoting.answers.repository import ORDERS, Selection
from quoting.checks import repository as checks
from quoting.checks.run import check_open_quotes
from quoting.difference_words import word_difference
from quoting.differences import differences
from quoting.errors import QuotingError
from quoting.issue import require_quote
from quoting.life import OPEN, former
from quoting.model import Quote, QuoteStatus
from web.api.guard import requires_api_key
from web.api.quotes import RevisionBody, quote_body, quoting_problem
from web.errors import FieldProblem, language_of
from web.input import plain
from web.locale import speech
from web.wiring import House, house_of

AnyRequest = Request[Any, Any, Any]
_KEY = Actor.agent("api-key")
_MOST = 200
Verb = Callable[[Session, Company, Actor], Awaitable[Quote]]


@dataclass(frozen=True, slots=True)
class AcceptanceBody:
    """Who orders, as an order that came by mail or on paper says it."""

    name: str
    role: str
    email: str
    by: str | None = None


@dataclass(frozen=True, slots=True)
class RefusalBody:
    """Why: price, delivery_time, specification, competitor, postponed or other; `text` in the buyer's words."""

    reason: str
    text: str = ""
    by: str | None = None


@dataclass(frozen=True, slots=True)
class WithdrawalBody:
    """`text` is for the house."""

    text: str = ""
    by: str | None = None


@dataclass(frozen=True, slots=True)
class CopyBody:
    """`customer` is whom the draft is for, where it is not the same."""

    customer: int | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True)
class IssueBody:
    """`by` is a member's e-mail, whose bounds count; `approval_words` go to whoever approves."""

    by: str | None = None
    approval_words: str = ""


def handlers() -> list[HTTPRouteHandler]:
    """Return the handlers of this room."""
    return [
        list_quotes,
        show_changes,
        recheck,
        revise_one,
        accept_one,
        refuse_one,
        withdraw_one,
        copy_one,
        issue_one,
        send_one,
    ]


@get("/api/quotes", guards=[requires_api_key])
async def list_quotes(
    request: AnyRequest,
    status: FromQuery[str] = "",
    search: FromQuery[str] = "",
    customer: FromQuery[int | None] = None,
    order: FromQuery[str] = "newest",
    limit: FromQuery[int] = 50,
    offset: FromQuery[int] = 0,
) -> dict[str, Any]:
    """List quotes: of a state, with something in their number or their customer's name, of a customer."""
    house, say = house_of(request), speech(language_of(request), "quotes")
    known = [one.value for one in QuoteStatus]
    if status and status not in known:
        raise FieldProblem("status", say("Write one of: {known}.", known=", ".join(known)))
    if order not in ORDERS:
        raise FieldProblem("order", say("Write one of: {known}.", known=", ".join(ORDERS)))
    selection = Selection(
        statuses=frozenset({QuoteStatus(status)} if status else ()),
        search=plain(search)[:100],
        customer=customer,
        order=order,
        limit=max(1, min(limit, _MOST)),
        offset=max(0, min(offset, 1_000_000)),
    )
    company = await house.parts.company()
    async with house.parts.database.reading() as session:
        found, total = await find_quotes(session, selection)
    return {"total": total, "quotes": [quote_body(one, house, company) for one in found]}


@get("/api/quotes/{number:str}/changes", guards=[requires_api_key])
async def show_changes(request: AnyRequest, number: FromPath[str]) -> Response[dict[str, Any]]:
    """Show what is different from the revision that the buyer had before; `text` is worded in the language of the request."""
    try:
        async with house_of(request).parts.database.reading() as session:
            quote = await require_quote(session, number)
            revisions = await answers.of_root(session, quote.root)
    except QuotingError as error:
        return quoting_problem(request, error)
    return Response(changes_body(quote, revisions, language_of(request)))


def changes_body(quote: Quote, revisions: Sequence[Quote], locale: str) -> dict[str, Any]:
    """Put the differences from the former revision into JSON; `from` is null for the first."""
    before = former(quote, revisions)
    found = differences(before, quote) if before else ()
    told = [{**one.as_json(), "text": word_difference(one, locale)} for one in found]
    return {"number": quote.number, "from": before.number if before else None, "differences": told}


@post("/api/quotes/recheck", guards=[requires_api_key], status_code=200)
async def recheck(request: AnyRequest) -> dict[str, Any]:
    """Compare every open quote with today's prices, rates, stock, certificates and specifications; list what is affected, and whom."""
    house = house_of(request)
    count = await check_open_quotes(house.parts.database, await house.parts.company(), by=_KEY, every=True)
    async with house.parts.database.reading() as session:
        return await affected_body(session, count, locale=language_of(request))


async def affected_body(session: Session, checked: int, *, locale: str) -> dict[str, Any]:
    """Put the affected quotes into JSON, each with its buyer and what changed."""
    told = []
    for quote, check in await checks.affected(session, OPEN):
        buyer = {name: quote.recipient.get(name) for name in ("name", "company", "email", "country")}
        told.append(
            {
                "number": quote.number,
                "valid_until": quote.valid_until.isoformat(),
                "customer": quote.customer,
                "buyer": buyer,
                "causes": [cause.value for cause in check.causes],
                "differences": [{**one.as_json(), "text": word_difference(one, locale)} for one in check.differences],
            }
        )
    return {"checked": checked, "affected": told}


@post("/api/quotes/{number:str}/revise", guards=[requires_api_key], status_code=201)
async def revise_one(
    request: AnyRequest, number: FromPath[str], data: JSONBody[RevisionBody]
) -> Response[dict[str, Any]]:
    """Make the next revision; the old one is replaced, or stays in force until an approval that the new one needs is given."""
    wish = data.wish(request)

    async def verb(session: Session, company: Company, by: Actor) -> Quote:
        if data.draft:
            return await revision_draft(session, number, wish, company=company, by=by)
        return await revise.revise(session, number, wish, company=company, by=by, words=plain(data.approval_words))

    return await done(request, verb, by=data.by, status=201)


@post("/api/quotes/{number:str}/accept", guards=[requires_api_key], status_code=200)
async def accept_one(
    request: AnyRequest, number: FromPath[str], data: JSONBody[AcceptanceBody]
) -> Response[dict[str, Any]]:
    """Enter an order that came by mail or on paper."""
    orderer = close.Orderer(plain(data.name), plain(data.role), plain(data.email))

    async def verb(session: Session, company: Company, by: Actor) -> Quote:
        return await close.accept(session, number, orderer, company=company, by=by)

    return await done(request, verb, by=data.by)


@post("/api/quotes/{number:str}/refuse", guards=[requires_api_key], status_code=200)
async def refuse_one(
    request: AnyRequest, number: FromPath[str], data: JSONBody[RefusalBody]
) -> Response[dict[str, Any]]:
    """Enter that the buyer refused."""

    async def verb(session: Session, company: Company, by: Actor) -> Quote:
        return await close.refuse(session, number, data.reason, company=company, text=plain(data.text), by=by)

    return await done(request, verb, by=data.by)


@post("/api/quotes/{number:str}/withdraw", guards=[requires_api_key], status_code=200)
async def withdraw_one(
    request: AnyRequest, number: FromPath[str], data: JSONBody[WithdrawalBody]
) -> Response[dict[str, Any]]:
    """Take a quote back."""

    async def verb(session: Session, company: Company, by: Actor) -> Quote:
        return await close.withdraw(session, number, company, by=by, text=plain(data.text))

    return await done(request, verb, by=data.by)


@post("/api/quotes/{number:str}/copy", guards=[requires_api_key], status_code=201)
async def copy_one(request: AnyRequest, number: FromPath[str], data: JSONBody[CopyBody]) -> Response[dict[str, Any]]:
    """Make a draft with the same lines by today's prices; nobody is told of it."""

    async def verb(session: Session, company: Company, by: Actor) -> Quote:
        return await revise.copy(session, number, company, by=by, customer=data.customer)

    return await done(request, verb, by=data.by, status=201)


@post("/api/quotes/{number:str}/issue", guards=[requires_api_key], status_code=200)
async def issue_one(request: AnyRequest, number: FromPath[str], data: JSONBody[IssueBody]) -> Response[dict[str, Any]]:
    """Issue a draft under the next number of the year."""

    async def verb(session: Session, company: Company, by: Actor) -> Quote:
        return await revise.issue(session, number, company, by=by, words=plain(data.approval_words))

    return await done(request, verb, by=data.by)


@post("/api/quotes/{number:str}/send", guards=[requires_api_key], status_code=200)
async def send_one(request: AnyRequest, number: FromPath[str], data: JSONBody[IssueBody]) -> Response[dict[str, Any]]:
    """Mail an open quote to its buyer once more."""

    async def verb(session: Session, company: Company, by: Actor) -> Quote:
        return await resend.send_again(session, number, company=company, by=by)

    return await done(request, verb, by=data.by)


async def done(
    request: AnyRequest, verb: Verb, *, by: str | None = None, status: int = 200
) -> Response[dict[str, Any]]:
    """Do a verb for the member of staff with an address, else for the key, and answer with the quote. Raises FieldProblem."""
    house: House = house_of(request)
    company = await house.parts.company()
    try:
        async with house.parts.database.transaction() as session:
            actor = await member_named(session, by) if by else _KEY
            quote = await verb(session, company, actor)
    except UnknownMember:
        say = speech(language_of(request), "quotes")
        raise FieldProblem("by", say("Nobody of the staff has this e-mail address.")) from None
    except QuotingError as error:
        return quoting_problem(request, error)
    headers = {"Location": f"/api/quotes/{quote.number}"} if status == 201 else {}
    return Response(quote_body(quote, house, company), status_code=status, headers=headers)
