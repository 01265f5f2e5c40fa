"""What is due today and who is blocked, for other programs; and their answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from litestar import Request, Response, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, FromQuery, JSONBody

from foundation.locales import negotiate
from funnel.journey.act import ActionGone, Answer, answer_action, answer_step
from funnel.journey.today import BlockedCustomer, Todo, today
from scoring.model import AnswerWord
from web.api.guard import requires_api_key
from web.errors import FieldProblem, language_of, problem
from web.input import plain
from web.locale import speech
from web.wiring import API, house_of

AnyRequest = Request[Any, Any, Any]
WORDS: dict[str, AnswerWord] = {"done": "done", "skipped": "skipped", "delayed": "delayed"}


@dataclass(frozen=True, slots=True)
class AnswerGiven:
    """What `POST /api/actions/{id}` takes: `answer` is done, skipped or delayed; delayed needs `until`."""

    answer: str
    until: datetime | None = None
    note: str = ""


def handlers() -> list[HTTPRouteHandler]:
    """Return the handlers of this room."""
    return [list_actions, answer_listed]


@get("/api/actions", guards=[requires_api_key])
async def list_actions(request: AnyRequest, supervisor: FromQuery[bool] = False) -> dict[str, Any]:
    """List what is due, in the language of `Accept-Language`; `supervisor=true` adds what the playbook puts to supervisors."""
    house = house_of(request)
    company = await house.parts.company()
    locale = negotiate(request.headers.get("accept-language"))
    async with house.database.reading() as session:
        found = await today(session, house.parts, company, locale=locale, supervises=supervisor)
    return {
        "total": found.total,
        "actions": [_todo_body(each) for each in found.todos],
        "total_blocked": found.total_blocked,
        "blocked": [_blocked_body(each) for each in found.blocked],
    }


@post("/api/actions/{action_id:str}", guards=[requires_api_key], status_code=200)
async def answer_listed(
    request: AnyRequest, action_id: FromPath[str], data: JSONBody[AnswerGiven]
) -> Response[dict[str, Any]]:
    """Say what became of an action; 409 where it is no longer on the list."""
    house, say = house_of(request), speech(language_of(request), "problems")
    word = WORDS.get(data.answer)
    if word is None:
        raise FieldProblem("answer", say("Write done, skipped or delayed."))
    until = data.until.replace(tzinfo=UTC) if data.until and data.until.tzinfo is None else data.until
    try:
        answer = Answer(word, until, plain(data.note))
    except ValueError:
        raise FieldProblem("until", say("Put it off to a day within the next 180 days.")) from None
    company = await house.parts.company()
    kind, _, rest = action_id.partition("-")
    customer, _, code = rest.partition("-")
    try:
        async with house.database.transaction() as session:
            if kind == "step":
                await answer_step(session, rest, answer, by=API)
            elif customer.isdecimal() and len(customer) <= 10:
                await answer_action(session, int(customer), code, answer=answer, company=company, by=API)
            else:
                raise ActionGone
    except ActionGone:
        return problem(request, 409, detail=say("This action is no longer on the list."))
    return Response({"status": "ok"})


def _todo_body(todo: Todo) -> dict[str, Any]:
    return {
        "id": todo.id,
        "customer_id": todo.customer.id,
        "type": todo.kind,
        "action": todo.title,
        "reason": todo.reason,
        "script": todo.script,
        "facts": [{"label": label, "value": value} for label, value in todo.facts],
        "materials": [{"label": label, "url": address} for label, address in todo.links],
        "cautions": list(todo.cautions),
        "due_at": todo.due_at.isoformat(),
        "overdue": todo.overdue,
        "to": "supervisor" if todo.for_supervisor else "rep",
    }


def _blocked_body(blocked: BlockedCustomer) -> dict[str, Any]:
    return {"customer_id": blocked.customer.id, "reasons": list(blocked.reasons), "value": float(blocked.value)}
