"""What to look at next, as a piece of a page: for anybody the same and kept a while, or a visitor's own after consent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from litestar import Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery

from content.catalogue.model import Company, Resource
from funnel.journey.recommend import Recommended, recommend_beside, recommend_to_visitor
from scoring.recommendation import Recommendation
from web.locale import Speech, speech
from web.site import security
from web.site.cards import CaseCard, ProductCard, case_card, product_cards
from web.site.documents import kinds
from web.site.site import Site
from web.throttle import BEACONS_OF_AN_ADDRESS
from web.tracking.beacons import AnyRequest, forbids
from web.visitor import address_of, visitor_of
from web.wiring import house_of

KEPT_SECONDS = 300
LONGEST_ITEM = 100


@dataclass(frozen=True, slots=True)
class Shown:
    """Context of `partials/recommended.html`."""

    heading: str
    products: tuple[ProductCard, ...]
    cases: tuple[CaseCard, ...]
    documents: tuple[Resource, ...]
    kinds: Mapping[str, str]


@get("/{locale:str}/recommended", include_in_schema=False)
async def recommended(
    request: AnyRequest, locale: FromPath[str], item: FromQuery[str] = "", mine: FromQuery[bool] = False
) -> Response[bytes]:
    """Return the block, or 204 where there is nothing to show. `item` is what the page is about; `mine` asks for one's own."""
    house = house_of(request)
    company = await house.parts.company()
    if locale not in company.locales or len(item) > LONGEST_ITEM:
        raise NotFoundException
    house.throttle.count(BEACONS_OF_AN_ADDRESS, address_of(request, house.settings.trusted_proxies))
    visitor = visitor_of(request) if mine and not forbids(request) else None
    known = item if item and _is_offered(item, company) else None
    async with house.database.reading() as session:
        if visitor is not None:
            found = await recommend_to_visitor(session, company, visitor.digest, locale=locale, item=known)
        else:
            found = await recommend_beside(session, company, locale=locale, item=known)
    kept = "private, no-store" if mine else f"public, max-age={KEPT_SECONDS}"
    headers = {**security.COMMON, "Cache-Control": kept, "X-Robots-Tag": "noindex"}
    if not found.products and not found.reading:
        return Response(b"", status_code=204, headers=headers)
    site: Site = request.app.state.site
    shown = _shown(found, company, speech(locale), item=known)
    html = site.renderer.document("partials/recommended.html", shown, company, locale=locale)
    return Response(html.encode(), media_type="text/html", headers=headers)


def _is_offered(item: str, company: Company) -> bool:
    return item.removeprefix("product:") in company.products


def _shown(found: Recommended, company: Company, say: Speech, *, item: str | None) -> Shown:
    return Shown(
        _heading(found, say, item=item),
        product_cards(company, _keys(found.products, "product"), say),
        tuple(case_card(company, company.cases[key], say) for key in _keys(found.reading, "case")),
        tuple(company.resources[key] for key in _keys(found.reading, "resource")),
        kinds(say),
    )


def _heading(found: Recommended, say: Speech, *, item: str | None) -> str:
    if found.personal:
        return say("Recommended for you")
    if item is None:
        return say("Often looked at")
    return (
        say("Viewed together") if any(one.ground == "together" for one in found.products) else say("Similar products")
    )


def _keys(found: Sequence[Recommendation], kind: str) -> list[str]:
    return [one.item.removeprefix(f"{kind}:") for one in found if one.item.startswith(f"{kind}:")]
