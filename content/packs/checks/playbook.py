"""Source of truth for when a playbook can be played: steps with names of their own, and only facts that can be looked up."""

from __future__ import annotations

import string
from collections import Counter
from collections.abc import Iterator

from content.catalogue.model import Play, PlayStep
from content.packs.draft import Draft, Item
from content.packs.faults import Fault
from content.packs.source import Path

FACTS = frozenset({"quote", "product", "valid_until"})
"""What a step may name; each is looked up when the step is due."""


def check(draft: Draft) -> Iterator[Fault]:
    """Find steps that share a name, words with unknown facts in them, and steps that could come out empty."""
    for item, play in draft.parts("play"):
        assert isinstance(play, Play)
        for name, number in Counter(step.id for step in play.steps).items():
            if number > 1:
                yield item.fault(("steps",), f"Two steps are called `{name}`.", "Rename one.")
        for index, step in enumerate(play.steps):
            yield from _words(item, step, ("steps", index))


def _words(item: Item, step: PlayStep, path: Path) -> Iterator[Fault]:
    known = ", ".join(f"{{{one}}}" for one in sorted(FACTS))
    for place, text in enumerate(step.paragraphs):
        for locale, wording in text.root.items():
            for strange in sorted(named_facts(wording) - FACTS):
                where = (*path, "paragraphs", place, locale)
                yield item.fault(where, f"Nobody knows the fact `{strange}`.", f"Known are {known}.")
    if any(map(named_facts, step.title.root.values())):
        message = "A title names a fact that may not be known."
        yield item.fault((*path, "title"), message, "Name it in a paragraph.")
    if all(named_facts(wording) for text in step.paragraphs for wording in text.root.values()):
        message = "Every paragraph names a fact, so nothing may be left to say."
        yield item.fault((*path, "paragraphs"), message, "Add one that names none.")


def named_facts(wording: str) -> set[str]:
    """Return the names in braces; a brace that is never closed is a name of its own."""
    try:
        return {name for _, name, _, _ in string.Formatter().parse(wording) if name is not None}
    except ValueError:
        return {"{"}
