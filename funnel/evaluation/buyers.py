"""Simulated buyers: who opens how, asks what, changes which mind and tries which attack, chosen by a seed and repeatable."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from foundation.locales import LOCALES
from funnel.evaluation.cases import files, read
from funnel.evaluation.model import NoCases

_LISTS = ("openings", "changes", "questions", "attacks")
_LINES = ("unknown", "quote", "contact")


@dataclass(frozen=True, slots=True)
class Buyer:
    """One conversation: its language and the messages in order; None answers what was asked with the first quick reply."""

    name: str
    locale: str
    messages: tuple[str | None, ...]


def buyers(count: int, *, seed: int, given: Path | None = None) -> Iterator[Buyer]:
    """Give `count` buyers, the languages in turn; the same seed gives the same ones. Raises NoCases."""
    words = {_locale(file): _checked(file, read(file)) for file in files("claims", given)}
    chance = random.Random(seed)  # noqa: S311 - chooses test conversations, guards nothing
    for number in range(count):
        locale = sorted(words)[number % len(words)]
        yield Buyer(f"{locale}-{number:04d}", locale, _messages(words[locale], chance, number))


def _messages(words: Mapping[str, Any], chance: random.Random, number: int) -> tuple[str | None, ...]:
    """Every opening meets every attack in time: both are walked through, only the rest is left to chance."""
    openings, attacks = words["openings"], words["attacks"]
    turn = number // len(LOCALES)
    middle: list[str | None] = [
        chance.choice([None, words["unknown"]]),
        attacks[turn % len(attacks)],
        chance.choice(words["changes"]),
        *chance.sample(words["questions"], 2),
        chance.choice(attacks),
    ]
    if chance.random() < 0.5:
        chance.shuffle(middle)
    ending = [words["quote"], words["contact"].replace("{n}", str(number))]
    if chance.random() < 0.3:
        ending.reverse()
    return (openings[(turn + turn // len(openings)) % len(openings)], *middle, *ending)


def _locale(file: Path) -> str:
    return next((part for part in file.name.split(".") if part in LOCALES), "en")


def _checked(file: Path, words: Any) -> Mapping[str, Any]:
    if not isinstance(words, dict) or [name for name in (*_LISTS, *_LINES) if not words.get(name)]:
        raise NoCases(f"{file} must hold {', '.join((*_LISTS, *_LINES))}; docs/evaluating.md shows an example.")
    return words
