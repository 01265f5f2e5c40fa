"""How many different keys a day may bring: whoever makes them up fills no table."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

OTHER = "(other)"
MOST_A_DAY = 500


class Variety:
    """Admits the first keys of each day and dimension, in this process's memory; what comes beyond is counted together."""

    def __init__(self, most: int = MOST_A_DAY) -> None:
        self._most = most
        self._day: date | None = None
        self._known: defaultdict[str, set[str]] = defaultdict(set)

    def admit(self, dimension: str, key: str, day: date) -> str:
        """Return the key, or `(other)` where the day has enough of them."""
        if day != self._day:
            self._day = day
            self._known.clear()
        known = self._known[dimension]
        if key not in known:
            if len(known) >= self._most:
                return OTHER
            known.add(key)
        return key
