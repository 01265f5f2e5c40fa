"""The source of truth for what is said of a field that is not right: the reader of bodies tells it in English, here it gets its words.

msgspec has no other way to tell what it missed than its sentence; the patterns are those of its own source (`_core.c`). What
is not known among them is said as generally as it is true.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from babel import Locale
from babel.lists import format_list

from foundation.locales import TAGS, format_number
from web.locale import Speech

_PLACE = re.compile(r" - at `\$?\.?([^`]*)`$")
_NAMED = re.compile(r"(?:missing required|contains unknown) field `([^`]+)`")
"""A field that is not there, or not known: the sentence names it, and the body as its place."""
_BOUND = re.compile(
    r"Expected `(?P<kind>\w+)` (?:of (?:at (?P<end>least|most) )?length )?(?P<sign><=|>=|<|>)? ?(?P<number>-?[\d.]+)"
)
_BETWEEN = re.compile(r"Expected `array` of length (?P<least>\d+) to (?P<most>\d+)")
_KIND = re.compile(r"Expected `(?P<kinds>[^`]*)`")


def field_of(told: str) -> str | None:
    """Return which field a sentence of msgspec is about; None where it does not say."""
    named, place = _NAMED.search(told), _PLACE.search(told)
    return named[1] if named else place[1] or None if place else None


def field_words(told: str, say: Speech) -> str:
    """Return what a sentence of msgspec says of a field, as a sentence in the language of `say`."""
    plain = _PLACE.sub("", told)
    for pattern, words in _SENTENCES:
        if plain.startswith(pattern):
            return words(say)
    if between := _BETWEEN.match(plain):
        least, most = (format_number(int(between[name]), say.locale) for name in ("least", "most"))
        return say("A list of {least} to {most} entries is expected.", least=least, most=most)
    if bound := _BOUND.match(plain):
        return _bound(bound, say)
    if kinds := _KIND.match(plain):
        return _kinds(kinds["kinds"].split(" | "), say)
    return say("This value is not right.")


def _bound(bound: re.Match[str], say: Speech) -> str:
    number = bound["number"]
    written = format_number(float(number) if "." in number else int(number), say.locale)
    is_most = bound["end"] == "most" or (bound["sign"] or "")[:1] == "<"
    is_least = bound["end"] == "least" or (bound["sign"] or "")[:1] == ">"
    if bound["kind"] == "str":
        if is_most:
            return say("The largest number of characters is {number}.", number=written)
        return say("The least number of characters is {number}.", number=written)
    if bound["kind"] in {"int", "float"}:
        return _number_bound(bound["sign"] or "", written, say)
    if is_most:
        return say("The largest number of entries is {number}.", number=written)
    if is_least:
        return say("The least number of entries is {number}.", number=written)
    return say("The number of entries must be {number}.", number=written)


def _number_bound(sign: str, number: str, say: Speech) -> str:
    words = {
        ">=": say("The number must be at least {number}.", number=number),
        "<=": say("The number must be at most {number}.", number=number),
        ">": say("The number must be greater than {number}.", number=number),
        "<": say("The number must be less than {number}.", number=number),
    }
    return words.get(sign, say("This value is not right."))


def _kinds(kinds: list[str], say: Speech) -> str:
    """Say which kinds of values are taken (`str | null`): JSON's kinds in words."""
    words = {
        "str": say("a text"),
        "int": say("a whole number"),
        "float": say("a number"),
        "bool": say("true or false"),
        "array": say("a list"),
        "object": say("an object with named fields"),
        "datetime": say("a time"),
        "date": say("a day"),
    }
    known = [word for kind, word in words.items() if kind in kinds]
    if not known:
        return say("This value is not right.")
    locale = Locale.parse(TAGS[say.locale], sep="-")
    return say("This is expected: {kinds}.", kinds=format_list(known, style="or", locale=locale))


_SENTENCES: tuple[tuple[str, Callable[[Speech], str]], ...] = (
    ("Object missing required field", lambda say: say("This field is missing.")),
    ("Object contains unknown field", lambda say: say("There is no such field.")),
    ("Invalid enum value", lambda say: say("This is none of the values that are taken.")),
    ("Invalid value", lambda say: say("This is none of the values that are taken.")),
    ("Invalid RFC3339 encoded datetime", lambda say: say("Write a time such as 2026-05-04T12:00:00Z.")),
    ("Invalid RFC3339 encoded date", lambda say: say("Write a day such as 2026-05-04.")),
    ("Invalid decimal string", lambda say: say("Write a number such as 7.5.")),
    ("Invalid UUID", lambda say: say("This is no identifier of ours.")),
    ("Integer value out of range", lambda say: say("This number is too large or too small.")),
    ("Number out of range", lambda say: say("This number is too large or too small.")),
    ("Timestamp is out of range", lambda say: say("This number is too large or too small.")),
    ("Expected `str` matching regex", lambda say: say("This is not written as it must be.")),
)
"""How msgspec's sentences begin that need no figures of their own, and what is said instead."""
