"""The source of truth for what a message only tells of tools that go out or are another maker's: "our old gun did 90 Nm, the new one needs 110"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from advisor.understanding.mention import Mention
from advisor.understanding.phrases import Hit
from advisor.understanding.scene import Scene

_NO_MARKERS = frozenset({"要", "得", "带", "找", "拿", "需"})
"""Chinese words of one sign that wish only by what stands beside them: 要淘汰."""
_GOES_OUT = ("outgoing", "outgoing_behind", "replaced", "rival")
_BY_WHAT = re.compile(r"\s(?:and|with|by|for|und|durch|mit|y|por|con|e|com|pela|pelo|و\S*|ب\S{3,})\s|[,;]|换|成|で|を")
_BUT = re.compile(r"(?:が|けど|けれど|けれども)[、,]")
"""Behind what is to be replaced: what comes in for it."""


def without_told(scene: Scene, mentions: Sequence[Mention]) -> list[Mention]:
    """Return the mentions without the figures and features of tools that go out, where the message wishes for others.

    What the joints ask for stays where only the drive changes: "we use 60 Nm air tools and want to go cordless".
    """
    of_tools = [one for one in mentions if _of_a_tool(scene, one)]
    told = list(_told(scene)) if of_tools else []
    quantity = scene.trade.needs_of_kind("quantity")
    gone = [
        one
        for one in of_tools
        # "replace three of them": as many are wished as go out
        if any(s <= one.start < e and not (swapped and one.need in quantity) for s, e, swapped in told)
    ]
    kept = [one for one in mentions if one not in gone]
    return [one for one in mentions if one not in gone or _stays(scene, one, kept)]


def _of_a_tool(scene: Scene, mention: Mention) -> bool:
    need = scene.trade.company.needs[mention.need]
    held = mention.need in scene.conversation.needs  # what is on record is corrected, and not told
    return not held and (need.match is not None or need.kind in ("quantity", "bolt"))


def _stays(scene: Scene, mention: Mention, kept: Sequence[Mention]) -> bool:
    """The torque of the joints, where what is wished is another drive and no figure of its own."""
    need = scene.trade.company.needs[mention.need]
    needs = {one.need for one in kept}
    return need.kind == "range" and mention.need not in needs and "power" in needs


def _told(scene: Scene) -> Iterator[tuple[int, int, bool]]:
    """The stretches from a word for what goes out up to a word for what comes in, or to the end of the sentence or bracket; whether they tell what is replaced."""
    marks = scene.words.told.find(scene.reading, scene.locale)
    out = [mark for mark in marks if any(kind in mark.terms for kind in _GOES_OUT)]
    comes = sorted(_incoming(scene, marks, out))
    if not out or not comes or any("again" in mark.terms for mark in marks):
        return
    for mark in out:
        start, end = scene.sentence(mark.start)
        if "outgoing_behind" in mark.terms:
            yield _begun(scene, mark.start, comes), mark.start, False
            continue
        until = next((at for at in comes if mark.start < at < end), end)
        until = min([until, *(found.end() for found in _BUT.finditer(scene.text, mark.start, until))])
        if "replaced" in mark.terms and (by := _BY_WHAT.search(scene.text, mark.end, until)):
            until = by.start()
        yield max(start, mark.start), _closed(scene.text, mark.start, until), "replaced" in mark.terms


def _incoming(scene: Scene, marks: Sequence[Hit], out: Sequence[Hit]) -> Iterator[int]:
    """Where words stand for what comes in: their own, or a wish; 现在用的 is what goes out although 现在 stands in it."""
    words = [mark for mark in marks if "incoming" in mark.terms]
    words += [cue for cue in scene.cues_named("need") if scene.text[cue.start : cue.end] not in _NO_MARKERS]
    for word in words:
        if not any(one.start <= word.start and word.end <= one.end for one in out):
            yield word.start


def _begun(scene: Scene, at: int, comes: Sequence[int]) -> int:
    """What goes out may be told before it is called so: 50Nm・1.8kgでしたが."""
    start, _ = scene.clause(at)
    return max([start, *(one for one in comes if start <= one < at)])


def _closed(text: str, start: int, end: int) -> int:
    """What stands in a bracket ends with it."""
    bracket = text.find(")", start, end)
    opened = text.find("(", start, bracket if bracket >= 0 else start)
    return bracket if bracket >= 0 and opened < 0 else end
