"""The source of truth for a company's words made ready for matching: trade terms, countries, part numbers, units of needs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from babel import Locale

from advisor.understanding.phrases import Hit, Phrases
from advisor.understanding.text import Reading, clean, fold
from advisor.understanding.units import factor
from advisor.understanding.words import LANGUAGES, general_words
from content.catalogue.model import Company, Need


@dataclass(frozen=True, eq=False)
class Trade:
    """One company's words; built once per company and generation."""

    company: Company
    phrases: Phrases
    part_numbers: re.Pattern[str] | None
    sku_of: Mapping[str, str]
    competitor_of: Mapping[str, str]
    need_of_unit: Mapping[str, str]
    """pint's unit -> id of the need that accepts it."""
    need_of_attribute: Mapping[str, str]
    vocabulary: Mapping[str, str]
    """Long words with one letter left out -> the word, for typing errors."""
    languages: Mapping[str, frozenset[str]]
    """Long words -> the languages that they are words of."""
    known: frozenset[str]

    def need(self, name: str) -> Need | None:
        """Return the company's need `name`, or None."""
        return self.company.needs.get(name)

    def needs_of_kind(self, kind: str) -> tuple[str, ...]:
        """Return the ids of the needs of one kind, in the pack's order."""
        return tuple(need.id for need in self.company.needs.values() if need.kind == kind)


_CACHE: dict[tuple[int, int], Trade] = {}
_LIMIT = 8


def trade_of(company: Company) -> Trade:
    """Return the words of `company`, compiled at the first call for this object and generation."""
    key = (id(company), company.generation)
    trade = _CACHE.get(key)
    if trade is None or trade.company is not company:
        if len(_CACHE) >= _LIMIT:
            _CACHE.clear()
        trade = _CACHE[key] = _compile(company)
    return trade


def _compile(company: Company) -> Trade:
    phrases = Phrases()
    for lexicon in company.lexicon.values():
        for term, ways in lexicon.terms.items():
            phrases.add(term, ways, lexicon.locale)
    for use in company.countries.values():
        phrases.add(f"country.{use.country}", use.aliases, "*")
    _add_countries(phrases, company)
    _add_labels(phrases, company)
    languages = {word: frozenset(held) for word, held in phrases.vocabulary.items()}
    words = general_words()
    for word, held in (*words.cues.vocabulary.items(), *words.present.vocabulary.items()):
        languages[word] = languages.get(word, frozenset()) | held
    skus = {_compact(sku): sku for sku in company.products}
    competitors = _competitors(company)
    return Trade(
        company=company,
        phrases=phrases,
        part_numbers=_part_numbers([*skus, *competitors]),
        sku_of=skus,
        competitor_of=competitors,
        need_of_unit=_units(company),
        need_of_attribute={need.match.attribute: need.id for need in company.needs.values() if need.match},
        vocabulary=_deletions(set(languages)),
        languages=languages,
        known=frozenset(languages.keys() | words.numbers.keys()),
    )


_NO_COUNTRIES = frozenset(
    [
        "EU",
        "EZ",
        "UN",
        "QO",
        "ZZ",
        "XA",
        "XB",
        "AQ",
        "JE",
        "IM",
        "GG",
        "GE",
        "GD",
        "LC",
        "MF",
        "BL",
        "GP",
        "KN",
        "VC",
        "SM",
        "TO",
        "TK",
        "CK",
        "NU",
        "NF",
        "PN",
        "WF",
        "SH",
        "AC",
        "TA",
        "DG",
        "CP",
        "CQ",
        "BV",
        "HM",
        "GS",
        "UM",
        "TF",
        "CX",
        "CC",
        "IO",
        "MS",
    ]
)
"""Codes of what is no country, and of those that are called like persons, towns, states or jumpers."""


def _add_countries(phrases: Phrases, company: Company) -> None:
    """The countries of which the pack says nothing, by their names in every language."""
    for locale in LANGUAGES:
        for code, name in Locale.parse(locale).territories.items():
            if len(code) == 2 and code not in company.countries and code not in _NO_COUNTRIES:
                phrases.add(f"country.{code}", [name.partition(" (")[0]], "*")


def _add_labels(phrases: Phrases, company: Company) -> None:
    """The pack's own labels are understood without being repeated in the lexicon."""
    for need in company.needs.values():
        if need.implied:
            continue  # known by the lexicon's words for the attribute
        for choice in need.choices or (tuple(company.applications.values()) if need.id == "application" else ()):
            for locale, label in choice.label.root.items():
                phrases.add(f"{need.id}.{choice.id}", [label.partition("(")[0].strip()], locale)
        for locale, label in need.label.root.items():
            phrases.add(f"need.{need.id}", [label], locale)


def _competitors(company: Company) -> dict[str, str]:
    known: dict[str, str] = {}
    for competitor in company.competitors.values():
        known[_compact(f"{competitor.brand} {competitor.model}")] = competitor.id
        known[_compact(competitor.model)] = competitor.id
        known.setdefault(_compact(competitor.brand), competitor.id)
    return {key: value for key, value in known.items() if len(key) >= 3}


def _compact(name: str) -> str:
    return re.sub(r"[\s\-_./]", "", fold(clean(name)))


def _part_numbers(names: list[str]) -> re.Pattern[str] | None:
    """A pattern for any of the names with spaces or hyphens anywhere ("kcp 70" for KCP-70)."""
    if not names:
        return None
    ordered = sorted(set(names), key=len, reverse=True)
    ways = "|".join(r"[\s\-_./]?".join(map(re.escape, name)) for name in ordered)
    # "two KTW-200s": a plural may be glued to the name
    return re.compile(rf"(?<![a-z0-9'])({ways})(?:'?s)?(?![a-z0-9])")


def _units(company: Company) -> dict[str, str]:
    units: dict[str, str] = {}
    for need in company.needs.values():
        if need.implied and not _only_one(need, company):
            continue  # so many millimetres may be a length, a height, a diameter
        for unit in (need.unit, *need.accepts):
            if unit:
                units.setdefault(unit, need.id)
                if need.unit:
                    factor(unit, need.unit)
    return units


def _only_one(need: Need, company: Company) -> bool:
    """Whether no other attribute has a unit like this need's: decibels are of noise and nothing else."""
    others = {one.unit for one in company.attributes.values() if one.unit and one.id != need.id}
    spoken = {unit for one in company.needs.values() if not one.implied for unit in (one.unit, *one.accepts)}
    return bool(need.unit) and not any(factor(unit, need.unit or "") for unit in (others | spoken) - {None} if unit)


def _deletions(vocabulary: set[str]) -> dict[str, str]:
    """Every long word with one letter left out; two words that meet there are both dropped."""
    table: dict[str, str] = {}
    for word in vocabulary:
        for index in range(1, len(word) - 1):
            shorter = word[:index] + word[index + 1 :]
            table[shorter] = "" if table.get(shorter, word) != word else word
    return {shorter: word for shorter, word in table.items() if word}


def find_terms(reading: Reading, locale: str, trade: Trade) -> list[Hit]:
    """Return the trade's terms in a message; of overlapping ones the longest, and what a tool's name contains."""
    hits = sorted(trade.phrases.find(reading, locale), key=lambda hit: (hit.start - hit.end, hit.start))
    kept: list[Hit] = []
    for hit in hits:
        part = _modifies(hit, kept, reading.folded) or _ends_number(hit, reading.folded)
        terms = () if part else _remaining(hit, kept)
        if terms:
            kept.append(hit._replace(terms=terms))
    return sorted(kept, key=lambda hit: hit.start)


_KATAKANA = re.compile(r"[\u30a1-\u30ff]+")


def _modifies(hit: Hit, kept: list[Hit], text: str) -> bool:
    """The front of a katakana word only says which one it is: ホイールローダー mounts no wheels."""
    return any(
        hit.start == other.start and hit.end < other.end and _KATAKANA.fullmatch(text, other.start, other.end)
        for other in kept
        if {prefix(term) for term in other.terms} == {"industry"}
    )


_WHOLE = re.compile(r"\d[ \-]$")


def _ends_number(hit: Hit, text: str) -> bool:
    """The "1/2 inch" of "1 1/2 inch" is no size of its own."""
    return "/" in text[hit.start : hit.start + 3] and _WHOLE.search(text, max(0, hit.start - 2), hit.start) is not None


_NAMING = ("category", "kind", "form")
_WHERE = frozenset({"industry", "application"})


def _remaining(hit: Hit, kept: list[Hit]) -> tuple[str, ...]:
    """What a phrase still means inside longer ones: "cordless" in "cordless nutrunner", but not "torque" in "torque wrench"."""
    terms = hit.terms
    for other in kept:
        if hit.start >= other.end or other.start >= hit.end:
            continue
        prefixes = {prefix(term) for term in other.terms}
        if prefixes <= _WHERE:
            # "aircraft engine" is aerospace and engine, "wind tower" is energy and tower; "wheel loader" mounts no wheels.
            if hit.inflected:
                return ()
            terms = tuple(term for term in terms if prefix(term) in _WHERE - prefixes)
            continue
        if not prefixes <= set(_NAMING):
            return ()
        terms = tuple(t for t in terms if prefix(t) not in (*_NAMING, "attribute", "need", "topic", "calculation"))
    return terms


def prefix(term: str) -> str:
    """Return what a term is about: `industry` of `industry.rail`."""
    return term.partition(".")[0]


def suffix(term: str) -> str:
    """Return which one a term names: `rail` of `industry.rail`."""
    return term.partition(".")[2]
