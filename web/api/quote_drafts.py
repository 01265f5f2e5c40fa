"""Drafts of quotes and what a quote would be, for other programs of the house: preview, draft, edit."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from litestar import Request, Response, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from content.catalogue.model import Company
from foundation.actor import Actor
from foundation.database import Session
from funnel.journey import draft
from funnel.journey.approvals import member_named
from funnel.permissions.team import UnknownMember
from quoting.approval import level_for
from quoting.bounds import DISCOUNT, reaches
from quoting.errors import QuotingError
from quoting.goods import find_goods
from quoting.model import Quote
from web.api import quote_life
from web.api.guard import requires_api_key
from web.api.quote_life import done
from web.api.quotes import QuoteBody, RevisionBody, quote_body, quoting_problem, requested
from web.errors import FieldProblem, language_of
from web.locale import speech
from web.wiring import House, house_of

AnyRequest = Request[Any, Any, Any]
_KEY = Actor.agent("api-key")


@dataclass(frozen=True, slots=True)
class DraftBody(QuoteBody):
    """What `POST /api/quotes/preview` and `POST /api/quotes/drafts` take: a wish, and the member whose bounds count."""

    by: str | None = None


@dataclass(frozen=True, slots=True)
class EditBody(RevisionBody):
    """What shall be different in a draft; `version` as it was read, so that nobody's change is overwritten unseen."""

    version: str | None = None


def handlers() -> list[HTTPRouteHandler]:
    """Return the handlers of this room, and of what follows on a draft."""
    return [preview_quote, draft_quote, edit_draft, *quote_life.handlers()]


@post("/api/quotes/preview", guards=[requires_api_key], status_code=200)
async def preview_quote(request: AnyRequest, data: JSONBody[DraftBody]) -> Response[dict[str, Any]]:
    """Say what a wish would become if it were issued now: its amounts, and what may be granted by whom; nothing is stored."""
    house = house_of(request)
    company = await house.parts.company()
    try:
        async with house.parts.database.reading() as session:
            by = await member_named(session, data.by) if data.by else _KEY
            wish = await requested(session, data, company, request=request)
            found = await draft.preview(session, wish, company, by=by, locale=language_of(request))
    except UnknownMember:
        say = speech(language_of(request), "quotes")
        raise FieldProblem("by", say("Nobody of the staff has this e-mail address.")) from None
    except QuotingError as error:
        return quoting_problem(request, error)
    return Response(preview_body(found, company, house, roles=by.roles))


def preview_body(found: draft.Preview, company: Company, house: House, *, roles: Collection[str]) -> dict[str, Any]:
    """Put what a quote would be into JSON: as a quote that has no number yet, with its limits and who would be asked."""
    quote, told = found.quote, found.told
    nowhere = dict.fromkeys(("number", "root", "url", "pdf_url", "proforma_url", "issued_at", "created_at"))
    level = level_for(quote.authority, company)
    return {
        **quote_body(quote, house, company),
        **nowhere,
        "authority": [dict(one) for one in told.authority],
        "asks": level.role if level and quote.status == "waiting" else None,
        "limits": _limits(quote, company, roles),
    }


def _limits(quote: Quote, company: Company, roles: Collection[str]) -> list[dict[str, Any]]:
    """Lay out who may grant which discount on each product; `grantor` is "" for whoever asks, null for nobody."""
    return [
        {"sku": sku, "from": _percent(one.lowest), "to": _percent(one.highest), "grantor": one.grantor}
        for sku in dict.fromkeys(line.sku for line in quote.lines)
        for one in reaches(find_goods(company, sku).rules, company, DISCOUNT, roles=roles)
    ]


def _percent(value: Decimal) -> str:
    return f"{value.normalize():f}"


@post("/api/quotes/drafts", guards=[requires_api_key], status_code=201)
async def draft_quote(request: AnyRequest, data: JSONBody[DraftBody]) -> Response[dict[str, Any]]:
    """Keep a wish as a draft by today's prices; nobody is told of it."""

    async def verb(session: Session, company: Company, by: Actor) -> Quote:
        wish = await requested(session, data, company, request=request)
        return await draft.new_draft(session, wish, company, by=by)

    return await done(request, verb, by=data.by, status=201)


@post("/api/quotes/{number:str}/edit", guards=[requires_api_key], status_code=200)
async def edit_draft(request: AnyRequest, number: FromPath[str], data: JSONBody[EditBody]) -> Response[dict[str, Any]]:
    """Change a draft by today's prices; somebody else's change since `version` was read is not overwritten (409)."""
    wish = data.wish(request)

    async def verb(session: Session, company: Company, by: Actor) -> Quote:
        return await draft.edit(session, number, wish, version=data.version, company=company, by=by)

    return await done(request, verb, by=data.by)
