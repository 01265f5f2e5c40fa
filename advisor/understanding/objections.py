"""The source of truth for what a message objects to: the price, the time, the fit, another maker, trust."""

from __future__ import annotations

import re
from typing import Literal

from advisor.model import Command, Objection
from advisor.understanding.mentions import of_goods
from advisor.understanding.paying import TIMES
from advisor.understanding.rivals import rivals_term
from advisor.understanding.scene import Scene, Span
from advisor.understanding.wishes import CHEAPER, LESS, is_negated, rival_cheaper

Placed = tuple[int, Command]
_OBJECTIONS = (
    ("too_expensive", "price"),
    ("too_slow", "lead_time"),
    ("bad_fit", "fit"),
    ("competitor_better", "competitor"),
    ("distrust", "trust"),
)
_BESIDE_PRICE = (
    "price",
    "discount",
    "too_expensive",
    "price_match",
    "lead_time",
    "too_slow",
    "free_of_charge",
    "choose",
)


def _only_told_of_others(scene: Scene, sentence: Span) -> bool:
    """ "The competitor offers 18 V, we need 36" sets figures apart, "do you calibrate other brands?" asks: neither objects."""
    if any(
        sentence[0] <= one.start < sentence[1] and (one.currency or (one.unit == "%" and not one.plus_minus))
        for one in scene.amounts
    ):
        return False
    if scene.has(*_BESIDE_PRICE, within=sentence) or CHEAPER.search(scene.text, *sentence):
        return False
    measured = any(
        sentence[0] <= one.start < sentence[1] and one.unit and one.unit not in TIMES for one in scene.amounts
    )
    asks = scene.is_question(sentence) and bool(scene.terms_of("topic", "kind", within=sentence))
    return measured or asks


_OTHERS = re.compile(
    r"(?<![a-z])(?:supplier|vendor|dealer|distributor|shop|lieferant\w*|handler\w*|anbieter\w*|proveedor\w*|distribuidor\w*|tienda|fornecedor\w*|revendedor\w*|loja)(?![a-z])|供应商|厂家|经销商|业者|業者|代理店|مورد|موزع|محل"
)


def others_cheaper(scene: Scene, sentence: Span) -> bool:
    """ "The dealer here lets me have it 300 dollars cheaper" sets another seller against us."""
    if scene.is_question(sentence):
        return False
    if rival_cheaper(scene, sentence):
        return True
    if _OTHERS.search(scene.text, *sentence) is None:
        return False
    figure = any(sentence[0] <= one.start < sentence[1] and (one.currency or one.unit == "%") for one in scene.amounts)
    return figure and LESS.search(scene.text, *sentence) is not None


def _asked(scene: Scene, sentence: Span, clause: Span) -> bool:
    """ "That is too heavy, have you anything lighter?" objects and asks; "is it too heavy for that?" only asks."""
    return scene.is_question(sentence) and (clause[1] >= sentence[1] or scene.is_question(clause))


_MADE_IN = re.compile(r"made in")
""" "Is it made in China?" asks where it is from."""


def _of_terms_and_trust(scene: Scene) -> list[Placed]:
    """What is told of other sellers' terms, and doubts whether tools last, or whether anybody near mends them."""
    placed: list[Placed] = []
    for sentence in scene.sentences:
        said = scene.reading.said[slice(*sentence)].strip()
        if kind := rivals_term(scene, sentence) or _doubted(scene, sentence):
            placed.append((sentence[0], Objection(kind, said)))
    return placed


_ABOUT_SELLER = re.compile(
    r"(?<![a-z])(?:you|your|ihr|ihre|sie|euch|eure|ustedes|su|voces|vcs|sua|seu|de voces)(?![a-z])|你们|贵司|贵公司|您|御社|貴社|不安|心配|كم(?![\u0621-\u064a])"
)


def _doubted(scene: Scene, sentence: Span) -> Literal["service", "durability", "trust"] | None:
    """What a sentence doubts of the seller: that somebody near helps, that the goods last, who stands behind them."""
    marks = [
        mark
        for mark in scene.presents("durability", "far_service", "young", within=sentence)
        if not (scene.is_question(clause := scene.clause(mark.start)) or scene.has("need", within=clause))
    ]
    kinds = {kind for mark in marks for kind in mark.terms}
    if "far_service" in kinds:
        return "service"
    if "durability" in kinds:
        return "durability"
    young = "young" in kinds and _ABOUT_SELLER.search(scene.text, *sentence) is not None
    return "trust" if young or _against_an_origin(scene, sentence) else None


def _against_an_origin(scene: Scene, sentence: Span) -> bool:
    """ "My boss does not want a Chinese tool": goods of some country are turned down."""
    named = [hit for hit, _ in scene.terms_of("country", within=sentence) if of_goods(scene, hit)]
    return not scene.is_question(sentence) and any(
        scene.has("negate", "negate_after", "no", within=scene.clause(hit.start)) for hit in named
    )


def objections(scene: Scene) -> list[Placed]:
    placed: list[Placed] = [
        (sentence[0], Objection("competitor", scene.reading.said[slice(*sentence)].strip()))
        for sentence in scene.sentences
        if others_cheaper(scene, sentence) and not scene.has("competitor_better", within=sentence)
    ]
    placed += _of_terms_and_trust(scene)
    for cue_name, kind in _OBJECTIONS:
        for cue in scene.cues_named(cue_name)[:1]:
            sentence = scene.sentence(cue.start)
            if kind != "price" and any(scene.sentence(at) == sentence for at, _ in placed):
                continue  # "the other supplier delivers in a week" objects to the time
            if is_negated(scene, cue) or (kind == "competitor" and _only_told_of_others(scene, sentence)):
                continue  # "not too heavy" is a wish
            if any(cue.start < other.start < cue.end < other.end for other in scene.cues_named("bad_fit")):
                continue  # "es demasiado pesada" speaks of the weight, "es demasiado" alone of the time
            if kind in ("fit", "lead_time") and _asked(scene, sentence, scene.clause(cue.start)):
                continue
            if scene.is_question(sentence) and _MADE_IN.match(scene.text, cue.start):
                continue
            if scene.has("calculate", within=sentence) and scene.is_question(sentence):
                continue  # "work out the cost per joint: is it cheaper than air?"
            dearer = any(
                isinstance(c, Objection) and c.kind == "price" and scene.sentence(at) == sentence for at, c in placed
            )
            if kind == "competitor" and dearer and not any(named.competitor for named in scene.products):
                continue  # "too expensive compared to others" is one objection
            said = scene.reading.said[sentence[0] : sentence[1]].strip()
            placed.append((cue.start, Objection(kind, said)))  # type: ignore[arg-type]  # a literal of `_OBJECTIONS`
    return placed
