"""The addresses of what waits for a person: conversations that were handed over, quotes past authority."""

from __future__ import annotations

from typing import Any, TypeAlias

from litestar import Response, get, post
from litestar.exceptions import NotFoundException, PermissionDeniedException
from litestar.params import FromPath, URLEncodedBody
from litestar.response import Redirect

from funnel.errors import UnknownConversation
from funnel.journey.quote import approve
from quoting.approval import APPROVERS
from quoting.errors import QuoteNotFound, QuotingError
from quoting.issue import decline_quote
from web.desk.approvals import approvals
from web.desk.conversations import conversation_list, conversation_page
from web.desk.rendering import show
from web.desk.session import AnyRequest, check_form, signed_in
from web.desk.speech import speech_page
from web.input import plain
from web.locale import speech
from web.wiring import house_of

Form: TypeAlias = URLEncodedBody[dict[str, str]]
APPROVALS = "/desk/approvals"
LONGEST_NUMBER = 6
LONGEST_REASON = 500


@get("/conversations")
async def conversations_page(request: AnyRequest) -> Response[bytes]:
    """List conversations, those handed over first."""
    member = await signed_in(request)
    asked = request.query_params.get("page", "")
    number = max(1, int(asked)) if asked.isdecimal() and len(asked) <= LONGEST_NUMBER else 1
    async with house_of(request).database.reading() as session:
        page = await conversation_list(session, number, locale=member.locale)
    title = speech(member.locale, "desk")("Conversations")
    return await show(request, "conversations.html", page, title=title, member=member)


@get("/conversations/{conversation_id:str}")
async def one_conversation(request: AnyRequest, conversation_id: FromPath[str]) -> Response[bytes]:
    """Show what was said, with what each answer rests on."""
    member = await signed_in(request)
    try:
        async with house_of(request).database.reading() as session:
            page = await conversation_page(session, conversation_id)
    except UnknownConversation:
        raise NotFoundException from None
    title = speech(member.locale, "desk")("Conversation")
    return await show(request, "conversation.html", page, title=title, member=member)


@get("/speech")
async def speech_of_the_advisor(request: AnyRequest) -> Response[bytes]:
    """Show how the language models do, and which claims were held back."""
    member = await signed_in(request)
    house = house_of(request)
    asked = request.query_params.get("page", "")
    number = max(1, int(asked)) if asked.isdecimal() and len(asked) <= LONGEST_NUMBER else 1
    async with house.database.reading() as session:
        page = await speech_page(session, house.parts.language_model.names, number, locale=member.locale)
    title = speech(member.locale, "desk")("Language and claims")
    return await show(request, "speech.html", page, title=title, member=member)


@get("/approvals")
async def approvals_page(request: AnyRequest) -> Response[bytes]:
    """List the quotes that wait for approval."""
    return await _approvals(request)


@post("/approvals/{number:str}", status_code=303)
async def take_decision(request: AnyRequest, number: FromPath[str], data: Form) -> Response[Any]:
    """Approve or decline a waiting quote."""
    member = await signed_in(request)
    check_form(request, data.get("form_token"))
    decision = data.get("decision")
    if not member.may(APPROVERS):
        raise PermissionDeniedException
    reason = plain(data.get("reason", "")).strip()[:LONGEST_REASON]
    try:
        async with house_of(request).database.transaction() as session:
            if decision == "approve":
                await approve(session, number, by=member.actor, reason=reason)
            elif decision == "decline":
                await decline_quote(session, number, by=member.actor, reason=reason)
    except QuoteNotFound:
        raise NotFoundException from None
    except QuotingError as error:
        return await _approvals(request, problem=error.sentence(member.locale))
    return Redirect(APPROVALS, status_code=303)


async def _approvals(request: AnyRequest, problem: str | None = None) -> Response[bytes]:
    member = await signed_in(request)
    async with house_of(request).database.reading() as session:
        page = await approvals(session, member, problem)
    title = speech(member.locale, "desk")("Approvals")
    status = 409 if problem else 200
    return await show(request, "approvals.html", page, title=title, member=member, status=status)


HANDLERS = (conversations_page, one_conversation, speech_of_the_advisor, approvals_page, take_decision)
