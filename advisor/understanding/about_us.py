"""The source of truth for what is asked of us against others: why anybody should buy here, and who else did and what they paid."""

from __future__ import annotations

import re

from advisor.model import Act, ActKind
from advisor.understanding.scene import Scene, Span
from advisor.understanding.text import folded_pattern

Placed = tuple[int, Act]


def _pattern(*ways: str) -> re.Pattern[str]:
    return re.compile("|".join(folded_pattern(way) for way in ways))


_WHY_US = _pattern(
    r"\bwhy (?:should|would|do|must) (?:i|we|anyone|anybody|a company) [^.?!]{0,24}\b(?:you|yours|your (?:company|firm|brand))\b(?! [a-z])",
    r"\bwhy (?:should|would|do|must) (?:i|we|anyone) (?:buy|choose|pick|go|order|trust)[^.?!]{0,12}\b(?:you|yours)\b",
    r"\bwhy (?:you|buy from you|choose you|buy yours|go with you)\b(?! (?:not|don|can|do|are|have|ask|need))",
    r"\bwhat (?:sets|makes) you(?:r \w+)? (?:apart|better|different|special)|\bwhat(?:'?s| is) (?:so )?(?:special|different|better) about you(?:r (?:company|brand|tools))?\b|\bwhat do you (?:do|have) (?:better|that (?:the )?others)",
    r"\b(?:warum|wieso|weshalb|aus welchem grund)\b[^.?!]{0,30}\b(?:bei|von|für|zu) (?:ihnen|euch|sie)\b[^.?!]{0,16}\b(?:kauf|bestell|entscheid|geh|nehm|bezieh|beschaff|wähl)",
    r"\b(?:warum|wieso|weshalb) (?:bei (?:ihnen|euch) (?:kaufen|bestellen)|(?:gerade|ausgerechnet) (?:sie|ihr|bei (?:ihnen|euch))|ihr)\b(?= |\W*$)(?! (?:habt|seid|macht|nicht|könnt|empfehlt|wollt))",
    r"\bwas (?:unterscheidet (?:sie|euch)|macht (?:sie|euch|ihre firma) (?:besser|anders|besonders)|spricht für (?:sie|euch)|könnt ihr besser|können sie besser)\b|\bwas (?:habt ihr|haben sie)[^.?!]{0,8},? was (?:andere|die (?:anderen|konkurrenz|mitbewerber))\b",
    r"por qu[eé] (?:(?:deber[ií]a|tendr[ií]a|habr[ií]a|debo|tengo|deber[ií]amos|voy|vamos)\w* [^.?!]{0,12})?(?:(?:comprar|elegir|escoger)(?:les|los|las|le|os)|(?:comprar|elegir|escoger|confiar)\w* (?:con |a |en )?(?:ustedes|uds|vosotros))\b",
    r"por qu[eé] (?:ustedes|vosotros)(?! (?:no|se|me|le|les|nos|piden|dicen|tienen))|qu[eé] (?:l[oe]s|os) (?:diferencia|distingue|hace (?:mejores|diferentes|distintos))|qu[eé] tienen (?:ustedes )?que (?:no tengan )?(?:otros|los dem[aá]s|la competencia)",
    r"por que (?:(?:eu |n[oó]s |a gente )?(?:devo|deveria|dever[ií]amos|vou|compraria|compraríamos|tenho|escolheria)[^.?!]{0,20}|(?:comprar|escolher|confiar)[^.?!]{0,8})(?:voc[eê]s|vcs)\b",
    r"por que (?:voc[eê]s|vcs)(?! (?:n[aã]o|se|me|nos|pedem|est[aã]o|t[eê]m))|o que (?:diferencia|distingue|torna) voc[eê]s|qual (?:[eé] )?o diferencial|o que voc[eê]s t[eê]m (?:de melhor|que (?:os )?outros)",
    r"(?:为什么|为啥|为何|凭什么|凭啥|干嘛|有什么理由|有啥理由|什么理由)(?:我们?|大家|客户)?(?:一定|非|偏|就|应该|必须)?(?:要|得|该)?(?:(?:买|选择?|用|信)(?:你们|您|贵司|贵公司)(?!的?(?:推荐|建议|说|给))|(?:跟|从|找|向|在|去)(?:你们|您|贵司|贵公司)(?:这里|这儿|那|家)?(?:买|订|采购|拿货|进货|合作))",
    r"(?:你们|贵司|贵公司|您们?家?|你家)(?:公司|品牌|产品|的产品)?(?:的|有什么|有啥|有哪些)?(?:核心)?(?:优势|强项|卖点|长处|过人之处|竞争力)|(?:你们|贵司|贵公司)[^。?!]{0,8}(?:强在哪|好在哪|强在什么|好在什么)|(?:买|选择?)(?:你们|贵司)的?(?:好处|理由)",
    r"(?:なぜ|何故|どうして|なんで)(?:、)?(?:御社|貴社|おたく|そちら)(?!では|は[^。?]{0,12}(?:ない|ません))|(?:御社|貴社|おたく|そちら)(?:から|で|を|に)[^。?!]{0,8}(?:買|選|購入|頼|決め|発注)[^。?!]{0,8}(?:メリット|理由|利点|決め手|意味|良さ)",
    r"(?:御社|貴社)(?:ならでは)?(?:の|が)(?:製品の)?(?:強み|特長|売り|優位性|アピールポイント|他社より|他社に|他社と違)|(?:御社|貴社)[^。?!]{0,6}選ばれ|他社(?:さん)?(?:と|に比べ)[^。?!]{0,6}(?:御社|貴社)|他社との違いは",
    r"(?:ليش|لماذا|ليه|علاش|لاش|شو يخلي\w*|وش يخلي\w*|ايش يخلي\w*|ما الذي يجعل\w*|ما الذي يدفع\w*)[^.?!]{0,20}(?:منكم|من عندكم|نختاركم|اختاركم|معكم|من شركتكم|شركتكم)(?!\w)",
    r"(?:ليش|لماذا|ليه) (?:أنتم|انتو|إنتو)(?! (?:لا|ما|مو|مش))|(?:ما|ماذا|وش|ايش|شو|شنو|ايه)(?: ?(?:الذي|اللي|هو|هي))? ?(?:ب?ي?ميز(?:كم| شركتكم| منتجاتكم)|ميزتكم|مميزاتكم|مزاياكم)|بماذا تتميزون|بشو تتميزو",
)
""" "What sets you apart?", 凭什么买你们的: the reasons for buying here at all."""

_BUYERS = _pattern(
    r"\b(?:who else|(?:anyone|anybody|someone|somebody) else|which (?:other )?(?:compan|customer|client|firm|plant|manufacturer|buyer|carmaker|oem)\w*|what other (?:compan|customer|firm|client)\w*|(?:your )?other (?:customers|buyers|companies|clients|people))\b",
    r"\b(?:wer (?:sonst|noch|alles|hat|kauft)|(?:welche[rn]?|was für) (?:anderen? )?(?:firm\w+|kund\w+|betrieb\w*|unternehmen|werke?|hersteller|abnehmer)|(?:die )?andere[nr]? (?:kund\w+|firmen|käufer|abnehmer|betriebe))\b",
    r"(?:qui[eé]n(?:es)? m[aá]s|(?:qu[eé]|cu[aá]les) (?:otr[oa]s )?(?:empresas?|clientes?|f[aá]bricas?|compañ[ií]as?)|(?:los |las )?otr[oa]s (?:clientes?|empresas?|compradores))\b",
    r"(?:quem mais|(?:que|quais) (?:outr[oa]s )?(?:empresas?|clientes?|f[aá]bricas?|montadoras?)|(?:os |as )?outr[oa]s (?:clientes?|empresas?|compradores))\b",
    r"(?:还有)?(?:谁|哪些?(?:家|个)?(?:主机|整车|同行|大|国内)?(?:公司|厂家?|企业|客户|单位|工厂|车企)|别人|别的(?:客户|公司|厂家?)|其他(?:的)?(?:客户|公司|厂家?|人|买家)|同行(?:们)?)",
    r"(?:他|ほか)の(?:お客|会社|ユーザー|企業|方|人|工場|メーカーさん)|他社(?:さん)?(?:は|も|って)|どんな(?:会社|企業|お客)|どこの(?:会社|企業|メーカー|工場)|(?:誰|どなた)が",
    r"(?<!\w)(?:مين|من (?:غيرنا|غيري|اشترى|اشتري|أيضا|كمان)|منو|شكون|أي(?:ة)? (?:شركات|شركة|مصانع|مصنع|عملاء)|باقي (?:العملاء|الزبائن|الشركات)|(?:العملاء|الزبائن|الشركات) (?:الآخر\w*|الثاني\w*|التاني\w*|الأخرى)|عملاء (?:آخر\w*|ثاني\w*)|غيرنا|غيري)",
)
_BOUGHT = _pattern(
    r"\b(?:bought|buys?|ordered|purchased|paid|pay|paying|has got)\b",
    r"\b(?:gekauft|bestellt|bezahlt|gezahlt|zahlen|zahlt|kaufen|kauft|abgenommen|bezogen|gekriegt)\b",
    r"\b(?:comprado|compr[oó]|compraron|compran|pagado|pag[oó]|pagaron|pagan|pedido|encargado|adquirid[oa]|adquirieron)\b",
    r"\b(?:comprou|compraram|compram|pagou|pagaram|pagam|pediu|pediram|adquiriram)\b",
    r"(?:买|采购|订|下单|拿货|拿|成交|付)(?:过|了|走|的)|(?:付|给|拿到?)的?(?:什么|啥|多少)(?:价|钱)|(?:什么|啥|多少)价?钱?(?:拿|买|成交)|多少钱(?:买|拿)|什么价(?:格)?(?:买|拿|成交)?的?",
    r"買[わいうっ]|買っ|購入|注文|発注し|払[わいうっ]|支払っ|いくらで",
    r"(?:اشتر[ىيوت]\w*|شر[ىيو]\w*|ياخذ\w*|ياخدو?ن?|خذ[اوى]\w*|اخذ\w*|خدا|طلب(?:وا|ها|ه|ت)|دفع\w*|يدفع\w*|بكم)(?!\w)",
)
_GAP = 46
"""Characters between who else it is and what they did."""


def about_us(scene: Scene) -> list[Placed]:
    """Return the questions why to buy here, and of other buyers, with their places."""
    placed: list[Placed] = []
    for sentence in scene.sentences:
        if (why := _WHY_US.search(scene.text, *sentence)) is not None and _asks(scene, sentence, why.start()):
            placed.append((why.start(), Act(ActKind.ASK_WHY)))
        if (at := _others_bought(scene, sentence)) is not None:
            placed.append((at, Act(ActKind.ASK_OTHERS)))
    return placed


_WISHED = ("discount", "payment_term", "price_match", "free_freight", "recommend", "quote", "compare")


def _asks(scene: Scene, sentence: Span, at: int) -> bool:
    """A reason may be asked without a mark: "tell me what sets you apart"."""
    return scene.is_question(sentence) or scene.is_question((at, sentence[1])) or len(scene.sentences) == 1


def _others_bought(scene: Scene, sentence: Span) -> int | None:
    """Where a sentence asks what other buyers did; what they get and the buyer wants too is a wish."""
    if not scene.is_question(sentence) or scene.has(*_WISHED, within=sentence):
        return None
    for who in _BUYERS.finditer(scene.text, *sentence):
        end = min(who.end() + _GAP, sentence[1])
        if _BOUGHT.search(scene.text, who.end(), end) is not None:
            return who.start()
    return None
