"""`POST /t`: what a page's script reports. Without consent only counts are kept; with it, the path of a known visitor."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import msgspec
from litestar import Request, Response, post
from litestar.exceptions import PermissionDeniedException
from litestar.params import JSONBody

from foundation import clock
from foundation.ids import new_id
from funnel.journey.visit import agree, withdraw
from funnel.visits.model import Seen, Visit
from web.input import plain
from web.throttle import BEACONS_OF_AN_ADDRESS
from web.tracking.machines import says_so
from web.tracking.places import place_of
from web.tracking.report import Report, visit_of
from web.visitor import (
    Visitor,
    address_of,
    from_our_pages,
    new_visitor,
    no_visitor_cookie,
    visitor_cookie,
    visitor_of,
)
from web.wiring import House, house_of

AnyRequest = Request[Any, Any, Any]
LEFT_OUT = 202
"""What a report is answered with that was understood and not counted, because no person stands behind it."""


class Choice(msgspec.Struct, kw_only=True):
    """What a visitor chose: to be remembered, or to be counted only."""

    remember: bool
    mails: bool = False
    """Whether the sentence that was agreed to speaks of mails too."""
    page: str = "/"


@post("/t", status_code=204, include_in_schema=False)
async def take_beacon(request: AnyRequest, data: JSONBody[Report]) -> Response[None]:
    """Count what happened on a page; keep it for the visitor where they agreed.

    Answered after it is stored: 204 where it was counted (or there was nothing to count), 202 where a machine sent it, 429 or
    503 with Retry-After where it has to come again. A repeated event counts once.
    """
    house = house_of(request)
    address = _admit(request, house)
    if says_so(request.headers) or house.pace.is_inhuman(address, _pages(data)):
        return Response(None, status_code=LEFT_OUT)
    visitor = _remembered(request, data)
    now = clock.now()
    visit = visit_of(
        data,
        await house.parts.company(),
        own_host=own_host(request),
        now=now,
        admit=lambda dimension, key: house.variety.admit(dimension, key, now.date()),
        visitor=visitor.digest if visitor else None,
    )
    if visit is None:
        return Response(None, status_code=204)
    kept = await house.visits.ask(visit)
    named = visitor is not None and visitor.is_new and kept.remembered
    cookies = [visitor_cookie(visitor, secure=house.secure)] if visitor is not None and named else []
    return Response(None, status_code=204, cookies=cookies)


@post("/t/consent", status_code=204, include_in_schema=False)
async def take_choice(request: AnyRequest, data: JSONBody[Choice]) -> Response[None]:
    """Keep that a visitor agrees to be remembered, or forget their path. A browser that forbids tracking is obeyed."""
    house = house_of(request)
    _admit(request, house)
    if says_so(request.headers):
        return Response(None, status_code=LEFT_OUT)
    visitor = visitor_of(request)
    remember = data.remember and not forbids(request)
    await _count_choice(house, data.page, "person" if remember else "anonymous")
    if remember:
        visitor = visitor or new_visitor()
        async with house.database.transaction() as session:
            await agree(session, visitor.digest, mails=data.mails)
        return Response(None, status_code=204, cookies=[visitor_cookie(visitor, secure=house.secure)])
    if visitor is None:
        return Response(None, status_code=204)
    company = await house.parts.company()
    async with house.database.transaction() as session:
        needed = await withdraw(session, visitor.digest, company)
    return Response(None, status_code=204, cookies=[] if needed else [no_visitor_cookie()])


async def _count_choice(house: House, page: str, choice: str) -> None:
    place = place_of(plain(page), await house.parts.company())
    if place is not None:
        event = Seen(new_id(), "consent", clock.now(), choice)
        await house.visits.ask(Visit(page=place.path, locale=place.locale, events=(event,)))


def forbids(request: AnyRequest) -> bool:
    """Say whether the browser forbids tracking (Global Privacy Control)."""
    return request.headers.get("sec-gpc") == "1"


def own_host(request: AnyRequest) -> str:
    """Return the host that the browser knows us by."""
    return urlsplit(f"//{request.headers.get('host', '')}").hostname or ""


def _admit(request: AnyRequest, house: House) -> str:
    """Refuse other sites and who asks too often; return the caller's address, which is kept nowhere."""
    if not from_our_pages(request, house.parts.public_url):
        raise PermissionDeniedException
    address = address_of(request, house.settings.trusted_proxies)
    house.throttle.count(BEACONS_OF_AN_ADDRESS, address)
    return address


def _pages(data: Report) -> int:
    return sum(event.type == "page_view" for event in data.events) + (data.event_type == "page_view")


def _remembered(request: AnyRequest, data: Report) -> Visitor | None:
    if not data.consent or forbids(request):
        return None
    return visitor_of(request) or new_visitor()
