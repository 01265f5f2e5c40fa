"""The source of truth for the country that a town lies in, by its name in the scripts of our languages.

The towns are those of `foundation/gazetteer.py`; landscapes and airports stand in `lexicons/landscapes.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import yaml
from babel.languages import get_official_languages

from advisor.understanding.text import clean, fold
from foundation.gazetteer import Place, gazetteer

LANDSCAPES = Path(__file__).parent / "lexicons" / "landscapes.yaml"
_FAR_AHEAD = 3
"""So many times as large as the next one of its name, a place is meant where the language does not tell."""


@lru_cache(maxsize=1)
def landscapes() -> Mapping[str, str]:
    """Return the countries of landscapes, regions and airports by their folded names, read once per process."""
    held: dict[str, list[str]] = yaml.safe_load(LANDSCAPES.read_text(encoding="utf-8"))
    return {
        re.sub(r"[\s.\-]+", " ", fold(clean(name))).replace("ß", "ss"): str(country)
        for country, names in held.items()
        for name in names
    }


def country_of(name: str, locale: str, *, least: int = 0) -> str | None:
    """Return the country that a place called `name` (folded) lies in; None where there is none or several may be meant.

    A place where the language is spoken comes before one that is larger. `least`: thousands of people it must have.
    Landscapes, regions and airports (`lexicons/landscapes.yaml`) come first: Heathrow is in England, whatever else is called so.
    """
    if (known := landscapes().get(name)) is not None:
        return known
    places = [place for place in gazetteer().places(name) if place.thousands >= least]
    if not places:
        return None
    at_home = [place for place in places if locale in _spoken(place.country)]
    if at_home:
        return at_home[0].country if _is_clear(at_home) else None
    return places[0].country if _is_clear(places) else None


def _is_clear(places: list[Place]) -> bool:
    return len(places) == 1 or places[0].thousands >= _FAR_AHEAD * places[1].thousands


@lru_cache(maxsize=300)
def _spoken(country: str) -> frozenset[str]:
    return frozenset(get_official_languages(country, de_facto=True))
