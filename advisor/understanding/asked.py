"""The source of truth for when a sentence asks what the pack answers: questions of its FAQ, by the ways in which buyers ask them."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.model import (
    Act,
    ActKind,
    AskCalculation,
    AskFact,
    AskKnowledge,
    AskLeadTime,
    AskPrice,
    AskStock,
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
from advisor.understanding.sets import wishes_all
from advisor.understanding.ways_of_asking import Answered, AskedWays, asked_ways
from content.catalogue.model import Question

Placed = tuple[int, Command]
ENOUGH = 0.57
"""So much of a way of asking and of the sentence must be the same."""
ENOUGH_AGAINST = 0.74
"""The same where the sentence was already understood as something else, or does not ask."""
ENOUGH_FOR_A_WISH = 0.7
"""The same where a concession was understood."""
NEVER = 2.0
ASIDE = 0.9
"""What a part between commas counts against the whole sentence."""
_KEPT = ("country", "quantity", "date")
"""Kinds of needs that such a question tells by the way."""
_CONCEDED = ("payment", "freight", "minimum")
"""What is asked and wished in the same words: where a concession was understood, it is wished."""
_WIDE, _NARROW = {"delivery", "reach"}, ("freight", "tax", "duties")
"""A question about the narrower terms is often taken for one about the wider."""
_UNDERSTOOD = (AskCalculation, AskLeadTime, AskStock, Compare, Objection, RequestQuote)
_OF_PRODUCTS = (AskFact, AskLeadTime, AskStock, Compare)
"""What is asked of a product that is named is told by the catalogue."""
_DONE = (ActKind.REQUEST_SAMPLE, ActKind.REQUEST_VISIT, ActKind.ASK_RANGE)
"""Acts that are done, whatever is said beside."""
_OF_THE_TALK = (ActKind.WANT_PERSON, ActKind.ASK_NEXT, ActKind.ASK_OTHERS, ActKind.ASK_WHY)
"""Acts that take the whole sentence, but where carriage, tax or duties are asked: "who pays them?"."""
_OTHER_TALK = ("job", "supplier_pitch")
"""Cues of messages that ask nothing as a buyer would."""
_IDLE = ("price", "lead_time", "stock")
"""Cues whose words tell no question of the pack."""
_COURTEOUS = (ActKind.GREET, ActKind.THANK, ActKind.FAREWELL)


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
    if any(isinstance(one, Act) and one.kind in _OF_THE_TALK for _, one in inside):
        return ENOUGH_AGAINST if question.told in _NARROW and len(commands) == 1 else NEVER
    wished = any(isinstance(one, Negotiate) for one in commands)
    if (wished or question.told in _CONCEDED) and _measured(scene, sentence):
        return NEVER
    if wished and (question.told in _CONCEDED or question.topic == "price"):
        return NEVER
    if wished:
        return ENOUGH_FOR_A_WISH
    topics = {one.about for _, one in inside if isinstance(one, AskKnowledge) and one.about}
    if topics:
        narrower = question.told in _NARROW and topics <= _WIDE
        # "do you ship to Chile?" asks no rate
        return ENOUGH if narrower and ("reach" not in topics or scene.has("price", within=sentence)) else NEVER
    figure = any(isinstance(one, AskFact) and (one.attribute or one.included) for one in commands)
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
    """Whether figures of a named product are asked, something off the price is wished, something is told and not asked, or no buyer talks."""
    named = any(isinstance(one, _OF_PRODUCTS) and one.skus for _, one in inside)
    told = not scene.is_question(sentence) and any(not isinstance(one, AskKnowledge | AskPrice) for _, one in inside)
    listed = any(isinstance(one, AskPrice) and one.whole_list for _, one in inside)
    other = scene.has(*_OTHER_TALK) or scene.has("small_talk", "discount", within=sentence)
    return named or told or listed or other or _priced_together(scene, sentence)


def _priced_together(scene: Scene, sentence: Span) -> bool:
    """Whether a price is asked with what belongs to a tool: "all-in, ready to use", "price including the pump"."""
    if wishes_all(scene.reading.said[sentence[0] : sentence[1]], scene.locale):
        return True
    beside = scene.has("included", within=sentence) and bool(scene.terms_of("kind", within=sentence))
    return beside and scene.has("price", within=sentence) and not scene.is_question(sentence)


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
