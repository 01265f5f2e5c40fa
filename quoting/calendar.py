"""The source of truth for which day it is for a quote: its validity is counted in the calendar of the buyer's country. Pure."""

from __future__ import annotations

from datetime import date, datetime

from content.catalogue.model import Company
from foundation import clock
from foundation.workdays import zone_of


def buyers_day(country: str | None, company: Company, *, now: datetime) -> date:
    """Return the day in the main time zone of the country that goods go to; where it is not known, in the company's own."""
    return clock.day_of(now, zone_of(country, default=company.identity.time_zone))
