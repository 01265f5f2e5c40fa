"""The source of truth for products that a message points at by their place: "the second one", 2番目, "the first two"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from advisor.understanding.phrases import Hit
from advisor.understanding.products import Named
from advisor.understanding.words import Words

_LONGEST = 120
"""Longer messages speak of first and second things of their own."""
_RATE = re.compile(r"(?:\d|/|\bper|\bpor|\bpro)\s?$")
"""Before "second" this is a measure of time."""
_OPENS_LIST = re.compile(r"\s*,\s|-feira")


def pointed_at(text: str, shown: Sequence[str], words: Words, *, cues: Sequence[Hit]) -> list[Named]:
    """Return the products of `shown` that places in it name, in the order of the message."""
    if not shown or len(text) > _LONGEST:
        return []
    found: list[Named] = []
    for match in words.firsts.finditer(text):
        count = words.first_counts[_key(match[0], words.first_counts)]
        found += [Named(match.start(), match.end(), sku) for sku in shown[:count]]
    for match in words.places.finditer(text):
        sku = _at(words.ordinals[_key(match[0], words.ordinals)], shown)
        if sku is None or _means_else(match, text, cues) or _taken(match, found):
            continue
        found.append(Named(match.start(), match.end(), sku))
    return found


def places_named(text: str, words: Words, within: tuple[int, int]) -> list[int]:
    """Return the places that a part of a message names, whether or not anything was shown."""
    return [words.ordinals[_key(match[0], words.ordinals)] for match in words.places.finditer(text, *within)]


def _key(text: str, known: Mapping[str, int]) -> str:
    """The ordinal as the lexicon has it: Arabic joins "and" to it."""
    plain = re.sub(r"\s+", " ", text)
    return plain if plain in known else plain[1:]


def _at(position: int, shown: Sequence[str]) -> str | None:
    if position < 0:
        return shown[-1]
    return shown[position - 1] if position <= len(shown) else None


def _means_else(match: re.Match[str], text: str, cues: Sequence[Hit]) -> bool:
    """ "Last price" asks for a discount, "first, ..." opens a list, "per second" is a rate."""
    if _RATE.search(text, max(0, match.start() - 5), match.start()):
        return True
    if not text[: match.start()].strip() and _OPENS_LIST.match(text, match.end()) and len(text) > 60:
        return True
    if text.startswith("-feira", match.end()) or lasts(text, match.start(), match.end()):
        return True
    if speaks_of_else(match.start(), match.end(), cues):
        return True
    # "how much is the first" stays a price of the first
    wider = (c for c in cues if c.start <= match.start() and match.end() <= c.end and "price" not in c.terms)
    return any(c.end - c.start > match.end() - match.start() for c in wider)


_THE = re.compile(r"(?:the|that|this|your|very|and|or)\s$")
_ONE = re.compile(r"\s(?:one|two|three|model|tool|of)(?![a-z])")


def lasts(text: str, start: int, end: int) -> bool:
    """ "How long does the battery last?": the verb points at no product."""
    return text[start:end] == "last" and not (
        _THE.search(text, 0, start) or _ONE.match(text, end) or not text[:start].strip()
    )


def speaks_of_else(start: int, end: int, cues: Sequence[Hit]) -> bool:
    """Whether a place is that of something else than a product: "the last customer", "the first order", العميل الأخير."""
    beside = (cue for cue in cues if "no_product" in cue.terms or "other_customers" in cue.terms)
    return any(0 <= cue.start - end <= 1 or 0 <= start - cue.end <= 1 or cue.start <= start < cue.end for cue in beside)


def _taken(match: re.Match[str], found: Sequence[Named]) -> bool:
    return any(match.start() < named.end and named.start < match.end() for named in found)
