"""The source of truth for "why?" beside a recommendation: its reasons are wanted, and no passage of a manual."""

from __future__ import annotations

from advisor.model import AskFact, AskKnowledge, AskRecommendation, AskWhyNot, Command, Compare
from advisor.understanding.left_out import WHY
from advisor.understanding.lexicon import prefix
from advisor.understanding.questions import about_the_trade
from advisor.understanding.scene import Scene, Span

Placed = tuple[int, Command]
_SORTS = ("category", "kind", "form")


def with_reasons(scene: Scene, placed: list[Placed]) -> list[Placed]:
    """Leave to the recommendation what asks for its reasons."""
    asked = [scene.sentence(at) for at, one in placed if isinstance(one, AskWhyNot)]
    placed = [(at, one) for at, one in placed if isinstance(one, AskWhyNot) or scene.sentence(at) not in asked]
    placed = _called_for(scene, placed)
    bare = [at for at, one in placed if isinstance(one, AskKnowledge) and _asks_why(scene, scene.sentence(at))]
    if not bare:
        return placed
    recommends = any(isinstance(one, AskRecommendation) for _, one in placed)
    others = [pair for pair in placed if not (isinstance(pair[1], AskKnowledge) and pair[0] in bare)]
    if recommends:
        return others
    return placed


def _asks_why(scene: Scene, sentence: Span) -> bool:
    terms = {prefix(term) for hit, _ in about_the_trade(scene, sentence) for term in hit.terms}
    return WHY.search(scene.text, *sentence) is not None and terms <= set(_SORTS)


def _called_for(scene: Scene, placed: list[Placed]) -> list[Placed]:
    """ "Why this one?" behind a recommendation asks for its reasons, and no document."""
    cues = scene.cues_named("ask_reason")
    held = scene.conversation
    shown = (*held.recommended, *held.shown)
    if not cues or not shown or any(named.sku not in shown for named in scene.products):
        return placed
    sentences = {scene.sentence(cue.start) for cue in cues}
    kept = [(at, one) for at, one in placed if not (isinstance(one, _LOOKED_UP) and scene.sentence(at) in sentences)]
    return [*kept, (cues[0].start, AskRecommendation())]


_LOOKED_UP = (AskKnowledge, AskFact, Compare, AskRecommendation)
