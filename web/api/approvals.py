"""Requests for approval for other programs: what waits, and an answer on behalf of a member of staff."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from litestar import Request, Response, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from foundation import clock
from funnel.journey.approvals import ANSWERS, ApprovalAnswer, answer_request, member_named
from funnel.permissions.team import UnknownMember
from quoting.approvals import repository as requests
from quoting.approvals.model import ApprovalRequest
from quoting.errors import QuotingError
from web.api.guard import requires_api_key
from web.api.quotes import quote_body, quoting_problem
from web.errors import FieldProblem, language_of
from web.locale import speech
from web.wiring import house_of

AnyRequest = Request[Any, Any, Any]


@dataclass(frozen=True, slots=True)
class AnswerBody:
    """What `POST /api/authority/requests/{number}` takes: `decision` is approve, change or refuse; `by` a member's e-mail.

    `discounts` of a change maps the number of an item to percent; items that are not named stay as they were asked for.
    """

    decision: str
    by: str
    reason: str = ""
    discounts: dict[str, str | float] = field(default_factory=dict)


def handlers() -> list[HTTPRouteHandler]:
    """Return the handlers of this room."""
    return [list_requests, answer_one]


@get("/api/authority/requests", guards=[requires_api_key])
async def list_requests(request: AnyRequest) -> dict[str, Any]:
    """List what waits for an approval, the most urgent first."""
    async with house_of(request).parts.database.reading() as session:
        waiting = await requests.open_ones(session)
    return {"requests": [request_body(one) for one in waiting]}


@post("/api/authority/requests/{number:str}", guards=[requires_api_key], status_code=200)
async def answer_one(
    request: AnyRequest, number: FromPath[str], data: JSONBody[AnswerBody]
) -> Response[dict[str, Any]]:
    """Approve, change or refuse a waiting quote on behalf of a member of staff, with all that their role may and may not."""
    house, say = house_of(request), speech(language_of(request), "quotes")
    word = next((one for one in ANSWERS if one == data.decision), None)
    if word is None:
        raise FieldProblem("decision", say("Write approve, change or refuse."))
    company = await house.parts.company()
    answer = ApprovalAnswer(word, data.reason, _discounts(request, data.discounts))
    try:
        async with house.parts.database.transaction() as session:
            by = await member_named(session, data.by)
            quote = await answer_request(session, number, answer, company=company, by=by)
    except UnknownMember:
        raise FieldProblem("by", say("Nobody of the staff has this e-mail address.")) from None
    except QuotingError as error:
        return quoting_problem(request, error)
    return Response(quote_body(quote, house, company))


def request_body(one: ApprovalRequest) -> dict[str, Any]:
    """Put a request into JSON: who asked for what and why, who answers by when."""
    return {
        "number": one.number,
        "state": one.state.value,
        "level": one.level,
        "asked_by": one.asked_by,
        "asked_at": one.created_at.isoformat(),
        "due_at": one.due_at.isoformat(),
        "overdue": one.is_overdue(clock.now()),
        "words": one.words,
        "why": [dict(decision) for decision in one.why],
    }


def _discounts(request: AnyRequest, given: dict[str, str | float]) -> dict[int, Decimal]:
    try:
        return {int(position): Decimal(str(percent)) for position, percent in given.items()}
    except (ValueError, InvalidOperation):
        say = speech(language_of(request), "quotes")
        raise FieldProblem("discounts", say("This is no percentage; write a number such as 7.5.")) from None
