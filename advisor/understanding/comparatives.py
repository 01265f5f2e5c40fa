"""The source of truth for wishes that compare with the product spoken of: "a lighter one?", "anything stronger?"."""

from __future__ import annotations

import re

from advisor.model import (
    Act,
    ActKind,
    AskFact,
    AskKnowledge,
    AskPrice,
    AskRecommendation,
    Command,
    Compare,
    Objection,
    SetNeed,
)
from advisor.preferences import PRICE
from advisor.understanding.scene import Scene, Span
from advisor.understanding.sought import only_compares

Placed = tuple[int, Command]
_LONGEST = 70
_YIELDS = (AskKnowledge, AskFact, AskRecommendation)
_ELSEWHERE = re.compile(
    r"elsewhere|on the market|other (?:supplier|vendor|brand|maker)|other(?:s)? (?:sell|offer|have)|competit|anderswo|am markt|woanders|mitbewerb|"
    r"wettbewerb|konkurren|andere[nr]? (?:anbieter|hersteller|lieferant)|en el mercado|en otr[oa]|otros? (?:proveedor|fabricante|marca)|competencia|"
    r"no mercado|em outro|outr[oa]s? (?:fornecedor|fabricante|marca)|concorren|市场上|别家|其他厂|其它厂|同行|竞争|别的供应商|他社|市場に|競合|"
    r"في السوق|المنافس|مورد(?:ين)? (?:اخر|آخر)|شرك[ةه] (?:اخرى|أخرى)"
)
"""What is cheaper there is an objection, and no wish for another of ours."""


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
    if not hits:
        return placed
    hit, attribute = hits[0]
    if attribute == PRICE and not asks_for_cheaper(scene, scene.sentence(hit.start)):
        return placed
    yields = (*_YIELDS, Compare, AskPrice) if attribute == PRICE else _YIELDS
    others = [
        command
        for _, command in placed
        if not isinstance(command, (Act, *yields)) and not _says_why(command, attribute)
    ]
    others += [command for _, command in placed if isinstance(command, AskKnowledge) and command.about]
    if any(not isinstance(command, SetNeed) for command in others):
        return placed
    more = any(term.startswith(("more.", "most.")) for term in hit.terms)
    wish = AskRecommendation(more=attribute) if more else AskRecommendation(less=attribute)
    unclear = Act(ActKind.UNCLEAR)
    kept = (
        pair
        for pair in placed
        if not isinstance(pair[1], yields) and pair[1] != unclear and not _says_why(pair[1], attribute)
    )
    return [*kept, (hit.start, wish)]


def asks_for_cheaper(scene: Scene, sentence: Span) -> bool:
    """ "A cheaper model?" wishes for another tool, and not for a discount; a share named beside it, or others who are cheaper, do not."""
    named = any(attribute == PRICE for _, attribute in scene.terms_of("less", within=sentence))
    share = any(sentence[0] <= amount.start < sentence[1] and amount.unit == "%" for amount in scene.amounts)
    return named and not share and _ELSEWHERE.search(scene.text, *sentence) is None


def _says_why(command: Command, attribute: str) -> bool:
    """ "Too heavy" says in which way a tool does not suit, and asks for a lighter one; "less expensive" is no complaint of the price."""
    return isinstance(command, Objection) and command.kind == ("price" if attribute == PRICE else "fit")
