"""The source of truth for concessions that a sentence speaks of in the words of authority, beside what the general words name."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from decimal import Decimal

from advisor.model import Negotiate
from advisor.understanding.quantities import Amount
from advisor.understanding.scene import Conceded, Scene, Span
from advisor.understanding.text import fold
from content.authority import Concession, parse_action, untruths_in, wish_in

_WHEREVER = frozenset({
    "exclusivity", "consignment", "price_guarantee", "instalments", "credit_limit", "rebate", "no_prepayment", "unlimited_liability",
    "kickback", "free_freight", "framework_agreement", "price_match", "penalty",
})  # fmt: skip
"""What is a concession wherever a buyer speaks of it."""
_MEASURED = {
    "payment_term": "time", "buy_back": "time", "faster_delivery": "time", "quote_validity": "time", "training": "time",
    "on_site_service": "time", "cancellation": "time", "down_payment": "percent", "compensation": "money", "discount": "percent",
    "warranty_extension": "time", "refund": "money", "trial": "time", "sample": "count",
}  # fmt: skip
"""What is one where it is said how much, in the measure that it has."""
_OWN = {"free_training": "training", "frame_contract": "framework_agreement", "custom_work": "custom_development",
        "free_of_charge": "discount"}  # fmt: skip
"""Cues of the general words that are called otherwise than the concession they mean."""
_COVERS = {"payment_term": {"instalments", "down_payment", "no_prepayment", "credit_limit"}, "discount": {"rebate", "free_goods"},
           "free_goods": {"discount"}, "trial": {"consignment", "buy_back"}, "refund": {"buy_back"},
           "training": {"free_service"}}  # fmt: skip
"""What a wish named by the general words already speaks of in other words."""
_UNTRUE = frozenset({"false_promise", "unreleased_feature"})
_HINT = re.compile(
    fold(
        r"exclu[sz]|exklus|alleinv|sole |only dealer|consign|konsig|kommission|free|gratis|kostenl|umsonst|geschenkt|buy |buy-?back|for (?:one|the price)|one extra|"
        r"hold|lock|freeze|fixed|fest(?:schreib|halt)|preis|pric|preci[oa]|preco|congel|match|beat|unterbiet|warrant|guarant|garant|gewahrl|return|ruckgab|rucksend|devol|back|"
        r"net |pay|zahl|pag[ao]|credit|kredit|inst?al|(?<![a-z])raten|cuota|prestac|parcel|deposit|anzahl|anticip|adiant|penal|damages|strafe|ponale|multa|liab|haft|"
        r"kickback|schmier|comis|rebate|bonus|bonific|cash ?back|ruckverg|off\b|half|third|quarter|fifth|discount|rabatt|nachlass|skonto|descuent|descont|reba[jt]|"
        r"sooner|earlier|fruher|antes|training|schulung|capacit|formac|trein|on.?site|vor.ort|in situ|tecnic|techni|engineer|ingenier|engenheir|valid|gultig|"
        r"frame|rahmen|marco|quadro|annual|frei haus|fracht|versand|freight|shipping|flete|envio|frete|llev|lev[ae]|kauf|nimm|brinde|regal|cortes|distrib|represent|"
        r"vertret|agen[ct]|por un[ao]?\b|por um[a]?\b|prob[ei]|prueba|test|eval|prufe|muster|muestra|amostra|sample"
        r"|独家|代理|排他|寄售|代销|送|赠|价|涨|质保|保修|保\d|延保|退|账期|付[款清全]|[后预先]付|结算|结款|月结|款|信用|授信|分期|定金|违约|罚|责任|回扣|返|折|让|降|减[价点免]|下浮|优惠|提前|培训|现场|派|有效|框架|年框|运费|包邮|试|样"
        r"|独占|唯一|委託|無料|無償|タダ|おまけ|サービス|買|購入|価|値|保証|返品|返金|払|支払|与信|分割|前金|手付|違約|遅延|リベート|割|引|オフ|半額|早く|前倒|研修|トレーニング|出張|現地|基本契約|送料|運賃|サンプル|合わせ"
        r"|حصري|وكاله|وكيل|امان|مجان|اشتر|سعر|اسعار|ثبت|تثبيت|ضمان|كفاله|ارجاع|استرجاع|اعاد|دفع|سداد|نسدد|ائتمان|قسط|اقساط|عربون|غرام|جزائي|مسؤول|عمول|خصم|تخفيض|ربع|ابكر|تدريب|صلاحيه|ساري|اطاري|شحن|هديه|مهندس|فني|تجرب|عين|مطابق"
    )
)
"""One of these stands in every wish for a concession: what holds none is not read for them, which takes its time."""
_NOT_BESIDE = ("complain", "too_expensive", "other_customers", "who_was_it", "define", "ago", "you_said")
NOT_MEANT = re.compile(r"exclusively|ausschliesslich|exclusivamente|专门|حصريا")
_LONGER = re.compile(
    fold(
        r"(?<![a-z])(?:ext(?:en|ra)|longer|langer|ampl|prolong|verlang|estend|estiend|alarg|aument|more|mehr|mas|mais|add|another|further|on top|zusatz|adicion|"
        r"give|grant|gib|gebt|dan|dar|dao|deme|dame)|延|再|多保|更长|能给|给到|给我们|质保加|長く|さらに|あと|追加|تمديد|تمدد|نمدد|اطول|زياده|اضاف|تعط|اعط"
    )
)
"""Beside a warranty: who says one of these wishes for more of it; who only names its years asks or tells what it is."""
_WHICH = re.compile(
    fold(
        r"(?<![a-z])(?:what|which|how long|how many)(?![a-z])|(?<![a-z])(?:welche[nrs]?|wie lang\w*|was fur|wie viel\w*)(?![a-z])|(?<![a-z])(?:que|cual|cuanta?o?s?|qual|quanta?o?s?) (?:[a-z]+ ){0,2}?garantia|什么|哪|多久|多长|几年|どのくらい|どんな|何年|いつまで|كم|ما هي|ما هو|ايش|شو"
    )
)
""" "What warranty do you give?" asks for what there is."""
_COMES = re.compile(
    fold(
        r"engineer|technic|specialist|expert|fitter|service|visit|send|come|coming|install|commission|support|train|day|week|"
        r"monteur|ingenieur|fachmann|einricht|inbetrieb|schick|komm|einsatz|betreu|unterstutz|tag|woche|"
        r"tecnic|ingenier|engenheir|especialist|visit|envi|mand|instal|puesta|comission|asist|assist|dia|semana|"
        r"师傅|派|来|上门|服务|安装|调试|培训|指导|人员|支持|エンジニア|技術|派遣|出張|来て|来社|訪問|据付|立ち上げ|サービス|対応|サポート|"
        r"مهندس|فني|خبير|زيار|تركيب|تشغيل|خدم|ترسل|ابعت|ارسال|يوم|ايام|اسبوع"
    )
)
"""Who wishes that somebody comes names him, or what he is to do."""
_WHO_PAYS = re.compile(
    fold(
        r"(?<![a-z])who (?:pays|bears|covers|is responsible)|(?<![a-z])wer (?:zahlt|bezahlt|tragt|ubernimmt)|(?<![a-z])quien (?:paga|asume|cubre|corre)|(?<![a-z])quem (?:paga|arca|cobre|assume)|谁(?:出|付|承担|负责)|誰が(?:払|負担)|どちら(?:が|の)(?:払|負担)|من (?:ي?دفع|ي?تحمل)"
    )
)
""" "Who pays the freight?" asks what holds."""
_INSTALMENTS = re.compile(r"inst?al|cuota|prestac|parcel|vezes|pago|pagam|pay|(?<![a-z])raten|teilz|分|قسط|اقساط|دفع")
_TERM_OF_PAYMENT = re.compile(
    r"(?<![a-z])net(?:to|t)?(?![a-z])|pay|pag|zahl|credit|kredit|invoice|rechnung|fatura|factura|boleto|plazo|prazo|ziel|付|款|账期|月结|结|赊|票|払|締|缔|サイト|決済|决济|请求|請求|"
    r"دفع|سداد|سدد|نقد|اجل|فاتور|ائتمان|اعتماد|تحويل"
)
_DELIVERED = re.compile(r"frei haus|frachtfrei|includ|inclu|inkl|delivered|含运费|运费包含|込|شامل")


def is_part_of_price(scene: Scene, sentence: Span) -> bool:
    """Return whether freight only says which price is asked after: "was kosten 10 Stück frei Haus Stuttgart?"."""
    return scene.has("price", within=sentence) and _DELIVERED.search(scene.text, *sentence) is not None


_OFF_PRICE = re.compile(
    fold(
        r"pric|preis|preci|preco|list|rabatt|nachlass|skonto|discount|descuent|descont|rebaj|abat|cheap|gunstig|billig|barat|"
        r"(?:%|percent|pct|half|third|quarter|fifth|tenth)\s*(?:off|less|down|weniger|menos)|价|折|让|降|减|下浮|优惠|便宜|割|引|オフ|半額|値|下げ|خصم|سعر|تخفيض"
    )
)
"""A percentage is one of the price only beside one of these."""


def with_concessions(scene: Scene) -> Scene:
    """Return the scene with every concession that its sentences speak of, each with how much of it."""
    found: list[Conceded] = []
    if scene.sentences:
        found += [Conceded(*scene.sentences[-1], one) for one in untruths_in(scene.reading.said, scene.locale)]
    for sentence in scene.sentences:
        said = scene.reading.said[slice(*sentence)]
        if _HINT.search(scene.text, *sentence) is None or NOT_MEANT.search(scene.text, *sentence):
            continue
        if scene.has(*_NOT_BESIDE, within=sentence):
            continue
        wished = [one for one in parse_action(said, scene.locale) if _is_wish(scene, one, sentence)]
        found += [Conceded(*sentence, one) for one in wished]
    return replace(scene, conceded=tuple(found)) if found else scene


def _is_wish(scene: Scene, one: Concession, sentence: Span) -> bool:
    if one.share is not None:  # so many for nothing with so many paid; in M12x1 none is
        return not any(sentence[0] <= thread.start < sentence[1] for thread in scene.threads)
    measure = one.quantity.dimension if one.quantity else None
    if scene.has("competitor_better", within=sentence) and one.subject != "price_match":
        return False
    if one.subject == "discount":
        off = _OFF_PRICE.search(scene.text, *sentence) is not None
        return off and measure == "percent" and not _speaks_of_percent(scene, sentence)
    if one.subject == "free_freight" and (
        is_part_of_price(scene, sentence) or _WHO_PAYS.search(scene.text, *sentence) is not None
    ):
        return False
    if one.subject == "payment_term" and measure == "time" and not _speaks_of_payment(scene, sentence):
        return False  # "profinet to the PLC" is not net
    if one.subject == "instalments" and _INSTALMENTS.search(scene.text, *sentence) is None:
        return False  # the "rate" of a line is none of a payment
    if one.subject == "warranty_extension":
        return _LONGER.search(scene.text, *sentence) is not None and (
            measure == "time" or not (scene.has("explain", within=sentence) or _WHICH.search(scene.text, *sentence))
        )
    if one.subject == "on_site_service" and _COMES.search(scene.text, *sentence) is None:
        return False  # 现场没插座 tells of the place
    return one.subject in _WHEREVER or (measure is not None and measure == _MEASURED.get(one.subject))


def _speaks_of_payment(scene: Scene, sentence: Span) -> bool:
    """Whether the clauses that tell a time, or the sentence where none does, speak of paying: what is needed in six weeks is no term."""
    times = {
        scene.clause(one.start) for one in scene.amounts if sentence[0] <= one.start < sentence[1] and one.unit in _DAYS
    }
    near = any(_TERM_OF_PAYMENT.search(scene.text, *clause) for clause in times or {sentence})
    return near or (bool(times) and not scene.has("need", "deliver", within=sentence))


def _speaks_of_percent(scene: Scene, sentence: Span) -> bool:
    """Whether the percents of a sentence are those of a need, such as an accuracy."""
    percents = {need.id for need in scene.trade.company.needs.values() if need.unit == "%"}
    inside = [amount for amount in scene.amounts if sentence[0] <= amount.start < sentence[1]]
    return any(amount.plus_minus for amount in inside) or any(
        name in percents for _, name in scene.named_needs(sentence)
    )


_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}


def gives_goods_away(scene: Scene, sentence: Span) -> bool:
    """Whether so many are to be free with so many paid: of the price alone it is no discount of all."""
    return any(start == sentence[0] and one.share is not None for start, _, one in scene.conceded)


def is_conceded(scene: Scene, amount: Amount) -> bool:
    """Whether an amount says how much of a concession is wished: within 14 days of a return there is no deadline."""
    for start, end, concession in scene.conceded:
        quantity = concession.quantity
        if quantity is None or not start <= amount.start < end:
            continue
        figures = {one for one in (amount.value, amount.low, amount.high) if one is not None}
        if quantity.dimension == "time" and amount.unit in _DAYS:
            figures = {figure * _DAYS[amount.unit] for figure in figures}
        elif quantity.dimension == "percent":
            figures = figures if amount.unit == "%" else set()
        elif quantity.dimension == "count":
            figures = figures if amount.is_bare else set()
        elif quantity.dimension != "money" or not amount.currency:
            figures = set()
        if any(Decimal(str(figure)) == quantity.value for figure in figures):
            return True
    return False


def spoken_wishes(
    scene: Scene, sentence: Span, named: Collection[str], *, skus: tuple[str, ...]
) -> list[tuple[int, Negotiate]]:
    """Return what a sentence wishes beside the cues `named`, in the words of authority's own names."""
    own = {_OWN.get(name, name) for name in named}
    own |= {"sample"} if scene.has("sample", within=sentence) else set()
    own |= {other for name in own for other in _COVERS.get(name, ())}
    said = scene.reading.said[slice(*sentence)].strip()
    wished = [one for start, _, one in scene.conceded if start == sentence[0] and one.subject not in own]
    if any(one.subject in _UNTRUE for one in wished):
        own |= {one.subject for one in wished}  # what several sentences ask for, one does not tell
    if wished and not own:
        return [(sentence[0], Negotiate(said, said, skus))]  # authority reads it whole, what each is worth included
    names = [wish_in("en", _written(one)) for one in wished]
    return [(sentence[0], Negotiate(name, said, skus)) for name in dict.fromkeys(names) if name]


def _written(one: Concession) -> str:
    """Write a concession so that authority reads it again: "price guarantee 180 days"."""
    quantity = one.quantity
    subject = one.subject.replace("_", " ")
    return f"{subject} {quantity.value.normalize():f} {quantity.unit}" if quantity else subject
