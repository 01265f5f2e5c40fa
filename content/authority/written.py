"""Source of truth for figures that are written in several parts (9万2千, 九十九块九毛九, eight and a half thousand): put as one number."""

from __future__ import annotations

import re
from decimal import Decimal

from content.authority.numerals import HAN_NUMBER, WORD_NUMBER, in_words
from foundation.characters import simplified

_TENS_OF_THOUSANDS = re.compile(r"(?P<myriads>\d+(?:\.\d+)?)万(?P<rest>\d+)(?P<scale>千|百)?(?![\d.%])")
_MYRIADS = re.compile(r"(?P<myriads>\d+(?:\.\d+)?)万(?=$|[\s,.;!?。吧的以])")
"""信用额度50万: what is counted stands before it."""
_SCALES = {"千": 1000, "百": 100, None: 1}
_YUAN = re.compile(
    rf"(?P<yuan>\d+|{HAN_NUMBER})[块元](?P<mao>\d|[一二三四五六七八九零〇])(?:[毛角](?:(?P<fen>\d|[一二三四五六七八九])分?)?)(?![天月年])"
)


_AND_A_HALF = re.compile(
    rf"(?<![\w])(?P<number>\d+|{WORD_NUMBER}) and a half (?P<scale>hundred|thousand|million)(?![a-z])"
)
_KANA = re.compile("[\u3040-\u30ff]")
_LATIN_SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6}
_NTHS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
_NTH_TIME = re.compile(
    rf"\b(?P<nth>\d+)(?:st|nd|rd|th) (?P<unit>day|week|month|year)\b|\bday (?P<day>\d+)\b|\b(?P<tag>\d+)\. (?P<unit2>tag|woche|monat)\b"
    rf"|\b(?P<word>{'|'.join(_NTHS)}) (?P<unit3>week|month|year)\b"
)
_COMMA = re.compile(r"(?<=[0-9])，(?=[0-9])(?![0-9]{3}(?![0-9]))")


def told_apart(action: str, locale: str) -> str:
    """Return a text in which the wide comma between two numbers (原价2400，2250我就签) makes none of them a decimal one.

    Chinese is read as simplified; elsewhere, and beside kana, 無料 and 試験 may be Japanese.
    """
    chinese = locale == "zh" and not action.isascii() and not _KANA.search(action)
    plain = action.translate(simplified()) if chinese else action
    return _COMMA.sub("、", plain) if "，" in plain else plain


def written_out(folded: str) -> str:
    """Return a folded text whose mixed figures are in digits: 9万2千円 is 92000円, eight and a half thousand 8500."""
    if "万" in folded:
        folded = _TENS_OF_THOUSANDS.sub(_in_digits, folded)
        folded = _MYRIADS.sub(lambda one: f"{(Decimal(one['myriads']) * 10_000).normalize():f}", folded)
    if " and a half " in folded:
        folded = _AND_A_HALF.sub(_and_a_half, folded)
    folded = _NTH_TIME.sub(_counted, folded)
    if "毛" in folded or "角" in folded:
        folded = _YUAN.sub(_in_yuan, folded)
    return folded


def _in_digits(match: re.Match[str]) -> str:
    rest = Decimal(match["rest"]) * _SCALES[match["scale"]]
    return f"{(Decimal(match['myriads']) * 10_000 + rest).normalize():f}"


def _and_a_half(match: re.Match[str]) -> str:
    whole = Decimal(match["number"]) if match["number"].isdigit() else in_words(match["number"])
    return f"{(whole + Decimal('0.5')) * _LATIN_SCALES[match['scale']]:f}"


def _counted(match: re.Match[str]) -> str:
    """ "Paid on day 28", am 28. Tag, in the fourth month: so long after."""
    nth = match["nth"] or match["day"] or match["tag"] or str(_NTHS.index(match["word"]) + 1)
    unit = match["unit"] or match["unit2"] or match["unit3"] or "day"
    return f"{nth} {unit}"


def _in_yuan(match: re.Match[str]) -> str:
    cents = _number(match["mao"]) * 10 + (_number(match["fen"]) if match["fen"] else 0)
    return f"{_number(match['yuan']):f}.{int(cents):02d}元"


def _number(text: str) -> Decimal:
    return Decimal(text) if text.isdigit() else in_words(text)
