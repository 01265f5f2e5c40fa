"""The addresses of the visitors' behaviour at the desk."""

from __future__ import annotations

from urllib.parse import urlencode

from litestar import Response, get

from funnel.insights.behaviour import heatmap
from funnel.journey.parts import company_day
from web.desk.behaviour import behaviour_page, chosen_range
from web.desk.heatmap import heat_page
from web.desk.rendering import show
from web.desk.session import AnyRequest, signed_in
from web.input import plain
from web.locale import speech
from web.wiring import house_of


@get("/behaviour")
async def behaviour(request: AnyRequest) -> Response[bytes]:
    """Show what visitors do on the site."""
    member = await signed_in(request)
    house, say = house_of(request), speech(member.locale, "desk")
    company = await house.parts.company()
    today = company_day(company)
    async with house.database.reading() as session:
        page = await behaviour_page(session, company, dict(request.query_params), today=today, say=say)
    return await show(request, "behaviour.html", page, title=say("Visitors"), member=member)


@get("/behaviour/heatmap")
async def clicks(request: AnyRequest) -> Response[bytes]:
    """Show where a page is clicked."""
    member = await signed_in(request)
    house, say = house_of(request), speech(member.locale, "desk")
    query = dict(request.query_params)
    days, _ = chosen_range(query, company_day(await house.parts.company()))
    layout = "narrow" if query.get("layout") == "narrow" else "wide"
    async with house.database.reading() as session:
        found = await heatmap(session, plain(query.get("page", ""))[:300], layout, days=days)
    kept = urlencode([(name, query[name]) for name in ("days", "first", "last") if name in query])
    page = heat_page(found, say, query=kept)
    return await show(request, "heatmap.html", page, title=say("Clicks"), member=member)


HANDLERS = (behaviour, clicks)
