"""A person's data for other programs: what is kept, handed out, and erased everywhere; the twin of `tradewind erase`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from litestar import Request, Response, post
from litestar.exceptions import NotFoundException
from litestar.handlers import HTTPRouteHandler
from litestar.params import JSONBody

from funnel.privacy.erase import erase, person_of, preview
from funnel.privacy.errors import NoAddressGiven, PersonIsStaff, UnknownPerson
from funnel.privacy.export import export
from funnel.privacy.model import Person
from funnel.privacy.proof import proof_body, trace_bodies
from web.api.guard import requires_api_key
from web.errors import FieldProblem, language_of
from web.locale import speech
from web.wiring import API, house_of

AnyRequest = Request[Any, Any, Any]


@dataclass(frozen=True, slots=True)
class WhoBody:
    """Whom it is about, by e-mail address."""

    email: str


@dataclass(frozen=True, slots=True)
class EraseBody:
    """Whom to erase, by e-mail address; `dry_run` only tells what there is."""

    email: str
    dry_run: bool = False


def handlers() -> list[HTTPRouteHandler]:
    """Return the handlers of this room."""
    return [erase_one, export_one]


@post("/api/privacy/erase", guards=[requires_api_key], status_code=200)
async def erase_one(request: AnyRequest, data: JSONBody[EraseBody]) -> dict[str, Any]:
    """Erase a person everywhere, and tell what was erased and where, in the language of the request."""
    person = _person(request, data.email)
    keeping, locale = house_of(request).keeping, language_of(request)
    try:
        if data.dry_run:
            return {"state": "dry_run", "erased": trace_bodies(await preview(keeping, person), locale)}
        return proof_body(await erase(keeping, person, by=API), locale)
    except UnknownPerson:
        raise NotFoundException from None
    except PersonIsStaff:
        raise _no_customer(request) from None


@post("/api/privacy/export", guards=[requires_api_key], status_code=200)
async def export_one(request: AnyRequest, data: JSONBody[WhoBody]) -> Response[bytes]:
    """Hand out everything that is kept of a person as a zip."""
    person = _person(request, data.email)
    house = house_of(request)
    company = await house.parts.company()
    try:
        packed = await export(house.keeping, person, company=company.identity.legal_name, by=API)
    except UnknownPerson:
        raise NotFoundException from None
    except PersonIsStaff:
        raise _no_customer(request) from None
    headers = {"Content-Disposition": 'attachment; filename="personal-data.zip"', "Cache-Control": "no-store"}
    return Response(packed.content, media_type="application/zip", headers=headers)


def _person(request: AnyRequest, email: str) -> Person:
    try:
        return person_of(email)
    except NoAddressGiven:
        raise FieldProblem("email", speech(language_of(request), "problems")("This is no e-mail address.")) from None


def _no_customer(request: AnyRequest) -> FieldProblem:
    say = speech(language_of(request), "problems")
    return FieldProblem("email", say("This is a member of the staff; their account is ended by the owner."))
