"""The source of truth for amounts in a message: numbers with units or money, ranges, bounds, "about", and plus-minus."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from advisor.understanding.money_signs import counts_pieces, is_a_verb
from advisor.understanding.numbers import Number, find_numbers
from advisor.understanding.text import Reading
from advisor.understanding.units import factor
from advisor.understanding.words import Words, unit_of

Span = tuple[int, int]
_BEFORE = 34
"""Characters before a number in which its bound stands ("a minimum of")."""
_MOST_BOUNDS = 3
_GAP = 18
"""Characters that may stand between the ends of a range."""
_INCH_MARK = re.compile(r"\s?(?:in\b|'')")
_HALF = re.compile(r"半|\s+و\s?(?:نصف|نص)(?![\u0621-\u064a])")
_IN = re.compile(r"in\s?\.?")
_DRIVE_FOLLOWS = re.compile(
    r"[\s.\-]*(?:sq|square|drive|dr\b|hex|socket|output|anvil|vierkant|sechskant|antrieb|cuadr|hexag|quadr|sextav|encaixe)"
)
"""What an inch measures here, in languages that write "in" for it."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A number or a range with what was said about it; `start` and `end` span number, unit and bound."""

    start: int
    end: int
    number: Number
    low: float | None = None
    high: float | None = None
    value: float | None = None
    unit: str | None = None
    """pint's name."""
    currency: str | None = None
    approximate: bool = False
    plus_minus: bool = False
    said: str = ""
    is_range: bool = False
    tolerance: float | None = None
    """How far a joint may be off on either side, in the amount's own unit: 5 in "60 ± 5 Nm"."""

    @property
    def is_bare(self) -> bool:
        """Neither a unit nor a currency was said."""
        return self.unit is None and self.currency is None

    @property
    def first(self) -> float:
        """The number itself, or the lower end of the range."""
        for one in (self.value, self.low, self.high):
            if one is not None:
                return one
        return self.number.value


def find_amounts(reading: Reading, locale: str, words: Words, *, taken: Sequence[Span]) -> list[Amount]:
    """Return the amounts of a message in order; spans in `taken` (addresses, bolts, part numbers) are left alone."""
    numbers = [number for number in find_numbers(reading, locale, words) if not _overlaps(number, taken)]
    singles = [_single(number, reading, words) for number in numbers]
    singles = [one for index, one in enumerate(singles) if not index or one.start >= singles[index - 1].end]
    singles = _with_spans(singles, reading, words, taken=taken)
    joined = [_bounded(amount, reading, words) for amount in _joined(singles, reading, words)]
    return [_said(amount, reading) for amount in _shared_out(joined, reading, words)]


def _closed(amount: Amount, words: Words, reading: Reading) -> bool:
    """Whether a figure has a bound of its own behind it."""
    after = reading.folded[: amount.end]
    return any(re.search(rf"{words.after[kind].pattern}$", after[-16:]) for kind in ("at_least_after", "at_most_after"))


def _shared_out(amounts: list[Amount], reading: Reading, words: Words) -> list[Amount]:
    """In "650 Nm min 900 Nm max" the "min" between the two belongs to the first."""
    result = list(amounts)
    for index in range(len(result) - 1):
        left, right = result[index], result[index + 1]
        gap = reading.folded[left.end : right.number.start]
        if left.value is None or right.value is not None or right.is_range or left.unit != right.unit:
            continue
        for kind in ("at_least", "at_most"):
            if gap.strip() and words.before[kind].fullmatch(gap.strip(" ,/;") + " ") and _closed(right, words, reading):
                low = kind == "at_least"
                result[index] = replace(
                    left, value=None, low=left.value if low else None, high=None if low else left.value
                )
    return result


def _with_spans(singles: list[Amount], reading: Reading, words: Words, *, taken: Sequence[Span]) -> list[Amount]:
    """Add the spans of time that hold no figure of their own: أسبوعين, 半个月; 一个半月 hides the 一 in it."""
    spans = []
    for match in words.spans.finditer(reading.folded):
        written = re.sub(r"\s+", " ", match[0])
        count, unit = words.span_of.get(written) or words.span_of[written[1:]]
        number = Number(match.start(), match.end(), float(count), words=True)
        counted = any(one.start < number.start < one.end for one in singles)  # ٢ كيلو ونص
        if not _overlaps(number, taken) and not counted:
            half = _HALF.match(reading.folded, number.end)
            figure = number.value + (0.5 if half is not None else 0)
            spans.append(Amount(number.start, half.end() if half else number.end, number, value=figure, unit=unit))
    kept = [one for one in singles if not any(one.start < span.end and span.start < one.end for span in spans)]
    return sorted([*kept, *spans], key=lambda amount: amount.start)


def _overlaps(number: Number, taken: Sequence[Span]) -> bool:
    return any(number.start < end and start < number.end for start, end in taken)


def _single(number: Number, reading: Reading, words: Words) -> Amount:
    text = reading.folded
    amount = _halved(Amount(number.start, number.end, number, value=number.value), reading, words)
    before = words.money_before.search(text, max(0, number.start - 6), number.start)
    if before is not None and before.end() == number.start and not is_a_verb(before, reading):
        return _with_money(amount, before.start(), before[1], reading=reading, words=words)
    after = words.money_after.match(text, number.end)
    if after is not None and (counts_pieces(text, number.start, after) or is_a_verb(after, reading)):
        after = None
    if text.endswith("百分之", 0, number.start):
        return replace(amount, start=number.start - 3, unit="%")
    unit = _unit_match(number, reading, words) or _unit_match(amount.number, reading, words)
    if unit is not None and number.value == int(number.value) and (half := _HALF.match(text, unit[1])) is not None:
        # "Two kilos and a half" has its half behind the unit: 二キロ半, ٢ كيلو ونص.
        amount, unit = replace(amount, value=number.value + 0.5), (unit[0], half.end())
    if unit is not None and (after is None or unit[1] > after.end()):
        return _halved(replace(amount, end=unit[1], unit=unit[0]), reading, words)
    if after is not None:
        amount = _in_whole(amount)
        return replace(amount, end=after.end(), currency=words.currency_of.get(re.sub(r"\s+", " ", after[1])))
    return _headed(amount, reading, words)


def _halved(amount: Amount, reading: Reading, words: Words) -> Amount:
    """ "Two and a half", "tres kilos y medio"."""
    match = words.halves.match(reading.folded, amount.end)
    if match is None or amount.value is None or amount.value != int(amount.value):
        return amount
    number = replace(amount.number, value=amount.value + 0.5, end=match.end())
    return replace(amount, end=match.end(), value=amount.value + 0.5, number=number)


def _headed(amount: Amount, reading: Reading, words: Words) -> Amount:
    """ "Torque (Nm): 60", "Nm: 60" and "kgf.m: de 2 a 3,5": a form names the unit before the figure and its bound."""
    bounds = (words.before[kind].search(reading.folded, max(0, amount.start - _BEFORE), amount.start)
              for kind in ("about", "at_least", "at_most", "between"))  # fmt: skip
    start = min((bound.start() for bound in bounds if bound is not None), default=amount.start)
    head = words.unit_before.search(reading.folded, max(0, start - 16), start)
    head = head or words.unit_opening.search(reading.folded, max(0, start - 16), start)
    return replace(amount, unit=unit_of(words, head[1])) if head is not None else amount


def _in_whole(amount: Amount) -> Amount:
    """Money has no thousandths: USD 25,000 is twenty-five thousand in every language."""
    if len(amount.number.readings) < 2:
        return amount
    grouped = float(amount.number.readings[1])
    return replace(amount, value=grouped, number=replace(amount.number, value=grouped, readings=(), sure=True))


def _with_money(amount: Amount, start: int, sign: str, *, reading: Reading, words: Words) -> Amount:
    amount = _in_whole(amount)
    code = words.currency_of.get(re.sub(r"\s+", " ", sign))
    after = words.money_after.match(reading.folded, amount.end)
    end = after.end() if after is not None else amount.end
    if after is not None and sign in ("$", "¥"):
        code = words.currency_of.get(after[1], code)
    return replace(amount, start=start, end=end, currency=code)


def _unit_match(number: Number, reading: Reading, words: Words) -> tuple[str, int] | None:
    if number.fraction and (mark := _INCH_MARK.match(reading.folded, number.end)):
        return "inch", mark.end()
    loosely = words.after["about_after"].match(reading.folded, number.end)
    match = words.units.match(reading.folded, number.end) or (
        words.units.match(reading.folded, loosely.end()) if loosely is not None else None
    )
    if match is None:
        return None
    written = match[1]
    name = unit_of(words, written)
    if name == "inch" and _IN.fullmatch(written) and not _of_a_drive(number, match, reading.folded):
        return None
    one_letter = len(written) == 1 and written.isalpha()
    if name is None or (one_letter and not written.isascii()):
        return (name, match.end()) if name else None
    if one_letter and name != "V" and reading.said[match.start(1)].isupper():
        return None
    return name, match.end()


def _of_a_drive(number: Number, unit: re.Match[str], text: str) -> bool:
    """Whether "in" after a whole number is an inch: "1in", "1 in drive"; not "5 in stock", "3 in USD", "2 in March"."""
    glued = unit.start(1) == number.end and number.value <= _LARGEST_DRIVE and not text[unit.end() :].strip(" .?!,")
    return glued or _DRIVE_FOLLOWS.match(text, unit.end()) is not None


_LARGEST_DRIVE = 4


def _joined(singles: list[Amount], reading: Reading, words: Words) -> list[Amount]:
    """Join "30" and "80 Nm" to a range where a connector stands between them."""
    result: list[Amount] = []
    for amount in singles:
        if result and (pair := _range(result[-1], amount, reading, words=words)) is not None:
            result[-1] = pair
        else:
            result.append(amount)
    return result


def _range(left: Amount, right: Amount, reading: Reading, *, words: Words) -> Amount | None:
    gap = reading.folded[left.end : right.start]
    minus = right.number.value < 0 and not gap.strip() and not left.number.words  # "par de -30 Nm" is no 2 to 30
    if (bare := _with_tolerance(left, right, gap, words=words)) is not None:
        return bare
    drive = left.number.fraction and not left.unit and right.unit not in (None, "inch")  # "de 3/4 hasta 600 Nm"
    if drive or left.is_range or len(gap) > _GAP or not (minus or (gap and words.between.fullmatch(gap))):
        return None
    if left.unit and right.unit and left.unit != right.unit:
        by = factor(left.unit, right.unit)
        if by is None or left.value is None or left.number.value * by >= abs(right.number.value):
            return None
        # "80 cNm bis 3 Nm"
        left = replace(left, unit=right.unit, number=replace(left.number, value=round(left.number.value * by, 6)))
    if (left.currency or right.currency) and left.unit:
        return None
    if left.currency and not right.currency and right.number.value < left.number.value:
        return None  # 60 ألف ريال لأربع قطع: so much money for so many pieces
    low, high = left.number.value, abs(right.number.value)
    if (low > high and not left.currency) or (gap.strip() in _ANDS and not _opened(left, reading, words)):
        return None
    if "±" in gap or "+" in gap:
        return replace(right, start=left.start, value=low, number=left.number, unit=left.unit or right.unit)
    return replace(
        left, end=right.end, value=None, low=low, high=high, is_range=True,
        unit=left.unit or right.unit, currency=left.currency or right.currency,
    )  # fmt: skip


_MOST_TOLERANCE = 0.5


def _with_tolerance(left: Amount, right: Amount, gap: str, *, words: Words) -> Amount | None:
    """ "45±3 Nm" is 45 Nm and what the drawing allows on either side of it."""
    sign = words.tolerance.fullmatch(gap.strip()) if gap.strip() else None
    small = 0 <= right.number.value <= _MOST_TOLERANCE * left.number.value
    if sign is None or not small or right.unit in (None, "%") or left.unit not in (None, right.unit):
        return None
    return replace(right, start=left.start, value=left.number.value, number=left.number, tolerance=right.number.value)


_ANDS = frozenset({"and", "und", "u.", "u", "y", "e", "和", "与", "و"})


def _opened(left: Amount, reading: Reading, words: Words) -> bool:
    return words.before["between"].search(reading.folded, max(0, left.start - _BEFORE), left.start) is not None


def _bounded(amount: Amount, reading: Reading, words: Words) -> Amount:
    text, start, end = reading.folded, amount.start, amount.end
    kinds: list[str] = []
    for _ in range(_MOST_BOUNDS):
        # The longest phrase counts: "not more than" is no "more than".
        found_before = [
            (match.start(), kind)
            for kind in ("plus_minus", "about", "at_least", "at_most", "between")
            if (match := words.before[kind].search(text, max(0, start - _BEFORE), start)) and match.start() < start
        ]
        if not found_before:
            break
        start, kind = min(found_before)
        kinds.append(kind)
    for kind in ("at_least_after", "at_most_after", "about_after"):
        if kind in words.after and (found := words.after[kind].match(text, end)) is not None:
            if words.tolerance.match(text, found.start()) is not None:
                continue
            kinds.append(kind.removesuffix("_after"))
            end = found.end()
    result = replace(
        amount, start=start, end=end, approximate="about" in kinds, plus_minus="plus_minus" in kinds,
    )  # fmt: skip
    if amount.value is None:
        return result
    if "at_most" in kinds and not ("at_least" in kinds and kinds[-1] == "at_most"):  # 最低でも250N・mまで
        return replace(result, value=None, high=amount.value)
    if "at_least" in kinds:
        return replace(result, value=None, low=amount.value)
    return result


def _said(amount: Amount, reading: Reading) -> Amount:
    return replace(amount, said=reading.said[amount.start : amount.end].strip(" ,;:("))
