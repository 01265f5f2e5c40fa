"""The addresses of the desk: parse, call one verb, choose a template."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeAlias

from litestar import Response, Router, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, URLEncodedBody
from litestar.response import Redirect

from foundation.locales import negotiate
from funnel.journey.capture import tell_crm
from funnel.journey.suggest import set_suggestion_aside, take_suggestion
from funnel.mails import repository as mails
from funnel.permissions import repository as staff
from funnel.permissions.accounts import SignInRefused, sign_in
from web.desk import (
    account,
    behaviour_work,
    inbox_work,
    knowledge_work,
    mailings_work,
    owner_work,
    papers,
    playbook_work,
    privacy,
    report_work,
    requests_work,
    stages_work,
    standing,
    team,
    today,
    weights_work,
    work,
)
from web.desk.leads import lead_list, lead_page
from web.desk.mail_view import MailView, read_mail
from web.desk.rendering import show
from web.desk.seeing import check_mail, visible
from web.desk.session import (
    AnyRequest,
    ChoosePasswordFirst,
    SignInFirst,
    check_form,
    session_cookie,
    signed_in,
)
from web.errors import TooOften
from web.locale import speech
from web.throttle import SIGN_INS_OF_AN_ADDRESS
from web.visitor import address_of, from_our_pages
from web.wiring import House, house_of

Form: TypeAlias = URLEncodedBody[dict[str, str]]
LEADS = "/desk/leads"


@get("/")
async def front(request: AnyRequest) -> Redirect:
    """Send to the leads."""
    return Redirect(LEADS)


@get("/sign-in")
async def sign_in_page(request: AnyRequest) -> Response[bytes]:
    """Ask for address and password."""
    locale = negotiate(request.headers.get("accept-language"))
    say = speech(locale, "desk")
    return await show(request, "sign_in.html", {"problem": None, "email": ""}, title=say("Sign in"), locale=locale)


@post("/sign-in", status_code=303)
async def take_sign_in(request: AnyRequest, data: Form) -> Response[Any]:
    """Sign in, at most ten times in five minutes from one address."""
    house = house_of(request)
    locale = negotiate(request.headers.get("accept-language"))
    say = speech(locale, "desk")
    email = data.get("email", "")[:320]
    if not from_our_pages(request, house.parts.public_url):
        raise NotFoundException
    try:
        house.throttle.count(SIGN_INS_OF_AN_ADDRESS, address_of(request, house.settings.trusted_proxies))
        member, token = await sign_in(house.database, email, data.get("password", ""))
    except SignInRefused:
        problem, status = say("E-mail address or password are not right."), 403
    except TooOften as error:
        problem, status = say("Too many attempts. Please try again in {seconds} seconds.", seconds=error.seconds), 429
    else:
        if member.must_change_password:  # a new account speaks its browser's language until its owner chooses
            async with house.database.transaction() as session:
                await staff.set_locale(session, member.id, locale)
        to = "/desk/account" if member.must_change_password else LEADS
        return Redirect(to, status_code=303, cookies=[session_cookie(token, secure=house.secure)])
    page = {"problem": problem, "email": email}
    return await show(request, "sign_in.html", page, title=say("Sign in"), locale=locale, status=status)


@get("/leads")
async def leads(request: AnyRequest) -> Response[bytes]:
    """List leads, best first."""
    member = await signed_in(request)
    house = house_of(request)
    company = await house.parts.company()
    async with house.database.reading() as session:
        page = await lead_list(session, company, dict(request.query_params), member=member)
    return await show(request, "leads.html", page, title=speech(member.locale, "desk")("Leads"), member=member)


@get("/leads/{lead_id:int}")
async def lead(request: AnyRequest, lead_id: FromPath[int]) -> Response[bytes]:
    """Show a lead with its conversation, its grade and why."""
    member = await signed_in(request)
    house = house_of(request)
    company = await house.parts.company()
    async with house.database.reading() as session:
        page = await lead_page(session, company, lead_id, member=member, addresses=house.parts.addresses)
    return await show(request, "lead.html", page, title=page.customer.display_name, member=member)


@post("/leads/{lead_id:int}/crm", status_code=303)
async def push_again(request: AnyRequest, lead_id: FromPath[int], data: Form) -> Redirect:
    """Send a lead to the CRM once more, after a person mended what it refused."""
    member = await signed_in(request)
    check_form(request, data.get("form_token"))
    async with house_of(request).database.transaction() as session:
        await visible(session, member, lead_id)
        await tell_crm(session, lead_id)
    return Redirect(f"{LEADS}/{lead_id}", status_code=303)


@post("/leads/{lead_id:int}/suggestion", status_code=303)
async def take_stage(request: AnyRequest, lead_id: FromPath[int], data: Form) -> Redirect:
    """Take the suggested stage, or set the suggestion aside."""
    member = await signed_in(request)
    check_form(request, data.get("form_token"))
    house = house_of(request)
    company = await house.parts.company()
    async with house.database.transaction() as session:
        await visible(session, member, lead_id)
        if data.get("decision") == "take":
            await take_suggestion(session, lead_id, company, by=member.actor)
        else:
            await set_suggestion_aside(session, lead_id, company, by=member.actor)
    return Redirect(f"{LEADS}/{lead_id}", status_code=303)


@get("/mails/{mail_id:str}")
async def mail(request: AnyRequest, mail_id: FromPath[str]) -> Response[bytes]:
    """Show a mail as it left, where the outbox keeps it."""
    member = await signed_in(request)
    house = house_of(request)
    async with house.database.reading() as session:
        await check_mail(session, member, mail_id)
        outgoing = await mails.look_up(session, mail_id)
    if outgoing is None:
        raise NotFoundException
    kept = Path(outgoing.detail) if outgoing.detail and outgoing.detail.endswith(".eml") else None
    in_outbox = kept is not None and kept.resolve().is_relative_to(house.folder.outbox) and kept.is_file()
    message = read_mail(kept.read_bytes()) if kept is not None and in_outbox else None
    page = MailView(outgoing, message)
    return await show(request, "mail.html", page, title=speech(member.locale, "desk")("E-mail"), member=member)


def _sign_in_first(request: AnyRequest, error: SignInFirst) -> Redirect:
    return Redirect("/desk/sign-in", status_code=303)


def _choose_password_first(request: AnyRequest, error: ChoosePasswordFirst) -> Redirect:
    return Redirect("/desk/account", status_code=303)


def make_router(house: House) -> Router:
    """Make the desk's part of the application."""
    return Router(
        "/desk",
        route_handlers=[
            front,
            sign_in_page,
            take_sign_in,
            leads,
            lead,
            push_again,
            take_stage,
            mail,
            *account.HANDLERS,
            *work.HANDLERS,
            *today.HANDLERS,
            *standing.HANDLERS,
            *owner_work.HANDLERS,
            *team.HANDLERS,
            *requests_work.HANDLERS,
            *inbox_work.HANDLERS,
            *mailings_work.HANDLERS,
            *knowledge_work.HANDLERS,
            *behaviour_work.HANDLERS,
            *privacy.HANDLERS,
            *report_work.HANDLERS,
            *papers.HANDLERS,
            *stages_work.HANDLERS,
            *playbook_work.HANDLERS,
            *weights_work.HANDLERS,
        ],
        exception_handlers={SignInFirst: _sign_in_first, ChoosePasswordFirst: _choose_password_first},
        include_in_schema=False,
    )
