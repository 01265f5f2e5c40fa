"""A second opinion on every reply, written apart from the gate: numbers, money, models, promises and language, by other means.

The gate (`advisor/claims.py`) knows units and evidence; this witness only knows what the turn's queries returned, what is on
record and what the visitor wrote. Where both agree, a fault of the gate itself cannot hide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from content.catalogue.model import Company, Match

_DIGITS = {
    **{base + digit: str(digit) for base in (0x660, 0x6F0, 0xFF10) for digit in range(10)},
    0x66B: ".", 0x66C: ",", 0x2212: "-", 0x202F: " ", 0xA0: " ",
    **dict.fromkeys((0x2066, 0x2067, 0x2068, 0x2069, 0x200E, 0x200F, 0x61C), ""),
}  # fmt: skip
_NUMBER = re.compile(r"(?<![A-Za-z0-9.,])\d+(?:[.,' ]\d{3})*(?:[.,]\d+)?(?!\d)|\d+(?:[.,]\d+)?")
_MODEL = re.compile(r"(?<![A-Za-z0-9-])[A-Z]{2,4}-\d{1,5}[A-Z]?(?![A-Za-z0-9])")
_QUOTE = re.compile(r"Q-\d{4}-\d{5}(?:-\d+)?")
_LINK = re.compile(r"\]\([^)]*\)")
_MONEY = re.compile(
    r"(?:US\$|[$€¥￥£])\s?(?P<after>\d[\d.,' ]*\d|\d)|(?P<before>\d[\d.,' ]*\d|\d)\s?(?:US\$|[$€¥￥£元円]|EUR|USD|CNY|euros?\b|dollars?\b)"
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+|(?<=[。！？؟])|\n+")

PROMISES = re.compile(
    r"guarantee|free of charge|for free|legally binding|exclusiv|refund|garantier|kostenlos|rechtsverbindlich|exklusiv|"
    r"rückerstatt|garantiz|gratis|vinculante|reembols|garantimos|grátis|exclusiv|保证(?!载荷|应力)|免费|包邮|法律约束力|独家|退款|"
    r"保証(?:いたし|し)ます|無料|無償|法的拘束力|独占|返金|نضمن|أضمن|مجان|ملزم قانون|حصري|استرداد",
    re.IGNORECASE,
)
"""Words of promises; wider than the gate's on purpose."""

_COMMON_WORDS: Mapping[str, frozenset[str]] = {
    "en": frozenset(
        ["the", "and", "is", "are", "of", "for", "with", "not", "this", "that", "you", "your", "we", "it", "from", "to"]
    ),
    "de": frozenset(
        [
            "der",
            "die",
            "das",
            "und",
            "ist",
            "sind",
            "für",
            "mit",
            "nicht",
            "sie",
            "ihr",
            "wir",
            "es",
            "von",
            "zu",
            "ein",
            "eine",
        ]
    ),
    "es": frozenset(
        ["el", "la", "los", "las", "y", "son", "con", "usted", "su", "nosotros", "del", "una", "en", "por", "al", "lo"]
    ),
    "pt": frozenset(
        [
            "os",
            "é",
            "são",
            "com",
            "não",
            "você",
            "seu",
            "nós",
            "do",
            "da",
            "dos",
            "das",
            "uma",
            "em",
            "um",
            "ao",
            "pela",
        ]
    ),
}
_SCRIPTS = {"zh": r"[\u4e00-\u9fff]", "ja": r"[\u3040-\u30ff]", "ar": r"[\u0621-\u064a]"}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a reply says and nothing supports: its kind, the words, and the sentence they stand in."""

    kind: str
    words: str
    sentence: str


def examine(body: Mapping[str, Any], said: Sequence[str], company: Company) -> list[Finding]:
    """Examine one turn's body (the contract's JSON): `said` is all that the visitor wrote so far."""
    grounds = _Grounds(body, said, company)
    findings = []
    for sentence in _SENTENCE.split(_LINK.sub("]", plain(str(body["reply"])))):
        findings += [Finding(kind, words, sentence) for kind, words in _faults(sentence, grounds)]
    if not str(body["reply"]).strip():
        findings.append(Finding("silence", "", ""))
    findings += [Finding("need", words, words) for words in broken_needs(body, company)]
    return findings + foreign(str(body["reply"]), str(body["locale"]))


class _Grounds:
    """What a turn may say: numbers of its queries and of the record, amounts of money, models, and all texts."""

    def __init__(self, body: Mapping[str, Any], said: Sequence[str], company: Company) -> None:
        facts = [body["queries"], body["needs"], body["calculations"], body["quote"], body["authority"]]
        labels = list(_labels(company, str(body["locale"])))
        self.text = plain(" ".join([*_texts(facts), *labels]))
        self.facts = {*_numbers(facts), *_numbers(labels)}
        """Alone these may be said of a product."""
        self.others = {*_numbers(list(_authored(company, str(body["locale"])))), *_numbers(list(_proposed(company)))}
        self.others |= {reading for text in said for reading in _readings(plain(text))}
        self.money = {
            number
            for query in body["queries"]
            if "currency" in str(query["parameters"]) + str(query["result"])
            for number in _numbers(query)
        }
        self.money |= set(_numbers([list(said), body["needs"], body["authority"], body["quote"]]))
        self.models = {*company.products, *_MODEL.findall(self.text + " ".join(map(plain, said)))}
        self.permitted = bool(body["authority"])


def _faults(sentence: str, grounds: _Grounds) -> Iterator[tuple[str, str]]:
    models = _MODEL.findall(sentence)
    yield from (("model", model) for model in models if model not in grounds.models)
    yield from (("quote", number) for number in _QUOTE.findall(sentence) if number not in grounds.text)
    for found in _MONEY.finditer(sentence):
        if not _held(found["after"] or found["before"], grounds.money):
            yield "money", found[0]
    # neither what a visitor said of a model nor what is usual elsewhere is a fact about it
    numbers = grounds.facts if models else grounds.facts | grounds.others
    for number in _NUMBER.findall(_MODEL.sub(" ", _QUOTE.sub(" ", sentence))):
        if not _held(number, numbers):
            yield "number", number
    for found in PROMISES.finditer(sentence):
        if not grounds.permitted and found[0].casefold() not in grounds.text.casefold():
            yield "promise", found[0]


def plain(text: str) -> str:
    """Return a text with ASCII digits and separators, without direction marks and bold."""
    return text.translate(_DIGITS).replace("**", "")


def _readings(text: str) -> Iterator[float]:
    for found in _NUMBER.findall(text):
        yield from (value for value, _ in _values(found))


def _values(number: str) -> list[tuple[float, int]]:
    """Every value that a written number may have, with its decimals: 1,200 is 1200 and 1.2."""
    bare = number.replace(" ", "").replace("'", "")
    values = []
    digits = re.sub(r"[.,]", "", bare)
    last = max(bare.rfind("."), bare.rfind(","))
    if last < 0 or len(bare) - last - 1 == 3:
        values.append((float(digits), 0))
    if last >= 0:
        decimals = len(bare) - last - 1
        values.append((float(re.sub(r"[.,]", "", bare[:last]) + "." + bare[last + 1 :]), decimals))
    return values


def _held(number: str, grounds: set[float]) -> bool:
    return any(
        abs(ground * scale - value) <= 0.5 * 10**-decimals + 1e-9
        for value, decimals in _values(number)
        for ground in grounds
        for scale in ((1, 100) if 0 < ground < 1 else (1,))  # a share of 0.75 is written as 75 %
    )


def _numbers(value: Any) -> Iterator[float]:
    if isinstance(value, bool) or value is None:
        return
    if isinstance(value, int | float):
        yield float(value)
    elif isinstance(value, str):
        yield from _readings(plain(value))
    elif isinstance(value, Mapping):
        for name, each in value.items():
            yield from _numbers(name)
            yield from _numbers(each)
    elif isinstance(value, Sequence):
        for each in value:
            yield from _numbers(each)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for name, each in value.items():
            yield str(name)
            yield from _texts(each)
    elif isinstance(value, Sequence):
        for each in value:
            yield from _texts(each)


def _labels(company: Company, locale: str) -> Iterator[str]:
    """The words for an attribute's choices, such as a mark that has a number in its name."""
    return (words[locale] for attribute in company.attributes.values() for words in attribute.choices.values())


def _authored(company: Company, locale: str) -> Iterator[str]:
    """What the pack wrote for the advisor to say: its greeting, its questions and their reasons."""
    yield from (str(company.identity.model_dump()), company.advisor.model_dump_json())
    for need in company.needs.values():
        yield from (need.question[locale], need.why[locale])


def _proposed(company: Company) -> Iterator[Any]:
    """Typical values and bounds, which are proposed and said to be so."""
    for need in company.needs.values():
        yield [need.lowest, need.highest, *(typical.model_dump() for typical in need.typical.values())]


def broken_needs(body: Mapping[str, Any], company: Company) -> list[str]:
    """Return the stated limits that a recommended product breaks: torque, weight, accuracy, kind of power."""
    broken = []
    for recommended in body["recommendations"]:
        product = company.products[recommended["sku"]].attributes
        for name, need in body["needs"].items():
            if need["status"] not in ("stated", "confirmed") or name not in company.needs:
                continue
            match = company.needs[name].match
            if match is None or not match.hard or match.attribute not in product:
                continue
            if not _keeps(match, need, product[match.attribute]):
                broken.append(f"{recommended['sku']} breaks {name} {need}")
    return broken


def _keeps(match: Match, need: Mapping[str, Any], offered: Any) -> bool:
    """Whether an offer keeps a need, by the plainest reading; rules that options may mend are not judged here."""
    rule = match.rule
    bounds = [need[key] for key in ("min", "max", "value") if isinstance(need.get(key), int | float)]
    if rule == "covers" and bounds and hasattr(offered, "max"):
        low, high = min(bounds), max(bounds)
        return bool(high <= offered.max and (low >= offered.min or set(need) & {"min", "max", "value"} == {"min"}))
    if rule == "at_most" and bounds and isinstance(offered, int | float):
        return bool(offered <= max(bounds) * 1.1)  # the record does not show that a buyer said "about"
    if rule in ("equals", "one_of") and isinstance(offered, str) and need.get("value"):
        asked = need.get("values") or [need["value"]]
        return offered in {*asked, *(done for name in asked for done in match.accepts.get(name, ()))}
    return True


def foreign(reply: str, locale: str) -> list[Finding]:
    """Find what is not in the reply's language: a foreign script, or a line with the common words of another language alone."""
    text = _LINK.sub("]", reply)
    if locale in _SCRIPTS:
        return [] if re.search(_SCRIPTS[locale], text) else [Finding("language", locale, text[:200])]
    findings = [Finding("language", name, text[:200]) for name, pattern in _SCRIPTS.items() if re.search(pattern, text)]
    for line in text.splitlines():
        words = re.findall(r"[a-zà-ÿß]+", line.casefold())
        own = sum(word in _COMMON_WORDS[locale] for word in words)
        other = {name: sum(w in known - _COMMON_WORDS[locale] for w in words) for name, known in _COMMON_WORDS.items()}
        name = max((n for n in other if n != locale), key=lambda n: other[n])
        if other[name] >= 3 and other[name] > own:
            findings.append(Finding("language", name, line[:200]))
    return findings
