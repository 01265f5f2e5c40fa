"""The addresses behind the links in mails. Opening one changes nothing, for mail scanners open every link; its button does."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from litestar import Request, Response, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery

from content.catalogue.model import Company
from foundation.actor import Actor
from funnel.consent import repository as consents
from funnel.consent.link import ONE_CLICK, LeavingKey, read_confirming_key, read_leaving_key
from funnel.consent.model import ConsentState
from funnel.journey.consents import confirm_consent, leave
from web.locale import Speech, speech
from web.site.page import Crumb, Page
from web.wiring import House, house_of

AnyRequest = Request[Any, Any, Any]
# The key in the address must not travel on to another site, nor into a search engine.
PRIVATE = {"Referrer-Policy": "same-origin", "X-Robots-Tag": "noindex, nofollow", "Cache-Control": "no-store"}
LINK = Actor.visitor("mail-link")
_LONGEST_KEY = 300


@dataclass(frozen=True, slots=True)
class MailPage:
    """Context of `mails/page.html`: what is asked or told, and the button that does it; None where it is done."""

    title: str
    text: str
    button: str | None
    action: str
    say: Speech


@get("/{locale:str}/mails/leave")
async def leave_page(request: AnyRequest, locale: FromPath[str], key: FromQuery[str] = "") -> Response[bytes]:
    """Ask whether mails shall end; or say that they have."""
    house, company = await _house(request, locale)
    said = _leaving(house, key)
    async with house.database.reading() as session:
        done = await consents.suppressed(session, said.address_hash) is not None
    return _shown(request, company, _leaving_page(locale, key, done=done), locale=locale)


@post("/{locale:str}/mails/leave", status_code=200)
async def take_leave(request: AnyRequest, locale: FromPath[str], key: FromQuery[str] = "") -> Response[Any]:
    """End mails to an address: by the button of the page, or by a mail program's own (RFC 8058), which sends no cookie and no origin."""
    house, company = await _house(request, locale)
    said = _leaving(house, key)
    async with house.database.transaction() as session:
        await leave(session, said, company, by=LINK)
    if ONE_CLICK.encode() in (await request.body())[:200]:
        return Response("", media_type="text/plain", headers=PRIVATE)
    return _shown(request, company, _leaving_page(locale, key, done=True), locale=locale)


@get("/{locale:str}/mails/confirm")
async def confirm_page(request: AnyRequest, locale: FromPath[str], key: FromQuery[str] = "") -> Response[bytes]:
    """Show what is to be confirmed."""
    house, company = await _house(request, locale)
    async with house.database.reading() as session:
        consent = await consents.look_up(session, _confirming(house, key))
    if consent is None or consent.state is ConsentState.WITHDRAWN:
        raise NotFoundException
    page = _confirming_page(locale, key, consent.wording, done=consent.state is ConsentState.GIVEN)
    return _shown(request, company, page, locale=locale)


@post("/{locale:str}/mails/confirm", status_code=200)
async def take_confirmation(request: AnyRequest, locale: FromPath[str], key: FromQuery[str] = "") -> Response[bytes]:
    """Let the consent count."""
    house, company = await _house(request, locale)
    async with house.database.transaction() as session:
        consent = await confirm_consent(session, _confirming(house, key), by=LINK)
    if consent is None:
        raise NotFoundException
    return _shown(request, company, _confirming_page(locale, key, consent.wording, done=True), locale=locale)


async def _house(request: AnyRequest, locale: str) -> tuple[House, Company]:
    house = house_of(request)
    company = await house.parts.company()
    if locale not in company.locales:
        raise NotFoundException
    return house, company


def _leaving(house: House, key: str) -> LeavingKey:
    said = read_leaving_key(key[:_LONGEST_KEY], house.secret)
    if said is None:
        raise NotFoundException
    return said


def _confirming(house: House, key: str) -> str:
    consent_id = read_confirming_key(key[:_LONGEST_KEY], house.secret)
    if consent_id is None:
        raise NotFoundException
    return consent_id


def _leaving_page(locale: str, key: str, *, done: bool) -> MailPage:
    say = speech(locale, "mails")
    asked = MailPage(
        say("End these mails?"),
        say(
            "We will send no more follow-up mails and no news to the address that received the mail. Quotations that you ask for still reach you."
        ),
        say("End these mails"),
        f"/{locale}/mails/leave?key={key}",
        say,
    )
    if not done:
        return asked
    text = say(
        "The address that received the mail gets no more follow-up mails and no news from us. Quotations that you ask for still reach you."
    )
    return replace(asked, title=say("Your mails have ended"), text=text, button=None)


def _confirming_page(locale: str, key: str, wording: str, *, done: bool) -> MailPage:
    say = speech(locale, "mails")
    action = f"/{locale}/mails/confirm?key={key}"
    if done:
        return MailPage(say("Thank you, that is confirmed"), wording, None, action, say)
    return MailPage(say("Please confirm"), wording, say("Confirm"), action, say)


def _shown(request: AnyRequest, company: Company, body: MailPage, *, locale: str) -> Response[bytes]:
    page = Page(
        template="mails/page.html",
        body=body,
        path=body.action,
        title=body.title,
        description=body.title,
        crumbs=(Crumb(body.title, body.action.partition("?")[0]),),
        indexable=False,
        headers=PRIVATE,
        cacheable=False,
    )
    response: Response[bytes] = request.app.state.site.shown(page, company, locale)
    return response
