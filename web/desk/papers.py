"""How any report shows at the desk and is handed out: the market of a week and one customer on their pages, each as PDF or workbook."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias
from urllib.parse import urlencode

from litestar import Response, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, URLEncodedBody
from litestar.response import Redirect

from foundation import clock
from funnel.errors import UnknownCustomer
from funnel.journey.report_mails import mail_customer_report
from funnel.market.compose import compose_market
from funnel.market.paper import PAGE, market_paper
from funnel.permissions.model import Member
from funnel.reports import repository
from funnel.reports.compose import OLDEST
from funnel.reports.customer import compose_customer, customer_paper
from funnel.reports.model import Kind, Sheet, Subscription
from funnel.reports.paper import Paper, print_paper
from funnel.reports.workbook import sheet_workbook
from web.desk.rendering import show
from web.desk.reports import Option, zones
from web.desk.session import AnyRequest, check_form, signed_in
from web.locale import Speech, speech
from web.wiring import House, house_of

Form: TypeAlias = URLEncodedBody[dict[str, str]]
TYPES = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class PaperPage:
    """Context of `desk/paper.html`. `files` is the address that forms are added to; what is None does not show."""

    sheet: Sheet
    files: str
    query: str
    is_empty: bool
    customer: int | None = None
    """Whose report it is; it can be mailed."""
    mailed_to: str = ""
    """Where it was just sent."""
    day: str = ""
    today: str = ""
    earlier: str | None = None
    later: str | None = None
    weekdays: tuple[Option, ...] = ()
    zones: tuple[str, ...] = ()
    subscription: Subscription | None = None


def weekdays(say: Speech) -> tuple[str, ...]:
    """Name the days of the week, Monday first."""
    return (
        *(say("Monday"), say("Tuesday"), say("Wednesday"), say("Thursday"), say("Friday")),
        *(say("Saturday"), say("Sunday")),
    )


async def handed_out(house: House, paper: Paper, form: str) -> Response[bytes]:
    """Hand a report out as PDF or workbook; any other form is not found."""
    if form not in TYPES:
        raise NotFoundException
    parts = house.parts
    if form == "pdf":
        made = await print_paper(paper, await parts.company(), parts.press, media=parts.media)
    else:
        made = await asyncio.to_thread(sheet_workbook, paper.written)
    headers = {
        "Content-Disposition": f'attachment; filename="{paper.stem}.{form}"',
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
    }
    return Response(made, media_type=TYPES[form], headers=headers)


@get("/reports/market")
async def market(request: AnyRequest) -> Response[bytes]:
    """Show the market of a week."""
    member = await signed_in(request)
    house, say = house_of(request), speech(member.locale, "desk")
    company, day = await house.parts.company(), await _day(request)
    async with house.database.reading() as session:
        found = await compose_market(session, company, day=day)
        own = await repository.subscriptions(session, member.id)
    paper, today = market_paper(found, company, member.locale), clock.today(company.identity.time_zone)
    page = PaperPage(
        sheet=paper.written,
        files=f"{PAGE}/file",
        query=urlencode({"date": found.day.isoformat()}),
        is_empty=found.is_empty,
        day=day.isoformat() if day else "",
        today=today.isoformat(),
        earlier=urlencode({"date": (found.day - WEEK).isoformat()}),
        later=urlencode({"date": (found.day + WEEK).isoformat()}) if found.day + WEEK <= today else None,
        weekdays=tuple(Option(str(place), name) for place, name in enumerate(weekdays(say))),
        zones=zones(company),
        subscription=next((each for each in own if each.kind is Kind.MARKET), None),
    )
    return await show(request, "paper.html", page, title=say("Market"), member=member)


@get("/reports/market/file/{form:str}")
async def market_file(request: AnyRequest, form: FromPath[str]) -> Response[bytes]:
    """Hand the market of a week out."""
    member = await signed_in(request)
    house, day = house_of(request), await _day(request)
    company = await house.parts.company()
    async with house.database.reading() as session:
        found = await compose_market(session, company, day=day)
    return await handed_out(house, market_paper(found, company, member.locale), form)


async def _day(request: AnyRequest) -> date | None:
    """Read which week is asked for; a day that makes no sense is no day."""
    company = await house_of(request).parts.company()
    try:
        day = date.fromisoformat(request.query_params.get("date", ""))
    except ValueError:
        return None
    return day if OLDEST <= day <= clock.today(company.identity.time_zone) else None


@get("/leads/{lead_id:int}/report")
async def customer(request: AnyRequest, lead_id: FromPath[int]) -> Response[bytes]:
    """Show the report of one customer."""
    member = await signed_in(request)
    paper, say = await _of_customer(request, lead_id, member), speech(member.locale, "desk")
    page = PaperPage(
        sheet=paper.written,
        files=f"{paper.address}/file",
        query="",
        is_empty=False,
        customer=lead_id,
        mailed_to=member.email if "mailed" in request.query_params else "",
    )
    return await show(request, "paper.html", page, title=say("Customer report"), member=member)


@get("/leads/{lead_id:int}/report/file/{form:str}")
async def customer_file(request: AnyRequest, lead_id: FromPath[int], form: FromPath[str]) -> Response[bytes]:
    """Hand the report of one customer out."""
    member = await signed_in(request)
    return await handed_out(house_of(request), await _of_customer(request, lead_id, member), form)


@post("/leads/{lead_id:int}/report/mail", status_code=303)
async def customer_mail(request: AnyRequest, lead_id: FromPath[int], data: Form) -> Redirect:
    """Send the report of one customer to the member who asks."""
    member = await signed_in(request)
    check_form(request, data.get("form_token"))
    house = house_of(request)
    await _of_customer(request, lead_id, member)
    company = await house.parts.company()
    async with house.database.transaction() as session:
        await mail_customer_report(session, company, lead_id, to=member)
    return Redirect(f"/desk/leads/{lead_id}/report?mailed", status_code=303)


async def _of_customer(request: AnyRequest, lead_id: int, member: Member) -> Paper:
    house = house_of(request)
    company = await house.parts.company()
    try:
        async with house.database.reading() as session:
            return customer_paper(await compose_customer(session, company, lead_id), company, member.locale)
    except UnknownCustomer:
        raise NotFoundException from None


HANDLERS = (market, market_file, customer, customer_file, customer_mail)
