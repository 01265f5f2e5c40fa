"""What the site's handlers work with, and the one way from a request to a page."""

from collections.abc import Callable, Mapping

from litestar import Response
from litestar.exceptions import NotFoundException
from litestar.response import Redirect

from content.catalogue.model import Company
from content.knowledge.model import Passage
from foundation.locales import negotiate
from web.locale import Speech, locale_of, speech
from web.site.assets import Assets, read_assets
from web.site.markdown import Document, render
from web.site.page import Page
from web.site.ports import CompanySource, DocumentPress, InquiryDesk, Library, TakenIn
from web.site.printing import Printing
from web.site.problems import problem
from web.site.rendering import Renderer

HTML = "text/html"
Composer = Callable[[Company, Speech], Page | None]
"""Makes a page of the company in a language; None where there is no such thing."""


class Site:
    """The public site of one company. `base` is its public origin without a slash at the end."""

    def __init__(
        self,
        *,
        source: CompanySource,
        press: DocumentPress,
        inquiries: InquiryDesk,
        base: str,
        assets: Assets,
        library: Library | None = None,
    ) -> None:
        self._library = library
        self.source = source
        self.press = press
        self.inquiries = inquiries
        self.base = base.rstrip("/")
        self.assets = assets
        self.renderer = Renderer(base=self.base, assets=assets)
        self.printing = Printing(source=source, renderer=self.renderer, press=press)
        self._known: Company | None = None

    async def company(self) -> Company:
        """Return the published company; call it once at the start, so that even the first answer can be the page of a problem."""
        self._known = await self.source.company()
        return self._known

    async def passages(self, question: str, locale: str) -> list[Passage]:
        """Return the passages that answer a question; nothing where there is no library."""
        return await self._library.passages(question, locale) if self._library and question.strip() else []

    async def taken_in(self, locale: str, key: str) -> TakenIn | None:
        """Return a document that was taken in by hand."""
        return await self._library.taken_in(locale, key) if self._library else None

    async def document(self, files: Mapping[str, str], locale: str) -> Document | None:
        """Render the pack's Markdown text of a page or document; None where it is missing."""
        name = files.get(locale)
        text = await self.source.text(name) if name else None
        return None if text is None else render(text)

    async def answer(self, path: str, locale: str, compose: Composer) -> Response[bytes]:
        """Answer a request for a page; an address that is written another way than ours is sent to ours."""
        company = await self.company()
        if locale not in company.locales:
            raise NotFoundException
        page = compose(company, speech(locale))
        if page is None:
            raise NotFoundException
        own = page.path.partition("?")[0]
        if path != own and path.rstrip("/") == own.rstrip("/"):
            return Redirect(own, status_code=308)
        return self.shown(page, company, locale)

    def shown(self, page: Page, company: Company, locale: str) -> Response[bytes]:
        """Put a page into a response."""
        rendered = self.renderer.render(page, company, locale)
        return Response(rendered.html.encode(), status_code=rendered.status, media_type=HTML, headers=rendered.headers)

    def problem(
        self, status: int, *, path: str, accept_language: str | None = None, reference: str | None = None
    ) -> Response[bytes] | None:
        """Make the page of a problem (404, 500 ...), in the language of the address or of the browser; None before the company is known."""
        company = self._known
        if company is None:
            return None
        locale = locale_of(path) or negotiate(accept_language)
        locale = locale if locale in company.locales else company.locales[0]
        return self.shown(problem(status, path, speech(locale), reference=reference), company, locale)


def make_site(
    *,
    source: CompanySource,
    press: DocumentPress,
    inquiries: InquiryDesk,
    base: str,
    library: Library | None = None,
) -> Site:
    """Make the site; its static files are read and fingerprinted now."""
    return Site(source=source, press=press, inquiries=inquiries, base=base, assets=read_assets(), library=library)
