"""Simulated buyers: who opens how, asks what, changes which mind and tries which attack, chosen by a seed and repeatable."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from foundation.locales import LOCALES
from funnel.evaluation.cases import maps_by_locale

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
    words = maps_by_locale("claims", given, wanted=(*_LISTS, *_LINES))
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
