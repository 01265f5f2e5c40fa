"""The source of truth for when a product is to be introduced: "tell me about the KDN-60", and nothing of it in particular."""

from __future__ import annotations

from advisor.model import AskFact
from advisor.understanding.lexicon import prefix
from advisor.understanding.scene import Scene, Span

_ELSE = (
    *("price", "quote", "order", "stock", "deliver", "lead_time", "discount", "compare", "calculate", "included"),
    *("take", "complain", "how"),
)
_NAMES = ("category", "kind", "form")
"""What only names the product: "the KDN-60 nutrunner". Any other word of the trade is what is asked of it."""


def introduction(scene: Scene, sentence: Span) -> list[tuple[int, AskFact]]:
    """Return the wish to hear of the one product that a sentence names, where it asks for nothing else."""
    named = {each.sku for each in scene.products if each.sku and sentence[0] <= each.start < sentence[1]}
    if len(named) != 1 or not scene.has("introduce", within=sentence) or scene.has(*_ELSE, within=sentence):
        return []
    measured = any(sentence[0] <= each.start < sentence[1] and each.unit for each in scene.amounts)
    words = [prefix(term) for hit in scene.terms if sentence[0] <= hit.start < sentence[1] for term in hit.terms]
    if measured or not set(words) <= set(_NAMES):
        return []
    return [(sentence[0], AskFact(None, tuple(named)))]
