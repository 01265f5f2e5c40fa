"""The source of truth for which days of a message are the one by which tools are needed."""

from __future__ import annotations

import re

from advisor.understanding.figures import NO_DEADLINE
from advisor.understanding.mention import Mention, stated, time_words
from advisor.understanding.periods import Day
from advisor.understanding.scene import Scene, Span
from advisor.understanding.text import folded_pattern

_QUOTED_BY = 8
_RECEIVED = re.compile(
    folded_pattern(
        r"[^,.;?!]{0,24}\b(?:bekommen|gekauft|erhalten|bestellt|geliefert) (?:haben|habe|hatten|wurden?|worden)\b"
        r"|(?:份|初|底|中旬|的时候)?(?:从?你们(?:这|那)?(?:里|儿)?)?(?:刚)?(?:买|收到|采购|订|到货|拿到)(?:的|了|过)"
        r"|に?(?:届い|買っ|購入し|納品され|納入され|導入し|もらっ|いただい)た"
    )
)
_RECEIVED_ON = re.compile(
    folded_pattern(
        r"\b(?:we|i|you) (?:received|bought|got|purchased|delivered|sent|had)\b[^,.;?!]{0,16}$"
        r"|\bque (?:nos (?:lleg[oó]|llegaron|entregaron|mandaron|chegou|chegaram|entregaram)|recib[ií]\w*|recebemos|compr(?:amos|é|ei))\b[^,.;?!]{0,16}$"
        r"|(?:استلم|اشتري|وصل|اخذ|خذي)(?:نا|ت|تنا)\w*[^,.;?!]{0,14}$"
    )
)
"""The day on which something came that is spoken of: "the one we received in September"."""


def deadlines(scene: Scene) -> list[Mention]:
    """Return the days by which something is to be there, as values of the need that is a date."""
    needs = scene.trade.needs_of_kind("date")
    return [
        Mention(
            day.start,
            day.end,
            needs[0],
            stated(scene, text=day.day.isoformat(), as_said=scene.reading.said[day.start : day.end]),
        )
        for day in scene.days
        if needs and not _of_something_else(scene, day) and not (day.spoken and _only_spoken_of(scene, day, needs[0]))
    ]


def _of_something_else(scene: Scene, day: Day) -> bool:
    sentence = scene.sentence(day.start)
    if (
        day.day < scene.today
        or _of_the_past(scene, day)
        or scene.has(*_no_deadline(scene, day, sentence), within=sentence)
    ):
        return True
    if _RECEIVED.match(scene.text, day.end) or _RECEIVED_ON.search(scene.text, max(0, day.start - 40), day.start):
        return True
    # the day by which a quote is wanted: 来週の水曜までに見積
    return any(0 <= cue.start - day.end <= _QUOTED_BY for cue in scene.cues_named("quote"))


_DID = re.compile(
    folded_pattern(
        r"(?<![a-z])(?:(?:bought|sent|received|purchased|came|arrived|broke|failed)(?:\s\w+){0,4}?\s(?:in|on|last)"
        r"|(?:compré|compramos|compraron|mandaron|enviaron|llegó|llegaron|recibí|recibimos|trajeron|pedimos)(?:\s\w+){0,4}?\s(?:en|el)"
        r"|(?:comprei|compramos|compraram|mandaram|enviaram|chegou|chegaram|recebi|recebemos|veio|vieram|pedimos)(?:\s\w+){0,4}?\s(?:em|no|na))\s+$"
        r"|(?:اشترينا\w*|اشتريت\w*|وصلت\w*|استلمنا\w*|ارسلتم\w*)(?:\s\w+){0,3}?\s(?:في|شهر)\s+$"
    )
)
_DID_BEHIND = re.compile(
    folded_pattern(
        r"\s(?:\w+\s){0,3}?(?:gekauft|bestellt|bekommen|erhalten|geschickt)(?:e[nrs]?)?(?:\s(?:habe|haben|hatten))?(?![a-z])"
        r"|(?:份)?(?:买|收到|购买|采购|订购)(?:的|了|过)|(?:に|の)?(?:買った|買いました|購入した|購入しました|届いた|受け取った|注文した)"
    )
)


def _of_the_past(scene: Scene, day: Day) -> bool:
    """ "The tool I bought in March", 三月份买的: what was done in a month without a year was done in the last one."""
    before = _DID.search(scene.text, max(scene.sentence(day.start)[0], day.start - 60), day.start)
    return before is not None or _DID_BEHIND.match(scene.text, day.end) is not None


def _only_spoken_of(scene: Scene, day: Day, need: str) -> bool:
    """Whether a day without a date is no deadline: one of a greeting, of a call, of the buyer's own order."""
    sentence = scene.sentence(day.start)
    if scene.has("greet", "farewell", "small_talk", within=(day.start - 20, day.end)):
        return True
    if day.day == scene.today and scene.has("complain"):
        return True  # 早急に対応してください: a fault is to be seen to at once
    if day.day == scene.today and (any(not other.spoken for other in scene.days) or _tells_of_today(scene, day)):
        return True  # "soon" beside a date is no date of its own: 1月底前到货，麻烦尽快联系我
    if scene.has("person", within=scene.clause(day.start)) and not scene.has("deliver", "pieces", within=sentence):
        return True  # the day on which somebody is to call
    if _day_of_answer(scene, day.start, day.end) or _day_of_order(scene, day.start, day.end):
        return True
    bought = any(sentence[0] <= named.start < sentence[1] for named in scene.products if named.sku)
    return not bought and not _speaks_of_delivery(scene, day.start, need)


def _tells_of_today(scene: Scene, day: Day) -> bool:
    """ "Hoy usamos neumáticas de 45 Nm": what is so today, and no day by which anything is needed."""
    clause = scene.clause(day.start)
    measured = any(clause[0] <= one.start < clause[1] and one.unit for one in scene.amounts)
    by = time_words(scene, day.start, "by") or scene.has("deliver", "lead_time", within=clause)
    return measured and not by


_ORDERED = re.compile(
    r"(?:order|sign|buy|confirm|pay|decide|bestell\w*|kauf\w*|unterschreib\w*|zahl\w*|pedimos|pedir|pido|compr\w+|cerr\w+|firm\w+|pag\w+|fech\w+|ped\w+)\s+(?:\w+\s+)?$"
    r"|(?:نطلب|بنطلب|نوقع|ندفع|نحول|نشتري|اطلب|ناكد|نعمد)\w*\s+$"
)
_ORDERS = re.compile(
    r"\s*(?:就|能|可以|内|中に|中)?(?:能|可以)?(?:下单|下订单|打款|付款|签|定下|成交|发注|注文|契约|お支払)|\s*(?:we|i|you)?\s*(?:order|sign|pay|buy|confirm)|\s*(?:نطلب|نوقع|ندفع|نحول)"
)


_ANSWERED = re.compile(
    r"(?:之?前|以前)?(?:までに|までの|迄に|中に)?(?:ご)?(?:返事|返信|回答|连络|連絡|回复|答复|回信|给我答复|联系|给我们?(?:联系|回|打)|安排|派人|处理|解决)|\s+(?:ال)?(?:رد|جواب)"
)
_QUOTED = re.compile(r"(?:عرض(?: ال)?(?:سعر|اسعار)?|العرض|报价单?|见积(?:书|り|もり)?を?)\s*(?:(?:قبل|حتي|بحلول|يوم|在|于)\s*)?$")  # fmt: skip


def _day_of_answer(scene: Scene, start: int, end: int) -> bool:
    """ "An answer by Thursday", عرض سعر قبل الخميس: the day by which somebody writes back."""
    return bool(_ANSWERED.match(scene.text, end) or _QUOTED.search(scene.text, max(0, start - 24), start))


def _day_of_order(scene: Scene, start: int, end: int) -> bool:
    """ "If we order today", 今天就能打款: the day on which the buyer acts, not the one by which tools are needed."""
    return bool(
        _ORDERED.search(scene.text, max(0, start - 24), start)
        or _ORDERS.match(scene.text, end)
        or _at_once_from_stock(scene, end)
    )


def _at_once_from_stock(scene: Scene, end: int) -> bool:
    """ "Sofort ab Lager?" asks after the stock."""
    return any(0 <= cue.start - end <= 3 for cue in scene.cues_named("stock"))


def _no_deadline(scene: Scene, day: Day, sentence: Span) -> tuple[str, ...]:
    """ "Is it possible to get 40 pieces by March 31st?" asks for them, and explains nothing."""
    wanted = scene.has("pieces", "deliver", "need", within=sentence) and time_words(scene, day.start, "by")
    return tuple(name for name in NO_DEADLINE if not (wanted and name == "explain"))


def _opens_with_by(scene: Scene, day: Day) -> bool:
    """ "Bis Jahresende"; "Halten Sie den Preis bis Jahresende" tells how long a concession lasts."""
    conceded = any(start <= day.start < end for start, end, _ in scene.conceded)
    return not conceded and _OPENS_WITH_BY.match(scene.text, day.start) is not None


_OPENS_WITH_BY = re.compile(r"(?:bis|by|until|before|hasta|antes|ate|para)\s")
_BY_BEHIND = re.compile(r"[の]?(?:まで|以内に|前[要到交]|之前|以前)")


def _speaks_of_delivery(scene: Scene, position: int, need: str) -> bool:
    sentence = scene.sentence(position)
    day = next((day for day in scene.days if day.start == position), None)
    if day is not None and _BY_BEHIND.match(scene.text, day.end):
        return True  # 来月中旬までに2台
    return (
        scene.conversation.asked == need
        or scene.has("need", "lead_time", "quote", "deliver", within=sentence)
        or any(name == need for _, name in scene.named_needs(sentence))
        or bool(time_words(scene, position, "by"))
        or (day is not None and _opens_with_by(scene, day))
        or (len(scene.text[slice(*sentence)]) <= 16 and not scene.is_question(sentence))
    )
