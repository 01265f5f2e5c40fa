"""The source of truth for the last day before a feast that a message names: fixed ones, those around Easter, of the moon, the Hijri year.

The days that move come from `holidays`, the Hijri ones from `hijridate` (Umm al-Qura); each is loaded when a feast is first named.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import lru_cache

from advisor.understanding.periods import Day, year_of

_AFTERWARDS = re.compile(
    r"\s?(?:休み|休暇|连休|長假|长假|假期|假)?の?(?:后(?!天)|过后|以后|之后|明け|あけ|が终わ|が明け|回来)|\s+(?:is over|vorbei)"
)
_AFTER = re.compile(
    r"(?:(?<![a-z])(?:after|nach|despues de(?:l)?|depois d[eo]|tras|apos)(?: the| dem| el| o)?|بعد)\s+$"
)
_PART_BEFORE = re.compile(r"(?:(نهايه|اواخر|اخر|ختام|end of|ende)|(بدايه|اوائل|اول|مطلع|start of|beginning of|anfang)|(منتصف|وسط|اواسط|نصف|mid|mitte))\s+(?:شهر\s+)?$")  # fmt: skip
_BEFORE = re.compile(r"(?:قبل|before|vor|antes de(?:l)?|antes do)\s+(?:(?:شهر|حلول|دخول|بدايه)\s+)*$")

_FIXED = (
    (
        re.compile(
            r"(?<![a-z])(?:christmas|xmas|weihnachten|heiligabend|navidad(?:es)?|(?<!em )natal(?= |$|[,.;?])(?!\s*(?:,|-|/|\()?\s*(?:brasil|rn\b|rio grande)))|圣诞节?|クリスマス|الكريسماس|عيد الميلاد"
        ),
        12,
        24,
    ),
    (re.compile(r"元旦"), 1, 1),
    (re.compile(r"(?<![a-z])(?:new year'?s? eve|silvester|nochevieja|reveillon)|راس السنه(?! ال(?:هجريه|صينيه))"), 12, 31),
    (re.compile(r"(?<![一二三四五六七八九十])五一(?=节|劳动节|假|长假|前|之前|以前|小长假)|劳动节"), 4, 30),
    (re.compile(r"ゴールデンウ[ィイ]ーク|(?<![a-z0-9])gw(?=前|休|まで|明け|连休|の)"), 4, 28),
    (re.compile(r"国庆(?!快乐)节?|(?<![一二三四五六七八九十周期])十一(?=假|长假|黄金周|前|之前|国庆)"), 9, 30),
    (re.compile(r"お?盆(?=休|前|まで|明け|の|に)|(?<!清)清盆"), 8, 12),
    (re.compile(r"お?正月(?=休|前|まで|明け|の|に)|年末年始"), 12, 31),
    (re.compile(r"双十一|双11"), 11, 10),
    (re.compile(r"(?<![a-z])(?:(?:dia de )?(?:los )?reyes(?: magos)?(?=$|[,.;?!\s])|heilige drei konige|dreikonig(?:e|stag)?|epiphany)"), 1, 5),
)  # fmt: skip
_EASTER = ("DE", "Good Friday")
_MOVING = (
    (
        re.compile(
            r"春节|新春(?!快乐)|农历(?:新)?年|中国新年|(?<!不)过年|旧正月|旧历新年|(?<![a-z])(?:chinese new year|lunar new year|spring festival|cny(?= break| holiday))|"
            r"chinesische[snm]? neujahr(?:sfest)?|ano nuevo chino|ano novo chines|(?:راس )?السنه الصينيه|عيد الربيع"
        ),
        ("CN", "Chinese New Year (Spring Festival)"),
        0,
    ),
    (re.compile(r"端午节?"), ("CN", "Dragon Boat Festival"), 0),
    (re.compile(r"中秋节?(?!快乐)"), ("CN", "Mid-Autumn Festival"), 0),
    (
        re.compile(
            r"(?<![a-z])(?:easter(?! island)|ostern|osterfest|osterferien|osterurlaub|pascuas?|pascoa)(?![a-z])|复活节|イースター|复活祭|復活祭|عيد (?:ال)?(?:فصح|قيامه)"
        ),
        _EASTER,
        2,
    ),
    (
        re.compile(
            r"(?<![a-z])(?:good friday|karfreitag|viernes santo|sexta-feira (?:santa|da paixao)|sexta santa)(?![a-z])"
        ),
        _EASTER,
        0,
    ),
    (re.compile(r"(?<![a-z])(?:semana santa|holy week|karwoche)(?![a-z])"), _EASTER, -5),
    (re.compile(r"(?<![a-z])(?:carnaval(?:es)?|karneval|fasching|fastnacht|mardi gras)(?![a-z])"), _EASTER, -48),
    (re.compile(r"(?<![a-z])(?:pfingsten|pfingst(?:ferien|fest)|pentecostes?|whitsun|pentecost)(?![a-z])"), _EASTER, 51),
    (re.compile(r"(?<![a-z])(?:thanksgiving|(?:dia de )?accion de gracias|(?:dia de )?acao de gracas)(?![a-z])"), ("US", "Thanksgiving"), 0),
    (re.compile(r"(?<![a-z])(?:diwali|deepavali)(?![a-z])|排灯节|ディワリ|ديوالي"), ("IN", "Diwali"), 0),
)  # fmt: skip
"""Pattern, country and name of a holiday, and the days from it to the first day of the feast (carnival begins on the Saturday before)."""
_FITR = re.compile(
    r"عيد الفطر|العيد الصغير|开斋节|イード・?アル・?フィトル|(?<![a-z])eid[\s-](?:al|ul|el)[\s-]?fit[ra]r?"
)
_ADHA = re.compile(
    r"عيد الاضحي|العيد الكبير|عيد النحر|عيد الحج|古尔邦节|宰牲节|犠牲祭|牺牲祭|(?<![a-z])eid[\s-](?:al|ul|el)[\s-]?adha"
)
_EITHER = re.compile(r"(?<![\u0621-\u064a])(?:العيد|عيد)(?! ?(?:مبارك|سعيد|الوطني|ال))(?![\u0621-\u064a])")
_MONTHS = {
    "محرم": 1, "صفر": 2, "ربيع الاول": 3, "ربيع الثاني": 4, "ربيع الاخر": 4, "جمادي الاولي": 5, "جمادي الاخره": 6, "جمادي الثانيه": 6,
    "رجب": 7, "شعبان": 8, "رمضان": 9, "شوال": 10, "ذو القعده": 11, "ذي القعده": 11, "ذو الحجه": 12, "ذي الحجه": 12,
    "ramadan": 9, "ramada": 9, "ramadao": 9, "斋月": 9, "斋戒月": 9, "ラマダン": 9, "ラマダーン": 9,
}  # fmt: skip
_HIJRI = re.compile(
    rf"(?:(?<!\d)(\d{{1,2}})\s+(?:من\s+)?)?(?<![\u0621-\u064aa-z])(?:شهر\s+)?({'|'.join(sorted(_MONTHS, key=len, reverse=True))})(?![\u0621-\u064aa-z])"
    r"(?! كريم| مبارك| الكريم)(?:\s+(?:عام\s+|سنه\s+)?(14\d\d))?"
)
_ALSO_WORDS = frozenset({"صفر", "محرم", "شعبان", "رجب"})
"""Months whose names are also a nought, a ban, or a man's: a day, a year, a part or "month" tells that they are meant."""
_PLACED = re.compile(r"(?:قبل|نهايه|اواخر|اخر|بدايه|اوائل|منتصف|حتي|بحلول|خلال)\s+$")
_A_TOWN = re.compile(r"(?:العاشر|مدينه العاشر|عاشر)\s+من\s+$")
_RAMADAN, _SHAWWAL, _HAJJ = 9, 10, 12


def feasts(text: str, today: date) -> list[Day]:
    """Return the last day before each feast that a folded text names, spoken of; what is to come after a feast has no day."""
    found = [*_fixed(text, today), *_moving(text, today), *_islamic(text, today)]
    return [day for day in found if not _AFTERWARDS.match(text, day.end) and not _AFTER.search(text, 0, day.start)]


def _fixed(text: str, today: date) -> Iterator[Day]:
    for pattern, month, day in _FIXED:
        for match in pattern.finditer(text):
            yield Day(match.start(), match.end(), date(year_of(month, day, today), month, day), spoken=True)


def _moving(text: str, today: date) -> Iterator[Day]:
    for pattern, holiday, days in _MOVING:
        for match in pattern.finditer(text):
            eve = _coming(today, lambda year, holiday=holiday, days=days: _holiday(year, *holiday) + timedelta(days))  # type: ignore[misc]  # bound at once
            yield Day(match.start(), match.end(), eve, spoken=True)


def _islamic(text: str, today: date) -> Iterator[Day]:
    for match in _FITR.finditer(text):
        yield Day(match.start(), match.end(), _eve_of(_SHAWWAL, 1, today), spoken=True)
    for match in _ADHA.finditer(text):
        yield Day(match.start(), match.end(), _eve_of(_HAJJ, 10, today), spoken=True)
    for match in _EITHER.finditer(text):
        eve = min(_eve_of(_SHAWWAL, 1, today), _eve_of(_HAJJ, 10, today))
        yield Day(match.start(), match.end(), eve, spoken=True)
    for match in _HIJRI.finditer(text):
        if not _A_TOWN.search(text, 0, match.start()) and (day := _in_month(match, text, today)) is not None:
            yield day


def _in_month(match: re.Match[str], text: str, today: date) -> Day | None:
    """A day of a Hijri month, its end where only the month is named, the day before it behind "before"."""
    month, year = _MONTHS[match[2]], int(match[3]) if match[3] else None
    if (match[1] and not 1 <= int(match[1]) <= 30) or (
        match[2] in _ALSO_WORDS
        and not (match[1] or match[3] or "شهر" in match[0] or _PLACED.search(text, 0, match.start()))
    ):
        return None
    if match[1]:
        return Day(match.start(), match.end(), _hijri(month, int(match[1]), today, year=year), spoken=match[3] is None)
    part = _PART_BEFORE.search(text, 0, match.start())
    behind = re.compile(r"之?前|の?前|以前|開始前|开始前").match(text, match.end())
    if part is None and (behind or _BEFORE.search(text, 0, match.start())):
        return Day(match.start(), match.end(), _hijri(month, 1, today, year=year) - timedelta(days=1), spoken=True)
    day = 15 if part and part[3] else 10 if part and part[2] else 29
    if month == _RAMADAN and part is None:
        return Day(match.start(), match.end(), _hijri(month, 1, today, year=year) - timedelta(days=1), spoken=True)
    return Day(match.start(), match.end(), _hijri(month, day, today, year=year), spoken=True)


def _coming(today: date, feast: Callable[[int], date]) -> date:
    """The eve of the next feast that is still to come."""
    eve = feast(today.year) - timedelta(days=1)
    return eve if eve >= today else feast(today.year + 1) - timedelta(days=1)


@lru_cache(maxsize=64)
def _holiday(year: int, country: str, name: str) -> date:
    import holidays

    return min(holidays.country_holidays(country, years=year, language="en_US").get_named(name))


def _eve_of(month: int, day: int, today: date) -> date:
    return _hijri(month, day, today + timedelta(days=1)) - timedelta(days=1)


def _hijri(month: int, day: int, today: date, *, year: int | None = None) -> date:
    """Return a day of the Hijri calendar; without its year the next one from `today` on."""
    from hijridate import Gregorian, Hijri

    named = year or Gregorian.fromdate(today).to_hijri().year
    found = Hijri(named, month, day).to_gregorian()
    if year is None and found < today:
        found = Hijri(named + 1, month, day).to_gregorian()
    return date(found.year, found.month, found.day)
