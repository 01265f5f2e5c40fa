"""The source of truth for wishes that compare with the product spoken of: "a lighter one?", "anything stronger?"."""

from __future__ import annotations

from advisor.model import Act, ActKind, AskFact, AskKnowledge, AskRecommendation, Command, Objection, SetNeed
from advisor.understanding.scene import Scene
from advisor.understanding.sought import only_compares

Placed = tuple[int, Command]
_LONGEST = 70
_YIELDS = (AskKnowledge, AskFact, AskRecommendation)


def comparatives(scene: Scene, placed: list[Placed]) -> list[Placed]:
    """Put the wish for more or less of an attribute in the place of what could not be understood otherwise.

    Only where a product is spoken of, the message is short, and no figure says how much.
    """
    spoken_of = scene.conversation.chosen or scene.conversation.shown or scene.conversation.recommended
    figures = any(amount.unit or amount.currency for amount in scene.amounts)
    if not spoken_of or figures or len(scene.text) > _LONGEST:
        return placed
    hits = scene.terms_of("more", "less")
    hits += [pair for pair in scene.terms_of("most", "least") if only_compares(scene, pair[0])]
    others = [command for _, command in placed if not isinstance(command, (Act, *_YIELDS)) and not _says_why(command)]
    if not hits or any(not isinstance(command, SetNeed) for command in others):
        return placed
    hit, attribute = hits[0]
    more = any(term.startswith(("more.", "most.")) for term in hit.terms)
    wish = AskRecommendation(more=attribute) if more else AskRecommendation(less=attribute)
    unclear = Act(ActKind.UNCLEAR)
    kept = (
        pair for pair in placed if not isinstance(pair[1], _YIELDS) and pair[1] != unclear and not _says_why(pair[1])
    )
    return [*kept, (hit.start, wish)]


def _says_why(command: Command) -> bool:
    """ "Too heavy" says in which way a tool does not suit, and asks for a lighter one."""
    return isinstance(command, Objection) and command.kind == "fit"
