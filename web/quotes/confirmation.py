"""The page behind the mailed link that orders. Opening it changes nothing, for mail scanners open every link; its button orders."""

from __future__ import annotations

from dataclasses import dataclass

from litestar import Response, get, post
from litestar.exceptions import NotFoundException, PermissionDeniedException
from litestar.params import FromPath, FromQuery

from content.catalogue.model import Company
from foundation import clock
from foundation.locales import format_date, format_money
from funnel.journey.order import confirm_order
from quoting import repository
from quoting.answers import repository as answers
from quoting.answers.link import confirming_path, is_confirming
from quoting.answers.model import Acceptance
from quoting.calendar import buyers_day
from quoting.errors import QuoteNotFound, QuotingError
from quoting.life import Deed, newest, refusal
from quoting.link import page_path
from quoting.model import Quote
from web.locale import Speech, speech
from web.quotes.page import framed
from web.quotes.routes import NUMBER, AnyRequest, reader, revisions_of
from web.site.page import Page
from web.visitor import from_our_pages
from web.wiring import House, house_of


@dataclass(frozen=True, slots=True)
class ConfirmationPage:
    """Context of `quotes/confirm.html`: what is to be ordered by whom, and the button; or that it was, or why it cannot be."""

    number: str
    facts: tuple[tuple[str, str], ...]
    action: str
    state: str
    """`open`, `done` or `closed`."""
    problem: str
    quote_page: str
    say: Speech


@get("/{locale:str}/quotes/{number:str}/confirm")
async def confirm_page(
    request: AnyRequest,
    locale: FromPath[str],
    number: FromPath[str],
    order: FromQuery[str] = "",
    key: FromQuery[str] = "",
) -> Response[bytes]:
    """Show what is to be ordered, with the button that does it."""
    house, company, quote, wish = await _found(request, locale=locale, number=number, order=order, key=key)
    last = newest(await revisions_of(house, quote))
    error = (
        None
        if wish.confirmed_at
        else refusal(quote, Deed.ACCEPT, day=buyers_day(quote.country, company, now=clock.now()), newer=last.number)
    )
    return _shown(request, company, _page(house, quote, wish, locale=locale, error=error))


@post("/{locale:str}/quotes/{number:str}/confirm", status_code=200)
async def take_order(
    request: AnyRequest,
    locale: FromPath[str],
    number: FromPath[str],
    order: FromQuery[str] = "",
    key: FromQuery[str] = "",
) -> Response[bytes]:
    """Order; pressed twice it is still one order, and the second time says so."""
    house, company, quote, wish = await _found(request, locale=locale, number=number, order=order, key=key)
    if not from_our_pages(request, house.parts.public_url):
        raise PermissionDeniedException
    error: QuotingError | None = None
    if wish.confirmed_at is None:
        try:
            async with house.parts.database.transaction() as session:
                await confirm_order(session, number, wish.id, company=company, by=reader(request))
        except QuoteNotFound:
            raise NotFoundException from None
        except QuotingError as refused:
            error = refused
    house, company, quote, wish = await _found(request, locale=locale, number=number, order=order, key=key)
    if wish.confirmed_at is not None:  # this very order, by a second press at the same moment
        error = None
    return _shown(request, company, _page(house, quote, wish, locale=locale, error=error))


async def _found(
    request: AnyRequest, *, locale: str, number: str, order: str, key: str
) -> tuple[House, Company, Quote, Acceptance]:
    """Return the quote and the wish behind a genuine link. Everything else looks alike: 404."""
    house = house_of(request)
    company = await house.parts.company()
    genuine = NUMBER.fullmatch(number) and is_confirming(number, order, key, secret=house.secret)
    if locale not in company.locales or not genuine:
        raise NotFoundException
    async with house.parts.database.reading() as session:
        quote = await repository.find_quote(session, number)
        wish = await answers.find_acceptance(session, order)
    if quote is None or wish is None or wish.quote_id != quote.id:
        raise NotFoundException
    return house, company, quote, wish


def _page(house: House, quote: Quote, wish: Acceptance, *, locale: str, error: QuotingError | None) -> Page:
    say = speech(locale, "quotes")
    title = say("Order on quotation {number}", number=quote.number)
    action = confirming_path(quote.number, wish.id, locale, secret=house.secret)
    body = ConfirmationPage(
        number=quote.number,
        facts=(
            (say("Total"), format_money(quote.total, locale)),
            (say("Valid until"), format_date(quote.valid_until, locale, "long")),
            (say("Ordered by"), f"{wish.name} · {wish.role}"),
            (say("E-mail"), wish.email),
        ),
        action=action,
        state="done" if wish.confirmed_at else "closed" if error else "open",
        problem=error.sentence(locale) if error else "",
        quote_page=page_path(quote.number, locale, house.secret),
        say=say,
    )
    return framed(body, "quotes/confirm.html", path=action, title=title, status=409 if error else 200)


def _shown(request: AnyRequest, company: Company, page: Page) -> Response[bytes]:
    locale = page.path.split("/")[1]
    response: Response[bytes] = request.app.state.site.shown(page, company, locale)
    return response
