"""The source of truth for the equipment that a message tells is in use and not good enough, or is to go: it is neither wished nor refused."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from advisor.preferences import LEAST
from advisor.understanding.lexicon import prefix
from advisor.understanding.mention import Mention
from advisor.understanding.phrases import Hit
from advisor.understanding.rejections import rejected
from advisor.understanding.scene import Scene, Span

_SORTS = frozenset({"power", "kind", "category", "form"})
_ONE_NOUN = 3
"""Characters between the words of one noun: "pneumatic nutrunners"."""
_REACH = 48
_DENIED = 8
_BY_WHAT = re.compile(
    r"(?:(?<![a-z])(?:durch|gegen|auf|zu|by|with|for|to|into|por|con|com|para|pra|em)\s|(?<!把)[成为]|に|へ|(?<![\u0621-\u064a])(?:الي|بشي\S*|ب)\s?)"
)
"""Before what comes in for what goes out."""
_TOWARDS = re.compile(r"\s*(?:a|al|to|over to|auf|zu|para|pra|por)\s")
_WITH_IT = re.compile(r"ب(?!طار)")
""" "بأجهزة": in Arabic what comes in bears its preposition; that of a battery (بطارية) is its own letter."""
_GOES = re.compile(r"から|を|の|は|って|に|へ")
_COMES_IN = frozenset({"に", "へ"})
_HARDLY = re.compile(r"にく|づら|な[いく]")
""" "壊れにくい": what hardly breaks."""
_NOT = re.compile(r"[不别勿没]能?$")


_FAULTS = frozenset({"fault", "fault_before"})
_GOING = frozenset({"gives_up", "gives_up_behind"})
_OBJECTING = frozenset({"too_slow", "bad_fit", "too_expensive"})
_SELLER = re.compile(
    r"(?<![a-z])(?:you|yours?|ihr|ihre[nmrs]?|euch|eure[nmrs]?|ustedes|suyas?|vosotros|voces|vcs|de voces)(?![a-z])|你们|贵司|贵公司|御社|貴社|منكم|عندكم|لكم"
)


class InUse(NamedTuple):
    """Equipment that is told of at `start` to `end`; `said` is what tells it: a fault, or that it is to go."""

    start: int
    end: int
    said: Hit


def without_in_use(scene: Scene, mentions: Sequence[Mention]) -> list[Mention]:
    """Return the mentions without the sorts of tool that are only told to be in use: "operators complain about the air guns"."""
    told = in_use(scene)
    needs = scene.trade.company.needs
    return [
        one
        for one in mentions
        if needs[one.need].kind not in ("choice", "choices")
        or needs[one.need].match is None
        or one.amount is not None
        or not any(thing.start <= one.start < thing.end for thing in told)
        or rejected(scene, one)
    ]


def wanted_instead(scene: Scene) -> tuple[str, ...]:
    """Return what is plainly said to be wrong with equipment in use as what is preferred: too heavy, so `least.weight`."""
    attributes = scene.trade.company.attributes
    found = []
    for thing in in_use(scene):
        if _FAULTS.isdisjoint(thing.said.terms):
            continue
        sentence = scene.sentence(thing.said.start)
        found += [name for _, name in scene.terms_of("less", within=sentence) if name in attributes]
        if "fault_before" in thing.said.terms:  # "complain about the weight of the electric ones"
            named = [name for _, name in scene.terms_of("attribute", within=sentence) if name in attributes]
            found += [name for name in named if attributes[name].better == "lower"]
    return tuple(f"{LEAST}.{name}" for name in dict.fromkeys(found))


def without_misread(scene: Scene) -> Scene:
    """Return the scene without cues that only tell of equipment in use: its faults are no complaint of ours and object to nothing."""
    told = in_use(scene)
    marks = scene.words.told.find(scene.reading, scene.locale) if scene.has("complain") else []
    others = [mark.start for mark in marks if "rival" in mark.terms]
    others += [cue.start for cue in scene.cues_named("used_before")]
    gone = (
        [_misread(scene, cue, told, others=others) for cue in scene.cues]
        if told or others or scene.has("complain")
        else []
    )
    if not any(gone):
        return scene
    kept = [
        cue._replace(terms=tuple(t for t in cue.terms if t not in out))
        for cue, out in zip(scene.cues, gone, strict=True)
    ]
    return replace(scene, cues=tuple(cue for cue in kept if cue.terms))


def _misread(scene: Scene, cue: Hit, told: Sequence[InUse], *, others: Sequence[int]) -> frozenset[str]:
    """The meanings that a cue has not: `others` is where other makers, or what was used before, are told of."""
    sentence = scene.sentence(cue.start)
    here = [thing for thing in told if scene.sentence(thing.said.start) == sentence]
    going = [thing.said for thing in told if not _GOING.isdisjoint(thing.said.terms)]
    if "compare" in cue.terms and any(mark.start < cue.end and cue.start < mark.end for mark in going):
        return frozenset({"compare"})
    doubts = scene.presents("durability")
    if "complain" in cue.terms and any(mark.start < cue.end and cue.start < mark.end for mark in doubts):
        return frozenset({"complain"})  # "it breaks at once, my boss says" doubts what was not bought yet
    if "complain" in cue.terms and _SELLER.search(scene.text) is None:
        of_theirs = any(_names_a_drive(scene, thing) for thing in here) or _another_for_a_broken_one(scene, sentence)
        if any(scene.sentence(at) == sentence for at in others) or (of_theirs and _enquires(scene)):
            return frozenset({"complain"})
    return frozenset() if all(_FAULTS.isdisjoint(thing.said.terms) for thing in here) else _OBJECTING


def _another_for_a_broken_one(scene: Scene, sentence: Span) -> bool:
    """ "We need to replace a broken hydraulic wrench": another tool is wished, and nobody is blamed."""
    return scene.has("complain", within=sentence) and bool(scene.presents("gives_up", within=sentence))


def _enquires(scene: Scene) -> bool:
    """Whether a message wishes for something else, and does not want the broken tool mended."""
    measured = any(amount.unit is not None for amount in scene.amounts) and scene.has("need")
    return measured or bool(scene.presents("other", "gives_up", "gives_up_behind")) or scene.has("switches")


def _names_a_drive(scene: Scene, thing: InUse) -> bool:
    return bool(scene.terms_of("power", within=(thing.start, thing.end)))


def in_use(scene: Scene) -> tuple[InUse, ...]:
    """Return the equipment that a message tells to be in use and not good enough, or to be given up."""
    if not scene.presents("fault", "fault_before", "gives_up", "gives_up_behind"):
        return ()
    if any("again" in mark.terms for mark in scene.words.told.find(scene.reading, scene.locale)):
        return ()
    groups = _groups(scene)
    return tuple(
        InUse(*group, said) for number, group in enumerate(groups) if (said := _told(scene, groups, number)) is not None
    )


def _groups(scene: Scene) -> list[Span]:
    """The nouns that name sorts of tool."""
    groups: list[Span] = []
    drives: frozenset[str] = frozenset()
    for hit in scene.terms:
        if _SORTS.isdisjoint(map(prefix, hit.terms)):
            continue
        driven = frozenset(term for term in hit.terms if prefix(term) == "power")
        other = bool(driven and drives) and driven.isdisjoint(drives)
        if groups and not other and _one_noun(scene.text[groups[-1][1] : hit.start]):
            groups[-1] = (groups[-1][0], max(groups[-1][1], hit.end))
            drives |= driven
        else:
            groups.append((hit.start, hit.end))
            drives = driven
    return groups


def _one_noun(gap: str) -> bool:
    return len(gap) <= _ONE_NOUN and not gap.strip(" -的の")


def _told(scene: Scene, groups: Sequence[Span], number: int) -> Hit | None:
    start, end = groups[number]
    clause = scene.clause(start)
    before = max(clause[0], groups[number - 1][1] if number else 0)
    after = groups[number + 1][0] if number + 1 < len(groups) else len(scene.text)
    for mark in scene.presents("gives_up", "fault_before", within=(before, start)):
        gap = scene.text[mark.end : start]
        comes_in = _BY_WHAT.search(gap) or _TOWARDS.match(scene.text, mark.end) or _WITH_IT.match(scene.text, start)
        if mark.end <= start and len(gap) <= _REACH and ("gives_up" not in mark.terms or not comes_in):
            return mark
    if _BY_WHAT.search(scene.text, max(clause[0], start - 14), start) is None:
        for mark in scene.presents("gives_up_behind", within=(end, clause[1])):
            if _goes(scene, end, mark):
                return mark
    faults = [mark for mark in _faults(scene) if end <= mark.start < after]
    faults = [mark for mark in faults if scene.sentence(mark.start) == scene.sentence(start)]
    if _wished(scene, (before, start), (end, faults[0].start if faults else end)):
        return None
    if faults and faults[0].start - end <= _REACH:
        return faults[0]
    return next(_used_and_wanting(scene, start, before), None)


def _goes(scene: Scene, end: int, mark: Hit) -> bool:
    """In Japanese the particle tells what goes and what comes in: エア式を充電式に."""
    if scene.locale != "ja":
        return True
    particle = _GOES.search(scene.text, end, mark.start + 1)
    return particle is None or particle[0] not in _COMES_IN


def _wished(scene: Scene, before: Span, behind: Span) -> bool:
    """Whether words wish for what stands between; 我们用 alone wishes, and 我们用…打断 tells of a fault."""
    spans = [before, behind] if scene.locale in ("ja", "zh") else [before]
    told = scene.presents("in_use", "fault", "gives_up", "gives_up_behind")
    wishes = [cue for span in spans for cue in scene.cues_named("need", "offer", "recommend", within=span)]
    return any(not any(mark.start <= cue.start and cue.end <= mark.end for mark in told) for cue in wishes)


def _used_and_wanting(scene: Scene, start: int, before: int) -> Iterator[Hit]:
    """What is called in use, where the message finds fault or wishes for something else."""
    marks = scene.presents("in_use", within=(before, start))
    if scene.locale == "ja":
        marks += scene.presents("in_use", within=(start, scene.clause(start)[1]))
    if not marks or _wished(scene, (marks[0].start, start), (start, start)):
        return
    yield from _faults(scene)
    yield from scene.presents("other")


def _faults(scene: Scene) -> list[Hit]:
    return [
        mark
        for mark in scene.presents("fault")
        if not any(0 <= mark.start - cue.end <= _DENIED for cue in scene.cues_named("negate"))
        and not scene.is_question(scene.sentence(mark.start))
        and _HARDLY.match(scene.text, mark.end) is None
        and _NOT.search(scene.text, max(0, mark.start - 3), mark.start) is None
    ]
