"""Source of truth for which concessions there are and how they are said in the seven languages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from content.authority.model import Dimension

_ARABIC = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه", "ـ": None, "٪": "%", "٫": ".", "٬": ","})
_MARKS = re.compile("[\u0300-\u036f\u064b-\u0655\u0670]")
_ZERO_WIDTH = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def fold(text: str) -> str:
    """Fold a text for comparison: width, case, accents, Arabic letter forms and digits; kana keep their marks."""
    if text.isascii():
        return text.lower()
    text = _ZERO_WIDTH.sub("", unicodedata.normalize("NFKC", text)).casefold()
    text = _MARKS.sub("", unicodedata.normalize("NFD", text))
    text = unicodedata.normalize("NFC", text).translate(_ARABIC)
    return "".join(
        str(unicodedata.digit(letter)) if letter.isdigit() and not letter.isascii() else letter for letter in text
    )


@dataclass(frozen=True, slots=True)
class Subject:
    """One concession: which quantities measure it, and how it is written in each language."""

    id: str
    dimensions: tuple[Dimension, ...]
    written: tuple[str, ...]


# One pattern per language, in the order en | zh | es | pt | de | ja | ar. What is more special stands above what is more
# general: "free trial" is a trial, "free freight" is freight, and only a bare "free" is a discount of 100 %.
_WORDS: Mapping[str, tuple[tuple[Dimension, ...], tuple[str, ...]]] = {
    "false_promise": (
        (),
        (
            r"(false|empty|untrue) (promise|claim|statement)s?|mislead\w*",
            r"虚假(承诺|宣传)|不实承诺|夸大宣传",
            r"promesas? (falsas?|enganosas?)",
            r"promessas? (falsas?|enganosas?)",
            r"falsche\w* (versprech\w+|zusage\w*)",
            r"虚偽の(約束|説明)|誇大(な)?(広告|説明)",
            r"وعود? (كاذبه?|مضلله?)",
        ),
    ),
    "unreleased_feature": (
        (),
        (
            r"unreleased (feature|function|product)s?|(feature|function)s? (that (is|are) )?not (yet )?released|roadmap (promise|commitment)",
            r"未发布(的)?(功能|产品)|尚未(发布|推出)的功能",
            r"funci(on|ones) no (lanzadas?|publicadas?|disponibles?)",
            r"(funcao|funcoes|recursos?) (ainda )?nao (lancad\w+|disponive\w+)",
            r"(noch )?nicht (veroffentlicht|freigegeben)\w* (funktion|produkt)\w*|unveroffentlicht\w* funktion\w*",
            r"未(発表|公開|リリース)(の)?(機能|製品)",
            r"(ميزات|ميزه|وظائف|وظيفه) (لم تصدر|غير صادره|لم تطرح)\w*",
        ),
    ),
    "framework_agreement": (
        ("time",),
        (
            r"(annual |yearly )?(framework|blanket|master) (agreement|contract|order)s?",
            r"(年度)?框架(协议|合同|合作)",
            r"(acuerdo|contrato|convenio) marco",
            r"(contrato|acordo|convenio)[ -](quadro|guarda-chuva)",
            r"rahmen(vertrag|vereinbarung|abkommen|auftrag)\w*",
            r"(年間)?(枠組み|基本|包括)(契約|協定)",
            r"(اتفاقيه|عقد|اتفاق) اطاري?ه?",
        ),
    ),
    "exclusivity": (
        ("time",),
        (
            r"exclusiv\w*|sole (distributor|agent|agency)\w*",
            r"独家|专卖权|总代理",
            r"exclusividad|exclusiv[oa]s?",
            r"exclusividade",
            r"exklusiv\w*|alleinvertrieb\w*|alleinvertret\w*",
            r"独占|専売|総代理",
            r"حصري\w*|الحصري\w*|وكيل وحيد",
        ),
    ),
    "trial": (
        ("time",),
        (
            r"trials?\b|test period|(on )?evaluation|loan(er)? (tool|unit|device)s?|demo (tool|unit)s?|try (it|them) (out )?for",
            r"试用|试机|样机借用|借用",
            r"prueba|periodo de evaluacion|prestamo|en demostracion",
            r"teste\b|testar|periodo de (teste|avaliacao)|experimenta\w+|comodato|emprestimo",
            r"test(phase|zeitraum|stellung|gerat\w*|monat\w*|woche\w*)|probe(zeit|phase|stellung|weise|monat\w*|woche\w*)?\b|erprob\w+|leihstellung|leihgerat\w*|zum test\w*|testen\b",
            r"試用|お試し|トライアル|貸出|貸し出し|デモ機|評価期間",
            r"تجرب\w+|التجرب\w+|تجريبي\w*|للتجرب\w*|اعاره",
        ),
    ),
    "refund": (
        ("money", "percent"),
        (
            r"refund\w*|money[ -]back|reimburs\w*",
            r"退款|退费|退钱|返还货款",
            r"reembols\w+|devolucion (del|de) dinero|devolver\w* el dinero",
            r"reembols\w+|estorn\w+|devolucao do (dinheiro|valor)|devolver o dinheiro",
            r"ruckerstatt\w+|erstatt\w+|geld[ -]zuruck\w*([ -]garantie)?|ruckzahl\w+",
            r"返金|払い戻し|払戻",
            r"استرداد|استرجاع المبلغ|رد المبلغ|اعاده (المبلغ|المال|الاموال)",
        ),
    ),
    "compensation": (
        ("money", "percent"),
        (
            r"compensat\w+|credit note|damages\b|indemnif\w+",
            r"赔偿|补偿|赔付",
            r"compensacion|indemniz\w+|nota de credito",
            r"compensacao|indeniza\w+|ressarc\w+",
            r"entschadig\w+|schadenersatz|schadensersatz|gutschrift",
            r"補償|賠償",
            r"تعويض\w*",
        ),
    ),
    "payment_term": (
        ("time",),
        (
            r"payment terms?|terms of payment|net \d+|credit terms?|pay (\w+ )?(in|after|within)|deferred payment|open account|days? credit|days? to pay|payment (after|within|in) \w+",
            r"账期|付款(期|期限|周期|条件)|延期付款|赊(账|销)|月结|货到付款|先(发货|交货|收货)后(付款|付)|\d+天(后)?付款",
            r"plazo de pago|condiciones de pago|pago (a|en)|pagar (a|en)\b|dias para pagar|a \d+ dias\b",
            r"prazo (de|para) pagamento|condic\w+ de pagamento|pagamento em|pagar em|dias para pagar|faturado",
            r"zahlungsziel|zahlungsfrist|zahlungsbeding\w+|tagen? netto|tagen? ziel|netto \d+|zahl(bar|ung|en)( \w+)? (in|nach|innerhalb|binnen)\b",
            r"支払(い)?(条件|期限|サイト|期日)|後払い|掛け払い|掛売|支払(い)?は|日後(の)?(支払|払)|月末払",
            r"(مهله|فتره|شروط|اجل) (ال)?(سداد|دفع)|(الدفع|السداد) (بعد|خلال|الاجل)|دفع اجل",
        ),
    ),
    "no_prepayment": (
        ("percent",),
        (
            r"(no|without|waive) (the )?(deposit|down ?payment|prepayment|advance)",
            r"(免|无|不付|不用|取消)(预付款|定金|订金)|免预付",
            r"sin (anticipo|deposito|prepago|pago anticipado)",
            r"sem (entrada|sinal|adiantamento|pagamento antecipado)",
            r"(ohne|keine) (anzahlung|vorkasse|vorauszahlung)",
            r"(前金|前払い|手付金)(なし|無し|不要|免除)",
            r"(بدون|دون|من غير) (دفعه مقدمه|عربون|مقدم|دفع مسبق)",
        ),
    ),
    "free_freight": (
        ("money",),
        (
            r"free (\w+ )?(shipping|freight|delivery|transport|carriage|shipment)|no (shipping|freight|delivery) (cost|charge|fee)s?"
            r"|waiv\w+ (the )?(shipping|freight|delivery)|(shipping|freight|delivery)( costs?| charges?)? (is |are |to be )?(free|included|on (us|you)|waived)"
            r"|(pay|cover|absorb|bear)\w* (for )?(the )?(shipping|freight)|free of freight",
            r"包邮|包运费|免(费)?(送货|运输|配送|运费|邮费|邮)|运费(全免|免费|减免|免|你们|由你|由贵|由卖)|承担运费",
            r"(envio|flete|transporte|porte|entrega)s? (es |sea )?(gratis|gratuit[oa]s?|incluid[oa]s?|pagad[oa]s?|sin (costo|coste|cargo))|sin (gastos|costes|costos) de (envio|transporte)",
            r"(frete|envio|transporte|entrega) (gratis|gratuit[oa]|incluid[oa]|por (sua|vossa) conta|sem custo)|isencao (de|do) frete|sem (custos?|taxa) de (frete|envio)",
            r"(versandkosten|fracht|porto)(kosten)?frei\w*|(kostenlos|kostenfrei|gratis|frei)\w*[ -]?(\w+ )?(versand|lieferung|fracht|transport)"
            r"|(versand|lieferung|fracht|transport)(kosten)? (\w+ )?(kostenlos|kostenfrei|frei|gratis|ubernehm\w+|ubernimmst|entfall\w*)|frei haus",
            r"(送料|運賃|輸送費|配送料)(は|を|が)?(無料|サービス|負担|込み|免除)|無料(配送|輸送)",
            r"(شحن|الشحن|توصيل|التوصيل|النقل|نقل) (ال)?مجان\w*|(اعفاء|الاعفاء) من (رسوم|تكاليف|اجور) الشحن|(بدون|دون) (رسوم|تكاليف|اجور) (ال)?شحن|(تحمل|تتحمل\w*|تحملوا) (رسوم|تكاليف|اجور)? ?الشحن",
        ),
    ),
    "free_service": (
        ("count", "time", "money"),
        (
            r"(free|complimentary|no[- ]charge) (\w+ )?(training|installation|commissioning|calibration|service|maintenance|support)s?|(training|installation|commissioning|calibration) (free|at no charge|for free)",
            r"免费(\w{0,2})?(培训|安装|调试|校准|服务|保养|维护|维修|标定)|(培训|安装|调试|校准|标定)免费",
            r"(formacion|capacitacion|instalacion|calibracion|puesta en marcha|servicio|mantenimiento) (gratis|gratuit[oa]s?|sin (costo|coste|cargo))",
            r"(treinamento|instalacao|calibracao|comissionamento|servico|manutencao) (gratis|gratuit[oa]s?|sem custo)",
            r"(kostenlos|kostenfrei|gratis|frei)\w* (schulung|installation|inbetriebnahme|kalibrierung|wartung|einweisung|service)\w*|(schulung|kalibrierung|inbetriebnahme|wartung) (kostenlos|gratis|kostenfrei)",
            r"(トレーニング|研修|据付|設置|校正|保守|点検)(は|を|が)?無料|無料(の)?(トレーニング|研修|据付|設置|校正|保守|点検)",
            r"(تدريب|تركيب|معايره|صيانه|خدمه|التدريب|التركيب|المعايره|الصيانه) (ال)?مجان\w*",
        ),
    ),
    "free_goods": (
        ("count", "money"),
        (
            r"(free|complimentary) (\w+ )?(samples?|goods|accessor\w+|batter\w+|chargers?|sockets?|gifts?|units?|pieces?|tools?|spares?|spare parts?)|(throw|add) in|as a gift|for every|buy \w+ get|one extra|\w+ (units?|pieces?|tools?|pcs) (for )?free",
            r"赠送|赠品|免费(样品|样机|附件|配件|电池|一台|一件|送)|白送|多送|送\w{0,3}(个|件|台|块|套)|买\w+送",
            r"(muestras?|accesorios?|baterias?|cargador(es)?|unidad(es)?|piezas?|herramientas?) (gratis|gratuit[oa]s?|de regalo|sin (costo|coste|cargo))|de regalo|regal\w+",
            r"(amostras?|acessorios?|baterias?|carregador(es)?|unidades?|pecas?|ferramentas?) (gratis|gratuit[oa]s?|de brinde|sem custo)|brindes?|de presente",
            r"(gratis|kostenlos|kostenfrei|frei)\w* (\w+ )?(muster|zubehor|akku|batterie|ladegerat|stuck|gerat|werkzeug|steckschlussel|ersatzteil)\w*|naturalrabatt|gratisware|dazu(geben| geschenkt)|(muster|zubehor|akku|ladegerat) (gratis|kostenlos|geschenkt)",
            r"(サンプル|付属品|アクセサリー?|バッテリー?|充電器|一台|1台)(は|を|が)?(無料|無償|サービス)|無(料|償)(の)?(サンプル|付属品|アクセサリー|バッテリー|充電器)|おまけ|進呈",
            r"(عين\w*|ملحق\w*|بطاري\w*|شاحن|قطع\w*|وحد\w*|هدي\w*) (ال)?مجان\w*|هديه",
        ),
    ),
    "price_guarantee": (
        ("time",),
        (
            r"price (guarantee|protection|lock|freeze|hold)|(hold|lock|freeze|guarantee) (the )?prices?|fixed prices? (for|until)",
            r"价格(保护|锁定|保证|冻结)|锁(定)?价|保价",
            r"(garantia|congelacion|congelar|mantener) (de |del |el |los )?precios?",
            r"(garantia|congelamento|congelar|manter) (de |do |o |os )?precos?",
            r"preis(garantie|bindung|fixierung|festschreibung|stabilitat)\w*",
            r"価格(保証|固定|据え置き|維持)",
            r"(تثبيت|ضمان) (ال)?(سعر|اسعار)",
        ),
    ),
    "price_match": (
        ("percent", "money"),
        (
            r"price match\w*|match (the|their|that|a competitor'?s?) (price|offer|quote)|beat (the|their) (price|offer)",
            r"(匹配|比照|跟)(竞争对手|对手|竞品)?(的)?(价格|报价)|同价",
            r"igualar (el |la |su )?(precio|oferta)",
            r"(igualar|cobrir) (o |a )?(preco|oferta|proposta)",
            r"preis(anpassung| angleichen)|(wettbewerbs)?preis mitgehen|angebot mitgehen|bestpreis\w*",
            r"(他社|競合)(の)?(価格|見積)(に)?(合わせ|対抗)",
            r"مطابقه (ال)?(سعر|عرض)",
        ),
    ),
    "faster_delivery": (
        ("time",),
        (
            r"(faster|express|expedited|rush|earlier|priority|guaranteed) (delivery|shipment|shipping|order|production)|expedit\w+|delivery guarantee",
            r"加急|提前(交货|发货)|优先(生产|发货)|插单",
            r"entrega (urgente|rapida|garantizada|anticipada|expres)|adelantar la entrega",
            r"entrega (urgente|rapida|garantida|antecipada|expressa)|antecipar a entrega",
            r"(express|eil|sofort)(lieferung|versand|auftrag)|(schnellere|fruhere|garantierte) lieferung|liefergarantie",
            r"(特急|至急|優先)(納品|納期|生産|出荷|対応)|納期(短縮|前倒し|保証)",
            r"(تسليم|توصيل|شحن) (سريع|عاجل|مبكر|مضمون)|تسريع (ال)?(تسليم|شحن)",
        ),
    ),
    "warranty_extension": (
        ("time",),
        (
            r"(extend\w*|extension|longer|additional|extra) (of )?(the )?(\w+ ){0,2}(warrant\w+|guarantee)|(warrant\w+|guarantee) (extension|of|for|to|period)|\w+[ -](month|year)s?('s?)? (extended )?(warrant\w+|guarantee)|warrant\w+",
            r"延保|延长(质保|保修)|质保|保修|保质期",
            r"(extension|ampliacion|ampliar|extender) (de )?(la )?garantia|garantia",
            r"(extensao|ampliacao|estender|ampliar) (da |de |a )?garantia|garantia",
            r"(garantie|gewahrleistung)s?(verlanger\w+|zeit)?",
            r"保証(期間)?(の)?(延長)?|延長保証",
            r"(تمديد|زياده|اطاله) (فتره )?(ال)?(ضمان|كفاله)|(ال)?ضمان|كفاله",
        ),
    ),
    "buy_back": (
        ("time", "percent"),
        (
            r"(right of )?returns?\b( of)?( the)?( goods)?|buy[ -]?back|take (it|them) back|sale or return|consignment",
            r"退货|退换|回购|寄售",
            r"devolucion(es)?|devolver|recompra|consignacion",
            r"devolucao|devolver|recompra|consignacao",
            r"ruckgabe\w*|rucknahme|ruckkauf|konsignation\w*|kommissionsware",
            r"返品|買い戻し|買戻|委託販売",
            r"(ال)?ارجاع|اعاده (ال)?(بضاعه|منتج)\w*|اعاده شراء|بضاعه الامانه",
        ),
    ),
    "penalty": (
        ("percent", "money"),
        (
            r"(contractual )?penalt(y|ies)|liquidated damages|late (delivery )?fees?",
            r"违约金|罚款|逾期赔偿",
            r"penalizacion|penalidad|clausula penal|multa",
            r"multa|clausula penal|penalidade",
            r"vertragsstrafe\w*|ponale\w*|konventionalstrafe",
            r"違約金|ペナルティ|遅延損害金",
            r"غرام\w+|شرط جزائي",
        ),
    ),
    "custom_development": (
        (),
        (
            r"custom (development|design|version|firmware|engineering)|customi[sz]\w+|special (version|design)|(develop|build) (it |one )?for us",
            r"定制(开发)?|特殊开发|二次开发|订制",
            r"(desarrollo|diseno|version) (a medida|especial|personalizad[oa])|personaliza\w+",
            r"(desenvolvimento|projeto|versao) (sob medida|especial|personalizad[oa])|customiza\w+|personaliza\w+",
            r"sonder(anfertigung|entwicklung|ausfuhrung|losung|konstruktion)\w*|kundenspezifisch\w*|massanfertigung",
            r"(特注|カスタム|特別仕様|特殊仕様|専用開発)\w*",
            r"(تطوير|تصميم|نسخه) (مخصص\w*|خاص\w*)|تخصيص",
        ),
    ),
    "discount": (
        ("percent", "money"),
        (
            r"discount\w*|rebates?|price reduction|reduc\w+ (the )?price|\boff\b|cheaper|lower (the )?price|price cut|better price|best price",
            r"折扣|打折|优惠|降价|让利|便宜|减价|返点|折(?!扣)|减免",
            r"descuent\w*|rebaj\w+|bonificacion|mas barat\w+|mejor precio|reducir el precio",
            r"descont\w*|abatiment\w*|mais barat\w+|melhor preco|reduzir o preco|bonificacao",
            r"rabatt\w*|nachlass\w*|skonto|preisnachlass|preisreduzierung|gunstiger\w*|preis senken|billiger\w*|prozente",
            r"値引|割引|ディスカウント|値下げ|安く|引き(に|で)|割(引|び)|オフ",
            r"خصم\w*|الخصم|تخفيض\w*|تنزيل\w*|حسم|سعر (افضل|اقل)|ارخص",
        ),
    ),
}

SUBJECTS: Mapping[str, Subject] = {
    name: Subject(name, dimensions, patterns) for name, (dimensions, patterns) in _WORDS.items()
}
"""In the order of search, the more special first."""

FREE = re.compile(
    fold(
        r"\bfree\b(?! of (?!charge)| from )|for nothing|at no (cost|charge)|without (paying|charge)|免费|不要钱|不收钱|白给|白送|零元"
        r"|\bgratis\b|\bgratuit[oa]s?\b|sin (costo|coste|cargo)|regalad[oa]|de graca|sem custo|kostenlos\w*|kostenfrei\w*|umsonst|geschenkt|zum nulltarif"
        r"|無料|無償|ただで|タダ|مجان\w*|بالمجان|بلا مقابل|دون مقابل|بدون مقابل"
    )
)
"""A bare wish to pay nothing: a discount of 100 %."""
