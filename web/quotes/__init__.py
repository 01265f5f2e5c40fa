"""Quotes for their buyers: the page and the PDF behind a signed link."""

from __future__ import annotations

from litestar import Router

from web.wiring import House


def router(house: House) -> Router:
    """Return the router of the quotes' pages."""
    from web.quotes.answers import take_acceptance, take_question, take_refusal
    from web.quotes.confirmation import confirm_page, take_order
    from web.quotes.routes import proforma_file, quote_page, quote_pdf_file
    from web.quotes.verification import verify_page

    pages = [quote_page, quote_pdf_file, proforma_file, verify_page, confirm_page]
    answers = [take_acceptance, take_refusal, take_question, take_order]
    return Router("/", route_handlers=[*pages, *answers], include_in_schema=False)
