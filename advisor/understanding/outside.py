"""The source of truth for phrases that mean nothing of their own where they stand: inside a day, a unit, an address, a longer phrase."""

from __future__ import annotations

import re
from collections.abc import Sequence

from advisor.understanding.lexicon import prefix
from advisor.understanding.periods import Day
from advisor.understanding.phrases import Hit
from advisor.understanding.quantities import Amount
from advisor.understanding.text import Reading
from foundation.gazetteer import gazetteer

Span = tuple[int, int]
_MOST_BEFORE = 3
"""Words before a month that may belong to the name of a town with it."""
_KNOWN_TOWN = 50
"""Thousands of people from which on a name is taken for the town."""


_FRAMES = frozenset({"explain", "question", "how", "need", "offer", "refers", "recommend"})
_FRAMED = frozenset({"compare", "asking_end", "question", "how", "need", "offer", "recommend"})
"""What keeps its meaning inside a frame: "what is the difference" explains and compares."""


def longest(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """Keep the longest cues: in "best price", which asks for a discount, "price" means nothing of its own."""
    kept: list[Hit] = []
    begun: list[Hit] = []
    # Hits come by their start, the longest first: what hides one has begun before it and has not ended.
    for hit in hits:
        begun = [other for other in begun if other.end > hit.start]
        if not any(_hides(other, hit) for other in begun):
            kept.append(hit)
        begun.append(hit)
    return tuple(kept)


def _hides(longer: Hit, hit: Hit) -> bool:
    if hit[:2] == longer[:2] or not (longer.start <= hit.start and hit.end <= longer.end):
        return False
    if "asking_end" in hit.terms and hit.end == longer.end:
        return False  # 納品できますか asks for the lead time, and asks
    return not (_FRAMES.intersection(longer.terms) and _FRAMED.intersection(hit.terms))


def touches(start: int, end: int, spans: Sequence[Span]) -> bool:
    return any(start < other_end and other_start < end for other_start, other_end in spans)


def outside(hits: Sequence[Hit], spans: Sequence[Span]) -> tuple[Hit, ...]:
    return tuple(hit for hit in hits if not touches(hit.start, hit.end, spans))


def unless_meant(cues: tuple[Hit, ...], terms: Sequence[Hit], *, cue: str, term: str) -> tuple[Hit, ...]:
    """Leave a cue out where a phrase of the trade covers it: "the cheapest" is no wish for a discount."""
    spans = [(hit.start, hit.end) for hit in terms if any(one.startswith(term) for one in hit.terms)]
    return tuple(hit for hit in cues if cue not in hit.terms or not touches(hit.start, hit.end, spans))


_TOLD = re.compile(
    r"(?<![a-z])(?:se|sei|sabemos|creo|creemos|cree|acho|achamos|acredito|dicen?|dijo|dijeron|disse|disseram|dizem?|parece|supongo|suponho|veo|vejo|entiendo|entendo|seguro|segura|certeza|claro|vi|lei|li)\s(?:de\s)?$"
)
_ACCENTED = re.compile(r"[áéíóúâêôãõ]", re.IGNORECASE)


def unless_told(cues: tuple[Hit, ...], reading: Reading, locale: str) -> tuple[Hit, ...]:
    """ "Sólo sé que son M16": behind a verb of knowing or saying, "que son" tells and asks for no explanation."""
    if locale not in ("es", "pt"):
        return cues
    return tuple(cue for cue in cues if not (_tells(cue, reading) or _calls(cue, reading)))


_CALLED = re.compile(r"\s*(?:[oó]|ei|e ai)?,?\s*cara\s*[,!.]", re.IGNORECASE)


def _calls(cue: Hit, reading: Reading) -> bool:
    """ "Cara, que calor": who opens so speaks to somebody, and finds nothing dear."""
    called = _CALLED.match(reading.folded) if "too_expensive" in cue.terms else None
    return called is not None and called.start() <= cue.start and cue.end <= called.end()


def _tells(cue: Hit, reading: Reading) -> bool:
    if not {"explain", "define"}.intersection(cue.terms) or not reading.folded.startswith("que ", cue.start):
        return False
    asked = _ACCENTED.search(reading.said, cue.start, cue.start + len("que"))
    return asked is None and _TOLD.search(reading.folded, max(0, cue.start - 16), cue.start) is not None


def unless_beside(cues: tuple[Hit, ...], terms: Sequence[Hit], *, cue: str, term: str) -> tuple[Hit, ...]:
    """Leave a cue out where a phrase of the trade follows it closely: "how long until it pays for itself" asks no day of delivery."""
    starts = [hit.start for hit in terms if term in hit.terms]
    return tuple(one for one in cues if cue not in one.terms or not any(-1 <= at - one.start <= _NEAR for at in starts))


_NEAR = 48


def outside_days(terms: tuple[Hit, ...], days: Sequence[Day]) -> tuple[Hit, ...]:
    """The Natal of "antes do Natal" is no town."""
    spans = [(day.start, day.end) for day in days]
    return tuple(hit for hit in terms if not (hit.terms[0].startswith("place.") and touches(hit.start, hit.end, spans)))


def outside_names(cues: tuple[Hit, ...], terms: Sequence[Hit]) -> tuple[Hit, ...]:
    """The 科普 of 科普柯 explains nothing: what a maker's name only contains is no word of its own."""
    names = [(hit.start, hit.end) for hit in terms if any(prefix(term) == "maker" for term in hit.terms)]
    return tuple(
        cue
        for cue in cues
        if "competitor_better" in cue.terms
        or not any(start <= cue.start and cue.end <= end and cue[:2] != (start, end) for start, end in names)
    )


def unless_in_days(cues: tuple[Hit, ...], days: Sequence[Day]) -> tuple[Hit, ...]:
    """The Carnaval of "antes do Carnaval" leads away from nothing."""
    spans = [(day.start, day.end) for day in days]
    inside = [cue for cue in cues if any(start <= cue.start and cue.end <= end for start, end in spans)]
    return tuple(cue for cue in cues if "off_topic" not in cue.terms or cue not in inside)


def unless_in_names(days: Sequence[Day], reading: Reading) -> tuple[Day, ...]:
    """The "Janeiro" of Rio de Janeiro, and the "Mayo" of a town that is called so, set no date."""
    return tuple(day for day in days if not _ends_name(day, reading))


def _ends_name(day: Day, reading: Reading) -> bool:
    before = [token for token in reading.tokens if token.end <= day.start][-_MOST_BEFORE:]
    names = (reading.folded[token.start : day.end] for token in before if not token.text[0].isdigit())
    return any(
        place.thousands >= _KNOWN_TOWN for name in names if "  " not in name for place in gazetteer().places(name)
    )


def outside_units(terms: tuple[Hit, ...], amounts: Sequence[Amount]) -> tuple[Hit, ...]:
    """The metre of "sesenta newton metro" is no underground."""
    units = [(amount.number.end, amount.end) for amount in amounts if amount.unit]
    return tuple(
        hit
        for hit in terms
        if not any(s <= hit.start and hit.end <= e and prefix(hit.terms[0]) in _WHERE for s, e in units)
    )


_WHERE = ("industry", "application")
A_PAIR = re.compile(r"(?<![a-z])un par(?=\s*(?:$|[.,;!?]|por favor|de ell[ao]s))")
"""Spanish has one word for a pair and a torque; at the end of what is said it is the pair."""


def outside_pairs(terms: tuple[Hit, ...], text: str, locale: str) -> tuple[Hit, ...]:
    pair = A_PAIR.search(text) if locale == "es" else None
    return terms if pair is None else outside(terms, [pair.span()])
