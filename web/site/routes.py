"""The addresses of the public site: parse the request, compose one page, hand it out."""

from urllib.parse import unquote

from litestar import Request, Response, Router, get
from litestar.di import Provide
from litestar.exceptions import NotFoundException
from litestar.response import Redirect

from content.catalogue.model import Company
from foundation.locales import negotiate
from web.locale import Speech
from web.site import home, products, security
from web.site.assets import media_type
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
async def home_page(request: PageRequest, locale: str, site: Site) -> Response[bytes]:
    return await site.answer(address(request), locale, lambda company, say: home.home(company, say, site.base))


@get("/{locale:str}/products")
async def catalogue_page(request: PageRequest, locale: str, site: Site) -> Response[bytes]:
    return await site.answer(address(request), locale, products.catalogue)


@get("/{locale:str}/products/{slug:str}")
async def product_page(request: PageRequest, locale: str, slug: str, site: Site) -> Response[bytes]:
    """A family or a product: their slugs never meet, for a SKU holds a digit and a family's id none."""
    query = list(request.query_params.multi_items())

    def compose(company: Company, say: Speech) -> Page | None:
        for category in company.categories.values():
            if category.slug == slug:
                return products.family(company, category, query, say)
        item = company.products.get(slug.upper())
        return products.product(company, item, say, site.base) if item else None

    return await site.answer(address(request), locale, compose)


@get("/media/{name:path}")
async def media(name: str, site: Site) -> Response[bytes]:
    """Hand out a picture or document of the pack."""
    content = await site.source.media(name.lstrip("/"))
    if content is None:
        raise NotFoundException
    return Response(content, media_type=media_type(name), headers={**security.PICTURE, "Cache-Control": "public, max-age=86400"})


@get("/static/{fingerprint:str}/{name:path}")
async def static_file(request: PageRequest, fingerprint: str, name: str, site: Site) -> Response[bytes]:
    """Hand out a static file, compressed; under its own fingerprint it may be kept for ever."""
    asset = site.assets.files.get(name.lstrip("/"))
    if asset is None:
        raise NotFoundException
    kept = "public, max-age=31536000, immutable" if fingerprint == site.assets.fingerprint else "no-cache"
    headers = {"Cache-Control": kept, "Vary": "Accept-Encoding", "X-Content-Type-Options": "nosniff"}
    accepted = request.headers.get("accept-encoding", "")
    if asset.compressible and "br" in accepted:
        return Response(asset.brotlied, media_type=asset.media_type, headers={**headers, "Content-Encoding": "br"})
    if asset.compressible and "gzip" in accepted:
        return Response(asset.gzipped, media_type=asset.media_type, headers={**headers, "Content-Encoding": "gzip"})
    return Response(asset.content, media_type=asset.media_type, headers=headers)


def routes(site: Site) -> Router:
    """Make the site's part of the application, to be mounted at its root."""
    return Router(
        "/",
        route_handlers=[front_door, home_page, catalogue_page, product_page, media, static_file],
        dependencies={"site": Provide(lambda: site, sync_to_thread=False)},
        include_in_schema=False,
    )
