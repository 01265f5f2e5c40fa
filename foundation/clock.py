"""The source of truth for what time it is; shifted as a whole by `TRADEWIND_CLOCK_OFFSET`."""

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_OFFSET = re.compile(r"([+-]?\d+(?:\.\d+)?)([smhd])?")

_offset = timedelta(0)


def now() -> datetime:
    """Say what time it is, in aware UTC."""
    return datetime.now(UTC) + _offset


def today(timezone: str) -> date:
    """Say which day it is in an IANA time zone, such as `Europe/Berlin`."""
    return day_of(now(), timezone)


def day_of(moment: datetime, timezone: str) -> date:
    """Say which day an aware moment falls on in an IANA time zone."""
    return moment.astimezone(ZoneInfo(timezone)).date()


def shift(offset: timedelta) -> None:
    """Move this process's clock by `offset` from the real time; `timedelta(0)` sets it right again."""
    global _offset
    _offset = offset


def parse_offset(text: str) -> timedelta:
    """Read an offset: a number with s, m, h or d behind it (seconds where nothing stands), such as `3d`, `-90m`, `45`."""
    found = _OFFSET.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"{text!r} is not an offset; write a number with s, m, h or d, such as 3d or -90m")
    number, unit = found.groups()
    return timedelta(**{_UNITS[unit or "s"]: float(number)})
