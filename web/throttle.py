"""How often somebody may ask: turns per visitor and address, calls per API key, sign-ins per address."""

from __future__ import annotations

import time

from limits import RateLimitItem, RateLimitItemPerMinute, parse
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import FixedWindowRateLimiter, MovingWindowRateLimiter

from web.errors import TooOften

TURNS_OF_A_VISITOR = RateLimitItemPerMinute(30, namespace="turns-visitor")
TURNS_OF_AN_ADDRESS = RateLimitItemPerMinute(120, namespace="turns-address")
CALLS_OF_A_KEY = RateLimitItemPerMinute(6000, namespace="key")
RECORDS_OF_A_KEY = RateLimitItemPerMinute(300_000, namespace="records")
"""Events and customers that another program enters: they cost little, and come by the thousand."""
SIGN_INS_OF_AN_ADDRESS = parse("10 per 5 minutes")
FORMS_OF_AN_ADDRESS = parse("20 per 10 minutes")
BEACONS_OF_AN_ADDRESS = RateLimitItemPerMinute(600, namespace="beacons")


class Throttle:
    """Counts in this process's memory; several web processes each allow the full rate."""

    def __init__(self) -> None:
        self._storage = MemoryStorage()
        self._moving = MovingWindowRateLimiter(self._storage)
        self._fixed = FixedWindowRateLimiter(self._storage)

    async def count(self, limit: RateLimitItem, who: str) -> None:
        """Count one more; raise TooOften with the seconds to wait."""
        # a moving window remembers every hit, which is too much to remember of a high limit
        limiter = self._moving if limit.amount <= CALLS_OF_A_KEY.amount else self._fixed
        if await limiter.hit(limit, who):
            return
        stats = await limiter.get_window_stats(limit, who)
        # the library measures by the machine's clock, not by our shifted one
        raise TooOften(max(1, round(stats.reset_time - time.time())))
