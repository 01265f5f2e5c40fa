"""Of what the staff are reminded by mail, for other programs: read and switched for a member, by the e-mail address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from litestar import Request, get, post
from litestar.exceptions import NotFoundException
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from content.catalogue.model import Company
from foundation.actor import Actor
from foundation.database import Session
from funnel.journey.staff_reminders import switch_reminder
from funnel.permissions import repository as staff
from funnel.permissions.model import Member
from funnel.permissions.team import UnknownMember
from funnel.reminders import repository as switches_kept
from funnel.reminders.model import WORDS, kinds_for
from web.api.guard import requires_api_key
from web.errors import FieldProblem, language_of
from web.locale import speech
from web.wiring import API, house_of

AnyRequest = Request[Any, Any, Any]


@dataclass(frozen=True, slots=True)
class Switches:
    """What `POST /api/staff/{email}/reminders` takes: kinds that are switched on (true) or off (false); others stay."""

    reminders: dict[str, bool]


def handlers() -> list[HTTPRouteHandler]:
    """Return the handlers of this room."""
    return [show_reminders, switch_reminders]


@get("/api/staff/{email:str}/reminders", guards=[requires_api_key])
async def show_reminders(request: AnyRequest, email: FromPath[str]) -> dict[str, Any]:
    """Tell of what a member of staff is reminded by mail: viewed, ending, request, ageing, went_up, as far as it concerns the role."""
    return await _switched(request, email, {})


@post("/api/staff/{email:str}/reminders", guards=[requires_api_key], status_code=200)
async def switch_reminders(request: AnyRequest, email: FromPath[str], data: JSONBody[Switches]) -> dict[str, Any]:
    """Switch reminders of a member of staff on and off; the answer tells how they stand."""
    return await _switched(request, email, data.reminders)


async def _switched(request: AnyRequest, email: str, switches: Mapping[str, bool]) -> dict[str, Any]:
    house, say = house_of(request), speech(language_of(request), "problems")
    if not switches.keys() <= WORDS.keys():
        raise FieldProblem("reminders", say("Please check: {fields}.", fields="reminders"))
    company = await house.parts.company()
    try:
        async with house.database.transaction() as session:
            member = await switch_of(session, email, switches, by=API)
            return {"email": member.email, "reminders": await reminders_body(session, member, company)}
    except UnknownMember:
        raise NotFoundException from None


async def switch_of(session: Session, email: str, switches: Mapping[str, bool], *, by: Actor) -> Member:
    """Switch kinds, by their words, for the member with an address, and return the member. Raises UnknownMember."""
    found = await staff.find_by_email(session, email.strip().lower())
    if found is None or found[0].disabled_at is not None:
        raise UnknownMember
    for word, on in switches.items():
        await switch_reminder(session, found[0].id, WORDS[word], on=on, by=by)
    return found[0]


async def reminders_body(session: Session, member: Member, company: Company) -> dict[str, bool]:
    """Put into JSON which reminders are on, of those that can reach a member."""
    off = await switches_kept.switched_off(session, member.id)
    return {kind.word: kind not in off for kind in kinds_for(member, company)}
