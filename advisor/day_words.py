"""Days that are named and not written as a date ("next Tuesday", übermorgen, 下周): a promise of a date that no fact holds."""

from __future__ import annotations

import re

from content.authority.subjects import fold

_EN_DAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_DE_DAYS = "montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag"
_ES_DAYS = "lunes|martes|miercoles|jueves|viernes|sabado|domingo"
_PT_DAYS = "segunda(?:-feira)?|terca(?:-feira)?|quarta(?:-feira)?|quinta(?:-feira)?|sexta(?:-feira)?|sabado|domingo"
_EN_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_DE_MONTHS = "januar|februar|marz|april|mai|juni|juli|august|september|oktober|november|dezember"
_ES_MONTHS = "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre"
_PT_MONTHS = "janeiro|fevereiro|marco|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro"
_AR_DAYS = "(?:ال)?(?:اثنين|ثلاثاء|اربعاء|خميس|جمعه|سبت)"
_AR_MONTHS = "يناير|فبراير|مارس|ابريل|مايو|يونيو|يوليو|اغسطس|سبتمبر|اكتوبر|نوفمبر|ديسمبر"

_LATIN = re.compile(
    rf"\b(?:tomorrow|(?:the )?day after tomorrow|tonight|(?:next|this|coming|by|on|until|before) (?:week|month|quarter|{_EN_DAYS})|(?:by|in|before|until|from) (?:{_EN_MONTHS})"
    rf"|(?:end|middle|beginning|start) of (?:the |this |next )?(?:week|month|quarter|year|{_EN_MONTHS})|(?:within|in) (?:a|an|the next) (?:few )?(?:hours?|days?|weeks?|months?|fortnight)|(?:a|one) (?:fortnight|couple of (?:days|weeks))"
    r"|before (?:christmas|easter|year[- ]end|new year)|by christmas|in no time|within the hour"
    rf"|ubermorgen|(?:schon|bis|ab|gleich|noch|erst) morgen|morgen (?:fruh|abend|schon|bei|da|an|geliefert|versandt)|(?:nachste\w?|kommende\w?|diese\w?|dieser) (?:woche|monat\w?|quartal|{_DE_DAYS})"
    rf"|(?:bis|am|ab|bereits am|nachsten|kommenden) (?:{_DE_DAYS})|(?:bis|im|ende|anfang|mitte|bis ende) (?:{_DE_MONTHS}|der woche|des monats|des jahres)|(?:in|innerhalb|binnen) (?:einer woche|eines tages|eines monats|einem (?:tag|monat)|wenigen (?:tagen|wochen|stunden)|weniger (?:tage|wochen|stunden)|kurze\w*)|vor weihnachten"
    rf"|pasado manana|manana mismo|(?:llega\w*|entreg\w+|envi\w+|sal\w+|ten\w+) (?:\w+ ){{0,3}}manana|(?:la )?(?:proxima|siguiente|esta) semana|(?:el )?(?:proximo|este) (?:mes|{_ES_DAYS})|(?:el|para el|antes del) (?:{_ES_DAYS})|(?:la )?semana (?:que viene|proxima)|(?:en|para|hasta|antes de) (?:{_ES_MONTHS}|una semana|un mes|pocos dias|unos dias|navidad)|(?:a )?fin(?:ales)? de (?:mes|ano|semana)"
    rf"|depois de amanha|amanha|(?:na )?(?:proxima|nesta|esta) semana|(?:no )?(?:proximo|neste|este) mes|(?:na|ate|ate a|proxima) (?:{_PT_DAYS})|semana que vem|mes que vem|(?:em|ate|antes de) (?:{_PT_MONTHS}|uma semana|um mes|poucos dias|alguns dias)|(?:ate o )?(?:fim|final) d[oe] (?:mes|ano|semana)|antes do natal)\b"
)
_HAN = re.compile(
    r"明天|后天|大后天|今晚|次日|隔天|下周|下星期|下礼拜|下个?月|本周|这周|本月底?|月底|年底前?|年内|周[一二三四五六日末]|星期[一二三四五六日天]|礼拜[一二三四五六日天]|几天(?:内|之内)|数日内|[一二三四五六七八九十]+月(?:初|中|底|份|前)"
    r"|明日|明後日|翌日|翌週|来週|来月|今週|今月中?|月末|年末|年内|[月火水木金土日]曜日?|数日(?:以内|中)|近日中"
)
_ARABIC = re.compile(
    rf"(?<![\u0621-\u064a])(?:غدا|بعد غد|الليله|[وبلف]?الاسبوع (?:القادم|المقبل|الحالي)|[وبلف]?الشهر (?:القادم|المقبل|الحالي)|هذا (?:الاسبوع|الشهر)|يوم {_AR_DAYS}|(?:قبل|حتي|في|بحلول) (?:{_AR_MONTHS})|(?:نهايه|اخر|بدايه|منتصف) (?:الاسبوع|الشهر|العام|السنه)|خلال (?:ايام|اسبوع|شهر|ساعات|اسابيع|يومين|اسبوعين|شهرين|ساعتين)(?: قليله)?|(?:بعد|في) (?:يومين|اسبوعين|شهرين))(?![\u0621-\u064a])"
)
_NOW = re.compile(
    r"\b(?:today|right away|immediately|at once|heute|sofort|umgehend|unverzuglich|hoy(?: mismo)?|inmediatamente|de inmediato|hoje(?: mesmo)?|imediatamente|de imediato)\b"
    r"|今天|今日|本日|当天|即日|当日|立即|立刻|马上|すぐ|直ちに|اليوم|فورا|حالا"
)
_LEAVES = re.compile(
    r"\b(?:ship\w*|deliver\w*|dispatch\w*|arriv\w*|send out|liefer\w*|geliefert|versand\w*|versend\w*|verschick\w*|eintreff\w*|entreg\w*|envi\w*|despach\w*|lleg\w*|remet\w*|chega\w*)\b"
    r"|发货|交货|送达|到货|发出|出荷|発送|納品|届|配送|تسليم|توصيل|شحن|نشحن|نسلم|يصل|تصل"
)


def named_days(text: str) -> list[str]:
    """Return the days that are named in a text, as folded; "today" counts where something is delivered."""
    folded = fold(text)
    found = [match[0] for pattern in (_LATIN, _HAN, _ARABIC) for match in pattern.finditer(folded)]
    if (now := _NOW.search(folded)) is not None and _LEAVES.search(folded) is not None:
        found.append(now[0])
    return found
