"""The source of truth for the link by which somebody confirms an order: mailed to their address, good for one quote."""

from __future__ import annotations

import hashlib
from urllib.parse import urlencode

from itsdangerous import Signer

_SALT = "tradewind.quote.order"


def confirming_path(number: str, acceptance_id: str, locale: str, *, secret: str) -> str:
    """Return the address of the page whose button orders, below the site's own address."""
    key = _signer(secret).get_signature(f"{number}/{acceptance_id}").decode("ascii")
    return f"/{locale}/quotes/{number}/confirm?{urlencode({'order': acceptance_id, 'key': key})}"


def is_confirming(number: str, acceptance_id: str, key: str, *, secret: str) -> bool:
    """Say whether a key belongs to a quote and an acceptance of it; compared in constant time, whatever was sent."""
    if not (key.isascii() and acceptance_id.isascii()):
        return False
    return _signer(secret).verify_signature(f"{number}/{acceptance_id}".encode(), key.encode("ascii"))


def _signer(secret: str) -> Signer:
    return Signer(secret, salt=_SALT, key_derivation="hmac", digest_method=hashlib.sha256)
