"""Source of truth for numbers in words: six languages' number words with their sums, Chinese and Japanese characters, fractions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from content.authority.subjects import fold

_TEENS = {
    "en": "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
    "de": "eins zwei drei vier funf sechs sieben acht neun zehn elf zwolf dreizehn vierzehn funfzehn sechzehn siebzehn achtzehn neunzehn",
    "es": "uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve",
    "pt": "um dois tres quatro cinco seis sete oito nove dez onze doze treze quatorze quinze dezesseis dezessete dezoito dezenove",
}
_TENS = {
    "en": "twenty thirty forty fifty sixty seventy eighty ninety",
    "de": "zwanzig dreissig vierzig funfzig sechzig siebzig achtzig neunzig",
    "es": "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    "pt": "vinte trinta quarenta cinquenta sessenta setenta oitenta noventa",
}
_MORE: Mapping[str, int | Decimal] = {
    "uma": 1, "duas": 2, "catorze": 14, "dezasseis": 16, "dezassete": 17, "dezanove": 19, "dozen": 12, "dutzend": 12,
    "docena": 12, "duzia": 12, "fortnight": 14, "couple": 2, "pair": 2, "par": 2, "veintiun": 21, "zwo": 2, "dreissig": 30, "dreizig": 30,
    "cien": 100, "ciento": 100, "cem": 100, "cento": 100, "hundred": 100, "hundert": 100, "einhundert": 100, "thousand": 1000, "tausend": 1000, "mil": 1000,
    "million": 10**6, "millionen": 10**6, "millon": 10**6, "millones": 10**6, "milhao": 10**6, "milhoes": 10**6,
    "zero": 0, "null": 0, "cero": 0, "صفر": 0, "eineinhalb": Decimal("1.5"), "einundeinhalb": Decimal("1.5"), "anderthalb": Decimal("1.5"), "anderthalbes": Decimal("1.5"),
    "zweieinhalb": Decimal("2.5"), "dreieinhalb": Decimal("3.5"), "viereinhalb": Decimal("4.5"), "funfeinhalb": Decimal("5.5"),
    "sechseinhalb": Decimal("6.5"), "siebeneinhalb": Decimal("7.5"), "achteinhalb": Decimal("8.5"), "neuneinhalb": Decimal("9.5"), "zehneinhalb": Decimal("10.5"), "zwolfeinhalb": Decimal("12.5"),
}  # fmt: skip
_HUNDREDS = {
    "es": "doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos",
    "pt": "duzentos trezentos quatrocentos quinhentos seiscentos setecentos oitocentos novecentos",
}
_ARABIC: Mapping[int, str] = {
    1: "واحد واحده", 2: "اثنان اثنين اثنتان اثنتين اثني اثنا اثنتي اثنتا", 3: "ثلاثه ثلاث", 4: "اربعه اربع", 5: "خمسه خمس", 6: "سته ست",
    7: "سبعه سبع", 8: "ثمانيه ثماني ثمان", 9: "تسعه تسع", 10: "عشره عشر", 20: "عشرون عشرين", 30: "ثلاثون ثلاثين",
    40: "اربعون اربعين", 50: "خمسون خمسين", 60: "ستون ستين", 70: "سبعون سبعين", 80: "ثمانون ثمانين", 90: "تسعون تسعين",
    100: "مئه مائه", 200: "مئتان مئتين مائتان مائتين مئتي مائتي مئتا مائتا", 2000: "الفان الفين الفي الفا", 1000: "الف الاف", 10**6: "مليون ملايين",
    300: "ثلاثمئه ثلاثمائه", 400: "اربعمئه اربعمائه", 500: "خمسمئه خمسمائه", 600: "ستمئه ستمائه", 700: "سبعمئه سبعمائه",
    800: "ثمانمئه ثمانمائه", 900: "تسعمئه تسعمائه",
}  # fmt: skip
ARTICLES = frozenset(["a", "an", "ein", "eine", "einen", "einem", "einer", "eines", "un", "una", "unos", "um", "uma"])
"""One, where a unit follows; else no number at all."""


def _table() -> dict[str, Decimal]:
    table: dict[str, Decimal] = {}
    for language, words in _TEENS.items():
        ones = words.split()
        tens = _TENS[language].split()
        table |= {word: Decimal(value) for value, word in enumerate(ones, start=1)}
        table |= {word: Decimal(value * 10) for value, word in enumerate(tens, start=2)}
        if language == "de":
            for value, word in enumerate(["ein", *ones[1:9]], start=1):
                table |= {f"{word}und{ten}": Decimal(at * 10 + value) for at, ten in enumerate(tens, start=2)}
                table[f"{word}hundert"], table[f"{word}tausend"] = Decimal(value * 100), Decimal(value * 1000)
        if language == "es":
            table |= {f"veinti{word}": Decimal(20 + value) for value, word in enumerate(ones[:9], start=1)}
    for words in _HUNDREDS.values():
        table |= {
            form: Decimal(at * 100)
            for at, word in enumerate(words.split(), start=2)
            for form in (word, word[:-2] + "as")
        }
    table |= {word: Decimal(value) for value, words in _ARABIC.items() for word in words.split()}
    table |= {word: Decimal(value) for word, value in _MORE.items()} | {word: Decimal(1) for word in ARTICLES}
    return {fold(word): value for word, value in table.items()}


WORDS: Mapping[str, Decimal] = _table()
WORD = "|".join(sorted(map(re.escape, WORDS), key=len, reverse=True))
_POINT = r"(?: ?(?:point|komma|coma|virgula|punto|ponto|فاصله) ?)"
_REST = rf"(?:{WORD})(?:(?:[ -]|,? (?:and|und|y|e|و) | ?و ?)(?:{WORD})(?![^\W\d_])){{0,12}}(?:{_POINT}(?:{WORD})(?:(?:[ -]| y | e | und )(?:{WORD}))*)?(?![^\W\d_])"
WORD_NUMBER = rf"(?<![^\W\d_])(?:[لبوف]?ال|[لبوف])?{_REST}"
BARE_WORD_NUMBER = rf"(?<![^\W\d_])[لبوف]?{_REST}"
"""Without a unit an Arabic number with an article is none: الخمس is a fifth."""
HAN_NUMBER = r"[〇零一二两兩三四五六七八九十百千万亿億]+(?:点[〇零一二三四五六七八九]+)?"
_HAN: Mapping[str, int] = {letter: number for number, letter in enumerate("〇一二三四五六七八九")} | {
    "零": 0,
    "两": 2,
    "兩": 2,
}
_POWERS = {"十": 10, "百": 100, "千": 1_000}
_GROUPS = {"万": 10_000, "亿": 100_000_000, "億": 100_000_000}
_SPOKEN_POINT = re.compile(_POINT)
_JOINTS = re.compile(r"[ -]+")
_AND = frozenset({"and", "und", "y", "e", "و", ","})

_NTHS: Mapping[int, str] = {
    3: "thirds|drittel|tercios|terceras partes|tercos|tercas partes",
    4: "quarters|fourths|viertel|cuartos|cuartas partes|quartos|quartas partes|ارباع",
    5: "fifths|funftel|quintos|quintas partes|اخماس",
    6: "sixths|sechstel|sextos|sextas partes|اسداس",
    7: "sevenths|siebtel|septimos|septimas partes|setimos|setimas partes|اسباع",
    8: "eighths|achtel|octavos|octavas partes|oitavos|oitavas partes|اثمان",
    10: "tenths|zehntel|decimos|decimas partes|اعشار",
    20: "twentieths|zwanzigstel|veinteavos|vigesimas partes|vigesimos",
}
"""Several such parts."""
_SOME: Mapping[int, str] = {
    2: "two|zwei|dos|dois|duas", 3: "three|drei|tres|ثلاثه", 4: "four|vier|cuatro|quatro|اربعه", 5: "five|funf|cinco|خمسه",
    6: "six|sechs|seis|سته", 7: "seven|sieben|siete|sete|سبعه", 8: "eight|acht|ocho|oito|ثمانيه", 9: "nine|neun|nueve|nove|تسعه",
}  # fmt: skip


def _several() -> Iterator[tuple[str, Decimal]]:
    """Give "three fifths" and the like in every language that has words for them, and what each is of a whole."""
    for below, parts in _NTHS.items():
        for above, numbers in _SOME.items():
            if above < below:
                yield rf"(?:{numbers})[ -]?(?:{parts})", Decimal(above) / below
    yield from {r"ثلثين?|ثلثا(?= )": Decimal(2) / 3, r"خمسي(?= )|خمسا(?= )": Decimal("0.4")}.items()


FRACTIONS: tuple[tuple[str, Decimal], ...] = (
    *_several(),
    (r"(?:a |one )?twentieth|(?:ein )?zwanzigstel|(?:una? )?(?:vigesim[oa]|veinteav[oa])(?: parte)?|(?:um |uma )?vigesim[oa](?: parte)?", Decimal("0.05")),
    (r"(?:a |one )?eighth|(?:ein )?achtel|(?:un )?octavo|(?:una )?octava parte|(?:um )?oitavo|(?:uma )?oitava parte", Decimal("0.125")),
    (r"(?:a |one )?sixth|(?:ein )?sechstel|(?:un )?sexto|(?:una )?sexta parte|(?:um )?sexto|(?:uma )?sexta parte|سدس (?=ال)", Decimal(1) / 6),
    (r"half|halbe[rnms]?|halb|halfte|die halfte|medi[oa]|mitad|mei[oa]|metade|نصف|一半|半分", Decimal("0.5")),
    (r"(?:a |one |the )?third|(?:ein |ein(?:em|en|es) )?drittel|(?:un )?tercio|(?:una )?tercera parte|(?:um )?terco|ثلث|三分之一|3分の1|三分の一", Decimal(1) / 3),
    (r"two[ -]thirds|zwei drittel|dos tercios|dois tercos|ثلثي[ن]?|三分之二|3分の2", Decimal(2) / 3),
    (r"(?:a |one )?quarter|(?:ein )?viertel|(?:un )?cuarto|(?:una )?cuarta parte|(?:um )?quarto|ربع|四分之一|4分の1|四分の一", Decimal("0.25")),
    (r"three[ -]quarters|drei ?viertel|tres cuartos|tres quartos|四分之三", Decimal("0.75")),
    (r"(?:a |one )?fifth|(?:ein )?funftel|(?:un )?quinto|(?:una )?quinta parte|(?:um )?quinto|خمس (?=ال)|خمس(?=$|[.,،؛!؟])|五分之一|5分の1", Decimal("0.2")),
    (r"(?:a |one )?tenth|(?:ein )?zehntel|(?:un )?decimo|(?:una )?decima parte|(?:um )?decimo|عشر (?=ال)|十分之一|10分の1", Decimal("0.1")),
)  # fmt: skip
"""Parts of a whole, with what they are; of a price they are a discount."""


def in_words(text: str) -> Decimal:
    """Return the number that number words (`twenty-five`, `خمسة وعشرون`, `zweihundert`) or characters (`二十五`) make."""
    if text[0] in _HAN or text[0] in _POWERS or text[0] in _GROUPS:
        return _characters(text)
    whole, *broken = _SPOKEN_POINT.split(text, maxsplit=1)
    if broken:
        return in_words(whole) + _decimals(broken[0])
    total = group = Decimal(0)
    words = [word for word in _JOINTS.split(text.replace(",", " ")) if word not in _AND]
    values: list[Decimal | None] = [WORDS.get(word, _bare(word)) for word in words]
    for index, value in enumerate(values):
        if value is None or (words[index] in ARTICLES and 1 < (_next(values, index) or 0) < 100):
            continue  # "un nueve por ciento" is nine, not ten
        if value >= 1000:
            total, group = total + (group or Decimal(1)) * value, Decimal(0)
        elif value == 100:
            group = (group or Decimal(1)) * 100
        else:
            group += value
    return total + group


def _bare(word: str) -> Decimal | None:
    """Read an Arabic number with a preposition or an article before it (بثلاثة، الثمانية)."""
    alone = word.lstrip("لبوف")
    return next(
        (WORDS[one] for one in (alone, word.removeprefix("ال"), alone.removeprefix("ال")) if one in WORDS), None
    )


def _decimals(text: str) -> Decimal:
    """Return what stands behind a spoken point: "five" is 0.5, "zero five" 0.05, "twenty-five" 0.25."""
    values = [WORDS.get(word, Decimal(0)) for word in _JOINTS.split(text.strip())]
    digits = (
        "".join(f"{value:.0f}" for value in values) if all(value < 10 for value in values) else f"{sum(values):.0f}"
    )
    return Decimal(f"0.{digits}")


def _next(values: list[Decimal | None], index: int) -> Decimal | None:
    return values[index + 1] if index + 1 < len(values) else None


def _characters(text: str) -> Decimal:
    whole, _, broken = text.partition("点")
    tail = Decimal("0." + "".join(str(_HAN[one]) for one in broken)) if broken else Decimal(0)
    if all(letter in _HAN for letter in whole):
        return Decimal("".join(str(_HAN[letter]) for letter in whole)) + tail
    total = group = digit = 0
    last: int = 1
    for letter in whole:
        if letter in _HAN:
            digit, last = _HAN[letter], 1 if letter in "零〇" else last
        elif letter in _POWERS:
            group, digit, last = group + (digit or 1) * _POWERS[letter], 0, _POWERS[letter]
        else:
            total, group, digit, last = total + ((group + digit) or 1) * _GROUPS[letter], 0, 0, _GROUPS[letter]
    # 一百五 is 150, 三万五 35,000: a last digit without its place has the next smaller one
    return Decimal(total + group + digit * (last // 10 if last >= 100 else 1)) + tail
