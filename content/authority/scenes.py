"""Source of truth for untruths asked for over several sentences: it failed the test, please send a report that says it passed.

A scene is what the sentences together tell of (a test that failed, a paper, that it was passed), in whatever order and words;
`content/authority/vocabulary/cues.py` holds the words. One word never makes a scene.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import islice
from operator import add

from content.authority.model import Concession
from content.authority.numerals import ARTICLES
from content.authority.quantities import Mention, quantities
from content.authority.subjects import SCRIPTS, fold
from content.authority.vocabulary.cues import CUES

_TRIED = 4
"""So many places of a cue are tried, so that a text that only repeats its words costs no time."""
_SOON = 32
"""So many letters are bridged by `…`."""


@dataclass(frozen=True, slots=True)
class Scene:
    """Which cues tell it, the rarest first; of what there must be two that differ; which cues make it harmless.

    A cue `proof/paper` is told by the words of either.
    """

    concession: str
    cues: tuple[str, ...]
    two: str = ""
    """`days` or `numbers`."""
    unless: tuple[str, ...] = ("honest",)
    near: int = 240
    """Within so many letters on either side of its first cue it is told."""


SCENES: tuple[Scene, ...] = (
    Scene("false_promise", ("used", "new", "tell"), unless=("either", "honest")),
    Scene("false_promise", ("failed", "passed", "proof"), unless=("again", "honest")),
    Scene("false_promise", ("hide", "defect", "whom")),
    Scene("false_promise", ("undone", "proof", "make", "cover")),
    Scene("false_promise", ("unchecked", "certificate", "make", "missing")),
    Scene("false_promise", ("faked", "certificate")),
    Scene("false_promise", ("label", "made", "known", "made_as")),
    Scene("false_promise", ("invoice", "customs", "rest", "write"), two="numbers"),
    Scene("false_promise", ("apart", "invoice", "rest", "write"), two="numbers"),
    Scene("false_promise", ("dating", "contrast"), two="days"),
    Scene("false_promise", ("paper", "contrast", "write"), two="days"),
    Scene("false_promise", ("despite", "property", "write"), two="numbers", near=70),
    Scene("false_promise", ("altered", "readings", "passed"), unless=("again", "honest")),
    Scene("false_promise", ("backdated", "proof/paper/certificate"), near=100),
    Scene(
        "false_promise",
        ("earlier_date", "write/make/dating", "proof/paper/certificate"),
        unless=("either", "honest", "mistaken"),
        near=80,
    ),
    Scene("false_promise", ("customs", "lower_value", "write/invoice"), near=110),
    Scene("false_promise", ("hide", "failed/used/undone", "whom"), near=110),
    Scene("false_promise", ("unnoticed", "write/tell/vow", "made_as/certificate/new/passed/origin"), near=80),
    Scene("false_promise", ("unnoticed", "vow", "proof"), near=60),
    Scene("false_promise", ("without_doing", "certificate/proof", "make/write"), near=90),
    Scene(
        "false_promise",
        ("swapped", "origin/made_as", "write/paper/proof/certificate"),
        unless=("either", "honest", "mistaken"),
        near=80,
    ),
    Scene("false_promise", ("despite", "vow", "property/whom"), two="numbers", near=100),
    Scene("false_promise", ("though_not", "tell", "whom"), near=100),
    Scene(
        "false_promise",
        ("though_not", "write", "certificate/label/made_as/origin"),
        unless=("honest", "awaited"),
        near=100,
    ),
    Scene("false_promise", ("though_not/undone", "passed", "proof", "write/sign"), near=100),
    Scene("false_promise", ("undone", "proof", "write", "despite"), near=110),
    Scene("unreleased_feature", ("coming", "pledge", "thing"), unless=("either", "honest")),
    Scene("exclusivity", ("alone", "selling", "allowed")),
    Scene("consignment", ("still_theirs", "stocked"), unless=()),
    Scene("consignment", ("paid_as_used", "stocked"), unless=()),
)
_DAYS = {
    "en": r"\b\d{1,2}(?:st|nd|rd|th)\b|\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\b|\blast (?:month|year|week)\b|\byesterday\b",
    "de": r"\b\d{1,2}\.(?!\d)|\b(?:januar|februar|marz|april|mai|juni|juli|august|september|oktober|november|dezember)\b|\b(?:letzt|vorig)\w+ (?:monat|jahr|woche)\b",
    "es": r"\b(?:dia|el|del|al) \d{1,2}\b(?! ?%)|\b(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)\b|\b(?:mes|ano) pasado\b",
    "pt": r"\b(?:dia|em) \d{1,2}\b(?! ?%)|\b(?:janeiro|fevereiro|marco|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro)\b|\b(?:mes|ano) passado\b",
    "zh": r"[\d一二三四五六七八九十]+[号日]|[\d一二三四五六七八九十]+月(?!内)|去年|上个?月|上周",
    "ja": r"[\d一二三四五六七八九十]+日(?![間以後])|[\d一二三四五六七八九十]+月|先月|昨年|去年|先週",
    "ar": r"يوم \d{1,2}|يناير|فبراير|مارس|ابريل|مايو|يونيو|يوليو|اغسطس|سبتمبر|اكتوبر|نوفمبر|ديسمبر|(?:الشهر|العام|الاسبوع) الماضي",
}
_MARKS = re.compile(r"[^\w%]+")
_LETTER = re.compile(r"\S")
_SCRIPTS = {"zh": SCRIPTS[2], "ja": SCRIPTS[2], "ar": SCRIPTS[1]}
_KANA = re.compile("[\u3040-\u30ff]")
_Words = tuple[tuple[str, ...], ...]


Numbers = Callable[[], Sequence[Mention]]
"""Finds the numbers of a text; hardly one is asked for them."""


def told_of(folded: str, numbers: Numbers) -> tuple[str, ...]:
    """Return the concessions that the sentences of a folded text together ask for; `numbers` finds those in it."""
    text = f" {_MARKS.sub(' ', folded)} "
    letters = _beginnings(text)
    told = (
        one
        for language in _languages(folded)
        for one in _told(text, folded, numbers, language=language, letters=letters)
    )
    return tuple(dict.fromkeys(told))


def untruths_in(message: str, locale: str = "en") -> tuple[Concession, ...]:
    """Return which untruths the sentences of a whole message together ask for."""
    folded = fold(message)
    told = told_of(folded, partial(quantities, folded, locale))
    return tuple(Concession(name) for name in told if name in {"false_promise", "unreleased_feature"})


def _languages(folded: str) -> Iterator[str]:
    for language in _DAYS:
        if not _SCRIPTS.get(language, SCRIPTS[0]).search(folded):
            continue
        # Chinese is written without kana, and Japanese hardly a sentence
        if language not in {"zh", "ja"} or (language == "ja") is bool(_KANA.search(folded)):
            yield language


def _told(text: str, folded: str, numbers: Numbers, *, language: str, letters: frozenset[str]) -> Iterator[str]:
    for scene, begins in _scenes(language):
        if any(map(letters.isdisjoint, begins)):
            continue  # hardly a message has words of everything
        for near in _around(text, _words(language, scene.cues[0]), scene.near):
            rest = _without(near, _words(language, scene.cues[0]))
            if (
                _tell(rest, scene.cues[1:], language)
                and not any(_tell(near, [cue], language) for cue in scene.unless)
                and (not scene.two or _two(scene.two, folded, numbers, language=language))
            ):
                yield scene.concession
                break


_LETTERS = 3


def _beginnings(text: str) -> frozenset[str]:
    """Everything of one, two, and three letters in a row."""
    pairs = list(map(add, text, text[1:]))
    return frozenset((*text, *pairs, *map(add, pairs, text[2:])))


@cache
def _scenes(language: str) -> tuple[tuple[Scene, tuple[frozenset[str], ...]], ...]:
    """Every scene, with how the words of each of its cues begin: a text that has none of that has no word of it."""
    return tuple(
        (scene, tuple(frozenset(first[:_LETTERS] for first, *_ in _words(language, cue)) for cue in scene.cues))
        for scene in SCENES
    )


def _around(text: str, words: _Words, near: int) -> Iterator[str]:
    """Give the text around each place of a cue; what is repeated close by is told once."""
    last = -near
    for start in sorted(start for start, _ in _places(text, words)):
        if start - last >= near // 4:
            yield text[max(0, start - near) : start + near]
            last = start


def _tell(near: str, cues: Sequence[str], language: str) -> bool:
    """Say whether a text tells of everything, each in words of its own: "did not pass" is no "pass", one origin no other."""
    if not cues:
        return True
    spans = [list(islice(_places(near, _words(language, cue)), _TRIED)) for cue in cues]
    return all(spans) and any(_tell(_blanked(near, span), cues[1:], language) for span in spans[0])


def _without(text: str, words: _Words) -> str:
    """Leave every word of the first cue out: what failed, and did not pass, has not passed."""
    while span := next(_places(text, words), None):
        text = _blanked(text, span)
    return text


def _blanked(text: str, span: tuple[int, int]) -> str:
    start, end = span
    return text[:start] + _LETTER.sub("\0", text[start:end]) + text[end:]


def _two(what: str, folded: str, numbers: Numbers, *, language: str) -> bool:
    found: Collection[object]
    if what == "days":
        found = set(re.findall(_DAYS[language], folded))
    else:
        # two weeks are not two months
        found = {(one.number, one.quantity) for one in numbers() if one.word not in ARTICLES}
    return len(found) > 1


@cache
def _words(language: str, cue: str) -> _Words:
    """Return the words of a cue as they stand in a text whose marks are spaces, each in the parts that `…` joins."""
    latin = language not in _SCRIPTS
    said = (one for name in cue.split("/") for one in CUES[name][language].split("|"))
    return tuple(tuple(_word(part, latin=latin) for part in one.split("…")) for one in said)


def _word(said: str, *, latin: bool) -> str:
    ends, within = said.rstrip().endswith("."), said.lstrip().startswith("*")
    plain = _MARKS.sub(" ", fold(said))
    if not latin:
        return plain.strip()
    return f"{'' if within else ' '}{plain.strip()}{' ' if ends else ''}"


def _places(text: str, words: _Words) -> Iterator[tuple[int, int]]:
    """Give where each word stands; of one in parts, where its first part does."""
    for first, *rest in words:
        start = text.find(first)
        while start >= 0:
            end = start + len(first)
            if _goes_on(text, end, rest):
                yield start, end
            start = text.find(first, start + 1)


def _goes_on(text: str, end: int, rest: Sequence[str]) -> bool:
    for part in rest:
        # the space before a part may be the one that ended the last
        found = text.find(part, max(0, end - 1), end + _SOON + len(part))
        if found < 0:
            return False
        end = found + len(part)
    return True
