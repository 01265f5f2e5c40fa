"""Data sheets and sharing pictures: made by the press when first asked for, kept until the content changes, one at a time each."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from content.catalogue.model import Company, Product
from foundation.locales import TAGS, direction
from web.locale import speech
from web.site.ports import CompanySource, DocumentPress
from web.site.products import product_view
from web.site.rendering import Renderer

KEPT = 200
"""Documents kept in memory."""

SHARE_WIDTH = 1200
"""Pixels; the height is 630, what networks show best."""

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Context of `site/data_sheet.html` (`view`: ProductView) and `site/share.html` (`view`: the picture's file name)."""

    view: object
    tag: str
    direction: str


def _sheet(view: object, locale: str) -> Sheet:
    return Sheet(view, TAGS[locale], direction(locale))


class Printing:
    """Makes and keeps printed things of one site."""

    def __init__(self, *, source: CompanySource, renderer: Renderer, press: DocumentPress) -> None:
        self._source = source
        self._renderer = renderer
        self._press = press
        self._generation = -1
        self._kept: OrderedDict[Key, bytes] = OrderedDict()
        self._making: dict[Key, asyncio.Task[bytes]] = {}

    async def data_sheet(self, company: Company, product: Product, locale: str) -> bytes:
        """Return a product's data sheet as PDF; raises `foundation.pdf.PressUnavailable` where this machine cannot print."""

        async def make() -> bytes:
            view = product_view(company, product, speech(locale))
            html = self._renderer.document("site/data_sheet.html", _sheet(view, locale), company, locale=locale)
            return await self._press.render(html, files=await self._files(product.picture, company.identity.logo))

        return await self._once(company, (product.sku, locale), make)

    async def share_picture(self, company: Company, picture: str) -> bytes:
        """Return a picture of the pack as PNG of 1200 by 630 on the company's ground, as networks show it beside a link."""

        async def make() -> bytes:
            html = self._renderer.document("site/share.html", _sheet(picture, "en"), company, locale="en")
            pdf = await self._press.render(html, files=await self._files(picture, company.identity.logo))
            return await asyncio.to_thread(_first_page, pdf)

        return await self._once(company, ("share", picture), make)

    async def _files(self, *names: str) -> dict[str, bytes]:
        return {name: content for name in names if (content := await self._source.media(name)) is not None}

    async def _once(self, company: Company, key: Key, make: Callable[[], Awaitable[bytes]]) -> bytes:
        if company.generation != self._generation:
            self._generation, self._making = company.generation, {}
            self._kept.clear()
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        if key not in self._making:
            self._making[key] = asyncio.ensure_future(make())
        making = self._making
        try:
            made = await asyncio.shield(making[key])
        finally:
            making.pop(key, None)
        if company.generation == self._generation:
            self._kept[key] = made
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return made


def _first_page(pdf: bytes) -> bytes:
    from io import BytesIO

    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    page = document[0]
    image = page.render(scale=SHARE_WIDTH / page.get_width()).to_pil()
    buffer = BytesIO()
    image.convert("RGB").save(buffer, "PNG", optimize=True)
    page.close()
    document.close()
    return buffer.getvalue()
