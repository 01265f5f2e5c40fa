"""The source of truth for how things are named: sortable ids, unguessable tokens and their digests."""

import hashlib
import secrets
import threading
import time

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32: nothing that reads like something else
_LENGTH = 26
_RANDOM_BITS = 80

_lock = threading.Lock()
_last = 0


def new_id() -> str:
    """Make an id of 26 characters (a ULID in lower case); a later one of the same process sorts behind an earlier one.

    Layout: https://github.com/ulid/spec - 48 bits of milliseconds, 80 bits of chance.
    """
    global _last
    with _lock:
        number = (time.time_ns() // 1_000_000 << _RANDOM_BITS) | secrets.randbits(_RANDOM_BITS)
        if number <= _last or number >> _RANDOM_BITS == _last >> _RANDOM_BITS:
            # Same millisecond, or a clock set back: count on, so that the order of making stays the order of sorting.
            # The step is chance too, lest a neighbour's id could be guessed from one's own.
            number = _last + 1 + secrets.randbits(64)
        _last = number
    return "".join(_ALPHABET[number >> shift & 31] for shift in range((_LENGTH - 1) * 5, -1, -5))


def new_token() -> str:
    """Make a secret of 43 url-safe characters (256 bits of chance); store its `digest`, never the token."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """Fingerprint a token for storage: SHA-256 in 64 hex digits. Tokens are pure chance, so no salt is needed."""
    return hashlib.sha256(token.encode()).hexdigest()
