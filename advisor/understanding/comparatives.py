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
from advisor.understanding.text import folded_pattern

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

    Only where a product is spoken of, or another one is asked for and nothing else is said; where the message is short, and no
    figure says how much.
    """
    spoken_of = scene.conversation.chosen or scene.conversation.shown or scene.conversation.recommended
    figures = any(amount.unit or amount.currency for amount in scene.amounts)
    if not spoken_of:
        return _with_another(scene, placed)
    if figures or len(scene.text) > _LONGEST:
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


_ANOTHER = re.compile(
    folded_pattern(
        r"(?<![a-z])(?:another|others?|any|anything|something|ones?|otr[oa]s?|algo|alg[uú]n[oa]?s?|outr[oa]s?|algum[a]?s?|(?:una?|uno|uma?)(?=\s(?:mas|mais))|ander\w*|etwas|was|eine?n?)(?![a-z])"
        r"|有没有|有无|还有|别的|其他|一点|一些|もっと|他に|ほかに|もう少し|もの|機種|ありま|شي|واحد|غير|اخر|تاني|ثاني"
    )
)


def _with_another(scene: Scene, placed: list[Placed]) -> list[Placed]:
    """ "Have you got anything lighter?" asks for another tool, whether or not one was shown; figures beside it tell which."""
    for sentence in scene.sentences:
        hits = [hit for hit, attribute in scene.terms_of("more", "less", within=sentence) if attribute != PRICE]
        asks = scene.is_question(sentence) and _ANOTHER.search(scene.text, *sentence) is not None
        if not hits or not asks or scene.has("compare", "price", "explain", within=sentence) or _of_makers(scene):
            continue
        kept = [
            (at, one)
            for at, one in placed
            if one != Act(ActKind.UNCLEAR) and not (isinstance(one, _YIELDS) and scene.sentence(at) == sentence)
        ]
        more = next(iter(scene.terms_of("more", within=sentence)), (None, None))[1]
        less = next(iter(scene.terms_of("less", within=sentence)), (None, None))[1]
        alone = not kept and not scene.conversation.needs
        return [*kept, (hits[0].start, AskRecommendation(more=more, less=less) if alone else AskRecommendation())]
    return placed


def _of_makers(scene: Scene) -> bool:
    return bool(scene.products or scene.terms_of("maker"))


def asks_for_cheaper(scene: Scene, sentence: Span) -> bool:
    """ "A cheaper model?" wishes for another tool, and not for a discount; a share named beside it, or others who are cheaper, do not."""
    named = any(attribute == PRICE for _, attribute in scene.terms_of("less", within=sentence))
    share = any(sentence[0] <= amount.start < sentence[1] and amount.unit == "%" for amount in scene.amounts)
    return named and not share and _ELSEWHERE.search(scene.text, *sentence) is None


def _says_why(command: Command, attribute: str) -> bool:
    """ "Too heavy" says in which way a tool does not suit, and asks for a lighter one; "less expensive" is no complaint of the price."""
    return isinstance(command, Objection) and command.kind == ("price" if attribute == PRICE else "fit")
