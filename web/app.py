"""The application: all addresses of the house, and what surrounds every one of them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import cast

from litestar import Litestar
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin

from foundation.data_folder import DataFolder
from foundation.settings import Settings
from web import api, chat, desk, mails, pages, quotes, tracking
from web.asgi import Application
from web.health import health
from web.page_cache import PageCache
from web.request_log import request_log
from web.wiring import House, furnish, running

VERSION = "0.1.0"
LARGEST_BODY = 2_000_000
"""Bytes; the largest that any address takes (an upload of the desk says its own)."""


def create_app(
    settings: Settings, folder: DataFolder, *, runs_jobs: bool | None = None, warm: bool = True
) -> Application:
    """Make the application of one process; `folder` is what `wiring.prepare` returned.

    `runs_jobs` None: embedded yes, on PostgreSQL no (there `tradewind worker` runs them). `warm`: load at the start what the
    first visitor would wait for.
    """
    house = furnish(settings, folder)
    jobs_here = settings.is_embedded if runs_jobs is None else runs_jobs
    application = _litestar(house, runs_jobs=jobs_here, warm=warm)
    # outside the log: a line for each kept page would cost twice the page, and tell only that it was asked for
    return PageCache(request_log(cast("Application", application)), generation=house.content.generation)


def _litestar(house: House, *, runs_jobs: bool, warm: bool) -> Litestar:
    site, pages_router = pages.make_pages(house)

    @asynccontextmanager
    async def lifespan(app: Litestar) -> AsyncIterator[None]:
        async with running(house, runs_jobs=runs_jobs, warm=warm):
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
            mails.router(house),
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
