"""Source of truth for what an exchange rate is, which of those on record counts, and how one is derived from two. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_EVEN, Context, Decimal

_CROSS = Context(prec=8, rounding=ROUND_HALF_EVEN)
"""Digits of a rate that is derived from others: what is stored and printed is what is reckoned with."""


@dataclass(frozen=True, slots=True)
class Rate:
    """So many units of `currency` for one unit of `base`, as `source` gave it for the moment `as_of` (UTC)."""

    base: str
    currency: str
    rate: Decimal
    as_of: datetime
    source: str


@dataclass(frozen=True, slots=True)
class UsedRate:
    """The rate that a quote was reckoned with: `rate` holds, which is `reference` of `source` with the margin added.

    One unit of `base` is `rate` units of `currency`.
    """

    base: str
    currency: str
    rate: Decimal
    reference: Decimal
    margin_percent: Decimal
    as_of: datetime
    source: str


@dataclass(frozen=True, slots=True)
class RateBook:
    """The newest rate on record for each pair of currencies."""

    rates: tuple[Rate, ...] = ()

    def find(self, base: str, currency: str) -> Rate | None:
        """Return the rate of a pair: the one on record, its reverse, or the cross of two that share a base; None without.

        Of several ways the newest counts; derived rates are rounded to eight digits, and are as old as their older part.
        """
        ways = [*self._direct(base, currency), *self._crossed(base, currency)]
        return max(ways, key=lambda way: way.as_of, default=None)

    def _direct(self, base: str, currency: str) -> list[Rate]:
        found = [one for one in self.rates if (one.base, one.currency) == (base, currency)]
        if found:
            return found
        return [
            Rate(base, currency, _CROSS.divide(Decimal(1), one.rate), one.as_of, one.source)
            for one in self.rates
            if (one.base, one.currency) == (currency, base)
        ]

    def _crossed(self, base: str, currency: str) -> list[Rate]:
        legs: dict[str, dict[str, Rate]] = {}
        for one in self.rates:
            legs.setdefault(one.base, {})[one.currency] = one
        return [
            _cross(leg[base], leg[currency])
            for shared, leg in legs.items()
            if shared not in {base, currency} and base in leg and currency in leg
        ]


NO_RATES = RateBook()


def newest(rates: Sequence[Rate]) -> RateBook:
    """Return a book of the newest rate of each pair; of two for the same moment the later in the sequence counts."""
    held: dict[tuple[str, str], Rate] = {}
    for rate in rates:
        known = held.get((rate.base, rate.currency))
        if known is None or rate.as_of >= known.as_of:
            held[rate.base, rate.currency] = rate
    return RateBook(tuple(held.values()))


def _cross(first: Rate, second: Rate) -> Rate:
    source = first.source if first.source == second.source else f"{first.source}, {second.source}"
    as_of = min(first.as_of, second.as_of)
    return Rate(first.currency, second.currency, _CROSS.divide(second.rate, first.rate), as_of, source)
