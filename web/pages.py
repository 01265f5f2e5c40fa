"""The public site in this house: its router, its error pages, and where its inquiries go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from litestar import Request, Response, Router
from litestar.exceptions import HTTPException

from content.knowledge.model import Passage
from content.knowledge.written import repository as written
from foundation.actor import Actor
from foundation.ids import new_id
from foundation.log import get_logger
from funnel.errors import FunnelError
from funnel.journey.inquire import NewInquiry, inquire
from funnel.people.model import NewCustomer
from quoting.errors import QuoteNotFound
from web import errors
from web.errors import TooOften
from web.site.inquiry import Inquiry
from web.site.ports import TakenIn
from web.site.routes import routes
from web.site.site import Site, make_site
from web.wiring import House

_log = get_logger("tradewind.pages")
AnyRequest = Request[Any, Any, Any]


@dataclass(frozen=True, slots=True)
class InquiriesToFunnel:
    """The site's inquiry desk: an inquiry becomes a lead."""

    house: House

    async def receive(self, inquiry: Inquiry) -> None:
        """Keep the inquiry."""
        customer = NewCustomer(
            name=inquiry.name,
            company=inquiry.company,
            email=inquiry.email.lower(),
            phone=inquiry.phone,
            country=inquiry.country,
            job_title=inquiry.job_title,
            company_size=inquiry.company_size,
            locale=inquiry.locale,
            source="contact_form",
        )
        new = NewInquiry(customer, inquiry.message, about=inquiry.sku or inquiry.topic, news=inquiry.news)
        await inquire(self.house.parts, new, by=Actor.visitor("contact_form"))


@dataclass(frozen=True, slots=True)
class KnowledgeOfHouse:
    """The site's library: the same search that answers the advisor."""

    house: House

    async def passages(self, question: str, locale: str) -> list[Passage]:
        """Return the passages that answer a question."""
        return await self.house.knowledge.search(question, locale=locale, limit=10)

    async def taken_in(self, locale: str, key: str) -> TakenIn | None:
        """Return a public document by the last part of its address."""
        async with self.house.database.reading() as session:
            found = await written.find_by_key(session, key)
            if found is None or found[0].visibility != "public" or found[0].locale != locale:
                return None
            return TakenIn(found[0], tuple(found[1]), await written.original(session, found[0].id))


def make_pages(house: House) -> tuple[Site, Router]:
    """Make the site of a house and its router."""
    site = make_site(
        source=house.content,
        press=house.parts.press,
        inquiries=InquiriesToFunnel(house),
        base=house.parts.public_url,
        library=KnowledgeOfHouse(house),
    )
    return site, routes(site)


def exception_handlers() -> dict[int | type[Exception], Callable[[AnyRequest, Any], Response[Any]]]:
    """Return handlers that answer people with a page and programs with problem JSON."""
    return {kind: _for_people(handler) for kind, handler in errors.HANDLERS.items()}


def _for_people(handler: Callable[[AnyRequest, Any], Response[Any]]) -> Callable[[AnyRequest, Any], Response[Any]]:
    def answer(request: AnyRequest, error: Exception) -> Response[Any]:
        if not _wants_page(request):
            return handler(request, error)
        status = _status(error)
        reference = new_id() if status == 500 else None
        if status == 500:
            _log.exception("A page failed.", path=request.url.path, reference=reference, exc_info=error)
        return page(request, status, reference=reference)

    return answer


def _wants_page(request: AnyRequest) -> bool:
    path = request.url.path
    is_for_programs = path.startswith(("/api/", "/schema")) or path == "/t"
    return not is_for_programs and "text/html" in request.headers.get("accept", "")


def _status(error: Exception) -> int:
    if isinstance(error, HTTPException):
        return error.status_code
    if isinstance(error, TooOften):
        return 429
    return 404 if isinstance(error, FunnelError | QuoteNotFound) else 500


def page(request: AnyRequest, status: int, *, reference: str | None = None) -> Response[Any]:
    """Return the page that tells of a problem, in the language of the address or of the browser."""
    site: Site = request.app.state.site
    language = request.headers.get("accept-language")
    shown = site.problem(status, path=request.url.path, accept_language=language, reference=reference)
    return shown if shown is not None else errors.problem(request, status)
