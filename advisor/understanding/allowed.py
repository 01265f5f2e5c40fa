"""The source of truth for what a message says would do as well: "cordless preferred, a cable is no problem" demands no cable and rules out none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from advisor.derived import KNOWN
from advisor.model import AddNeed, Command, Indifferent, SetNeed
from advisor.preferences import RATHER
from advisor.understanding.lexicon import suffix
from advisor.understanding.mention import Mention, stated
from advisor.understanding.phrases import Hit
from advisor.understanding.scene import Scene

Placed = tuple[int, Command]
_REACH = 26
_REACH_UNSPACED = 4
_LIST = re.compile(r"\s*(?:で?も|または|or|oder|o|ou|还是|或者?|和|/|او|ولا)\s*(?:[a-z]{1,5}\s)?")
_MISREAD = frozenset({"complain", "indifferent", "negate", "negate_after", "instead_of", "no", "confirm", "never_mind"})


class Allowed(NamedTuple):
    """A choice of a need that would do; `bare` where it is only called fine, which on its own chooses it."""

    start: int
    end: int
    need: str
    choice: str
    mark: Hit
    bare: bool


class Permitted(NamedTuple):
    """`mentions` without what is only allowed, the needs that are `settled` by it, and what is said of them."""

    mentions: list[Mention]
    settled: frozenset[str]
    placed: list[Placed]


def permitted(scene: Scene, mentions: Sequence[Mention]) -> Permitted:
    """Part what would do as well from what is wished: beside a wish it is one more choice, alone it says that the need does not matter."""
    left, placed, settled = list(mentions), [], set()
    found = allowed(scene)
    for need in dict.fromkeys(one.need for one in found):
        own = [one for one in found if one.need == need]
        wished = [one for one in left if one.need == need and not _within(one, own)]
        held = _held(scene, need)
        choices = [one.choice for one in own]
        if wished:
            left = [_also(one, choices) if one in wished[:1] else one for one in left if not _within(one, own)]
        elif all(one.bare for one in own) and not held:
            continue
        else:
            left = [one for one in left if not _within(one, own)]
            settled.add(need)
            placed.append((own[0].start, _added(scene, need, held, choices=choices)))
    return Permitted(left, frozenset(settled), placed)


def preferred_to(scene: Scene) -> tuple[str, ...]:
    """Return what is rather wished than what would do as well, as `rather.power.cordless`."""
    found = allowed(scene)
    rather = []
    for need in dict.fromkeys(one.need for one in found):
        would_do = {one.choice for one in found if one.need == need}
        named = [name for hit, name in scene.terms_of(need) if name not in would_do]
        first = next(iter(named or _held(scene, need)), None)
        if first and first not in would_do:
            rather.append(f"{RATHER}.{need}.{first}")
    return tuple(rather)


def without_permissions(scene: Scene) -> Scene:
    """Return the scene without the cues that only belong to a permission: "no problem" denies and complains of nothing."""
    marks = [one.mark for one in allowed(scene)]
    if not marks:
        return scene
    cues = [
        cue._replace(terms=tuple(term for term in cue.terms if term not in _MISREAD))
        if any(mark.start < cue.end and cue.start < mark.end for mark in marks)
        else cue
        for cue in scene.cues
    ]
    return replace(scene, cues=tuple(cue for cue in cues if cue.terms))


def allowed(scene: Scene) -> tuple[Allowed, ...]:
    """Return the choices that a message says would do."""
    marks = scene.presents("allowed", "unbothered")
    if not marks:
        return ()
    needs = [n.id for n in scene.trade.company.needs.values() if n.kind == "choice" and n.match and not n.implied]
    hits = [
        (hit, need, suffix(term))
        for hit in scene.terms
        for term in hit.terms
        for need in needs
        if term.startswith(f"{need}.")
    ]
    hits = [one for one in hits if not scene.is_question(scene.sentence(one[0].start))]
    found: list[Allowed] = []
    for hit, need, choice in hits:
        others = [other for other, name, _ in hits if name == need and other != hit]
        mark = _marked(scene, hit, marks, others=others)
        if mark is not None:
            found.append(Allowed(hit.start, hit.end, need, choice, mark, "unbothered" not in mark.terms))
    listed = [
        Allowed(hit.start, hit.end, need, choice, one.mark, one.bare)
        for one in found
        for hit, need, choice in hits
        if need == one.need and hit.end <= one.start and _LIST.fullmatch(scene.text, hit.end, one.start)
    ]
    return tuple(sorted({*found, *listed}, key=lambda one: one.start))


def _marked(scene: Scene, hit: Hit, marks: Sequence[Hit], *, others: Sequence[Hit]) -> Hit | None:
    """The permission right behind a choice, or else right before it, with no other choice between."""
    start, end = scene.clause(hit.start)
    reach = _REACH_UNSPACED if scene.locale in ("zh", "ja") else _REACH
    behind = [m for m in marks if hit.end <= m.start < end and m.start - hit.end <= reach]
    behind = [m for m in behind if not any(hit.end <= other.start < m.start for other in others)]
    before = [m for m in marks if start <= m.start and m.end <= hit.start <= m.end + reach and "unbothered" in m.terms]
    before = [m for m in before if not any(m.end <= other.start < hit.start for other in others)]
    followed = [m for m in before if not any(start <= other.start and other.end <= m.start for other in others)]
    return next(iter(behind), None) or next(iter(followed), None)


def _within(mention: Mention, own: Sequence[Allowed]) -> bool:
    return any(one.need == mention.need and one.start <= mention.start < one.end for one in own)


def _held(scene: Scene, need: str) -> tuple[str, ...]:
    """What is on record, where it is a wish: what only follows from a choice ruled out is none."""
    held = scene.conversation.needs.get(need)
    if held is None or held.status not in KNOWN:
        return ()
    return held.values or ((held.value_id,) if held.value_id else ())


def _also(mention: Mention, choices: Sequence[str]) -> Mention:
    named = mention.value.value_id
    values = tuple(dict.fromkeys(one for one in (named, *choices) if one))
    return replace(mention, value=replace(mention.value, values=values)) if len(values) > 1 else mention


def _added(scene: Scene, need: str, held: tuple[str, ...], *, choices: Sequence[str]) -> Command:
    if not held:
        return Indifferent(need)
    if set(choices) <= set(held):
        return SetNeed(need, stated(scene, values=held) if len(held) > 1 else stated(scene, value_id=held[0]))
    return AddNeed(need, stated(scene, values=tuple(dict.fromkeys(choices))))
