"""Source of truth for the terms that a text consists of, per language; sparse search is only as good as these.

Words are stemmed (Snowball) for English, German, Spanish, Portuguese and Arabic; Chinese and Japanese become pairs of
characters; part numbers and figures stay whole and are the same in every language.
"""

from __future__ import annotations

import hashlib
import re
import threading
import unicodedata
from collections import Counter
from functools import cache, lru_cache
from typing import Any

import snowballstemmer

from content.knowledge.stopwords import STOPWORDS

VERSION = 1
"""Rises when terms come out differently; then all passages are analysed anew."""
_STEMMERS = {"en": "english", "de": "german", "es": "spanish", "pt": "portuguese", "ar": "arabic"}
_ARABIC = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "ـ": None})
_MARKS = re.compile("[\u0300-\u036f\u064b-\u0655\u0670]")
_PART = r"[a-z]{1,6}-?[0-9][a-z0-9]*(?:-[a-z0-9]+)*"
_NUMBER = r"[0-9]+(?:[.,/][0-9]+)*"
_HAN = "\u3400-\u4dbf\u4e00-\u9fff々"
_KATAKANA = "\u30a0-\u30ffー"
_HIRAGANA = "\u3041-\u309f"
_CJK = f"{_HAN}{_KATAKANA}{_HIRAGANA}"
_TOKEN = re.compile(
    rf"(?P<part>(?<![a-z0-9]){_PART}(?![a-z0-9]))|(?P<number>{_NUMBER})|(?P<han>[{_HAN}]+)|(?P<kata>[{_KATAKANA}]+)|(?P<hira>[{_HIRAGANA}]+)"
    rf"|(?P<word>(?:(?![{_CJK}])[^\W\d_])+)"
)
_stemmers = threading.local()
# written without accents, these endings would escape the stemmers
_ENDINGS = {
    "es": ((re.compile(r"ciones$"), "cion"), (re.compile(r"cion$"), "ción")),
    "pt": ((re.compile(r"coes$"), "ções"), (re.compile(r"cao$"), "ção")),
}


def fold(text: str) -> str:
    """Fold width, case, accents and Arabic letter forms; kana keep their marks."""
    text = unicodedata.normalize("NFKC", text).casefold()
    text = _MARKS.sub("", unicodedata.normalize("NFD", text))
    return unicodedata.normalize("NFC", text).translate(_ARABIC)


def terms(text: str, locale: str) -> list[str]:
    """Return the terms of a text in their order: `#kcp35` and `#700` for part numbers and figures, `de:akku` for words."""
    result: list[str] = []
    for match in _TOKEN.finditer(fold(text)):
        kind, token = str(match.lastgroup), match[0]
        if kind in {"part", "number"}:
            result.append("#" + token.replace("-", ""))
        elif kind == "word":
            stem = _stem(token, locale)
            if stem:
                result.append(stem)
        else:
            result += [f"{locale}:{piece}" for piece in _pieces(kind, token, locale)]
    return result


def count(text: str, locale: str) -> dict[str, int]:
    """Return how often each term occurs in a text."""
    return dict(Counter(terms(text, locale)))


@cache
def number_of(term: str) -> int:
    """Return a term's dimension in the sparse vectors: 32 bits of its hash, the same in every process."""
    return int.from_bytes(hashlib.blake2b(term.encode(), digest_size=4).digest(), "big")


@lru_cache(maxsize=65536)
def _stem(word: str, locale: str) -> str | None:
    if word in STOPWORDS.get(locale, ()):
        return None
    for pattern, accented in _ENDINGS.get(locale, ()):
        word = pattern.sub(accented, word)
    name = _STEMMERS.get(locale)
    stem = _stemmer(name).stemWord(word) if name else word
    return f"{locale}:{fold(stem)}" if stem else None


def _stemmer(name: str) -> Any:
    """Return this thread's stemmer; a stemmer holds the word it works on, so threads must not share one."""
    held: dict[str, Any] = _stemmers.__dict__
    if name not in held:
        held[name] = snowballstemmer.stemmer(name)
    return held[name]


def _pieces(kind: str, run: str, locale: str) -> list[str]:
    """Cut a run of one script: characters in pairs; katakana words whole; hiragana is grammar, mostly."""
    stop = STOPWORDS.get(locale, frozenset())
    if kind == "kata":
        return [run] if len(run) > 1 else []
    if kind == "hira":
        return [run] if 1 < len(run) <= 3 and run not in stop else []
    pairs = [run[index : index + 2] for index in range(len(run) - 1)] or [run]
    return [pair for pair in pairs if pair not in stop]
