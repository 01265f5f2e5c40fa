"""What a text is after that does not want to buy: advertising, a supplier's pitch or a job application, with the words that show it.

Precision comes first: who asks for goods is a buyer, whatever else the text says. One way of speaking proves nothing, unless it is
one that no buyer uses; several that meet do. Every language is looked for in every text, for advertising comes in any.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TypeAlias

import yaml

from foundation.locales import LOCALES

LONGEST = 8_000
WITHOUT_SPACES = frozenset(["zh", "ja"])
ARABIC_MARKS = re.compile("[\u064b-\u065f\u0670\u0640]")
ARABIC_ALIKE = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه"})
MANY_LINKS = 3
LINK = re.compile(r"https?://|www\.", re.IGNORECASE)


KINDS = (
    "offer", "service", "sure", "goods", "job", "buys", "yours", "link", "place", "rank", "build", "loan", "loanterm", "invest",
    "jobnoun", "jobself", "make",
)  # fmt: skip
"""Ways of speaking; what each is for stands in en.yaml."""
Found: TypeAlias = dict[str, tuple[str, ...]]


class Intent(StrEnum):
    """What somebody wants who does not want to buy; the names are those of the signals."""

    SPAM = "spam"
    PITCH = "supplier_pitch"
    JOB = "job_application"


@dataclass(frozen=True, slots=True)
class Unwanted:
    """An intent with the words of the text that show it."""

    intent: Intent
    evidence: tuple[str, ...]


def unwanted(text: str, *, asks_for_goods: bool = False) -> Unwanted | None:
    """Judge a text; None where it may well be a buyer's. `asks_for_goods`: whoever knows the trade understood a wish in it."""
    tidy = _tidy(text[:LONGEST])
    found = {kind: _found(kind, tidy) for kind in KINDS}
    buys = len(found["buys"]) + asks_for_goods
    if _advertises(found, tidy, buys):
        return Unwanted(Intent.SPAM, found["sure"] + found["service"] + found["offer"])
    if _pitches(found, buys):
        return Unwanted(Intent.PITCH, found["goods"] + found["make"] + found["offer"])
    if _seeks_work(found, buys):
        return Unwanted(Intent.JOB, found["job"] + found["jobnoun"] + found["jobself"])
    return None


def _advertises(found: Found, text: str, buys: int) -> bool:
    sure, services, offers = len(found["sure"]), len(found["service"]), len(found["offer"])
    if (sure >= 2 and sure + services > buys) or _buys_links(found, buys):
        return True
    if buys:
        return False
    many_links = len(LINK.findall(text)) >= MANY_LINKS
    return (
        sure >= 1
        or (services >= 1 and offers >= 1)
        or services >= 3
        or (many_links and services + offers >= 1)
        or _meet(found, "yours", "rank", most=3)
        or _meet(found, "yours", "build", most=3)
        or (bool(found["yours"] and found["build"]) and services + offers >= 1)
        or bool(found["loan"] and found["loanterm"])
        or _meet(found, "invest", "invest", most=3)
    )


def _buys_links(found: Found, buys: int) -> bool:
    """Whether somebody wants a link or an article placed on our pages; prices are asked for there too."""
    return bool(found["yours"] and found["link"]) and len(found["place"]) > buys


def _meet(found: Found, one: str, other: str, *, most: int) -> bool:
    """Whether both are spoken of, by `most` different words together."""
    words = {*found[one], *found[other]}
    return bool(found[one] and found[other]) and len(words) >= most


def _pitches(found: Found, buys: int) -> bool:
    goods, offers, makes = len(found["goods"]), len(found["offer"]), len(found["make"])
    if found["job"] and not goods:
        return False
    if buys:
        return goods >= 3 and buys == 1
    return goods >= 2 or (goods >= 1 and offers + makes >= 1)


def _seeks_work(found: Found, buys: int) -> bool:
    return len(found["job"]) > buys or (not buys and bool(found["jobnoun"] and found["jobself"]))


def _found(kind: str, text: str) -> tuple[str, ...]:
    """Return the different ways of speaking of a kind that a text holds; what lies inside another counts once."""
    spans: list[tuple[int, int]] = []
    for ways in _ways(kind):
        for match in ways.finditer(text):
            start, end = match.span()
            if not any(start < last and first < end for first, last in spans):
                spans.append((start, end))
    return tuple(dict.fromkeys(text[start:end] for start, end in sorted(spans)))


@cache
def _ways(kind: str) -> tuple[re.Pattern[str], ...]:
    """Return one pattern per language for a kind of speaking."""
    patterns = []
    for locale in LOCALES:
        ways = sorted((_way(str(way), locale) for way in _words(locale)[kind]), key=len, reverse=True)
        bounds = ("", "") if locale in WITHOUT_SPACES else (r"(?<!\w)", r"(?!\w)")
        if locale == "ar":
            bounds = (r"(?<!\w)(?:و|ف|ب|ل|ال|وال|بال|لل)?", r"(?!\w)")
        patterns.append(re.compile(f"{bounds[0]}(?:{'|'.join(ways)}){bounds[1]}"))
    return tuple(patterns)


@cache
def _words(locale: str) -> dict[str, list[str]]:
    return dict(yaml.safe_load(Path(__file__).with_name(f"{locale}.yaml").read_text("utf-8")))


def _way(written: str, locale: str) -> str:
    """Turn a way of speaking into a pattern: `*` for a few words between, `~` for any ending."""
    parts = [re.escape(part) for part in _tidy(written.replace("*", " * ")).split()]
    gap = r"[^.!?。！？\n]{0,12}?" if locale in WITHOUT_SPACES else r"(?:\s+[^\s.!?]+){0,5}?\s+"
    pattern = ""
    for part in parts:
        if part == r"\*":
            pattern += gap
        else:
            joined = pattern and not pattern.endswith(gap)
            pattern += (r"\s+" if joined else "") + part.replace(r"\~", "~").replace("~", r"\w*")
    return pattern


def _tidy(text: str) -> str:
    """Write a text without case, forms of letters, marks and doubled spaces."""
    plain = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    plain = ARABIC_MARKS.sub("", plain).translate(ARABIC_ALIKE)
    return re.sub(r"[ \t]+", " ", plain)
