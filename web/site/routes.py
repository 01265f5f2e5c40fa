"""The addresses of the public site: parse the request, compose one page, hand it out."""

from urllib.parse import unquote

from litestar import Request, Response, Router, get
from litestar.di import NamedDependency, Provide
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect

from content.catalogue.model import Company
from foundation.clock import now
from foundation.locales import negotiate
from web.locale import Speech
from web.site import (
    cases,
    comparison,
    contact_routes,
    files,
    home,
    house,
    products,
    reading,
    resources,
    search,
    security,
    selector,
    sitemap,
    solutions,
)
from web.site.page import Page
from web.site.site import Site

PageRequest = Request[object, object, object]  # type: ignore[type-var]  # no session, user or state is used


def address(request: PageRequest) -> str:
    """Return the path as it was asked for; Litestar's own has lost the slash at its end."""
    raw = request.scope.get("raw_path") or request.scope["path"].encode()
    return unquote(raw.decode("latin-1").partition("?")[0])


@get("/", name="front_door")
async def front_door(request: PageRequest) -> Redirect:
    """Send a visitor to the language their browser asks for."""
    locale = negotiate(request.headers.get("accept-language"))
    return Redirect(f"/{locale}/", status_code=302, headers={"Vary": "Accept-Language", "Cache-Control": "no-cache"})


@get("/{locale:str}")
async def home_page(request: PageRequest, locale: FromPath[str], site: NamedDependency[Site]) -> Response[bytes]:
    return await site.answer(address(request), locale, lambda company, say: home.home(company, say, site.base))


@get("/{locale:str}/products")
async def catalogue_page(request: PageRequest, locale: FromPath[str], site: NamedDependency[Site]) -> Response[bytes]:
    return await site.answer(address(request), locale, products.catalogue)


@get("/{locale:str}/products/{slug:str}")
async def product_page(
    request: PageRequest, locale: FromPath[str], slug: FromPath[str], site: NamedDependency[Site]
) -> Response[bytes]:
    """A family or a product: their slugs never meet, for a SKU holds a digit and a family's id none."""
    query = list(request.query_params.multi_items())

    def compose(company: Company, say: Speech) -> Page | None:
        for category in company.categories.values():
            if category.slug == slug:
                return products.family(company, category, query, say=say)
        item = company.products.get(slug.upper())
        return products.product(company, item, say, base=site.base) if item else None

    return await site.answer(address(request), locale, compose)


@get("/{locale:str}/solutions")
async def solutions_page(request: PageRequest, locale: FromPath[str], site: NamedDependency[Site]) -> Response[bytes]:
    return await site.answer(address(request), locale, solutions.solutions)


@get("/{locale:str}/solutions/{slug:str}")
async def solution_page(
    request: PageRequest, locale: FromPath[str], slug: FromPath[str], site: NamedDependency[Site]
) -> Response[bytes]:
    def compose(company: Company, say: Speech) -> Page | None:
        found = next((one for one in company.industries.values() if one.slug == slug), None)
        return solutions.solution(company, found, say) if found else None

    return await site.answer(address(request), locale, compose)


@get("/{locale:str}/cases")
async def cases_page(request: PageRequest, locale: FromPath[str], site: NamedDependency[Site]) -> Response[bytes]:
    industry = request.query_params.get("industry")
    return await site.answer(address(request), locale, lambda company, say: cases.cases(company, industry, say))


@get("/{locale:str}/cases/{slug:str}")
async def case_page(
    request: PageRequest, locale: FromPath[str], slug: FromPath[str], site: NamedDependency[Site]
) -> Response[bytes]:
    def compose(company: Company, say: Speech) -> Page | None:
        found = next((one for one in company.cases.values() if one.slug == slug), None)
        return cases.case(company, found, say, base=site.base) if found else None

    return await site.answer(address(request), locale, compose)


@get("/{locale:str}/resources")
async def resources_page(request: PageRequest, locale: FromPath[str], site: NamedDependency[Site]) -> Response[bytes]:
    return await site.answer(address(request), locale, resources.resources)


@get("/{locale:str}/resources/{slug:str}")
async def resource_page(
    request: PageRequest, locale: FromPath[str], slug: FromPath[str], site: NamedDependency[Site]
) -> Response[bytes]:
    company = await site.company()
    found = next((one for one in company.resources.values() if one.slug == slug), None)
    document = await site.document(found.files, locale) if found else None
    if found is None or document is None:
        raise NotFoundException
    return await site.answer(
        address(request),
        locale,
        lambda company, say: resources.resource(company, found, document, say=say, base=site.base),
    )


@get("/{locale:str}/documents/{key:str}")
async def document_page(
    request: PageRequest, locale: FromPath[str], key: FromPath[str], site: NamedDependency[Site]
) -> Response[bytes]:
    """A document that was taken in by hand, or its PDF; what is for staff is not here."""
    found = await site.taken_in(locale, key.removesuffix(".pdf"))
    if found is None:
        raise NotFoundException
    if key.endswith(".pdf"):
        if found.original is None:
            raise NotFoundException
        headers = {**security.headers(), "Cache-Control": "no-cache", "Content-Disposition": "inline"}
        return Response(found.original, media_type="application/pdf", headers=headers)
    original = found.original is not None
    return await site.answer(
        address(request),
        locale,
        lambda _, say: reading.reading(found.document, found.passages, say, original=original),
    )


@get("/{locale:str}/certificates")
async def certificates_page(
    request: PageRequest, locale: FromPath[str], site: NamedDependency[Site]
) -> Response[bytes]:
    mark, today = request.query_params.get("mark"), now().date()
    return await site.answer(
        address(request), locale, lambda company, say: resources.certificates(company, mark, today, say=say)
    )


@get("/{locale:str}/compare")
async def compare_page(request: PageRequest, locale: FromPath[str], site: NamedDependency[Site]) -> Response[bytes]:
    skus = request.query_params.getall("sku", [])
    return await site.answer(address(request), locale, lambda company, say: comparison.comparison(company, skus, say))


@get("/{locale:str}/selector")
async def selector_page(request: PageRequest, locale: FromPath[str], site: NamedDependency[Site]) -> Response[bytes]:
    query = list(request.query_params.multi_items())
    return await site.answer(address(request), locale, lambda company, say: selector.selector(company, query, say))


@get("/{locale:str}/search")
async def search_page(request: PageRequest, locale: FromPath[str], site: NamedDependency[Site]) -> Response[bytes]:
    query = request.query_params.get("q", "")
    found = await site.passages(query[: search.LONGEST], locale)
    return await site.answer(
        address(request), locale, lambda company, say: search.search(company, query, say, passages=found)
    )


@get(["/{locale:str}/about", "/{locale:str}/privacy", "/{locale:str}/imprint"])
async def house_page(request: PageRequest, locale: FromPath[str], site: NamedDependency[Site]) -> Response[bytes]:
    name = address(request).rstrip("/").rpartition("/")[2]
    page = (await site.company()).pages.get(name)
    document = await site.document(page.files, locale) if page else None
    return await site.answer(
        address(request), locale, lambda company, say: house.text_page(company, name, document, say=say, base=site.base)
    )


@get("/sitemap.xml")
async def sitemap_file(site: NamedDependency[Site]) -> Response[bytes]:
    text = sitemap.sitemap(await site.company(), site.base)
    return Response(text.encode(), media_type="application/xml", headers={"Cache-Control": "public, max-age=3600"})


@get("/robots.txt")
async def robots_file(site: NamedDependency[Site]) -> Response[bytes]:
    text = sitemap.robots(site.base, (await site.company()).locales)
    return Response(text.encode(), media_type="text/plain", headers={"Cache-Control": "public, max-age=3600"})


def routes(site: Site) -> Router:
    """Make the site's part of the application, to be mounted at its root."""
    pages = (
        front_door, home_page, catalogue_page, product_page, solutions_page, solution_page, cases_page, case_page, resources_page, resource_page, document_page,
        certificates_page, compare_page, selector_page, search_page, house_page, sitemap_file, robots_file,
    )  # fmt: skip
    return Router(
        "/",
        route_handlers=[*pages, *files.handlers, *contact_routes.handlers],
        dependencies={"site": Provide(lambda: site, sync_to_thread=False)},
        include_in_schema=False,
    )
