"""Source of truth for how a concession is told where no word names it: "let the lads work with it for two weeks" is a trial.

Patterns on folded text. They are looked for only where nothing else is found, as their words are everybody's.
"""

from collections.abc import Mapping

_SPAN = r"(?=[^.!?]{0,36}\b(?:day|week|month|fortnight|year|quarter)s?\b)"
_DAUER = r"(?:tage?n?|wochen?|monate?n?|\w*jahre?n?|quartale?) "
_TIEMPO = r"(?=[^.!?]{0,36}\b(?:dia|semana|mes|meses|ano|trimestre|quincena)s?\b)"
_TEMPO = r"(?=[^.!?]{0,36}\b(?:dia|semana|mes|meses|ano|trimestre|quinzena)s?\b)"
_SHIJIAN = r"(?=[^,。]{0,8}?[\d一二两三四五六七八九十半]+(?:天|个?(?:周|星期|礼拜|月|季度|工作日)|年))"
_MUDDA = r"(?=.{0,30}(?:يوم|ايام|اسبوع|اسابيع|شهر|اشهر|شهور|سنه|سنت))"
FRAMES: Mapping[str, Mapping[str, str]] = {
    "price_guarantee": {
        "en": r"\b(?:price|figure|number|rate|quote|offer)s?\b (?:\w+ ){0,3}?(?:stand|hold|stay|remain|last|good|appl|unchanged|same)\w*|\b(?:hold|keep|freeze|lock|honou?r)\w* (?:[\w']+ ){0,3}?(?:figure|number|rate|quote|price)s?\b|\bno (?:price )?(?:rise|hike|increase)s?\b",
        "de": r"\bpreise? (?:\w+ ){0,4}?(?:gelt|gilt|besteh|bleib|halt)\w*|\b(?:gelt|gilt|bleib|halt)\w* (?:\w+ ){0,3}?preise?\b|\bnicht teurer\b|\bsteh\w* (?:\w+ ){0,2}preise?\b",
        "es": r"\bprecios? (?:\w+ ){0,4}?(?:manteng|mantien|manten|conserv|respet|sost|dur|valg|qued|congel|suba)\w*|\b(?:manteng|manten|respet|conserv|congel|sosteng|guard|bloque)\w* (?:\w+ ){0,3}?precios?\b|\bno (?:me |nos )?sub\w+",
        "pt": r"\bprecos? (?:\w+ ){0,4}?(?:mant|conserv|respeit|dur|valh|fiqu|congel|suba)\w*|\b(?:mant|segur|congel|trav|garant|respeit|conserv)\w* (?:\w+ ){0,3}?precos?\b|\bsem (?:reajuste|aumento)",
        "zh": r"(?:价格?|报价|单价|价钱)\w{0,6}(?:保|管|留|锁|定|用|不动|算数|作数|有效)|(?:保|管|留)\w{0,3}价",
        "ja": r"(?:価格|値段|単価|金額).{0,10}(?:そのまま|有効|変え|上げ|守|同じ)",
        "ar": r"(?:ال)?(?:سعر|اسعار)\w* .{0,14}(?:يبقي|يظل|يستمر|ساري|يسري|يثبت|نفس|بدون زياد|ما يتغير|لا يتغير)\w*|نفس (?:ال)?سعر",
    },
    "training": {
        "en": r"\b(?:teach|instruct|coach|brief|educat|show)\w*\b",
        "de": r"\b(?:anlern|einlern|einarbeit|unterricht|beibring|zeig|erklar|einweis|schul)\w*",
        "es": r"\b(?:ensen|adiestr|instru|entren|capacit|explic|mostr|muestr)\w+",
        "pt": r"\b(?:ensin|instru|trein|capacit|explic|mostr)\w+",
        "zh": r"教|讲讲|讲课|讲解|授课|带教|讲一讲|指导",
        "ja": r"教え|指導|レクチャー|説明会|勉強会",
        "ar": r"(?:ي|ت|ن|ا)?(?:علم|درب|شرح)\w*|تعليم|شرح",
    },
    "on_site_service": {
        "en": r"\b(?:somebody|someone|anyone|a man|people) (?:from|of) (?:you|your)|\bset (?:it|them|this) up\b|\bcome (?:out|over|by|here)\b|\bhere for\b|\b(?:technician|engineer|fitter|specialist)s?\b",
        "de": r"\bjemand\w*|\beinricht\w*|\baufstell\w*|\bvorbei\w*|\bbei uns\b|\b(?:techniker|monteur|ingenieur|fachmann)\w*", "es": r"\balguien\b|\ben marcha\b|\bvenga\w*|\b(?:tecnic|ingenier|especialist)\w+", "pt": r"\balguem\b|\binstal\w+|\bvenha\w*|\b(?:tecnic|engenheir|especialist)\w+",
        "zh": r"来个?人|来人|技术员|工程师|师傅|派|装(?=[\d一二两三四五六七八九十半])|过来", "ja": r"技術者|エンジニア|どなたか|誰か|設置|来て|お越し", "ar": r"(?:شخص|احد|واحد)\w* منكم|فني|مهندس|تركيب|تجون|تجوا|تحضروا",
    },
    "warranty_extension": {
        "en": r"\b(?:guarantee|warranty|cover(?:age)?)\b", "de": r"\bgarant\w*|\bgewahr\w*", "es": r"\bgarant\w*|\bcobertura\b", "pt": r"\bgarant\w*|\bcobertura\b",
        "zh": r"包换|包修|保换|三包", "ja": r"保証|無償修理", "ar": r"(?:ال)?(?:ضمان|كفال)\w*",
    },
    "instalments": {
        "en": r"\bpayments\b|\bchunks\b|\b(?:monthly|quarterly)\b", "de": r"\bteilbetrag\w*|\betappen\b|\bmonatlich\b|\bteilen\b", "es": r"\ben \w+ (?:partes|pagos|veces|plazos)\b|\bmensual\w*", "pt": r"\bem \w+ (?:partes|pagamentos|vezes)\b|\bmensal\w*",
        "zh": r"分(?:批|次|几|[\d一二两三四五六七八九十]+个?(?:月|期|笔))|按月", "ja": r"回払|回で|毎月", "ar": r"مرات|شهريا|علي مراحل",
    },
    "buy_back": {
        "en": r"\b(?:send|give|hand|ship|bring)\b[^.!?]{0,24}\bback\b", "de": r"\bzuruck\w*", "es": r"\b(?:devol|devuelv|regres)\w*|\bde (?:vuelta|regreso)\b", "pt": r"\b(?:devol|devolv)\w*|\bde volta\b",
        "zh": r"退", "ja": r"返(?:し|せ|却|品|送)", "ar": r"(?:ن|ت|ا)?(?:رجع|عيد|رد)\w*",
    },
    "trial": {
        "en": rf"\bfree use\b|\buse (?:it |them )?(?:for )?free\b|\bcan (?:\w+ ){{1,3}}?(?:use|run|try|work with|keep)\b{_SPAN}|\b(?:let|want|like|allow|have|give)\b[^.!?]{{0,40}}?\b(?:use|play|work|run|try|fiddle|get a feel|live with|see how)\b{_SPAN}|\b(?:keep|hold on to|hang on to) (?:it|them|one|a|the)\b{_SPAN}|\b(?:a go|a whirl|a spin)\b{_SPAN}|\bput (?:it|them) through\b{_SPAN}",
        "de": rf"{_DAUER}(?:lang )?(?:\w+ ){{0,4}}?(?:benutz|nutz|einsetz|behalt|dabehalt|dahab|arbeit|laufen lass|anschau|anseh|prufen|bewert|evaluier|ansicht|begutacht|da\b)\w*|\b(?:benutz|nutz|arbeit|einsetz)\w* (?:\w+ ){{0,4}}?{_DAUER}",
        "es": rf"\buso gratuito\b|\b(?:us|utiliz|emple|qued|trabaj|ten|prueb|prob|ver)(?:en|emos|ar\w*|erl\w*|er|an|e|ernos|arnos|o|as)\b{_TIEMPO}",
        "pt": rf"\buso grat\w+|\b(?:us|utiliz|fic|trabalh|test|experiment|ver)(?:ar|armos|arem|em|emos|e|ando|ar\w*)\b{_TEMPO}",
        "zh": rf"免费用|(?<![信费作])(?:用|拿|留|使|跑|玩|体验|感受|评估|放|摆|考察|验证|看){_SHIJIAN}|白用|看看效果",
        "ja": r"使(?:わせ|ってみ|ってから|いたい|い勝手|いながら|え|って)|評価(?:し|を|後|期間|のため)|試運転|手元に置|様子を見|動かしてみ",
        "ar": rf"(?:ي|ت|ن|ا)?جرب\w*|(?:نستخدم|يستخدم|نستعمل|يستعمل|نشتغل|يشتغل|نشغل|يشغل)\w*{_MUDDA}|(?:يبقي|يظل|نخلي|نحتفظ|نبقي|نخليه){_MUDDA}",
    },
    "faster_delivery": {
        "en": r"\b(?:earlier|sooner|ahead|quicker|faster)\b|\bbefore (?:the |your )?\w+ (?:date|day)\b", "de": r"\b(?:fruher|eher|schneller|vorher)\b|\bvor (?:dem )?(?:\w+ )?(?:termin|datum)\b", "es": r"\b(?:antes(?! de (?:decid|compr|pag|que|firm))|adelant\w+|mas rapido)\b", "pt": r"\b(?:antes(?! de (?:decid|compr|pag|que|fech|assin))|adiant\w+|antecip\w+|mais rapido)\b",
        "zh": r"早|提前|快", "ja": r"早|前倒し|急", "ar": r"قبل(?! (?:ان|ما))|ابكر|اسرع|بكير|بدري",
    },
    "payment_term": {
        "en": r"\b(?:transfer|wire|remit|settles?|settling)\b|\b(?:your|the) money\b|\bdue (?:in|after|within)\b|\bpa(?:id|y up)\b|\bafter (?:we|i) (?:get|receive) (?:the|your) (?:goods|invoice|tools)",
        "de": r"\b(?:uberweis|begleich|entricht|zahl)\w*|rechnungseingang|\bgeld\b|\bfallig\b|\bbezahlt\b",
        "es": r"\b(?:liquid|transfer|gir|deposit|abon|salda|cancel)\w*|\bvencimiento\b|\bdinero\b|\bfactura\b|\bpag\w+",
        "pt": r"\b(?:quit|acert|transfer|deposit|liquid)\w*|\bvencimento\b|\bdinheiro\b|\b(?:fatura|nota)\b|\bpag\w+",
        "zh": r"打款|给钱|转账|汇款|付钱|付清|结清|回款|交钱|结款|打钱|付账|买单|结账|付|款|拿到钱|收到钱",
        "ja": r"振込|振り込|送金|入金|精算|清算|払|お代|代金|決済",
        "ar": r"(?:ن|ا|ت)?حول\w* |تحويل|(?:ن|ا|ي|ت)?(?:دفع|سدد|سلم)\w*|استحقاق|(?:ال)?فلوس|(?:ال)?مبلغ|الثمن",
    },
}  # fmt: skip
"""Concession -> language -> pattern; the first that is found is meant."""
