"""The source of truth for how many a quote is wished for where only its own word counts: "cotización por uno", "Angebot über einen davon"."""

from __future__ import annotations

import re

from advisor.understanding.mention import Mention, stated
from advisor.understanding.phrases import Hit
from advisor.understanding.scene import Scene, Span

_FOR = r"\s*(?:(?:for|of|on|over|por|para|de|sobre|do|da|fur|uber|von|على|عن)(?![a-z\u0621-\u064a])\s*)?(?:(?:je|jeweils|just|only|solo|nur|apenas|so|somente|erst mal|erstmal)\s)?"
_ONE = (
    r"(?:(?:one|un[oa]?|uma?|1)(?:\s(?:unit|piece|set|unidad|pieza|equipo|juego|unidade|peca|jogo))?"
    r"|(?:eins|ein\w{0,2}|1)(?:\s(?:stuck|satz))?|(?:ل)?(?:[\u0621-\u064a]+\s)?واحد[هة]?)"
)
_OF_THEM = r"[台把个套支件只]?(?:\s(?:of (?:them|these|those|each)|de (?:ell[oa]s|es[oa]s|est[oa]s)|del[ea]s|dess[ea]s|davon|(?:of the|del|de la|do|da|vom|von dem) (?:first|second|third|cheap\w*|light\w*|mas|mais|primer\w*|segund\w*|tercer\w*|ersten|zweiten|dritten|gunstig\w*|billig\w*|leicht\w*)(?: (?:one|barat[oa]|livian[oa]|liger[oa]|leve))?|منها|منهم|منهن|فقط))?"
_ENDS = (
    r"(?=\s*(?:$|[.,;:!?)]|(?:and|y|e|und|please|pls|thanks|bitte|danke|por favor|gracias|obrigad[oa]|delivered|geliefert|frei|puest[oa]s?|post[oa]s?|"
    r"entregad[oa]s?|entregues?|to|nach|hasta|ate|exw|fca|fas|fob|cfr|cif|cpt|cip|dap|dpu|ddp)(?![a-z])|(?:واصل|توصيل|مع|من فضلك)(?![\u0621-\u064a])))"
)
_ONE_BEHIND = re.compile(_FOR + f"(?P<one>{_ONE})" + _OF_THEM + _ENDS)
_MOST_BESIDE_MONEY = 99
"""Behind a word that is a budget too ("presupuesto 200k"), more is money."""
_YEARS = range(2024, 2045)
_FOR_SOME = re.compile(_FOR)
_SOME_END = re.compile(_OF_THEM + _ENDS)


_REPORTS = re.compile(r"报(?:个)?(?=[一二两三四五六七八九十\d]{1,3}[台把个套支件只])")


def reports(scene: Scene, within: Span) -> list[Hit]:
    """第一款报一台: return the Chinese verb for quoting where how many stands right behind it."""
    matches = _REPORTS.finditer(scene.text, *within) if scene.locale == "zh" else ()
    return [Hit(match.start(), match.end(), ("quote",), "zh") for match in matches]


def quoted_count(scene: Scene) -> list[Mention]:
    """Return the number right behind the word for a quote or an order, where nothing else follows that it could count."""
    names = scene.trade.needs_of_kind("quantity")
    cues = [*scene.cues_named("quote", "order", "quote_or_budget"), *reports(scene, (0, len(scene.text)))]
    for cue in cues if names else ():
        for amount in scene.amounts:
            behind = amount.start >= cue.end and _FOR_SOME.fullmatch(scene.text, cue.end, amount.start)
            whole = amount.is_bare and amount.value is not None and 1 <= amount.value == int(amount.value) not in _YEARS
            money = "quote_or_budget" in cue.terms and amount.first > _MOST_BESIDE_MONEY
            if behind and whole and not money and _SOME_END.match(scene.text, amount.end):
                value = stated(scene, value=amount.value, as_said=scene.reading.said[amount.start : amount.end])
                return [Mention(amount.start, amount.end, names[0], value, amount)]
        one = _ONE_BEHIND.match(scene.text, cue.end)
        if one is not None:
            start, end = one.span("one")
            said = scene.reading.said[start:end]
            return [Mention(start, end, names[0], stated(scene, value=1.0, as_said=said))]
    return []
