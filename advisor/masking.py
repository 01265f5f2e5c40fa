"""Takes personal data out of what a language model sees, and puts them back into what it wrote."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_EMAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\w.,])\+?\(?\d[\d ()/.-]{6,}\d(?!\w)")
_PARTS = re.compile(r"[\s,]+")


@dataclass(frozen=True, slots=True)
class Masked:
    """A text with `[contact 1]` where personal data stood; `held` says what stood there."""

    text: str
    held: Mapping[str, str]

    def unmask(self, text: str) -> str:
        """Put the personal data back."""
        for sign, words in self.held.items():
            text = text.replace(sign, words)
        return text


def mask(text: str, names: Iterable[str | None] = ()) -> Masked:
    """Mask e-mail addresses, phone numbers, and the `names` that are known of a visitor (their own, their company's)."""
    held: dict[str, str] = {}

    def sign(match: re.Match[str]) -> str:
        words = match[0]
        if _PHONE.fullmatch(words) and sum(character.isdigit() for character in words) < 7:
            return words
        known = next((one for one, said in held.items() if said == words), None)
        if known is None:
            known = f"[contact {len(held) + 1}]"
            held[known] = words
        return known

    for pattern in (_EMAIL, _PHONE, *(_name(one) for one in names if one and len(one) > 1)):
        text = pattern.sub(sign, text)
    return Masked(text, held)


def _name(name: str) -> re.Pattern[str]:
    """A name as a whole, and each of its longer parts."""
    parts = [re.escape(part) for part in (name, *_PARTS.split(name)) if len(part) > 2]
    return re.compile("|".join(dict.fromkeys(parts)) or r"(?!)", re.IGNORECASE)
