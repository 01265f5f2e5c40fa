"""The source of truth for what a message objects to: the price, the time, the fit, another maker, trust."""

from __future__ import annotations

import re

from advisor.model import Command, Objection
from advisor.understanding.paying import TIMES
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


def objections(scene: Scene) -> list[Placed]:
    placed: list[Placed] = [
        (sentence[0], Objection("competitor", scene.reading.said[slice(*sentence)].strip()))
        for sentence in scene.sentences
        if others_cheaper(scene, sentence) and not scene.has("competitor_better", within=sentence)
    ]
    for cue_name, kind in _OBJECTIONS:
        for cue in scene.cues_named(cue_name)[:1]:
            sentence = scene.sentence(cue.start)
            if is_negated(scene, cue) or (kind == "competitor" and _only_told_of_others(scene, sentence)):
                continue  # "not too heavy" is a wish
            if any(cue.start < other.start < cue.end < other.end for other in scene.cues_named("bad_fit")):
                continue  # "es demasiado pesada" speaks of the weight, "es demasiado" alone of the time
            if kind in ("fit", "lead_time") and _asked(scene, sentence, scene.clause(cue.start)):
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
