"""The source of truth for what a page of ours lets a browser do."""

from base64 import b64encode
from collections.abc import Iterable, Mapping
from hashlib import sha256


def headers(data_blocks: Iterable[str] = ()) -> Mapping[str, str]:
    """Return the protecting headers of a page; `data_blocks` are the texts of its JSON-LD elements.

    Browsers run no data block, so the policy (https://www.w3.org/TR/CSP3/) need not name it; its hash is given all the same,
    for the few that ask before they look at the type.
    """
    hashes = "".join(f" 'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in data_blocks)
    policy = (
        "default-src 'none'; "
        f"script-src 'self'{hashes}; "
        "style-src 'self'; img-src 'self' data:; font-src 'self'; media-src 'self'; connect-src 'self'; manifest-src 'self'; "
        "form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'"
    )
    return {"Content-Security-Policy": policy, **COMMON}


COMMON: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

PICTURE: Mapping[str, str] = {
    # a picture of the pack is shown, never run: were it opened by itself, nothing in it could act
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
