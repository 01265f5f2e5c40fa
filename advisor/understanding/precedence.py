"""The source of truth for which command of a message stands for which others: a complaint about a tool does not choose it."""

from __future__ import annotations

import re
from collections.abc import Callable

from advisor.model import (
    Act,
    ActKind,
    AskCalculation,
    AskFact,
    AskKnowledge,
    AskLeadTime,
    AskPrice,
    AskRecommendation,
    AskStock,
    ChooseProduct,
    Command,
    Compare,
    DoesNotKnow,
    GiveContact,
    Indifferent,
    Negotiate,
    Objection,
    RequestQuote,
    SetNeed,
)
from advisor.understanding.objections import others_cheaper
from advisor.understanding.rivals import rivals_term
from advisor.understanding.scene import Scene

Placed = tuple[int, Command]
_QUESTIONS = (AskFact, AskKnowledge, AskPrice, AskStock, AskLeadTime, AskRecommendation, RequestQuote, Compare)
_SOCIAL = frozenset({ActKind.GREET, ActKind.THANK, ActKind.FAREWELL, ActKind.CONFIRM, ActKind.DENY, ActKind.SMALL_TALK})
_COURTESIES = frozenset({ActKind.GREET, ActKind.THANK, ActKind.FAREWELL})
_ANSWERS = frozenset({ActKind.CONFIRM, ActKind.DENY})
# Beside the act, these say nothing of their own: they name what it is about.
_OVER: dict[ActKind, tuple[type, ...]] = {
    ActKind.INSTRUCTION: (*_QUESTIONS, Negotiate, ChooseProduct, Objection),
    ActKind.ASK_OTHERS: (*_QUESTIONS, Negotiate, ChooseProduct, Objection, SetNeed),
    ActKind.REQUEST_SAMPLE: (ChooseProduct, AskFact, AskKnowledge, Negotiate),
    ActKind.REQUEST_VISIT: (ChooseProduct, AskFact, AskKnowledge, AskLeadTime),
    ActKind.WANT_PERSON: (ChooseProduct, AskKnowledge),
    ActKind.NEVER_MIND: (Objection, ChooseProduct, RequestQuote, AskKnowledge),
    ActKind.ASK_NEXT: (RequestQuote, AskKnowledge),
    ActKind.ASK_WHEN_QUOTED: (RequestQuote, AskLeadTime, AskKnowledge, AskFact, AskPrice),
    ActKind.ASK_WHEN_CALLED: (AskLeadTime, AskKnowledge, AskFact),
    ActKind.ASK_RANGE: (AskKnowledge, AskRecommendation, AskFact),
    ActKind.ABUSE: (AskKnowledge, Objection),
    ActKind.UNDO: (AskKnowledge, AskFact, ChooseProduct),
    ActKind.ASK_WHO: (AskKnowledge, AskFact),
    ActKind.ASK_WHY: (*_QUESTIONS, Objection, SetNeed),
}
_OVER_ACTS: dict[ActKind, frozenset[ActKind]] = {
    ActKind.ASK_OTHERS: frozenset({ActKind.ASK_WHO}),
    ActKind.REQUEST_SAMPLE: frozenset({ActKind.REQUEST_VISIT}),
    ActKind.REQUEST_VISIT: frozenset({ActKind.WANT_PERSON}),
    ActKind.WANT_PERSON: frozenset({ActKind.ASK_WHO}),
    ActKind.NEVER_MIND: frozenset({ActKind.DENY, ActKind.CONFIRM}),
    ActKind.ASK_NEXT: frozenset({ActKind.CONFIRM}),
    ActKind.ASK_WHEN_CALLED: frozenset({ActKind.WANT_PERSON, ActKind.REQUEST_VISIT}),
    ActKind.COMPLAIN: frozenset({ActKind.NEVER_MIND}),
    ActKind.RESTART: frozenset({ActKind.UNDO, ActKind.NEVER_MIND}),
    ActKind.INSTRUCTION: frozenset({ActKind.RESTART, ActKind.UNDO, ActKind.NEVER_MIND}),
}


def without_lesser(scene: Scene, placed: list[Placed]) -> list[Placed]:
    """Return the commands of a message without those that another one of them stands for."""
    acts = {command.kind for _, command in placed if isinstance(command, Act)}
    for kind in acts:
        over, over_acts = _OVER.get(kind, ()), _OVER_ACTS.get(kind, frozenset())
        asked = [scene.sentence(at) for at, one in placed if one == Act(kind)]
        placed = [
            pair for pair in placed if not isinstance(pair[1], over) or _asked_apart(scene, kind, pair, asked_in=asked)
        ]
        placed = _kept(placed, lambda c, gone=over_acts: not (isinstance(c, Act) and c.kind in gone))  # type: ignore[misc]  # as above
    if ActKind.NEVER_MIND in acts and scene.conversation.asked is None:
        placed = _kept(placed, lambda c: not isinstance(c, Indifferent))  # "déjalo, no importa"
    both = [scene.sentence(at) for at, one in placed if isinstance(one, Compare) and len(one.skus) > 1]
    placed = [(at, one) for at, one in placed if not (isinstance(one, AskFact) and scene.sentence(at) in both)]
    if ActKind.COMPLAIN in acts:
        placed = _beside_complaint(scene, placed)
    chosen = scene.has("choose")
    if any(isinstance(command, AskFact | Objection) for _, command in placed) and not chosen:
        placed = _kept(placed, lambda c: not isinstance(c, ChooseProduct))
    if acts & {ActKind.ABUSE, ActKind.SUPPLIER_PITCH}:
        placed = _kept(placed, lambda c: not (isinstance(c, GiveContact) and not c.name and not (c.email or c.phone)))
    if any(isinstance(command, DoesNotKnow) for _, command in placed) and not scene.threads:
        placed = _kept(placed, lambda c: not isinstance(c, AskCalculation))
    if ActKind.INSTRUCTION in acts:
        money = scene.trade.needs_of_kind("money")
        placed = _kept(placed, lambda c: not (isinstance(c, SetNeed) and c.need in money))
    return _without_courtesies(scene, _without_repeated_wishes(scene, _without_what_others_give(scene, placed)))


def answers_twice(scene: Scene, kind: ActKind) -> bool:
    """ "Yes, that is correct, and ...", いいえ、違います。: who says so in two words answers, whatever else follows."""
    cues = scene.cues_named(*(("confirm",) if kind is ActKind.CONFIRM else ("deny", "no")))
    opening = [cue for cue in cues if cue.start <= _OPENING]
    within = opening[0].end + _SECOND if opening else 0
    if opening and _BOTH.fullmatch(scene.text, opening[0].start, opening[0].end):
        return True
    again = [cue for cue in cues if "correct" not in cue.terms]  # 我刚说错了 is a slip of one's own
    second = [cue for cue in again if opening and opening[0].end < cue.start <= within]
    return any(not _FIGURE.search(scene.text, opening[0].end, cue.start) for cue in second)


_OPENING = 3
_FIGURE = re.compile(r"\d")
_BOTH = re.compile(
    r"(?:نعم|ايوه|ايه|ايوا|اي|اه|لا)\s\S+|(?:yes|no|ja|nein|si|sim|nao),?\s(?:that|das|es|e|so|genau|exact|corre|stimm)\S*.*"
)
_SECOND = 24
"""Characters from a yes or no to the words that say it once more."""
_SILENCES = (ActKind.INSTRUCTION, ActKind.ASK_OTHERS, ActKind.ABUSE, ActKind.UNDO)
_OF_A_SENTENCE = (ActKind.ASK_WHY, ActKind.ASK_RANGE)
"""They stand for what their own sentence asks, and for nothing else."""
_NAMED_BY = {ActKind.WANT_PERSON: "person", ActKind.REQUEST_VISIT: "visit", ActKind.REQUEST_SAMPLE: "sample"}


def _asked_apart(scene: Scene, kind: ActKind, pair: Placed, *, asked_in: list[tuple[int, int]]) -> bool:
    """ "Why tighten crosswise? Call me on ...": what another sentence asks is answered as well; our own terms always are."""
    if kind in _OF_A_SENTENCE:
        return scene.sentence(pair[0]) not in asked_in
    if isinstance(pair[1], AskKnowledge) and pair[1].about and kind not in _SILENCES:
        return True
    if kind not in _NAMED_BY or not isinstance(pair[1], AskKnowledge) or len(scene.sentences) < 2:
        return False
    sentence = scene.sentence(pair[0])
    return scene.is_question(sentence) and not scene.has(_NAMED_BY[kind], within=sentence)


_COMPLAINED_OF = (RequestQuote, ChooseProduct, AskFact, AskKnowledge, AskRecommendation, Objection, AskPrice)


def _beside_complaint(scene: Scene, placed: list[Placed]) -> list[Placed]:
    """What the sentences of a complaint name is what it is about; the others may wish for something new."""
    told = (*scene.trade.needs_of_kind("quantity"), "application", "power")
    cues = scene.cues_named("complain")
    sentences, clauses = {scene.sentence(cue.start) for cue in cues}, {scene.clause(cue.start) for cue in cues}
    return [
        (start, command)
        for start, command in placed
        if not (isinstance(command, _COMPLAINED_OF) and scene.sentence(start) in sentences)
        and not (
            isinstance(command, SetNeed)
            and command.need in told
            and (scene.clause(start) in clauses or _only_told(scene, start, sentences))
        )
    ]


def _only_told(scene: Scene, start: int, complaints: set[tuple[int, int]]) -> bool:
    """修理に出して3週間、何の連絡もない: a sentence that complains and wishes for nothing tells no field of work."""
    sentence = scene.sentence(start)
    return sentence in complaints and not scene.has("need", "recommend", "quote", "offer", within=sentence)


def _kept(placed: list[Placed], keep: Callable[[Command], bool]) -> list[Placed]:
    return [pair for pair in placed if keep(pair[1])]


def _without_repeated_wishes(scene: Scene, placed: list[Placed]) -> list[Placed]:
    """What is wished in a sentence is not also asked there: "net 60 possible?" is no question about payment."""
    wishes = [scene.sentence(start) for start, command in placed if isinstance(command, Negotiate)]
    others = [start for start, command in placed if isinstance(command, Compare) and command.competitor]
    objected = [scene.sentence(start) for start, command in placed if isinstance(command, Objection)]
    doubted = [scene.sentence(start) for start, one in placed if isinstance(one, Objection) and one.kind == "trust"]
    money = scene.trade.needs_of_kind("money")
    kept = []
    for start, command in placed:
        sentence = scene.sentence(start)
        if sentence in objected and others_cheaper(scene, sentence):
            if isinstance(command, Negotiate) or (isinstance(command, SetNeed) and command.need in money):
                continue
            if command == Act(ActKind.NEVER_MIND):
                continue
        if isinstance(command, AskKnowledge) and not command.about and sentence in (*wishes, *objected):
            continue
        if isinstance(command, AskFact) and command.attribute == "warranty" and sentence in wishes:
            continue
        if isinstance(command, AskFact) and sentence in doubted:
            continue  # この精度で本当に大丈夫ですか doubts the figure, and asks for none
        if others and isinstance(command, AskRecommendation | AskKnowledge):
            continue
        stated = not _interrogative(scene, sentence)
        if objected and isinstance(command, AskPrice | AskLeadTime) and (stated or sentence in objected):
            continue
        kept.append((start, command))
    return kept


_DOUBTS = ("durability", "service")


def _without_what_others_give(scene: Scene, placed: list[Placed]) -> list[Placed]:
    objected = [scene.sentence(start) for start, one in placed if isinstance(one, Objection)]
    told = [sentence for sentence in objected if rivals_term(scene, sentence)]
    doubted = [scene.sentence(start) for start, one in placed if isinstance(one, Objection) and one.kind in _DOUBTS]
    return [
        (start, one)
        for start, one in placed
        if not _only_tells_of_others(
            scene, one, of_others=scene.sentence(start) in told, doubts=scene.sentence(start) in doubted
        )
    ]


def _only_tells_of_others(scene: Scene, command: Command, *, of_others: bool, doubts: bool) -> bool:
    """What another seller gives is no wish and no date of the buyer's; what is doubted is no complaint and tells no place or work."""
    dates = scene.trade.needs_of_kind("date")
    if of_others and (isinstance(command, Negotiate) or (isinstance(command, SetNeed) and command.need in dates)):
        return True
    told = ("application", *scene.trade.needs_of_kind("country"), *dates)
    beside = isinstance(command, SetNeed) and command.need in told
    asks = isinstance(command, AskStock | AskKnowledge | AskLeadTime)
    return doubts and (beside or asks or command == Act(ActKind.COMPLAIN))


def _interrogative(scene: Scene, sentence: tuple[int, int]) -> bool:
    opening = scene.text[slice(*sentence)]
    start = sentence[0] + len(opening) - len(opening.lstrip(" ¿"))
    return any(cue.start <= start + 4 for cue in scene.cues_named("question", within=sentence))


def _without_courtesies(scene: Scene, placed: list[Placed]) -> list[Placed]:
    """A greeting around a wish, and the formulas of a mail, are no acts of their own; a yes is one where something was offered."""
    substance = [c for _, c in placed if not (isinstance(c, Act) and c.kind in _SOCIAL)]
    talk = any(isinstance(c, Act) and c.kind is ActKind.SMALL_TALK for _, c in placed)
    offered = scene.conversation.offered is not None
    gone: frozenset[ActKind] = frozenset()
    if substance:
        gone = _COURTESIES if offered else _COURTESIES | _ANSWERS
    elif talk:
        gone = frozenset({ActKind.GREET})
    elif any(isinstance(c, Act) and c.kind in (ActKind.FAREWELL, ActKind.THANK) for _, c in placed):
        gone = _ANSWERS
    gone -= {kind for kind in _ANSWERS if answers_twice(scene, kind)}
    if offered and _opens_a_wish(scene, substance):
        gone |= {ActKind.CONFIRM}
    return _kept(placed, lambda c: not (isinstance(c, Act) and c.kind in gone))


_WISHES = (*_QUESTIONS, AskCalculation, Negotiate, Objection, ChooseProduct)


def _opens_a_wish(scene: Scene, substance: list[Command]) -> bool:
    """ "OK. Send me an offer for 2", 好的，第一款报个价: so light a yes opens the wish behind it, and accepts nothing else.

    Only where accessories were offered for a quote does the wish for that quote take them in.
    """
    openers = {cue.start for cue in scene.cues_named("opener")}
    answers = [cue for cue in scene.cues_named("confirm") if cue.start <= _OPENING]
    light = bool(answers) and all(cue.start in openers for cue in answers)
    quoted = any(isinstance(one, RequestQuote) for one in substance)
    added = quoted and (scene.conversation.offered or "").startswith("companions:")
    return light and not added and any(isinstance(one, _WISHES) for one in substance)
