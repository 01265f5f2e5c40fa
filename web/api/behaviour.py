"""What visitors do on the site, for other programs: the same figures as at the desk."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from litestar import Request, get
from litestar.params import FromQuery

from funnel.insights.behaviour import MOST_DAYS, heatmap, range_of, site_behaviour
from funnel.journey.parts import company_day
from funnel.visits.model import Days
from web.api.guard import requires_api_key
from web.errors import FieldProblem, language_of
from web.input import plain
from web.locale import speech
from web.wiring import house_of

AnyRequest = Request[Any, Any, Any]
USUAL_DAYS = 30


@get("/api/behaviour", guards=[requires_api_key])
async def show_behaviour(
    request: AnyRequest,
    first: FromQuery[date | None] = None,
    last: FromQuery[date | None] = None,
    days: FromQuery[int] = USUAL_DAYS,
) -> dict[str, Any]:
    """Return what visitors did from `first` to `last` (days where the company sits), or in the last `days`: pages, products, paths, origins, campaigns,
    countries, languages, searches, downloads, the steps of the selector, forms."""
    wanted = await _range(request, first, last, days=days)
    async with house_of(request).database.reading() as session:
        return asdict(await site_behaviour(session, wanted))


@get("/api/behaviour/heatmap", guards=[requires_api_key])
async def show_heatmap(
    request: AnyRequest,
    page: FromQuery[str],
    layout: FromQuery[str] = "wide",
    first: FromQuery[date | None] = None,
    last: FromQuery[date | None] = None,
    *,
    days: FromQuery[int] = USUAL_DAYS,
) -> dict[str, Any]:
    """Return the clicks of a page in a `layout` (wide or narrow): squares of a 50th of its width and 24 CSS pixels, and elements."""
    wanted = await _range(request, first, last, days=days)
    async with house_of(request).database.reading() as session:
        found = await heatmap(session, plain(page), "narrow" if layout == "narrow" else "wide", days=wanted)
    return {**asdict(found), "clicks": found.clicks}


async def _range(request: AnyRequest, first: date | None, last: date | None, *, days: int) -> Days:
    until = last or company_day(await house_of(request).parts.company())
    since = first or range_of(days, until).first
    if since > until or (until - since).days >= MOST_DAYS:
        raise FieldProblem("first", speech(language_of(request), "problems")("Please check: {fields}.", fields="first"))
    return Days(since, until)
