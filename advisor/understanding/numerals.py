"""The source of truth for numbers written in Chinese characters, as Chinese and Japanese write them: 三十, 两百五, 三万五, 两点五, 两三."""

from __future__ import annotations

import re

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2} | {
    c: i for i, c in enumerate("壹贰叁肆伍陆柒捌玖", start=1)
}  # fmt: skip
_PLACES = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS = {"万": 10_000, "亿": 100_000_000, "億": 100_000_000}
_NUMERAL = re.compile(
    rf"[{''.join(_DIGITS)}{''.join(_PLACES)}{''.join(_MYRIADS)}半]+(?:点[零〇一二三四五六七八九]+(?![分时]))?"
)
_INDEFINITE = "几数"
_NOT_AFTER = "第统同唯周期"
_ONE_OF_A_WORD = "下般起些样直定致体切旦律汽点家名位种类边共番度部绪応应时见"
_NO_NUMBER_BEFORE = "相维次轮角菱井字能金通坐"


def numerals(text: str) -> list[tuple[int, int, float]]:
    """Return start, end and value of every number in characters; `text` is folded, so 萬 and 兩 stand as 万 and 两.

    "两三" is read as its upper end; what is left open (十几, 数十) is no number.
    """
    found = []
    for match in _NUMERAL.finditer(text):
        value = None if _part_of_a_word(match, text) else value_of(match[0])
        if value is not None:
            found.append((match.start(), match.end(), value))
    return found


def indefinite(text: str, start: int, end: int) -> bool:
    """Return whether the number at this place is left open by what stands beside it: 十几台, 数十台, 10数台."""
    follows = text[end : end + 1]
    opened = start > 0 and text[start - 1] in _INDEFINITE and text[start] in "十百千万"
    return opened or (bool(follows) and follows in _INDEFINITE)


def _part_of_a_word(match: re.Match[str], text: str) -> bool:
    """第二, 十分, 一下, 万一, 二次, 三相, 百分之 and 千万别 hold no number."""
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    word = match[0]
    if word in ("万一", "千万", "零", "〇") or (word == "百" and text.startswith("分之", match.end())):
        return True
    if word == "十" and after == "分" and not text.startswith("分钟", match.end()):
        return True
    if (before and before in _NOT_AFTER) or (after and after in _NO_NUMBER_BEFORE):
        return True
    return (word == "一" and bool(after) and after in _ONE_OF_A_WORD) or indefinite(text, match.start(), match.end())


def value_of(text: str) -> float | None:
    """Return the value of one number in characters, or None where they make none."""
    whole, point, broken = text.partition("点")
    if point:
        head = value_of(whole)
        return None if head is None else float(f"{head:g}.{''.join(str(_DIGITS[c]) for c in broken)}")
    if whole == "半":
        return 0.5
    half, whole = (0.5, whole[:-1]) if whole.endswith("半") else (0.0, whole)
    if not whole or "半" in whole:
        return None
    if all(c in _DIGITS for c in whole):
        return _spelt(whole) + half
    return _placed(whole) + half


def _spelt(digits: str) -> float:
    """ "二〇二七" is a row of digits; "两三" means two or three, of which the upper end is needed."""
    values = [_DIGITS[c] for c in digits]
    if len(values) == 2 and 0 < values[0] < values[1] and (values[1] - values[0] == 1 or values == [3, 5]):
        return float(values[1])
    return float("".join(map(str, values)))


def _placed(text: str) -> float:
    """三百五 is 350 and 三万五 is 35,000: a last digit without its place has the next smaller one."""
    total, section, digit, last = 0, 0, 0, 1
    for character in text:
        if character in _MYRIADS:
            place = _MYRIADS[character]
            total = (
                (total + max(section + digit, 1)) * place if place > last else total + max(section + digit, 1) * place
            )
            section, digit, last = 0, 0, place
        elif character in _PLACES:
            section += max(digit, 1) * _PLACES[character]
            digit, last = 0, _PLACES[character]
        else:
            digit = _DIGITS[character]
            last = 1 if digit == 0 else last
    return float(total + section + digit * (last // 10 if last >= 100 else 1))
