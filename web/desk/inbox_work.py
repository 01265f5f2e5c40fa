"""The addresses of mails that came in: those that wait for a person, and what a person does with one."""

from __future__ import annotations

from typing import Any, TypeAlias

from litestar import Response, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, URLEncodedBody
from litestar.response import Redirect

from content.catalogue.model import Company
from foundation.database import Session
from funnel.inbox.errors import NoSuchCustomer
from funnel.inbox.model import ReceivedMail
from funnel.journey.place import give_to_customer, let_out, make_request, put_aside
from funnel.permissions.model import Member
from funnel.requests.errors import RequestError
from web.desk.inbox import inbox_page, mail_page
from web.desk.rendering import show
from web.desk.seeing import check_received, hidden
from web.desk.session import AnyRequest, check_form, signed_in
from web.input import plain
from web.locale import speech
from web.wiring import house_of

Form: TypeAlias = URLEncodedBody[dict[str, str]]
INBOX = "/desk/inbox"
_LONGEST_ADDRESS = 320


@get("/inbox")
async def waiting_mails(request: AnyRequest) -> Response[bytes]:
    """List the mails that wait, or those held back, filed, put aside."""
    member = await signed_in(request)
    async with house_of(request).database.reading() as session:
        page = await inbox_page(session, member, dict(request.query_params))
    return await show(request, "inbox.html", page, title=speech(member.locale, "desk")("Mails"), member=member)


@get("/inbox/{received_id:str}")
async def one_mail(request: AnyRequest, received_id: FromPath[str]) -> Response[bytes]:
    """Show a mail as text, with what was read of its files."""
    return await _one(request, received_id)


@post("/inbox/{received_id:str}", status_code=303)
async def place_mail(request: AnyRequest, received_id: FromPath[str], data: Form) -> Response[Any]:
    """Give a mail to a customer, make it a request, put it aside, or lay it before people again."""
    member = await signed_in(request)
    check_form(request, data.get("form_token"))
    house = house_of(request)
    company = await house.parts.company()
    try:
        async with house.database.transaction() as session:
            await check_received(session, member, received_id)
            placed = await _place(session, received_id, data, company=company, member=member)
    except RequestError as error:
        return await _one(request, received_id, problem=error.sentence(member.locale))
    if placed is None:
        raise NotFoundException
    return Redirect(f"/desk/requests/{placed.request_id}" if placed.request_id else INBOX, status_code=303)


async def _place(
    session: Session, received_id: str, data: dict[str, str], *, company: Company, member: Member
) -> ReceivedMail | None:
    deed, by = data.get("deed", ""), member.actor
    if deed == "customer":
        address = plain(data.get("customer", ""))[:_LONGEST_ADDRESS]
        placed = await give_to_customer(session, received_id, address, company=company, by=by)
        if await hidden(session, member, [placed.customer_id]):
            raise NoSuchCustomer(address=address[:100])
        return placed
    if deed == "request":
        return await make_request(session, received_id, company, by=by)
    if deed == "dismiss":
        return await put_aside(session, received_id, by=by)
    return await let_out(session, received_id, by=by) if deed == "release" else None


async def _one(request: AnyRequest, received_id: str, problem: str | None = None) -> Response[bytes]:
    member = await signed_in(request)
    async with house_of(request).database.reading() as session:
        await check_received(session, member, received_id)
        page = await mail_page(session, received_id, locale=member.locale, problem=problem)
    if page is None:
        raise NotFoundException
    title = page.mail.subject or page.mail.sender
    return await show(request, "inbox_mail.html", page, title=title, member=member, status=422 if problem else 200)


HANDLERS = (waiting_mails, one_mail, place_mail)
