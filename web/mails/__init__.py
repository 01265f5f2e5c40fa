"""The pages behind the links in mails: leaving them, and confirming a consent; for whoever holds the link."""

from __future__ import annotations

from litestar import Router

from web.wiring import House


def router(house: House) -> Router:
    """Return the router of the mails' pages."""
    from web.mails.routes import confirm_page, leave_page, take_confirmation, take_leave
    from web.mails.signs import follow_link, follow_link_head, show_picture, show_picture_head

    pages = [leave_page, take_leave, confirm_page, take_confirmation]
    pages += [follow_link, follow_link_head, show_picture, show_picture_head]
    return Router("/", route_handlers=pages, include_in_schema=False)
