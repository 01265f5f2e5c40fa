"""The source of truth for the signed link of a quote: whoever holds it may open it, nobody else learns that it exists."""

from __future__ import annotations

import hashlib

from itsdangerous import Signer

_SALT = "tradewind.quote.link"


def link_key(number: str, secret: str) -> str:
    """Return the url-safe signature of a quote's number, made with the installation's secret."""
    return _signer(secret).get_signature(number).decode("ascii")


def is_genuine(number: str, key: str, secret: str) -> bool:
    """Say whether a key belongs to a number; compared in constant time, whatever was sent."""
    return key.isascii() and _signer(secret).verify_signature(number.encode(), key.encode("ascii"))


def page_path(number: str, locale: str, secret: str) -> str:
    """Return the address of a quote's page below the site's own address."""
    return f"/{locale}/quotes/{number}?key={link_key(number, secret)}"


def pdf_path(number: str, locale: str, secret: str) -> str:
    """Return the address of a quote's PDF below the site's own address."""
    return f"/{locale}/quotes/{number}/pdf?key={link_key(number, secret)}"


def _signer(secret: str) -> Signer:
    return Signer(secret, salt=_SALT, key_derivation="hmac", digest_method=hashlib.sha256)
