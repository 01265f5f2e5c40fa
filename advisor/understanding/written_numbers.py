"""The source of truth for numbers written in words of languages with spaces: "two hundred and sixty", zweihundertfünfzig, treinta y cinco."""

from __future__ import annotations

import re

from advisor.understanding.phrases import arabic_forms
from advisor.understanding.text import Reading
from advisor.understanding.words import Words


def run(reading: Reading, index: int, words: Words) -> tuple[int, list[int]]:
    """Return how many tokens from `index` on make one number, and their values ("treinta y cinco": 30, 5)."""
    values: list[int] = []
    taken, position = 0, index
    tokens = reading.tokens
    while position < len(tokens):
        several = _phrase(reading, position, words)
        if several is not None and _composes(values, [int(several[1])]):
            values.append(several[1])
            position += several[0]
        elif (parts := _split(tokens[position].text, words)) is not None and (
            _composes(values, parts, tokens[position].text)
            and not (values and _goes_apart(tokens[position].text, words))
        ):
            values.extend(parts)
            position += 1
        elif parts is not None and taken == 1 and position == index + 1 and _as_hundreds(values, tokens[position].text):
            values.extend([100, *parts])
            position += 1
        elif values and tokens[position].text in words.joiners:
            position += 1
            continue
        elif values and tokens[position].text[:1] == "و" and tokens[position].text[1:] in words.numbers:
            values.append(words.numbers[tokens[position].text[1:]])
            position += 1
        else:
            break
        taken = position - index
        if (
            ","
            in reading.folded[tokens[position - 1].end : tokens[position].start if position < len(tokens) else None][:2]
        ):
            break
    return taken, values


def _phrase(reading: Reading, position: int, words: Words) -> tuple[int, int] | None:
    """A number of several words ("half a dozen", "ein Paar"): how many tokens it takes, and its value."""
    tokens = reading.tokens
    for length in (3, 2):
        if position + length > len(tokens):
            continue
        written = " ".join(token.text for token in tokens[position : position + length])
        if written in words.numbers:
            # "ein Paar" are two, "ein paar" some
            last = tokens[position + length - 1]
            some = last.text == "paar" and not reading.said[last.start].isupper()
            # Spanish "par" is a torque too: "un par de 60 Nm"
            torque = (
                written in ("un par", "un par de", "par de") and _FIGURE.match(reading.folded, last.end) is not None
            )
            return None if some or torque else (length, words.numbers[written])
    return None


_FIGURE = re.compile(r"\s*(?:de\s+)?\d")


def _composes(values: list[int], parts: list[int], word: str = "dozen") -> bool:
    """Whether the next word goes on with a number: "thirty five" and "two hundred sixty", not "twenty and sixty"."""
    if not values or parts[0] in _FACTORS or (parts[0] == _DOZEN and (not word.isascii() or _A_DOZEN.match(word))):
        return True
    last, following = values[-1], parts[0]
    if last < _TENS and following < _TENS:
        return True  # digit by digit: "zero six"
    return following < last and (last >= _HUNDRED or (last >= 2 * _TENS and last % _TENS == 0 and following < _TENS))


def _as_hundreds(values: list[int], word: str) -> bool:
    """ "Two fifty" is two hundred and fifty in English speech."""
    return len(values) == 1 and 1 <= values[0] < _TENS and _ENGLISH_TENS.fullmatch(word) is not None


_TENS, _HUNDRED, _DOZEN = 10, 100, 12
_FACTORS = frozenset({100, 1000, 1_000_000})
_A_DOZEN = re.compile(r"d(?:oz|oc|utz|uz)[a-z]{2}")
_ENGLISH_TENS = re.compile(r"twenty|thirty|fort?y|fourty|fifty|sixty|seventy|eighty|ninety")


def _goes_apart(word: str, words: Words) -> bool:
    """ "ثلاثة بالمئة" is three percent, "خمسين لمية" from fifty to a hundred: with its particle a number begins anew."""
    return word.startswith("بال") or particle(word, words) > 0


def particle(word: str, words: Words) -> int:
    return int(word.startswith("ل") and word not in words.numbers and word[1:] in words.numbers)


def _split(word: str, words: Words) -> list[int] | None:
    """Return the values in a written-together number word ("zweihundertfuenfzig": 2, 100, 50), or None."""
    for form in arabic_forms(word):
        if form in words.numbers:
            return [words.numbers[form]]
    if len(word) < 6 or not word.isalpha():
        return None
    values: list[int] = []
    rest = word
    while rest:
        for length in range(min(len(rest), 9), 1, -1):
            if rest[:length] in words.numbers or (values and rest[:length] in words.joiners):
                if rest[:length] in words.numbers:
                    values.append(words.numbers[rest[:length]])
                rest = rest[length:]
                break
        else:
            return None
    return values


def total(values: list[int]) -> float:
    total, current = 0, 0
    for value in values:
        if value == 1000:
            total, current = total + max(current, 1) * 1000, 0
        elif value == 100:
            current = max(current, 1) * 100
        elif value == 12 and current:
            current *= 12
        else:
            current += value
    return float(total + current)
