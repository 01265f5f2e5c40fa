"""The one call that fetches a file of exchange rates, with limits of time and size."""

from __future__ import annotations

import httpx

from content.rates.errors import RatesUnavailable

TIMEOUT = httpx.Timeout(30.0, connect=10.0)
LARGEST = 32 * 2**20
MOST_REDIRECTS = 3


async def fetch(address: str) -> bytes:
    """Return what an address of http or https serves; raises RatesUnavailable."""
    content = bytearray()
    try:
        async with (
            httpx.AsyncClient(timeout=TIMEOUT, follow_redirects=True, max_redirects=MOST_REDIRECTS) as client,
            client.stream("GET", address) as answer,
        ):
            if answer.status_code != httpx.codes.OK:
                raise RatesUnavailable(address, f"the answer was {answer.status_code}")
            async for chunk in answer.aiter_bytes():
                content += chunk
                if len(content) > LARGEST:
                    raise RatesUnavailable(address, f"the file is larger than {LARGEST // 2**20} MiB")
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise RatesUnavailable(address, str(error) or type(error).__name__) from None
    return bytes(content)
