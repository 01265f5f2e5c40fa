"""A customer's data at the desk: what is kept, handed out as a file, and erased after it was shown what that means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

from litestar import Response, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, URLEncodedBody

from funnel.people import repository as people
from funnel.people.model import Customer
from funnel.permissions.model import MAY_ERASE, Member
from funnel.privacy.erase import erase, preview
from funnel.privacy.errors import UnknownPerson
from funnel.privacy.export import export
from funnel.privacy.model import Erasure, Person, Trace
from funnel.privacy.proof import group_name, how_name, remarks
from web.desk.rendering import show
from web.desk.session import AnyRequest, check_form, signed_in
from web.locale import speech
from web.wiring import house_of

Form: TypeAlias = URLEncodedBody[dict[str, str]]


@dataclass(frozen=True, slots=True)
class Line:
    """What a place holds, and what becomes or became of it."""

    what: str
    place: str
    how: str
    before: int
    after: int | None


@dataclass(frozen=True, slots=True)
class PrivacyPage:
    """Context of `desk/privacy.html`: before erasing with its customer, after it with the proof."""

    customer: Customer | None
    lines: tuple[Line, ...]
    remarks: tuple[str, ...] = ()
    proof: str = ""


async def _allowed(request: AnyRequest) -> Member:
    """Return who may; to others the page is not there."""
    member = await signed_in(request)
    if not member.may(MAY_ERASE):
        raise NotFoundException
    return member


@get("/leads/{lead_id:int}/privacy")
async def kept(request: AnyRequest, lead_id: FromPath[int]) -> Response[bytes]:
    """Show what is kept of a customer, and ask before erasing it."""
    member = await _allowed(request)
    house = house_of(request)
    async with house.database.reading() as session:
        customer = await people.find(session, lead_id)
    traces = await preview(house.keeping, Person(customer=lead_id))
    page = PrivacyPage(customer, _lines(traces, member.locale))
    return await show(
        request, "privacy.html", page, title=speech(member.locale, "desk")("Personal data"), member=member
    )


@post("/leads/{lead_id:int}/erase", status_code=200)
async def take_erase(request: AnyRequest, lead_id: FromPath[int], data: Form) -> Response[bytes]:
    """Erase a customer for good, and show the proof."""
    member = await _allowed(request)
    check_form(request, data.get("form_token"))
    house = house_of(request)
    try:
        done = await erase(house.keeping, Person(customer=lead_id), by=member.actor)
    except UnknownPerson:
        raise NotFoundException from None
    say = speech(member.locale, "desk")
    return await show(request, "privacy.html", _proof(done, member.locale), title=say("Erased"), member=member)


@post("/leads/{lead_id:int}/export", status_code=200)
async def take_export(request: AnyRequest, lead_id: FromPath[int], data: Form) -> Response[bytes]:
    """Hand out everything that is kept of a customer as a zip."""
    member = await _allowed(request)
    check_form(request, data.get("form_token"))
    house = house_of(request)
    company = await house.parts.company()
    try:
        packed = await export(
            house.keeping, Person(customer=lead_id), company=company.identity.legal_name, by=member.actor
        )
    except UnknownPerson:
        raise NotFoundException from None
    headers = {"Content-Disposition": f'attachment; filename="customer-{lead_id}.zip"', "Cache-Control": "no-store"}
    return Response(packed.content, media_type="application/zip", headers=headers)


def _proof(done: Erasure, locale: str) -> PrivacyPage:
    return PrivacyPage(None, _lines(done.traces, locale), tuple(remarks(done, locale)), done.id)


def _lines(traces: tuple[Trace, ...], locale: str) -> tuple[Line, ...]:
    return tuple(
        Line(group_name(each.group, locale), each.place, how_name(each.how, locale), each.before, each.after)
        for each in traces
    )


HANDLERS: tuple[Any, ...] = (kept, take_erase, take_export)
