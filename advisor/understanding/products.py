"""The source of truth for products named in a message: own part numbers and other makers' models."""

from __future__ import annotations

import re
from dataclasses import dataclass

from advisor.understanding.lexicon import Trade
from advisor.understanding.text import Reading


@dataclass(frozen=True, slots=True)
class Named:
    """A product named at one place: own `sku` or another maker's `competitor` id."""

    start: int
    end: int
    sku: str | None = None
    competitor: str | None = None


def find_products(reading: Reading, trade: Trade) -> list[Named]:
    """Return the part numbers and models in a message, in order."""
    if trade.part_numbers is None:
        return []
    found = [_named(match, trade) for match in trade.part_numbers.finditer(reading.folded)]
    taken = [(named.start, named.end) for named in found]
    found.extend(_incomplete(reading, trade, taken))
    return sorted(found, key=lambda named: named.start)


def _named(match: re.Match[str], trade: Trade) -> Named:
    compact = re.sub(r"[\s\-_./]", "", match[1])
    return Named(match.start(), match.end(), trade.sku_of.get(compact), trade.competitor_of.get(compact))


_LIKE_A_PART_NUMBER = re.compile(r"(?<![a-z0-9])([a-z]{2,4})[\s\-]?(\d{1,5})([a-z]?)(?![a-z0-9])")


def _incomplete(reading: Reading, trade: Trade, taken: list[tuple[int, int]]) -> list[Named]:
    """ "KCN-110" is KCN-110A where only one product begins so."""
    found = []
    for match in _LIKE_A_PART_NUMBER.finditer(reading.folded):
        if any(match.start() < end and start < match.end() for start, end in taken):
            continue
        compact = "".join(match.groups())
        skus = [sku for key, sku in trade.sku_of.items() if key.startswith(compact)]
        if len(skus) == 1:
            found.append(Named(match.start(), match.end(), skus[0]))
    return found
