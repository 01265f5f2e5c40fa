"""The advisor's full page: shown with a conversation, and, without a script, taking messages by a plain form."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, TypeAlias

from litestar import Response, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery, URLEncodedBody
from litestar.response import Redirect
from markupsafe import Markup, escape

from content.catalogue.model import Company
from foundation.locales import LOCALES
from funnel.conversations import repository as conversations
from funnel.conversations.model import StoredMessage
from funnel.errors import MessageTooLong, UnknownConversation
from funnel.journey.answer import visible_to_visitor
from funnel.journey.bursts import LONGEST_MESSAGE
from funnel.journey.converse import converse
from web.chat.turns import TurnRequest, admit, read_message
from web.errors import TooOften
from web.locale import Speech, speech
from web.site.conversation import ShownMessage, conversation_page
from web.site.markdown import render
from web.site.page import Page
from web.site.site import Site
from web.visitor import AnyRequest, visitor_cookie, visitor_of
from web.wiring import house_of

Form: TypeAlias = URLEncodedBody[dict[str, str]]


@get("/{locale:str}/advisor", include_in_schema=False)
async def advisor_page(
    request: AnyRequest, locale: FromPath[str], conversation: FromQuery[str | None] = None, sku: FromQuery[str] = ""
) -> Response[Any]:
    """Show the page: empty for everybody (`sku` begins a question about a product), or with the visitor's own conversation."""
    site: Site = request.app.state.site
    company = await site.company()
    if locale not in company.locales:
        raise NotFoundException
    if conversation is None:
        return await site.answer(request.url.path, locale, partial(_empty, sku.upper()))
    visitor = visitor_of(request)
    if visitor is None:
        raise UnknownConversation
    async with house_of(request).database.reading() as session:
        stored = await conversations.find(session, conversation, visitor=visitor.digest)
        said = await conversations.messages(session, conversation)
    page = conversation_page(company, speech(locale), messages=shown(said), conversation=stored.memory.id)
    return site.shown(page, company, locale)


def _empty(sku: str, company: Company, say: Speech) -> Page:
    draft = say("I have a question about the {product}: ", product=sku) if sku in company.products else ""
    return conversation_page(company, say, draft=draft)


@post("/{locale:str}/advisor", status_code=303, include_in_schema=False)
async def take_message(request: AnyRequest, locale: FromPath[str], data: Form) -> Response[Any]:
    """Take a message and lead to the page with the answer; what cannot be taken stays in the input, with the reason."""
    if locale not in LOCALES:
        raise NotFoundException
    house = house_of(request)
    sent = TurnRequest(
        conversation=data.get("conversation") or None,
        locale=locale,
        message=data.get("message", ""),
        page=data.get("page") or f"/{locale}/advisor",
    )
    say = speech(locale, "problems")
    try:
        visitor, _ = await admit(request, house, conversation=sent.conversation)
        answer = await converse(house.parts, read_message(request, sent, visitor))
    except MessageTooLong:
        return await _again(
            request, sent, say("A message may have at most {limit} characters.", limit=LONGEST_MESSAGE), status=413
        )
    except TooOften as error:
        return await _again(
            request, sent, say("Please try again in {seconds} seconds.", seconds=error.seconds), status=429
        )
    to = f"/{locale}/advisor?conversation={answer.conversation_id}#latest"
    return Redirect(to, status_code=303, cookies=[visitor_cookie(visitor, secure=house.secure)])


async def _again(request: AnyRequest, sent: TurnRequest, problem: str, *, status: int) -> Response[Any]:
    site: Site = request.app.state.site
    company = await site.company()
    draft = sent.message[:LONGEST_MESSAGE]
    page = conversation_page(
        company, speech(sent.locale), conversation=sent.conversation, draft=draft, problem=problem, status=status
    )
    return site.shown(page, company, sent.locale)


def shown(said: Sequence[StoredMessage]) -> tuple[ShownMessage, ...]:
    """Put stored messages into the shape of the page: replies as clean HTML, the visitor's words as they are."""
    messages: list[ShownMessage] = []
    for each in said:
        if each.role == "visitor":
            if each.text.strip():
                messages.append(ShownMessage("visitor", Markup("<br>").join(escape(each.text).splitlines()), {}))
        else:
            messages.append(ShownMessage("advisor", render(each.text).html, visible_to_visitor(each.body)))
    return tuple(messages)
