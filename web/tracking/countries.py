"""In which country a visit happens, by the browser's time zone: no address has to be looked up or kept for it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from babel.core import get_global

from foundation.locales import is_country


def country_of(zone: str) -> str | None:
    """Return the ISO 3166 code of a time zone's country; None where the zone is none or lies in no single country."""
    return _by_zone().get(zone)


@cache
def _by_zone() -> Mapping[str, str]:
    """Read CLDR's names of zones, the table of the time zone database, and the older names that browsers still give."""
    table = (files("tzdata") / "zoneinfo" / "zone.tab").read_text("utf-8")
    lines = [line.split("\t") for line in table.splitlines() if line and not line.startswith("#")]
    known = {**get_global("zone_territories"), **{columns[2]: columns[0] for columns in lines}}
    older = {old: known[zone] for old, zone in get_global("zone_aliases").items() if zone in known}
    return {zone: country for zone, country in {**older, **known}.items() if is_country(country)}
