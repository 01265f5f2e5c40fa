"""Source of truth for percentages that only tell how things stand: our sales rose by 25 %, import duty here is 14 %.

Only what is certain is left out: the figure's own clause names what grew or is so, speaks to nobody and wishes nothing,
and every other clause tells what is wished and how much of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from content.authority.denials import beside, clause_of, is_unwished
from content.authority.quantities import Mention
from content.authority.subjects import fold_pattern

_OWN = (
    r"(?:our|my|this year'?s|last year'?s|the company'?s|the market'?s) (?:\w+ ){0,3}?(?:volumes?|sales|turnover|revenues?|business|output|orders|order book|production|demand|consumption|exports?|workforce|headcount|growth|market share|share|capacity|line|plant)\b"
    r"|(?:unsere?[mnrs]?|meine?[mnrs]?|der|die) (?:\w+ ){0,2}?\w*(?:umsatz|umsatze|absatz|volumen|menge|mengen|produktion|nachfrage|auftragseingang|bestellungen|geschaft|export|exporte|marktanteil|belegschaft|wachstum|auslastung)\b"
    r"|(?:nuestr[oa]s?|mis?|el|la|las|los) (?:\w+ ){0,2}?(?:facturacion|ventas|volumen|volumenes|produccion|demanda|pedidos|negocio|consumo|exportaciones|cuota de mercado|plantilla|crecimiento)\b"
    r"|(?:noss[oa]s?|minhas?|meus?|[oa]s?) (?:\w+ ){0,2}?(?:faturamento|faturacao|vendas|volume|volumes|producao|demanda|procura|pedidos|negocio|consumo|exportacoes|participacao de mercado|crescimento)\b"
    r"|(?:我们|我司|我方|公司|咱们|本公司|去年|今年).{0,10}?(?:销量|销售额|销售|营业额|营收|产量|采购量|用量|业绩|订单|订单量|需求|出口|市场份额|规模)"
    r"|(?:弊社|当社|我が社|わが社|うち|昨年|今年|去年|前年|当工場).{0,10}?(?:売上|売上高|販売量?|生産量?|受注|需要|出荷量?|購入量|使用量|輸出|業績|シェア|注文数?)"
    r"|(?:مبيعات|ايرادات|انتاج|طلبيات|مشتريات|صادرات|اعمال|حجم (?:مبيعات|اعمال|مشتريات|طلبيات))نا"
)
_MOVED = (
    r"\b(?:rose|risen|grew|grown|went up|gone up|increased|up|climbed|jumped|expanded|fell|dropped|went down|declined|shrank|doubled|is growing|are growing|have been growing|has been growing|growing)\b"
    r"|(?:gestiegen|gewachsen|zugelegt|stieg|stiegen|wuchs|wuchsen|zugenommen|erhoht|gesunken|gefallen|zuruckgegangen|eingebrochen|gesteigert|wachst|steigt)\b"
    r"|\b(?:crecio|crecieron|crecid\w+|subio|subieron|subido|aument(?:o|aron|ado)|increment(?:o|aron|ado)|cay(?:o|eron)|caido|baj(?:o|aron|ado)|crece|crecen)\b"
    r"|\b(?:cresceu|cresceram|crescido|subiu|subiram|aument(?:ou|aram)|caiu|cairam|diminuiu|cresce|crescem)\b"
    r"|涨了|增长|上升|上涨|增加|提高了|提升了|下降了?|下滑|跌了|减少了|翻了|涨(?=[\d一二三四五六七八九十])|伸び|増え|増加|成長|減少|減りました|落ち込|上がり"
    r"|(?:ارتفع|زاد|نم|ازداد|تضاعف|انخفض|تراجع|هبط|كبر)\w*"
)
_STATED = (
    r"\b(?:scrap|reject(?:ion)?|defect|failure|error|rework|inflation|interest|unemployment|vat|tax|duty|import|customs|tariff|growth|utili[sz]ation|availability|staff turnover|fault) ?(?:rates?|duty|duties|tax|tariffs?|quota)?\b"
    r"|\b\w*(?:ausschuss|ausschussquote|fehlerquote|ausfallquote|reklamationsquote|nacharbeitsquote|inflation\w*|zinssatz|leitzins|mehrwertsteuer|mwst|umsatzsteuer|zoll|zollsatz|einfuhrzoll|importzoll|auslastung|verfugbarkeit|quote|anteil|krankenstand)\b"
    r"|\b(?:tasa de (?:rechazo|rechazos|defectos|fallos|error|errores|inflacion|interes|paro)|merma|iva|arancel\w*|impuesto\w*|inflacion|ocupacion|porcentaje de (?:rechazo|defectos|fallos))\b"
    r"|\b(?:taxa de (?:refugo|rejeicao|defeitos?|falhas?|erros?|inflacao|juros|desemprego)|refugo|iva|icms|imposto\w*|tarifa de importacao|direitos aduaneiros|inflacao|indice de (?:refugo|rejeicao|defeitos))\b"
    r"|(?:废品率|报废率|次品率|不良率|返工率|故障率|误差率|通胀率?|通货膨胀率?|利率|增值税率?|关税|进口税|税率|开工率|利用率|稼动率|占比|市场份额)"
    r"|(?:不良率|不良品率|廃棄率|歩留まり|故障率|エラー率|インフレ率|金利|消費税率?|関税|輸入税|税率|稼働率|シェア|離職率)"
    r"|(?:نسبه|معدل) (?:ال)?(?:هالك|تالف|عيوب|عيب|رفض|خطا|اخطاء|اعطال|تضخم|فايده|مرفوضات|تشغيل|بطاله)|(?:ال)?(?:جمارك|ضريبه|تضخم|رسوم (?:ال)?(?:جمركيه|استيراد))"
)
MEASURED = (
    # en
    r"(?:relative |air |ambient )?(?:humidity|moisture)\b|r\.? ?h\b|(?:rated |full |partial )?load\b|duty(?: cycle)?\b"
    r"|(?:of )?(?:the )?(?:rated |nominal |maximum |max\.? )?(?:torque|speed|voltage|battery capacity|full scale)\b|state of charge\b|efficiency\b"
    r"|(?:final |visual |incoming |functional |quality )?(?:inspection|inspected|testing|tested|quality control)\b|purity\b"
    r"|accuracy\b|(?:recycled|copper|nickel|chromium|carbon) (?:content|material|steel|plastic)\b",
    # zh
    r"(?:相对|空气|环境)?湿度|(?:额定|满)?负[载荷]|负载率|负荷率|(?:额定|最大)?(?:扭矩|转速|电压)|电量|效率|暂载率|(?:出厂|最终|逐台)?(?:检验|检测|全检|检查|测试)|精度|纯度|含量",
    # es
    r"(?:de (?:la )?)?(?:humedad|carga nominal|eficiencia|rendimiento|precision|pureza)\b(?: relativa)?|(?:de |del )?(?:par (?:nominal|maximo)|voltaje|tension nominal)\b"
    r"|(?:de )?(?:inspeccion(?:ad[oa]s?)?|verificad[oa]s?|ensayad[oa]s?|control de calidad|ciclo de trabajo)\b",
    # pt
    r"(?:de |da )?(?:umidade|humidade|carga nominal|eficiencia|rendimento|precisao|pureza)\b(?: relativa)?|(?:do |de )?(?:torque (?:nominal|maximo)|tensao nominal)\b"
    r"|(?:de )?(?:inspecao|inspecionad[oa]s?|testad[oa]s?|controle de qualidade|ciclo de trabalho)\b",
    # de
    r"(?:relativer? |rel\. )?(?:luft)?feucht(?:e|igkeit)\b|r\.? ?f\b|(?:nenn|voll|teil)?(?:last|drehmoment|drehzahl|spannung)\b|auslastung\b|einschaltdauer\b|ed\b|wirkungsgrad\b"
    r"|(?:end|stuck|sicht|qualitats|ausgangs|funktions)?(?:prufung|kontrolle|gepruft)\b|ladezustand\b|genauigkeit\b|reinheit\b|(?:kupfer|rezyklat)anteil\b",
    # ja
    r"の?(?:相対)?湿度|の?(?:定格)?負荷率?|の?(?:定格|最大)?(?:トルク|回転数|電圧)|の?(?:全数|出荷|受入|最終)?検査|の?(?:効率|精度|純度|充電|デューティ|使用率)",
    # ar
    r"(?:من )?(?:ال)?رطوبه(?: (?:ال)?نسبيه)?|(?:من )?(?:ال)?(?:حمل|حموله) (?:ال)?(?:اسمي|كامل)\w*|(?:من )?(?:ال)?عزم (?:ال)?(?:اسمي|اقصي)|(?:من )?(?:ال)?(?:كفاءه|دقه|نقاء)(?!\w)"
    r"|(?:من )?(?:ال)?(?:فحص|تفتيش|اختبار)(?!\w)(?: (?:ال)?(?:نهائي|شامل|كامل))?",
)
"""What a share can be of, that is neither price nor payment; in each language."""
_IS = (
    r"\b(?:is|are|was|were|at|of|stands at|runs at|comes to|amounts to|currently|liegt|lag|liegen|betragt|betrug|ist|sind|bei|es|son|esta|estan|es del|ronda|era|alcanza|e|sao|esta em|fica em|chega a|era de)\b"
    r"|是|为|有|达|在|大概|约|は|が|で|です|هو|هي|تبلغ|يبلغ|بلغت|بلغ|حوالي|عندنا|لدينا|هنا"
)
_WISHES = (
    r"\byou\b|\byour|\bplease\b|\bwant|\bneed|\bwould\b|\bcould\b|\bcan\b|\bshould\b|\bmust\b|\bgive|\bgrant|\blet\b|\ballow|\bexpect|\bask|\boffer|\bpay|\bdeserv|\bearn|\bworth|\bwish|\blike\b|\bus\b|\bprices?\b|\bcosts?\b|\bcheap|\bsame\b|\bthat much\b|\bfor it\b|\bsave|\bcut\b|\bcover|\bbear\b|\babsorb|\binclud|\bextra\b|\bus\b"
    r"|\bsie\b|\bihr|\beuch|\bbitte|\bwoll|\bmocht|\bhatten gern|\bbrauch|\bsoll|\bmuss|\bkonn|\bgeb|\bgewahr|\berwart|\bforder|\bverlang|\bzahl|\bverdien|\bpreis|\bkosten|\bgleiche|\bdafur\b|\bentgegen|\bubern|\btrag|\binklusive|\benthalt"
    r"|\bustedes|\bvosotros|\bsu\b|\bsus\b|\bpor favor|\bquer|\bquier|\bnecesit|\bdeb|\bped|\bpid|\bdeme|\bden\b|\bdan\b|\bhag|\bofre|\besper|\bprecio|\bcoste|\bmism|\bmerec|\bpag|\basum|\bcubr|\bincluy|\bincluid"
    r"|\bvoces?\b|\bsua|\bseu|\bprecis|\bdev|\bdeem|\bdao\b|\bfac[ao]m?\b|\bmesm|\bpreco|\bcusto|\bpeco"
    r"|你|您|贵|请|要|想|希望|给|能不能|可否|可以|得|让|应该|同样|价|成本|便宜|付|承担|负担|包含|含税|ください|下さい|お願い|ほしい|欲しい|たい|もらえ|いただ|べき|同じ|価|値|払|御社|貴社|負担|持ち|そちら"
    r"|كم\b|نريد|اريد|نطلب|نحتاج|نتوقع|اعط|امنح|رجا|ارجو|يجب|ينبغي|نستحق|نفس|سعر|اسعار|ثمن|تكلف|ندفع|لكم|عليكم|منكم|لو سمح|تتحمل|شامل|يشمل|حسابكم"
)
_LIKE_IT = re.compile(
    fold_pattern(
        r"\b(?:that|this|it|the same|as much|so much|likewise|accordingly|equally|match)\b|\b(?:das|dasselbe|gleiche\w*|ebenso|entsprechend\w*|genauso|soviel|so viel)\b"
        r"|\b(?:lo mismo|eso|ese|esa|igual\w*|otro tanto|tanto|o mesmo|isso|esse|essa)\b|同样|一样|这个|那个|照|相同|等同|同じ|それ|その|同様|同率|نفس|ذلك|هذا|مثل|كذلك"
    )
)
"""A clause with one of these may speak of the figure after all."""


_EXACT = r"(?:accura\w+|precision|tolerance|deviation|repeatab\w+|genauigkeit|toleranz|abweichung|messunsicherheit|exactitud|tolerancia|desviacion|precisao|exatidao|desvio)\b|精度|误差|偏差|精确度|公差|(?:ال)?(?:دقه|تفاوت|نسبه الخطا)(?!\w)"
"""How exactly something is made or measured."""


@cache
def _exact() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words, link = (
        fold_pattern(_EXACT),
        r"(?:[ :=(±+~-]|/|of|is|to|von|bei|auf|de(?:l)?|da|do|au?|es|e|为|是|达到?|在|の|は|が|を|هي|تبلغ|ب|الي)*",
    )
    return re.compile(rf"{link}(?:{words})"), re.compile(rf"(?:{words}){link}$")


_PRICE = re.compile(
    fold_pattern(r"pric|preis|preci[oa]|preco|\blist|rabatt|discount|descuent|descont|价|折|価格|値|سعر|اسعار|خصم")
)


def is_exactness(folded: str, mention: Mention) -> bool:
    """Say whether a percentage tells how exact something is: "certify 1 % accuracy"."""
    after, before = _exact()
    if _PRICE.search(folded):
        return False
    return bool(after.match(folded, mention.end) or before.search(folded[max(0, mention.start - 40) : mention.start]))


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    stated = "|".join((_STATED, *MEASURED))
    return tuple(re.compile(fold_pattern(one)) for one in (_OWN, _MOVED, stated, _IS, _WISHES))


_FIGURE = " % "


def told(folded: str, mentions: Sequence[Mention], spoken: Sequence[tuple[int, int]]) -> list[Mention]:
    """Return the percentages of a folded text that only tell how things stand; `spoken`: where concessions are named.

    None where any other clause has neither a concession nor a quantity: it may speak of just these ("give us the same").
    """
    found: list[Mention] = []
    places: list[tuple[int, int]] = []
    for mention in mentions:
        quantity = mention.quantity
        if quantity is None or quantity.dimension != "percent" or mention.paid:
            continue
        left, right = clause_of(folded, mention.start, mention.end)
        if not any(left < end and start < right for start, end in spoken) and _tells(
            _FIGURE.join(beside(folded, mention.start, mention.end))
        ):
            found.append(mention)
            places.append((left, right))
    return found if found and _rest_is_told(folded, places, mentions=mentions, spoken=spoken) else []


def _tells(clause: str) -> bool:
    own, moved, stated, states, wishes = _patterns()
    if wishes.search(clause):
        return False
    return bool((own.search(clause) and moved.search(clause)) or (stated.search(clause) and states.search(clause)))


def _rest_is_told(
    folded: str, places: Sequence[tuple[int, int]], *, mentions: Sequence[Mention], spoken: Sequence[tuple[int, int]]
) -> bool:
    at = 0
    while at < len(folded):
        left, right = clause_of(folded, at, at)
        right = max(right, at + 1)
        inside = any(left < end and start < right for start, end in places)
        if not inside and any(letter.isalpha() for letter in folded[left:right]):
            named = [(start, end) for start, end in spoken if left < end and start < right]
            told = any(one.readings and left <= one.start < right for one in mentions) or all(
                is_unwished(folded, start, end, mentions=mentions) for start, end in named
            )
            if not (named and told) or _LIKE_IT.search(folded, left, right):
                return False
        at = right + 1
    return True
