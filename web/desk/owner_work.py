"""The addresses by which customers change hands at the desk."""

from __future__ import annotations

from typing import Any, TypeAlias

from litestar import post
from litestar.exceptions import NotFoundException, PermissionDeniedException
from litestar.params import FromPath, URLEncodedBody
from litestar.response import Redirect

from funnel.journey.hand_over import NoSuchOwner, NotYours, assign_unowned, reassign
from funnel.owners.model import sees
from funnel.permissions.model import MAY_REASSIGN
from web.desk.seeing import visible
from web.desk.session import AnyRequest, check_form, signed_in
from web.input import plain
from web.wiring import house_of

Form: TypeAlias = URLEncodedBody[dict[str, str]]
LEADS = "/desk/leads"


@post("/leads/{lead_id:int}/owner", status_code=303)
async def take_owner(request: AnyRequest, lead_id: FromPath[int], data: Form) -> Redirect:
    """Give a lead to somebody, take it, or let it belong to nobody; a member who is gone meanwhile changes nothing."""
    member = await signed_in(request)
    check_form(request, data.get("form_token"))
    note, decision = plain(data.get("note", "")).strip(), data.get("decision", "")
    chosen = {"take": member.id, "release": None}.get(decision, data.get("owner", "")[:32])
    async with house_of(request).database.transaction() as session:
        await visible(session, member, lead_id)
        try:
            await reassign(session, lead_id, chosen, note=note, member=member)
        except NotYours:
            raise PermissionDeniedException from None
        except NoSuchOwner:
            return Redirect(f"{LEADS}/{lead_id}", status_code=303)
    still_seen = sees(member, chosen)
    return Redirect(f"{LEADS}/{lead_id}" if still_seen else LEADS, status_code=303)


@post("/leads/assign", status_code=303)
async def take_assign(request: AnyRequest, data: Form) -> Redirect:
    """Give leads that belong to nobody to the staff by the pack's rules."""
    member = await signed_in(request)
    check_form(request, data.get("form_token"))
    if not member.may(MAY_REASSIGN):
        raise NotFoundException
    house = house_of(request)
    company = await house.parts.company()
    async with house.database.transaction() as session:
        given = await assign_unowned(session, company)
    return Redirect(f"{LEADS}?assigned={given}", status_code=303)


HANDLERS: tuple[Any, ...] = (take_owner, take_assign)
