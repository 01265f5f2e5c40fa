"""The source of truth for how thousands of phrases are looked for in a message at once, in every script."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from advisor.understanding.stems import SHORTEST, stem
from advisor.understanding.text import CJK, Reading, Token, clean, fold

LONG_WORD = 6
"""Letters from which on a word may contain a typing error, and may be a word of another Latin language."""
INFLECTED = ("en", "de", "es", "pt")
"""Languages whose words are also found by their stem."""
_PARTICLES = ("وال", "بال", "فال", "كال", "لل", "ال", "و", "ب", "ل", "ف", "ك")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "ae", "Ö": "oe", "Ü": "ue"})


_ACCUSATIVE = 5
"""Letters from which on an alef at the end of an Arabic word may be the ending of its accusative."""
_OWN_ONLY = 2
"""So short Chinese and Japanese phrases count in their own language only: 台車 is a bogie in Japanese, "a car" in 一台车."""


class Hit(NamedTuple):
    """A phrase found: `terms` are all meanings it has, `locale` is the language that it was found in."""

    start: int
    end: int
    terms: tuple[str, ...]
    locale: str
    inflected: bool = False
    """Not as listed, but a form of it."""


class _Word(NamedTuple):
    text: str
    forms: tuple[str, ...]
    any_start: bool
    any_end: bool
    stem: str

    def fits(self, token: str, locale: str) -> bool:
        """Whether `token` is this word, one of its forms in `locale`, or begins or ends as its star allows."""
        if token == self.text:
            return True
        if token[0].isascii() and token[0] != self.text[0] and not self.any_start:
            return False  # inflection changes the end of a word only; this is what most words fail by
        forms = arabic_forms(token)
        if self.any_end:
            return any(form.startswith(self.forms) for form in forms)
        if self.any_start:
            return any(form.endswith(self.text) for form in forms)
        return any(form in self.forms for form in forms) or stem(token, locale) == self.stem


class _Pattern(NamedTuple):
    first: _Word
    rest: tuple[_Word, ...]
    term: str
    locale: str

    @property
    def letters(self) -> int:
        return len(self.first.text) + sum(len(word.text) for word in self.rest)


def arabic_forms(word: str) -> tuple[str, ...]:
    """Return `word` and what remains of it without the article and joined particles ("والعزم": "عزم")."""
    if not "\u0621" <= word[0] <= "\u064a":
        return (word,)
    forms = [word]
    if word.endswith("ا") and len(word) >= _ACCUSATIVE:
        forms.append(word[:-1])  # كهربائيا is كهربائي
    for particle in _PARTICLES:
        bare = word[len(particle) :]
        if word.startswith(particle) and len(bare) >= 2:
            forms.append(bare)
            if particle in ("و", "ف") and bare.startswith(("ال", "لل", "بال", "ب", "ل")):
                forms.extend(arabic_forms(bare)[1:])
    return tuple(dict.fromkeys(forms))


def _without_article(word: str) -> tuple[str, ...]:
    """A phrase loses its article only: its first letter may look like a particle ("بطارية")."""
    return (word, word[2:]) if word.startswith("ال") and len(word) > 4 else (word,)


def _spellings(phrase: str) -> Iterator[str]:
    yield phrase
    written_out = phrase.translate(_UMLAUTS)
    if written_out != phrase:
        yield written_out


@dataclass
class Phrases:
    """An index of phrases; filled once, then only read."""

    exact: dict[str, list[_Pattern]] = field(default_factory=lambda: defaultdict(list))
    open_end: dict[str, list[_Pattern]] = field(default_factory=lambda: defaultdict(list))
    open_start: dict[str, list[_Pattern]] = field(default_factory=lambda: defaultdict(list))
    by_stem: dict[tuple[str, str], list[_Pattern]] = field(default_factory=lambda: defaultdict(list))
    """Language and stem of the first word -> patterns, for the forms that no lexicon lists."""
    characters: dict[str, list[tuple[str, str, str]]] = field(default_factory=lambda: defaultdict(list))
    vocabulary: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """Long word -> the languages that it is a word of."""
    words: dict[tuple[str, str], _Word] = field(default_factory=dict)
    """Each word as written, with its language, once for all phrases that it stands in: most stand in many."""

    def add(self, term: str, ways: Iterable[str], locale: str) -> None:
        """Let every one of `ways` mean `term` in `locale`; a star stands for any beginning or ending of a word."""
        for way in ways:
            for spelling in _spellings(way):
                self._add(term, spelling, locale)

    def _add(self, term: str, way: str, locale: str) -> None:
        if CJK.search(way):
            text = fold(clean(way)).replace(" ", "")
            self.characters[text[:2]].append((text, term, locale))
            return
        words = [self.words.setdefault((part, locale), _word(part, way, locale)) for part in _parts(way)]
        if not words:
            return
        pattern = _Pattern(words[0], tuple(words[1:]), term, locale)
        first = words[0]
        table = self.open_end if first.any_end else self.open_start if first.any_start else self.exact
        for form in first.forms:
            table[form].append(pattern)
        if locale in INFLECTED and table is self.exact:
            self.by_stem[locale, first.stem].append(pattern)
        for word in words:
            if len(word.text) >= LONG_WORD:
                self.vocabulary[word.text].add(locale)

    def find(self, reading: Reading, locale: str) -> list[Hit]:
        """Return every phrase in `reading`, the words of `locale` before those of other languages."""
        found: dict[tuple[int, int], list[_Pattern]] = defaultdict(list)
        tokens, joined = reading.tokens, _joins(reading)
        for index, token in enumerate(tokens):
            for pattern in self._candidates(token.text, locale):
                end = _end(pattern, tokens, joined, index=index) if pattern.rest else token.end
                if end is not None and _counts(pattern, locale):
                    found[token.start, end].append(pattern)
        hits = [_hit(span, patterns, locale, text=reading.folded) for span, patterns in found.items()]
        hits.extend(self._find_characters(reading.folded, locale))
        return sorted(hits, key=lambda hit: (hit.start, -hit.end))

    def _candidates(self, word: str, locale: str) -> list[_Pattern]:
        found = [pattern for form in arabic_forms(word) for pattern in self._listed(form)]
        # "Schrauber" is a word of its own and no form of "Schraube": only what nobody listed is taken for a form.
        inflects = locale in INFLECTED and len(word) >= SHORTEST
        if inflects and not any(pattern.locale == locale and not pattern.rest for pattern in found):
            formed = self.by_stem.get((locale, stem(word, locale)), ())
            found += [pattern for pattern in formed if pattern.first.text != word]
        return found

    def _listed(self, form: str) -> list[_Pattern]:
        found = list(self.exact.get(form, ()))
        for length in range(2, len(form) + 1):
            if begun := self.open_end.get(form[:length]):
                found += begun
        for start in range(1, len(form) - 2):
            if ended := self.open_start.get(form[start:]):
                found += ended
        return found

    def _find_characters(self, text: str, locale: str) -> Iterator[Hit]:
        if not CJK.search(text):
            return
        for index in range(len(text)):
            by_way: dict[str, list[tuple[str, str]]] = {}
            for key in (text[index : index + 2], text[index : index + 1]):
                for way, term, language in self.characters.get(key, ()):
                    # One character means different things in Chinese and Japanese: 点 counts things only in Japanese.
                    counts = len(way) > _OWN_ONLY or language in (locale, "*")
                    if counts and text.startswith(way, index) and not _cut_out(text, index, way):
                        by_way.setdefault(way, []).append((term, language))
                if len(key) < 2:
                    break
            for way, meanings in by_way.items():
                own = [term for term, language in meanings if language == locale]
                terms = tuple(dict.fromkeys(own or [term for term, _ in meanings]))
                yield Hit(index, index + len(way), terms, locale if own else meanings[0][1])


_KATAKANA = re.compile(r"[\u30a1-\u30ff]+")
_SHORT_KATAKANA = 2


def _cut_out(text: str, index: int, way: str) -> bool:
    """Whether a phrase is but a piece of a longer word or figure: タイ in タイヤ, 0区 in KDN-120区别, ゾーン2 in ゾーン21."""
    if way[0].isdigit() and text[:index][-1:].isdigit():
        return True
    if way[-1].isdigit() and text[index + len(way) : index + len(way) + 1].isdigit():
        return True
    if len(way) > _SHORT_KATAKANA or _KATAKANA.fullmatch(way) is None:
        return False
    around = text[max(0, index - 1) : index], text[index + len(way) : index + len(way) + 1]
    return any(_KATAKANA.fullmatch(one) and one != "・" for one in around)


def _parts(way: str) -> Iterator[str]:
    marked = fold(clean(way)).replace("*", "\x01")
    current = ""
    for character in marked:
        if character == "\x01" or character.isalnum():
            current += character
        elif current:
            yield current
            current = ""
    if current:
        yield current


def _word(part: str, way: str, locale: str) -> _Word:
    text = part.replace("\x01", "").replace("ß", "ss")
    if not text:
        raise ValueError(f"The phrase {way!r} has a star without letters.")
    return _Word(text, _without_article(text), part.startswith("\x01"), part.endswith("\x01"), stem(text, locale))


def _end(pattern: _Pattern, tokens: Sequence[Token], joined: Sequence[bool], *, index: int) -> int | None:
    if index + len(pattern.rest) >= len(tokens):
        return None
    for word in pattern.rest:
        if not joined[index]:
            return None
        index += 1
        if not word.fits(tokens[index].text, pattern.locale):
            return None
    return tokens[index].end


_APART = frozenset(",;!?\n:")


def _joins(reading: Reading) -> list[bool]:
    """Whether each word and the next one may belong to one phrase."""
    text, tokens = reading.folded, reading.tokens
    gaps = (text[left.end : right.start] for left, right in pairwise(tokens))
    return [len(gap) <= 3 and _APART.isdisjoint(gap) for gap in gaps]


def _counts(pattern: _Pattern, locale: str) -> bool:
    """Short words count in their own language only: "also" is German for "therefore"."""
    return (
        pattern.locale in (locale, "*")
        or bool(pattern.rest)
        or pattern.letters >= LONG_WORD
        or not pattern.first.text[0].isascii()
    )


def _hit(span: tuple[int, int], patterns: list[_Pattern], locale: str, *, text: str) -> Hit:
    own = [pattern for pattern in patterns if pattern.locale in (locale, "*")] or patterns
    longest = max(pattern.letters for pattern in own)
    terms = tuple(dict.fromkeys(pattern.term for pattern in own if pattern.letters == longest))
    terms = (*terms, *_begun_with(own, terms))
    first = text[span[0] : span[1]].replace("ß", "ss")
    inflected = first[:1].isascii() and all(
        not pattern.first.any_start and not first.startswith(pattern.first.text) for pattern in own
    )
    return Hit(span[0], span[1], terms, own[0].locale, inflected)


def _begun_with(patterns: list[_Pattern], terms: tuple[str, ...]) -> list[str]:
    """What the beginning of a compound says of another kind: "Flugzeugwartung" is maintenance, and of aircraft."""
    kinds = {term.partition(".")[0] for term in terms}
    open_ended = [pattern.term for pattern in patterns if pattern.first.any_end and not pattern.rest]
    found = dict.fromkeys(term for term in open_ended if term not in terms)
    return [term for term in found if kinds <= _FIELDS and term.partition(".")[0] in _FIELDS - kinds]


_FIELDS = frozenset({"industry", "application"})
