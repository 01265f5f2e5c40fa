"""Requests for quotation, for other programs: hand one in as text or as a file, read what became of it."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from typing import Any

from litestar import Request, Response, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from content.knowledge.errors import Undigestible
from foundation.actor import Actor
from foundation.locales import LOCALES
from funnel.journey.request import take_request, text_of
from funnel.requests import repository as requests
from funnel.requests.errors import RequestError
from funnel.requests.model import KeptRequest
from funnel.requests.wording import gap_in
from web.api.guard import requires_api_key
from web.errors import FieldProblem, language_of, problem
from web.locale import speech
from web.wiring import house_of

AnyRequest = Request[Any, Any, Any]
_KEY = Actor.agent("api-key")
LARGEST = 16 * 2**20


@dataclass(frozen=True, slots=True)
class RequestBody:
    """What `POST /api/quotes/requests` takes: `text`, or a file's `name` and its `content` in base64."""

    text: str | None = None
    name: str | None = None
    content: str | None = None
    locale: str = "en"
    """The language to assume where the words do not tell."""


def handlers() -> list[HTTPRouteHandler]:
    """Return the handlers of this room."""
    return [hand_in, show_request]


@post("/api/quotes/requests", guards=[requires_api_key], status_code=201, request_max_body_size=LARGEST)
async def hand_in(request: AnyRequest, data: JSONBody[RequestBody]) -> Response[dict[str, Any]]:
    """Take a request in and draft a quote for a person to check; 200 where the same one was handed in before."""
    locale = language_of(request)
    if data.locale not in LOCALES:
        raise FieldProblem("locale", speech(locale, "quotes")("Choose one of: {known}.", known=", ".join(LOCALES)))
    house = house_of(request)
    company = await house.parts.company()
    try:
        text = data.text if data.text is not None else await text_of(data.name or "", _decoded(data, locale))
        async with house.parts.database.transaction() as session:
            kept, is_new = await take_request(
                session, text, company, source=data.name or "API", locale=data.locale, by=_KEY
            )
    except (RequestError, Undigestible) as error:
        return problem(request, 422, detail=error.sentence(locale))
    return Response(request_body(kept, locale), status_code=201 if is_new else 200)


@get("/api/quotes/requests/{request_id:str}", guards=[requires_api_key])
async def show_request(request: AnyRequest, request_id: FromPath[str]) -> Response[dict[str, Any]]:
    """Show a request with its lines and open points."""
    async with house_of(request).parts.database.reading() as session:
        kept = await requests.find(session, request_id)
    return problem(request, 404) if kept is None else Response(request_body(kept, language_of(request)))


def _decoded(data: RequestBody, locale: str) -> bytes:
    try:
        return base64.b64decode(data.content or "", validate=True)
    except (binascii.Error, ValueError):
        raise FieldProblem("content", speech(locale, "quotes")("This is not base64.")) from None


def request_body(kept: KeptRequest, locale: str) -> dict[str, Any]:
    """Put a request into JSON; each open point comes with its sentence in `locale`."""

    def told(gaps: Any) -> list[dict[str, str]]:
        return [{"code": str(gap), "text": gap_in(gap, locale)} for gap in gaps]

    return {
        "id": kept.id,
        "source": kept.source,
        "locale": kept.locale,
        "lines": [{**line, "gaps": told(line["gaps"])} for line in kept.lines],
        "gaps": told(kept.gaps),
        "wishes": list(kept.wishes),
        "customer": kept.customer_id,
        "draft": kept.draft,
        "created_at": kept.created_at.isoformat(),
        "done_at": kept.done_at.isoformat() if kept.done_at else None,
    }
