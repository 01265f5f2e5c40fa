"""Who speaks over HTTP: the visitor's token, the caller's address, and whether a request comes from our own pages."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_address
from typing import Any

from litestar import Request
from litestar.datastructures import Cookie

from foundation.ids import digest, new_token

COOKIE = "tradewind_visitor"
HEADER = "x-tradewind-visitor"
KEPT_SECONDS = 180 * 24 * 3600

AnyRequest = Request[Any, Any, Any]


@dataclass(frozen=True, slots=True)
class Visitor:
    """A visitor by their secret token; only its digest is stored."""

    token: str
    is_new: bool

    @property
    def digest(self) -> str:
        """What the house knows the visitor by."""
        return digest(self.token)


def visitor_of(request: AnyRequest) -> Visitor | None:
    """Return who the cookie or the header names, or None."""
    token = request.headers.get(HEADER) or request.cookies.get(COOKIE)
    return Visitor(token, is_new=False) if token and 20 <= len(token) <= 100 else None


def new_visitor() -> Visitor:
    """Make a token for somebody who has none."""
    return Visitor(new_token(), is_new=True)


def visitor_cookie(visitor: Visitor, *, secure: bool) -> Cookie:
    """Return the one strictly necessary cookie of the public site."""
    return Cookie(
        key=COOKIE,
        value=visitor.token,
        max_age=KEPT_SECONDS,
        path="/",
        httponly=True,
        samesite="lax",
        secure=secure,
    )


def no_visitor_cookie() -> Cookie:
    """Return what takes the cookie away from a browser for which it is not needed any more."""
    return Cookie(key=COOKIE, value="", max_age=0, path="/", httponly=True, samesite="lax")


def address_of(request: AnyRequest, trusted: tuple[IPv4Network | IPv6Network, ...]) -> str:
    """Return the caller's address; what a proxy says is believed only of the proxies in the setting."""
    peer = request.client.host if request.client else "unknown"
    forwarded = [part.strip() for part in request.headers.get("x-forwarded-for", "").split(",") if part.strip()]
    while forwarded and _is_trusted(peer, trusted):
        peer = forwarded.pop()
    return peer


def _is_trusted(peer: str, trusted: tuple[IPv4Network | IPv6Network, ...]) -> bool:
    try:
        address = ip_address(peer)
    except ValueError:
        return False
    return any(address in network for network in trusted)


def from_our_pages(request: AnyRequest, base: str) -> bool:
    """Say whether a browser sent this from our own site; programs, which send neither header, are let through."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = request.headers.get("origin")
    if origin is None:
        return True
    host = request.headers.get("host", "")
    return origin in {base, f"http://{host}", f"https://{host}"}
