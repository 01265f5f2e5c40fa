"""The source of truth for bolts in a message: metric thread sizes, their ranges, and property classes.

Coarse pitches: ISO 261. Property classes: ISO 898-1. A pitch that is the coarse one adds nothing and is left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from advisor.model import Bolt
from advisor.understanding.text import Reading
from advisor.understanding.words import Words

_SIZE = re.compile(
    r"(?<![a-z0-9])(?<!n[.・·⋅•*\-])m\s?(1[.,][24568]|2[.,]2|\d{1,3}(?:[.,]5)?)(?:\s?[x×*]\s?(\d(?:[.,]\d{1,2})?)(?![\d]))?(?![\d])(?!\s?[x×]\s?\d)(?!(?!(?:s|er)(?![a-z0-9]))[a-z](?!x))"
)
_GRADE = re.compile(
    r"(?<!\d)(?<!\d\.)(4[.,][68]|5[.,][68]|6[.,]8|8[.,]8|9[.,]8|10[.,]9|12[.,]9|a[24]-(?:50|70|80))(?![\d%]|\s?(?:nm|n\.m|kg|mm|v\b|%))"
)
_IN_CHARACTERS = (("八点八", "8.8"), ("十点九", "10.9"), ("十二点九", "12.9"), ("四点八", "4.8"))
_COARSE = {
    "1": 0.25, "1.2": 0.25, "1.4": 0.3, "1.6": 0.35, "1.8": 0.35, "2": 0.4, "2.2": 0.45, "2.5": 0.45, "3": 0.5, "3.5": 0.6,
    "4": 0.7, "5": 0.8, "6": 1, "8": 1.25, "10": 1.5, "12": 1.75, "14": 2, "16": 2, "18": 2.5, "20": 2.5,
    "22": 2.5, "24": 3, "27": 3, "30": 3.5, "33": 3.5, "36": 4, "39": 4, "42": 4.5, "45": 4.5, "48": 5, "52": 5,
    "56": 5.5, "60": 5.5, "64": 6,
}  # fmt: skip
_LARGEST = 160
_SHORT = 60
"""So short is a message that only answers a question."""


@dataclass(frozen=True, slots=True)
class Thread:
    """Bolts found at one place; a range gives its two ends."""

    start: int
    end: int
    bolts: tuple[Bolt, ...]
    is_range: bool = False


def find_threads(
    reading: Reading, words: Words, known: tuple[Bolt, ...] = ()
) -> tuple[list[Thread], list[tuple[int, int]]]:
    """Return the bolts of a message in order, and the spans that they and their classes take.

    A class without a size belongs to the sizes `known`, which wait for theirs ("10.9" as an answer).
    """
    text = reading.folded
    sizes = [(match, size) for match in _SIZE.finditer(text) if (size := _size(match))]
    if not sizes and known and len(text) <= _SHORT:
        bare = [(match.start(), match.end(), _grade(match[1])) for match in _GRADE.finditer(text)]
        if len(bare) == 1:
            start, end, only = bare[0]
            return [Thread(start, end, tuple(Bolt(bolt.size, only) for bolt in known))], [(start, end)]
    if not sizes:
        return [], [match.span() for match in _GRADE.finditer(text)] if "class" in text else []
    grades = [(match.start(), match.end(), _grade(match[1])) for match in _GRADE.finditer(text)]
    grades += [(at, at + len(way), grade) for way, grade in _IN_CHARACTERS if (at := text.find(way)) >= 0]
    taken = [match.span() for match, _ in sizes] + [(start, end) for start, end, _ in grades]
    threads: list[Thread] = []
    for index, (match, size) in enumerate(sizes):
        following = sizes[index + 1][0].start() if index + 1 < len(sizes) else len(text)
        grade = _grade_for(match, grades, following)
        threads.append(Thread(match.start(), match.end(), (Bolt(size, grade),)))
    return _ranges(_shared_grades(threads, text), text, words), taken


def _size(match: re.Match[str]) -> str | None:
    number, pitch = match[1].replace(",", "."), match[2]
    if not 1 <= float(number) <= _LARGEST:
        return None
    if pitch and float(pitch.replace(",", ".")) != _COARSE.get(number):
        return (
            f"M{number}x{pitch.replace(',', '.')}" if float(pitch.replace(",", ".")) < float(number) else f"M{number}"
        )
    return f"M{number}"


def _grade(written: str) -> str:
    return written.upper().replace(",", ".")


def _grade_for(size: re.Match[str], grades: list[tuple[int, int, str]], following: int) -> str | None:
    for start, _, grade in grades:
        if size.end() <= start < following and start - size.end() <= 40:
            return grade
    for _, end, grade in grades:
        if end <= size.start() and size.start() - end <= 12:
            return grade
    return None


_SAME = re.compile(
    r"[\s,(]{0,3}(?:(?:the|of the|in|der|die|del|de la|da|na|do)\s)?(?:same|gleiche\w?|dieselbe\w?|selbe\w?|mism[oa]|mesm[oa])\s"
    r"(?:grade|class|property class|klasse|festigkeitsklasse|gute|festigkeit|grado|clase|calidad|classe|grau|qualidade)"
)


def _same_class(thread: Thread, before: list[Thread], text: str) -> Thread:
    """ "M16 8.8 and M20 same grade"."""
    if thread.bolts[0].grade is not None or not before or _SAME.match(text, thread.end) is None:
        return thread
    return Thread(thread.start, thread.end, (Bolt(thread.bolts[0].size, before[-1].bolts[0].grade),))


def _shared_grades(threads: list[Thread], text: str) -> list[Thread]:
    """A class said once after several sizes holds for all of them ("M8, M10 and M12, 10.9")."""
    result = [_same_class(thread, threads[:index], text) for index, thread in enumerate(threads)]
    for index in range(len(result) - 2, -1, -1):
        bolt, after = result[index].bolts[0], result[index + 1]
        if bolt.grade is None and after.start - result[index].end <= 12:
            shared = Bolt(bolt.size, after.bolts[0].grade)
            result[index] = Thread(result[index].start, result[index].end, (shared,))
    return result


def _ranges(threads: list[Thread], text: str, words: Words) -> list[Thread]:
    result: list[Thread] = []
    for thread in threads:
        last = result[-1] if result else None
        gap = text[last.end : thread.start] if last else ""
        if last and not last.is_range and gap and gap.strip() not in _ANDS and words.between.fullmatch(gap):
            result[-1] = Thread(last.start, thread.end, (*last.bolts, *thread.bolts), is_range=True)
        else:
            result.append(thread)
    return result


_ANDS = frozenset({"and", "und", "u.", "u", "y", "e", "和", "与", "و"})
