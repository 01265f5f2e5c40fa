"""The source of truth for what is asked of a product beside its figures: origin, tariff number, package, data sheet, other makers' parts."""

from __future__ import annotations

import re

from advisor.model import AskFact
from advisor.understanding.scene import Scene, Span
from advisor.understanding.text import folded_pattern
from advisor.understanding.wishes import skus_in

Placed = tuple[int, AskFact]


def _pattern(*parts: str) -> re.Pattern[str]:
    return re.compile("|".join(folded_pattern(part) for part in parts))


ASKED = {
    "origin": _pattern(
        r"countr(?:y|ies) of origin|which country.{0,40}(?:made|manufactur|produc|from)|made in (?:which|what)|"
        r"where (?:is|are|was|were|do you)\b.{0,40}(?:made|manufactur|produc|built|assembl)",
        r"herkunftsland|ursprungsland|wo (?:wird|werden|ist|sind)\b.{0,40}(?:hergestellt|gefertigt|produziert|gebaut)|aus welchem land",
        r"país de origen|de qué país|(?:^|\W)d[oó]nde (?:se |est[aá]n? |son |es )?(?:fabrica|produce|hace|hech)",
        r"país de origem|de que país|onde (?:se |é |são )?(?:fabrica|produz|feit)",
        r"原产(?:国|地)|产地|(?:哪里|哪儿|哪个国家|哪国|什么地方)(?:生产|产的|制造|做的)|在哪(?:儿|里)?(?:生产|制造)",
        r"原産国|製造国|生産国|どこで(?:製造|生産|作ら)|どこ製|産地",
        r"بلد (?:المنشأ|الصنع)|أين (?:يُصنع|يصنع|تصنع|صنع|صنعت|ينتج|تنتج)|مكان الصنع|صنع في أي|وين (?:ينصنع|مصنوع)",
    ),
    "hs_code": _pattern(
        r"\bhs[ -]?(?:code|number|no)\b|tariff (?:code|number)|customs (?:code|tariff|number)|commodity code|harmoni[sz]ed (?:code|system)",
        r"zolltarif|warennummer|\btaric\b|hs-code",
        r"c[oó]digo (?:hs|sa|arancelario)|partida arancelaria|fracci[oó]n arancelaria|\bncm\b|c[oó]digo (?:ncm|sh)|classificaç[aã]o fiscal",
        r"hs ?编码|hs ?code|海关编码|税则号|商品编码|hs ?コード|関税番号|税番|統計品目番号",
        r"(?:رمز|كود|رقم) ?(?:الـ)? ?hs|الرمز الجمركي|البند الجمركي|رمز التعرفة|التعرفة الجمركية|النظام المنسق",
    ),
    "package": _pattern(
        r"(?:package|packing|packed|packaging|carton|parcel|box|shipping|gross) (?:dimension|size|weight|measure)",
        r"(?:dimension|size|weight|measure)\w*.{0,24}of (?:the |its |one )?(?:package|packing|packaging|carton|parcel|box)|gross weight",
        r"how (?:big|large|heavy) is the (?:package|carton|parcel|box)",
        r"bruttogewicht|versandgewicht|packma(?:ß|ss)|(?:paket|karton|verpackung|packst[uü]ck)(?:s|es)?(?:gr[oö](?:ß|ss)e|ma(?:ß|ss)e?|gewicht|abmessung)",
        r"(?:gro(?:ß|ss)|schwer|ma(?:ß|ss)e|abmessung|gewicht|wiegt)\w*.{0,40}(?:paket|karton|verpackung|packst[uü]ck)",
        r"peso bruto|(?:dimensi|medida|tama[nñ]o|peso).{0,30}(?:embalaje|paquete|caja|bulto)|(?:dimens|medida|tamanho|peso).{0,30}(?:embalagem|pacote|caixa|volume)",
        r"毛重|(?:包装|外箱|纸箱|装箱)(?:的)?(?:尺寸|重量|大小|规格)|梱包(?:の)?(?:寸法|サイズ|重量|重さ)|総重量|グロス重量|出荷重量|箱の(?:サイズ|寸法|重さ)",
        r"(?:أبعاد|وزن|حجم|مقاس).{0,24}(?:تغليف|التغليف|العبوة|الصندوق|الكرتون|الطرد|الشحنة)|الوزن (?:القائم|الإجمالي)",
    ),
    "data_sheet": _pattern(
        r"data ?sheet|spec(?:ification)?s? sheet|technical sheet|brochure",
        r"datenbl[aä]tt|technische[nr]? (?:unterlagen|dokumentation)|prospekt",
        r"ficha (?:t[eé]cnica|de datos)|hoja (?:de datos|t[eé]cnica)|folleto|folheto|folha de dados|ficha de dados",
        r"数据表|规格书|技术资料|产品样本|样本册|データシート|仕様書|カタログ|スペックシート",
        r"(?:ورقة|صحيفة|نشرة) (?:ال)?(?:بيانات|مواصفات|فنية)|داتا شيت|كتالوج|كتيب|بروشور",
    ),
    "companions": _pattern(
        r"what else (?:do|would|will|might) (?:i|we) (?:need|have to buy)(?! to (?:tell|send|do))|what (?:else )?(?:is|would be) (?:needed|required|necessary) (?:with|besides|in addition|on top|for (?:it|that|this))|"
        r"(?:anything|something) else (?:i|we) (?:need|have to buy)|(?:which|what) accessories (?:do|are|would|will|should)",
        r"was (?:braucht man|brauche? (?:ich|wir)|brauchen wir|benötig\w* (?:man|ich|wir)|fehlt)\b.{0,16}(?:noch(?! an)|dazu|außerdem|zusätzlich)|was (?:gehört|muss) noch dazu|welches zubehör|welche zubehörteile",
        r"qué (?:más|otra cosa) (?:necesit|me hace falta|hace falta|se necesita|hay que comprar|ocup|requier)|qué accesorios (?:necesit|hace|lleva|requier|se)",
        r"o que mais (?:preciso|precisa|precisamos|é preciso|é necessário|eu preciso)|que mais (?:preciso|precisamos|é preciso)|(?:quais|que) acessórios (?:preciso|são|precisa|vão)",
        r"还(?:需要|要)(?:再|另外)?(?:买|配|准备|购买)?(?:什么|哪些|啥)|(?:需要|要)(?:另外)?配(?:什么|哪些)|(?:需要|要)(?:哪些|什么)配件",
        r"(?:他|ほか|外)に(?:何か|何が|何を)?.{0,6}(?:必要|要り|いり)|必要な(?:付属品|アクセサリ|もの|周辺機器)は|付属品は何が",
        r"(?:ماذا|وش|ايش|شو|ما الذي) (?:أيضا )?(?:نحتاج|أحتاج|يلزم|احتاج|يلزمني|يلزمنا)\b.{0,14}(?:أيضا|معه|معها|كمان|زيادة|غير)|ما الملحقات (?:اللازمة|المطلوبة|التي)",
    ),
}  # fmt: skip
"""What every data sheet or catalogue tells, by how it is asked for."""

_FITS = _pattern(
    r"works? with|\bfits?\b|\buse\b|\btake\b|interchang|run on",
    r"passt|passen|funktionier|verwend|nutzen|benutz|l[aä]uft\b",
    r"funciona|sirve|encaja|\busar|puedo poner|acepta|aceita|serve|encaixa",
    r"通用|能用|适配|可以用|能配|能装|使え|対応|合います|يعمل|تعمل|يركب|ينفع|استخدام|يقبل",
)


_COMPATIBLE = _pattern(r"compatib|compat[ií]v|kompatib|兼容|互換|متوافق")
"""Such words ask of nothing else, and "compatible with" compares nothing."""


def supplied(scene: Scene, sentence: Span) -> list[Placed]:
    """Return what a sentence asks of the products it points at; empty where it points at none."""
    named = any(one.sku and sentence[0] <= one.start < sentence[1] for one in scene.products)
    held = scene.conversation
    spoken_of = bool(held.chosen or held.shown or held.recommended or held.viewed)
    if not named and not spoken_of:
        return []
    skus = skus_in(scene, sentence)
    found = [AskFact(name, skus) for name, pattern in ASKED.items() if pattern.search(scene.text, *sentence)]
    if not found and scene.terms_of("maker", within=sentence) and _asks_whether_it_fits(scene, sentence):
        said = scene.reading.said[sentence[0] : sentence[1] + 1].strip()
        found = [AskFact("compatibility", skus, included=said)]
    return [(sentence[0], one) for one in found]


def _asks_whether_it_fits(scene: Scene, sentence: Span) -> bool:
    if _COMPATIBLE.search(scene.text, *sentence):
        return True
    return _FITS.search(scene.text, *sentence) is not None and not scene.has("compare", within=sentence)


_USABLE = re.compile(
    folded_pattern(
        r"\b(?:use|used|usable|suitable|approved|allowed|rated|work|works|einsetz\w*|einsetzbar|verwend\w*|benutz\w*|zugelassen|geeignet|usar\w*|utiliz\w*|"
        r"sirven?|apt[oa]s?|funciona\w*|servem?|homologad[oa]s?)\b|能用|可以用|能不能用|能否用|适用|可用|能在|能进|使え|使用でき|使用可|対応して|持ち込め|يشتغل|يعمل|ينفع|يصلح|تشتغل|تعمل|استخدام|نستخدم|مسموح"
    )
)


def asks_whether_usable(scene: Scene, sentence: Span) -> bool:
    """Whether a sentence asks if a tool may be used in a zone, and wishes for none."""
    if not scene.terms_of("explosive_zone", within=sentence) or not scene.is_question(sentence):
        return False
    wished = scene.terms_of("kind", "category", within=sentence) or scene.has(
        "need", "offer", "recommend", within=sentence
    )
    return not wished and _USABLE.search(scene.text, *sentence) is not None
