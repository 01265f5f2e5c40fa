"""The addresses of quotes at the desk: the list, one quote, and what staff do with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol, TypeAlias

from litestar import Response, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, URLEncodedBody
from litestar.response import Redirect

from content.catalogue.model import Company
from foundation.actor import Actor
from foundation.database import Session
from funnel.errors import UnknownCustomer
from funnel.journey import close, order, resend, revise
from quoting.checks.run import check_open_quotes
from quoting.errors import QuoteNotFound, QuotingError
from quoting.model import Quote
from web.desk.affected import affected_quotes
from web.desk.quotes import quote_list, quote_view
from web.desk.rendering import show
from web.desk.seeing import check_quote
from web.desk.session import AnyRequest, check_form, signed_in
from web.desk.versions import versions_page
from web.input import plain
from web.locale import speech
from web.wiring import house_of

Form: TypeAlias = URLEncodedBody[dict[str, str]]
QUOTES = "/desk/quotes"
_LONGEST_ID = 9


class Verb(Protocol):
    """What staff do with a quote, by a form that names its number."""

    async def __call__(self, session: Session, form: Mapping[str, str], *, company: Company, by: Actor) -> Quote:
        """Do it; raises QuotingError where the quote's state forbids it."""
        ...


@get("/quotes")
async def quotes_page(request: AnyRequest) -> Response[bytes]:
    """List quotes, the newest first."""
    member = await signed_in(request)
    house = house_of(request)
    company = await house.parts.company()
    async with house.database.reading() as session:
        page = await quote_list(session, company, dict(request.query_params), member=member)
    return await show(request, "quotes.html", page, title=speech(member.locale, "desk")("Quotes"), member=member)


@get("/quotes/affected")
async def affected_page(request: AnyRequest) -> Response[bytes]:
    """List the open quotes that would be different now."""
    return await _affected(request)


@post("/quotes/affected", status_code=200)
async def compare_again(request: AnyRequest, data: Form) -> Response[bytes]:
    """Compare all open quotes with today."""
    member = await signed_in(request)
    check_form(request, data.get("form_token"))
    house = house_of(request)
    count = await check_open_quotes(house.database, await house.parts.company(), by=member.actor, every=True)
    return await _affected(request, checked=count)


async def _affected(request: AnyRequest, checked: int | None = None) -> Response[bytes]:
    member = await signed_in(request)
    async with house_of(request).database.reading() as session:
        page = await affected_quotes(session, member, checked=checked)
    title = speech(member.locale, "desk")("Affected quotes")
    return await show(request, "affected.html", page, title=title, member=member)


@get("/quotes/{number:str}")
async def one_quote(request: AnyRequest, number: FromPath[str]) -> Response[bytes]:
    """Show a quote: its lines, terms, authority, history and versions."""
    return await shown_quote(request, number)


@get("/quotes/{number:str}/versions")
async def two_versions(request: AnyRequest, number: FromPath[str]) -> Response[Any]:
    """Show two versions of a quote side by side, with what is different."""
    member = await signed_in(request)
    house = house_of(request)
    company = await house.parts.company()
    beside = plain(request.query_params.get("with", ""))
    try:
        async with house.database.reading() as session:
            await check_quote(session, member, number)
            page = await versions_page(session, company, number, member=member, beside=beside)
    except QuoteNotFound:
        raise NotFoundException from None
    if page is None:
        return Redirect(f"{QUOTES}/{number}")
    title = speech(member.locale, "desk")("Versions of {number}", number=number)
    return await show(request, "versions.html", page, title=title, member=member)


@post("/quotes/{number:str}/{verb:str}", status_code=303)
async def take_verb(request: AnyRequest, number: FromPath[str], verb: FromPath[str], data: Form) -> Response[Any]:
    """Withdraw, copy, issue or send a quote, or enter what its buyer answered."""
    member = await signed_in(request)
    check_form(request, data.get("form_token"))
    do = VERBS.get(verb)
    if do is None:
        raise NotFoundException
    house, say = house_of(request), speech(member.locale, "desk")
    company = await house.parts.company()
    form = {name: plain(value) for name, value in data.items()}
    try:
        async with house.database.transaction() as session:
            await check_quote(session, member, number)
            done = await do(session, {**form, "number": number}, company=company, by=member.actor)
    except QuoteNotFound:
        raise NotFoundException from None
    except QuotingError as error:
        return await shown_quote(request, number, problem=error.sentence(member.locale))
    except UnknownCustomer:
        return await shown_quote(request, number, problem=say("There is no lead with this number."))
    return Redirect(f"{QUOTES}/{done.number}", status_code=303)


@post("/questions/{question_id:str}", status_code=303)
async def take_answered(request: AnyRequest, question_id: FromPath[str], data: Form) -> Redirect:
    """Mark a question as answered."""
    member = await signed_in(request)
    check_form(request, data.get("form_token"))
    async with house_of(request).database.transaction() as session:
        number = await order.mark_answered(session, question_id, by=member.actor)
        if number is None:
            raise NotFoundException
        await check_quote(session, member, number)
    return Redirect(f"{QUOTES}/{number}", status_code=303)


async def shown_quote(request: AnyRequest, number: str, problem: str | None = None) -> Response[bytes]:
    """Show a quote, with what stood against what was wanted; 404 where there is none."""
    member = await signed_in(request)
    house = house_of(request)
    company = await house.parts.company()
    try:
        async with house.database.reading() as session:
            await check_quote(session, member, number)
            page = await quote_view(
                session, company, number, member=member, addresses=house.parts.addresses, problem=problem
            )
    except QuoteNotFound:
        raise NotFoundException from None
    return await show(request, "quote.html", page, title=number, member=member, status=409 if problem else 200)


async def _withdraw(session: Session, form: Mapping[str, str], *, company: Company, by: Actor) -> Quote:
    return await close.withdraw(session, form["number"], company, by=by, text=form.get("text", ""))


async def _accept(session: Session, form: Mapping[str, str], *, company: Company, by: Actor) -> Quote:
    whom = close.Orderer(form.get("name", ""), form.get("role", ""), form.get("email", ""))
    return await close.accept(session, form["number"], whom, company=company, by=by)


async def _refuse(session: Session, form: Mapping[str, str], *, company: Company, by: Actor) -> Quote:
    reason, text = form.get("reason", ""), form.get("text", "")
    return await close.refuse(session, form["number"], reason, company=company, text=text, by=by)


async def _copy(session: Session, form: Mapping[str, str], *, company: Company, by: Actor) -> Quote:
    written = form.get("customer", "").strip().lstrip("#")
    customer = int(written) if written.isdecimal() and len(written) <= _LONGEST_ID else None
    if written and customer is None:
        raise UnknownCustomer(0)
    return await revise.copy(session, form["number"], company, by=by, customer=customer)


async def _issue(session: Session, form: Mapping[str, str], *, company: Company, by: Actor) -> Quote:
    return await revise.issue(session, form["number"], company, by=by)


async def _send(session: Session, form: Mapping[str, str], *, company: Company, by: Actor) -> Quote:
    return await resend.send_again(session, form["number"], company=company, by=by)


VERBS: Mapping[str, Verb] = {
    "withdraw": _withdraw,
    "accept": _accept,
    "refuse": _refuse,
    "copy": _copy,
    "issue": _issue,
    "send": _send,
}


HANDLERS = (quotes_page, affected_page, compare_again, one_quote, two_versions, take_verb, take_answered)
