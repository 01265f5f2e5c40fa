"""The source of truth for when a sentence asks what the pack answers: questions of its FAQ, by the ways in which buyers ask them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from advisor.model import (
    Act,
    ActKind,
    AskCalculation,
    AskFact,
    AskKnowledge,
    AskPrice,
    Command,
    Compare,
    CorrectNeed,
    GiveContact,
    Negotiate,
    Objection,
    RequestQuote,
    SetNeed,
)
from advisor.understanding.scene import Scene, Span
from content.catalogue.model import Company, Question
from content.knowledge import analyse

Placed = tuple[int, Command]
ENOUGH = 0.57
"""So much of a way of asking and of the sentence must be the same."""
ENOUGH_AGAINST = 0.74
"""The same where the sentence was already understood as something else, or does not ask."""
ENOUGH_FOR_A_WISH = 0.7
"""The same where a concession was understood."""
NEVER = 2.0
TELLING = 0.12
"""The share of a question's ways, two at least, that hold a word which tells it from others; `SELDOM`: of so many questions at most."""
SELDOM = 3
USUAL = 0.3
"""The share of ways that hold one of several words which only together tell it."""
AKIN = 0.75
"""What a rougher form of a word counts."""
STRAY = 0.45
"""What a pair of Chinese or Japanese characters counts that no way of asking has: half of them are no word at all."""
ASIDE = 0.9
"""What a part between commas counts against the whole sentence."""
_KEPT = ("country", "quantity", "date")
"""Kinds of needs that such a question tells by the way."""
_CONCEDED = ("payment", "freight", "minimum")
"""What is asked and wished in the same words: where a concession was understood, it is wished."""
_WIDE, _NARROW = {"delivery"}, ("freight", "tax", "duties")
"""A question about the narrower terms is often taken for one about the wider."""
_UNDERSTOOD = (AskCalculation, Compare, Objection, RequestQuote)
_DONE = (ActKind.REQUEST_SAMPLE, ActKind.REQUEST_VISIT, ActKind.WANT_PERSON, ActKind.ASK_RANGE)
"""Acts that are done, whatever is said beside."""
_IDLE = ("price", "lead_time", "stock")
"""Cues whose words tell no question of the pack."""
_COURTEOUS = (ActKind.GREET, ActKind.THANK, ActKind.FAREWELL)


@dataclass(frozen=True, slots=True)
class _Known:
    """A question of the pack: all words of its ways, and each way for itself."""

    question: Question
    words: frozenset[str]
    ways: tuple[frozenset[str], ...]
    often: Mapping[str, float]
    """Whole words of several ways, with the share of the ways that hold each."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A question of the pack that a sentence asks, and how surely (0 to 1)."""

    question: Question
    fit: float


class AskedWays:
    """The ways of asking of one language; a word counts the more, the fewer questions hold it."""

    def __init__(self, questions: Iterable[Question], locale: str) -> None:
        self._locale = locale
        self._known = tuple(_known(one, locale) for one in questions if one.asked.get(locale))
        self._held = Counter(word for one in self._known for word in one.words)
        self._rarity = {word: math.log(1 + len(self._known) / count) for word, count in self._held.items()}
        self._seldom = frozenset(word for word, count in self._held.items() if count <= SELDOM)
        self._unknown = math.log(1 + len(self._known))

    def best(self, text: str, idle: str = "", *, alone: bool = False) -> Answered | None:
        """Return the question that a text asks, with its fit; None where it shares nothing with any.

        `idle` are words of the text that say something else and tell no question ("what does it cost"); `alone`: a single
        word may ask, where it is a way of its own ("leasing?").
        """
        said = tuple(dict.fromkeys(analyse.terms(text, self._locale)))
        aside = set(analyse.terms(idle, self._locale))
        said = tuple(word for word in said if word in self._held or word not in aside)
        idly = {word for word in aside if self._held[word] > 1}
        telling = frozenset(said) - idly
        if not telling or (len(said) == 1 and not alone):
            return None
        rough = _with_kin(said)
        fits = (
            (self._fit(said, rough, one), one.question)
            for one in self._known
            if self._tells(telling, one, said, priced=bool(idle))
        )
        fit, question = max(fits, key=lambda pair: pair[0], default=(0.0, None))
        return Answered(question, fit) if question is not None and fit else None

    def _tells(self, telling: frozenset[str], known: _Known, said: Sequence[str], *, priced: bool) -> bool:
        """Whether a word that tells the question from others is said; a single word must be that of most of its ways."""
        if len(said) == 1:
            return frozenset(said) in known.ways
        held = telling & frozenset(known.often)
        if any(known.often[word] >= TELLING for word in held & self._seldom):
            return True
        # "what does shipping cost": neither word is its own, both together are
        together = len(frozenset(said) & frozenset(known.often)) + (priced and known.question.topic == "price")
        return together > 1 and any(known.often[word] >= USUAL for word in held)

    def _fit(self, said: Sequence[str], rough: frozenset[str], known: _Known) -> float:
        """How much of the text is in the question's ways, times how much of the best way is in the text, as a mean."""
        there = self._shared(said, known.words, _with_kin(known.words))
        way = max(self._shared(way, frozenset(said), rough) for way in known.ways)
        return math.sqrt(there * way)

    def _shared(self, words: Iterable[str], others: frozenset[str], rough: frozenset[str]) -> float:
        held = total = 0.0
        for word in words:
            weight = self._weight(word)
            total += weight
            held += weight * (1.0 if word in others else AKIN if rough.issuperset(analyse.kin(word) or "-") else 0.0)
        return held / total if total else 0.0

    def _weight(self, word: str) -> float:
        if word in self._rarity:
            return self._rarity[word]
        return self._unknown * (STRAY if word[:3] in ("zh:", "ja:") else 1.0)


def asked_ways(company: Company, locale: str) -> AskedWays:
    """Return the ways of asking that the pack of `company` knows in a language, compiled at the first call for this generation."""
    key = (id(company), company.generation, locale)
    held = _CACHE.get(key)
    if held is None or held[0] is not company:
        if len(_CACHE) >= _LIMIT:
            _CACHE.clear()
        held = _CACHE[key] = (company, AskedWays(company.faq, locale))
    return held[1]


_CACHE: dict[tuple[int, int, str], tuple[Company, AskedWays]] = {}
_LIMIT = 32


def with_asked(scene: Scene, placed: list[Placed]) -> list[Placed]:
    """Return the commands of a message with the questions that the pack answers, in place of what they were taken for."""
    ways = asked_ways(scene.trade.company, scene.locale)
    for sentence in scene.sentences:
        inside = [pair for pair in placed if _in(pair, sentence)]
        found = None if _told_better(scene, sentence, inside) else _found(scene, sentence, ways=ways, inside=inside)
        if found is None:
            continue
        question, span = found
        kept = [pair for pair in inside if not _in(pair, span) or _stays(scene, pair[1])]
        asked = AskKnowledge(
            scene.reading.said[span[0] : span[1] + 1].strip(),
            question.told,
            place=_place(scene, sentence, kept),
            answered=question.question[scene.locale],
        )
        placed = [pair for pair in placed if not _in(pair, sentence)] + [*kept, (span[0], asked)]
    return placed


def asks_the_pack(scene: Scene, placed: Sequence[Placed], position: int) -> bool:
    """Return whether the sentence at `position` asks a question of the pack: who pays duties is no talk about politics."""
    sentence = scene.sentence(position)
    return any(_in(pair, sentence) and isinstance(pair[1], AskKnowledge) and pair[1].answered for pair in placed)


def _found(scene: Scene, sentence: Span, *, ways: AskedWays, inside: Sequence[Placed]) -> tuple[Question, Span] | None:
    """Return the question that a sentence or a part of it asks, and where."""
    towns = _towns(scene, inside)
    parts = [one for one in scene.clauses if sentence[0] <= one[0] < sentence[1] and one != sentence]
    tried = [(sentence, 1.0), *((part, ASIDE) for part in parts)]
    fits = [
        (one.question, one.fit * worth, span) for span, worth in tried if (one := _best(scene, span, ways, towns=towns))
    ]
    question, fit, span = max(fits, key=lambda one: one[1], default=(None, 0.0, sentence))
    if question is None or fit < _needed(scene, sentence, inside, span=span, question=question):
        return None
    return question, span


def _towns(scene: Scene, inside: Sequence[Placed]) -> list[Span]:
    """Where places stand that only the map knows."""
    names = scene.trade.needs_of_kind("country")
    told = [(at, one.value.as_said) for at, one in inside if isinstance(one, SetNeed) and one.need in names]
    return [(at, at + len(said)) for at, said in told if said]


def _best(scene: Scene, span: Span, ways: AskedWays, *, towns: Sequence[Span]) -> Answered | None:
    """Return what a span asks, with or without the sorts of tool that it names: "do you rent hydraulic wrenches?"."""
    said = scene.reading.said
    idle = " ".join(said[cue.start : cue.end] for cue in scene.cues_named(*_IDLE, within=span))
    alone = scene.is_question(span)
    tried = [
        ways.best(_words(scene, span, towns, *without), idle, alone=alone) for without in ((), ("kind", "category"))
    ]
    return max((one for one in tried if one), key=lambda one: one.fit, default=None)


def _needed(scene: Scene, sentence: Span, inside: Sequence[Placed], *, span: Span, question: Question) -> float:
    """How surely the question must be asked: the more, the better something else was understood."""
    commands = [command for at, command in inside if _in((at, command), span)]
    if any(isinstance(one, Act) and one.kind in _DONE for one in commands):
        return NEVER
    wished = any(isinstance(one, Negotiate) for one in commands)
    if (wished or question.told in _CONCEDED) and _measured(scene, sentence):
        return NEVER
    if wished and question.told in _CONCEDED:
        return NEVER
    if wished:
        return ENOUGH_FOR_A_WISH
    topics = {one.about for _, one in inside if isinstance(one, AskKnowledge) and one.about}
    if topics:
        return ENOUGH if topics <= _WIDE and question.told in _NARROW else NEVER
    figure = any(isinstance(one, AskFact) and one.attribute and not one.included for one in commands)
    known = figure or any(isinstance(one, _UNDERSTOOD) for one in commands)
    return ENOUGH_AGAINST if known or not scene.is_question(sentence) else ENOUGH


def _words(scene: Scene, span: Span, towns: Sequence[Span], *without: str) -> str:
    """The words of a span without places, figures and products: these are asked about, and tell no question from another."""
    aside = [(hit.start, hit.end) for hit, _ in scene.terms_of("country", *without, within=span)]
    aside += [(one.start, one.end) for one in scene.amounts]
    aside += [(one.start, one.end) for one in scene.products]
    aside += [(day.start, day.end) for day in scene.days]
    aside += [(start, end) for start, end in towns if span[0] <= start < span[1]]
    said = scene.reading.said
    return "".join(
        " " if any(start <= at < end for start, end in aside) else said[at]
        for at in range(span[0], min(span[1], len(said)))
    )


def _told_better(scene: Scene, sentence: Span, inside: Sequence[Placed]) -> bool:
    """Whether figures of a named product are asked, something off the price is wished, or something is told and not asked."""
    named = any(isinstance(one, AskFact | Compare) and one.skus for _, one in inside)
    told = not scene.is_question(sentence) and any(not isinstance(one, AskKnowledge | AskPrice) for _, one in inside)
    listed = any(isinstance(one, AskPrice) and one.whole_list for _, one in inside)
    return named or told or listed or scene.has("discount", within=sentence)


def _measured(scene: Scene, sentence: Span) -> bool:
    """Whether days, a share or money are told: a term is wished by its figure."""
    start, end = sentence
    units = ("day", "week", "month", "year", "%")
    return any(start <= one.start < end and (one.unit in units or one.currency) for one in scene.amounts)


def _stays(scene: Scene, command: Command) -> bool:
    if isinstance(command, SetNeed | CorrectNeed):
        figures = (command.value.min, command.value.max, command.value.value)
        kept = any(command.need in scene.trade.needs_of_kind(kind) for kind in _KEPT)
        return kept or bool(command.value.bolts) or any(one is not None for one in figures)
    return isinstance(command, GiveContact) or (isinstance(command, Act) and command.kind in _COURTEOUS)


def _place(scene: Scene, sentence: Span, kept: Sequence[Placed]) -> str | None:
    names = scene.trade.needs_of_kind("country")
    stated = [one.value.value_id for _, one in kept if isinstance(one, SetNeed | CorrectNeed) and one.need in names]
    named = [country for _, country in scene.terms_of("country", within=sentence)]
    return next((one for one in (*stated, *named) if one), None)


def _in(pair: Placed, sentence: Span) -> bool:
    return sentence[0] <= pair[0] < max(sentence[1], sentence[0] + 1)


def _known(question: Question, locale: str) -> _Known:
    ways = [frozenset(analyse.terms(way, locale)) for way in (question.question[locale], *question.asked[locale])]
    filled = tuple(way for way in ways if way)
    # the question itself counts twice: its words are the subject
    counts = Counter(word for way in (*filled[:1], *filled) for word in way)
    often = {word: count / len(filled) for word, count in counts.items() if count > 1 and analyse.ROUGH not in word}
    return _Known(question, frozenset(counts), filled, often)


@lru_cache(maxsize=4096)
def _with_kin(words: frozenset[str] | tuple[str, ...]) -> frozenset[str]:
    return frozenset((*words, *(one for word in words for one in analyse.kin(word))))
