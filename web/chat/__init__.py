"""The advisor over HTTP: one turn as JSON or as a stream, and the same by a plain form."""

from __future__ import annotations

from litestar.handlers import HTTPRouteHandler


def handlers() -> list[HTTPRouteHandler]:
    """Return every handler of the room."""
    from web.chat.pages import advisor_page, take_message
    from web.chat.turns import take_turn

    return [take_turn, advisor_page, take_message]
