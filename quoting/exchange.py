"""The source of truth for which exchange rates a quote needs, and what each currency is worth beside the base currency."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from decimal import Decimal

from content.catalogue.model import Company
from content.rates import repository
from content.rates.model import NO_RATES, RateBook
from foundation.database import Session
from quoting.earlier import NOTHING, Earlier


async def read_rates(
    session: Session, currency: str, company: Company, *, now: datetime, earlier: Earlier = NOTHING
) -> RateBook:
    """Return the rates that a quote in a currency may need: its lists are converted, or concessions in others count with it."""
    rule = company.terms.conversions.get(currency)
    needed = {currency, *earlier.currencies}
    if rule is None and len(needed) == 1:
        return NO_RATES
    needed |= {company.identity.base_currency, *([rule.from_currency] if rule else [])}
    return await repository.read_book(session, needed, now=now)


def worths(rates: RateBook, company: Company, currencies: Collection[str]) -> Mapping[str, Decimal]:
    """Return how much one unit of each currency is in the base currency, of those that a rate is on record for."""
    base = company.identity.base_currency
    found = {currency: rates.find(currency, base) for currency in currencies}
    return {base: Decimal(1), **{currency: one.rate for currency, one in found.items() if one is not None}}
