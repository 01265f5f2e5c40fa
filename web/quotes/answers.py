"""The forms on the page of a quote: order, decline, ask. Each works without JavaScript, and loses nothing of what was written."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode

from litestar import Response, post
from litestar.exceptions import PermissionDeniedException
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect

from content.catalogue.model import Company
from foundation.database import Session
from funnel.journey import close, order
from quoting.errors import QuotingError
from quoting.life import REASONS
from quoting.model import Quote
from web.input import plain
from web.locale import Speech, speech
from web.quotes.page import Sent, compose
from web.quotes.routes import AnyRequest, opened, reader, revisions_of
from web.site.inquiry import is_trapped
from web.throttle import ANSWERS_OF_AN_ADDRESS
from web.visitor import address_of, from_our_pages
from web.wiring import House, house_of

LIMITS = {"name": 120, "role": 120, "email": 254, "reason": 40, "text": 2000}
LARGEST = 64_000
"""Bytes of a form."""
Check = Callable[[Mapping[str, str], Speech], dict[str, str]]
Do = Callable[[Session, Mapping[str, str], Company], Awaitable[Any]]


@post("/{locale:str}/quotes/{number:str}/accept", status_code=200)
async def take_acceptance(
    request: AnyRequest, locale: FromPath[str], number: FromPath[str], key: FromQuery[str] = ""
) -> Response[Any]:
    """Mail the link that orders to whoever wants to order."""

    async def do(session: Session, said: Mapping[str, str], company: Company) -> None:
        whom = close.Orderer(said["name"], said["role"], said["email"])
        await order.ask_to_accept(session, number, whom, company=company, locale=locale, by=reader(request))

    return await _take(request, "accept", check=_check_acceptance, do=do, locale=locale, number=number, key=key)


@post("/{locale:str}/quotes/{number:str}/refuse", status_code=200)
async def take_refusal(
    request: AnyRequest, locale: FromPath[str], number: FromPath[str], key: FromQuery[str] = ""
) -> Response[Any]:
    """Decline the quote, with the reason."""

    async def do(session: Session, said: Mapping[str, str], company: Company) -> None:
        by = reader(request)
        await close.refuse(session, number, said["reason"], company=company, text=said["text"], by=by)

    return await _take(request, "refuse", check=_check_refusal, do=do, locale=locale, number=number, key=key)


@post("/{locale:str}/quotes/{number:str}/ask", status_code=200)
async def take_question(
    request: AnyRequest, locale: FromPath[str], number: FromPath[str], key: FromQuery[str] = ""
) -> Response[Any]:
    """Bring a question to our sales."""

    async def do(session: Session, said: Mapping[str, str], company: Company) -> None:
        whom = close.Orderer(said["name"], "", said["email"])
        by = reader(request)
        await order.ask_question(session, number, whom, text=said["text"], company=company, locale=locale, by=by)

    return await _take(request, "ask", check=_check_question, do=do, locale=locale, number=number, key=key)


async def _take(
    request: AnyRequest, form: str, *, check: Check, do: Do, locale: str, number: str, key: str
) -> Response[Any]:
    house = house_of(request)
    company = await house.parts.company()
    quote = await opened(request, house, company, locale=locale, number=number, key=key)
    if not from_our_pages(request, house.parts.public_url):
        raise PermissionDeniedException
    house.throttle.count(ANSWERS_OF_AN_ADDRESS, address_of(request, house.settings.trusted_proxies))
    fields = await _fields(request)
    done = f"/{locale}/quotes/{number}?{urlencode({'key': key, 'done': form})}"
    if is_trapped(fields):
        return Redirect(done, status_code=303)  # the machine is told what people are told
    said = {name: plain(fields.get(name, "")).strip() for name in LIMITS}
    say = speech(locale, "quotes")
    errors = {name: say("Please shorten this.") for name, most in LIMITS.items() if len(said[name]) > most}
    errors |= check(said, say)
    sent = Sent(form, {name: value[: LIMITS[name]] for name, value in said.items()}, errors)
    if errors:
        return await _again(request, house, company, quote=quote, locale=locale, sent=sent)
    try:
        async with house.parts.database.transaction() as session:
            await do(session, said, company)
    except QuotingError as error:
        sent = Sent(form, sent.values, problem=error.sentence(locale))
        return await _again(request, house, company, quote=quote, locale=locale, sent=sent)
    return Redirect(done, status_code=303)


async def _again(
    request: AnyRequest, house: House, company: Company, *, quote: Quote, locale: str, sent: Sent
) -> Response[bytes]:
    page = compose(quote, company, house, locale=locale, revisions=await revisions_of(house, quote), sent=sent)
    response: Response[bytes] = request.app.state.site.shown(page, company, locale)
    return response


async def _fields(request: AnyRequest) -> dict[str, str]:
    body = (await request.body())[:LARGEST].decode("utf-8", "replace")
    try:
        return dict(parse_qsl(body, keep_blank_values=True, max_num_fields=20))
    except ValueError:  # more fields than any form of ours has
        return {}


def _check_acceptance(said: Mapping[str, str], say: Speech) -> dict[str, str]:
    errors = _check_address(said, say)
    if not said["name"]:
        errors["name"] = say("Please tell us your name.")
    if not said["role"]:
        errors["role"] = say("Please tell us your position in the company.")
    return errors


def _check_refusal(said: Mapping[str, str], say: Speech) -> dict[str, str]:
    return {} if said["reason"] in REASONS else {"reason": say("Please choose a reason.")}


def _check_question(said: Mapping[str, str], say: Speech) -> dict[str, str]:
    errors = _check_address(said, say)
    if not said["text"]:
        errors["text"] = say("Please write your question.")
    return errors


def _check_address(said: Mapping[str, str], say: Speech) -> dict[str, str]:
    from email_validator import EmailNotValidError, validate_email

    try:
        # only whether an answer could arrive; whether the domain exists is found out when sending
        validate_email(said["email"], check_deliverability=False)
    except EmailNotValidError:
        return {"email": say("This e-mail address is not complete. Example: name@company.com")}
    return {}
