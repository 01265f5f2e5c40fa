"""Which days a month or a quarter covers. Pure."""

from __future__ import annotations

from datetime import date, timedelta

from scoring.indicators.entered import Span


def first_of(span: Span, day: date) -> date:
    """Return the first day of the month or quarter that a day lies in."""
    month = day.month if span is Span.MONTH else 3 * ((day.month - 1) // 3) + 1
    return day.replace(month=month, day=1)


def day_behind(span: Span, first: date) -> date:
    """Return the day behind the last one of a month or quarter."""
    days = 32 if span is Span.MONTH else 93
    return (first + timedelta(days=days)).replace(day=1)
