"""The staff pages: sign-in, leads, one lead with its conversation, grade and why."""

from __future__ import annotations

from litestar import Router

from web.wiring import House


def routers(house: House) -> list[Router]:
    """Return the desk's routers."""
    from web.desk.routes import make_router

    return [make_router(house)]
