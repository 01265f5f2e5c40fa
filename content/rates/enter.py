"""The verb by which exchange rates come on record: checked, each once, none overwritten, with an event of who entered them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from content.rates import repository
from content.rates.errors import RatesRefused
from content.rates.model import Rate
from foundation import events
from foundation.actor import Actor
from foundation.database import Session

MOST_SOURCE = 120
_EARLY = timedelta(days=1)
"""A rate of today may be entered before its hour."""


async def enter_rates(session: Session, rates: Sequence[Rate], *, by: Actor, now: datetime) -> int:
    """Put rates on record and return how many of them were new; what is there already is not entered again.

    Raises RatesRefused before anything is written.
    """
    for rate in rates:
        _check(rate, now)
    new = await repository.add(session, rates, entered_at=now)
    if new:
        newest = max(rates, key=lambda rate: rate.as_of)
        data = {"new": new, "source": newest.source, "newest": newest.as_of.isoformat()}
        await events.record(session, "rates_entered", subject=("rates", newest.source[:40]), by=by, data=data)
    return new


def _check(rate: Rate, now: datetime) -> None:
    if rate.base == rate.currency:
        raise RatesRefused("same_currency")
    if rate.as_of > now + _EARLY:
        raise RatesRefused("future", day=rate.as_of.date().isoformat())
    if not rate.source.strip() or len(rate.source) > MOST_SOURCE:
        raise RatesRefused("no_source", most=MOST_SOURCE)
