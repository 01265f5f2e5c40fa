"""The source of truth for typing errors: a long word that nobody knows and that is one letter away from one word is that word."""

from __future__ import annotations

from dataclasses import replace

from advisor.understanding.lexicon import Trade
from advisor.understanding.phrases import LONG_WORD
from advisor.understanding.text import Reading, Token
from advisor.understanding.words import general_words


def corrected(reading: Reading, locale: str, trade: Trade) -> Reading:
    """Return the reading with mistyped words replaced in its tokens ("pnuematic" is pneumatic); the text stays as said."""
    if locale in ("zh", "ja"):
        return reading
    tokens = tuple(
        token if _is_name(token, reading, locale) else _corrected(token, trade, locale) for token in reading.tokens
    )
    return reading if tokens == reading.tokens else replace(reading, tokens=tokens)


def _is_name(token: Token, reading: Reading, locale: str) -> bool:
    """A word with a capital inside a sentence is a name, but in German: Mr Carter wants no career."""
    said = reading.said[token.start : token.end]
    inside = reading.said[: token.start].rstrip()[-1:] not in ("", ".", "!", "?", "¿", "¡", "\n", ":")
    return locale != "de" and inside and said[:1].isupper() and not said.isupper()


def _corrected(token: Token, trade: Trade, locale: str) -> Token:
    word = token.text
    if word in general_words().function_words[locale]:
        return token  # "reines Handwerkzeug" is not from Rennes
    if len(word) < LONG_WORD or word in trade.known or not word.isalpha() or not word.isascii():
        return token
    if any(word.startswith(known) for known in (word[:-1], word[:-2], word[:-3]) if known in trade.known):
        return token
    meant = _meant(word, trade)
    if meant and not trade.languages[meant] & {locale, "*"}:
        return token  # "simples" is Portuguese, and no mistyped "samples"
    return replace(token, text=meant) if meant else token


def _meant(word: str, trade: Trade) -> str | None:
    for index in range(1, len(word) - 2):
        swapped = word[:index] + word[index + 1] + word[index] + word[index + 2 :]
        if swapped in trade.known:
            return swapped
    candidates: set[str] = set()
    if word in trade.vocabulary:
        candidates.add(trade.vocabulary[word])
    for index in range(1, len(word) - 1):
        shorter = word[:index] + word[index + 1 :]
        if shorter in trade.known:
            candidates.add(shorter)
        elif (other := trade.vocabulary.get(shorter, "")) and other[:index] + other[index + 1 :] == shorter:
            candidates.add(other)  # the same place in both: "olhando" is two changes away from "orlando"
    near = {candidate for candidate in candidates if candidate[0] == word[0] and candidate[-1] == word[-1]}
    return near.pop() if len(near) == 1 else None
