"""The site of the small company, answered in process."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
from litestar import Litestar, Request, Response
from litestar.exceptions import HTTPException

from content.catalogue.model import Company
from foundation.pdf import Press
from tests.web.site.cast import company
from web.page_cache import PageCache
from web.site.inquiry import Inquiry
from web.site.routes import routes
from web.site.site import make_site

BASE = "https://falcon.example"
PICTURE = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 6"><rect width="8" height="6" fill="#d98700"/></svg>'


@dataclass
class Content:
    """What is published; `publish` replaces it, as loading a pack does."""

    published: Company = field(default_factory=company)
    reads: int = 0

    def publish(self, later: Company) -> None:
        self.published = later

    async def company(self) -> Company:
        self.reads += 1
        return self.published

    async def generation(self) -> int:
        return self.published.generation

    async def media(self, name: str) -> bytes | None:
        return PICTURE if name.endswith(".svg") else None

    async def text(self, name: str) -> str | None:
        locale = name.split(".")[-2]
        return (
            f"# Title\n\nA text ({locale}).\n\n## First\n\n<script>alert(1)</script>\n\n[link](javascript:alert(1))\n"
        )


@dataclass
class Desk:
    """Where inquiries arrive."""

    inquiries: list[Inquiry] = field(default_factory=list)

    async def receive(self, inquiry: Inquiry) -> None:
        self.inquiries.append(inquiry)


@pytest.fixture
def content() -> Content:
    return Content()


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
async def visitor(content: Content, desk: Desk) -> AsyncIterator[httpx.AsyncClient]:
    """A browser on the site, with the cache before it."""
    press = Press()
    site = make_site(source=content, press=press, inquiries=desk, base=BASE)
    await site.company()

    def problem(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
        status = error.status_code if isinstance(error, HTTPException) else 500
        if status == 500:
            raise error
        page = site.problem(status, path=request.scope["path"], accept_language=request.headers.get("accept-language"))
        assert page is not None
        return page

    application = Litestar([routes(site)], exception_handlers={Exception: problem}, openapi_config=None)
    transport = httpx.ASGITransport(PageCache(application, generation=content.generation))  # type: ignore[arg-type]
    async with httpx.AsyncClient(transport=transport, base_url=BASE) as client:
        yield client
    await press.close()
