"""The source of truth for how a message is cleaned and folded before anything is looked for in it."""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass

from foundation.characters import simplified

LONGEST = 4_000
"""Characters of a message that are read; the door refuses longer ones."""

_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")
_CODE = re.compile(
    r"<\s*/?\s*(?:script|img|svg|iframe|object|style|form|input|link|meta|body|video)\b|\b[a-z]\w+\(\d*\)\s*(?:$|[;<])|[{}]"
    r"|'\s*(?:or|and)\s+'?\d|;\s*(?:drop|select|delete|insert)\b",
    re.IGNORECASE,
)
_BREAK = re.compile(r"<(?:br|p|div|li)\b[^<>]{0,100}>", re.IGNORECASE)
_TOKEN = re.compile(r"[a-z0-9\u00df\u0153\u00e6\u00f8\u0131]+|[\u0621-\u064a\u066e-\u06d3]+")
CJK = re.compile(r"[\u3005\u3007\u3040-\u30ff\u3400-\u9fff\uff66-\uff9f]")
ARABIC = re.compile(r"[\u0600-\u06ff]")

_BETWEEN_FIGURES = re.compile("(?<=[0-9])[，、](?=[0-9])")
"""Between ordinary digits a full-width comma parts two statements (M4，2.5Nm) and is no decimal sign."""

# Written alike, meant alike: NFKC leaves these apart.
_SAME = str.maketrans(
    {
        "\u2044": "/", "\u301c": "~", "\uff5e": "~", "\u2212": "-", "\u2010": "-", "\u2011": "-", "\u066a": "%",
        "\u066b": ".", "\u066c": ",", "\u060c": ",", "\u061b": ";", "\u061f": "?", "\u00a0": " ", "\u202f": " ",
        "\u2019": "'", "\u2018": "'", "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u2033": '"', "\u2032": "'",
        "\u00b4": "'", "\u0640": None, "\t": " ", "\r": "\n", "\u3000": " ", "\uff0c": ",", "\u3001": "\u3001",
    }
)  # fmt: skip
_VOWELLED = (("عُمان", "سلطنة عمان"), ("عُماني", "سلطنة عمان"))
"""Words of which a vowel sign alone tells which is meant: Oman, and not Amman."""
_FRACTIONS = str.maketrans({"\u00bd": " 1/2", "\u00bc": " 1/4", "\u00be": " 3/4", "\u215c": " 3/8", "\u215d": " 5/8"})
_ARABIC_FOLD = {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "ی": "ي", "ک": "ك"}


@dataclass(frozen=True, slots=True)
class Token:
    """A word of Latin letters and digits, or of Arabic letters; positions count in `Reading.folded`."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """A cleaned message: `said` keeps the buyer's spelling, `folded` is for matching; both have the same length."""

    said: str
    folded: str
    tokens: tuple[Token, ...]
    is_code: bool = False
    """Whether it holds a script or a command for a machine, whose numbers answer nothing."""


def _fold_table() -> dict[int, str]:
    table: dict[int, str] = {}
    for code in [*range(0x41, 0x250), *range(0x1E00, 0x1F00)]:
        character = chr(code)
        base = unicodedata.normalize("NFD", character)[0].lower()
        if len(base) == 1 and base != character:
            table[code] = base
    table.update({ord(k): v for k, v in _ARABIC_FOLD.items()})
    return table | simplified()


_FOLD = _fold_table()


def fold(text: str) -> str:
    """Return `text` in lower case without accents, Arabic letters unified, Chinese simplified; the length never changes."""
    return text.translate(_FOLD)


def folded_pattern(pattern: str) -> str:
    r"""Return a regular expression whose letters are folded, and whose `\S` and `(?P<...>` stay what they are."""
    return "".join(one if one.isascii() else fold(one) for one in pattern)


def clean(message: str) -> str:
    """Return what a person would read in `message`: no markup, no invisible characters, one form of every sign."""
    text = message[:LONGEST].translate(_FRACTIONS)
    if "<" in text:
        text = _TAG.sub(" ", _BREAK.sub("\n", text))
    for vowelled, plain in _VOWELLED:
        text = text.replace(vowelled, plain)
    if "&" in text:
        text = html.unescape(text)
    text = unicodedata.normalize("NFKC", _BETWEEN_FIGURES.sub(", ", text)).translate(_SAME)
    return "".join(_visible(character) for character in text).strip()


def _visible(character: str) -> str:
    if character == "\n" or (character.isascii() and character.isprintable()):
        return character
    category = unicodedata.category(character)
    if category in ("Cf", "Cc", "Cs", "Co", "Cn") or "\u064b" <= character <= "\u065f":
        return ""
    if category == "Nd" and not character.isascii():
        return str(unicodedata.digit(character))
    return character


def read(message: str) -> Reading:
    """Clean and fold `message`, and cut it into words."""
    said = clean(message)
    folded = fold(said)
    tokens = tuple(Token(match[0].replace("ß", "ss"), match.start(), match.end()) for match in _TOKEN.finditer(folded))
    return Reading(said, folded, tokens, _CODE.search(message) is not None)
