"""The source of truth for the signed addresses in measured mails: the picture, and links by way of us to a page of our own.

A key names the mail and the page, so nothing can be made to lead elsewhere, and a link still leads to its page when the mail,
or the person, is forgotten.
"""

from __future__ import annotations

import hashlib
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from dataclasses import dataclass

from itsdangerous import BadSignature, Signer

_FOLLOW, _OPEN = "tradewind.mail.follow", "tradewind.mail.open"
LONGEST_KEY = 1_500
_OURS = re.compile(r"/(?![/\\])[\x21-\x5b\x5d-\x7e]*\Z")
"""A path on this site: one slash first, and nothing that browsers read as another host."""


@dataclass(frozen=True, slots=True)
class Followed:
    """What a link says: in which mail it stands, and to which page of ours it leads (path with query)."""

    mail_id: str
    target: str

    @property
    def page(self) -> str:
        """The page without its query, which may hold the key of a quote."""
        return self.target.partition("?")[0].partition("#")[0]


def following_key(mail_id: str, target: str, secret: str) -> str:
    """Return the key of a link that leads to a page of ours by way of us. Raises ValueError where the page is another's."""
    if not _OURS.match(target):
        raise ValueError(f"{target!r} is no path of this site")
    told = urlsafe_b64encode(f"{mail_id} {target}".encode()).rstrip(b"=")
    return _signer(_FOLLOW, secret).sign(told).decode("ascii")


def read_following_key(key: str, secret: str) -> Followed | None:
    """Read a key; None where it is not ours, or leads elsewhere."""
    told = _read(key, _FOLLOW, secret)
    if told is None:
        return None
    try:
        mail_id, _, target = urlsafe_b64decode(told + "=" * (-len(told) % 4)).decode().partition(" ")
    except (NotBase64, UnicodeError):
        return None
    return Followed(mail_id, target) if _OURS.match(target) else None


def opening_key(mail_id: str, secret: str) -> str:
    """Return the key of the picture in a mail."""
    return _signer(_OPEN, secret).sign(mail_id).decode("ascii")


def read_opening_key(key: str, secret: str) -> str | None:
    """Return the id of the mail whose picture is fetched; None where the key is not ours."""
    return _read(key, _OPEN, secret)


def _read(key: str, salt: str, secret: str) -> str | None:
    if len(key) > LONGEST_KEY:
        return None
    try:
        return _signer(salt, secret).unsign(key.encode("ascii")).decode("ascii")
    except (BadSignature, UnicodeError):
        return None


def _signer(salt: str, secret: str) -> Signer:
    return Signer(secret, salt=salt, key_derivation="hmac", digest_method=hashlib.sha256)
