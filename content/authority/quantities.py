"""Source of truth for reading how much is meant: times, percents, money and counts, in the numerals of seven languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache

from content.authority.model import Dimension, Quantity
from content.authority.subjects import fold

# Month = 30 days, year = 365, week = 7: as permission rules count.
_TIMES: Mapping[str, Decimal] = {
    r"hours?|小时|stunden?|horas?|時間|ساع\w+": Decimal(1) / 24,
    r"(?:business |working |werk|arbeits)?(?:days?|tage?n?)|d|天|日間?(?!元|本)|dias?|يوما?|ايام": Decimal(1),
    r"weeks?|周|星期|礼拜|wochen?|semanas?|週間?|اسبوعا?|اسابيع": Decimal(7),
    r"months?|个月|個月|[かヶケカ箇]月|月|monat\w*|mes(?:es)?|شهرا?|اشهر|شهور": Decimal(30),
    r"quarters?|季度|quartal\w*|trimestres?|四半期": Decimal(90),
    r"years?|yrs?|年間?|jahr\w*|anos?|سنه|سنوات|سنين|عاما?|اعوام": Decimal(365),
}
_CURRENCIES: Mapping[str, str] = {
    r"r\$|brl|rea(?:l|is)": "BRL",
    r"€|eur|euros?|欧元|ユーロ|يورو": "EUR",
    r"us\$|\$|usd|dollars?|dolar(?:es)?|美元|美金|ドル|دولارا?": "USD",
    r"cny|rmb|人民币|元|块钱|yuan|人民元|يوان": "CNY",
    r"jpy|円|日元|yen|ين": "JPY",
    r"£|gbp|pounds?|英镑|pfund|ポンド": "GBP",
    r"sar|ريالا?": "SAR",
    r"aed|درهما?": "AED",
    r"[¥]": "CNY",
}
_PERCENT = r"%|per ?cent|pct|prozent|por ?ciento|por ?cento|パーセント|بال?مئه|بالمائه|في المئه|في المائه"
_COUNT = r"pcs|pieces?|units?|个|件|台|套|把|stuck|unidade?s?|unidades|piezas?|pecas?|個|本|قطع\w*|وحد\w*"
_WORDS: Mapping[str, int] = {
    word: number
    for number, words in {
        1: "a an one ein eine einen einem einer eines un una uno um uma واحد واحده",
        2: "two zwei dos dois duas اثنان اثنين",
        3: "three drei tres ثلاثه ثلاث",
        4: "four vier cuatro quatro اربعه اربع",
        5: "five funf cinco خمسه خمس",
        6: "six sechs seis سته ست",
        7: "seven sieben siete sete سبعه سبع",
        8: "eight acht ocho oito ثمانيه ثماني ثمان",
        9: "nine neun nueve nove تسعه تسع",
        10: "ten zehn diez dez عشره عشر",
        11: "eleven elf once onze",
        12: "twelve zwolf doce doze",
        14: "fourteen vierzehn catorce quatorze",
        15: "fifteen funfzehn quince quinze",
        18: "eighteen achtzehn dieciocho dezoito",
        20: "twenty zwanzig veinte vinte عشرون عشرين",
        30: "thirty dreissig treinta trinta ثلاثون ثلاثين",
        40: "forty vierzig cuarenta quarenta اربعون اربعين",
        45: "funfundvierzig",
        50: "fifty funfzig cincuenta cinquenta خمسون خمسين",
        60: "sixty sechzig sesenta sessenta ستون ستين",
        70: "seventy siebzig setenta سبعون سبعين",
        80: "eighty achtzig ochenta oitenta ثمانون ثمانين",
        90: "ninety neunzig noventa تسعون تسعين",
        100: "hundred hundert cien cem مئه مائه",
        1000: "thousand tausend mil الف",
    }.items()
    for word in words.split()
}
_HAN: Mapping[str, int] = {letter: number for number, letter in enumerate("〇一二三四五六七八九")} | {
    "零": 0,
    "两": 2,
    "兩": 2,
}
_HAN_POWERS: Mapping[str, int] = {"十": 10, "百": 100, "千": 1_000}
_HAN_GROUPS: Mapping[str, int] = {"万": 10_000, "亿": 100_000_000, "億": 100_000_000}
_SPECIAL: Mapping[str, Quantity] = {
    r"半年|half a year|halbes? jahr|medio ano|meio ano|نصف (?:سنه|عام)": Quantity(Decimal("182.5"), "time"),
    r"半个?月|half a month|medio mes|meio mes|نصف شهر": Quantity(Decimal(15), "time"),
    r"يومين|يومان": Quantity(Decimal(2), "time"),
    r"اسبوعين|اسبوعان": Quantity(Decimal(14), "time"),
    r"شهرين|شهران": Quantity(Decimal(60), "time"),
    r"سنتين|سنتان|عامين|عامان": Quantity(Decimal(730), "time"),
    r"半价|半額|half (?:the )?price|halbe\w* preis|mitad de(?:l)? precio|metade do preco|نصف (?:ال)?(?:سعر|ثمن)": Quantity(
        Decimal(50), "percent"
    ),
    r"永久|终身|无限期|unlimited|indefinite\w*|for ever|forever|lifetime|unbegrenzt\w*|unbefristet\w*|lebenslang\w*"
    r"|indefinid\w+|ilimitad\w+|de por vida|vitalici\w+|無期限|無制限|永年|غير محدود\w*|مدي الحياه|دائم\w*": Quantity(
        Decimal("Infinity"), "time"
    ),
}


@dataclass(frozen=True, slots=True)
class Mention:
    """A quantity found in folded text, with its place; `quantity.dimension` None means a bare number."""

    start: int
    end: int
    quantity: Quantity | None
    number: Decimal


_DIGITS = r"\d+(?:[.,' \u00a0]\d{3})*(?:[.,]\d+)?"
_HAN_NUMBER = r"[〇零一二两兩三四五六七八九十百千万亿億]+"
_WORD = "|".join(sorted(_WORDS, key=len, reverse=True))
_WORD_NUMBER = rf"\b(?:{_WORD})(?:[ -](?:and |und |y |e |و ?)?(?:{_WORD})\b)*\b"
_NUMBER = rf"(?P<number>{_DIGITS}|{_HAN_NUMBER}|{_WORD_NUMBER})"
_MULTIPLIER = r"(?: ?(?P<times>k|千|万|thousand|tausend|tsd\.?|mil|الف)(?![a-z]))?"
_END = r"(?![a-z])"
_UNIT_GROUPS = [
    *((f"time{index}", pattern) for index, pattern in enumerate(_TIMES)),
    ("percent", _PERCENT),
    *((f"money{index}", pattern) for index, pattern in enumerate(_CURRENCIES)),
    ("count", _COUNT),
]
_HUNDREDTHS = re.compile(rf"百分之(?P<number>{_DIGITS}|{_HAN_NUMBER})")
_ZHE = re.compile(r"(?P<number>\d(?:\.\d)?|\d\d|[一二三四五六七八九]{1,2})折(?!扣)")
_WARI = re.compile(rf"(?P<number>{_DIGITS}|{_HAN_NUMBER})割(?:(?P<bu>\d|[一二三四五六七八九])分)?")
_SINGULAR = re.compile(
    r"(?<![\w])(?P<time1>يوم)(?!\w)|(?P<time2>اسبوع)(?!\w)|(?P<time3>شهر)(?!\w)|(?P<time5>سنه|عام)(?!\w)"
)
_BARE = re.compile(rf"(?<![\w.,])(?P<number>{_DIGITS})(?![\w%])")


@cache
def _units() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A number with its unit behind it, and money before it; made when first asked for, as a page is served without."""
    units = "|".join(f"(?P<{n}>(?:{fold(p)}){_END})" for n, p in _UNIT_GROUPS)
    money = "|".join(f"(?P<money{i}>{fold(p)})" for i, p in enumerate(_CURRENCIES))
    return (
        re.compile(rf"{_NUMBER}{_MULTIPLIER}(?:[ \u00a0-]?(?:{units}))"),
        re.compile(rf"(?:{money})[ \u00a0]?{_NUMBER}{_MULTIPLIER}"),
    )


@cache
def _wordings() -> tuple[tuple[re.Pattern[str], Quantity], ...]:
    return tuple((re.compile(fold(pattern)), quantity) for pattern, quantity in _SPECIAL.items())


def quantities(folded: str, locale: str = "en") -> list[Mention]:
    """Find every quantity in a folded text, leftmost first; places are never used twice."""
    found: list[Mention] = []
    for mention in (*_alone(folded), *_special_forms(folded), *_with_unit(folded, locale), *_singular(folded)):
        if not any(mention.start < other.end and other.start < mention.end for other in found):
            found.append(mention)
    for match in _BARE.finditer(folded):
        number = number_of(match["number"], locale)
        if number is not None and not any(match.start() < other.end and other.start < match.end() for other in found):
            found.append(Mention(match.start(), match.end(), None, number))
    return sorted(found, key=lambda mention: mention.start)


def number_of(text: str, locale: str = "en") -> Decimal | None:
    """Read a number in digits (grouped as `locale` does), Chinese numerals or words; None where it is none."""
    if text[0].isdigit():
        return _digits(text, locale)
    if all(letter in _HAN or letter in _HAN_POWERS or letter in _HAN_GROUPS for letter in text):
        return Decimal(_han(text))
    total = 0
    for word in re.split(r"[ -]", text):
        value = _WORDS.get(word.removeprefix("و"))
        if value is not None:
            total = max(total, 1) * value if value >= 100 else total + value
    return Decimal(total)


def _digits(text: str, locale: str) -> Decimal | None:
    bare = re.sub(r"[ '\u00a0]", "", text)
    if "." in bare and "," in bare:
        group = "," if bare.rfind(".") > bare.rfind(",") else "."
    else:
        group = "." if locale in {"de", "es", "pt"} else ","
        if not re.fullmatch(rf"\d{{1,3}}(?:\{group}\d{{3}})+", bare):
            group = ""
    try:
        return Decimal((bare.replace(group, "") if group else bare).replace(",", "."))
    except InvalidOperation:
        return None


def _han(text: str) -> int:
    if all(letter in _HAN for letter in text):
        return int("".join(str(_HAN[letter]) for letter in text))
    total = group = digit = 0
    for letter in text:
        if letter in _HAN:
            digit = _HAN[letter]
        elif letter in _HAN_POWERS:
            group, digit = group + (digit or 1) * _HAN_POWERS[letter], 0
        else:
            total, group, digit = total + ((group + digit) or 1) * _HAN_GROUPS[letter], 0, 0
    return total + group + digit


def _alone(folded: str) -> Iterator[Mention]:
    for pattern, quantity in _wordings():
        yield from (Mention(m.start(), m.end(), quantity, quantity.value) for m in pattern.finditer(folded))


def _special_forms(folded: str) -> Iterator[Mention]:
    """Read 百分之五 (5 %), 九折 and 85折 (pay 90, 85 %: 10, 15 % off), 2割5分 (25 %)."""
    for match in _HUNDREDTHS.finditer(folded):
        yield _percent(match, number_of(match["number"]) or Decimal(0))
    for match in _ZHE.finditer(folded):
        digits = "".join(str(_HAN.get(letter, letter)) for letter in match["number"])
        paid = Decimal(digits) * (10 if "." in digits or len(digits) == 1 else 1)
        yield _percent(match, 100 - paid)
    for match in _WARI.finditer(folded):
        tenths = number_of(match["number"]) or Decimal(0)
        hundredths = Decimal(_HAN.get(match["bu"], match["bu"])) if match["bu"] else Decimal(0)
        yield _percent(match, tenths * 10 + hundredths)


def _percent(match: re.Match[str], value: Decimal) -> Mention:
    return Mention(match.start(), match.end(), Quantity(value, "percent"), value)


def _singular(folded: str) -> Iterator[Mention]:
    """Read an Arabic unit without a number as one of it (`سنة`: one year)."""
    for match in _SINGULAR.finditer(folded):
        quantity = _quantity(match, Decimal(1))
        yield Mention(match.start(), match.end(), quantity, Decimal(1))


def _with_unit(folded: str, locale: str) -> Iterator[Mention]:
    for pattern in _units():
        for match in pattern.finditer(folded):
            number = number_of(match["number"], locale)
            if number is None:
                continue
            number *= {"万": 10_000, None: 1}.get(match["times"], 1_000)
            quantity = _quantity(match, number)
            if quantity.currency == "CNY" and "¥" in match[0] and locale == "ja":
                quantity = Quantity(number, "money", "JPY")
            yield Mention(match.start(), match.end(), quantity, number)


def _quantity(match: re.Match[str], number: Decimal) -> Quantity:
    name = next(name for name, text in match.groupdict().items() if text and name not in {"number", "times"})
    kind = name.rstrip("0123456789")
    index = int(name[len(kind) :] or 0)
    dimension: Dimension = "percent"
    if kind == "time":
        # reckoned as whole hours first: a third of a day must not become 0.333
        return Quantity((number * 24 * list(_TIMES.values())[index]).normalize() / 24, "time")
    if kind == "money":
        return Quantity(number, "money", list(_CURRENCIES.values())[index])
    if kind == "count":
        dimension = "count"
    return Quantity(number, dimension)
