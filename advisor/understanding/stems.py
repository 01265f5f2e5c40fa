"""The source of truth for inflection: which words of a Latin language are forms of one another ("chave", "chaves").

Light on purpose: number, gender and case endings only, so that a phrase of a lexicon need not list them. A stem is
compared with stems of the same language, never shown.
"""

from __future__ import annotations

from functools import lru_cache

SHORTEST = 5
"""Letters from which on a word is inflected here; shorter ones must be listed ("set" is no form of "sets")."""
_GENDERED = 7
"""Letters from which on a Spanish or Portuguese word loses its gender ("barata" may mean a beetle, "inalámbrica" not)."""
_LEFT = 4
"""Letters that must remain."""
_GERMAN = ("en", "er", "es", "em", "e", "n", "s")


@lru_cache(maxsize=20_000)
def stem(word: str, locale: str) -> str:
    """Return what `word` (folded) shares with its other forms in `locale`; the word itself where nothing is known."""
    if len(word) < SHORTEST or not word.isalpha():
        return word
    match locale:
        case "en":
            return _english(word)
        case "de":
            return _german(word)
        case "es":
            return _spanish(word)
        case "pt":
            return _portuguese(word)
        case _:
            return word


def _english(word: str) -> str:
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "xes", "sses")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def _german(word: str) -> str:
    for ending in _GERMAN:
        if word.endswith(ending) and len(word) - len(ending) >= _LEFT:
            return word[: -len(ending)]
    return word


def _spanish(word: str) -> str:
    if word.endswith("ces"):
        word = word[:-3] + "z"
    elif word.endswith("es") and word[-3] in "lrndzsj":
        word = word[:-2]
    elif word.endswith("s") and not word.endswith("is"):
        word = word[:-1]
    return _without_gender(word)


def _portuguese(word: str) -> str:
    for plural, singular in (("oes", "ao"), ("aes", "ao"), ("ais", "al"), ("eis", "el"), ("ns", "m")):
        if word.endswith(plural):
            return word[: -len(plural)] + singular
    if word.endswith("es") and word[-3] in "rzs":
        word = word[:-2]
    elif word.endswith("s"):
        word = word[:-1]
    return _without_gender(word)


def _without_gender(word: str) -> str:
    if len(word) >= _GENDERED - 1 and word[-1] in "oae":
        return word[:-1]
    return word
