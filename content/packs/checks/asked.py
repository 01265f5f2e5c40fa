"""Source of truth for when the ways of asking of a pack's questions can be told apart: each language has some, no two questions one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from content.catalogue.model import Question
from content.knowledge import analyse
from content.packs.draft import Draft, Item
from content.packs.faults import Fault


def check(draft: Draft) -> Iterator[Fault]:
    """Find ways of asking that a language lacks, that say nothing, or that stand below two questions."""
    profile = draft.single("profile")
    locales: tuple[str, ...] = profile.locales if profile else ()
    first: dict[tuple[str, tuple[str, ...]], str] = {}
    for item, question in draft.parts("faq"):
        if question.asked or question.told:
            yield from _complete(item, question, locales)
        for locale, ways in question.asked.items():
            for index, way in enumerate(ways):
                place = ("asked", locale, index)
                words = tuple(sorted(analyse.terms(way, locale)))
                if not words:
                    yield item.fault(place, "The way of asking names nothing.", "Write a word of what is asked after.")
                elif first.setdefault((locale, words), item.id) != item.id:
                    yield item.fault(place, f"`{way}` also asks another question.", "Keep it where it belongs.")


def _complete(item: Item, question: Question, locales: Sequence[str]) -> Iterator[Fault]:
    lacking = [locale for locale in locales if not question.asked.get(locale)]
    if lacking:
        yield item.fault(
            ("asked",),
            f"There is no way of asking for {', '.join(lacking)}.",
            "Write some for every locale of the pack.",
        )
    strange = sorted(set(question.asked) - set(locales))
    if strange:
        yield item.fault(("asked",), f"{', '.join(strange)} is no locale of the pack.", "Check pack.yaml `locales`.")
