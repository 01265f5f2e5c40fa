"""Which days a report covers, where the company sits, and what they are compared with. Pure."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from funnel.reports.model import BY_WEEK, Kind
from scoring.indicators.facts import Period


def first_day(kind: Kind, day: date) -> date:
    """Return the first day of the day, week or month that a day lies in; weeks begin on Monday."""
    if kind in BY_WEEK:
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if kind is Kind.MONTHLY else day


def day_after(kind: Kind, first: date) -> date:
    """Return the day behind the last one of what begins on `first`."""
    if kind is Kind.MONTHLY:
        return (first + timedelta(days=32)).replace(day=1)
    return first + timedelta(days=7 if kind in BY_WEEK else 1)


def last_whole(kind: Kind, today: date) -> date:
    """Return the first day of the newest period that is over."""
    return first_day(kind, first_day(kind, today) - timedelta(days=1))


def period_of(kind: Kind, day: date, *, time_zone: str, now: datetime) -> Period:
    """Return the period that a day lies in, compared with the one before.

    One that is not over yet ends now, and is compared with as much of the one before.
    """
    first = first_day(kind, day)
    earlier = first_day(kind, first - timedelta(days=1))
    start, end, before = (_midnight(each, time_zone) for each in (first, day_after(kind, first), earlier))
    if now >= end:
        return Period(start, end, (before, start))
    reached = max(now, start)
    return Period(start, reached, (before, min(start, before + (reached - start))))


def days(first: date, last: date, *, time_zone: str, now: datetime) -> Period:
    """Return the period of some days, both included, compared with as many days before."""
    start, end = _midnight(first, time_zone), _midnight(last + timedelta(days=1), time_zone)
    reached = min(end, max(now, start))
    before = _midnight(first - (last - first) - timedelta(days=1), time_zone)
    return Period(start, reached, (before, min(start, before + (reached - start))))


def _midnight(day: date, time_zone: str) -> datetime:
    return datetime.combine(day, time.min, ZoneInfo(time_zone)).astimezone(UTC)
