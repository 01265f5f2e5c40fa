"""Source of truth for when a pack's wordings are complete: each in every locale, each in its own language's script."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from content.catalogue.model import ANY, Text
from content.packs.draft import Draft, Item
from content.packs.faults import Fault
from content.packs.source import Path

_ARABIC = re.compile(r"[\u0600-\u06ff]")
_KANA = re.compile(r"[\u3041-\u309f\u30a1-\u30fa]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_WORDS = re.compile(r"[^\W\d_]{3,}")
_HIDDEN = re.compile(r"[\u200b\u202a-\u202e\u2066-\u2069\ufeff]")
ENOUGH_WORDS = 4
"""A shorter wording may well be the same in two languages (names, marks, `CIF Hamburg`)."""
ENOUGH_WORDS_OF_SISTERS = 9
_SISTERS = frozenset({"es", "pt"})
"""Languages so near that short sentences are the same in both."""


def check(draft: Draft) -> Iterator[Fault]:
    """Find wordings that a locale lacks, that no locale asked for, or that are written in another language."""
    profile = draft.single("profile")
    locales: tuple[str, ...] = profile.locales if profile else ()
    for kind in draft.items.values():
        for item in kind.values():
            if item.part is not None and locales:
                for path, text in wordings(item.part, ()):
                    yield from _one(item, path, text, locales=locales)
    if locales:
        yield from _lexicon(draft, locales)


def wordings(value: Any, path: Path) -> Iterator[tuple[Path, Text]]:
    """Walk through everything in a model and yield its texts with their paths."""
    if isinstance(value, Text):
        yield path, value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from wordings(getattr(value, name), (*path, name))
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from wordings(inner, (*path, key))
    elif isinstance(value, tuple):
        for index, inner in enumerate(value):
            yield from wordings(inner, (*path, index))


def _one(item: Item, path: Path, text: Text, *, locales: tuple[str, ...]) -> Iterator[Fault]:
    given = set(text.root)
    if ANY not in given:
        lacking = [locale for locale in locales if locale not in given]
        if lacking:
            yield item.fault(
                path, f"There is no wording for {', '.join(lacking)}.", "Add one for every locale of the pack."
            )
        strange = sorted(given - set(locales))
        if strange:
            yield item.fault(path, f"{', '.join(strange)} is no locale of the pack.", "Check pack.yaml `locales`.")
    for locale, wording in text.root.items():
        where = path if locale == ANY else (*path, locale)
        if not wording.strip():
            yield item.fault(where, "The wording is empty.", "Write it, or take the field out.")
        elif _HIDDEN.search(wording):
            yield item.fault(where, "The wording holds invisible direction or zero-width marks.", "Take them out.")
        elif locale != ANY and (wrong := _wrong_script(locale, wording)):
            yield item.fault(where, wrong, "Translate it.")
    yield from _copies(item, path, text)


def _wrong_script(locale: str, wording: str) -> str | None:
    han, kana, arabic = (bool(script.search(wording)) for script in (_HAN, _KANA, _ARABIC))
    long = len(_WORDS.findall(wording)) >= ENOUGH_WORDS
    if locale == "ar":
        return "The Arabic wording holds no Arabic." if long and not arabic else None
    if locale == "zh":
        return "The Chinese wording holds kana or no Chinese." if kana or (long and not han) else None
    if locale == "ja":
        return "The Japanese wording holds no Japanese." if long and not (kana or han) else None
    return "The wording holds letters of another script." if han or kana or arabic else None


def _copies(item: Item, path: Path, text: Text) -> Iterator[Fault]:
    """Find sentences that are letter by letter the same in two locales: somebody forgot to translate one."""
    first: dict[str, str] = {}
    for locale, wording in text.root.items():
        words = len(_WORDS.findall(wording))
        other = first.setdefault(unicodedata.normalize("NFC", wording).strip(), locale)
        enough = ENOUGH_WORDS_OF_SISTERS if {locale, other} <= _SISTERS else ENOUGH_WORDS
        if other != locale and words >= enough:
            yield item.fault((*path, locale), f"The wording is the same as in {other}.", "Translate it.")


def _lexicon(draft: Draft, locales: tuple[str, ...]) -> Iterator[Fault]:
    lexicons = {item.id: (item, part) for item, part in draft.parts("lexicon")}
    terms: set[str] = set().union(*(part.terms for _, part in lexicons.values())) if lexicons else set()
    for locale in locales:
        if locale not in draft.ids("lexicon"):
            yield Fault(
                f"lexicon/{locale}.yaml", 0, "", f"There is no lexicon for {locale}.", "Write how buyers name things."
            )
    for locale, (item, part) in lexicons.items():
        if locale not in locales:
            yield item.fault((), f"{locale} is no locale of the pack.", "Check pack.yaml `locales`.")
        lacking = sorted(terms - set(part.terms))
        if lacking:
            yield item.fault(("terms",), f"Terms of other languages are missing: {_some(lacking)}.", "Add them.")
        for term, ways in part.terms.items():
            if not ways or any(not way.strip() for way in ways):
                yield item.fault(("terms", term), "The term has an empty way of writing.", "Give at least one word.")


def _some(names: Iterable[str], most: int = 8) -> str:
    listed = list(names)
    rest = f" and {len(listed) - most} more" if len(listed) > most else ""
    return ", ".join(listed[:most]) + rest
