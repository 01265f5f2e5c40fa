"""Words that promise something, in seven languages; a reply may use one only where a fact or an approval of this turn holds it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import Literal

from content.authority.subjects import FREE, SUBJECTS, fold

PROMISES: Mapping[str, tuple[str, ...]] = {
    "discount": (
        r"price (?:cut|reduction)s?", r"half (?:the )?price", r"half off", r"special (?:price|offer|deal)s?", r"(?:two|2|three|3) for (?:one|1|two|2)",
        r"buy \w+,? get \w+", r"(?:match|beat)\w* (?:any|their|every|that|the|a) (?:\w+ )?(?:price|offer|quote)\w*", r"vouchers?", r"coupons?", r"cashback", r"knock \w+ off", r"bonus", r"loyalty \w+", r"(?:the )?(?:second|next|third) one (?:is )?(?:free|half)",
        r"rabatt\w*", r"skonti", r"sonder(?:preis|angebot|konditionen)\w*", r"halbe[nrm] preis\w*", r"zwei zum preis von einem", r"gutschein\w*",
        r"preisvorteil\w*", r"(?:zur|die) halfte des preises", r"bonus\w*", r"mitad de(?:l)? precio", r"(?:dos|2) ?(?:por|x) ?(?:uno|1)", r"precio especial",
        r"oferta especial", r"cupon(?:es)?", r"metade do preco", r"leve \w+ (?:e )?pague \w+", r"preco especial", r"oferta especial", r"cupo[mn]s?", r"abatimentos?",
        "半价", "对折", "特价", "优惠价", r"[一二三四五六七八九\d]+(?:\.\d)?[一二三四五六七八九]?折", r"买\w+[送赠]\w+", "返现", "代金券", "半額", "特別価格", "特価", "割安",
        r"\d+個買うと\d+個", "クーポン", "キャッシュバック", "نصف (?:ال)?(?:سعر|ثمن)", "سعر خاص", "عرض خاص", "قسيم[هةا]\\w*", "اثنان بسعر واحد", "تخفيض\\w*",
    ),
    "free": (
        r"free of charge", r"for free", r"at no (?:extra )?(?:cost|charge)", r"complimentary", r"on the house", r"on us", r"no charge", r"unentgeltlich\w*",
        r"geht aufs haus", r"auf unsere kosten", r"sin (?:coste|costo|cargo|costes)", r"cortesia", r"por cuenta nuestra", r"sem custos?", r"por nossa conta",
        "包邮", "赠送", "免收", "由我们承担", "サービスします", "弊社負担", "على حسابنا", "بدون مقابل", "دون رسوم",
    ),
    "guarantee": (
        r"guarantee\w*", r"we ensure", r"we promise", r"you have (?:my|our) word", r"we (?:hereby )?(?:commit|undertake|assure|vouch|pledge)", r"i (?:promise|assure|pledge|vouch)",
        r"count on it", r"100 ?% (?:sure|safe|certain)", r"garantier\w+", r"garantie\w*", r"zusicher\w*", r"wir sichern\b.*\bzu", r"versprech\w+", r"versproch\w+", r"verburg\w*",
        r"hiermit bestatig\w+", r"wir verpflichten uns", r"garantiz\w+", r"garantia total", r"garantimos", r"garantia(?! de \d+ (?:mes|ano))", r"garanti(?:zamos|do|da|dos|das)", r"asegur(?:o|amos)",
        r"(?:le|les|te) (?:prometo|prometemos|doy mi palabra)", r"prometemos", r"prometo", r"nos comprometemos", r"asseguro", r"asseguramos",
        "保证(?!载荷|应力)", "确保", "担保", "承诺", "包您", "保証いたします", "保証します", "保証いたし", "お約束", "約束します", "確約", "必ず", "نضمن", "اضمن", "مضمون[هة]?\\w*", "ضمان كامل",
        "نعدك\\w*", "اعدك\\w*", "نتعهد", "نلتزم",
    ),
    "binding": (
        r"legally binding", r"binding (?:offer|commitment|promise|agreement|contract)", r"bindingly", r"contractually", r"(?:this|it) is (?:a )?(?:contract|binding)",
        r"you have a deal", r"it'?s a deal", r"rechtsverbindlich\w*", r"rechtlich (?:bindend|verbindlich)\w*", r"rechtskraftig\w*", r"verbindlich\w*", r"vertraglich\w*",
        r"(?:juridicamente|legalmente) (?:vinculantes?|obligator\w+)", r"vinculantes?", r"vinculativ\w+", r"por contrato",
        "法律约束力", "法律效力", "具有约束力", "合同承诺", "法的拘束力", "法的に拘束", "法的に有効", "契約として", "ملزم[هة]?\\w* قانون\\w*", "ملزم[هة]?", "تعاقدي\\w*",
    ),
    "exclusive": (
        r"exclusiv\w*", r"sole (?:agent|distributor|supplier|representative)", r"exklusiv\w*", r"alleinvertr\w+", r"alleinig\w+", r"unic[oa] (?:distribuidor\w*|representante|agente)",
        "独家", "独占", "専売", "総代理店", "حصري[هة]?\\w*", "الوكيل الوحيد",
    ),
    "refund": (
        r"refund\w*", r"money[- ]back", r"return it", r"returns? (?:policy|within)", r"take (?:it|them) back", r"geld zuruck\w*", r"ruckgabe\w*", r"zurucknehmen", r"umtausch\w*", r"devolucion(?:es)?",
        r"devolvemos", r"devoluc\w+", r"reembols\w+", "退款", "退货", "退换", "包退", "返品", "返金", "استرداد", "استرجاع", "ارجاع",
    ),
    "penalty": (r"liquidated damages", r"penalt(?:y|ies)", r"vertragsstrafe\w*", r"penalizaci\w+", r"multas?", "违约金", "違約金", "غرام[هة]\\w*"),
    "superlative": (
        r"best (?:on|in) the (?:market|world|industry)", r"lowest price\w*", r"cheapest", r"(?:world|market|industry)[- ]lead\w+", r"number one", r"no\. ?1", r"best[- ]selling",
        r"(?:better|cheaper|faster|stronger|safer|superior|lighter) (?:than|to) (?:any|all|every|the competition|the others?|others?|competitors?)", r"outperform\w*", r"unbeat\w+", r"second to none", r"unmatched",
        r"unlike (?:other|our) (?:compet\w+|makers|brands)", r"beats? (?:all|any|every|the competition|them)", r"weltweit fuhrend\w*", r"marktfuhr\w*", r"bester preis", r"gunstigst\w*(?: preis\w*)?",
        r"besser als (?:alle|jede\w*|die konkurrenz|der wettbewerb|andere)", r"unschlagbar\w*", r"konkurrenzlos\w*", r"nummer eins", r"meistverkauft\w*",
        r"el mejor precio", r"(?:el )?mas barato", r"lider(?:es)? (?:del|de|en el|mundial\w*)", r"mejor que (?:la competencia|cualquier\w*|todos|otros)", r"inmejorable\w*", r"imbatible\w*", r"numero uno",
        r"o melhor preco", r"(?:o )?mais barato", r"melhor que (?:a concorrencia|qualquer|todos|outros)", r"imbativel", r"imbativeis", r"numero um",
        "全网最低", "最低价", "业内最低", "最便宜", "行业(?:第一|领先)", "世界领先", "全球领先", "市场领先", "优于(?:所有|其他|竞争)", "比(?:竞争对手|同行|其他品牌)", "遥遥领先", "独一无二", "業界最安", "最安値?", "業界(?:一|トップ|最高)", "世界一", "シェア(?:一|1|No)", "他社より", "競合より", "群を抜",
        "اقل سعر", "افضل سعر", "ارخص", "الافضل في (?:السوق|العالم)", "افضل من (?:المنافس\\w*|جميع|كل|غير\\w*)", "رائد\\w* (?:السوق|عالمي\\w*)", "لا مثيل",
    ),
    "stock": (
        r"(?<!none )in stock", r"(?:readily|immediately|available) (?:available|immediately|now|today)", r"off the shelf", r"(?:ready|able) to ship", r"ship\w* (?:immediately|today|now|at once|overnight)",
        r"auf lager", r"lagernd\w*", r"sofort (?:lieferbar|verfugbar|ab lager|versand\w*)", r"ab lager", r"vorratig\w*", r"en stock", r"en existencia\w*", r"disponible\w* (?:de )?inmediat\w*", r"entrega inmediata",
        r"em estoque", r"pronta entrega", r"entrega imediata", r"disponiv\w+ (?:de )?imediat\w*", "现货", "有货", "库存充足", "马上发货", "立即发货", "即刻发货", "在庫(?:あり|ござい|がござ|があり|品)", "即納", "即日(?:発送|出荷)", "すぐに(?:発送|出荷|お届け)",
        "متوفر\\w* (?:حاليا|فورا|في المخزون|الان)", "في المخزون", "شحن فوري", "تسليم فوري",
    ),
    "delivery": (
        r"next[- ]day", r"same[- ]day", r"overnight", r"express (?:delivery|shipping)", r"deliver\w* (?:early|sooner|faster)", r"earlier delivery", r"rush order",
        r"am nachsten tag", r"uber nacht", r"express\w*", r"entrega (?:urgente|rapida|puntual|al dia siguiente)", r"entrega (?:expressa|pontual)",
        "次日达", "当天发货", "加急", "提前交货", "翌日配送", "翌日お届け", "特急", "短納期", "تسليم سريع", "توصيل سريع",
    ),
    "punctual": (
        r"on time", r"in time", r"punktlich\w*", r"termingerecht\w*", r"termintreu\w*", r"rechtzeitig\w*", r"a tiempo", r"puntualmente", r"puntual", r"no prazo", r"a tempo", "按时交?", "准时交?", "納期厳守", "期日通り", "間に合", "في الموعد",
    ),
    "lifetime": (
        r"lifetime", r"(?:extended|extra|longer|additional|unlimited) warranty", r"lebenslang\w*", r"(?:verlangert\w*|erweitert\w*|unbegrenzt\w*|zusatzlich\w*) (?:garantie|gewahrleistung)", r"(?:garantia|de) (?:de )?por vida", r"vitalici\w+", r"garantia (?:extendida|ampliada|ilimitada|estendida)",
        "终身", "延长质保", "延保", "无限质保", "生涯保証", "永久保証", "延長保証", "無期限", "مدى الحيا[هة]", "ضمان (?:ممتد|موسع|اضافي|غير محدود)",
    ),
}  # fmt: skip
"""Kind of promise -> patterns on folded text (see `content.authority.subjects.fold`); spaced scripts match whole words."""

_NO_PROMISE = frozenset({"trial", "custom_development", "payment_term", "framework_agreement"})
"""Concessions that are as often a plain topic ("test bench", "payment term"): their quantities are checked as figures."""

_TERMS = re.compile(r"保证载荷|保证应力|保証荷重|保証応力|garantierte\\w* last")
"""Terms of mechanics that hold a word of promise."""

_OFF = re.compile(
    r"(?<![%\d$€] )(?<!percent )(?<!half )(?<!something )(?<!some )(?<!more )(?<!price )(?<!euros )\boff\b"
)
"""Taken off a hand, not off a price."""

_KIND_OF: Mapping[str, str] = {
    "free_freight": "free",
    "free_service": "free",
    "free_goods": "free",
    "warranty_extension": "warranty",
    "exclusivity": "exclusive",
    "faster_delivery": "delivery",
    "price_guarantee": "guarantee",
    "rebate": "discount",
    "consignment": "buy_back",
}


Script = Literal["latin", "arabic", "han"]
_SCRIPTS: Mapping[Script, re.Pattern[str]] = {
    "latin": re.compile("[a-z]{2}"),
    "arabic": re.compile("[\u0600-\u06ff]"),
    "han": re.compile("[\u3040-\u30ff\u3400-\u9fff]"),
}


def _script(pattern: str) -> Script:
    return "arabic" if _SCRIPTS["arabic"].search(pattern) else "han" if _SCRIPTS["han"].search(pattern) else "latin"


def _as_words(patterns: Iterable[str], script: Script) -> str:
    """Any of the patterns; of a script with spaces only as whole words. Arabic writes "and", "the" and "with" onto the word."""
    joined = "|".join(patterns)
    if script == "latin":
        return rf"\b(?:{joined})\b"
    if script == "arabic":
        return rf"(?<![\u0621-\u064a])[وفبلك]?(?:ال|لل)?(?:{joined})(?![\u0621-\u064a])"
    return f"(?:{joined})"


@cache
def _patterns(script: Script) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Each kind's own pattern; one after the other they are twice as fast as all in one."""
    own = {kind: [fold(one) for one in patterns if _script(one) == script] for kind, patterns in PROMISES.items()}
    kinds = [(kind, _as_words(patterns, script)) for kind, patterns in own.items() if patterns]
    conceded = [
        (_KIND_OF.get(name, name), "|".join(f"(?:{one})" for one in subject.written if _script(one) == script))
        for name, subject in SUBJECTS.items()
        if name not in _NO_PROMISE
    ]
    return (*((kind, re.compile(pattern)) for kind, pattern in (*kinds, *conceded) if pattern), ("free", FREE))


@lru_cache(maxsize=8192)
def promises(text: str) -> tuple[tuple[str, str], ...]:
    """Find the promises of a text: (kind, the words as folded). Most of our own sentences are said again and again."""
    folded = _OFF.sub(" ", _TERMS.sub(" ", fold(text)))
    found: dict[tuple[str, str], None] = {}
    for script, sign in _SCRIPTS.items():
        if sign.search(folded) is None:
            continue
        for kind, pattern in _patterns(script):
            for match in pattern.finditer(folded):
                found.setdefault((kind, match[0]), None)
    return tuple(found)
