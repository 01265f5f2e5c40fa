"""The source of truth for dates in a message: written out, in figures, and relative to the conversation's day."""

from __future__ import annotations

import re
from datetime import date, timedelta

from advisor.understanding.feasts import feasts
from advisor.understanding.periods import Day, last_day, periods, year_of
from advisor.understanding.text import Reading
from advisor.understanding.words import Words, alternatives

Span = tuple[int, int]
_ISO = re.compile(r"(?<!\d)(20\d\d)[-/.年]\s?(\d{1,2})[-/.月]\s?(\d{1,2})(?:日|号)?(?!\d)")
_DAY_FIRST = re.compile(r"(?<![\d.,])(\d{1,2})[./-](\d{1,2})[./-](20\d\d|\d\d)(?![\d])")
_DAY_MONTH = re.compile(r"(?<![\d.,])(\d{1,2})\.(\d{1,2})\.(?!\d)")
_CLASSES = frozenset({"4.6.", "4.8.", "5.6.", "5.8.", "6.8.", "8.8.", "9.8.", "10.9.", "12.9."})
_A_BOLT = re.compile(r"(?<![a-z])m\s?\d|klasse|festigkeit|gute|schraube|bolzen")
"""Before a property class: with them 8.8. at the end of a sentence is no eighth of August."""
_DAY_SLASH_MONTH = re.compile(r"(?<![\d.,/\-])(\d{1,2})/(\d{1,2})(?![\d/\"'”]|[.,]\d|\s?(?:in\b|zoll|pol|pulg|بوص))")
"""Without a year it is a day behind a word such as "until", and where no drive can be meant."""
_MONTH_DAY_HAN = re.compile(
    r"(?<!\d)(?:(明年|来年|今年)の?)?(\d{1,2})月(?:(\d{1,2})[日号]|(底|末|初|中旬|上旬|下旬)|(?!\d))"
)
_DAY_OF_MONTH = re.compile(
    r"(?:(下下?个?|来|再来|这个?|本|今|当)月の?|(?<![\d.月]))(\d{1,2})[号日](?!间|間|以?内|后|後|で|ほど|程|分|左|前后|之内|目|数|試|试|の|\d|直|当|あ|中)"
)
_WEEKDAY = re.compile(
    r"(下下|下个?|来|再来|这个?|本|今)?(?:周|星期|礼拜)の?([一二三四五六日天月火水木金土])(?:曜日?)?|([月火水木金土日])曜日?"
)
_WEEKDAYS = {
    "一": 0,
    "二": 1,
    "三": 2,
    "四": 3,
    "五": 4,
    "六": 5,
    "日": 6,
    "天": 6,
    "月": 0,
    "火": 1,
    "水": 2,
    "木": 3,
    "金": 4,
    "土": 5,
}


def find_dates(reading: Reading, locale: str, words: Words, *, today: date) -> list[Day]:
    """Return the dates in a message, in order; a date without its year is the next one after `today`."""
    text = reading.folded
    found = [
        *_in_figures(text, locale, words, today=today),
        *_with_months(text, words, today),
        *_relative(reading, locale, words, today=today),
    ]
    found.sort(key=lambda day: (day.start, -day.end))
    kept: list[Day] = []
    for day in found:
        if not kept or day.start >= kept[-1].end:
            kept.append(day)
    return kept


_DAY_BEFORE_MONTH = frozenset({"de", "es", "pt", "ar"})
_NO_DAYS = frozenset({"1/4", "3/8", "1/2", "5/8", "3/4", "7/8", "24/7"})
_UNTIL = re.compile(
    r"(?<![a-z])(?:bis|bis zum|spatestens(?: am)?|liefer\w*(?: am)?|am|hasta|hasta el|antes del|para el|el dia|el|entrega|plazo:?|fecha:?|ate|ate o dia|ate dia|"
    r"ate o|antes de|no dia|dia|prazo:?|em|قبل|بتاريخ|حتي|يوم|قبل يوم|بحلول|التسليم|موعد)\s+$"
)


def _in_figures(text: str, locale: str, words: Words, *, today: date) -> list[Day]:
    days: list[Day] = []
    for match in _ISO.finditer(text):
        days.extend(_day(match, int(match[1]), int(match[2]), day=int(match[3])))
    for match in _DAY_FIRST.finditer(text):
        first, second, year = int(match[1]), int(match[2]), int(match[3])
        month_first = (locale == "en" and "/" in match[0] and second > 12) or second > 12
        day, month = (second, first) if month_first else (first, second)
        days.extend(_day(match, year + 2000 if year < 100 else year, month, day=day))
    for match in _DAY_SLASH_MONTH.finditer(text) if locale in _DAY_BEFORE_MONTH else ():
        if match[0] not in _NO_DAYS and _UNTIL.search(text, max(0, match.start() - 20), match.start()):
            days.extend(_coming(match, int(match[2]), int(match[1]), today=today))
    for match in _DAY_MONTH.finditer(text) if locale == "de" else ():
        if match[0] in _CLASSES and _A_BOLT.search(text, max(0, match.start() - 24), match.start()):
            continue  # "M16 8.8 und M20 10.9."
        days.extend(_coming(match, int(match[2]), int(match[1]), today=today))
    for match in _MONTH_DAY_HAN.finditer(text):
        if not text.startswith(("から", "以降", "开始", "起"), match.end()):
            days.extend(_han(match, today))
    for match in _DAY_OF_MONTH.finditer(text):
        days.extend(_day_of_month(match, today))
    days += [_weekday(match, today) for match in _WEEKDAY.finditer(text)]
    days += [_coming_weekday(match, words, today) for match in words.weekdays.finditer(text)]
    return [*days, *periods(text, today), *feasts(text, today)]


def _han(match: re.Match[str], today: date) -> list[Day]:
    month = int(match[2])
    if not 1 <= month <= 12:
        return []
    year = today.year + 1 if match[1] in ("明年", "来年") else year_of(month, int(match[3] or 28), today)
    part = match[4]
    last = last_day(year, month)
    day = int(match[3]) if match[3] else {"初": 10, "上旬": 10, "中旬": 15}.get(part or "", last.day)
    return _day(match, year, month, day=day)


def _day_of_month(match: re.Match[str], today: date) -> list[Day]:
    """下个月15号, 来月10日; a day alone (15号) is the next one."""
    day = int(match[2])
    said = match[1] or ""
    later = (
        2
        if said in ("下下个", "下下", "再来")
        else 1
        if said in ("下个", "下", "来") or (not said and day < today.day)
        else 0
    )
    months = today.year * 12 + today.month - 1 + later
    return _day(match, months // 12, months % 12 + 1, day=day)


def _weekday(match: re.Match[str], today: date) -> Day:
    """下周五, 来週の金曜: of the week that is named; without one, the next such day."""
    wanted = _WEEKDAYS[match[2] or match[3]]
    said = match[1] or ""
    if not said or match[3]:
        day = today + timedelta(days=(wanted - today.weekday()) % 7)
    else:
        later = 2 if said in ("下下", "再来") else 1 if said in ("下", "下个", "来") else 0
        day = today + timedelta(days=wanted - today.weekday() + 7 * later)
    return Day(match.start(), match.end(), day, spoken=True)


def _coming_weekday(match: re.Match[str], words: Words, today: date) -> Day:
    """ "Next Tuesday", nächsten Dienstag: the next such day after today."""
    written = re.sub(r"\s+", " ", match[0])
    wanted = words.weekday_of[written] if written in words.weekday_of else words.weekday_of[written[1:]]
    ahead = (wanted - today.weekday() - 1) % 7 + 1
    return Day(match.start(), match.end(), today + timedelta(days=ahead), spoken=True)


def _day(match: re.Match[str], year: int, month: int, *, day: int) -> list[Day]:
    try:
        return [Day(match.start(), match.end(), date(year, month, day))]
    except ValueError:
        return []


def _coming(match: re.Match[str], month: int, day: int, *, today: date) -> list[Day]:
    return _day(match, year_of(month, day, today), month, day=day) if 1 <= month <= 12 else []


_month_pattern: dict[int, re.Pattern[str]] = {}


def _months(words: Words) -> re.Pattern[str]:
    key = id(words)
    if key not in _month_pattern:
        names = alternatives(words.months)
        _month_pattern[key] = re.compile(
            rf"(?:(?<!\d)(?P<before>\d{{1,2}})(?:st|nd|rd|th|\.|º|°)?\s*(?:de\s+|of\s+)?)?(?<![a-z])(?P<month>{names})\.?"
            rf"(?:\s+(?P<after>\d{{1,2}})(?:st|nd|rd|th)?(?![\d.,]*\d|\s?[a-z]))?(?:[,\s]+(?:de\s+|del\s+)?(?P<year>20\d\d))?"
        )
    return _month_pattern[key]


def _with_months(text: str, words: Words, today: date) -> list[Day]:
    days: list[Day] = []
    for match in _months(words).finditer(text):
        if match["month"] in ("may", "mar", "set", "mai", "dez", "marco") and not (
            match["before"] or match["after"] or match["year"] or _by(text, match.start())
        ):
            continue
        month = words.months[match["month"]]
        said = match["before"] or match["after"]
        part = _part(text, match.start())
        year = int(match["year"]) if match["year"] else year_of(month, int(said or 28), today)
        part = part or _part_behind(text, match.end())
        last = last_day(year, month)
        day = int(said) if said else {"beginning": 10, "mid": 15}.get(part, last.day)
        days.extend(_day(match, year, month, day=day))
    return days


_BEGINNING = re.compile(
    r"(?:beginning of|start of|early|anfang|principios de(?:l)?|inicios? d[eo]l?|comienzos de(?:l)?|comeco d[eo]|بدايه|اوائل|مطلع|اول)\s*(?:the |des )?$"
)
_MID = re.compile(r"(?:mid|middle of|mitte|mediados de(?:l)?|meados d[eo]|منتصف|وسط|اواسط)[\s-]*(?:the |des |al )?$")
_BY = re.compile(
    r"(?:by|until|in|before|till|end of|bis|im|ende|vor|para|en|hasta|antes de|em|ate|de|fin de|fim de)\s+$"
)


def _part(text: str, start: int) -> str:
    before = text[max(0, start - 16) : start]
    return "beginning" if _BEGINNING.search(before) else "mid" if _MID.search(before) else ""


def _by(text: str, start: int) -> bool:
    return _BY.search(text[max(0, start - 10) : start]) is not None


def _relative(reading: Reading, locale: str, words: Words, *, today: date) -> list[Day]:
    ends = {
        "today": today,
        "tomorrow": today + timedelta(days=1),
        "day_after_tomorrow": today + timedelta(days=2),
        "this_week": today + timedelta(days=4 - today.weekday() if today.weekday() < 5 else 6 - today.weekday()),
        "next_week": today + timedelta(days=11 - today.weekday()),
        "this_month": last_day(today.year, today.month),
        "next_month": last_day(today.year + today.month // 12, today.month % 12 + 1),
        "this_year": date(today.year, 12, 31),
        # Japanese companies reckon by the fiscal year, which ends in March.
        "this_fiscal_year": date(today.year + (today.month > 3), 3, 31),
        "next_year": date(today.year + 1, 12, 31),
    }
    return [
        _of_part(Day(hit.start, hit.end, ends[term], spoken=True), term, reading.folded)
        for hit in words.relative.find(reading, locale)
        for term in hit.terms[:1]
        if term in ends
        and not (term == "today" and _counts_from(reading.folded, hit.start))
        and not _only_a_day(reading.folded[hit.start : hit.end])
    ]


_FROM = re.compile(
    r"(?:(?<![a-z])(?:from|as of|starting|a partir de|desde|de|ab|von)|(?<![\u0621-\u064a])(?:من|ابتداء من))\s+$"
)
"""Before "today" a span of time is counted from it, and it is no day of its own: "4 weeks from today"."""


def _counts_from(text: str, start: int) -> bool:
    return _FROM.search(text, 0, start) is not None and not text.startswith("sofort", start)


def _only_a_day(written: str) -> bool:
    """يوم without its article is "a day"; اليوم is today."""
    return written.endswith("يوم") and not written.endswith("اليوم")


_PART_AFTER = re.compile(r"の?(?:(中旬|半ば|なかば|中顷)|(上旬|初|头))")


def _part_behind(text: str, end: int) -> str:
    """三月中旬, 来月上旬."""
    after = _PART_AFTER.match(text, end)
    return "" if after is None else "mid" if after[1] else "beginning"


def _of_part(day: Day, term: str, text: str) -> Day:
    """下个月中旬, mid next month, Anfang nächsten Monats; the middle of a year is the end of June."""
    after = _PART_AFTER.match(text, day.end)
    part = _part(text, day.start) or _part_behind(text, day.end)
    end = max(day.end, after.end()) if after is not None else day.end
    if not part or term not in ("this_month", "next_month", "this_year", "next_year"):
        return day
    if term in ("this_month", "next_month"):
        return Day(day.start, end, day.day.replace(day=15 if part == "mid" else 10), spoken=True)
    return Day(
        day.start, end, day.day.replace(month=6 if part == "mid" else 1, day=30 if part == "mid" else 31), spoken=True
    )
