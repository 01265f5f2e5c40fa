"""The addresses of what waits for a person: conversations that were handed over, quotes past authority."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, TypeAlias

from litestar import Response, get, post
from litestar.exceptions import NotFoundException, PermissionDeniedException
from litestar.params import FromPath, URLEncodedBody
from litestar.response import Redirect

from foundation import clock
from funnel.errors import UnknownConversation
from funnel.journey.approvals import ApprovalAnswer, answer_request
from quoting.errors import AuthorityExceeded, DiscountOutOfRange, QuoteNotFound, QuotingError
from web.desk import editor_work, quote_work
from web.desk.approvals import approvals
from web.desk.conversations import conversation_list, conversation_page
from web.desk.rendering import show
from web.desk.seeing import check_conversation, check_quote
from web.desk.session import AnyRequest, check_form, signed_in
from web.desk.speech import speech_page
from web.input import plain
from web.locale import speech
from web.wiring import house_of

Form: TypeAlias = URLEncodedBody[dict[str, str]]
APPROVALS = "/desk/approvals"
LONGEST_NUMBER = 6
MAY_ANSWER = frozenset({"supervisor", "sales_director", "owner"})


@get("/conversations")
async def conversations_page(request: AnyRequest) -> Response[bytes]:
    """List conversations, those handed over first."""
    member = await signed_in(request)
    asked = request.query_params.get("page", "")
    number = max(1, int(asked)) if asked.isdecimal() and len(asked) <= LONGEST_NUMBER else 1
    async with house_of(request).database.reading() as session:
        page = await conversation_list(session, number, dict(request.query_params), member=member)
    title = speech(member.locale, "desk")("Conversations")
    return await show(request, "conversations.html", page, title=title, member=member)


@get("/conversations/{conversation_id:str}")
async def one_conversation(request: AnyRequest, conversation_id: FromPath[str]) -> Response[bytes]:
    """Show what was said, with what each answer rests on."""
    member = await signed_in(request)
    try:
        async with house_of(request).database.reading() as session:
            await check_conversation(session, member, conversation_id)
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
    house = house_of(request)
    company = await house.parts.company()
    try:
        answer = _answer(data)
        async with house.database.transaction() as session:
            await check_quote(session, member, number)
            await answer_request(session, number, answer, company=company, by=member.actor)
    except QuoteNotFound:
        raise NotFoundException from None
    except AuthorityExceeded as error:
        if not member.may(MAY_ANSWER):
            raise PermissionDeniedException from None
        return await _approvals(request, problem=error.sentence(member.locale))
    except QuotingError as error:
        return await _approvals(request, problem=error.sentence(member.locale))
    return Redirect(APPROVALS, status_code=303)


def _answer(form: Mapping[str, str]) -> ApprovalAnswer:
    """Read the form: discounts that differ from what was asked for make an approval a change. Raises DiscountOutOfRange."""
    reason = plain(form.get("reason", "")).strip()
    if form.get("decision") in {"decline", "refuse"}:
        return ApprovalAnswer("refuse", reason)
    if form.get("decision") != "change":
        return ApprovalAnswer("approve", reason)
    discounts = {}
    for name, written in form.items():
        position = name.removeprefix("discount-")
        if position != name and position.isdecimal() and len(position) <= LONGEST_NUMBER:
            try:
                discounts[int(position)] = Decimal(plain(written).strip().replace(",", "."))
            except InvalidOperation:
                raise DiscountOutOfRange(discount=plain(written)[:20]) from None
    return ApprovalAnswer("change", reason, discounts)


async def _approvals(request: AnyRequest, problem: str | None = None) -> Response[bytes]:
    member = await signed_in(request)
    company = await house_of(request).parts.company()
    async with house_of(request).database.reading() as session:
        page = await approvals(session, member, company, now=clock.now(), problem=problem)
    title = speech(member.locale, "desk")("Approvals")
    status = 409 if problem else 200
    return await show(request, "approvals.html", page, title=title, member=member, status=status)


HANDLERS = (
    conversations_page,
    one_conversation,
    speech_of_the_advisor,
    approvals_page,
    take_decision,
    *editor_work.HANDLERS,
    *quote_work.HANDLERS,
)
