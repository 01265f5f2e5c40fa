"""Source of truth for reading how much is meant: times, percents, money and counts, in the numerals of seven languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from functools import cache

from content.authority.model import Quantity
from content.authority.numerals import ARTICLES, BARE_WORD_NUMBER, FRACTIONS, HAN_NUMBER, WORD, WORD_NUMBER, in_words
from content.authority.subjects import fold_pattern
from content.authority.units import COUNT, CURRENCIES, PERCENT, TIMES

_ALONE: tuple[tuple[str, Quantity], ...] = (
    (r"半(?:天|日)(?!元|本)|(?:一个)(?:上午|下午)|午[前後](?:だけ|中|いっぱい|の間)|(?:half[ -]a?[ -]?day|(?:one|a single|a) (?:morning|afternoon))(?![a-z])|(?:una|media|toda una) (?:manana|tarde|jornada)(?!s)|medio dia|uma (?:manha|tarde)|meio (?:dia|periodo)|(?:einen?|ein) (?:halbe[rn]? tag|vormittag|nachmittag)|halbe[rn]? tag|نصف? يوم", Quantity(Decimal("0.5"), "time")),
    (r"半年間?|(?<!and )(?<!and a )half[ -](?:an?[ -])?years?(?![a-z])|(?:ein )?halbes? jahr|halbjahr\w*|medio ano|meio ano|semestre|نصف? (?:سنه|عام)", Quantity(Decimal(180), "time")),
    (r"(?<![\d一二三四])四半期", Quantity(Decimal(90), "time")),
    (r"半个?月間?|half a month|halbe[rn]? monat|medio mes|meio mes|quinzena|quincena|نصف? شهر", Quantity(Decimal(15), "time")),
    (r"(?<!\w)[بل]?يوم(?:ين|ان)(?!\w)", Quantity(Decimal(2), "time")),
    (r"اسبوع(?:ين|ان)", Quantity(Decimal(14), "time")),
    (r"شهر(?:ين|ان)", Quantity(Decimal(60), "time")),
    (r"سنت(?:ين|ان)|عام(?:ين|ان)(?!\w)", Quantity(Decimal(730), "time")),
    (r"(?:عين|قطع|وحد|نسخ|بطاري)ت(?:ين|ان)|قسط(?:ين|ان)", Quantity(Decimal(2), "count")),
    (r"(?:ein )?vierteljahr\w*|three quarters of a year", Quantity(Decimal(90), "time")),
    (r"对折|半价|半額|half[ -](?:the )?price|half off|halbe\w* preis|halfte des preises|mitad de(?:l)? precio|metade do preco|نصف? (?:ال)?(?:سعر|ثمن|قيمه|حق)", Quantity(Decimal(50), "percent")),
    (r"永久|终身|无限期|unlimited|indefinite\w*|for ever|forever|lifetime|unbegrenzt\w*|unbefristet\w*|lebenslang\w*|indefinid\w+|ilimitad\w+|de por vida"
     r"|vitalici\w+|無期限|無制限|永年|غير محدود\w*|مدي الحياه|دايم\w*|دائم\w*", Quantity(Decimal("Infinity"), "time")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mention:
    """A quantity found in folded text, with its place. No `readings`: a bare number; two: as what it measures decides.

    `paid` is True where a price to be paid was named (九折), so that "more" means a smaller discount.
    """

    start: int
    end: int
    readings: tuple[Quantity, ...]
    number: Decimal
    word: str = ""
    paid: bool = False
    step: Quantity | None = None
    """How much more, where a time was to go from one length to another."""

    @property
    def quantity(self) -> Quantity | None:
        """The first reading."""
        return self.readings[0] if self.readings else None


_DIGITS = r"(?:\d/\d(?= ?(?:year|month|week|day|hour|jahr|monat|woche|tag|ano|mes|semana|dia))|\d+ (?:point|komma|coma|virgula) \d+|\d+(?:[.,' \u00a0]\d{3})*(?:[.,]\d+)?)"
_NUMBER = rf"(?P<number>{_DIGITS}|{HAN_NUMBER}|{WORD_NUMBER})"
_SCALE = r"(?P<scale>k|千|万|百万|thousand|tausend|tsd\.?|mil|الاف|الف|millions?|millionen|mio\.?|millon(?:es)?|milhao|milhoes|مليون|dozen|dutzend|docenas?|duzias?)"
_MULTIPLIER = rf"(?: ?{_SCALE}(?![a-z]))?(?: (?:de|of)(?= ))?"
_SCALES = {"k": 1000, "千": 1000, "万": 10_000, "百万": 10**6, "الف": 1000, "الاف": 1000, "مليون": 10**6}
_HALF = r"and a half|-and-a-half|y medi[oa]|e mei[oa]|und ein(?:e[nm]?)? halbe[rnms]?|ونصف|و نصف|半"
_NOT_AND = r"(?<!and )(?<!and a )(?<!and-a-)(?<! y )(?<! e )(?<!und )(?<!und ein )(?<!و)(?<!و )"
"""In "two and a half" the half belongs to the two."""
_END = r"(?![a-z])"
_GROUPS = [
    *((f"time{index}", pattern) for index, pattern in enumerate(TIMES)),
    ("percent", PERCENT),
    *((f"money{index}", pattern) for index, pattern in enumerate(CURRENCIES)),
    ("count", COUNT),
]
_PART_OF = re.compile(
    r"(?P<whole>\d+|[二两三四五六七八九十]+)分(?:之|の)(?P<number>\d+|[一二两三四五六七八九十]+)(?![\d.点])"
)
"""三分之二, 5分の3: the whole stands before the part."""
_HUNDREDTHS = re.compile(rf"百分之(?P<number>{_DIGITS}|{HAN_NUMBER})")
_ZHE = re.compile(r"(?P<number>\d(?:\.\d)?|\d\d|[一二三四五六七八九](?:点?[一二三四五六七八九])?)折(?!扣)")
_KAKE = re.compile(r"(?P<number>\d(?:\.\d)?|[一二三四五六七八九])掛(?!け算)")
_WARI = re.compile(
    rf"(?P<number>{_DIGITS}|{HAN_NUMBER})(?:割|成(?!为|立|功))(?:(?P<bu>\d|[一二三四五六七八九])(?:分|(?![一-鿿\d%]))|(?P<half>半))?"
)
_BU = re.compile(r"(?<![割\d])(?P<number>\d|[一二三四五六七八九])分引")
_LASTING = re.compile(rf"(?P<number>\d+|{WORD})[- ]?(?P<time>tag|woch|monat|jahr)ig\w*")
"""`29-tägig`, `dreiwöchig`."""
_SINGULAR = re.compile(
    r"(?<!\w)[بلو]?(?:(?P<time1>يوما?)|(?P<time3>اسبوعا?)|(?P<time4>شهرا?)|(?P<time6>سنه|عاما?))(?!\w)(?P<tail> ?ونصف)?"
)
_BARE = re.compile(rf"(?<![a-z0-9])(?<![0-9][.,])(?P<number>{_DIGITS}|{BARE_WORD_NUMBER}|{HAN_NUMBER})(?![a-z0-9%])")


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """A number with its unit, money before its number, half of a unit; made when first asked for, as a page is served without."""
    units = "|".join(f"(?P<{n}>(?:{fold_pattern(p)}){_END})" for n, p in _GROUPS)
    money = "|".join(f"(?P<money{i}>{fold_pattern(p)})" for i, p in enumerate(CURRENCIES))
    gap = "[ \u00a0-]?"
    return (
        re.compile(
            rf"{_NUMBER}{_MULTIPLIER}(?:[ ]?(?P<half>{_HALF}|个半))?{gap}(?:(?:free|extra|more|additional|full|whole|on-site|monthly|weitere[nr]?|zusatzliche[nr]?|monatliche[nr]?|mehr|volle[nr]?|mas de|adicionales?|mais|اضافي\w*) )?(?:{units})(?: ?(?P<tail>{_HALF}))?"
        ),
        re.compile(rf"{_NOT_AND}(?P<number>half(?: an?)?|(?:einer? |eine[nm] )?halbe[rnms]?|medi[oa]|mei[oa]|نصف) ?(?:{_SCALE}(?![a-z]))?(?: de)?{gap}(?:{units})"),
        re.compile(rf"(?:{money})[ \u00a0]?{_NUMBER}{_MULTIPLIER}"),
    )  # fmt: skip


@cache
def _wordings() -> tuple[tuple[re.Pattern[str], Quantity], ...]:
    return tuple((re.compile(fold_pattern(pattern)), quantity) for pattern, quantity in _ALONE)


@cache
def _fractions() -> tuple[tuple[re.Pattern[str], Decimal], ...]:
    return tuple(
        (re.compile(rf"(?<![a-z\u0621-\u064a])(?:[بل]?ال)?(?:{fold_pattern(pattern)})(?![a-z\u0621-\u064a])"), part)
        for pattern, part in FRACTIONS
    )


def quantities(folded: str, locale: str = "en") -> list[Mention]:
    """Find every quantity in a folded text, leftmost first; places are never used twice."""
    found: list[Mention] = []
    ways = (_alone(folded), _special_forms(folded), _with_unit(folded, locale), _singular(folded), _parts(folded))
    for mention in (one for way in ways for one in way):
        if not any(mention.start < other.end and other.start < mention.end for other in found):
            found.append(mention)
    for match in _BARE.finditer(folded):
        number = number_of(match["number"], locale)
        if number is not None and not any(match.start() < other.end and other.start < match.end() for other in found):
            found.append(Mention(match.start(), match.end(), (), number, match["number"]))
    return sorted(found, key=lambda mention: mention.start)


def number_of(text: str, locale: str = "en") -> Decimal | None:
    """Read a number in digits (grouped as `locale` does), Chinese numerals or words; None where it is none."""
    if text == "dos" and locale == "pt":
        return None  # "em vez dos R$ 2.000"
    return _digits(text, locale) if text[0].isdigit() else in_words(text)


def _digits(text: str, locale: str) -> Decimal | None:
    if "/" in text:
        part, _, whole = text.partition("/")
        return Decimal(part) / Decimal(whole) if Decimal(whole) else None
    bare = re.sub(r"[ '\u00a0]", "", re.sub(r" (?:point|komma|coma|virgula) ", ".", text))
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


def _alone(folded: str) -> Iterator[Mention]:
    for pattern, quantity in _wordings():
        for m in pattern.finditer(folded):
            before = folded[max(0, m.start() - 1) : m.start()]
            # 两个半月 is two and a half months, 打个对折 half the price
            if quantity.dimension != "time" or before not in {"个", "か", "月"}:
                yield Mention(m.start(), m.end(), (quantity,), quantity.value)


def _special_forms(folded: str) -> Iterator[Mention]:
    """Read 百分之五 (5 %), 五分之三 (60 %), 九折, 85折 and 8掛け (pay 90, 85, 80 %: 10, 15, 20 % off), 2割5分 and 两成半 (25 %)."""
    for match in _HUNDREDTHS.finditer(folded):
        yield _percent(match, number_of(match["number"]) or Decimal(0))
    for match in _PART_OF.finditer(folded):
        whole, part = number_of(match["whole"]) or Decimal(0), number_of(match["number"]) or Decimal(0)
        if 0 < part < whole < 100:
            yield _percent(match, part / whole * 100)
    for match in _ZHE.finditer(folded):
        digits = "".join(
            str("〇一二三四五六七八九".find(one)) if one in "一二三四五六七八九" else one for one in match["number"]
        )
        digits = digits.replace("点", ".")
        paid = Decimal(digits) * (10 if "." in digits or len(digits) == 1 else 1)
        yield replace(_percent(match, 100 - paid), paid=True)
    for match in _KAKE.finditer(folded):
        yield replace(_percent(match, 100 - 10 * (number_of(match["number"]) or Decimal(0))), paid=True)
    for match in _WARI.finditer(folded):
        tenths = number_of(match["number"]) or Decimal(0)
        hundredths = in_words(match["bu"]) if match["bu"] and not match["bu"].isdigit() else Decimal(match["bu"] or 0)
        yield _percent(match, tenths * 10 + hundredths + (5 if match["half"] else 0))
    for match in _LASTING.finditer(folded):
        number = number_of(match["number"]) or Decimal(0)
        days = {"tag": 1, "woch": 7, "monat": 30, "jahr": 365}[match["time"]]
        yield Mention(match.start(), match.end(), (Quantity(number * days, "time"),), number)
    for match in _BU.finditer(folded):
        yield _percent(match, number_of(match["number"]) or Decimal(0))


def _percent(match: re.Match[str], value: Decimal) -> Mention:
    return Mention(match.start(), match.end(), (Quantity(value, "percent"),), value)


def _singular(folded: str) -> Iterator[Mention]:
    """Read an Arabic unit without a number as one of it (`سنة`: one year)."""
    for match in _SINGULAR.finditer(folded):
        number = Decimal("1.5") if match["tail"] else Decimal(1)
        yield Mention(match.start(), match.end(), _readings(match, number), number)


def _parts(folded: str) -> Iterator[Mention]:
    """Read a part of a whole without a unit: of a price it is so much percent."""
    for pattern, part in _fractions():
        for match in pattern.finditer(folded):
            value = part * 100
            yield Mention(match.start(), match.end(), (Quantity(value, "percent"),), value)


def _with_unit(folded: str, locale: str) -> Iterator[Mention]:
    full, halves, money = _patterns()
    for match in halves.finditer(folded):
        number = Decimal("0.5") * _scale(match)
        yield Mention(match.start(), match.end(), _readings(match, number), number)
    for pattern in (full, money):
        for match in pattern.finditer(folded):
            said = number_of(match["number"], locale)
            if said is None or _is_fraction_of_a_price(folded, match):
                continue
            groups = match.groupdict()
            number = said * _scale(match) + (Decimal("0.5") if groups.get("half") or groups.get("tail") else 0)
            readings = _readings(match, number, yen="¥" in match[0] and locale == "ja")
            if groups.get("time5") and said < 4:
                share = Quantity(25 * said, "percent")  # "a quarter off", "three quarters of the list price"
                readings = (share,) if _IS_SHARE.match(folded, match.end()) else (*readings, share)
            yield Mention(match.start(), match.end(), readings, number)


_IS_SHARE = re.compile(
    r"\s*(?:of (?:the |your |our )?(?:list|price|tariff|catalogue|quoted|original|full|sum|total)|off\b)"
)


def _is_fraction_of_a_price(folded: str, match: re.Match[str]) -> bool:
    """`3分の1` and `三分之一` are parts, not numbers."""
    return folded[match.end("number") :].startswith(("分の", "分之"))


def _scale(match: re.Match[str]) -> Decimal:
    scale = match.groupdict().get("scale")
    if scale is None:
        return Decimal(1)
    return Decimal(_SCALES[scale]) if scale in _SCALES else _scale_in_words(scale.rstrip("."))


def _scale_in_words(scale: str) -> Decimal:
    if scale.startswith(("mill", "mio", "milh")):
        return Decimal(10**6)
    return Decimal(12) if scale.startswith(("do", "du")) else Decimal(1000)


def _readings(match: re.Match[str], number: Decimal, *, yen: bool = False) -> tuple[Quantity, ...]:
    skipped = {"number", "scale", "half", "tail"}
    name = next(name for name, text in match.groupdict().items() if text and name not in skipped)
    kind = name.rstrip("0123456789")
    index = int(name[len(kind) :] or 0)
    if kind == "time":
        # reckoned as whole hours first: a third of a day must not become 0.333
        return (Quantity((number * 24 * list(TIMES.values())[index]).normalize() / 24, "time"),)
    if kind == "money":
        return (Quantity(number, "money", "JPY" if yen else list(CURRENCIES.values())[index]),)
    return (Quantity(number, "count" if kind == "count" else "percent"),)


def bare_number(mention: Mention) -> bool:
    """Say whether a mention is a number without a unit that is more than an article."""
    return not mention.readings and mention.word not in ARTICLES


def summed(first: Mention, second: Mention) -> Mention:
    """Return one mention of a time and its rest."""
    time = first.readings[0]
    whole = replace(time, value=time.value + second.readings[0].value)
    return Mention(first.start, second.end, (whole,), first.number)


def united(first: Mention, second: Mention) -> Mention:
    """Return one mention of two that are the ends of a range: the greater one decides."""
    readings: Sequence[Quantity] = second.readings or first.readings
    number = max(first.number, second.number)
    if first.readings and second.readings and first.readings[0].dimension == second.readings[0].dimension:
        readings = (max(first.readings[0], second.readings[0], key=lambda one: one.value),)
    elif first.readings and first.number:
        # the second number has the first one's unit
        size = first.readings[0].value / first.number
        readings = (replace(first.readings[0], value=max(first.readings[0].value, second.number * size)),)
    elif readings and not first.readings and readings[0].dimension != "time":
        readings = (replace(readings[0], value=max(first.number, readings[0].value)),)
    return Mention(first.start, second.end, tuple(readings), number, paid=second.paid)
