"""The source of truth for what a message tells of the past or of today's tools only: "we used air so far, now we want battery"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from advisor.understanding.mention import Mention
from advisor.understanding.scene import Scene


def without_past(scene: Scene, mentions: Sequence[Mention]) -> list[Mention]:
    """Return the mentions without the choices that were in use and are to be given up: they are neither wished nor refused."""
    return [mention for mention in mentions if not _given_up(scene, mention, mentions)]


def _given_up(scene: Scene, mention: Mention, mentions: Sequence[Mention]) -> bool:
    need = scene.trade.company.needs[mention.need]
    if need.kind not in ("choice", "choices") or need.match is None:
        return False
    later = [
        one
        for one in mentions
        if one.need == mention.need
        and one.start >= mention.end
        and (one.value.value_id, one.value.values) != (mention.value.value_id, mention.value.values)
    ]
    others = bool(later)
    if need.kind == "choice" and later and _exchanged(scene, mention, later[0]):
        return True
    if need.kind == "choice" and _weighed_against(scene, mention):
        return True
    if not _told_as_past(scene, mention, scene.sentence(mention.start)):
        return False
    return others or scene.has("switches", "change", within=(mention.end, len(scene.text)))


_OLD = re.compile(
    r"(?<![a-z])(?:old|existing|current|present|replac\w+|swap\w*|than|instead of|alte[nrms]?|bisherige\w*|vorhandene\w*|ersetz\w+|als|statt|viej[oa]s?|actual(?:es)?|antigu[oa]s?|"
    r"reemplaz\w+|que (?:el|la|con|los|las)|velh[oa]s?|atua(?:l|is)|antig[oa]s?|substitu\w+|que (?:o|a|com))(?: \w+)?\s*$|(?:原来|旧|现有|老|比|原有|今の|既存|现在)(?:的|の)?$"
)
_OLD_BEHIND = re.compile(r"\w{0,4}\s?(?:より|から|القديم|الحالي|الموجود)")


def _weighed_against(scene: Scene, mention: Mention) -> bool:
    """In a pay-back or a cost, the drive that is there already ("our old air tools", "than compressed air") is wished by nobody."""
    if not scene.terms_of("calculation"):
        return False
    before = _OLD.search(scene.text, max(0, mention.start - _NEAR), mention.start)
    return before is not None or _OLD_BEHIND.match(scene.text, mention.end) is not None


_NEAR = 24


def _exchanged(scene: Scene, old: Mention, new: Mention) -> bool:
    """ "The air tools are loud, we want to move to battery": the first is what is there; a change of the record says so itself."""
    held = old.need in scene.conversation.needs
    sentence = scene.sentence(old.start) == scene.sentence(new.start)
    return sentence and not held and scene.has("switches", within=(old.end, new.start))


def _told_as_past(scene: Scene, mention: Mention, sentence: tuple[int, int]) -> bool:
    clause = scene.clause(mention.start)
    before = [
        cue for cue in scene.cues_named("used_before", within=(sentence[0], mention.start)) if cue.start >= clause[0]
    ]
    wished = any(scene.has("need", "switches", "change", within=(cue.end, mention.start)) for cue in before)
    behind = scene.cues_named("used_before", within=(mention.end, clause[1]))
    return bool(before and not wished) or bool(behind and scene.locale == "ar")
