"""The addresses that measured mails hold: a link leads on to its page of ours, a picture is one point; both are noticed.

They answer everybody alike, and at once: a mail's reader never waits for what we count, nor learns that we do not.
"""

from __future__ import annotations

from base64 import b64decode
from typing import Any

from litestar import Response, get, head
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery

from funnel.journey.measure import note_fetch
from funnel.measuring.link import read_following_key, read_opening_key
from funnel.measuring.model import Sign, Standing
from web.errors import TooOften
from web.mails.routes import PRIVATE, AnyRequest
from web.throttle import BEACONS_OF_AN_ADDRESS
from web.tracking.beacons import forbids
from web.tracking.machines import loads_for_others, scans_mails
from web.visitor import address_of
from web.wiring import House, house_of

POINT = b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")
"""A transparent picture of one point (GIF)."""


@get("/{locale:str}/mails/go", status_code=302)
async def follow_link(request: AnyRequest, locale: FromPath[str], key: FromQuery[str] = "") -> Response[None]:
    """Lead on to the page of ours that a link names; 404 where the key is not ours, so it leads nowhere else."""
    house = house_of(request)
    followed = read_following_key(key, house.secret)
    if followed is None:
        raise NotFoundException
    standing = Standing.MACHINE if scans_mails(request.headers) else Standing.PENDING
    await _noticed(request, house, followed.mail_id, sign=Sign.CLICK, target=followed.page, standing=standing)
    return Response(None, status_code=302, headers={**PRIVATE, "Location": followed.target})


@head("/{locale:str}/mails/go", status_code=302)
async def follow_link_head(request: AnyRequest, locale: FromPath[str], key: FromQuery[str] = "") -> Response[None]:
    """The same for who only asks whether there is something: no person does that."""
    followed = read_following_key(key, house_of(request).secret)
    if followed is None:
        raise NotFoundException
    return Response(None, status_code=302, headers={**PRIVATE, "Location": followed.target})


@get("/{locale:str}/mails/seen.gif")
async def show_picture(request: AnyRequest, locale: FromPath[str], key: FromQuery[str] = "") -> Response[bytes]:
    """Show the picture of a mail, whatever the key says."""
    house = house_of(request)
    mail_id = read_opening_key(key, house.secret)
    if mail_id is not None:
        if loads_for_others(request.headers):
            standing = Standing.PROXY
        else:
            standing = Standing.MACHINE if scans_mails(request.headers) else Standing.PENDING
        await _noticed(request, house, mail_id, sign=Sign.OPEN, standing=standing)
    return Response(POINT, media_type="image/gif", headers=PRIVATE)


@head("/{locale:str}/mails/seen.gif", status_code=200)
async def show_picture_head(locale: FromPath[str]) -> Response[None]:
    """Say that there is a picture."""
    return Response(None, media_type="image/gif", headers=PRIVATE)


async def _noticed(
    request: Any, house: House, mail_id: str, *, sign: Sign, standing: Standing, target: str = ""
) -> None:
    """Keep a fetch; not of a browser that forbids tracking, nor of an address that fetches faster than people read."""
    address = address_of(request, house.settings.trusted_proxies)
    if forbids(request) or house.pace.is_inhuman(address, 1):
        return
    try:
        house.throttle.count(BEACONS_OF_AN_ADDRESS, address)
    except TooOften:
        return
    async with house.database.transaction() as session:
        await note_fetch(session, mail_id, sign, target=target, standing=standing)
