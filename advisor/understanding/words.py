"""The source of truth for the general words of an enquiry in seven languages, read from `lexicons/*.yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from advisor.understanding.phrases import Phrases
from advisor.understanding.text import CJK, clean, fold

_FOLDER = Path(__file__).parent / "lexicons"
LANGUAGES = ("en", "zh", "es", "pt", "de", "ja", "ar")


@dataclass(frozen=True)
class Words:
    """Everything of `lexicons/` made ready for matching."""

    cues: Phrases
    function_words: Mapping[str, frozenset[str]]
    numbers: Mapping[str, int]
    """Number words of all spaced languages, folded."""
    joiners: frozenset[str]
    spans: re.Pattern[str]
    """Spans of time said without a figure: "two weeks" in one Arabic word, 半个月, "within a month"."""
    span_of: Mapping[str, tuple[int, str]]
    """How many of which unit each of `spans` is."""
    home_currency: Mapping[str, str]
    """By language: the currency that is meant where a budget names none."""
    multipliers: re.Pattern[str]
    multiplier_values: Mapping[str, int]
    minus: re.Pattern[str]
    """Matches at the end of what stands before a number that is below zero."""
    points: re.Pattern[str]
    """What is said for the decimal sign."""
    halves: re.Pattern[str]
    """ "And a half" behind a number."""
    months: Mapping[str, int]
    weekdays: re.Pattern[str]
    """Names of the days of the week in the languages with spaces."""
    weekday_of: Mapping[str, int]
    """From 0 for Monday."""
    ordinals: Mapping[str, int]
    places: re.Pattern[str]
    """Any of the ordinals."""
    firsts: re.Pattern[str]
    """ "The first two", counted in `first_counts`."""
    first_counts: Mapping[str, int]
    before: Mapping[str, re.Pattern[str]]
    """By kind of bound: matches at the end of what stands before a number."""
    after: Mapping[str, re.Pattern[str]]
    between: re.Pattern[str]
    tolerance: re.Pattern[str]
    """Plus-minus as it follows a figure."""
    pieces: re.Pattern[str]
    """What counts things, glued to its number: "2stk"."""
    units: re.Pattern[str]
    unit_before: re.Pattern[str]
    """A unit as the head of a form's line: "(Nm): "."""
    unit_opening: re.Pattern[str]
    """A unit that opens a line or a part of one: "Nm 12 - 90"."""
    unit_of: Mapping[str, str]
    money_before: re.Pattern[str]
    money_after: re.Pattern[str]
    currency_of: Mapping[str, str]
    relative: Phrases
    told: Phrases
    """What leads over to tools that go out or are another maker's, and back to those that are wished."""
    present: Phrases
    """What is said of tools in use, of what is there and what is not, of what would do: by kind, as `lexicons/en.yaml` lists them."""
    terms: Phrases
    """What questions about the company's terms are made of, by topic; apart from the cues, which they may cover."""


_FILLERS = r"\s+(?:is|are|of|es|e|ist|sind|betragt|liegt bei|de|هو|هي)(?=[\s:])|は|が|为|是|:|要?(?:能|得)?(?:做到|达到|打到|打|拧|有|到|要|能)|\s(?:do|reach|handle|run|have|deliver|dar|llegar a|alcanzar|atingir|hacer|fazer)(?=\s)|\s(?:يوصل|يصل|يعطي|يكون|تكون|توصل|تعطي|يتحمل)(?: الى| ل)?"
"""What may stand between a bound and its number: "the maximum is 340", 最大は340."""


def alternatives(ways: Iterable[str], *, dots: bool = False) -> str:
    """Return a regular expression for any of `ways`, longest first; letters end at a word's border.

    Ways of one script stand behind one look at what is before them, which is three times as fast as a look for each; at one
    place of a text only ways of one script can match, so that the longest of all still counts.
    """
    scripts: dict[str, list[str]] = {}
    for way in sorted({fold(clean(way)) for way in ways}, key=len, reverse=True):
        if way:
            scripts.setdefault("" if dots else _border(way), []).append(_literal(way, dots=dots))
    return "|".join(f"{border}(?:{'|'.join(literals)})" for border, literals in scripts.items())


def _border(way: str) -> str:
    if way[0].isascii() and way[0].isalpha():
        return r"(?<![a-z])"
    return r"(?<![\u0621-\u064a])" if "\u0621" <= way[0] <= "\u064a" else ""


def _literal(way: str, *, dots: bool) -> str:
    text = re.escape(way).replace(r"\ ", r"\s?" if dots else r"\s+")
    if dots:
        text = text.replace(r"\.", r"\s?[.·*⋅•・×-]?\s?")
    start = "[وف]?" if "\u0621" <= way[0] <= "\u064a" and not dots else ""
    end = r"(?![a-z])" if way[-1].isascii() and way[-1].isalpha() else ""
    if "\u0621" <= way[-1] <= "\u064a":
        end = r"(?![\u0621-\u064a])"
    return start + text + end


def _spaceless(text: str) -> str:
    return re.sub(r"[\s.·*⋅•・×-]", "", text)


@lru_cache(maxsize=1)
def general_words() -> Words:
    """Return the general words; read once per process."""
    languages = {locale: _load(locale) for locale in LANGUAGES if (_FOLDER / f"{locale}.yaml").exists()}
    units, currencies = _load("units"), _load("currencies")
    unit_of = {_spaceless(fold(clean(way))): unit for unit, ways in units.items() for way in ways}
    currency_of = {fold(clean(way)): code for code, ways in currencies.items() for way in ways}
    bounds = _bounds(languages)
    weekday_of = _merged(languages, "weekdays")
    ordinals, first_counts = _merged(languages, "ordinals"), _merged(languages, "firsts")
    money = alternatives(currency_of)
    # the end of a word before a number is no money: スピンドル5台
    leading = alternatives(way for way in currency_of if len(way) >= 3 or not CJK.search(way))
    written = alternatives((way for ways in units.values() for way in ways), dots=True)
    return Words(
        **_listed_phrases(languages),
        function_words={locale: frozenset(map(fold, words["function_words"])) for locale, words in languages.items()},
        **_of_numbers(languages),
        months=_merged(languages, "months"),
        weekdays=re.compile(alternatives(weekday_of)),
        weekday_of=weekday_of,
        ordinals=ordinals,
        places=re.compile(alternatives(ordinals)),
        firsts=re.compile(alternatives(first_counts)),
        first_counts=first_counts,
        before={kind: re.compile(rf"(?:{ways})(?:{_FILLERS})?[\s:=(]*$") for kind, ways in bounds.items()},
        after={
            kind: re.compile(rf"(?:\s?\(?)(?:{ways})(?!\s*[\d±~])(?!\s+(?:من|عن)\s)") for kind, ways in bounds.items()
        },
        between=re.compile(rf"\s*(?:{bounds['to']})\s*$"),
        tolerance=re.compile(rf"\s?\(?(?:{bounds['plus_minus']})"),
        pieces=re.compile(alternatives(w for ws in languages.values() for w in ws["cues"]["pieces"] if w.isascii())),
        units=re.compile(rf"[\s\-]{{0,2}}个?({written})"),
        unit_before=re.compile(rf"(?<![a-z0-9])({written})(?:\s?[)\]]\s?[:=]?|\s?[:=])\s*$"),
        unit_opening=re.compile(r"(?:^|[,;(\n]\s*)(n\.?m|ft\.?-?lbs?|in\.?-?lbs?|kgf?\.?m)\s+$"),
        unit_of=unit_of,
        money_before=re.compile(rf"({leading})[\s.]{{0,2}}$"),
        money_after=re.compile(rf"(?:[多来把余](?=[块元])|\s(?:de|of)\s|[\s\-]?)({money})"),
        currency_of=currency_of,
    )


@lru_cache(maxsize=len(LANGUAGES))
def words_in(locale: str) -> Words:
    """Return the general words for a message in `locale`, whose own words count nothing by what they mean elsewhere: "dos" in Portuguese."""
    words, other = general_words(), _load(locale).get("no_numbers", ()) if locale in LANGUAGES else ()
    gone = frozenset(map(fold, other))
    return replace(words, numbers={word: n for word, n in words.numbers.items() if word not in gone}) if gone else words


def _of_numbers(languages: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    span_of, multiplier_values = _spans(languages), _merged(languages, "multipliers")
    return {
        "numbers": _merged(languages, "numbers"),
        "joiners": frozenset(fold(word) for word in _listed(languages, "number_joiners")),
        "spans": re.compile(alternatives(span_of)),
        "span_of": span_of,
        "home_currency": {
            locale: words["home_currency"] for locale, words in languages.items() if "home_currency" in words
        },
        "multipliers": re.compile(rf"\s?({alternatives(multiplier_values)})"),
        "multiplier_values": multiplier_values,
        "minus": re.compile(rf"(?:{alternatives(_listed(languages, 'minus'))})\s*$"),
        "halves": re.compile(rf"\s+(?:{alternatives(_listed(languages, 'halves'))})"),
        "points": re.compile(rf"\s*(?:{alternatives(_listed(languages, 'points'))})\s*"),
    }


_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Where libyaml is there, it reads the same ten times as fast and leaves less behind."""


class _PlainWords(_Loader):  # type: ignore[misc]  # one of two classes
    """YAML in which `no`, `yes` and `off` are words, as they are in a lexicon."""


_PlainWords.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _load(name: str) -> dict[str, Any]:
    text = (_FOLDER / f"{name}.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.load(text, Loader=_PlainWords)  # noqa: S506  # a SafeLoader with fewer types
    return loaded


def _bounds(languages: Mapping[str, dict[str, Any]]) -> dict[str, str]:
    kinds: dict[str, list[str]] = {}
    for words in languages.values():
        for kind, ways in words["bounds"].items():
            kinds.setdefault(kind, []).extend(ways)
    return {kind: alternatives(ways) for kind, ways in kinds.items()}


def _spans(languages: Mapping[str, dict[str, Any]]) -> dict[str, tuple[int, str]]:
    found = {}
    for words in languages.values():
        for way, span in words.get("spans", {}).items():
            count, unit = span.split()
            found[fold(clean(way))] = int(count), unit
    return found


def _merged(languages: Mapping[str, dict[str, Any]], section: str) -> dict[str, int]:
    return {fold(clean(way)): value for words in languages.values() for way, value in words.get(section, {}).items()}


def _listed(languages: Mapping[str, dict[str, Any]], section: str) -> list[str]:
    return [way for words in languages.values() for way in words.get(section, ())]


def _listed_phrases(languages: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    return {section: _phrases(languages, section) for section in ("cues", "relative", "told", "present", "terms")}


def _phrases(languages: Mapping[str, dict[str, Any]], section: str) -> Phrases:
    phrases = Phrases()
    for locale, words in languages.items():
        for term, ways in words[section].items():
            phrases.add(term, ways, locale)
    return phrases


def unit_of(words: Words, written: str) -> str | None:
    """Return pint's name of the unit that is `written` (folded), or None."""
    return words.unit_of.get(_spaceless(written))
