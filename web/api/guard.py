"""Who may call the JSON API: whoever shows the API key, at most 6,000 times a minute, or 300,000 where it enters records."""

from __future__ import annotations

import hmac

from litestar.connection import ASGIConnection
from litestar.exceptions import NotAuthorizedException
from litestar.handlers import BaseRouteHandler

from web.throttle import CALLS_OF_A_KEY, RECORDS_OF_A_KEY, Limit
from web.wiring import house_of

CHALLENGE = {"WWW-Authenticate": 'Bearer realm="tradewind"'}


def holds_api_key(connection: ASGIConnection) -> bool:  # type: ignore[type-arg]  # any handler, user and state
    """Say whether a request shows the right key."""
    scheme, _, shown = connection.headers.get("authorization", "").partition(" ")
    return scheme.lower() == "bearer" and hmac.compare_digest(
        shown.strip().encode(), house_of(connection).api_key.encode()
    )


async def requires_api_key(connection: ASGIConnection, handler: BaseRouteHandler) -> None:  # type: ignore[type-arg]  # as above
    """Refuse callers without the key (401), and those who call too often (429)."""
    await _require(connection, CALLS_OF_A_KEY)


async def records_with_api_key(connection: ASGIConnection, handler: BaseRouteHandler) -> None:  # type: ignore[type-arg]  # as above
    """The same for programs that enter events and customers, which come by the thousand."""
    await _require(connection, RECORDS_OF_A_KEY)


async def _require(connection: ASGIConnection, limit: Limit) -> None:  # type: ignore[type-arg]  # as above
    if not holds_api_key(connection):
        raise NotAuthorizedException(headers=CHALLENGE)
    house_of(connection).throttle.count(limit, "key")
