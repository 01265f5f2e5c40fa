"""Source of truth for how an amount comes into another currency: by the rate on record, with the pack's margin and steps. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal
from typing import Literal, TypeAlias

from content.catalogue.model import Company, Conversion
from content.rates.model import RateBook, UsedRate
from foundation.money import Money, minor_unit

_EIGHT_DIGITS = Context(prec=8, rounding=ROUND_HALF_EVEN)
"""A rate is reckoned with as it is printed."""

NoRateReason: TypeAlias = Literal["not_converted", "no_rate", "old_rate"]


@dataclass(frozen=True, slots=True)
class NoRate:
    """There is no rate to convert by, and why; `as_of` is the day of one that is too old."""

    reason: NoRateReason
    base: str = ""
    as_of: date | None = None
    max_age_days: int = 0


def rate_for(company: Company, currency: str, rates: RateBook, *, on: date) -> UsedRate | NoRate:
    """Return the rate by which amounts come into a currency that the pack converts, with its margin; on a day."""
    rule = company.terms.conversions.get(currency)
    if rule is None:
        return NoRate("not_converted")
    found = rates.find(rule.from_currency, currency)
    if found is None:
        return NoRate("no_rate", rule.from_currency)
    day = found.as_of.date()
    if (on - day).days > rule.max_age_days:
        return NoRate("old_rate", rule.from_currency, day, rule.max_age_days)
    rate = _EIGHT_DIGITS.multiply(found.rate, 1 + rule.margin_percent / 100) if rule.margin_percent else found.rate
    return UsedRate(
        base=rule.from_currency,
        currency=currency,
        rate=rate,
        reference=found.rate,
        margin_percent=rule.margin_percent,
        as_of=found.as_of,
        source=found.source,
    )


def convert(amount: Money, used: UsedRate, rule: Conversion) -> Money:
    """Return an amount in the other currency, rounded half up to the pack's step, else to the currency's coins.

    What costs something is never given away: the smallest amount is one step.
    """
    step = rule.round_to or Decimal(1).scaleb(-minor_unit(used.currency))
    steps = (amount.amount * used.rate / step).quantize(Decimal(1), ROUND_HALF_UP)
    return Money(max(steps, Decimal(1 if amount.amount else 0)) * step, used.currency).rounded()
