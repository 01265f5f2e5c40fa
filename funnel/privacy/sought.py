"""Source of truth for what a person is recognised by in a text, and how a text reads without them. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import phonenumbers

from funnel.privacy.places import ERASED

_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
SHORTEST = 4
"""Characters of a company's name that is looked for in texts of others."""
SHORTEST_CJK = 3
"""Characters of a person's name that is written without a space."""


@dataclass(frozen=True)
class Sought:
    """The words that give a person away. `words` are looked for in every text, whoever wrote it."""

    words: tuple[str, ...]
    reach: tuple[str, ...] = ()
    """Those of them that are one person's alone: addresses and telephone numbers."""

    @property
    def by_reach(self) -> Sought:
        """What is looked for where others are named: there a name or a company may well be theirs."""
        return Sought(self.reach, self.reach)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What finds the words, whatever their case; not inside a longer word or address."""
        return re.compile("|".join(_bounded(word) for word in self.words) or r"(?!)", re.IGNORECASE)

    @property
    def spellings(self) -> tuple[str, ...]:
        """The words as a database should look for them: its comparison folds the case of ASCII alone, and JSON escapes."""
        forms = (form for word in self.words for form in (word, word.lower(), word.upper(), word.title()))
        written = (each for form in forms for each in (form, json.dumps(form)[1:-1], _in_json(form)))
        return tuple(dict.fromkeys(each.lower() if each.isascii() else each for each in written))

    def are_in(self, value: Any) -> bool:
        """Say whether a text, or a text anywhere in a JSON value, mentions the person."""
        if isinstance(value, str):
            return self.pattern.search(value) is not None
        if isinstance(value, Mapping):
            return any(self.are_in(each) for pair in value.items() for each in pair)
        return isinstance(value, list | tuple) and any(self.are_in(each) for each in value)

    def without(self, value: Any) -> Any:
        """Return a text or JSON value without the person."""
        if isinstance(value, str):
            return self.pattern.sub(ERASED, value)
        if isinstance(value, Mapping):
            return {self.without(name): self.without(each) for name, each in value.items()}
        if isinstance(value, list | tuple):
            return [self.without(each) for each in value]
        return value


def words_of(
    addresses: Iterable[str], phones: Iterable[str], *, names: Iterable[str], companies: Iterable[str]
) -> Sought:
    """Put together what gives a person away; a name of one word is everybody's, and is left out."""
    numbers = [form for phone in phones for form in _phone_forms(phone)]
    bare = [" ".join(name.split()) for name in names]
    full = [name for name in bare if " " in name or (_CJK.search(name) and len(name) >= SHORTEST_CJK)]
    firms = [name for name in (" ".join(each.split()) for each in companies) if len(name) >= SHORTEST]
    reach = tuple(dict.fromkeys([*addresses, *numbers]))
    return Sought(tuple(dict.fromkeys([*reach, *full, *firms])), reach)


def _phone_forms(phone: str) -> list[str]:
    """The ways in which people write a number that is kept as E.164."""
    try:
        number = phonenumbers.parse(phone)
    except phonenumbers.NumberParseException:
        return [phone]
    international = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    national = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
    forms = [phone, international, national, phone.replace("+", "00", 1)]
    forms += [form.replace(" ", "") for form in (national,)]
    return [form for form in dict.fromkeys(forms) if sum(each.isdecimal() for each in form) >= 7]


def _in_json(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)[1:-1]


def _bounded(word: str) -> str:
    escaped = re.escape(word).replace(r"\ ", r"\s+")
    if _CJK.search(word):
        return escaped
    before = r"(?<![\w.+-])" if "@" in word else r"(?<!\w)"
    return f"{before}{escaped}(?!\\w)"
