"""The application: all addresses of the house, and what surrounds every one of them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from litestar import Litestar
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.types import ASGIApp

from foundation.data_folder import DataFolder
from foundation.settings import Settings
from web import api, chat, desk, pages, quotes, tracking
from web.health import health
from web.page_cache import PageCache
from web.request_log import request_log
from web.wiring import House, furnish, running

VERSION = "0.1.0"
LARGEST_BODY = 2_000_000
"""Bytes; the largest that any address takes (an upload of the desk says its own)."""


def create_app(settings: Settings, folder: DataFolder, *, runs_jobs: bool | None = None) -> ASGIApp:
    """Make the application of one process; `folder` is what `wiring.prepare` returned.

    `runs_jobs` None: embedded yes, on PostgreSQL no (there `tradewind worker` runs them).
    """
    house = furnish(settings, folder)
    application = _litestar(house, runs_jobs=settings.is_embedded if runs_jobs is None else runs_jobs)
    return request_log(PageCache(application, generation=house.content.generation))


def _litestar(house: House, *, runs_jobs: bool) -> Litestar:
    site, pages_router = pages.make_pages(house)

    @asynccontextmanager
    async def lifespan(app: Litestar) -> AsyncIterator[None]:
        async with running(house, runs_jobs=runs_jobs):
            await site.company()
            yield

    application = Litestar(
        route_handlers=[
            health,
            *api.handlers(),
            *chat.handlers(),
            *tracking.handlers(),
            pages_router,
            quotes.router(house),
            *desk.routers(house),
        ],
        lifespan=[lifespan],
        exception_handlers=pages.exception_handlers(),
        openapi_config=OpenAPIConfig(
            title="Tradewind", version=VERSION, path="/schema", render_plugins=[JsonRenderPlugin()]
        ),
        request_max_body_size=LARGEST_BODY,
        logging_config=None,  # foundation/log.py has set up the log of this process
        debug=False,
    )
    application.state.house = house
    application.state.site = site
    return application
