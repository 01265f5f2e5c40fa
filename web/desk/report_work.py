"""The addresses of the reports: read one with its filters, take it as PDF or workbook, see who stands behind a number."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Protocol, TypeAlias
from urllib.parse import urlencode

from litestar import Response, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, URLEncodedBody
from litestar.response import Redirect

from foundation import clock
from foundation.actor import Actor
from foundation.database import Session
from funnel.insights.costs import set_cost
from funnel.insights.goals import set_goal
from funnel.journey.report_mails import subscribe, unsubscribe
from funnel.market.paper import PAGE as MARKET_PAGE
from funnel.permissions.model import Member
from funnel.reports.model import MAILED, Kind, ReportProblem, Subscription
from funnel.reports.paper import report_paper
from scoring.indicators.entered import Span
from web.desk.papers import handed_out, weekdays
from web.desk.rendering import show
from web.desk.report_behind import behind_page
from web.desk.reports import Asked, Words, read, read_query, report_page, zones
from web.desk.session import AnyRequest, check_form, signed_in
from web.input import plain
from web.locale import Speech, speech
from web.wiring import house_of

Form: TypeAlias = URLEncodedBody[dict[str, str]]


class Keep(Protocol):
    """Keeps an amount of a month, in a transaction."""

    async def __call__(self, session: Session, month: date, *, amount: Decimal, by: Actor) -> None:
        """Keep it. Raises ValueError where it makes no sense."""
        ...


HOURS = tuple(map(str, range(24)))
LONGEST_NUMBER = 6


@get("/reports")
async def report(request: AnyRequest) -> Response[bytes]:
    """Show the report of a period."""
    return await _page(request, await signed_in(request))


async def _page(request: AnyRequest, member: Member, *, problem: str | None = None) -> Response[bytes]:
    house, say = house_of(request), speech(member.locale, "desk")
    company, asked = await house.parts.company(), await _asked(request)
    found = await read(house.database, company, asked, member=member)
    page = report_page(found, company, asked, locale=member.locale, words=_words(say), problem=problem)
    return await show(request, "report.html", page, title=say("Reports"), member=member, status=422 if problem else 200)


@post("/reports/subscription", status_code=303)
async def take_subscription(request: AnyRequest, data: Form) -> Response[Any]:
    """Send this kind of report to the member by mail, or no more."""
    member = await signed_in(request)
    check_form(request, data.get("form_token"))
    house, say = house_of(request), speech(member.locale, "desk")
    company, asked = await house.parts.company(), await _asked(request)
    kinds = {each.value: each for each in MAILED}
    kind, hour, weekday = kinds.get(data.get("kind", "")), data.get("hour", "7"), data.get("weekday", "0")
    zone = data.get("time_zone", "")
    if kind is None or hour not in HOURS or weekday not in HOURS[:7] or zone not in zones(company):
        return await _page(request, member, problem=say("Please choose a day, an hour and a time zone of the list."))
    async with house.database.transaction() as session:
        if data.get("wish") == "end":
            await unsubscribe(session, member.id, kind, by=member.actor)
        else:
            wanted = Subscription(
                member.id, kind, weekday=int(weekday), hour=int(hour), time_zone=zone, since=clock.now()
            )
            await subscribe(session, wanted, by=member.actor)
    back = MARKET_PAGE if kind is Kind.MARKET else f"/desk/reports?{urlencode(asked.query)}"
    return Redirect(back, status_code=303)


@post("/reports/costs", status_code=303)
async def take_costs(request: AnyRequest, data: Form) -> Response[Any]:
    """Keep what a channel cost in a month."""

    async def keep(session: Session, month: date, *, amount: Decimal, by: Actor) -> None:
        await set_cost(session, plain(data.get("channel", "")), month, amount=amount, by=by)

    return await _take_amount(
        request, data, keep, wrong=lambda say: say("Please write the costs as a number such as 1250.50, 0 or more.")
    )


@post("/reports/goals", status_code=303)
async def take_goal(request: AnyRequest, data: Form) -> Response[Any]:
    """Keep what is to be earned in a month or a quarter."""

    async def keep(session: Session, month: date, *, amount: Decimal, by: Actor) -> None:
        await set_goal(session, Span(data.get("span", "")), month, amount=amount, by=by)

    return await _take_amount(
        request, data, keep, wrong=lambda say: say("Please write the goal as a number such as 250000, 0 or more.")
    )


async def _take_amount(
    request: AnyRequest, data: dict[str, str], keep: Keep, *, wrong: Callable[[Speech], str]
) -> Response[Any]:
    """Read a month and an amount and keep them; `wrong` is said where they are none, in the reader's language."""
    member = await signed_in(request)
    check_form(request, data.get("form_token"))
    house, say, asked = house_of(request), speech(member.locale, "desk"), await _asked(request)
    try:
        month = date.fromisoformat(data.get("month", ""))
        amount = Decimal(data.get("amount", "").strip().replace(" ", ""))
        async with house.database.transaction() as session:
            await keep(session, month, amount=amount, by=member.actor)
    except (ValueError, InvalidOperation):
        return await _page(request, member, problem=wrong(say))
    return Redirect(f"/desk/reports?{urlencode(asked.query)}", status_code=303)


@get("/reports/file/{form:str}")
async def report_file(request: AnyRequest, form: FromPath[str]) -> Response[bytes]:
    """Hand a report out as PDF or workbook."""
    member = await signed_in(request)
    house, locale = house_of(request), member.locale
    company, asked = await house.parts.company(), await _asked(request)
    surrounded = await read(house.database, company, asked, member=member)
    return await handed_out(house, report_paper(surrounded.report, company, locale, names=surrounded.names), form)


@get("/reports/behind")
async def report_behind(request: AnyRequest) -> Response[bytes]:
    """Show the customers behind a number."""
    member = await signed_in(request)
    house, say = house_of(request), speech(member.locale, "desk")
    company, asked = await house.parts.company(), await _asked(request)
    asked_page = request.query_params.get("page", "")
    number = int(asked_page) if asked_page.isdecimal() and len(asked_page) <= LONGEST_NUMBER else 1
    named = request.query_params.get("of", "")[:100]
    found = (await read(house.database, company, asked, member=member)).report
    async with house.database.reading() as session:
        try:
            page = await behind_page(
                session, found, company, asked=asked, named=named, number=max(1, number), member=member
            )
        except ReportProblem:
            raise NotFoundException from None
    return await show(request, "report_behind.html", page, title=say("Customers behind the number"), member=member)


async def _asked(request: AnyRequest) -> Asked:
    company = await house_of(request).parts.company()
    return read_query(dict(request.query_params), today=clock.today(company.identity.time_zone))


def _words(say: Speech) -> Words:
    kinds = {Kind.DAILY: say("Day"), Kind.WEEKLY: say("Week"), Kind.MONTHLY: say("Month"), Kind.RANGE: say("Range")}
    return Words(kinds, weekdays(say))


HANDLERS = (report, take_subscription, take_costs, take_goal, report_file, report_behind)
