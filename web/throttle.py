"""How often somebody may ask: turns per visitor and address, calls per API key, sign-ins per address."""

from __future__ import annotations

import math
import time
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field

from web.errors import TooOften


@dataclass(frozen=True, slots=True)
class Limit:
    """So many within so many seconds."""

    name: str
    amount: int
    seconds: int = 60


TURNS_OF_A_VISITOR = Limit("turns-visitor", 30)
TURNS_OF_AN_ADDRESS = Limit("turns-address", 120)
CALLS_OF_A_KEY = Limit("key", 6000)
RECORDS_OF_A_KEY = Limit("records", 300_000)
"""Events and customers that another program enters: they cost little, and come by the thousand."""
SIGN_INS_OF_AN_ADDRESS = Limit("sign-ins", 10, 5 * 60)
CODES_OF_AN_ADDRESS = Limit("codes", 20)
ANSWERS_OF_AN_ADDRESS = Limit("answers", 10, 5 * 60)
"""Answers on pages of quotes: some of them send mails."""
PREVIEWS_OF_A_MEMBER = Limit("previews", 240)
"""What a quote would cost, while it is typed: one for each pause between keys."""
BEACONS_OF_AN_ADDRESS = Limit("beacons", 600)

_TOGETHER_SECONDS = 1.0
"""What comes within a second is counted as one moment, so that a high limit needs no more memory than a low one."""


@dataclass(slots=True)
class _Window:
    """What one caller asked lately: moments, each with how many came then."""

    total: int = 0
    moments: deque[tuple[float, int]] = field(default_factory=deque)

    def forget(self, before: float) -> None:
        while self.moments and self.moments[0][0] <= before:
            self.total -= self.moments.popleft()[1]

    def add(self, now: float) -> None:
        began, together = self.moments.pop() if self.moments else (now, 0)
        if now - began >= _TOGETHER_SECONDS:
            self.moments.append((began, together))
            began, together = now, 0
        self.moments.append((began, together + 1))
        self.total += 1


class Throttle:
    """Counts in this process's memory, in a moving window; several web processes each allow the full rate."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._callers: defaultdict[Limit, dict[str, _Window]] = defaultdict(dict)
        """By limit, those who asked longest ago first."""

    def count(self, limit: Limit, who: str) -> None:
        """Count one more; raise TooOften with the seconds to wait."""
        now = self._now()
        callers = self._callers[limit]
        _forget_callers(callers, now - limit.seconds - _TOGETHER_SECONDS)
        window = callers.get(who) or _Window()
        window.forget(now - limit.seconds)
        if window.total >= limit.amount:
            raise TooOften(max(1, math.ceil(window.moments[0][0] + limit.seconds - now)))
        window.add(now)
        callers.pop(who, None)
        callers[who] = window

    def __len__(self) -> int:
        """Return how many callers are remembered."""
        return sum(len(callers) for callers in self._callers.values())


def _forget_callers(callers: dict[str, _Window], before: float) -> None:
    """Let go of those who have not asked since; they stand in front, so that nobody else is looked at."""
    while callers:
        longest_ago = next(iter(callers))
        moments = callers[longest_ago].moments
        if moments and moments[-1][0] > before:
            return
        del callers[longest_ago]
