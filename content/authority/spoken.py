"""Source of truth for how people put quantities: more than, between, instead of; two for one; 85 % of the price; not needed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from content.authority.denials import is_withdrawn
from content.authority.joined import furthered, in_place_of, is_correction, is_rest, joins_range, raised, shared
from content.authority.numerals import ARTICLES, HAN_NUMBER, WORDS, in_words
from content.authority.quantities import Mention, bare_number, summed, united
from content.authority.shares import paid
from content.authority.subjects import fold, fold_pattern

_OVER = re.compile(
    r"(?<!no )(?<!not )(?<!nicht )(?<!nao )(?<!不)(?:more than|over|above|exceeding|beyond|in excess of|mehr als|uber|mas de(?:l)?|por encima de(?:l)?|superior al?|mais (?:de|do que)|acima de|超过|高于|多于|大于|超"
    r"|اكثر من|ازيد من|فوق|يزيد عن|يتجاوز)\s*(?:un |um |einem |a )?$"
)
_SPREAD = re.compile(r"\b(?:spread|split|divid|pay|paid|payable)\w*\b(?: \w+){0,2} over $")
""" "Spread it over three payments" is no more than three."""
_UNDER = re.compile(
    r"(?:less than|under|below|unter|weniger als|menos de(?:l)?|menor (?:a|de)|inferior al?|abaixo de|不到|低于|少于|不足|小于|اقل من|دون|يقل عن)\s*(?:un |um |einem |a )?$"
)
_OVER_AFTER = re.compile(r"^\s*(?:を超え|超(?!え)|より(?:多|大|高)|or more than)")
_UNDER_AFTER = re.compile(r"^\s*(?:未満|より(?:少|小|安|低)|弱)")
_STANDS_ALONE = re.compile(
    r"\s*(?:$|[.,;!?。，、؟]|(?:will|would|is|are|please|do|does|suffi\w+|reich\w*|genug\w*|tun|bitte|bast\w*|alcanz\w*|cheg\w*|esta|ta|son|sao|ist|sind|it|already)\b|就|也|行|够|吧|で(?:す|結構|いい|十分)|يكفي|تكفي)"
)
_INSTEAD = re.compile(
    r"(?:instead of|rather than|not (?:just |only )?|an ?statt(?: von)?|statt|en vez de(?:l)?|en lugar de(?:l)?|em vez de|em lugar de|而(?:不|非)是?|不是|بدلا? من|وليس)\s*(?:a |the |un |um |einem |den )?$"
)
_INSTEAD_AFTER = re.compile(r"^\s*(?:の?代わりに|ではなく|じゃなく)")
_COUNT_WORD = "|".join(
    sorted((re.escape(word) for word, value in WORDS.items() if value <= 1000), key=len, reverse=True)
)
_N = rf"\d+|{HAN_NUMBER}|(?<![a-z])(?:{_COUNT_WORD})(?![a-z])"
_FREE = r"(?:gratis|free|kostenlos|umsonst|geschenkt|kostenfrei|de graca|de regalo|de brinde|sin cargo|sem custo|for nothing)"


def _n(name: str) -> str:
    return rf"(?P<{name}>{_N})"


_NO_UNIT = (
    r"(?= ?(?:$|[.,;!?]|units?\b|pieces?\b|tools?\b|unidades?\b|herramientas?\b|ferramentas?\b|pecas?\b|piezas?\b))"
)
"""So many pieces, and not days or money, are paid."""
_PIECE = "[个把台件套支只部块颗箱]"
_AR = rf"{_N}|[\u0621-\u064a]+تين"

_DEALS = (
    rf"(?:buy|for (?:every|each)|per|order|purchase) {_n('paid')}(?: \w+)?,? ?(?:and |we |you |i )?(?:get|receive|take|gets?)? ?{_n('free')}(?: \w+){{0,3}}? {_FREE}",
    rf"{_n('free')}(?: \w+)? free (?:for|with|per) (?:every |each )?{_n('paid')}",
    rf"buy {_n('paid')}(?: \w+)?,? ?(?:and )?get {_n('free')}(?![ \w]*(?:price|%))",
    rf"{_n('all')} for (?:the )?(?:price of )?{_n('paid')}(?! ?(?:%|days|weeks|months|years|pieces|units|each|\w))",
    rf"(?:kauf\w*|nimm|nehm\w*|abnahme von|bestell\w*|bezahl\w*|auf|pro|je|fur) {_n('paid')}(?: \w+)?,? ?(?:und )?(?:\w+ ){{0,2}}?{_n('free')}(?: \w+)? {_FREE}",
    rf"{_n('paid')}(?: \w+)? (?:kaufen|nehmen|bestellen|abnehmen|bezahlen|zahlen),? ?(?:und )?(?:\w+ ){{0,2}}?{_n('free')}(?: \w+)? {_FREE}",
    rf"{_n('all')} zum preis von {_n('paid')}|nimm {_n('all2')},? ?(?:und )?zahl\w* {_n('paid2')}",
    rf"(?:compr\w+|(?:por |a )?cada) {_n('paid')}(?: \w+){{0,2}}?,? ?(?:y |e )?(?:llev\w+|lev\w+|recib\w+|ganh\w+|gan\w+|obten\w+)? ?{_n('free')}(?: \w+){{0,2}}? {_FREE}",
    rf"(?:llev\w+|lev\w+) {_n('all')},? ?(?:y |e )?pag\w+ (?:solo |so )?{_n('paid')}",
    rf"{_n('all')} ?(?:por|x) ?{_n('paid')}(?! ?(?:%|por|dias|mes|sem|cent|cient|\w))",
    rf"买{_n('paid')}\w{{0,2}}?,?(?:就|要|能|可以|另外?|再|给)?[送赠]{_n('free')}|{_n('paid2')}[送赠]{_n('free2')}(?!\w*[%天月])",
    rf"{_n('paid')}(?:個|台|本|つ)?(?:を|ご)?(?:買|購入|注文).{{0,6}}?(?:もう)?{_n('free')}(?:個|台|本|つ)?(?:は|が|を)?(?:無料|無償|サービス|プレゼント|おまけ|タダ|付)",
    rf"{_n('all')}(?:つ|個|台|本)?で{_n('paid')}(?:つ|個|台|本)?(?:分)?の(?:値段|価格|料金)",
    rf"{_n('free')} مجان\w* (?:لكل|مع كل|عن كل) {_n('paid')}|(?:لكل|كل|مع كل) {_n('paid2')} (?:\w+ )?{_n('free2')} مجان\w*",
    rf"اشتر\w*(?: \w+)?? {_n('paid')} .{{0,20}}?(?:علي|خذ|مع) (?:ال)?{_n('free')}? ?(?:\w+ )?مجان\w*",
    rf"(?P<all>{_AR})(?: \w+)?? ب(?:ال)?(?:سعر|ثمن|قيمه|حق) (?:ال)?(?P<paid>{_AR}|(?:قطعه|حبه|وحده|اداه|جهاز|علبه|واحد)\w*)(?!\w)",
    rf"{_n('all')}(?: [^\W\d]+){{0,2}} (?:for|at) (?:the )?(?:price|cost|money) of (?:just |only )?{_n('paid')}",
    rf"{_n('all')}(?: [^\W\d]+){{0,2}} (?:zum|fur den|fur das|fur) (?:preis|geld) von (?:nur )?{_n('paid')}",
    rf"{_n('all')}(?: [^\W\d]+){{0,2}} (?:por|al|a|pelo|ao) (?:el |o )?(?:mismo |mesmo )?(?:precio|preco|valor|coste|custo) (?:de|que) (?:solo |so |apenas )?{_n('paid')}",
    rf"(?:take|get|receive|have|order|buy) {_n('all')}(?: \w+)??,? ?(?:and |but |then )?(?:we |i |you |only )*pay (?:only )?(?:for )?(?:only |just )?{_n('paid')}{_NO_UNIT}",
    rf"pay (?:only )?(?:for )?(?:only |just )?{_n('paid')}(?: \w+)??,? ?(?:and |but |then )?(?:we |i |you )*(?:take|get|receive|have) {_n('all')}{_NO_UNIT}",
    rf"{_n('all')}(?: \w+)?? (?:nehmen|bekommen|erhalten|kaufen|bestellen|mitnehmen),? ?(?:und |aber )?(?:nur )?{_n('paid')}(?: \w+)?? (?:be)?zahlen",
    rf"{_n('paid')}(?: \w+)?? (?:be)?zahlen,? ?(?:und |aber )?{_n('all')}(?: \w+)?? (?:nehmen|bekommen|erhalten|mitnehmen)",
    rf"pag\w+ (?:solo |so |apenas )?{_n('paid')}(?: \w+)??,? (?:[ye] )?(?:me |nos |se )?(?:llev|lev|recib|receb|qued|fic)\w* (?:con |com )?{_n('all')}{_NO_UNIT}",
    rf"(?:buy|order|take|for) {_n('paid')}(?: \w+)?,? ?(?:and )?(?:the )?\w+(?:st|nd|rd|th)(?: one)? (?:is |comes |goes )*(?:for )?{_FREE}",
    rf"{_n('paid')}(?: \w+)?? (?:kaufen|nehmen|bestellen),? (?:und )?(?:das|der|die|den) \w+te[rsn]? (?:gibt es |gibt'?s |ist |dann )*{_FREE}",
    rf"compr\w+ {_n('paid')}(?: \w+)??,? (?:[ye] )?(?:l[ao]s?|[ao]) \w+ (?:me |nos |sale |sai |sea |es |e )*{_FREE}",
    rf"买{_n('paid')}{_PIECE}?,?第\w{{1,3}}?{_PIECE}?(?:免费|白送|送|不要钱)",
    rf"{_n('paid')}(?:個|台|本|つ|丁)(?:を)?(?:買|購入|注文)\w{{0,6}}?[、,]?[\d一二三四五六七八九十]+(?:個|台|本|つ|丁)目(?:は|を|が)?(?:無料|無償|サービス|タダ)",
    rf"(?:ا?شتري?|نشتري?|ناخذ|اطلب|نطلب)\w* {_n('paid')}(?: \w+)?? و(?:ال)\w+ (?:علينا |لنا )?(?:مجان|ببلاش|هديه)\w*",
    rf"{_n('all')}{_PIECE},?\w{{0,4}}?(?:收|付|算|按|给|要|花)(?:我们?)?{_n('paid')}{_PIECE}(?P<half>半)?的?(?:钱|价|货款|费用)",
    rf"{_n('paid')}{_PIECE}的?(?:钱|价格?|价钱|货款),?(?:我们?|咱们?)?(?:就|要|能|可以|想|给)*(?:拿|买|换|提|要|得|卖)\w{{0,2}}?{_n('all')}{_PIECE}",
    rf"买{_n('all')}{_PIECE}?,?(?:只|就)?(?:付|算|收){_n('paid')}{_PIECE}?(?![\d元块折成天月年%万千百日])",
    rf"{_n('all')}(?:個|台|本|つ|丁)?[をがで、,]*{_n('paid')}(?:個|台|本|つ|丁)?分?の(?:値段|価格|料金|代金)",
    rf"{_n('paid')}(?:個|台|本|つ|丁)?分?の(?:値段|価格|料金|代金)で[、,]?\w{{0,6}}?{_n('all')}(?:個|台|本|つ|丁)",
    rf"(?:buy|take|order|purchase)\w*(?: (?:we|i|you|every|each|all))* {_n('paid')}(?: \w+){{0,3}}?,? (?:and |then )?(?:we |you |i )?(?:get|give|throw|add|receive|want)\w*(?: us| me| in)*(?: the)? {_n('free')}(?: \w+){{0,3}}? {_FREE}",
    rf"compr\w+ {_n('paid')}(?: \w+)??,? (?:[ye] )?(?:\w+ ){{0,3}}?(?:d[ae]n?|dao|deem|ganh\w+|lev\w+|llev\w+|mand\w+|vem|sai|incluy\w+|anad\w+)(?: \w+)?? {_n('free')}(?: \w+){{0,2}}? {_FREE}",
    rf"(?:wir |ich )?(?:kauf|bestell|nehm)\w* (?:wir |ich )?{_n('paid')}(?: \w+)??,? (?:und |dann )?(?:\w+ ){{0,4}}?{_n('free')}(?: \w+)?? (?:\w+ )?{_FREE}",
    rf"(?:ا?شتري?|نشتري?|ناخذ|اطلب|نطلب|خذ|اخذ)\w* {_n('paid')}(?: \w+){{0,2}}? و?(?:تعط|تمنح|تضيف|نحصل|ناخذ|تقدم|اعط|خذ|نستلم|تهد)\w*(?: علي| معها)? (?:ال)?{_n('free')}(?: \w+)?? مجان\w*",
)  # fmt: skip
"""Each with `paid` and `free`, or `all` and `paid`."""


@cache
def _deal_patterns() -> tuple[re.Pattern[str], ...]:
    """Compile what the number words of seven languages make long at the first wish, not at every start."""
    return tuple(re.compile(fold_pattern(pattern)) for pattern in _DEALS)


_SECOND_FREE = re.compile(
    r"(?:the )?second (?:one )?(?:is |comes |goes |for )*(?:free|nothing)\b(?! of charge)|zweite\w* (?:gibt es |gibt'?s |ist |bekomm\w* wir |dann |es )*(?:gratis|kostenlos|geschenkt|umsonst)|segund[oa] (?:me |nos |se |la |lo |sale |sai |viene |vem |es |e )*(?:gratis|regal\w+|de (?:regalo|graca|brinde))|第二\w?(?:免费|无料)|二つ目(?:は)?無料|الثاني\w* (?:علينا |يكون |لنا )?(?:مجان|ببلاش|بلاش|هديه)\w*|(?:一つ|1つ|1個|一個)買うと(?:もう)?(?:一つ|1つ|1個|一個)無料|\bbogo\b"
)
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


_TIMES = re.compile(r"\d ?x ?\d")
_SAID_AS_ONE = re.compile(
    r"مجان|gratis|\bfree\b|kostenlos|umsonst|de graca|de regalo|de brinde|免费|無料|無償|تين(?: \w+)? ب(?:ال)?(?:سعر|ثمن|قيمه|حق) "
)


def deals(folded: str, numbers: Sequence[Mention]) -> list[Deal]:
    """Find "buy ten, get one free", "3 for 2", 买一送一 in a folded text with these numbers; Arabic leaves one of them out."""
    found: list[Deal] = []
    enough = len(numbers) > 1 or _TIMES.search(folded) or (numbers and _SAID_AS_ONE.search(folded))
    for pattern in _deal_patterns() if enough else ():
        for match in pattern.finditer(folded):
            named = {
                name.rstrip("2"): _value(text) for name, text in match.groupdict().items() if text and text != "半"
            }
            if "半" in match.groupdict().values():
                named["paid"] += Decimal("0.5")
            deal = _deal(match, named)
            if deal and not any(_is_said(deal, one) for one in found):
                found.append(deal)
    for match in _SECOND_FREE.finditer(folded):
        if not any(match.start() < one.end and one.start < match.end() for one in found):
            found.append(Deal(match.start(), match.end(), Decimal(1), Decimal(50)))
    return found


def _is_said(deal: Deal, other: Deal) -> bool:
    """ "Buy four, get one, that is five for the price of four" is one deal."""
    same = (deal.count, deal.share) == (other.count, other.share)
    return same or (deal.start < other.end and other.start < deal.end)


def _deal(match: re.Match[str], named: Mapping[str, Decimal]) -> Deal | None:
    paid = named.get("paid", Decimal(0))
    free = named["all"] - paid if "all" in named else named.get("free", Decimal(1))
    if paid <= 0 or free <= 0:
        return None
    return Deal(match.start(), match.end(), free, free / (paid + free) * 100)


def _value(text: str) -> Decimal:
    if text.endswith("تين"):
        return Decimal(2)
    return Decimal(text) if text.isdigit() else in_words(text) or Decimal(1)


def put(folded: str, mentions: Sequence[Mention], *, discounted: bool) -> list[Mention]:
    """Return the mentions as they are meant: ends of a range as one, edges marked, what is replaced left out.

    `discounted`: a discount is spoken of, so that "10 % of the price" is not what is paid.
    """
    meant: list[Mention] = []
    for mention in mentions:
        # the preposition of "de 12 a 18 meses" is an article in Portuguese
        first = next((one for one in reversed(meant[-2:]) if one.word not in ARTICLES), None)
        if first and (step := raised(folded, first, mention)):
            meant[meant.index(first) :] = [step]
        elif meant and (joins_range(folded, meant[-1], mention) or is_correction(folded, meant[-1], mention)):
            meant[-1] = united(meant[-1], mention)
        elif meant and is_rest(folded, meant[-1], mention):
            meant[-1] = summed(meant[-1], mention)
        else:
            meant.append(mention)
    return [
        _edged(folded, paid(folded, one, discounted=discounted))
        for one in _kept(folded, in_place_of(folded, furthered(folded, shared(folded, meant))))
    ]


_ON_TOP_OF = re.compile(
    r"(?:on top of|in addition to|zusatzlich zu|ademas de|alem de|علاوه علي)\s*(?:the |den |der |die |los |las |os |as |our |your |ال)?(?:usual |standard |normal\w* |ublichen )?$"
)
_BASE_AFTER = re.compile(r"^\s*(?:的?(?:质保|保修|期限|标准)?的?(?:基础|之)上|に加えて)")


def _is_base(folded: str, mention: Mention) -> bool:
    """ "On top of the twelve months", 在一年的基础上: what there is already."""
    if mention.quantity is None or mention.quantity.dimension != "time":
        return False
    return bool(_BASE_AFTER.search(folded[mention.end :]) or _ON_TOP_OF.search(folded[: mention.start]))


def _kept(folded: str, meant: Sequence[Mention]) -> Sequence[Mention]:
    """Leave out what is replaced or given up, where something else that is measured takes its place."""
    dropped = [
        one
        for one in meant
        if _is_replaced(folded, one) or _is_base(folded, one) or (one.readings and is_withdrawn(folded, one))
    ]
    kept = [_with_unit_of(folded, one, dropped) for one in meant if one not in dropped]
    return kept if any(one.readings for one in kept) else meant


def _with_unit_of(folded: str, mention: Mention, dropped: Sequence[Mention]) -> Mention:
    """ "Forget the 15 %, 7 will do": a bare number after what is given up has its unit."""
    earlier = [one for one in dropped if one.end <= mention.start and one.readings and one.number]
    if not earlier or not bare_number(mention) or not _STANDS_ALONE.match(folded, mention.end):
        return mention
    first = earlier[-1]
    size = first.readings[0].value / first.number
    return replace(mention, readings=(replace(first.readings[0], value=mention.number * size),))


def _is_replaced(folded: str, mention: Mention) -> bool:
    return bool(
        _INSTEAD.search(folded[max(0, mention.start - 60) : mention.start])
        or _INSTEAD_AFTER.search(folded[mention.end :])
    )


def _edged(folded: str, mention: Mention) -> Mention:
    before, after = folded[max(0, mention.start - 24) : mention.start], folded[mention.end :]
    edge = 0
    if _SPREAD.search(before):
        return mention
    if _OVER.search(before) or _OVER_AFTER.search(after):
        edge = 1
    elif _UNDER.search(before) or _UNDER_AFTER.search(after):
        edge = -1
    if not edge:
        return mention
    edge = -edge if mention.paid else edge
    return replace(mention, readings=tuple(replace(one, edge=edge) for one in mention.readings))
