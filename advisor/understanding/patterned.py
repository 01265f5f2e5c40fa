"""The source of truth for cues that no list of phrases can hold: a lack in what came, a price above another's, a price set aside. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from advisor.understanding.phrases import Hit
from advisor.understanding.text import folded_pattern


def _pattern(*ways: str) -> re.Pattern[str]:
    return re.compile("|".join(folded_pattern(way) for way in ways))


_LACKING = _pattern(
    r"(?:收到|到货|货到|来的货|发来|送来|寄来|开箱|打开箱子|箱子里)[^。!?\n]{0,14}?(?:少了|少发|缺了|缺少|漏了|漏装|没装|短了)",
    r"(?:届い|届き|納品され|納入され|入荷し|開け|開封)[^。!?\n]{0,18}?(?:足りな|足りま|入っていな|入っていま|入ってな|欠けて|不足)",
    r"\b(?:(?:an|in|bei|aus) (?:der|dem|unserer|ihrer|eurer)(?: letzten)? (?:lieferung|sendung|paket|karton|kiste|bestellung)|geliefert|angekommen|erhalten)[^.!?\n]{0,40}?\b(?:fehl(?:t|en|te|ten)|unvollständig)\b",
    r"\b(?:in (?:the|our|your|last week'?s) (?:delivery|shipment|package|box|parcel|order)|arrived|delivered|received)[^.!?\n]{0,40}?\b(?:missing|short of|incomplete|lacking)\b|\b(?:are|is|were|was) missing (?:from|in) (?:the|our|your) (?:delivery|shipment|package|box|parcel|order)",
    r"\b(?:en (?:el|la|nuestro|su)(?: [uú]ltim[oa])? (?:env[ií]o|entrega|pedido|paquete|caja)|nos lleg[oó]|lleg[oó]|llegaron|recibimos)[^.!?\n]{0,40}?\b(?:faltan?|faltaban?|faltaron|incomplet[oa]s?)\b",
    r"\b(?:n[oa] (?:nossa |sua |[uú]ltima )?(?:entrega|pedido|pacote|caixa|remessa)|chegou|chegaram|recebemos)[^.!?\n]{0,40}?\b(?:falta|faltam|faltou|faltaram|faltando|incomplet[oa]s?)\b",
    r"(?:وصل\w*|استلمنا\w*|الشحنة|الطلبية|الكرتون|الصندوق)[^.!?\n]{0,24}?(?<!\w)و?(?:ناقص\w*|ينقص\w*|نقص\w*|مفقود\w*)",
)
""" "Two sockets are missing in the delivery": what came is not whole."""

_DEARER = _pattern(
    r"(?:价格?|报价|你们|您们|贵司)[^。!?\n]{0,6}比[^。!?\n]{1,14}?(?:还|都|要)?(?:高|贵)|比[^。!?\n]{2,12}?(?:贵|高)(?:了|出|不少|很多|一截|太多|一大截)",
    r"(?:メーカー|他社|海外品|国産品?|競合|相場|既存品?|市場価格?)(?:さん)?より(?:も)?(?:ずっと|だいぶ|かなり|随分|断然|全然)?(?:高い|高く|高め|割高)",
    r"\b(?:teurer|kostspieliger) (?:als|wie)\b|\büber dem (?:marktpreis|preis (?:von|der|des))\b",
    r"\b(?:more expensive|dearer|pricier|costlier) than\b",
    r"\bm[aá]s car[oa]s? que\b|\bmais car[oa]s? (?:do )?que\b",
    r"(?:سعركم|أسعاركم|سعرها|سعره|أسعارهم) (?:فوق|أعلى|أغلى|أكثر|ضعف)(?!\w)|(?<!\w)أغلى من(?!\w)",
)
""" "You are dearer than the Japanese": said, and not asked."""
_ASKED = re.compile(r"[^?.!\n]*\?")
_NOT_ASKED = re.compile(r"[^?.!\n]*(?:じゃない(?:です)?か|吧)")

_ASIDE = _pattern(
    r"(?:价格?|价钱|价位|多少钱)(?:的?(?:事|问题))?(?:咱们?|我们)?(?:先|暂时|暂且)?(?:不谈|不说|不管|不论|放一边|放一放|另说|另谈|抛开)|(?:先不|撇开|抛开|先别)(?:谈|说|管)?价格?",
    r"(?:価格|値段|金額|コスト)(?:の(?:話|こと|件))?(?:は|について)?(?:ともかく|さておき|置いといて|置いておいて|別として|別にして|後で)",
    r"\b(?:preis|kosten)(?: jetzt| erst)?(?: mal| einmal)? (?:beiseite|außen vor|hintangestellt)|\b(?:abgesehen vom|unabhängig vom|vergessen (?:wir|sie) (?:mal )?den) preis|\bvom preis (?:mal )?abgesehen",
    r"\b(?:price|cost|money) aside\b|\b(?:leaving|putting|setting) (?:the )?(?:price|cost) aside|\b(?:forget|never mind|apart from|regardless of) (?:about )?the (?:price|cost)\b",
    r"\b(?:el )?precio (?:aparte|al margen)|\b(?:dejando|dejemos) (?:de lado |aparte )?el precio(?: de lado| aparte)?|\b(?:aparte|al margen|independientemente) del precio",
    r"\bpre[cç]o [aà] parte|\b(?:deixando|esque[cç]a|esquecendo|fora|tirando) o pre[cç]o(?: de lado)?|\bindependente(?:mente)? do pre[cç]o",
    r"(?:خلنا من|خلينا من|دعنا من|بغض النظر عن|بعيدا عن|اترك|غير) (?:ال)?(?:سعر|أسعار|تكلفة|ثمن)",
)
"""The price is set aside, and something else is asked."""

_RATHER = re.compile(r"比较(?=[好轻重大小快慢高低贵便合适方稳多少难容易急常安划严复简长短宽窄耐省])")
"""Before an adjective this is "rather", and compares nothing: 怎么存放比较好."""


def patterned(cues: Sequence[Hit], text: str, locale: str) -> tuple[Hit, ...]:
    """Return the cues with those that patterns find, and without those that patterns show to mean nothing."""
    aside = [match.span() for match in _ASIDE.finditer(text)]
    aside += [match.span() for match in _RATHER.finditer(text)]
    kept = [cue for cue in cues if not any(s < cue.end and cue.start < e for s, e in aside)]
    kept += [Hit(*match.span(), ("complain",), locale) for match in _LACKING.finditer(text)]
    kept += [
        Hit(*match.span(), ("too_expensive",), locale)
        for match in _DEARER.finditer(text)
        if not _ASKED.match(text, match.end()) or _NOT_ASKED.match(text, match.end())
    ]
    return tuple(sorted(kept, key=lambda hit: (hit.start, -hit.end)))
