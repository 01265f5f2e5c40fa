"""Source of truth for which concessions there are, what measures each, and which more general one it is a case of."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from content.authority.model import Dimension
from content.authority.untruths import FALSE_PROMISES
from content.authority.vocabulary import ar, de, en, es, ja, pt, zh

_ARABIC = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه", "ـ": None, "٪": "%", "٫": ".", "٬": ","})
_MARKS = re.compile("[\u0300-\u036f\u064b-\u0655\u0670]")
_MACHINE = re.compile(r"(\\.|\(\?P<\w+>)")
_ZERO_WIDTH = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def fold(text: str) -> str:
    """Fold a text for comparison: width, case, accents, Arabic letter forms and digits; kana keep their marks."""
    if text.isascii():
        return text.lower()
    text = _ZERO_WIDTH.sub("", unicodedata.normalize("NFKC", text)).casefold()
    text = _MARKS.sub("", unicodedata.normalize("NFD", text))
    text = unicodedata.normalize("NFC", text).translate(_ARABIC)
    for letter in set(text):
        if letter.isdigit() and not letter.isascii():
            text = text.replace(letter, str(unicodedata.digit(letter)))
    return text


def fold_pattern(pattern: str) -> str:
    """Fold the letters of a pattern, but not what is written for the machine (`\\S`, `(?P<name>`)."""
    return "".join(part if index % 2 else fold(part) for index, part in enumerate(_MACHINE.split(pattern)))


@dataclass(frozen=True, slots=True)
class Subject:
    """One concession: which quantities measure it, how it is written, and of which other one it is a case.

    `written` are its words wherever they stand, `wished` those that mean it only where a wish is read: "less" is a
    discount there, and a weight elsewhere. Where no rule speaks of the concession itself, those of `broader` hold.
    """

    id: str
    dimensions: tuple[Dimension, ...]
    written: tuple[str, ...]
    wished: tuple[str, ...]
    broader: str | None = None


# What is more special stands above what is more general: "free trial" is a trial, "free freight" is freight, and only a
# bare "free" is a discount of 100 %.
_MEASURES: Mapping[str, tuple[Dimension, ...]] = {
    "false_promise": (),
    "unreleased_feature": (),
    "kickback": ("percent", "money"),
    "unlimited_liability": (),
    "framework_agreement": ("time",),
    "exclusivity": ("time",),
    "consignment": ("time",),
    "trial": ("time",),
    "refund": ("money", "percent"),
    "penalty": ("percent", "money"),
    "compensation": ("money", "percent"),
    "credit_limit": ("money",),
    "instalments": ("count",),
    "no_prepayment": ("percent",),
    "free_freight": ("money",),
    "training": ("time", "count", "money"),
    "on_site_service": ("time", "count", "money"),
    "free_service": ("count", "time", "money"),
    "sample": ("count", "money"),
    "free_goods": ("count", "money"),
    "price_guarantee": ("time",),
    "price_match": ("percent", "money"),
    "faster_delivery": ("time",),
    "warranty_extension": ("time",),
    "buy_back": ("time", "percent"),
    "custom_development": (),
    "cancellation": ("time",),
    "minimum_order": ("count",),
    "quote_validity": ("time",),
    "payment_term": ("time",),
    "down_payment": ("percent",),
    "rebate": ("percent", "money"),
    "discount": ("percent", "money"),
}
_BROADER = {
    "consignment": "buy_back",
    "training": "free_service",
    "on_site_service": "free_service",
    "sample": "free_goods",
    "instalments": "payment_term",
    "down_payment": "payment_term",
    "rebate": "discount",
}
_LANGUAGES = (en, zh, es, pt, de, ja, ar)
_LEFT = {en: r"(?<![a-z])", es: r"(?<![a-z])", pt: r"(?<![a-z])"}
"""Words of these languages begin where their pattern does; German glues (`Mengenrabatt`), Arabic writes the article on."""

SCRIPTS = (re.compile("[a-z]"), re.compile("[\u0621-\u064a]"), re.compile("[\u3040-\u30ff\u3400-\u9fff]"))
"""What tells that a text may hold words in Latin, Arabic, or Chinese and Japanese letters."""


def script_of(pattern: str) -> re.Pattern[str]:
    """Return which of SCRIPTS one language's words are written in, whatever Latin letters stand between them."""
    latin, *others = SCRIPTS
    return next((letters for letters in others if letters.search(fold_pattern(pattern))), latin)


def _of(name: str, tables: Sequence[tuple[str, Mapping[str, tuple[str, ...]]]]) -> tuple[str, ...]:
    return tuple(f"{left}(?:{'|'.join(words[name])})" for left, words in tables if words.get(name))


def _wished(name: str) -> tuple[str, ...]:
    tables = [(_LEFT.get(one, ""), one.WISHED) for one in _LANGUAGES]
    if name == "false_promise":
        tables += [("", {name: patterns}) for patterns in FALSE_PROMISES.values()]
    return _of(name, tables)


SUBJECTS: Mapping[str, Subject] = {
    name: Subject(
        name,
        dimensions,
        _of(name, [(_LEFT.get(one, ""), one.SAID) for one in _LANGUAGES]),
        _wished(name),
        _BROADER.get(name),
    )
    for name, dimensions in _MEASURES.items()
}
"""In the order of search, the more special first."""

FREE = re.compile(
    fold(
        r"\bfree\b(?! of (?!charge)| from )|for nothing|at no (cost|charge)|without (paying|charge)|免费|不要钱|不收钱|白给|白送|零元"
        r"|\bgratis\b|\bgratuit[oa]s?\b|sin (costo|coste|cargo)|regalad[oa]|de graca|sem custo|kostenlos\w*|kostenfrei\w*|umsonst|geschenkt|zum nulltarif"
        r"|無料|無償|ただで|タダ|مجان\w*|بالمجان|بلا مقابل|دون مقابل|بدون مقابل"
    )
)
"""A bare wish to pay nothing: a discount of 100 %."""
