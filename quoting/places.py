"""The source of truth for which country the place of a delivery term lies in, and how sure that is. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from content.catalogue.model import Company
from foundation.gazetteer import Place, gazetteer
from quoting.model import Incoterm

BY_SEA = frozenset({"FAS", "FOB", "CFR", "CIF"})
"""Rules for sea and inland waterway: their place is a port, not where the goods go in the end."""
_ARABIC = str.maketrans("أإآٱىةؤئیک", "اااايهويیک")
"""Letters that are written one way or another in the same name."""
_FAR_AHEAD = 3
"""So many times as large as the next one of its name, a place is meant where nothing else tells."""
_PORT_CITY = 100
"""Thousands of people from which on a town is taken for a port that is named alone; a smaller one may be called like it."""
_AROUND = re.compile(
    r"^(?:(?:sea|inland )?port (?:of )?|puerto (?:de )?|porto (?:de |do |da )?|hafen |airport |aeropuerto (?:de )?|aeroporto (?:de )?"
    r"|flughafen |ميناء |مطار |مدينه )|(?: (?:sea)?port| hafen| airport| flughafen| terminal| city|港|市|機場|机场|空港)$"
)
"""What stands around the name of a town and is no part of it."""
_PARTS = re.compile(r"[,;/()（），、،\d]+|\s[-–]\s")


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where a place lies; `is_assumed`: neither the place nor what the buyer said tells it for certain."""

    country: str
    is_assumed: bool = False


def whereabouts(term: Incoterm, going_to: str | None, company: Company) -> Whereabouts | None:
    """Return where the place of a delivery term lies: by the pack's names of countries and towns, else as a town of the world.

    `going_to` is the country that the goods go to, as far as known: of several places of a name the one there is meant, and
    a place on land that nobody knows is assumed to be there. A port that nobody knows may lie anywhere: None.
    """
    place, by_sea = term.place or "", term.rule in BY_SEA
    known = countries_named(place, company)
    if len(known) == 1:
        return Whereabouts(next(iter(known)))
    if known:
        return Whereabouts(going_to) if going_to in known else None
    towns = _towns(place)
    if any(one.country == going_to for one in towns):
        return Whereabouts(str(going_to))
    if towns and (len(towns) == 1 or towns[0].thousands >= _FAR_AHEAD * towns[1].thousands):
        large_enough = not by_sea or towns[0].thousands >= _PORT_CITY
        return Whereabouts(towns[0].country, is_assumed=True) if large_enough else None
    return Whereabouts(going_to, is_assumed=True) if going_to and not by_sea else None


def countries_named(place: str, company: Company) -> frozenset[str]:
    """Return the countries that a text names, by the pack's names of each."""
    held = folded(place)
    return frozenset(use.country for use in company.countries.values() if any(names(held, one) for one in use.aliases))


def names(place: str, name: str) -> bool:
    """Say whether a folded text holds a name as words of its own; a star at the name's end stands for any ending."""
    wanted = folded(name.rstrip("*"))
    if len(wanted) < 2 or wanted not in place:
        return False
    if not wanted[0].isascii() and not unicodedata.name(wanted[0], "").startswith("LATIN"):
        return True  # Chinese, Japanese and Arabic write no space, or an article, before a name
    ending = "" if name.endswith("*") else r"(?!\w)"
    return re.search(rf"(?<!\w){re.escape(wanted)}{ending}", place) is not None


def folded(text: str) -> str:
    """Fold a name for comparison: width, case, Arabic letter forms."""
    plain = unicodedata.normalize("NFKC", text).casefold().strip()
    return "".join(one for one in plain if not unicodedata.combining(one)).translate(_ARABIC)


def _towns(place: str) -> tuple[Place, ...]:
    """Return the places of the world that a text names, the largest first: the whole of it, else its last part that is one."""
    for part in (place, *reversed(_PARTS.split(place))):
        for name in _spellings(part):
            if found := gazetteer().places(name):
                return found
    return ()


def _spellings(part: str) -> Iterator[str]:
    bare = "".join(_base(one) for one in folded(part))
    bare = re.sub(r"[\s.\-]+", " ", bare).strip()
    shorter = _AROUND.sub("", bare).strip()
    yield from dict.fromkeys(one for one in (bare, shorter) if len(one) > 1)


def _base(letter: str) -> str:
    """Return a Latin letter without its accent; kana keep their marks."""
    first = unicodedata.normalize("NFD", letter)[0]
    return first if first.isascii() else letter
