"""When a report is due to somebody: at their hour, in their time zone, once the period is over where the company sits. Pure."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from funnel.reports.model import BY_WEEK, Kind, Subscription
from funnel.reports.periods import last_whole, period_of


def due(subscription: Subscription, *, now: datetime, company_zone: str) -> date | None:
    """Return the first day of the report that is due, None where there is none (yet). The same day is returned until the next is due."""
    zone = ZoneInfo(subscription.time_zone)
    today = now.astimezone(zone).date()
    day = _newest_day(subscription, today)
    if _moment(day, subscription.hour, zone) > now:
        day = _newest_day(subscription, day - timedelta(days=1))
    moment = _moment(day, subscription.hour, zone)
    if moment < subscription.since:
        return None
    first = last_whole(subscription.kind, day)
    period = period_of(subscription.kind, first, time_zone=company_zone, now=now)
    is_over = (
        period.end == period_of(subscription.kind, first, time_zone=company_zone, now=now + timedelta(days=40)).end
    )
    return first if is_over else None


def _newest_day(subscription: Subscription, latest: date) -> date:
    if subscription.kind in BY_WEEK:
        return latest - timedelta(days=(latest.weekday() - subscription.weekday) % 7)
    return latest.replace(day=1) if subscription.kind is Kind.MONTHLY else latest


def _moment(day: date, hour: int, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(hour), zone).astimezone(UTC)
