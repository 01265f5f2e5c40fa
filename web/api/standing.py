"""Where a customer stands, changed by another program: a stage, a loss with its cause, an opening again; and how it came there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from litestar import Request, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from foundation.locales import negotiate
from funnel.journey.stand import UnknownStage, lose, move_by_hand, win_back
from funnel.people import repository as people
from funnel.timeline import repository as timeline
from scoring.wording import reason_sentence, stage_name
from web.api.guard import requires_api_key
from web.errors import FieldProblem, language_of
from web.input import plain
from web.locale import speech
from web.wiring import API, house_of

AnyRequest = Request[Any, Any, Any]


@dataclass(frozen=True, slots=True)
class StageGiven:
    """What `POST /api/customers/{id}/stage` takes."""

    stage: int
    who: str = "API"
    note: str = ""


@dataclass(frozen=True, slots=True)
class LossGiven:
    """What `POST /api/customers/{id}/lost` takes: price, lead_time, fit, competitor, slow_follow_up, documents_unread, other, unknown."""

    cause: str = "unknown"
    note: str = ""


def handlers() -> list[HTTPRouteHandler]:
    """Return the handlers of this room."""
    return [stage_history, take_stage, take_loss, take_back]


@get("/api/customers/{customer_id:int}/stages", guards=[requires_api_key])
async def stage_history(request: AnyRequest, customer_id: FromPath[int]) -> dict[str, Any]:
    """Tell every move of a customer, oldest first, with its reason, who moved it and the ids of the events it rests on."""
    house = house_of(request)
    company = await house.parts.company()
    locale = negotiate(request.headers.get("accept-language"))
    async with house.database.reading() as session:
        customer = await people.find(session, customer_id)
        moves = await timeline.moves(session, customer_id)
    return {
        "customer_id": customer_id,
        "stage": customer.stage,
        "stage_name": stage_name(customer.stage, locale, company),
        "since": customer.stage_at.isoformat(),
        "lost": customer.lost,
        "lost_cause": customer.lost_reason,
        "moves": [
            {
                "from": move.from_stage,
                "to": move.to_stage,
                "at": move.at.isoformat(),
                "reason": reason_sentence(move.reason, company, locale),
                "note": move.reason.data.get("note", ""),
                "actor": move.actor,
                "evidence": [int(each) for each in str(move.reason.data.get("evidence", "")).split(",") if each],
            }
            for move in moves
        ],
    }


@post("/api/customers/{customer_id:int}/stage", guards=[requires_api_key], status_code=200)
async def take_stage(request: AnyRequest, customer_id: FromPath[int], data: JSONBody[StageGiven]) -> dict[str, Any]:
    """Put a customer on a stage, forward or back."""
    house, say = house_of(request), speech(language_of(request), "problems")
    company = await house.parts.company()
    who, note = plain(data.who).strip()[:100] or "API", plain(data.note).strip()
    try:
        async with house.database.transaction() as session:
            moved = await move_by_hand(session, customer_id, data.stage, who=who, note=note, company=company, by=API)
    except UnknownStage:
        raise FieldProblem("stage", say("Please check: {fields}.", fields="stage")) from None
    return {"moved": moved}


@post("/api/customers/{customer_id:int}/lost", guards=[requires_api_key], status_code=200)
async def take_loss(request: AnyRequest, customer_id: FromPath[int], data: JSONBody[LossGiven]) -> dict[str, Any]:
    """Close a customer as lost; false where it was lost or won already."""
    house, say = house_of(request), speech(language_of(request), "problems")
    company = await house.parts.company()
    try:
        async with house.database.transaction() as session:
            lost = await lose(session, customer_id, data.cause, note=plain(data.note), company=company, by=API)
    except UnknownStage:
        raise FieldProblem("cause", say("Please check: {fields}.", fields="cause")) from None
    return {"lost": lost}


@post("/api/customers/{customer_id:int}/reopen", guards=[requires_api_key], status_code=200)
async def take_back(request: AnyRequest, customer_id: FromPath[int]) -> dict[str, Any]:
    """Open a lost customer again; false where it was open."""
    house = house_of(request)
    company = await house.parts.company()
    async with house.database.transaction() as session:
        return {"reopened": await win_back(session, customer_id, company=company, by=API)}
