"""The address by which anybody with a quotation on paper learns whether it is genuine, and which bank account is right."""

from __future__ import annotations

from dataclasses import dataclass

from litestar import Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery

from content.catalogue.model import Company
from foundation import clock
from foundation.locales import format_date, format_money
from quoting import repository
from quoting.issue import is_expired
from quoting.link import is_verification_code
from quoting.model import Quote, QuoteStatus
from web.locale import Speech, speech
from web.quotes.page import PRIVATE
from web.quotes.routes import NUMBER, AnyRequest
from web.site.page import Crumb, Page
from web.throttle import CODES_OF_AN_ADDRESS
from web.visitor import address_of
from web.wiring import House, house_of

_LONGEST = 40


@dataclass(frozen=True, slots=True)
class VerificationPage:
    """Context of `quotes/verify.html`. What was typed is shown again; `facts` only where it belongs together."""

    number: str
    code: str
    verdict: str
    """`open` before anything was asked, then `genuine` or `unknown`."""
    facts: tuple[tuple[str, str], ...]
    """Label and value: state, total, date; of a genuine one."""
    bank: tuple[str, ...]
    email: str
    say: Speech


@get("/{locale:str}/verify")
async def verify_page(
    request: AnyRequest, locale: FromPath[str], number: FromQuery[str] = "", code: FromQuery[str] = ""
) -> Response[bytes]:
    """Tell whether number and code belong to a quotation of ours; of any other pair nothing is told."""
    house = house_of(request)
    company = await house.parts.company()
    if locale not in company.locales:
        raise NotFoundException
    number, code = number.strip().upper()[:_LONGEST], code.strip()[:_LONGEST]
    quote = None
    if number or code:
        house.throttle.count(CODES_OF_AN_ADDRESS, address_of(request, house.settings.trusted_proxies))
        quote = await _genuine(house, number, code)
    say = speech(locale, "quotes")
    title = say("Check a quotation")
    body = VerificationPage(
        number=number,
        code=code,
        verdict="genuine" if quote else "unknown" if number or code else "open",
        facts=_facts(quote, company, locale, say=say) if quote else (),
        bank=tuple(company.terms.bank[locale].split(" · ")) if quote else (),
        email=company.identity.sales_email,
        say=say,
    )
    page = Page(
        template="quotes/verify.html",
        body=body,
        path=f"/{locale}/verify",
        title=title,
        description=title,
        crumbs=(Crumb(title, f"/{locale}/verify"),),
        indexable=False,
        headers=PRIVATE,
        cacheable=False,
    )
    response: Response[bytes] = request.app.state.site.shown(page, company, locale)
    return response


async def _genuine(house: House, number: str, code: str) -> Quote | None:
    """Return the quotation that number and code belong to, once it has been issued."""
    if not NUMBER.fullmatch(number) or not is_verification_code(number, code, house.secret):
        return None
    async with house.parts.database.reading() as session:
        quote = await repository.find_quote(session, number)
    return quote if quote is not None and quote.has_document else None


def _facts(quote: Quote, company: Company, locale: str, *, say: Speech) -> tuple[tuple[str, str], ...]:
    issued = quote.issued_at or quote.created_at
    return (
        (say("State"), _state(quote, company, say)),
        (say("Total"), format_money(quote.total, locale)),
        (say("Issued on"), format_date(issued.date(), locale, "long")),
        (say("Valid until"), format_date(quote.valid_until, locale, "long")),
    )


def _state(quote: Quote, company: Company, say: Speech) -> str:
    states = {
        QuoteStatus.ACCEPTED: say("accepted"),
        QuoteStatus.REFUSED: say("no longer valid: refused"),
        QuoteStatus.SUPERSEDED: say("no longer valid: replaced by a newer one"),
        QuoteStatus.EXPIRED: say("no longer valid: expired"),
    }
    if quote.status not in states and is_expired(quote, company, now=clock.now()):
        return states[QuoteStatus.EXPIRED]
    return states.get(quote.status, say("valid"))
