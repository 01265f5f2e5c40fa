"""Source of truth for how an invented person, company, address and telephone number are put together. Pure."""

from __future__ import annotations

import math
import re
import unicodedata
from random import Random

from funnel.demonstration.names import TITLES, Country


def who(random: Random, country: Country, number: int) -> tuple[str, str, str]:
    """A name, a company, and an address that reaches nobody."""
    given, given_latin = random.choice(country.given)
    family, family_latin = random.choice(country.family)
    names = (family, given) if country.family_first else (given, family)
    place, place_latin = random.choice((*country.family, *country.places, *country.places))
    firm = random.choice(country.firms).format(place)
    domain = f"{_slug(place_latin)}-{number}.example"
    return country.joined.join(names), firm, f"{_slug(given_latin)}.{_slug(family_latin)}@{domain}"


def _slug(name: str) -> str:
    plain = name.replace("ß", "ss").replace("ł", "l")
    ascii_only = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "", ascii_only.lower())


def phone(country: Country, number: int) -> str | None:
    """A number of a range that is kept for fiction, each once; None where the range is used up, or there is none."""
    digits = country.phone.count("#")
    if not digits or number >= 10**digits or (country.code == "US" and not 100 <= number <= 199):
        return None
    return country.phone.replace("#" * digits, f"{number:0{digits}d}")


def position(random: Random, country: Country) -> str | None:
    """What somebody is, where they say so."""
    title = random.choice(TITLES[country.locale])
    return title if random.random() < 0.6 else None


def people_employed(random: Random) -> int | None:
    """How many work in the company, where that is known: mostly some hundred, rarely many thousand."""
    size = round(math.exp(random.normalvariate(5.4, 1.2)))
    return max(3, size) if random.random() < 0.5 else None
