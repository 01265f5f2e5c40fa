"""Quotes for their buyers: the page and the PDF behind a signed link."""

from __future__ import annotations

from litestar import Router

from web.wiring import House


def router(house: House) -> Router:
    """Return the router of the quotes' pages."""
    from web.quotes.routes import quote_page, quote_pdf_file

    return Router("/", route_handlers=[quote_page, quote_pdf_file], include_in_schema=False)
