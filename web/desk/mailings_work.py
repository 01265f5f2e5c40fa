"""The addresses of mailings: write them, look whom they would reach, try them out, let them go, hold them up, read what came of them."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, TypeAlias

from litestar import Response, get, post
from litestar.exceptions import NotFoundException, PermissionDeniedException
from litestar.params import FromPath, URLEncodedBody
from litestar.response import Redirect

from foundation.database import Session
from funnel.journey.mailings import (
    change_mailing,
    faults_of,
    may_start,
    pause_mailing,
    resume_mailing,
    start_mailing,
    stop_mailing,
    try_out,
    write_mailing,
)
from funnel.mailings import repository as mailings
from funnel.mailings.errors import MailingChanged, MailingNotReady, UnknownMailing, WrongState
from funnel.mailings.form import content_from_json
from funnel.mailings.model import Content, Mailing, MailingState
from funnel.permissions.model import Member
from web.desk.edition_form import is_number
from web.desk.mailing_words import problem_sentences
from web.desk.mailings import MailingEdit, choices, given_content, mailing_list, mailing_page
from web.desk.rendering import show
from web.desk.session import AnyRequest, check_form, signed_in
from web.locale import speech
from web.wiring import house_of

Form: TypeAlias = URLEncodedBody[dict[str, Any]]
MAILINGS = "/desk/mailings"
NEW = "new"
_TURNS = {"pause": pause_mailing, "resume": resume_mailing, "stop": stop_mailing}


@get("/mailings")
async def mailings_page(request: AnyRequest) -> Response[bytes]:
    """List the mailings, the newest first."""
    member = await signed_in(request)
    async with house_of(request).database.reading() as session:
        page = await mailing_list(session, locale=member.locale)
    return await show(request, "mailings.html", page, title=speech(member.locale, "desk")("Mailings"), member=member)


@get("/mailings/{mailing_id:str}")
async def one_mailing(request: AnyRequest, mailing_id: FromPath[str]) -> Response[bytes]:
    """Show a mailing: whom a draft would reach, or what came of it."""
    member = await signed_in(request)
    say = speech(member.locale, "desk")
    told = {
        "saved": say("Saved."),
        "tried": say("The mail is on its way to {address}.", address=member.email),
        "started": say("The mailing has begun."),
    }
    said = next((told[each] for each in told if each in request.query_params), "")
    return await _page(request, member, mailing_id, told=said)


@get("/mailings/{mailing_id:str}/edit")
async def edit_mailing(request: AnyRequest, mailing_id: FromPath[str]) -> Response[bytes]:
    """Show the form: empty for a new mailing, or filled with a draft; with `copy` with any mailing, as a new one."""
    member = await signed_in(request)
    house = house_of(request)
    copied = request.query_params.get("copy", "")[:32]
    async with house.database.reading() as session:
        source = copied if mailing_id == NEW else mailing_id
        mailing = await _found(session, source) if source else None
    if mailing_id != NEW and (mailing is None or mailing.state is not MailingState.DRAFT):
        raise NotFoundException
    content = mailing.content if mailing else Content("", "")
    revision = mailing.revision if mailing and mailing_id != NEW else 0
    return await _form(request, member, mailing_id, content=content, revision=revision)


@post("/mailings/{mailing_id:str}/edit", status_code=200)
async def take_mailing(request: AnyRequest, mailing_id: FromPath[str], data: Form) -> Response[Any]:
    """Store what was written, finished or not; what is not right yet is told on the mailing's page."""
    member = await signed_in(request)
    check_form(request, str(data.get("form_token")))
    given, written = given_content(data), str(data.get("revision", ""))
    revision = int(written) if is_number(written) else 0
    say = speech(member.locale, "desk")
    if not given["name"].strip():
        content = content_from_json(given)
        return await _form(request, member, mailing_id, content=content, revision=revision, nameless=True)
    try:
        async with house_of(request).database.transaction() as session:
            if mailing_id == NEW:
                mailing = await write_mailing(session, given, by=member.actor)
            else:
                mailing = await change_mailing(session, mailing_id, given, revision=revision, by=member.actor)
    except UnknownMailing:
        raise NotFoundException from None
    except MailingChanged:
        general = (
            say("Somebody else changed or began this mailing meanwhile. Copy what you wrote, and read it again."),
        )
        content = content_from_json(given)
        return await _form(request, member, mailing_id, content=content, revision=revision, general=general)
    return Redirect(f"{MAILINGS}/{mailing.id}?saved=1", status_code=303)


@post("/mailings/{mailing_id:str}/trial", status_code=303)
async def take_trial(request: AnyRequest, mailing_id: FromPath[str], data: Form) -> Redirect:
    """Send the text in one language to who is signed in."""
    member = await signed_in(request)
    check_form(request, str(data.get("form_token")))
    locale = str(data.get("locale", ""))
    async with house_of(request).database.transaction() as session:
        mailing = await _found(session, mailing_id)
        if locale not in mailing.content.texts:
            raise NotFoundException
        await try_out(session, mailing_id, member.email, locale=locale, by=member.actor)
    return Redirect(f"{MAILINGS}/{mailing_id}?tried=1", status_code=303)


@post("/mailings/{mailing_id:str}/start", status_code=303)
async def take_start(request: AnyRequest, mailing_id: FromPath[str], data: Form) -> Response[Any]:
    """Let a mailing go, by who may."""
    member = await _sender(request, data)
    house, say = house_of(request), speech(member.locale, "desk")
    company = await house.parts.company()
    written = str(data.get("revision", ""))
    try:
        async with house.database.transaction() as session:
            revision = int(written) if is_number(written) else 0
            await start_mailing(session, mailing_id, company, revision=revision, by=member.actor, locale=member.locale)
    except UnknownMailing:
        raise NotFoundException from None
    except (MailingChanged, WrongState):
        problem = say("Somebody else changed or began this mailing meanwhile. Look at it again.")
        return await _page(request, member, mailing_id, problem=problem)
    except MailingNotReady as error:
        problem = " ".join(dict.fromkeys(problem_sentences(error.problems, say).values()))
        return await _page(request, member, mailing_id, problem=problem)
    return Redirect(f"{MAILINGS}/{mailing_id}?started=1", status_code=303)


@post("/mailings/{mailing_id:str}/turn", status_code=303)
async def take_turn(request: AnyRequest, mailing_id: FromPath[str], data: Form) -> Response[Any]:
    """Hold a mailing up, go on with it, or end it."""
    member = await _sender(request, data)
    turn = _TURNS.get(str(data.get("do")))
    if turn is None:
        raise NotFoundException
    try:
        async with house_of(request).database.transaction() as session:
            await turn(session, mailing_id, by=member.actor)
    except UnknownMailing:
        raise NotFoundException from None
    except WrongState:
        say = speech(member.locale, "desk")
        problem = say("Somebody else was faster, or all mails have left meanwhile.")
        return await _page(request, member, mailing_id, problem=problem)
    return Redirect(f"{MAILINGS}/{mailing_id}", status_code=303)


async def _sender(request: AnyRequest, data: dict[str, Any]) -> Member:
    member = await signed_in(request)
    check_form(request, str(data.get("form_token")))
    if not may_start(member.actor):
        raise PermissionDeniedException
    return member


async def _found(session: Session, mailing_id: str) -> Mailing:
    try:
        return await mailings.find(session, mailing_id)
    except UnknownMailing:
        raise NotFoundException from None


async def _page(
    request: AnyRequest, member: Member, mailing_id: str, *, told: str = "", problem: str = ""
) -> Response[bytes]:
    house = house_of(request)
    company = await house.parts.company()
    async with house.database.reading() as session:
        mailing = await _found(session, mailing_id)
        page = await mailing_page(session, company, mailing, member=member, told=told, problem=problem)
    status = 409 if problem else 200
    return await show(request, "mailing.html", page, title=mailing.content.name, member=member, status=status)


async def _form(
    request: AnyRequest,
    member: Member,
    mailing_id: str,
    *,
    content: Content,
    revision: int,
    nameless: bool = False,
    general: tuple[str, ...] = (),
) -> Response[bytes]:
    house, say = house_of(request), speech(member.locale, "desk")
    company = await house.parts.company()
    empty = content == Content("", "")
    faults = () if empty else faults_of(content, company, by=member.actor, locale=member.locale)
    async with house.database.reading() as session:
        offered = await choices(session, company, say)
    problems = problem_sentences(faults, say) | ({"name": say("Please fill this in.")} if nameless else {})
    page = MailingEdit(
        address=f"{MAILINGS}/{mailing_id}/edit",
        content=content,
        chosen=asdict(content.audience),
        choices=offered,
        revision=revision,
        problems=problems,
        general=general,
    )
    title = say("New mailing") if mailing_id == NEW else content.name
    status = 422 if nameless else 409 if general else 200
    return await show(request, "mailing_edit.html", page, title=title, member=member, status=status)


HANDLERS: tuple[Any, ...] = (
    mailings_page,
    one_mailing,
    edit_mailing,
    take_mailing,
    take_trial,
    take_start,
    take_turn,
)
