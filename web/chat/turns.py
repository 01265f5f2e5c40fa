"""`POST /api/advisor/turns`: one message in, one turn out, as JSON or as server-sent events."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import msgspec
from litestar import Request, Response, post
from litestar.datastructures import Cookie
from litestar.exceptions import PermissionDeniedException
from litestar.params import JSONBody
from litestar.response import ServerSentEvent
from litestar.response.sse import ServerSentEventMessage

from foundation.locales import LOCALES
from foundation.log import get_logger
from funnel.errors import MessageTooLong, UnknownConversation
from funnel.journey.answer import Answer
from funnel.journey.bursts import LONGEST_MESSAGE, VisitorMessage
from funnel.journey.converse import converse
from web.api.guard import holds_api_key
from web.errors import FieldProblem, language_of, problem
from web.input import plain
from web.locale import speech
from web.throttle import CALLS_OF_A_KEY, TURNS_OF_A_VISITOR, TURNS_OF_AN_ADDRESS
from web.visitor import Visitor, address_of, from_our_pages, new_visitor, visitor_cookie, visitor_of
from web.wiring import House, house_of

AnyRequest = Request[Any, Any, Any]
STREAM = "text/event-stream"
AT_ONCE_SECONDS = 0.15
"""A turn that is ready within this time is streamed from its first byte; an error within it has its own status."""
LONGEST_PAGE = 500
_log = get_logger("tradewind.chat")


class TurnRequest(msgspec.Struct, kw_only=True):
    """A visitor's message; `conversation` None begins one, an empty first message is answered with the greeting."""

    conversation: str | None = None
    locale: str = "en"
    message: str = ""
    page: str | None = None


@post("/api/advisor/turns", status_code=200)
async def take_turn(request: AnyRequest, data: JSONBody[TurnRequest]) -> Response[Any] | ServerSentEvent:
    """Answer one message of a visitor.

    The first answer sets the cookie `tradewind_visitor` and repeats it as `token`; later turns carry the conversation's id and
    that cookie, or the header `X-Tradewind-Visitor`. With `Accept: text/event-stream` the answer comes as the events `status`,
    `delta` and `turn`.
    """
    house = house_of(request)
    if data.locale in LOCALES:
        request.state["language"] = data.locale
    visitor, full = await admit(request, house, conversation=data.conversation)
    message = read_message(request, data, visitor)
    cookies = [visitor_cookie(visitor, secure=house.secure)]
    # a visitor who goes away while the answer is made has said what they said: the turn is finished and kept
    task = asyncio.create_task(converse(house.parts, message))
    if STREAM not in request.headers.get("accept", ""):
        answer = await asyncio.shield(task)
        return Response(shown(answer, visitor, full=full), cookies=cookies, headers={"Cache-Control": "no-store"})
    done, _ = await asyncio.wait({task}, timeout=AT_ONCE_SECONDS)
    if done and (error := task.exception()) is not None:
        raise error
    return _stream(request, task, visitor, full=full, cookies=cookies)


async def admit(request: AnyRequest, house: House, *, conversation: str | None) -> tuple[Visitor, bool]:
    """Say who speaks and whether they may see everything; raise TooOften, UnknownConversation or PermissionDenied."""
    full = holds_api_key(request)
    if not full and not from_our_pages(request, house.parts.public_url):
        raise PermissionDeniedException
    visitor = visitor_of(request)
    if visitor is None:
        if conversation is not None:
            raise UnknownConversation
        visitor = new_visitor()
    if full:
        house.throttle.count(CALLS_OF_A_KEY, "key")
    else:
        house.throttle.count(TURNS_OF_A_VISITOR, visitor.digest)
        house.throttle.count(TURNS_OF_AN_ADDRESS, address_of(request, house.settings.trusted_proxies))
    return visitor, full


def read_message(request: AnyRequest, data: TurnRequest, visitor: Visitor) -> VisitorMessage:
    """Check what was sent; raise MessageTooLong or FieldProblem."""
    if len(data.message) > LONGEST_MESSAGE:
        raise MessageTooLong(len(data.message), LONGEST_MESSAGE)
    if data.locale not in LOCALES:
        say = speech(language_of(request), "problems")
        raise FieldProblem("locale", say("This language is not offered."))
    page = plain(data.page) if data.page and data.page.startswith("/") else None
    return VisitorMessage(
        visitor=visitor.digest,
        locale=data.locale,
        text=plain(data.message),
        conversation_id=data.conversation,
        page=page[:LONGEST_PAGE] if page else None,
    )


def shown(answer: Answer, visitor: Visitor, *, full: bool) -> dict[str, Any]:
    """Return what this caller may see of an answer."""
    body = dict(answer.body) if full else answer.for_visitor()
    return {**body, "token": visitor.token}


def _stream(
    request: AnyRequest, task: asyncio.Task[Answer], visitor: Visitor, *, full: bool, cookies: list[Cookie]
) -> ServerSentEvent:
    async def events() -> AsyncIterator[ServerSentEventMessage]:
        if not task.done():
            yield _event("status", {"state": "searching"})
        try:
            answer = await asyncio.shield(task)
        except Exception as error:  # noqa: BLE001 - the stream has begun, so that any error becomes its last event
            _log.exception("A streamed turn failed.", exc_info=error)
            yield _event("error", problem(request, 500).content)
            return
        for sentence in answer.sentences:
            yield _event("delta", {"text": sentence})
        yield _event("turn", shown(answer, visitor, full=full))

    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return ServerSentEvent(events(), status_code=200, headers=headers, cookies=cookies)


def _event(name: str, data: object) -> ServerSentEventMessage:
    return ServerSentEventMessage(event=name, data=msgspec.json.encode(data).decode())
