"""Where a lead stands, changed at the desk: moved forward or back, lost with its cause, opened again."""

from __future__ import annotations

from typing import Any, TypeAlias

from litestar import post
from litestar.params import FromPath, URLEncodedBody
from litestar.response import Redirect

from funnel.journey.stand import UnknownStage, lose, move_by_hand, win_back
from web.desk.seeing import visible
from web.desk.session import AnyRequest, check_form, signed_in
from web.input import plain
from web.wiring import house_of

Form: TypeAlias = URLEncodedBody[dict[str, str]]


@post("/leads/{lead_id:int}/standing", status_code=303)
async def take_standing(request: AnyRequest, lead_id: FromPath[int], data: Form) -> Redirect:
    """Move a lead to a stage, close it as lost, or open it again; what makes no sense changes nothing."""
    member = await signed_in(request)
    check_form(request, data.get("form_token"))
    house = house_of(request)
    company = await house.parts.company()
    note, stage = plain(data.get("note", "")).strip(), data.get("stage", "")
    async with house.database.transaction() as session:
        await visible(session, member, lead_id)
        try:
            if data.get("decision") == "move" and stage.isdecimal() and len(stage) <= 2:
                await move_by_hand(
                    session, lead_id, int(stage), who=member.name, note=note, company=company, by=member.actor
                )
            elif data.get("decision") == "lose":
                cause = data.get("cause", "")
                await lose(session, lead_id, cause, note=note, company=company, by=member.actor)
            elif data.get("decision") == "reopen":
                await win_back(session, lead_id, company=company, by=member.actor)
        except UnknownStage:
            pass
    return Redirect(f"/desk/leads/{lead_id}", status_code=303)


HANDLERS: tuple[Any, ...] = (take_standing,)
