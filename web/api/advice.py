"""What the advisor understands, knows and may concede, for other programs."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from litestar import Request, post
from litestar.params import JSONBody

from content import authority
from content.catalogue.model import Permissions
from foundation.locales import LOCALES
from funnel.errors import MessageTooLong
from funnel.journey.bursts import LONGEST_MESSAGE
from funnel.journey.converse import understood
from web.api.guard import requires_api_key
from web.errors import FieldProblem, language_of
from web.locale import speech
from web.wiring import house_of

AnyRequest = Request[Any, Any, Any]


class Said(msgspec.Struct, kw_only=True):
    """A message and the language of the page it was written on."""

    message: str
    locale: str = "en"


class Asked(msgspec.Struct, kw_only=True):
    """A question to the knowledge base."""

    question: Annotated[str, msgspec.Meta(max_length=2000)]
    locale: str = "en"
    limit: Annotated[int, msgspec.Meta(ge=1, le=50)] = 10
    product: str | None = None
    family: str | None = None
    collection: str | None = None


class Wished(msgspec.Struct, kw_only=True):
    """A concession and the rules to judge it by: four lists of phrases."""

    rules: dict[str, list[str]]
    action: Annotated[str, msgspec.Meta(max_length=2000)]
    locale: str = "en"


@post("/api/understand", guards=[requires_api_key], status_code=200)
async def understand_message(request: AnyRequest, data: JSONBody[Said]) -> dict[str, Any]:
    """Tell what a message means: acts by name in order, needs by id."""
    _check_locale(request, data.locale)
    if len(data.message) > LONGEST_MESSAGE:
        raise MessageTooLong(len(data.message), LONGEST_MESSAGE)
    return understood(data.message, data.locale, await house_of(request).parts.company())


@post("/api/knowledge/search", guards=[requires_api_key], status_code=200)
async def search_knowledge(request: AnyRequest, data: JSONBody[Asked]) -> list[dict[str, Any]]:
    """Search manuals, guides and answered questions; best first, with where each passage stands."""
    _check_locale(request, data.locale)
    passages = await house_of(request).knowledge.search(
        data.question,
        locale=data.locale,
        product=data.product,
        category=data.family,
        limit=data.limit,
        collection=data.collection,
        complete=True,
    )
    return [
        {
            "title": each.title,
            "locator": each.locator,
            "locale": each.locale,
            "score": each.score,
            "passage": each.passage,
            "document": each.document,
            "url": each.url,
            "page": each.page,
            "quote": each.quote,
            "widened": each.widened,
        }
        for each in passages
    ]


@post("/api/authority/check", guards=[requires_api_key], status_code=200)
async def check_authority(request: AnyRequest, data: JSONBody[Wished]) -> dict[str, Any]:
    """Tell whether a concession may be made, by which rule, and why."""
    _check_locale(request, data.locale)
    known = set(Permissions.model_fields)
    for name in data.rules:
        if name not in known:
            say = speech(language_of(request), "problems")
            raise FieldProblem(f"rules.{name}", say("There is no such list of rules."))
    rules = Permissions(**{name: tuple(phrases) for name, phrases in data.rules.items()})
    decision: dict[str, Any] = msgspec.to_builtins(authority.decide(rules, data.action, locale=data.locale))
    parsed = decision.pop("parsed", None)
    return {**decision, "parsed": parsed}


def _check_locale(request: AnyRequest, locale: str) -> None:
    if locale not in LOCALES:
        raise FieldProblem("locale", speech(language_of(request), "problems")("This language is not offered."))
