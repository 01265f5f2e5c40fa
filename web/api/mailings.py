"""Mailings for other programs: written, looked at, tried out, begun, held up, ended, and what came of them."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from litestar import Request, Response, get, post, put
from litestar.exceptions import NotFoundException
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from content.catalogue.model import Company
from content.editions.model import Problem
from foundation.actor import Actor
from foundation.database import Session
from funnel.journey.mailing_audience import preview
from funnel.journey.mailing_outcome import result_of
from funnel.journey.mailings import (
    change_mailing,
    faults_of,
    pause_mailing,
    resume_mailing,
    start_mailing,
    stop_mailing,
    try_out,
    write_mailing,
)
from funnel.mailings import repository as mailings
from funnel.mailings.errors import MailingChanged, MailingNotReady, UnknownMailing, WrongState
from funnel.mailings.form import content_to_json
from funnel.mailings.model import Mailing, MailingState
from funnel.permissions import repository as staff
from web.api.guard import requires_api_key
from web.desk.mailing_words import problem_sentences
from web.errors import FieldProblem, language_of, problem
from web.locale import speech
from web.wiring import API, house_of

AnyRequest = Request[Any, Any, Any]
TURNS = {"pause": pause_mailing, "resume": resume_mailing, "stop": stop_mailing}


@dataclass(frozen=True, slots=True)
class MailingGiven:
    """What `POST /api/mailings` and, with the `revision` that was read, `PUT /api/mailings/{id}` take."""

    name: str
    texts: dict[str, dict[str, str]] = field(default_factory=dict)
    reason: str = ""
    audience: dict[str, list[str]] = field(default_factory=dict)
    links: list[str] = field(default_factory=list)
    product: str | None = None
    cards: bool = False
    revision: int = 0


@dataclass(frozen=True, slots=True)
class TrialGiven:
    """What `POST /api/mailings/{id}/trial` takes: a member of the staff by e-mail address, and one of the mailing's languages."""

    email: str
    locale: str


@dataclass(frozen=True, slots=True)
class StartGiven:
    """What `POST /api/mailings/{id}/start` takes: the revision that was looked at."""

    revision: int


def handlers() -> list[HTTPRouteHandler]:
    """Return the handlers of this room."""
    return [list_mailings, add_mailing, show_mailing, alter_mailing, try_mailing, begin_mailing, turn_mailing]


@get("/api/mailings", guards=[requires_api_key])
async def list_mailings(request: AnyRequest) -> dict[str, Any]:
    """List the mailings, the newest first."""
    async with house_of(request).database.reading() as session:
        return {"mailings": [mailing_body(each) for each in await mailings.listed(session)]}


@post("/api/mailings", guards=[requires_api_key], status_code=201)
async def add_mailing(request: AnyRequest, data: JSONBody[MailingGiven]) -> dict[str, Any]:
    """Store a draft; what is not right yet stands in `problems`."""
    house, locale = house_of(request), language_of(request)
    _named(data, locale)
    company = await house.parts.company()
    async with house.database.transaction() as session:
        mailing = await write_mailing(session, asdict(data), by=API)
        return await told(session, mailing, company, by=API, locale=locale)


@get("/api/mailings/{mailing_id:str}", guards=[requires_api_key])
async def show_mailing(request: AnyRequest, mailing_id: FromPath[str]) -> dict[str, Any]:
    """Tell a mailing: of a draft what is not right and whom it would reach now, of others what came of it."""
    house = house_of(request)
    company = await house.parts.company()
    try:
        async with house.database.reading() as session:
            mailing = await mailings.find(session, mailing_id)
            return await told(session, mailing, company, by=API, locale=language_of(request))
    except UnknownMailing:
        raise NotFoundException from None


@put("/api/mailings/{mailing_id:str}", guards=[requires_api_key], status_code=200)
async def alter_mailing(
    request: AnyRequest, mailing_id: FromPath[str], data: JSONBody[MailingGiven]
) -> Response[dict[str, Any]]:
    """Change a draft; 409 where somebody else did since `revision`, or it has begun."""
    house, locale = house_of(request), language_of(request)
    _named(data, locale)

    async def verb(session: Session, company: Company) -> Mailing:
        return await change_mailing(session, mailing_id, asdict(data), revision=data.revision, by=API)

    return await _done(request, house, verb)


@post("/api/mailings/{mailing_id:str}/trial", guards=[requires_api_key], status_code=202)
async def try_mailing(request: AnyRequest, mailing_id: FromPath[str], data: JSONBody[TrialGiven]) -> dict[str, Any]:
    """Send the text in one language to a member of the staff."""
    house, say = house_of(request), speech(language_of(request), "problems")
    try:
        async with house.database.transaction() as session:
            mailing = await mailings.find(session, mailing_id)
            member = await staff.find_by_email(session, data.email.strip().lower())
            if member is None or member[0].disabled_at is not None:
                raise FieldProblem("email", say("Please check: {fields}.", fields="email"))
            if data.locale not in mailing.content.texts:
                raise FieldProblem("locale", say("Please check: {fields}.", fields="locale"))
            return {"mail": await try_out(session, mailing_id, member[0].email, locale=data.locale, by=API)}
    except UnknownMailing:
        raise NotFoundException from None


@post("/api/mailings/{mailing_id:str}/start", guards=[requires_api_key], status_code=200)
async def begin_mailing(
    request: AnyRequest, mailing_id: FromPath[str], data: JSONBody[StartGiven]
) -> Response[dict[str, Any]]:
    """Let a mailing go; 409 where it is another than was looked at, or something in it is not right."""

    async def verb(session: Session, company: Company) -> Mailing:
        locale = language_of(request)
        return await start_mailing(session, mailing_id, company, revision=data.revision, by=API, locale=locale)

    return await _done(request, house_of(request), verb)


@post("/api/mailings/{mailing_id:str}/{turn:str}", guards=[requires_api_key], status_code=200)
async def turn_mailing(request: AnyRequest, mailing_id: FromPath[str], turn: FromPath[str]) -> Response[dict[str, Any]]:
    """Hold a mailing up (`pause`), go on (`resume`), or end it (`stop`)."""
    if turn not in TURNS:
        raise NotFoundException

    async def verb(session: Session, company: Company) -> Mailing:
        return await TURNS[turn](session, mailing_id, by=API)

    return await _done(request, house_of(request), verb)


def _named(data: MailingGiven, locale: str) -> None:
    if not data.name.strip():
        raise FieldProblem("name", speech(locale, "problems")("Please check: {fields}.", fields="name"))


async def _done(request: AnyRequest, house: Any, verb: Any) -> Response[dict[str, Any]]:
    locale = language_of(request)
    say = speech(locale, "desk")
    company = await house.parts.company()
    try:
        async with house.database.transaction() as session:
            mailing = await verb(session, company)
            return Response(await told(session, mailing, company, by=API, locale=locale))
    except UnknownMailing:
        raise NotFoundException from None
    except MailingNotReady as error:
        return problem(request, 409, detail=" ".join(dict.fromkeys(problem_sentences(error.problems, say).values())))
    except (MailingChanged, WrongState):
        detail = say("Somebody else changed or began this mailing meanwhile. Look at it again.")
        return problem(request, 409, detail=detail)


async def told(session: Session, mailing: Mailing, company: Company, *, by: Actor, locale: str) -> dict[str, Any]:
    """Put a mailing into JSON with what is not right and whom it would reach, or with what came of it."""
    body = mailing_body(mailing)
    if mailing.state is not MailingState.DRAFT:
        return body | {"outcome": asdict((await result_of(session, mailing.id)).outcome)}
    faults = faults_of(mailing.content, company, by=by, locale=locale)
    seen = await preview(session, mailing.content, company)
    return body | {"problems": problems_body(faults, locale), "preview": asdict(seen)}


def problems_body(faults: tuple[Problem, ...], locale: str) -> list[dict[str, str]]:
    """Put what is not right into JSON: place, code, sentence."""
    said = problem_sentences(faults, speech(locale, "desk"))
    return [{"place": each.place, "code": each.code, "problem": said[each.place]} for each in faults]


def mailing_body(mailing: Mailing) -> dict[str, Any]:
    """Put a mailing into JSON."""
    moments = {"created_at": mailing.created_at, "started_at": mailing.started_at, "ended_at": mailing.ended_at}
    return {
        "id": mailing.id,
        "state": mailing.state.value,
        "revision": mailing.revision,
        **content_to_json(mailing.content),
        **{name: at.isoformat() if at else None for name, at in moments.items()},
    }
