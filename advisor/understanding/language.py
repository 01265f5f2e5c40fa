"""The source of truth for the language of a message: the script decides, then function words, then a statistical guess.

A short text proves little: where nothing is sure, the conversation's language stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from advisor.understanding.guess import guess
from advisor.understanding.text import ARABIC, Reading
from advisor.understanding.words import Words

_KANA = range(0x3040, 0x3100)
_HAN = range(0x3400, 0xA000)
_LATIN = ("en", "es", "pt", "de")
_ENOUGH_WORDS = 4
_ADDRESS = re.compile(r"\S+@\S+|\bhttps?://\S+|\bwww\.\S+")
"""Addresses are no words of a language: the `a` of a.keller@... is not English."""
_CLEAR = 2
"""By how many function words a language must lead."""


_BESIDE = 12
"""Latin letters beside which a single character keeps a conversation in its language."""


def language_of(
    reading: Reading, *, current: str, locales: Sequence[str], words: Words, home: str | None = None
) -> str:
    """Return the language that the reply should have; `current` unless the message clearly has another.

    A visitor who came back to the site's language `home` is believed with a single word of it.
    """
    by_script = _by_script(reading.folded, current)
    if by_script is not None:
        return by_script if by_script in locales else current
    latin = [locale for locale in _LATIN if locale in locales]
    if home in latin and home != current and _comes_home(reading, home, latin, words=words):
        return home
    return _latin(reading, current, latin, words=words)


def _by_script(text: str, current: str) -> str | None:
    kana = sum(ord(character) in _KANA for character in text)
    han = sum(ord(character) in _HAN for character in text)
    arabic = len(ARABIC.findall(text))
    latin = sum("a" <= character <= "z" for character in text)
    if arabic >= 2 and arabic * 4 >= latin:
        return "ar"
    if kana >= 2 or (kana and han):
        return "ja"
    if han >= 2 or (han and not latin):
        # 見積 or 六角 alone can be either: Japanese stays Japanese unless simplified characters speak against it.
        return current if current in ("zh", "ja") else "zh"
    if (han or kana) and latin <= _BESIDE and current in ("zh", "ja"):
        return current  # "A级" is no English word
    return None


def _latin(reading: Reading, current: str, locales: Sequence[str], *, words: Words) -> str:
    addresses = [found.span() for found in _ADDRESS.finditer(reading.folded)]
    tokens = [
        token.text
        for token in reading.tokens
        if token.text.isalpha() and not any(start <= token.start < end for start, end in addresses)
    ]
    if not tokens or not locales:
        return current
    score = {locale: sum(token in words.function_words[locale] for token in tokens) for locale in locales}
    best = max(locales, key=lambda locale: (score[locale], locale == current))
    second = max((score[locale] for locale in locales if locale != best), default=0)
    if score[best] - score.get(current, 0) >= _CLEAR or (current not in score and score[best] - second >= 1):
        return best if score[best] > second else current
    if current in score and score[current] == score[best] and score[best] > 0:
        return current
    if len(tokens) < _ENOUGH_WORDS:
        return _short(tokens, score, best, second=second, current=current)
    return _guessed(reading.said, locales, best if score[best] > second else None) or current


def _comes_home(reading: Reading, home: str, locales: Sequence[str], *, words: Words) -> bool:
    tokens = [token.text for token in reading.tokens if token.text.isalpha()]
    score = {locale: sum(token in words.function_words[locale] for token in tokens) for locale in locales}
    return score[home] > max((score[locale] for locale in locales if locale != home), default=0)


def _short(tokens: list[str], score: dict[str, int], best: str, *, second: int, current: str) -> str:
    clear = score[best] - second >= 1 and score.get(current, 0) == 0 and len(tokens) >= 2
    return best if clear else current


def _guessed(text: str, locales: Sequence[str], leader: str | None) -> str | None:
    language, probability = guess(text.lower(), locales)
    return language if probability >= 0.9 and leader in (None, language) else None
