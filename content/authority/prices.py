"""Source of truth for discounts said as two prices: from 1,000 down to 920, 920 instead of 1,000, 原价1000给我920."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from content.authority.quantities import Mention, bare_number
from content.authority.subjects import fold_pattern

_CODE = re.compile(r"[a-z]-$")
"""The figure of KTW-200 is none of money."""
_LITTLE = 20
"""A number without a currency below this is taken for no price."""
_FROM = (
    r"\b(?:from|off|von|vom|ab|aus|de|del|desde|do|dos|da|das)(?: (?:the|den|der|dem|los|las|el|la|os|as|ihren|your|sus|seus))?(?: (?:list(?:ed)?|original|quoted|current|asking|jetzig\w*|bisherig\w*|actual\w*|atua\w+))?(?: (?:price|preis|precio|preco))?(?: (?:of|von))?\s*$"
    r"|(?:从|由|自|原来|原先|本来)(?:的|是)?\s*$|(?:من|بدل(?:ا)?(?: من)?)\s*(?:ال)?$"
)
_TO = (
    r"^\W*(?:[a-z]+ ){0,4}?(?:to|auf|bis|zu|a|al|hasta|para|por|ate|em|en)(?: (?:an?|just|only|about|around|say|glatte?\w*|runde?\w*|unos|los|las|os|uns|apenas|solo|so|nur|etwa))*(?: (?:even|round|flat|clean))?\s*$"
    r"|^\W*(?:\w{0,3}?(?:到|至|成|为)(?:了)?)\s*$|^\W*(?:\w+ ){0,2}?(?:الي|ل|حتي)\s*$"
)
_MADE = r"\b(?:machen|mach|macht|make)\b.{0,30}\b(?:aus|of)(?: (?:den|dem|the))?\s*$|\baus (?:den|dem|ihren|deinen)\s*$"
_ARROW = r"^\s*(?:-+>|→|=+>|⇒|➔|➜)\s*$|^\W*(?:[a-z]+ )?(?:down|runter|herunter|hinunter|reduced|gesenkt|herab) (?:to|auf)(?: (?:an?|just|only))?(?: (?:even|round|flat))?\s*$|^\s*(?:元|块|块钱)?(?:直接)?(?:降|减|砍|抹|便宜|让|压|调|改|变)(?:价)?(?:到|成|为|至)\s*$"
_INSTEAD = (
    r"(?:instead of|rather than|in place of|,? ?(?:and )?not|an ?statt(?: der| von)?|statt|anstelle(?: von| der)?|,? ?(?:und )?nicht|en (?:vez|lugar) de(?:l)?|,? ?(?:y )?no|em (?:vez|lugar) d[eo]s?|ao inves d[eo]s?|,? ?(?:e )?nao"
    r"|而(?:不|非)是?|,?不是|代替|بدلا? من|عوضا عن|بدل|وليس|,? ?لا)"
)
_INSTEAD_BETWEEN = rf"^\W*(?:\w+ ){{0,3}}?{_INSTEAD}(?: (?:the|den|der|dem|die|los|las|os|as|el|your|ihren|asking|quoted|listed))*\s*(?:ال)?$"
_INSTEAD_BEFORE = r"(?:instead of|rather than|an ?statt|statt|anstelle(?: von| der)?|en (?:vez|lugar) de(?:l)?|em (?:vez|lugar) d[eo]s?|ao inves d[eo]s?|بدلا? من|عوضا عن|بدل)(?: (?:the|den|der|dem|die|los|las|os|as|el|your|ihren|asking|quoted|listed))*\s*$"
_FEW = r"^\W*(?:[^\W\d]+\W+){0,5}$"
_JA_BEFORE = r"^(?:円|元|ドル|ユーロ)?(?:の?ところ|の?(?:もの|品|定価|価格|見積(?:もり|り)?|請求))?(?:を|から|が|は|で(?:すが)?|なのを|だけど|ですけど)[、,]?(?:\w{0,6}?[、,])?(?:ぴったり|ちょうど|なんとか|せめて|端数を切って|キリよく)?$"
_JA_AFTER = r"^(?:ちょうど|ぴったり|くらい|ぐらい|ほど|きっかり)?(?:に(?!ち)|で(?!す)|へ|まで|なら|だったら|でしたら)"
_OLD = (
    r"(?:\blist(?:ed)?(?: price)?|\bprices?|\btotal|\bquot\w+|\binvoice|\bbill|\bcosts?|\basking|\bsum|\bamount|\boffer\w*|\bpresupuest\w*|\bproforma|listenpreis|\bpreis|\bsumme|\bgesamt\w*|\bangebot\w*|\bkoste\w*|\bverlang\w*|\brechnung\w*|\bbetrag"
    r"|\bprecio|\btotal|\bcuesta\w*|\bvale|\bpiden|\boferta|\bcotiz\w*|\bfactura|\bimporte|\bpreco|\bcusta\w*|\bpedem|\bproposta|\borcamento|\bfatura|\btabela|\btarifa|\bvalor|定価|価格|値段|見積(?:もり|り)?|合計|総額|請求(?:額)?"
    r"|(?:ال)?سعر\w*|(?:ال)?ثمن\w*|(?:ال)?مجموع|(?:ال)?اجمالي|(?:ال)?مبلغ|(?:ال)?فاتوره|(?:ال)?عرض\w*|تطلبون\w*|تريدون\w*|\b(?:you|they) (?:want|ask|asked|quoted|charge|said|offer\w*)|\bsie (?:wollen|fordern|nennen|rufen)|\bpid\w+|\bquieren|\bquerem|\bcobra\w*)(?:\W+(?!and\b|und\b)[^\W\d]+){0,3}?\W*$"
    r"|(?:原价|标价|总价|报价|单价|定价|现价|目录价|挂牌价|一共|总共|合计|原来|本来|要价|开价|价格|价钱|总额|金额|账单|货款|原)(?:单|表)?(?:上)?(?:写|标)?(?:的)?(?:是|要|为|共|报的?是?|:)?\s*$|(?:你们?|您|贵司|贵方)(?:要|报|开|卖|说)(?:价)?(?:的)?(?:了|是)?\s*$|(?:は|が|で|の)?\s*$(?<=(?:価は|格は|計は|額は|積は))"
)
_NEW = (
    r"(?:\b(?:pay|make it|make that|call it|call that|give|take(?: it)?|say|let'?s|do it|do that|sell|round\w*|let (?:me|us) have|settle|meet|let it be|even|accept|for)|zahl\w*|sag\w*(?: wir)?|mach\w*|glatt\w*|rund\w*|gerundet|nehm\w*|geb\w*|uberlass\w*|fur"
    r"|\b(?:pag\w+|dej\w+|deix\w+|hag\w+|fac\w+|faz\w*|redond\w+|arredond\w+|digamos|qued\w+|fiqu\w+|fica\w*|fech\w+|cerr\w+|pong\w+|d[ae]m\w*|por|so|solo)|切って|まけて|丸めて|にして"
    r"|\b(?:i|we) (?:offer|bid|(?:(?:can|could|would|will|might) )?(?:go|stretch|come)(?: up)? to)|\b(?:i|we)'ll|biet\w*|\bofre\w+|\bdoy\b|\bdou\b|نعرض|اعرض|ندفع|ادفع|ا?جعل\w*|لنقل|خل\w*|اعط\w*|نقرب|قرب\w*|دور\w*|ناخذ\w*|اخذ\w*)(?:\W+[^\W\d]+){0,5}?\W*$"
    r"|(?:给(?:我们?|个)?|算(?:我们?|个|你)?|收(?:我们?|个)?|就|按|做到?|改成|变成|抹成|凑(?:个|成)?|卖(?:我们?)?|拿|付|成|取整|(?:我们?|我方)(?:只|就|最多)?(?:出|给|付)|出)\s*(?:整|个)?\s*$"
)
_ODD = (
    r"(?:\bodd|krumme\w*|\bpico\b|\bquebrad\w+|零头|尾数|端数の?|كسور|الكسر)\W*(?:[^\W\d]+\W+){0,2}?(?:of|von|de)?\s*$"
)
_CUT = r"(?:\b(?:knock|take|strike|deduct|cut|shave|drop|forget|waive)|\b(?:zieh|streich|lass|nehm|nimm|erlass)\w*|\b(?:quit|descuent|descont|rebaj|resta|tir[ea]|abat|corta|perdon)\w*|(?:ا?خصم|ا?حسم|شيل|اسقط|ا?حذف|الغ|ا?نزل)\w*)\W(?:[^\W\d]+\W+){0,4}?(?:ال)?$"
_CUT_FROM = r"\b(?:lass|zieh|streich|nehm|nimm|knock|take|strike|leave|quit|tir|descont|descuent|corta)\w*\W(?:[^\W\d]+\W+){0,3}?(?:von|vom|off|from|of|de|del|d[oa]s?)(?: (?:the|den|der|dem|los|las|os|as|el))*\s*$"
_AWAY = r"^ ?(?:euros?|dollars?)?\W*(?:weg|ab|off|fort|nach|fuera|fora|$|[.,;!?])"
_OFF = r"^\W*(?:[^\W\d]+ ){0,3}?(?:off|from|out of|von|vom|de|del|do|dos|das?|a|al|aos?|من)(?: (?:(?:ال)?(?:مبلغ|سعر|مجموع|اجمالي|فاتوره)|the|den|der|dem|los|las|os|as|el|total|list price of))*\s*(?:ال)?$"
_ZH_CUT = r"^\W*(?:里|中|的)?(?:给)?(?:我们?)?(?:减|让|便宜|少(?:收|算|付)?|优惠|抹(?:掉)?|去掉?)(?:掉|个)?\s*$|^(?:円|元)?から\s*$"
_JA_CUT = (
    r"^(?:だけ)?(?:を|は)?(?:引|値引|まけ|お?安く|カット|切|落)|^[元块]?(?:钱)?(?:的零头|零头)?(?=\W|$|吧|行|可|就|得)"
)
_ODD_BETWEEN = r"^(?:円|元|块)?[の的]?(?:端数|零头|尾数)[の的]?(?:是|は)?\s*$"
_ZH_TAKEN = r"^[元块]?(?:钱)?(?:我们?|咱们?|你们?)?(?:就|可以|行不行|行|成不成|成交|能不能|能|卖|给|签|要|拿|买|怎么样|如何|好不好)"
_NO_PRICE = re.compile(
    fold_pattern(
        r"quantit|\bvolumes?\b|\bweight|\btorque|\bspeed|\brpm\b|(?<!per )(?<!each )(?<!a )\bunits?\b|\blots?\b|\bbatch|\bcapacity|\bheadcount|(?<!per )\bpieces\b|\bpcs\b|\bmenge|(?<!pro )(?<!je )(?<!das )\bstuck|\bgewicht|drehmoment|drehzahl|\bauflage"
        r"|\bcantidad|\bpeso\b|\bvelocidad|\bpiezas|(?<!por )(?<!la )(?<!cada )(?<!a )\bunidad|\bquantidade|\bpecas|数量|重量|扭矩|转速|件数|台数|個数|トルク|回転|كميه|وزن|عزم|سرعه"
    )
)
"""Beside one of these, numbers without a currency are taken for no price."""
_GOES_ON = re.compile(
    fold_pattern(
        r"\s*(?:$|[.,;:!?)\"'。،，、؟؛…-]|(?:and|und|y|e|or|please|bitte|por favor|each|apiece|per|pro|por|je|final|flat|even|then|if|we|i|is|ist|es|or|so|dann|wenn|glatt|instead|or|off|a|all|net|netto|in|it|to|down|auf|zu|bis|hasta|para|ate|which|that|you|we|ihr|sie|que|usted\w*|voces?|quoted|listed|asked|quebrad\w+|del|do|dos|of|from|von|vom|für|fur|statt|an ?statt|rather|in place|en|em|ao|not|nicht|no|nao)\b"
        r"|(?:for|pelo|pela|eu|a gente|yo|nosotros|nos|ich|wir|would|we'd|i'd|i'll|we'll|la|el|as|zahl\w*|nehm\w*|unterschr\w*|schlag\w*|kauf\w*|bestell\w*|bekomm\w*|steh\w*|runter|herunter|firm\w+|fech\w+|cerr\w+|compr\w+|levam\w*|lo|se|no se|by|on|were|was|could|please|today|heute|hoy|hoje|pro|die|das|der|einig|dran|drauf|weg|ab|ist|war|waren|sind|but|aber|pero|mas)\b"
        r"|[我咱元块整吧得行可就怎好么了的不成而代降减算给卖收付里买拿咋上让去掉抹以要にでまへとをがはのか円です]|من|وقع|ناخذ|نوقع|اوقع|ندفع|يكفي|نشتري|فقط|لا|بدل|عوض|التي|الذي|اللي|و|لل|لكل|او|ل|الي|حتي)"
    )
)


@dataclass(frozen=True, slots=True)
class Fall:
    """A price that is to become another one, with its place. `share`: how much less, in percent of the old price."""

    start: int
    end: int
    share: Decimal
    sure: bool = True
    """False where two amounts stand without a word for how one becomes the other."""


_STANDS_AT = r"^\W*(?:(?:euros?|dollars?|元|块|円) )?(?:is |are )?(?:steht|stehen|(?:is |are )?(?:on|in|at) (?:the |your )?(?:tag|list|label|quote|sheet|catalogue)|figura\w*|pone|marca|consta\w*|esta na|na (?:etiqueta|tabela)|en (?:la )?(?:etiqueta|tarifa|lista))(?: \w+){0,2}?,? *$"
_PAYS_AFTER = r"^(?: ?(?:euros?|dollars?|元|块|円))? ?(?:zahl|geb|biet|nehm|is what (?:we|i)|from us|from me|we|i\b|pag|ofre|damos|doy|dou|les damos|a gente)"
_PAYS = r"(?:\b(?:pay|offer|give|spend|go (?:up )?to)|\b(?:zahl|biet|geb)\w*|\b(?:pag|ofre|dar|damos|doy|dou)\w*)(?:\W+[^\W\d]+){0,3}?\W*$"
_FOR_WHAT_IS = r"^\W*(?:(?:euros?|dollars?|元|块|円) )?(?:for|fur|por|pelo|pela|para)\b(?: [^\W\d]+){0,4}? (?:list\w*|pric\w*|quot\w*|costs?|ask\w*|offer\w*|charg\w*|sell\w*|koste\w*|angeboten|steht|verlang\w*|anbiet\w*|cuest\w*|tarifa|lista|vale|cotiz\w*|ofrec\w*|piden|cust\w*|tabela|anunci\w*|vend\w*|pedem)(?: [^\W\d]+){0,3}? *$"
_AT_NOW = r"(?:[;,.:!?]|\b(?:und|and|y|e)\b)\W*(?:[^\W\d]+ ){0,2}?(?:at|for|with|fur|bei|zu|mit|por|con|en|a|em|com)(?: (?:just|only|about|rund|nur|solo|so|apenas|unos))? *$|[、,。]?(?:要是|如果|若|按)$"
_TAKEN = r"^(?: ?(?:euros?|dollars?|pounds?|usd|eur|元|块|円))?,? ?(?:(?:each|apiece|per (?:unit|piece|tool)|pro stuck|la unidad|a unidade|por unidad\w?)?,? ?)(?:we|i|you|it|ich|wir|eu|yo|nosotros|a gente|nos)? ?(?:'?(?:d|ll)|would|could|will|can)? ?(?:sign|order|buy|take|close|have a deal|be happy|unterschr|bestell|nehm|kauf|schlag|sind wir|firm|compr|cerr|tenemos|nos lo|lo tomam|fech|levam|topo|assin)"
Side = str | None
_WAYS: tuple[tuple[Side, Side, Side, str], ...] = (
    (None, _ODD_BETWEEN, None, "cut after"),
    (_OLD, _ODD, None, "cut after"),
    (None, _ZH_CUT, _JA_CUT, "cut after"),
    (_CUT, _OFF, None, "cut"),
    (_CUT_FROM, r"^\W*(?:die |the |los |os |as |o |el )?$", _AWAY, "cut after"),
    (_ODD, _OFF, None, "cut"),
    (_FROM, _TO, None, "falls"),
    (None, _ARROW, None, "falls"),
    (_MADE, _FEW, None, "falls"),
    (_INSTEAD_BEFORE, _FEW, None, "falls"),
    (None, _JA_BEFORE, _JA_AFTER, "falls"),
    (_OLD, _AT_NOW, _TAKEN, "falls"),
    (None, _STANDS_AT, _PAYS_AFTER, "falls"),
    (_PAYS, _FOR_WHAT_IS, None, "replaces"),
    (None, r"^(?:就|那就)?(?:算|按|收|当)(?:成|作|个|我们)?$", None, "falls"),
    (_OLD, _NEW, None, "falls"),
    (_OLD, r"^(?:的(?:东西|货|产品|机器|设备|价|报价))?[,、。]?\s*$", _ZH_TAKEN, "falls"),
    (None, _INSTEAD_BETWEEN, None, "replaces"),
    (None, r"^(?:円|元)?(?:で|に)\S{0,12}[、,]?\s*$", r"^(?:円|元)?(?:ではなく|じゃなく|の?代わり)", "replaces"),
    (None, r"^(?:円|元)?(?:ではなく|じゃなく(?:て)?|の?代わりに)[、,]?\s*$", _JA_AFTER, "falls"),
    (_NEW, _OLD, None, "replaces"),
)
"""Before the first figure, between the two, after the second; and what the second one is to the first."""


@cache
def _ways() -> tuple[tuple[re.Pattern[str] | None, re.Pattern[str] | None, re.Pattern[str] | None, str], ...]:
    def made(side: Side) -> re.Pattern[str] | None:
        return re.compile(fold_pattern(side)) if side else None

    return tuple((made(before), made(between), made(after), kind) for before, between, after, kind in _WAYS)


_SHARES: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
    "falls": lambda first, second: (first - second) / first,
    "replaces": lambda first, second: (second - first) / second,
    "cut": lambda first, second: first / second if first < second else Decimal(0),
    "cut after": lambda first, second: second / first if second < first else Decimal(0),
}


def falls(folded: str, mentions: Sequence[Mention], *, measured: bool) -> list[Fall]:
    """Find prices that are to become others; a third price goes on where the second one ended.

    `measured`: the words speak of a concession that numbers and amounts measure themselves, so that only amounts are prices.
    """
    only_amounts = measured or bool(_NO_PRICE.search(folded))
    priced = [one for one in mentions if _is_price(folded, one, only_amounts=only_amounts)]
    found: list[Fall] = []
    last: Mention | None = None
    for index in range(1, len(priced)):
        first, second = priced[index - 1], priced[index]
        if last is first or not _same_currency(first, second):
            continue
        share = _share(folded, first, second)
        if share is None or not 0 < share < 1:
            continue
        third = priced[index + 1] if index + 1 < len(priced) else None
        if third and third.number < second.number < first.number and _share(folded, second, third):
            share, second = (first.number - third.number) / first.number, third
        found.append(Fall(first.start, second.end, share * 100))
        last = second
    return found or ([] if measured else _unsaid(priced))


def _unsaid(priced: Sequence[Mention]) -> list[Fall]:
    """Two amounts and nothing that joins them may be the old price and the new one: held against the bounds, never granted by it."""
    amounts = [one for one in priced if one.readings]
    if len(amounts) != 2 or not _same_currency(amounts[0], amounts[1]) or not amounts[1].number < amounts[0].number:
        return []
    first, second = amounts
    return [Fall(first.start, second.end, (first.number - second.number) / first.number * 100, sure=False)]


def _share(folded: str, first: Mention, second: Mention) -> Decimal | None:
    before, between, after = (
        folded[max(0, first.start - 60) : first.start],
        folded[first.end : second.start],
        folded[second.end : second.end + 40],
    )
    if len(between) > 60:
        return None
    for left, middle, right, kind in _ways():
        share = _SHARES[kind](first.number, second.number)
        if not 0 < share < 1:
            continue
        if (
            (left is None or left.search(before))
            and (middle is None or middle.search(between))
            and (right is None or right.search(after))
        ):
            return share
    return None


def _is_price(folded: str, mention: Mention, *, only_amounts: bool) -> bool:
    quantity = mention.quantity
    if quantity is not None:
        return quantity.dimension == "money" and mention.number > 0
    if only_amounts or not bare_number(mention) or mention.number < _LITTLE or _CODE.search(folded, 0, mention.start):
        return False
    return bool(_GOES_ON.match(folded, mention.end))


def _same_currency(first: Mention, second: Mention) -> bool:
    currencies = {one.readings[0].currency for one in (first, second) if one.readings}
    return len(currencies) < 2
