"""The source of truth for words that mean the products last shown, all of them: "these three", 这三款, los tres, "one of each"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from advisor.model import OrderLine
from advisor.understanding.numerals import value_of
from advisor.understanding.scene import Scene, Span

_FEWEST, _MOST = 2, 6
_DUAL = 2
_COUNT = {
    "two": 2, "three": 3, "four": 4, "five": 5, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "dois": 2, "duas": 2, "quatro": 4,
    "zwei": 2, "drei": 3, "vier": 4, "funf": 5, "zweien": 2, "beiden": 2, "beide": 2, "dreien": 3, "vieren": 4,
    "الاثنين": 2, "الاتنين": 2, "الثلاثه": 3, "الثلاث": 3, "التلاته": 3, "الاربعه": 4, "both": 2, "ambos": 2, "ambas": 2,
}  # fmt: skip
_WORDS = "|".join(sorted(_COUNT, key=len, reverse=True))
_ALL = re.compile(
    rf"(?<![a-z])(?:(?:all\s)?(?:these|those|the)|(?:tod[oa]s\s)?(?:l[oa]s|est[oa]s|es[oa]s|[oa]s|ess[ea]s|est[ea]s)|(?:alle\s)?(?:diesen?|die|den|der))\s(?P<a>\d|{_WORDS})(?![a-z\d]|[.,]\d)"
    r"|(?:这|那|上面|以上|前面|刚才|推荐的)(?:的)?(?:那)?(?P<b>[二两三四五2-5])(?=[款个种台把只支])"
    r"|(?:この|その|これら|上記の?|以上の?|提案の?|お薦めの?)(?P<c>[2-5二三四五])(?=機種|机种|台|つ|製品|制品|種|种|本|点)"
    r"|(?<![\u0621-\u064a])[وب]?(?:هذه?|هذي|هال?|هذول)?\s?(?P<d>ال(?:اثنين|اتنين|ثلاثه?|تلاته|اربعه))(?![\u0621-\u064a])"
)
_THEM = re.compile(
    r"(?<![a-z])(?:between|entre|zwischen)\s(?:them|these(?: (?:models|tools|ones|products))?|those(?: (?:models|tools|ones|products))?|the models|"
    r"ell[oa]s|est[oa]s(?: (?:modelos|herramientas|equipos))?|es[oa]s(?: (?:modelos|herramientas|equipos))?|el[ea]s|ess[ea]s(?: (?:modelos|ferramentas|equipamentos))?|"
    r"est[ea]s(?: (?:modelos|ferramentas))?|ihnen|diesen?(?: (?:modellen|werkzeugen|geraten|schraubern))?|denen|den modellen)(?![a-z])"
    r"|(?<![a-z])(?:del[ea]s|se diferencian|sich unterscheiden|unterscheiden sie sich|they differ|these differ)(?![a-z])"
    r"|(?:它们|这些|这几[款个种]|几款|各款|各型号)(?:之间)?|(?:これら|各機種|各机种|それら|それぞれ|三者|二者)|(?<![\u0621-\u064a])(?:بينها|بينهم|بينهن|بين هذه|بين هذي|بين هال\S+)(?![\u0621-\u064a])"
)

_PIECE = r"(?:台|本|個|个|つ|丁|把|件|只|支|套|部)"
_N = r"(?P<{}>\d{{1,3}}|one|un[oa]?|uma?|ein\w{{0,2}}|[一二两三四五六七八九十]|two|three|four|five|dos|tres|cuatro|cinco|dois|duas|quatro|zwei|drei|vier|funf)"
_EACH = re.compile(
    rf"(?<![a-z0-9]){_N.format('a')}\s(?:(?:units?|pieces?|unidad(?:es)?|piezas?|pecas?|unidades?|stuck)\s)?(?:of|from|de|von)\s(?:each|cada|jede\w)"
    r"(?:\s(?:one|model|type|kind|un[oa]?|uma|modelo|tipo|sorte|modell))?(?=\s*(?:$|[.,;:!?)]|(?:please|bitte|por favor|and|y|e|und|to|for|para)(?![a-z])))"
    rf"|(?<![a-z0-9]){_N.format('h')}\seach(?=\s*(?:$|[.,;:!?)]|please(?![a-z])))"
    rf"|(?<![a-z])(?:je|jeweils|von jede\w)\s{_N.format('b')}(?:\sstuck)?(?=\s*(?:$|[.,;!?]|von (?:jede\w|allen|beiden)|davon|bitte))"
    rf"|(?:每[样种款个]|各)(?:型号|机型)?(?:各|来|要|先)?{_N.format('c')}{_PIECE}"
    rf"|(?:各|それぞれ|1機種|1机种)(?:機種|机种)?(?:につき)?{_N.format('d')}{_PIECE}|(?<!\d){_N.format('e')}{_PIECE}ずつ"
    r"|(?:(?P<f>\d{1,3})\s?)?(?<![\u0621-\u064a])(?:واحد[هة]?|قطع[هة](?: واحد[هة])?|حب[هة]|جهاز|وحد[هة]|(?P<g>(?:قطع|حب|وحد|اد)تين|(?:جهاز|مفتاح|طقم)ين))\sمن\sكل(?:\s(?:نوع|واحد[هة]?|موديل|طراز|صنف))?"
)


def all_shown(scene: Scene, sentence: Span) -> bool:
    """Whether a sentence speaks of all the products last shown; their number tells nothing of how many are wanted."""
    counted = any(sentence[0] <= start < sentence[1] for start, _ in counted_shown(scene))
    return counted or (bool(scene.conversation.shown) and _THEM.search(scene.text, *sentence) is not None)


def counted_shown(scene: Scene) -> list[Span]:
    """Return the spans of "the three" and its like, where that many products were shown last."""
    if not _speaks(scene):
        return []
    shown = len(scene.conversation.shown)
    return [match.span() for match in _ALL.finditer(scene.text) if _number(match) == shown]


def one_of_each(scene: Scene) -> tuple[OrderLine, ...]:
    """Return a line for each product last shown where so many "of each" are wished for."""
    match = _EACH.search(scene.text) if _speaks(scene) else None
    if match is None or any(one.sku for one in scene.products):
        return ()
    quantity = _number(match) or 1
    return tuple(OrderLine(sku, None, quantity) for sku in scene.conversation.shown)


def _speaks(scene: Scene) -> bool:
    return _FEWEST <= len(scene.conversation.shown) <= _MOST


def _number(match: re.Match[str]) -> int | None:
    said: Sequence[str] = [one for one in match.groups() if one]
    if not said:
        return None
    word = said[0]
    if word.isdigit():
        return int(word)
    if word in _COUNT:
        return _COUNT[word]
    if word.endswith("ين"):
        return _DUAL
    return int(value_of(word) or 1) if "\u4e00" <= word[0] <= "\u9fff" else 1
