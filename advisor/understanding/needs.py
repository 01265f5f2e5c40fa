"""The source of truth for which commands about needs a message holds: set, correct, add, remove, indifferent, unknown, refused, open."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from advisor.model import (
    AddNeed,
    AmbiguousValue,
    Command,
    CorrectNeed,
    DoesNotKnow,
    Indifferent,
    NeedStatus,
    NeedValue,
    RefusedValue,
    RemoveNeed,
    SetNeed,
)
from advisor.understanding.bare import bare_numbers
from advisor.understanding.beside import wished_for
from advisor.understanding.lexicon import prefix
from advisor.understanding.mention import Mention, stated
from advisor.understanding.mentions import find_mentions
from advisor.understanding.past import without_past
from advisor.understanding.rejections import all_rejected, looks_ahead, reworded
from advisor.understanding.scene import Scene, Span
from advisor.understanding.together import joined

Placed = tuple[int, Command]
_GIVEN = (NeedStatus.STATED, NeedStatus.CONFIRMED, NeedStatus.INFERRED, NeedStatus.PROPOSED)


def need_commands(scene: Scene, *, asked_in: Sequence[Span]) -> list[Placed]:
    """Return the commands about needs with their places; features named inside `asked_in` are asked after, not stated."""
    matched = set(scene.trade.need_of_attribute.values())
    mentions = [
        mention for mention in find_mentions(scene) if mention.need not in matched or not _only_asked(mention, asked_in)
    ]
    mentions = without_past(scene, mentions)
    bare, open_numbers = bare_numbers(scene, mentions)
    mentions = wished_for(scene, sorted([*mentions, *bare], key=lambda mention: mention.start))
    settled, placed = _attitudes(scene, mentions)
    mentions = [mention for mention in mentions if mention.need not in settled]
    turned_down = all_rejected(scene, mentions)
    kept = [mention for mention in mentions if mention not in turned_down]
    placed += _refusals(scene, kept)
    placed += [(start, command) for start, command in open_numbers]
    kept = [mention for mention in kept if not mention.out_of_range and not mention.open_readings]
    placed += _statements(scene, kept, turned_down)
    placed += _dropped(scene, kept, turned_down)
    return sorted(placed, key=lambda pair: pair[0])


def _only_asked(mention: Mention, asked_in: Sequence[Span]) -> bool:
    return mention.amount is None and not mention.value.bolts and any(s <= mention.start < e for s, e in asked_in)


# --- "does not matter", "don't know", "forget it" -------------------------------------------------------------------


_ATTITUDES = ("unknown", "indifferent", "forget", "undo", "never_mind", "negate_after", "negate")


def _attitudes(scene: Scene, mentions: list[Mention]) -> tuple[set[str], list[Placed]]:
    settled: set[str] = set()
    placed: list[Placed] = []
    for cue in scene.cues_named(*_ATTITUDES):
        if any(hit.start < cue.start and cue.end <= hit.end for hit in scene.terms):
            continue  # يدوي عادي is a plain manual one
        for kind in _ATTITUDES:
            if kind in cue.terms:
                # "forget that" alone is undo; with a need after it ("vergessen Sie das Gewicht") the need is dropped.
                if kind == "never_mind" and not scene.named_needs(scene.clause(cue.start)):
                    continue
                meant = "forget" if kind in ("undo", "never_mind") else kind
                if kind == "never_mind" and scene.has("indifferent", within=scene.sentence(cue.start)):
                    meant = "indifferent"  # "don't worry about the weight, it does not matter"
                if kind == "negate_after" and "negate" in cue.terms:
                    # ما له داعي stands before what it denies or after it.
                    behind = _needs_meant(scene, mentions, kind, span=(cue.start, cue.end))
                    meant = kind if behind else "negate"
                _attitude(scene, mentions, kind=meant, span=(cue.start, cue.end), settled=settled, placed=placed)
                break
    return settled, placed


def _attitude(
    scene: Scene, mentions: list[Mention], *, kind: str, span: tuple[int, int], settled: set[str], placed: list[Placed]
) -> None:
    names = _needs_meant(scene, mentions, kind, span=span)
    if not names and kind in ("indifferent", "unknown") and not settled and _is_answer(scene, span, mentions):
        placed.append((span[0], Indifferent(None) if kind == "indifferent" else DoesNotKnow(None)))
        return
    for name in names:
        if name in settled:
            continue
        settled.add(name)
        if kind == "unknown":
            placed.append((span[0], DoesNotKnow(name)))
        elif kind == "forget":
            placed.append((span[0], RemoveNeed(name)))
        else:
            placed.append((span[0], Indifferent(name)))


def _is_answer(scene: Scene, span: tuple[int, int], mentions: list[Mention]) -> bool:
    """Whether a bare "don't care" speaks about what was asked, and not about something in a longer message."""
    clause = scene.clause(span[0])
    alone = not any(clause[0] <= mention.start < clause[1] for mention in mentions)
    if scene.conversation.asked is None and any(m.amount is not None and m.end <= span[0] for m in mentions):
        return False  # 数量3到5台,还没定
    return alone and (scene.conversation.asked is not None or len(scene.text[slice(*clause)]) <= 60)


def _needs_meant(scene: Scene, mentions: list[Mention], kind: str, *, span: tuple[int, int]) -> list[str]:
    clause = scene.clause(span[0])
    named = [(hit.start, hit.end, name) for hit, name in scene.named_needs(clause) if not _others(scene, hit.start)]
    if kind == "negate":
        told = [mention for mention in mentions if mention.value.bolts]  # "no room above the nut, M24"
        named = [item for item in named if 0 <= item[0] - span[1] <= 22 and not _valued(item[2], mentions, clause)]
        named = [item for item in named if not _valued(item[2], told, scene.sentence(span[0]))]
    elif kind == "negate_after":
        reach = 8 if scene.locale in ("zh", "ja") else 30
        named = [item for item in named if 0 <= span[0] - item[1] <= reach and not looks_ahead(scene, span[1])]
    else:
        named = [item for item in named if not _valued(item[2], mentions, clause)]
    if named or kind in ("negate", "negate_after"):
        return list(dict.fromkeys(name for _, _, name in named))
    inside = [mention for mention in mentions if clause[0] <= mention.start < clause[1] and mention.amount is None]
    near = [m for m in inside if m.value.value_id or (m.value.values and kind != "forget")]
    if kind == "forget":  # 不考虑液压的 takes nothing back where nothing was said: it turns hydraulic down
        near = [m for m in near if m.need in scene.conversation.needs]
    if kind == "indifferent" and _two_of_a_list([one for one in near if one.end <= span[0]]):
        return []  # "PROFINET or EtherNet/IP, either will do" wishes for both
    return list(
        dict.fromkeys(mention.need for mention in near if mention.need not in ("industry", "application", "country"))
    )


_OTHER = re.compile(
    r"(?:别的|其他的?|其它的?|他の|その他の|ほかの|(?<![a-z])(?:other|any other|ander\w*|otr[oa]s?|outr[oa]s?|demais|weitere\w*))\s*$"
)


def _others(scene: Scene, start: int) -> bool:
    """ "Other buses we do not use" says nothing against the one that is named."""
    return _OTHER.search(scene.text, max(0, start - 14), start) is not None


def _two_of_a_list(mentions: list[Mention]) -> bool:
    listed = [mention.need for mention in mentions if mention.value.values]
    return any(listed.count(name) > 1 for name in listed)


def _valued(name: str, mentions: Iterable[Mention], clause: tuple[int, int]) -> bool:
    return any(mention.need == name and clause[0] <= mention.start < clause[1] for mention in mentions)


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
        rest = tuple(choice.id for choice in need.choices if choice.id not in gone)
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
