"""The source of truth for when people of a country can be reached: time zones, weekends, holidays, hours of the day. Pure."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from importlib import resources
from zoneinfo import ZoneInfo

WORK_BEGINS, WORK_ENDS = time(9), time(17)
LOUD_FROM, QUIET_FROM = time(8), time(20)
_WEEKEND = frozenset({5, 6})
_A_DAY = timedelta(hours=WORK_ENDS.hour - WORK_BEGINS.hour)
_LONGEST = 60
"""Days without a working day that no country has."""
_MAIN_ZONES = {
    "AU": "Australia/Sydney",
    "BR": "America/Sao_Paulo",
    "CA": "America/Toronto",
    "CD": "Africa/Kinshasa",
    "ID": "Asia/Jakarta",
    "KZ": "Asia/Almaty",
    "MN": "Asia/Ulaanbaatar",
    "MX": "America/Mexico_City",
    "RU": "Europe/Moscow",
    "UA": "Europe/Kyiv",
    "US": "America/New_York",
}
"""Where most business is done, of countries that the zone table does not begin with their main zone."""


def zone_of(country: str | None, *, phone: str | None = None, default: str) -> str:
    """Return the IANA zone where somebody probably is: by the country, and by the number (E.164) where it has several or is unknown."""
    if phone and (country is None or country in _MAIN_ZONES):  # elsewhere the country tells enough
        by_phone = _zone_of_phone(phone)
        if by_phone is not None:
            return by_phone
    if country is None:
        return default
    return _MAIN_ZONES.get(country) or _first_zones().get(country) or default


@lru_cache(maxsize=4096)
def _zone_of_phone(phone: str) -> str | None:
    import phonenumbers
    from phonenumbers import timezone

    try:
        zones = timezone.time_zones_for_number(phonenumbers.parse(phone))
    except phonenumbers.NumberParseException:
        return None
    return zones[0] if len(zones) == 1 and zones[0] != timezone.UNKNOWN_TIMEZONE else None


@lru_cache(maxsize=1)
def _first_zones() -> dict[str, str]:
    """Read the first zone of each country from the table of the zone database (https://data.iana.org/time-zones/tz-link.html)."""
    table = resources.files("tzdata.zoneinfo").joinpath("zone.tab").read_text("utf-8")
    first: dict[str, str] = {}
    for line in table.splitlines():
        if line and not line.startswith("#"):
            country, _, zone = line.split("\t")[:3]
            first.setdefault(country, zone)
    return first


@lru_cache(maxsize=512)
def _free_days(country: str, year: int) -> tuple[frozenset[int], frozenset[date]]:
    """Return the weekdays (Monday 0) and the days of a year on which a country does not work."""
    import holidays

    try:
        calendar = holidays.country_holidays(country, years=year)
    except NotImplementedError:  # a country that nobody has written down
        return _WEEKEND, frozenset()
    return frozenset(calendar.weekend), frozenset(calendar)


def is_workday(day: date, country: str | None) -> bool:
    """Say whether people of a country work on a day; where the country is not known, Monday to Friday."""
    weekend, free = _free_days(country, day.year) if country else (_WEEKEND, frozenset[date]())
    return day.weekday() not in weekend and day not in free


def next_working_moment(at: datetime, *, country: str | None, zone: str) -> datetime:
    """Return `at` where it falls into working hours, else the beginning of the next working day there; aware UTC."""
    local = at.astimezone(ZoneInfo(zone))
    for ahead in range(_LONGEST):
        day = local.date() + timedelta(days=ahead)
        if not is_workday(day, country):
            continue
        begins = datetime.combine(day, WORK_BEGINS, ZoneInfo(zone))
        ends = datetime.combine(day, WORK_ENDS, ZoneInfo(zone))
        if local < ends:
            return max(local, begins).astimezone(UTC)
    return at


def worked_between(begin: datetime, end: datetime, *, country: str | None, zone: str) -> timedelta:
    """Return how much working time of a country lies between two moments; nothing where `end` is the earlier one."""
    first, last = begin.astimezone(ZoneInfo(zone)), end.astimezone(ZoneInfo(zone))
    worked = timedelta(0)
    for ahead in range((last.date() - first.date()).days + 1):
        day = first.date() + timedelta(days=ahead)
        if not is_workday(day, country):
            continue
        opens = datetime.combine(day, WORK_BEGINS, ZoneInfo(zone))
        closes = datetime.combine(day, WORK_ENDS, ZoneInfo(zone))
        worked += max(timedelta(0), min(last, closes) - max(first, opens))
    return worked


def worked_until(begin: datetime, work: timedelta, *, country: str | None, zone: str) -> datetime:
    """Return the moment by which so much working time of a country has passed since another one; aware UTC."""
    local, left = begin.astimezone(ZoneInfo(zone)), work
    for ahead in range(_LONGEST + 7 * (work // _A_DAY)):
        day = local.date() + timedelta(days=ahead)
        if not is_workday(day, country):
            continue
        opens = max(local, datetime.combine(day, WORK_BEGINS, ZoneInfo(zone)))
        closes = datetime.combine(day, WORK_ENDS, ZoneInfo(zone))
        if opens + left <= closes:
            return (opens + left).astimezone(UTC)
        left -= max(timedelta(0), closes - opens)
    return begin + work


def next_loud_moment(at: datetime, *, zone: str) -> datetime:
    """Return `at` outside quiet hours, else the morning that ends them; aware UTC."""
    local = at.astimezone(ZoneInfo(zone))
    if LOUD_FROM <= local.time() < QUIET_FROM:
        return at
    day = local.date() + timedelta(days=local.time() >= QUIET_FROM)
    return datetime.combine(day, LOUD_FROM, ZoneInfo(zone)).astimezone(UTC)
