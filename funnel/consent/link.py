"""The source of truth for the signed links in mails: leaving them in one click (RFC 8058), and confirming a consent.

They carry no address but its digest, work without signing in, never end, and go on working when the person is erased.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from itsdangerous import BadSignature, Signer

_LABEL = "tradewind.mail.address:"
_LEAVE, _CONFIRM = "tradewind.mail.leave", "tradewind.mail.confirm"
ONE_CLICK = "List-Unsubscribe=One-Click"
"""The body that a mail program posts (RFC 8058, section 3.1)."""


def address_hash(address: str) -> str:
    """Return the digest by which an address is suppressed: of 64 hex digits, the same on every installation."""
    return hashlib.sha256((_LABEL + address.strip().lower()).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class LeavingKey:
    """What a link to leave says: which mail it stood in, and the digest of its address."""

    mail_id: str
    address_hash: str


def leaving_key(mail_id: str, address: str, secret: str) -> str:
    """Return the key of the link that ends mails to an address."""
    return _signer(_LEAVE, secret).sign(f"{mail_id}-{address_hash(address)}").decode("ascii")


def read_leaving_key(key: str, secret: str) -> LeavingKey | None:
    """Read a key; None where it is not ours."""
    said = _read(key, _LEAVE, secret)
    mail_id, _, digest = (said or "").partition("-")
    return LeavingKey(mail_id, digest) if mail_id and digest else None


def confirming_key(consent_id: str, secret: str) -> str:
    """Return the key of the link that confirms a consent."""
    return _signer(_CONFIRM, secret).sign(consent_id).decode("ascii")


def read_confirming_key(key: str, secret: str) -> str | None:
    """Return the id of the consent that a key confirms; None where it is not ours."""
    return _read(key, _CONFIRM, secret)


def leaving_headers(address: str) -> dict[str, str]:
    """Return the headers by which mail programs show their own button; `address` is the full address of the link."""
    return {"List-Unsubscribe": f"<{address}>", "List-Unsubscribe-Post": ONE_CLICK}


def _read(key: str, salt: str, secret: str) -> str | None:
    try:
        return _signer(salt, secret).unsign(key.encode("ascii")).decode("ascii")
    except (BadSignature, UnicodeError):
        return None


def _signer(salt: str, secret: str) -> Signer:
    return Signer(secret, salt=salt, key_derivation="hmac", digest_method=hashlib.sha256)
