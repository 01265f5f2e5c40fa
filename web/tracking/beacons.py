"""`POST /t`: what a page's script reports. Without consent only counts are kept; with it, the path of a known visitor."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from litestar import Request, Response, post
from litestar.exceptions import PermissionDeniedException
from litestar.params import JSONBody

from foundation import clock
from funnel.journey.observe import observe_visitor
from funnel.timeline.model import NewEvent
from web.input import plain
from web.throttle import BEACONS_OF_AN_ADDRESS
from web.tracking import repository
from web.visitor import address_of, from_our_pages, visitor_of
from web.wiring import house_of

FROM_BROWSERS = frozenset(
    {"page_view", "view_product", "view_price", "download", "search", "form_start", "compare", "dwell", "click"}
)
"""What a browser may report; stages and money are reported by servers only."""


class Beacon(msgspec.Struct, kw_only=True):
    """One event on one of our pages; `consent` is what the visitor chose, `gpc` whether the browser forbids tracking."""

    event_type: Annotated[str, msgspec.Meta(max_length=64)]
    page: Annotated[str, msgspec.Meta(max_length=300)]
    value: Annotated[str, msgspec.Meta(max_length=300)] | None = None
    consent: bool = False


@post("/t", status_code=204, include_in_schema=False)
async def take_beacon(request: Request[Any, Any, Any], data: JSONBody[Beacon]) -> Response[None]:
    """Count an event; keep it for the visitor where they agreed and are known by their own cookie."""
    house = house_of(request)
    if not from_our_pages(request, house.parts.public_url):
        raise PermissionDeniedException
    house.throttle.count(BEACONS_OF_AN_ADDRESS, address_of(request, house.settings.trusted_proxies))
    page = plain(data.page).split("?")[0].split("#")[0]
    if data.event_type not in FROM_BROWSERS or not page.startswith("/"):
        return Response(None, status_code=204)
    visitor = visitor_of(request)
    agreed = data.consent and request.headers.get("sec-gpc") != "1"
    now = clock.now()
    async with house.parts.database.transaction() as session:
        await repository.count(session, now.date(), data.event_type, page=page)
        if agreed and visitor is not None:
            event = NewEvent(data.event_type, now, "web", value=plain(data.value or "") or page, visitor=visitor.digest)
            await observe_visitor(session, visitor.digest, [event])
    return Response(None, status_code=204)
