"""Source of truth for a passage as it is read for an answer: its title, its heading and each of its sentences, as terms."""

from __future__ import annotations

from content.knowledge import analyse, places
from content.knowledge.quote import sentences_of
from content.knowledge.repository import StoredPassage
from content.knowledge.search import Compounds
from content.knowledge.telling import Read

MOST_KEPT = 1_000
"""Passages that are kept as they were read."""


class Reader:
    """Reads passages of one generation; those read lately are kept."""

    def __init__(self, compounds: Compounds) -> None:
        self._compounds = compounds
        self._kept: dict[int, Read] = {}

    def read(self, passage: StoredPassage) -> Read:
        """Return the terms of a passage, part by part."""
        held = self._kept.get(passage.id)
        if held is None:
            locale = passage.document.locale
            sentences = sentences_of(passage.text)
            is_general = passage.document.kind in {"faq", "answer"}
            held = Read(
                self.terms(passage.document.title, locale),
                self.terms(passage.locator, locale),
                [self.terms(one, locale) for one in sentences],
                [any(letter.isdigit() for letter in one) for one in sentences],
                is_general or places.is_question(passage.locator),
                is_general,
            )
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            self._kept[passage.id] = held
        return held

    def terms(self, text: str, locale: str) -> frozenset[str]:
        """Return the terms of a text with their kin and the halves of its compounds."""
        return frozenset(analyse.with_kin(self._compounds.with_halves(analyse.count(text, locale))))
