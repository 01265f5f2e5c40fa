"""Source of truth for percentages that concede nothing: a humidity, an inspection of every piece, money asked for in advance.

Only what is certain is set aside: the figure stands directly beside a word for what it measures, and nothing in its
sentence speaks of a price or of a concession that is measured in percent. All else is read as a concession.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from content.authority.figures import MEASURED
from content.authority.joined import joins_range
from content.authority.quantities import Mention, quantities
from content.authority.spotting import subjects_in
from content.authority.subjects import SUBJECTS, fold, fold_pattern
from content.authority.units import PERCENT

_ADVANCE = (
    r"(?:as )?(?:an? )?(?:advance payment|down ?payment|pre-?payment|deposit)\b|(?:paid |payable |due )?(?:in advance|upfront|up front|before (?:shipment|delivery|dispatch)|prior to (?:shipment|delivery|dispatch))\b",
    r"(?:的)?(?:预付款?|定金|订金|首付款?)|(?:款项?)?(?:发货|出货|交货)前(?:支付|付清|付款)?",
    r"(?:de |como )?(?:anticipo|deposito|pago anticipado)\b|(?:por adelantado|por anticipado)\b|antes (?:del envio|de la entrega|del despacho)\b",
    r"(?:de |como )?(?:adiantamento|sinal|entrada|pagamento antecipado)\b|antecipados?\b|antes (?:do envio|da entrega|do embarque|do despacho)\b",
    r"(?:als )?(?:anzahlung|vorauszahlung|vorkasse|vorauskasse)\b|(?:im voraus|vor (?:versand|lieferung|auslieferung))\b",
    r"(?:を|の|は)?(?:前払い|前金|頭金|手付金|着手金)|(?:を|は)?(?:出荷|納品|納入)前(?:に(?:お?支払い?)?|払い)?",
    r"(?:ك)?(?:دفعه مقدمه|دفعه مسبقه|دفعه اولي|عربون)(?!\w)|مقدما(?!\w)|قبل (?:ال)?(?:شحن|تسليم)(?!\w)",
)
"""What is asked of the buyer before the goods leave."""
_ALL = 100
_GAP = (
    r"(?:[ :=(≤<>~-]|of|is|at|up to|max(?:imum)?\.?|at most|below|under|not exceeding|no more than|bis(?: zu)?|von|unter|hochstens|maximal"
    r"|de(?:l)?|da|do|al|a|ate|hasta|maxima?|inferior a|不超过|不高于|低于|最高|最大|达|为|约|的|の|は|が|を|で|最大|以下|حتي|لا تتجاوز|لا تزيد عن|بنسبه|تصل الي|نسبه|اقصاها?|ب)*"
)
"""What may stand between the word and the figure that follows it."""
# The next two are about a whole sentence: where one of these words stands in it, nothing is set aside.
_PRICE = re.compile(
    fold_pattern(
        r"pric|\bcosts?\b|cheaper|\blist\b|\binvoice|\bbill|\bpay (?:only|just)|\bvalue\b|\btotal\b|\bamount|价|费|货款|总额|金额|账单|发票"
        r"|preis|kosten|rechnung|\bwert\b|summe|betrag|gunstig|\bprecio|\bcoste|\bimporte|\bfactura|\bvalor\b|\bpreco|\bcusto|\bfatura"
        r"|価格|値段|代金|費用|料金|請求|金額|合計|سعر|اسعار|ثمن|تكلفه|تكاليف|فاتوره|مبلغ|قيمه|اجمالي"
    )
)
_INCLUDED = re.compile(
    fold_pattern(
        r"included in (?:the |our |all )?prices?|prices? includes?|im preis (?:enthalten|inbegriffen)|preis(?:e)? (?:enthalt(?:en)?|beinhalte[nt])|incluid[oa]s? en el precio|precio incluye"
        r"|incluid[oa]s? no preco|preco inclui|价格(?:已|中)?(?:包括|包含|含)|(?:包括|包含|含)在价格(?:内|中)|価格に(?:は)?含|価格には|السعر يشمل|مشمول\w* (?:في |ب)السعر"
    )
)
"""Goods and services that the price holds already take nothing off it."""
_SOFTENS = re.compile(
    fold_pattern(
        r"\bonly\b|\bjust\b|\breduc|\binstead\b|\brather\b|\bless\b|\bno\b|\bnot\b|\bwithout\b|\bwaiv|\bnur\b|\blediglich\b|\bstatt\b|\banstatt\b|\bkein|\bohne\b|\breduzier|\bverringer"
        r"|\bsolo\b|\bsolamente\b|\ben (?:vez|lugar)\b|\bsin\b|\bmenos\b|\bapenas\b|\bsomente\b|\bem (?:vez|lugar)\b|\bsem\b|只|仅|免|减|降|代替|而不|のみ|だけ|不要|減|代わり|فقط|بدل|بدون|دون|تخفيض|تقليل"
        r"|\bgrant|\bgive|\b(?:we|can|could) (?:\w+ )?offer|\ballow|\bgewahr|\bgeben\b|\braumen\b|\bbieten wir\b|\bwir bieten\b|\bconced|\botorg|\bofrec|\bdamos\b|\boferec|给|让|送|提供|差し上げ|差上げ|نمنح|نقدم|نعطي"
    )
)
_SENTENCES = re.compile(r"[;!?\n。；！？؛]|(?<!max)\.(?!\d)")
_PERCENT = re.compile(rf"(?:{fold_pattern(PERCENT)})|百分之")


@cache
def _patterns(words: Sequence[str]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return how a figure is followed by one of these words, and how it follows one."""
    any_of = fold_pattern("|".join(f"(?:{each})" for each in words))
    after = rf"(?:ige[mnrs]?)?[ (-]*(?:{any_of})"
    return re.compile(after), re.compile(rf"(?<![a-z])(?:{any_of}){fold_pattern(_GAP)}$")


def without_measures(text: str, locale: str, *, prepaid: bool = False) -> str:
    """Return a seller's words, folded, without the percentages that concede nothing.

    `prepaid`: everything is to be paid in advance, so that a part of it is a concession.
    """
    folded = fold(text)
    cuts: list[tuple[int, int]] = []
    mentions = quantities(folded, locale)
    for index, mention in enumerate(mentions):
        if not _is_percentage(folded, mention):
            continue
        first = mentions[index - 1] if index else mention
        start = first.start if joins_range(folded, first, mention) else mention.start  # "20 % to 80 % humidity"
        whole = mention.number == _ALL  # "100 % in advance" repeats what the quote asks for
        cut = _cut(folded, start, mention.end, prepaid=prepaid and not whole)
        if cut is not None:
            cuts.append(cut)
    for start, end in reversed(cuts):
        folded = f"{folded[:start]} . {folded[end:]}"
    return folded


def _is_percentage(folded: str, mention: Mention) -> bool:
    """Say whether it is written as a percentage; 八折 and 三割 can only be said of prices."""
    quantity = mention.quantity
    return (
        quantity is not None
        and quantity.dimension == "percent"
        and mention.word != "part"
        and bool(_PERCENT.search(folded[mention.start : mention.end]))
    )


def _cut(folded: str, start: int, end: int, *, prepaid: bool) -> tuple[int, int] | None:
    """Return where a percentage stands with the word for what it measures; None where it may be a concession."""
    left = max((one.end() for one in _SENTENCES.finditer(folded) if one.end() <= start), default=0)
    right = min((one.start() for one in _SENTENCES.finditer(folded) if one.start() >= end), default=len(folded))
    for words in (MEASURED,) if prepaid else (MEASURED, _ADVANCE):
        after, before = _patterns(words)
        found = after.match(folded, end, right)
        if found:
            place = (start, found.end())
        elif found := before.search(folded[left:start]):
            place = (left + found.start(), end)
        else:
            continue
        rest = f"{folded[left : place[0]]} . {folded[place[1] : right]}"
        if _concedes(rest) or (words is _ADVANCE and _SOFTENS.search(folded[left:right])):
            continue
        return place
    return None


def _concedes(rest: str) -> bool:
    """Say whether the rest of a sentence speaks of a price, or of a concession that a percentage could measure."""
    if _PRICE.search(_INCLUDED.sub("", rest)):
        return True
    return any("percent" in SUBJECTS[one.name].dimensions and one.name != "down_payment" for one in subjects_in(rest))
