"""The source of truth for which commands about needs a message holds: set, correct, add, remove, indifferent, unknown, refused, open."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from advisor.model import (
    AddNeed,
    AmbiguousValue,
    Command,
    CorrectNeed,
    Indifferent,
    NeedStatus,
    NeedValue,
    RefusedValue,
    RemoveNeed,
    SetNeed,
)
from advisor.understanding.allowed import permitted
from advisor.understanding.attitudes import attitudes
from advisor.understanding.bare import bare_numbers
from advisor.understanding.beside import wished_for
from advisor.understanding.claimed import told_of_own
from advisor.understanding.in_use import without_in_use
from advisor.understanding.lexicon import prefix
from advisor.understanding.mention import Mention, stated
from advisor.understanding.mentions import find_mentions
from advisor.understanding.past import without_past
from advisor.understanding.rejections import all_rejected, reworded
from advisor.understanding.scene import Scene, Span
from advisor.understanding.site_supply import supplies
from advisor.understanding.together import joined
from advisor.understanding.told import without_told

Placed = tuple[int, Command]
_GIVEN = (NeedStatus.STATED, NeedStatus.CONFIRMED, NeedStatus.INFERRED, NeedStatus.PROPOSED)


def need_commands(scene: Scene, *, asked_in: Sequence[Span]) -> list[Placed]:
    """Return the commands about needs with their places; features named inside `asked_in` are asked after, not stated."""
    matched = set(scene.trade.need_of_attribute.values())
    mentions = [
        mention
        for mention in find_mentions(scene)
        if not (mention.need in matched or _of_seller(scene, mention)) or not _only_asked(scene, mention, asked_in)
    ]
    mentions = without_past(scene, [mention for mention in mentions if not _doubted(scene, mention)])
    mentions, lacked = supplies(scene, without_in_use(scene, mentions))
    bare, open_numbers = bare_numbers(scene, mentions)
    mentions = wished_for(scene, sorted([*mentions, *bare], key=lambda mention: mention.start))
    mentions = without_told(scene, mentions)
    allowed = permitted(scene, mentions)
    mentions = allowed.mentions
    settled, placed = attitudes(scene, mentions)
    mentions = [mention for mention in mentions if mention.need not in settled]
    turned_down = all_rejected(scene, mentions)
    kept = [mention for mention in mentions if mention not in turned_down]
    placed += [*allowed.placed, *_refusals(scene, kept)]
    placed += [(start, command) for start, command in open_numbers]
    kept = [mention for mention in kept if not mention.out_of_range and not mention.open_readings]
    placed += _statements(scene, kept, turned_down)
    placed += _dropped(scene, kept, [*turned_down, *lacked])
    return sorted(placed, key=lambda pair: pair[0])


_TOLD_ALL_THE_SAME = ("industry", "application", "country", "quantity", "bolt")


def _doubted(scene: Scene, mention: Mention) -> bool:
    """ "I doubt a battery tool will survive here", "duvido que mantenha 5 %": what is not believed in is not wished."""
    cues = scene.cues_named("doubted", within=scene.clause(mention.start))
    behind = scene.locale in ("zh", "ja", "ar")
    return mention.need not in _TOLD_ALL_THE_SAME and any(behind or cue.end <= mention.start for cue in cues)


def _only_asked(scene: Scene, mention: Mention, asked_in: Sequence[Span]) -> bool:
    asked = any(start <= mention.start < end for start, end in asked_in)
    return asked and mention.amount is None and not mention.value.bolts and not told_of_own(scene, mention.start)


_SELLER = re.compile(
    r"(?<![a-z])(?:you|your|yours|ihr|ihre[nmrs]?|sie|euer|eure[nmrs]?|ustedes|su|sus|voces|vcs|seu|sua|de voces)(?![a-z])|你们|贵司|贵公司|您|御社|貴社|そちら|لديكم|عندكم|كم(?![\u0621-\u064a])"
)


def _of_seller(scene: Scene, mention: Mention) -> bool:
    """ "How does your after-sales maintenance work?" asks of the seller's work and tells no field of the buyer's."""
    need = scene.trade.company.needs[mention.need]
    sentence = scene.sentence(mention.start)
    asked = _SELLER.search(scene.text, *sentence) is not None or scene.terms_of("topic", within=sentence)
    return (
        need.id == "application"
        and scene.is_question(sentence)
        and bool(asked)
        and not scene.has("recommend", "offer", "need", within=sentence)
    )


# --- values -----------------------------------------------------------------------------------------------------------


def _refusals(scene: Scene, mentions: list[Mention]) -> list[Placed]:
    placed: list[Placed] = []
    for mention in mentions:
        said = mention.value.as_said or ""
        if mention.open_readings:
            placed.append((mention.start, AmbiguousValue(said, mention.open_readings)))
        elif mention.out_of_range:
            placed.append((mention.start, _refused(scene, mention)))
    return placed


def _statements(scene: Scene, kept: list[Mention], turned_down: list[Mention]) -> list[Placed]:
    by_need: dict[str, list[Mention]] = {}
    for mention in kept:
        by_need.setdefault(mention.need, []).append(mention)
    placed: list[Placed] = []
    for name, mentions in by_need.items():
        value = joined(scene, name, mentions)
        old = [mention for mention in turned_down if mention.need == name]
        placed.append((mentions[0].start, _command(scene, name, value, mentions=mentions, old=old)))
    return placed


def _command(
    scene: Scene, name: str, value: NeedValue, *, mentions: list[Mention], old: list[Mention]
) -> SetNeed | CorrectNeed | AddNeed:
    held = scene.conversation.needs.get(name)
    known = held is not None and held.status in _GIVEN
    need = scene.trade.company.needs[name]
    if known and held is not None and need.kind == "choices" and not old and not reworded(scene, mentions[0]):
        return AddNeed(name, value)
    if known and held is not None and need.kind == "bolt" and _goes_on(scene, mentions[0]):
        return AddNeed(name, value)
    if old or (known and reworded(scene, mentions[0])):
        gone = {one for mention in old for one in mention.value.values}
        replaces = bool(gone) and held is not None and gone <= set(held.values)
        if held is not None and need.kind == "choices" and (replaces or not reworded(scene, mentions[0])):
            value = replace(
                value, values=tuple(dict.fromkeys([*(v for v in held.values if v not in gone), *value.values]))
            )
        if held is not None and None not in (held.min, held.max):
            value = _at_named_end(scene, value, scene.sentence(mentions[0].start))
        return CorrectNeed(name, _ends_kept(held, value, old))
    return SetNeed(name, value)


def _goes_on(scene: Scene, mention: Mention) -> bool:
    return scene.has("also", within=scene.clause(mention.start)) and not reworded(scene, mention)


def _ends_kept(held: NeedValue | None, value: NeedValue, old: list[Mention]) -> NeedValue:
    """ "60, not 80" on a range that ends at 80 moves that end and keeps the other."""
    if held is None or held.min is None or held.max is None:
        return value
    if value.value is None:
        return _other_end_kept(held, value)
    before = next((mention.value.value for mention in old if mention.value.value is not None), None)
    if before == held.max and value.value > held.min:
        return replace(value, value=None, min=held.min, max=value.value)
    if before == held.min and value.value < held.max:
        return replace(value, value=None, min=value.value, max=held.max)
    return value


def _at_named_end(scene: Scene, value: NeedValue, sentence: Span) -> NeedValue:
    """ "Make the upper end 100" gives that end of a range: 上限改成100."""
    upper, lower = scene.has("upper_end", within=sentence), scene.has("lower_end", within=sentence)
    if value.value is None or upper == lower:
        return value
    return replace(value, value=None, max=value.value) if upper else replace(value, value=None, min=value.value)


def _other_end_kept(held: NeedValue, value: NeedValue) -> NeedValue:
    """A corrected bound ("the upper end is 70") leaves the other end of a range as it was."""
    if value.max is not None and value.min is None and held.min is not None and value.max > held.min:
        return replace(value, min=held.min)
    if value.min is not None and value.max is None and held.max is not None and value.min < held.max:
        return replace(value, max=held.max)
    return value


def _dropped(scene: Scene, kept: list[Mention], turned_down: list[Mention]) -> list[Placed]:
    """What was turned down without a replacement: the rest remains, or the need does not matter."""
    placed: list[Placed] = []
    replaced = {mention.need for mention in kept}
    for name in dict.fromkeys(mention.need for mention in turned_down):
        if name in replaced:
            continue
        mentions = [mention for mention in turned_down if mention.need == name]
        command = _without(scene, name, mentions)
        if command is not None:
            placed.append((mentions[0].start, command))
    return placed


def _without(scene: Scene, name: str, mentions: list[Mention]) -> Command | None:
    need = scene.trade.company.needs[name]
    held = scene.conversation.needs.get(name)
    gone = {one for mention in mentions for one in (*mention.value.values, mention.value.value_id) if one}
    if need.kind == "choices":
        rest = tuple(one for one in (held.values if held else ()) if one not in gone)
        if rest and held is not None:
            return CorrectNeed(name, replace(stated(scene, values=rest), as_said=held.as_said))
        return Indifferent(name) if held is not None or scene.conversation.asked == name or _only_this(scene) else None
    if need.kind == "choice" and need.match is not None:
        before = (*held.values, held.value_id) if held is not None else ()
        still = tuple(dict.fromkeys(one for one in before if one and one not in gone))
        if held is not None and still and held.value_id not in gone:
            return SetNeed(name, replace(held, turn=scene.conversation.turn + 1, values=still if held.values else ()))
        rest = still or tuple(choice.id for choice in need.choices if choice.id not in gone)
        kept = SetNeed(name, stated(scene, values=rest, as_said=mentions[0].value.as_said))
        return kept if rest else Indifferent(name)
    return RemoveNeed(name) if held is not None and need.kind not in ("choice", "country") else None


def _only_this(scene: Scene) -> bool:
    """Whether a message says nothing but that a feature is not needed."""
    terms = [hit for hit in scene.terms if any(prefix(term) not in ("kind", "category") for term in hit.terms)]
    return not scene.amounts and not scene.threads and len(terms) <= 1


def _refused(scene: Scene, mention: Mention) -> RefusedValue:
    need = scene.trade.company.needs[mention.need]
    return RefusedValue(need.id, mention.value.as_said or "", need.lowest, need.highest, need.unit)
