"""The source of truth for reading numbers: digits with either separator, number words, and numbers in Chinese characters."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from advisor.understanding.numerals import indefinite, numerals
from advisor.understanding.text import Reading
from advisor.understanding.words import Words
from advisor.understanding.written_numbers import particle, run, total

DECIMAL_COMMA = frozenset({"de", "es", "pt"})
_DIGITS = re.compile(
    r"(?:(?<![a-z0-9_])|(?<=(?<![a-z0-9])[ad]c))(?:(?<!\d[.,])|(?<=/\d,))(?P<sign>-(?=\d))?(?P<digits>\d{1,3}(?:[.,' ]\d{3})+(?:[.,]\d+)?(?![\d.,]*\d)|\d+(?:[.,]\d+)?|(?<!\S)\.\d+)"
    r"(?P<fraction>(?:\s|-)\d/\d{1,2}|/\d{1,2}(?![\d/]))?"
)
_GROUPED = re.compile(r"^\d{1,3}([.,])\d{3}$")


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written; `readings` holds both values that "1,200" can have, `sure` whether the language decides."""

    start: int
    end: int
    value: float
    readings: tuple[str, ...] = ()
    sure: bool = True
    words: bool = False
    """Written as a word: counts only where a unit or a counted thing follows."""
    fraction: str | None = None
    """As written in inches, e.g. `1/2` or `1-1/2`."""
    figures: str = ""
    """The digits as they would stand behind a decimal sign: "zero six" is 06."""


def find_numbers(reading: Reading, locale: str, words: Words) -> list[Number]:
    """Return the numbers of a message in their order; `locale` decides what a comma means."""
    found = [_from_digits(match, reading.folded, locale) for match in _DIGITS.finditer(reading.folded)]
    found.extend(Number(start, end, value, words=True) for start, end, value in numerals(reading.folded))
    found.extend(_from_words(reading, words))
    text = reading.folded
    definite = (one for one in found if one is not None and not indefinite(text, one.start, one.end))
    numbers = sorted(definite, key=lambda n: (n.start, -n.end))
    kept: list[Number] = []
    for number in numbers:
        if not kept or number.start >= kept[-1].end:
            kept.append(number)
    result: list[Number] = []
    for number in (_finite(_multiplied(one, text, words)) for one in kept):
        # The "thousand" of "20 thousand" is a number word of its own until it has multiplied the 20.
        if not result or number.start >= result[-1].end:
            result.append(number)
    return [_negative(number, text, words) for number in _spoken_decimals(result, text, words)]


def _spoken_decimals(numbers: list[Number], text: str, words: Words) -> list[Number]:
    """ "Zwei komma fünf", "two point five": the second number is the first one's decimals."""
    result: list[Number] = []
    for number in numbers:
        before = result[-1] if result else None
        if before is not None and _continues(before, number, text, words=words):
            value = float(f"{before.value:.0f}.{number.figures or text[number.start : number.end]}")
            result[-1] = replace(before, end=number.end, value=value)
        else:
            result.append(number)
    return result


def _continues(before: Number, number: Number, text: str, *, words: Words) -> bool:
    whole = before.value == int(before.value) and not before.fraction
    digits = number.figures or text[number.start : number.end]
    return whole and digits.isdigit() and words.points.fullmatch(text, before.end, number.start) is not None


def _negative(number: Number, text: str, words: Words) -> Number:
    """ "Minus 50", "menos 50": below zero, unless the word belongs to a bound ("al menos 50", "más o menos 50")."""
    match = words.minus.search(text, max(0, number.start - 24), number.start)
    if match is None or number.value <= 0 or number.fraction:
        return number
    bound = any(
        found.start() < match.start() or found.end() - found.start() > match.end() - match.start()
        for kind in ("at_least", "at_most", "about", "plus_minus")
        if (found := words.before[kind].search(text, max(0, match.start() - 16), number.start)) is not None
    )
    if bound or text[: match.start()].rstrip().endswith(tuple("0123456789%")):
        return number
    return replace(number, start=match.start(), value=-number.value, readings=(), sure=True)


_LARGEST = 1e15


def _finite(number: Number) -> Number:
    """Keep absurd figures (four hundred nines) small enough to be reckoned with; they are refused later."""
    return number if abs(number.value) <= _LARGEST else replace(number, value=_LARGEST)


def _from_digits(match: re.Match[str], text: str, locale: str) -> Number | None:
    digits, fraction = match["digits"], match["fraction"]
    start, end = match.span("digits")
    # between two numbers the sign is a range; behind a letter that needs no space (扭矩是-50, トルクは-50) it is a minus
    if match["sign"] and (
        start < 2 or text[start - 2] in " (:\n" or (ord(text[start - 2]) > 0x7F and text[start - 2].isalpha())
    ):
        start -= 1
    if " " in digits and match.start("digits") > 0 and text[match.start("digits") - 1] not in " (:~":
        digits = digits.split(" ")[0]
        return Number(start, start + len(digits), float(digits))
    if fraction:
        return _fraction(digits, fraction, (start, match.end()))
    value, readings = _value(digits, locale)
    negative = text[start] == "-"
    # "1,200" is twelve hundred for an Englishman; "1.200" could be a typing habit from elsewhere.
    sure = not readings or value >= 1000 or locale in ("zh", "ja", "ar")
    return Number(start, end, -value if negative else value, readings, sure)


def _fraction(digits: str, fraction: str, span: tuple[int, int]) -> Number | None:
    if not digits.isdigit() or len(digits) > 4:
        return None
    whole, top, bottom = 0, digits, fraction[1:]
    if fraction[0] != "/":
        whole, (top, bottom) = int(digits), fraction[1:].split("/")
    if int(bottom) == 0:
        return None
    text = f"{whole}-{top}/{bottom}" if whole else f"{top}/{bottom}"
    return Number(*span, whole + int(top) / int(bottom), fraction=text)


def _value(digits: str, locale: str) -> tuple[float, tuple[str, ...]]:
    """Return the value of "1.234,5" and the like, and both readings where the separator is open."""
    plain = digits.replace("'", "").replace(" ", "")
    commas, dots = plain.count(","), plain.count(".")
    decimal = "," if locale in DECIMAL_COMMA else "."
    if commas and dots:
        decimal = "," if plain.rfind(",") > plain.rfind(".") else "."
    elif commas > 1 or dots > 1:
        decimal = "." if commas > 1 else ","
    elif commas + dots == 1 and not (_GROUPED.match(plain) and not plain.startswith("0")):
        decimal = "," if commas else "."
    elif commas + dots == 1:
        return _open(plain, decimal, locale)
    return _float(plain, decimal), ()


def _open(plain: str, decimal: str, locale: str) -> tuple[float, tuple[str, ...]]:
    """Three digits after one separator: thousands where the language groups so; otherwise both are possible."""
    mark = "," if "," in plain else "."
    grouped, broken = float(plain.replace(mark, "")), float(plain.replace(mark, "."))
    readings = (f"{broken:g}", f"{grouped:.0f}")
    return (grouped if mark != decimal else broken), readings


def _float(plain: str, decimal: str) -> float:
    grouping = "." if decimal == "," else ","
    return float(plain.replace(grouping, "").replace(decimal, "."))


def _from_words(reading: Reading, words: Words) -> list[Number]:
    found: list[Number] = []
    tokens = reading.tokens
    index = 0
    while index < len(tokens):
        taken, values = run(reading, index, words)
        if values:
            end = tokens[index + taken - 1].end
            figures = "".join(map(str, values)) if max(values) < 10 else f"{total(values):.0f}"
            start = tokens[index].start + particle(tokens[index].text, words)
            found.append(Number(start, end, total(values), words=True, figures=figures))
        index += max(taken, 1)
    return found


def _multiplied(number: Number, text: str, words: Words) -> Number:
    match = words.multipliers.match(text, number.end)
    if match is None or number.fraction:
        return number
    factor = words.multiplier_values[re.sub(r"\s+", " ", match[1])]
    end = match.end() - match[1].endswith("€")  # "20 T€" is twenty thousand, and in euros
    if match[1] in "万千百" and (rest := _NEXT_PLACE.match(text, end)) is not None:  # 8万5 is 85,000
        value = number.value * factor + int(rest[1]) * factor // 10
        return Number(number.start, rest.end(), value, words=number.words)
    return Number(number.start, end, number.value * factor, words=number.words)


_NEXT_PLACE = re.compile(r"([1-9])千?(?![\d%]|[.,]\d|\s?[a-z千百台把个套只颗天周月年日号点折])")
"""The place behind 万, with or without its name: 8万5, 1万2千."""
