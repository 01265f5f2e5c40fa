"""Who is signed in to the desk: the session cookie, and the token that every form of the desk carries."""

from __future__ import annotations

import hashlib
import hmac
from typing import Any

from litestar import Request
from litestar.datastructures import Cookie
from litestar.exceptions import PermissionDeniedException

from funnel.permissions.accounts import SESSION_LASTS, member_of
from funnel.permissions.model import MAY_SEE_LEADS, Member
from web.visitor import from_our_pages
from web.wiring import House, house_of

AnyRequest = Request[Any, Any, Any]
COOKIE = "tradewind_desk"


class SignInFirst(Exception):
    """Nobody is signed in; the sign-in page asks."""


def session_cookie(token: str, *, secure: bool) -> Cookie:
    """Return the desk's cookie for a new session."""
    lasts = int(SESSION_LASTS.total_seconds())
    return Cookie(key=COOKIE, value=token, max_age=lasts, path="/desk", httponly=True, samesite="strict", secure=secure)


def no_cookie() -> Cookie:
    """Return the cookie that takes the desk's away."""
    return Cookie(key=COOKIE, value="", max_age=0, path="/desk", httponly=True, samesite="strict")


class ChoosePasswordFirst(Exception):
    """The password was made by somebody else; nothing but the own account is open until it is changed."""


async def signed_in(request: AnyRequest, *, own_account: bool = False) -> Member:
    """Return who is signed in and may see leads; raise SignInFirst, or ChoosePasswordFirst but for the own account."""
    token = request.cookies.get(COOKIE)
    member = await member_of(house_of(request).database, token) if token else None
    if member is None or not member.may(MAY_SEE_LEADS):
        raise SignInFirst
    if member.must_change_password and not own_account:
        raise ChoosePasswordFirst
    return member


def form_token(request: AnyRequest) -> str:
    """Return the token that this session's forms carry."""
    return _token(house_of(request), request.cookies.get(COOKIE, ""))


def check_form(request: AnyRequest, sent: str | None) -> None:
    """Refuse a form that another site sent, or that carries another session's token."""
    house = house_of(request)
    right = _token(house, request.cookies.get(COOKIE, ""))
    if not from_our_pages(request, house.parts.public_url) or not hmac.compare_digest(
        (sent or "").encode(), right.encode()
    ):
        raise PermissionDeniedException


def _token(house: House, session: str) -> str:
    return hmac.new(house.secret.encode(), b"desk-form\0" + session.encode(), hashlib.sha256).hexdigest()
