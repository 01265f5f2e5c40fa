"""Source of truth for how people put quantities: more than, between, instead of; two for one; 85 % of the price; not needed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from content.authority.numerals import HAN_NUMBER, WORDS, in_words
from content.authority.quantities import Mention, bare_number, summed, united
from content.authority.subjects import fold, fold_pattern

_OVER = re.compile(
    r"(?<!no )(?<!not )(?<!nicht )(?<!nao )(?<!不)(?:more than|over|above|exceeding|beyond|in excess of|mehr als|uber|mas de(?:l)?|por encima de(?:l)?|superior al?|mais (?:de|do que)|acima de|超过|高于|多于|大于|超"
    r"|اكثر من|ازيد من|فوق|يزيد عن|يتجاوز)\s*(?:un |um |einem |a )?$"
)
_UNDER = re.compile(
    r"(?:less than|under|below|unter|weniger als|menos de(?:l)?|menor (?:a|de)|inferior al?|abaixo de|不到|低于|少于|不足|小于|اقل من|دون|يقل عن)\s*(?:un |um |einem |a )?$"
)
_OVER_AFTER = re.compile(r"^\s*(?:を超え|超(?!え)|より(?:多|大|高)|or more than)")
_UNDER_AFTER = re.compile(r"^\s*(?:未満|より(?:少|小|安|低)|弱)")
_TO = re.compile(
    r"\s*(?:-|–|—|~|〜|to|til|through|or|bis(?: zu)?|auf|oder|a|al|hasta(?: el)?|o|u|ate|ou|至|到|或者?|提(?:高|升)?到|から|または|か|乃至|الي|حتي|او)\s*(?:a |an |un |um |einem |el )?"
)
_AND = re.compile(r"\s*(?:and|und|y|e|和|与|と|و)\s*(?:a |an |un |um |einem |el )?")
_REST = re.compile(r"\s*(?:,|and|und|y|e|و|零|又|と)?\s*")
_NO = re.compile(r"(?:\b(?:no|nein|nao|actually|rather|better|vielmehr|besser|mejor|melhor)\b|不对?|いや|بل|لا)\W*$")
_NEAR = 30
_BETWEEN = re.compile(r"(?:between|zwischen|entre|بين|介于|在)\s*(?:el |un |um |a )?$")
_INSTEAD = re.compile(
    r"(?:instead of|rather than|not (?:just |only )?|an ?statt(?: von)?|statt|en vez de(?:l)?|en lugar de(?:l)?|em vez de|em lugar de|而(?:不|非)是?|不是|بدلا? من|وليس)\s*(?:a |the |un |um |einem |den )?$"
)
_INSTEAD_AFTER = re.compile(r"^\s*(?:の?代わりに|ではなく|じゃなく)")
_COUNT_WORD = "|".join(
    sorted((re.escape(word) for word, value in WORDS.items() if value <= 1000), key=len, reverse=True)
)
_N = rf"\d+|{HAN_NUMBER}|(?:{_COUNT_WORD})(?![a-z])"
_FREE = r"(?:gratis|free|kostenlos|umsonst|geschenkt|kostenfrei|de graca|de regalo|de brinde|sin cargo|sem custo|for nothing)"


def _n(name: str) -> str:
    return rf"(?P<{name}>{_N})"


_DEALS = (
    rf"(?:buy|for (?:every|each)|per|order|purchase) {_n('paid')}(?: \w+)?,? ?(?:and |we |you |i )?(?:get|receive|take|gets?)? ?{_n('free')}(?: \w+){{0,3}}? {_FREE}",
    rf"{_n('free')}(?: \w+)? free (?:for|with|per) (?:every |each )?{_n('paid')}",
    rf"buy {_n('paid')}(?: \w+)?,? ?(?:and )?get {_n('free')}(?![ \w]*(?:price|%))",
    rf"{_n('all')} for (?:the )?(?:price of )?{_n('paid')}(?! ?(?:%|days|weeks|months|years|pieces|units|each|\w))",
    rf"(?:kauf\w*|nimm|nehm\w*|abnahme von|bestell\w*|bezahl\w*|auf|pro|je|fur) {_n('paid')}(?: \w+)?,? ?(?:und )?(?:\w+ ){{0,2}}?{_n('free')}(?: \w+)? {_FREE}",
    rf"{_n('paid')}(?: \w+)? (?:kaufen|nehmen|bestellen|abnehmen|bezahlen|zahlen),? ?(?:und )?(?:\w+ ){{0,2}}?{_n('free')}(?: \w+)? {_FREE}",
    rf"{_n('all')} zum preis von {_n('paid')}|nimm {_n('all2')},? ?(?:und )?zahl\w* {_n('paid2')}",
    rf"(?:compr\w+|(?:por |a )?cada) {_n('paid')}(?: \w+)?,? ?(?:y |e )?(?:llev\w+|lev\w+|recib\w+|ganh\w+|gan\w+|obten\w+)? ?{_n('free')}(?: \w+)? {_FREE}",
    rf"(?:llev\w+|lev\w+) {_n('all')},? ?(?:y |e )?pag\w+ (?:solo |so )?{_n('paid')}",
    rf"{_n('all')} ?(?:por|x) ?{_n('paid')}(?! ?(?:%|por|dias|mes|sem|cent|cient|\w))",
    rf"买{_n('paid')}\w?[送赠]{_n('free')}|{_n('paid2')}[送赠]{_n('free2')}(?!\w*[%天月])",
    rf"{_n('paid')}(?:個|台|本|つ)?(?:を|ご)?(?:買|購入|注文).{{0,6}}?(?:もう)?{_n('free')}(?:個|台|本|つ)?(?:は|が|を)?(?:無料|無償|サービス|プレゼント|おまけ|タダ|付)",
    rf"{_n('all')}(?:つ|個|台|本)?で{_n('paid')}(?:つ|個|台|本)?(?:分)?の(?:値段|価格|料金)",
    rf"{_n('free')} مجان\w* (?:لكل|مع كل|عن كل) {_n('paid')}|(?:لكل|كل|مع كل) {_n('paid2')} (?:\w+ )?{_n('free2')} مجان\w*",
    rf"اشتر\w*(?: \w+)?? {_n('paid')} .{{0,20}}?(?:علي|خذ|مع) (?:ال)?{_n('free')}? ?(?:\w+ )?مجان\w*",
    rf"{_n('all')} بسعر {_n('paid')}",
)  # fmt: skip
"""Each with `paid` and `free`, or `all` and `paid`."""


@cache
def _deal_patterns() -> tuple[re.Pattern[str], ...]:
    """Compile what the number words of seven languages make long at the first wish, not at every start."""
    return tuple(re.compile(fold_pattern(pattern)) for pattern in _DEALS)


_SECOND_FREE = re.compile(
    r"(?:the )?second (?:one )?(?:is )?free|zweite\w* (?:gratis|kostenlos)|segund[oa] gratis|第二\w?(?:免费|无料)|二つ目(?:は)?無料|الثاني\w* مجان\w*|(?:一つ|1つ|1個|一個)買うと(?:もう)?(?:一つ|1つ|1個|一個)無料|\bbogo\b"
)
_OF_PRICE = re.compile(
    r"^\s*(?:of (?:the |your )?(?:list|original|normal|full)|of list|des (?:listen|original|normal)?preis|vom (?:listen)?preis|del? (?:su |tu )?(?:precio|valor de lista)|do (?:seu )?preco|من (?:ال)?(?:سعر|ثمن))"
)
_PRICE_BEFORE = re.compile(r"(?:定価|原价|标价|目录价|表价|列表价|市价|リスト価格|標準価格)(?:の|的)\s*$")
_NEED = (
    r"(?:do not|don'?t|does not|doesn'?t|won'?t|will not|did not|didn'?t) (?:really |actually )?(?:need|want|require|expect|ask for|insist on)|no need (?:for|of)|need no|want no|not (?:asking|looking) for|needs no"
    r"|(?:brauch\w*|benotig\w*|wunsch\w*|verlang\w*|erwart\w*) (?:wir |ich )?(?:kein\w*|nicht)|no (?:\w+ )?(?:necesit\w+|precis\w+|hace falta|es necesari\w+|requer\w+|pedimos|queremos)"
    r"|nao (?:\w+ )?(?:precis\w+|e necessari\w+|necessit\w+|requer\w+|pedimos|queremos)|dispensamos|不需要|无需|不用|不要(?!求)|用不着|不必|不要求"
    r"|(?:لا|لسنا) (?:نحتاج|احتاج|نريد|اريد|نطلب|حاجه|بحاجه|داعي|ضروره)\w*"
)
_NOT_BEFORE = re.compile(
    rf"(?:{_NEED})(?: (?:a|any|the|to|für|un|una|ningun\w*|um|uma|nenhum\w*|de|einen?|الي|اي|ل))* ?(?:\w+ )?$"
)
_NOT_AFTER = re.compile(
    r"^\s*(?:\w+ )?(?:is |are )?(?:not |isn'?t |n'?t )(?:needed|necessary|required)|^\s*(?:needed|necessary|required)(?=\W*$)|^\s*(?:brauch\w*|benotig\w*|wunsch\w*|verlang\w*) (?:wir|ich) nicht"
    r"|^\s*(?:ist |sind )?(?:nicht )(?:notig|erforderlich|gewunscht)|^\s*(?:notig|erforderlich)(?=\W*$)|^\s*(?:no (?:es )?necesari\w+|nao (?:e )?necessari\w+|desnecessari\w+)"
    r"|^(?:就)?(?:不(?:需要|用|必)了?|免了)(?=\W*$)|^(?:き|り)?(?:は|も|が|の必要は)?(?:不要|結構|必要(?:あり|ござい)ません|必要ない|いりません|要りません|いらない|要らない|なくて(?:も)?(?:いい|結構|構))"
    r"|^\S* (?:غير|ليس\w*) (?:ضروري|مطلوب|لازم)\w*"
)
_NO_BEFORE = re.compile(r"(?:\bno|\bkein\w*|\bohne|\bningun\w*|\bsin|\bnenhum\w*|\bsem|without)(?: any)? ?$")
_NEED_AFTER = re.compile(
    r"^\w*\s*(?:is |are |ist )?(?:needed|necessary|required|notig|erforderlich|necesari\w+|necessari\w+|gewunscht)"
)
_CLAUSES = re.compile(r"[.,;!?，。；！？、؛،]|\bbut\b|\baber\b|\bpero\b|\bmas\b|\bsondern\b|但|لكن")


_MORE = re.compile(
    r"\b(?:another|more|additional(?:ly)?|further|extra|on top|plus|again|besides|noch(?:mals?| einmal)?|weitere\w*|zusatzlich\w*|obendrauf|mehr|dazu|otr[oa]s?|mas|adicional\w*|ademas|extra"
    r"|mais|outr[oa]s?|alem)\b|再|另外|另|额外|追加|更に|さらに|もう|加えて|اخر|اضافي\w*|كمان|ايضا|زياده"
)


def is_further(said: str) -> bool:
    """Say whether a wish comes on top of what was granted before, and does not name the whole anew ("then 8 %")."""
    return bool(_MORE.search(fold(said)))


@dataclass(frozen=True, slots=True)
class Deal:
    """So many for nothing with so many paid: `count` pieces, worth `share` percent of the whole price."""

    start: int
    end: int
    count: Decimal
    share: Decimal


def deals(folded: str) -> list[Deal]:
    """Find "buy ten, get one free", "3 for 2", 买一送一 in a folded text."""
    found: list[Deal] = []
    for pattern in _deal_patterns():
        for match in pattern.finditer(folded):
            named = {name.rstrip("2"): _value(text) for name, text in match.groupdict().items() if text}
            deal = _deal(match, named)
            if deal and not any(deal.start < one.end and one.start < deal.end for one in found):
                found.append(deal)
    for match in _SECOND_FREE.finditer(folded):
        if not any(match.start() < one.end and one.start < match.end() for one in found):
            found.append(Deal(match.start(), match.end(), Decimal(1), Decimal(50)))
    return found


def _deal(match: re.Match[str], named: Mapping[str, Decimal]) -> Deal | None:
    paid = named.get("paid", Decimal(0))
    free = named["all"] - paid if "all" in named else named.get("free", Decimal(1))
    if paid <= 0 or free <= 0:
        return None
    return Deal(match.start(), match.end(), free, free / (paid + free) * 100)


def _value(text: str) -> Decimal:
    return Decimal(text) if text.isdigit() else in_words(text)


def put(folded: str, mentions: Sequence[Mention], *, discounted: bool) -> list[Mention]:
    """Return the mentions as they are meant: ends of a range as one, edges marked, what is replaced left out.

    `discounted`: a discount is spoken of, so that "10 % of the price" is not what is paid.
    """
    meant: list[Mention] = []
    for mention in mentions:
        if meant and (joins_range(folded, meant[-1], mention) or _is_correction(folded, meant[-1], mention)):
            meant[-1] = united(meant[-1], mention)
        elif meant and _is_rest(folded, meant[-1], mention):
            meant[-1] = summed(meant[-1], mention)
        else:
            meant.append(mention)
    kept = [one for one in meant if not _is_replaced(folded, one)]
    return [_edged(folded, one if discounted else _paid(folded, one)) for one in (kept or meant)]


def joins_range(folded: str, first: Mention, second: Mention) -> bool:
    """Say whether two mentions are the ends of a range."""
    between, before = folded[first.end : second.start], folded[: first.start]
    same = not first.readings or (second.quantity and first.readings[0].dimension == second.quantity.dimension)
    if not same or not (first.readings or second.readings):
        return False
    return bool(_TO.fullmatch(between) or (_AND.fullmatch(between) and _BETWEEN.search(before)))


def _is_correction(folded: str, first: Mention, second: Mention) -> bool:
    """ "Five percent, no, fifteen": the second number has the unit of the first, and the greater one is judged."""
    between = folded[first.end : second.start]
    return bool(first.readings and bare_number(second) and _NO.search(between) and len(between) <= _NEAR)


def _is_rest(folded: str, first: Mention, second: Mention) -> bool:
    """ "Four weeks and two days" is one time."""
    times = [one.readings[0] for one in (first, second) if one.readings and one.readings[0].dimension == "time"]
    if len(times) < 2 or not (first.number and second.number):
        return False
    sizes = [time.value / one.number for time, one in zip(times, (first, second), strict=True)]
    return sizes[1] < sizes[0] and bool(_REST.fullmatch(folded[first.end : second.start]))


def _is_replaced(folded: str, mention: Mention) -> bool:
    return bool(_INSTEAD.search(folded[: mention.start]) or _INSTEAD_AFTER.search(folded[mention.end :]))


def _edged(folded: str, mention: Mention) -> Mention:
    before, after = folded[max(0, mention.start - 24) : mention.start], folded[mention.end :]
    edge = 0
    if _OVER.search(before) or _OVER_AFTER.search(after):
        edge = 1
    elif _UNDER.search(before) or _UNDER_AFTER.search(after):
        edge = -1
    if not edge:
        return mention
    edge = -edge if mention.paid else edge
    return replace(mention, readings=tuple(replace(one, edge=edge) for one in mention.readings))


def _paid(folded: str, mention: Mention) -> Mention:
    """ "At 85 % of the list price" is a discount of 15 %."""
    quantity = mention.quantity
    if quantity is None or quantity.dimension != "percent" or not 0 < quantity.value <= 100 or mention.paid:
        return mention
    if _OF_PRICE.search(folded[mention.end :]) or _PRICE_BEFORE.search(folded[: mention.start]):
        return replace(mention, readings=(replace(quantity, value=100 - quantity.value),), paid=True)
    return mention


def is_needless(folded: str, end: int) -> bool:
    """Say whether what ends here is said not to be needed in so many words: "free shipping is not needed"."""
    return folded[end : end + 1] == " " and bool(_NOT_AFTER.search(folded[end:]))


def is_unwished(folded: str, start: int, end: int, *, mentions: Sequence[Mention]) -> bool:
    """Say whether a subject at this place is said not to be needed; never where its clause says how much."""
    left = max((one.end() for one in _CLAUSES.finditer(folded) if one.end() <= start), default=0)
    right = min((one.start() for one in _CLAUSES.finditer(folded) if one.start() >= end), default=len(folded))
    if any(left <= one.start < right and (one.readings or len(one.word) > 4) for one in mentions):
        return False
    before, after = folded[left:start], folded[end:right]
    if re.search(r"\bwhy\b|\bwarum\b|\bpor que\b|为什么|لماذا|なぜ", folded):
        return False
    return bool(
        _NOT_BEFORE.search(before)
        or _NOT_AFTER.search(after)
        or (_NO_BEFORE.search(before) and _NEED_AFTER.search(after))
    )
