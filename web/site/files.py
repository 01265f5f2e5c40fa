"""The addresses of files: pictures and documents of the pack, static files, data sheets, pictures for sharing."""

from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from foundation.pdf import PdfError, PressUnavailable
from web.locale import speech
from web.site import security
from web.site.assets import media_type
from web.site.site import Site

FileRequest = Request[object, object, object]  # type: ignore[type-var]  # no session, user or state is used
_SHOWN = {"image/svg+xml", "image/png", "image/jpeg", "image/webp"}


@get("/media/{name:path}")
async def media(request: FileRequest, name: FromPath[str], site: NamedDependency[Site]) -> Response[bytes]:
    """Hand out a picture or document of the pack, for ever under its version; what is no picture comes as a download."""
    content = await site.source.media(name.lstrip("/"))
    if content is None:
        raise NotFoundException
    kind = media_type(name)
    kept = "public, max-age=31536000, immutable" if request.query_params.get("v") else "public, max-age=3600"
    headers = {**security.PICTURE, "Cache-Control": kept}
    if kind not in _SHOWN:
        headers["Content-Disposition"] = "attachment"
    return Response(content, media_type=kind, headers=headers)


@get("/media/share/{name:str}")
async def share_picture(name: FromPath[str], site: NamedDependency[Site]) -> Response[bytes]:
    """Hand out a picture for sharing; without a press the address does not exist, and networks show the text alone."""
    company = await site.company()
    picture = f"{name.removesuffix('.png')}.svg"
    known = {
        one.picture for room in (company.categories, company.products, company.industries) for one in room.values()
    }
    if picture not in known:
        raise NotFoundException
    try:
        content = await site.printing.share_picture(company, picture)
    except PdfError:
        raise NotFoundException from None
    return Response(
        content, media_type="image/png", headers={**security.PICTURE, "Cache-Control": "public, max-age=86400"}
    )


@get("/{locale:str}/products/{slug:str}/data-sheet.pdf")
async def data_sheet(locale: FromPath[str], slug: FromPath[str], site: NamedDependency[Site]) -> Response[bytes]:
    """Hand out a product's data sheet; 503 with the mend command where this machine cannot print."""
    company = await site.company()
    product = company.products.get(slug.upper())
    if product is None or locale not in company.locales:
        raise NotFoundException
    try:
        content = await site.printing.data_sheet(company, product, locale)
    except PressUnavailable as error:
        sentence = speech(locale)(
            "Data sheets cannot be printed on this server yet. Its operator can mend that with this command:"
        )
        return Response(
            f"{sentence}\n\n{error.command}\n".encode(),
            status_code=503,
            media_type="text/plain",
            headers={"Cache-Control": "no-store", "Retry-After": "600"},
        )
    headers = {
        "Cache-Control": "public, max-age=3600",
        "Content-Disposition": f'inline; filename="{product.sku}-{locale}.pdf"',
        "X-Content-Type-Options": "nosniff",
        "X-Robots-Tag": "noindex",
    }
    return Response(content, media_type="application/pdf", headers=headers)


@get("/static/{fingerprint:str}/{name:path}")
async def static_file(
    request: FileRequest, fingerprint: FromPath[str], name: FromPath[str], site: NamedDependency[Site]
) -> Response[bytes]:
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


handlers = (media, share_picture, data_sheet, static_file)
