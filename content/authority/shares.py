"""Source of truth for percentages of a price: 85 % of the list price is paid, a tenth of the price is taken off; 30 % on order is neither."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from content.authority.denials import beside
from content.authority.quantities import Mention
from content.authority.subjects import fold_pattern

_KINDS = r"(?:list(?:ed)?|original|normal|full|catalogu?e?|regular|standard|quoted|published|usual|official|current)"
_OF_PRICE = (
    rf"^\s*(?:of (?:the |your |our )?(?:{_KINDS}\b|prices?\b|tariff|rrp\b|msrp\b)"
    r"|(?:des|eures|ihres|vom|von (?:ihrem|der|dem|eurem)|auf den) (?:\w+ )?(?:listen|original|normal|katalog|brutto|ursprungs|regel)?(?:preis|preise?s|preisliste|liste|tarif)\w*\b(?! (?:rabatt|nachlass))"
    r"|de(?:l)? (?:su |tu |la |vuestro |precio de )?(?:precio|valor|tarifa|lista|catalogo|pvp|importe)|d[oae] (?:seu |sua |vosso |preco de )?(?:preco|tabela|valor|lista|catalogo)|(?:من )?(?:ال)?(?:سعر|ثمن|قايم|قيم|تعرف)\w*"
    r"|的(?:价(?:格|钱)?|定价|原价|标价|目录价|列表价)(?!\w{0,2}(?:优惠|折|减|让))|の(?:価格|値段|定価)(?:で|に|なら))"
)
_PRICE_BEFORE = r"(?:定价|原价|标价|目录价|表价|列表价|市价|挂牌价|定価|リスト価格|標準価格|カタログ価格|希望小売価格|表示価格)(?:の|的|格)*\s*$"
_AT = (
    r"(?:\b(?:at|for|to|with|bei|zu|fur|auf|mit|al|por|a|para|com|con)|ب|مقابل|以|按|用)\s*(?:(?:about|only|just|el|un|os|um|nur|etwa|rund|solo|ن|نسبه|ال)\s*)*$"
    r"|(?:\b(?:pay\w*|zahl\w*|bezahl\w*|pag\w+|ندفع|ادفع|سندفع)|付|出|支付|给)\s*(?:[a-z]+ ){0,3}?(?:ال|ن)?$"
)
_OFF = (
    r"\b(?:knock|take|slash|shave|cut|deduct|drop|reduc\w+|lower|by|off|subtract|strike|remove)\b|\b(?:quit|descuent|descont|rebaj|baj|rest|reduc|reduz|tir|abat|cort|menos|diminu)\w*|\b(?:zieh|streich|lass|nachlass|abzieh|kurz|senk|reduzier|erlass|um|runter|weniger)\w*"
    r"|(?:ا?خصم|ا?حسم|خفض|تخفيض|انزل|نزل|انقص|قلل|شيل)\w*|减|让|降|扣|抹|便宜|引|値下|安く|カット"
)
_PAYMENT_STAGE = (
    r"\badvance\b|\bdeposit\b|\bup ?front\b|\bdown ?payment\b|\b(?:on|with|at|upon|before|after|against|by) (?:the )?(?:order\w*|delivery|shipment|shipping|signing|signature|receipt|arrival|dispatch|invoice|completion|acceptance)|\b(?:now|balance|remaining|remainder|rest)\b"
    r"|anzahlung|vorkasse|voraus|\b(?:bei|mit|nach|vor|zur) (?:der )?(?:bestell|auftrag|liefer|versand|rechnung|abnahme|unterschrift)\w*|\bsofort\b|\brestbetrag"
    r"|anticip|adelant|\b(?:a la|al|con el|con la|antes de|contra) (?:firma|entrega|orden|pedido|envio|recepcion|la entrega|recibir)|\bsaldo\b|\bresto\b|adiant|\bsinal\b|\bentrada\b|\b(?:na|no|com o|contra|antes d[ao]) (?:entrega|encomenda|pedido|embarque|envio|assinatura)"
    r"|预付|定金|订金|首付|尾款|余款|发货|交货|下单|签约|头款|验收|前払|前金|頭金|着手|残金?|納品|発注|契約時|出荷|検収|مقدم|عربون|عند |الباقي|المتبقي|قبل |بعد "
)
_SAID_SO = r"%|percent|per cent|pct|prozent|v\. ?h\.|por ?ciento|por ?cento|パーセント|割|折|成|掛|点|分引|百分之|بالمئه|بالمائه|في المئه|في المائه|بالميه"


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(
        re.compile(fold_pattern(one)) for one in (_OF_PRICE, _PRICE_BEFORE, _AT, _OFF, _PAYMENT_STAGE, _SAID_SO)
    )


def paid(folded: str, mention: Mention, *, discounted: bool) -> Mention:
    """Return what a share of the price means: "at 85 % of the list price" is a discount of 15 %, "take a tenth off it" one of 10 %.

    `discounted`: a discount is spoken of, so that without "at" or "pay" the share is what is taken off.
    """
    quantity = mention.quantity
    if quantity is None or quantity.dimension != "percent" or not 0 < quantity.value <= 100 or mention.paid:
        return mention
    of_price, price_before, at, off, *_ = _patterns()
    before, after = beside(folded, mention.start, mention.end)
    if not (of_price.search(after) or price_before.search(before)):
        return mention
    if not at.search(before) and (discounted or off.search(before)):
        return mention
    return replace(mention, readings=(replace(quantity, value=100 - quantity.value),), paid=True)


def is_part_of_payment(folded: str, mention: Mention) -> bool:
    """Say whether a percentage tells how much is paid when ("30 % on order"), so that it is taken off no price."""
    if mention.paid:
        return False
    *_, stage, _ = _patterns()
    before, after = beside(folded, mention.start, mention.end)
    return bool(stage.search(before) or stage.search(after))


def is_percentage(folded: str, mention: Mention) -> bool:
    """Say whether a share is put as a percentage or as what is paid of the price, and not as "half" or "a third"."""
    quantity = mention.quantity
    if quantity is None or quantity.dimension != "percent":
        return False
    return mention.paid or bool(_patterns()[-1].search(folded, mention.start, mention.end))
