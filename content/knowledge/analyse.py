"""Source of truth for the terms that a text consists of, per language; sparse search is only as good as these.

Words are stemmed (Snowball) for English, German, Spanish and Portuguese, stripped of article and ending in Arabic; Chinese
and Japanese become pairs of characters; part numbers and figures stay whole and are the same in every language. Beside
its terms a text has their kin: rougher forms, by which `Lagerung` meets `lagern`, and `تخزين` meets `أخزن`.
"""

from __future__ import annotations

import hashlib
import re
import threading
import unicodedata
from collections import Counter
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

from content.knowledge.stopwords import STOPWORDS

VERSION = 2
"""Rises when terms come out differently; then all passages are analysed anew."""
_STEMMERS = {"en": "english", "de": "german", "es": "spanish", "pt": "portuguese"}
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
ROUGH = "~"
"""Marks a rough form among the terms."""
_PAIR = re.compile(rf"[{_HAN}]{{2}}\Z")
_ARTICLE = re.compile("(?:و|ف)?(?:بال|كال|لل|ال)|و(?=ال)")
_ARABIC_ENDING = re.compile("(?:يه|ات|ها|هم|كم|ه|ي)$")
_WEAK = re.compile("[اويءى]")
_ROUGH_ENDINGS = {
    "en": re.compile("(?:enanc|enance|ance|anc|ing|ag|age|ion|or|er|e)$"),
    "de": re.compile("^ge(?=.{4})|(?:ung|ier|er|en)$|(?<=.{5})t$"),
}
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


@lru_cache(maxsize=262_144)
def number_of(term: str) -> int:
    """Return a term's dimension in the sparse vectors: 32 bits of its hash, the same in every process."""
    return int.from_bytes(hashlib.blake2b(term.encode(), digest_size=4).digest(), "big")


@lru_cache(maxsize=65536)
def kin(term: str) -> tuple[str, ...]:
    """Return the rougher terms that together may stand for a term: a root, the single characters of a pair; or nothing."""
    locale, _, word = term.partition(":")
    if not word or word.startswith(ROUGH):
        return ()
    if locale in {"zh", "ja"}:
        return tuple(f"{locale}:{ROUGH}{letter}" for letter in word) if _PAIR.match(word) else ()
    if locale == "ar":
        root = _WEAK.sub("", word)
        root = root[1:] if len(root) > 3 and root[0] in "تمنس" else root
    elif locale in _ROUGH_ENDINGS:
        endings = _ROUGH_ENDINGS[locale]
        root = endings.sub("", endings.sub("", word))[:5]  # twice, for `gelagert`: ge-, -t, then -er
    else:
        return ()
    return (f"{locale}:{ROUGH}{root}",) if len(root) > 1 else ()


def forget() -> None:
    """Let go of what is remembered of single terms: a generation has tens of thousands, the questions after it some hundred."""
    number_of.cache_clear()
    kin.cache_clear()


def with_kin(counts: Mapping[str, int]) -> dict[str, int]:
    """Add the kin of all terms to their counts."""
    result = dict(counts)
    for term, number in counts.items():
        for one in kin(term):
            result[one] = result.get(one, 0) + number
    return result


@lru_cache(maxsize=65536)
def _stem(word: str, locale: str) -> str | None:
    if word in STOPWORDS.get(locale, ()):
        return None
    if locale == "ar":
        return f"ar:{_arabic_stem(word)}"
    for pattern, accented in _ENDINGS.get(locale, ()):
        word = pattern.sub(accented, word)
    name = _STEMMERS.get(locale)
    stem = _stemmer(name).stemWord(word) if name else word
    return f"{locale}:{fold(stem)}" if stem else None


def _arabic_stem(word: str) -> str:
    """Strip article, conjunction and the commonest endings, as the light stemmers do (Larkey, Ballesteros, Connell 2002)."""
    match = _ARTICLE.match(word)
    if match and len(word) - match.end() >= 3:
        word = word[match.end() :]
    ending = _ARABIC_ENDING.search(word)
    return word[: ending.start()] if ending and ending.start() >= 3 else word


def _stemmer(name: str) -> Any:
    """Return this thread's stemmer; a stemmer holds the word it works on, so threads must not share one."""
    held: dict[str, Any] = _stemmers.__dict__
    if name not in held:
        import snowballstemmer  # brings forty languages along; the first page needs none

        held[name] = snowballstemmer.stemmer(name)
    return held[name]


def _pieces(kind: str, run: str, locale: str) -> list[str]:
    """Cut a run of one script: characters in pairs; katakana words whole; hiragana is grammar, mostly."""
    if kind == "kata":
        return [run] if len(run) > 1 else []
    if kind == "hira":
        return [run] if 1 < len(run) <= 3 and run not in STOPWORDS.get(locale, ()) else []
    pieces: list[str] = []
    for part in filter(None, _phrases(locale).split(run)):
        pieces += [part[index : index + 2] for index in range(len(part) - 1)] or [ROUGH + part]
    return pieces


@cache
def _phrases(locale: str) -> re.Pattern[str]:
    """Return a pattern of the words that a run of characters is cut at; nothing is known of where else words end."""
    words = sorted(STOPWORDS.get(locale, ()), key=len, reverse=True)
    return re.compile("|".join(words) or r"(?!)")
