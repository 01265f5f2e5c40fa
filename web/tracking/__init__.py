"""First-party events from browsers: anonymous counts without consent, a person's path only after it."""

from __future__ import annotations

from litestar.handlers import HTTPRouteHandler


def handlers() -> list[HTTPRouteHandler]:
    """Return every handler of the room."""
    from web.tracking.beacons import take_beacon, take_choice
    from web.tracking.recommendations import recommended

    return [take_beacon, take_choice, recommended]
