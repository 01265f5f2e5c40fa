"""The source of truth for what a sentence claims, by its words alone: parts, days, money, figures, numbers, marks, promises, other makers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from advisor.day_words import named_days
from advisor.figures import NUMBER, figures_in, readings
from advisor.mark_words import known_marks, spoken_marks
from advisor.pack_words import PackWords
from advisor.promises import promises
from advisor.understanding.quantities import Amount, find_amounts
from advisor.understanding.text import read
from advisor.understanding.words import general_words

_CURRENCY = r"(?:US|CN|CA|A|R|JP|HK|MX)?[$€£¥￥₹]|(?<![A-Za-z])(?:EUR|USD|CNY|RMB|GBP|JPY|CHF|BRL|SAR|AED|MXN|INR|KRW)(?![A-Za-z])|人民币|日元|欧元|美元|元|円|ユーロ|ドル|euros?\b|(?:us[- ]?)?dollars?\b|dólares|يورو|دولار"
_MONEY = re.compile(
    rf"(?:(?P<sign>{_CURRENCY})\s?(?P<after>{NUMBER})|(?P<before>{NUMBER})\s?(?P<name>{_CURRENCY}))", re.IGNORECASE
)
_CODES: Mapping[str, frozenset[str]] = {
    sign: frozenset(codes.split())
    for sign, codes in {
        "$": "USD CAD AUD MXN HKD", "us$": "USD", "ca$": "CAD", "a$": "AUD", "mx$": "MXN", "hk$": "HKD", "r$": "BRL", "€": "EUR", "£": "GBP", "¥": "JPY CNY",
        "￥": "JPY CNY", "cn¥": "CNY", "cn￥": "CNY", "jp¥": "JPY", "jp￥": "JPY", "₹": "INR", "rmb": "CNY", "人民币": "CNY", "元": "CNY", "円": "JPY", "日元": "JPY", "欧元": "EUR", "ユーロ": "EUR",
        "美元": "USD", "ドル": "USD", "euro": "EUR", "euros": "EUR", "dollar": "USD", "dollars": "USD", "dólares": "USD", "يورو": "EUR", "دولار": "USD",
    }.items()
}  # fmt: skip
_DATE = re.compile(
    r"\b20\d{2}\s?年(?:\s?\d{1,2}\s?月(?:\s?\d{1,2}\s?日)?)?|\b20\d{2}[-/]\d{1,2}(?:[-/]\d{1,2})?\b|\b\d{1,2}[./]\d{1,2}[./](?:20)?\d{2}\b|\b\d{1,2}\s?月\s?\d{1,2}\s?[日号]|"
    r"\b\d{1,2}\.?\s(?:de\s)?[^\W\d_]{3,12}\s(?:de\s|del\s)?20\d{2}\b|\b[^\W\d_]{3,12}\s\d{1,2}(?:st|nd|rd|th)?,?\s20\d{2}\b|"
    r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?\s\d{1,2}(?:st|nd|rd|th)?\b|\b\d{1,2}(?:st|nd|rd|th)?\sof\s[A-Z][a-z]{2,8}\b|"
    r"\b\d{1,2}\.\s(?:Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)[a-zä]{0,6}\b|"
    r"\b\d{1,2}\sde\s(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|sep\w+|oct\w+|nov\w+|dic\w+|janeiro|fevereiro|março|maio|junho|julho|setembro|outubro|dez\w+)\b|"
    r"\b\d{1,2}\s(?:يناير|فبراير|مارس|أبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر)"
)
_PART = re.compile(r"(?<![A-Za-z0-9-])[A-Z]{2,4}-\d{1,5}[A-Z]?(?![A-Za-z0-9-])")
_LONE = re.compile(rf"(?<![A-Za-z0-9_.,/·-]){NUMBER}(?![A-Za-z0-9_/-]*[A-Za-z0-9_])")
_NAMES: Mapping[str, str] = {"degree": "°", "rpm": "1/min", "dB": "dB(A)"}
"""The reader's name of a unit -> the gate's."""
MANY = 40
"""A sentence with more numbers is no sentence of an advisor."""


@dataclass(frozen=True, slots=True)
class Claim:
    """`kind`: part, date, money, figure, number, size, mark, standard, property, promise, rival; `values`: each number with its decimals."""

    kind: str
    words: str
    values: tuple[tuple[tuple[float, int], ...], ...] = ()
    unit: str = ""
    currencies: frozenset[str] = frozenset()
    subject: str = ""
    """Of a promise what is promised, of a mark the pack's id."""
    start: int = 0


def claims_of(text: str, pack: PackWords) -> tuple[Claim, ...]:
    """Return all claims of a text that `plain_text` has made; most of our own sentences are said again and again."""
    held = pack.claims.get(text)
    if held is None:
        held = _claims(text, pack)
        if len(pack.claims) >= MOST_KEPT:
            pack.claims.clear()
        pack.claims[text] = held
    return held


MOST_KEPT = 8192


def _claims(text: str, pack: PackWords) -> tuple[Claim, ...]:
    found: list[Claim] = []
    rest = _parts(text, pack, found)
    bare = rest
    found += [
        Claim("mark", match[0], subject=pack.mark_ids[match[0]], start=match.start())
        for match in pack.marks.finditer(rest)
    ]
    rest = pack.marks.sub(_blank, rest)
    found += [Claim("standard", name, start=rest.find(name)) for name in known_marks(rest)]
    for claim in [one for one in found if one.kind == "standard"]:
        rest = rest.replace(claim.words, " " * len(claim.words))
    rest = _numbers(rest, found)
    found += [Claim("property", words) for words in spoken_marks(pack.fittings.sub(" ", bare))]
    found += [Claim("promise", words, subject=kind) for kind, words in promises(pack.nouns.sub(" ", bare))]
    found += [Claim("date", words) for words in named_days(bare)]
    found += [Claim("rival", match[0], start=match.start()) for match in pack.rivals.finditer(text)]
    return tuple(found)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _parts(text: str, pack: PackWords, found: list[Claim]) -> str:
    """Part numbers, ours and what looks like one; names of choices are none."""
    found += [Claim("part", match[0], start=match.start()) for match in pack.parts.finditer(text)]
    rest = pack.parts.sub(_blank, text)
    named = [match for match in _PART.finditer(rest) if match[0] not in pack.labels]
    found += [Claim("part", match[0], start=match.start()) for match in named]
    return _PART.sub(_blank, rest)


def _numbers(rest: str, found: list[Claim]) -> str:
    if any(character.isdigit() for character in rest):
        found += [Claim("date", match[0], start=match.start()) for match in _DATE.finditer(rest)]
        rest = _DATE.sub(_blank, rest)
        found += [_money(match) for match in _MONEY.finditer(rest)]
        rest = _MONEY.sub(_blank, rest)
        for numbers, unit, written in figures_in(rest):
            start = rest.find(written)
            found.append(Claim("figure", written, tuple(map(readings, numbers)), unit, start=start))
            rest = rest[:start] + " " * len(written) + rest[start + len(written) :]
    spoken = _spoken(_PERCENT.sub("%", _RATE.sub(_blank, _QUOTES.sub(" ", rest))))
    for amount, said in spoken:
        found.append(replace(amount, start=rest.find(said)))
        rest = rest.replace(said, " " * len(said), 1)
    lone = list(_LONE.finditer(rest))
    found += [Claim("number", match[0], (readings(match[0]),), start=match.start()) for match in lone[:MANY]]
    return rest


def _money(match: re.Match[str]) -> Claim:
    sign = (match["sign"] or match["name"]).casefold().strip()
    currencies = _CODES.get(sign) or frozenset({sign.upper()})
    return Claim(
        "money", match[0], (readings(match["after"] or match["before"]),), currencies=currencies, start=match.start()
    )


@lru_cache(maxsize=8192)
def _spoken(text: str) -> tuple[tuple[Claim, str], ...]:
    """Figures and amounts in words ("twelve hundred euros", zwei Wochen, 一千二百元), and digits before units in words."""
    if not _may_count(text):
        return ()
    amounts = find_amounts(read(text), "en", general_words(), taken=())
    return tuple((_of_amount(one), one.said) for one in amounts[:MANY] if one.unit or one.currency)


def _may_count(text: str) -> bool:
    words = general_words()
    return (
        any(character.isdigit() for character in text)
        or any(token.text in words.numbers or len(token.text) > 7 for token in read(text).tokens)
        or _HAN_NUMERAL.search(text) is not None
    )


_QUOTES = re.compile("[“”„‟«»「」]")
"""Quotation marks, which stand for inches elsewhere."""
_PERCENT = re.compile(r"(?:بال|في ال)م(?:ا?ئ|ائ)ة")
"""Read as a number word, it would multiply the one before it."""
_RATE = re.compile(
    r"[1一]\s?(?:時間|分間?|日|か月|年)?当たり|[1一]\s?(?:時間|分間?|日|か月|年)あたり|每(?:小时|分钟|天)"
)
"""What a rate is counted by is no figure of its own."""

_HAN_NUMERAL = re.compile("[零〇一二三四五六七八九十百千万两半]")


def _of_amount(amount: Amount) -> Claim:
    ends = [end for end in (amount.low, amount.high, amount.value) if end is not None] or [amount.number.value]
    values = tuple(((end, 3),) if amount.number.words else _written(end, amount.said) for end in ends)
    if amount.unit == "inch":
        return Claim("size", amount.number.fraction or f"{amount.first:g}")
    if amount.currency:
        return Claim("money", amount.said, values, currencies=frozenset({amount.currency}))
    unit = _NAMES.get(amount.unit or "", amount.unit or "")
    return Claim("figure", amount.said, values, unit)


def _written(value: float, said: str) -> tuple[tuple[float, int], ...]:
    """Digits may be read with either separator, and are rounded as written; multiplied ones ("5万") are what they come to."""
    for number in _DIGITS.findall(said):
        read_as = readings(number)
        if any(abs(one - abs(value)) < 1e-9 for one, _ in read_as):
            return read_as
    return ((value, 3),)


_DIGITS = re.compile(NUMBER)
