"""The source of truth for the signed link of a quote: whoever holds it may open it, nobody else learns that it exists.

And for the short code printed on its document, by which anybody can ask whether a paper in hand is genuine.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from urllib.parse import urlencode

from itsdangerous import Signer

_SALT = "tradewind.quote.link"
_CODE_SALT = "tradewind.quote.code"
_CODE_LENGTH = 10  # 50 bits: with the site's limits on asking, nobody guesses one
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no letter that people take for a digit. https://www.crockford.com/base32.html"""
_MISREAD = str.maketrans("OIL", "011", "- ")


@dataclass(frozen=True, slots=True)
class Addresses:
    """The full addresses of one installation's quotes; `public_url` is its origin without a slash at the end."""

    public_url: str
    secret: str

    def page(self, number: str, locale: str) -> str:
        """Return the address of a quote's page, with its key."""
        return self.public_url + page_path(number, locale, self.secret)

    def pdf(self, number: str, locale: str) -> str:
        """Return the address of a quote's PDF, with its key."""
        return self.public_url + pdf_path(number, locale, self.secret)

    def proforma(self, number: str, locale: str) -> str:
        """Return the address of the pro-forma invoice of a quote, with the quote's key."""
        return self.public_url + proforma_path(number, locale, self.secret)

    def verification(self, number: str, locale: str) -> str:
        """Return the address that tells whether a document is genuine, with number and code."""
        return self.public_url + verification_path(number, locale, self.secret)

    def code(self, number: str) -> str:
        """Return the code printed beside a number."""
        return verification_code(number, self.secret)


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


def proforma_path(number: str, locale: str, secret: str) -> str:
    """Return the address of a quote's pro-forma invoice below the site's own address."""
    return f"/{locale}/quotes/{number}/proforma?key={link_key(number, secret)}"


def verification_code(number: str, secret: str) -> str:
    """Return the code printed beside a quote's number: `7K3QF-M2XPA`, made with the installation's secret."""
    digest = hmac.digest(_code_key(secret), number.encode(), "sha256")
    value = int.from_bytes(digest[:8])
    code = "".join(_ALPHABET[value >> 5 * place & 31] for place in range(_CODE_LENGTH))
    return f"{code[:5]}-{code[5:]}"


def is_verification_code(number: str, code: str, secret: str) -> bool:
    """Say whether a code, as somebody typed it from paper, belongs to a number; compared in constant time."""
    typed = code.strip().upper().translate(_MISREAD)
    expected = verification_code(number, secret).translate(_MISREAD)
    return hmac.compare_digest(typed.encode("utf-8", "replace"), expected.encode())


def verification_path(number: str, locale: str, secret: str) -> str:
    """Return the address, below the site's own, that tells whether a document of this number is genuine."""
    return f"/{locale}/verify?{urlencode({'number': number, 'code': verification_code(number, secret)})}"


def _code_key(secret: str) -> bytes:
    return hmac.digest(secret.encode(), _CODE_SALT.encode(), "sha256")


def _signer(secret: str) -> Signer:
    return Signer(secret, salt=_SALT, key_derivation="hmac", digest_method=hashlib.sha256)
