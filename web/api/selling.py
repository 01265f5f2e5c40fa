"""Stages, playbook and the weights of the grade for other programs: what holds, its versions, a change looked at or made."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from litestar import Request, Response, get, put
from litestar.exceptions import NotFoundException
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from content.catalogue import repository as catalogue
from content.editions import repository as editions
from content.editions.model import SUBJECTS, Edition, Problem, Subject
from funnel.journey.redesign import ChangedMeanwhile, Effects, NotSound, adopt, examine, present
from web.api.guard import requires_api_key
from web.desk.edition_words import problem_words
from web.errors import language_of, problem
from web.input import plain
from web.locale import speech
from web.wiring import API, house_of

AnyRequest = Request[Any, Any, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """What `PUT /api/selling/{subject}` takes: the whole in the form of the pack's file, and the version it was made from.

    `look` says whom it would concern and stores nothing.
    """

    body: dict[str, Any]
    based_on: int
    note: str = ""
    look: bool = False


def handlers() -> list[HTTPRouteHandler]:
    """Return the handlers of this room."""
    return [show_subject, list_versions, show_version, change_subject]


@get("/api/selling/{subject:str}", guards=[requires_api_key])
async def show_subject(request: AnyRequest, subject: FromPath[str]) -> dict[str, Any]:
    """Tell what holds: `stages`, `playbook`, or `scoring` (the weights of the grade), as the pack's file would say it, with its version."""
    known = _subject(subject)
    async with house_of(request).database.reading() as session:
        company = await catalogue.read_company(session)
        newest = await editions.find(session, known)
    return {"version": newest.number if newest else 0, **present(company, known)}


@get("/api/selling/{subject:str}/versions", guards=[requires_api_key])
async def list_versions(request: AnyRequest, subject: FromPath[str]) -> dict[str, Any]:
    """List the versions, the newest first."""
    known = _subject(subject)
    async with house_of(request).database.reading() as session:
        return {"versions": [_version(each) for each in await editions.listed(session, known)]}


@get("/api/selling/{subject:str}/versions/{number:int}", guards=[requires_api_key])
async def show_version(request: AnyRequest, subject: FromPath[str], number: FromPath[int]) -> dict[str, Any]:
    """Tell an older version."""
    known = _subject(subject)
    async with house_of(request).database.reading() as session:
        edition = await editions.find(session, known, number)
    if edition is None:
        raise NotFoundException
    return {**_version(edition), **edition.body}


@put("/api/selling/{subject:str}", guards=[requires_api_key], status_code=200)
async def change_subject(
    request: AnyRequest, subject: FromPath[str], data: JSONBody[Change]
) -> Response[dict[str, Any]] | dict[str, Any]:
    """Look at a change, or make it a new version; 409 where somebody else saved one after `based_on`."""
    known = _subject(subject)
    house = house_of(request)
    try:
        async with house.database.transaction() as session:
            company = await catalogue.read_company(session)
            draft, effects = await examine(session, company, known, body=data.body)
            if draft.problems:
                raise NotSound(draft.problems)
            number = data.based_on
            if not data.look:
                note = plain(data.note)
                number = await adopt(session, company, known, body=data.body, based_on=data.based_on, by=API, note=note)
    except NotSound as error:
        return _refused(request, error.problems)
    except ChangedMeanwhile as error:
        say = speech(language_of(request), "desk")
        detail = say("Version {number} was saved in the meantime. Look at it before you save.", number=error.number)
        return problem(request, 409, detail=detail, version=error.number)
    return {"saved": not data.look, "version": number, **told(effects)}


def told(effects: Effects) -> dict[str, Any]:
    """Write down whom a change concerns."""
    return {
        "moves": [asdict(each) for each in effects.moves],
        "ahead": dict(effects.ahead),
        "plays": [asdict(each) for each in effects.plays],
        "grades": asdict(effects.grades) if effects.grades else None,
    }


def _refused(request: AnyRequest, problems: tuple[Problem, ...]) -> Response[dict[str, Any]]:
    say = speech(language_of(request), "desk")
    errors = [{"field": each.place, "code": each.code, "error": problem_words(each, say, {})} for each in problems]
    return problem(request, 422, detail=errors[0]["error"], errors=errors)


def _version(edition: Edition) -> dict[str, Any]:
    return {
        "version": edition.number,
        "at": edition.at.isoformat(),
        "actor": edition.actor,
        "note": edition.note,
    }


def _subject(name: str) -> Subject:
    if name not in SUBJECTS:
        raise NotFoundException
    return name
