"""The source of truth for what one need says of another: an explosive zone asks for the mark that tools for it bear."""

from __future__ import annotations

from dataclasses import replace

from advisor.model import NeedStatus
from advisor.understanding.mention import Mention, stated
from advisor.understanding.scene import Scene
from advisor.understanding.text import fold
from content.catalogue.model import Need


def with_implied(scene: Scene, mentions: list[Mention]) -> list[Mention]:
    """Return the mentions with what the pack says that they imply, as inferred; what is named beside stands instead."""
    result = list(mentions)
    for need in scene.trade.company.needs.values():
        for other, choice in need.implies.items():
            places = [one for one in mentions if one.need == need.id]
            result = (
                _implied(scene, result, other, choice=choice, places=places)
                if _is_usual(scene, need)
                else _without(result, other, places)
            )
    return result


def _without(mentions: list[Mention], other: str, places: list[Mention]) -> list[Mention]:
    """What stands for both is the implying need alone: "zone 1" names a zone and no mark."""
    spans = {(one.start, one.end) for one in places}
    return [one for one in mentions if one.need != other or (one.start, one.end) not in spans]


def _implied(scene: Scene, mentions: list[Mention], other: str, *, choice: str, places: list[Mention]) -> list[Mention]:
    kept = _without(mentions, other, places)
    if not places or any(one.need == other for one in kept):
        return kept
    first = places[0]
    value = stated(scene, values=(choice,), as_said=first.value.as_said)
    named = choice in fold(first.value.as_said or "")
    return [
        *kept,
        Mention(first.start, first.end, other, value if named else replace(value, status=NeedStatus.INFERRED)),
    ]


def _is_usual(scene: Scene, need: Need) -> bool:
    """Whether the implied choice is in use where the tool is to be used, or nobody said where that is."""
    if need.implies_where is None:
        return True
    countries = scene.trade.company.countries
    named = [code for _, code in scene.terms_of("country", "place")]
    held = next(
        (
            scene.conversation.needs[n].value_id
            for n in scene.trade.needs_of_kind("country")
            if n in scene.conversation.needs
        ),
        None,
    )
    known = [countries[code] for code in (named or [held or ""]) if code in countries]
    return not known or any(need.implies_where in country.marks for country in known)
