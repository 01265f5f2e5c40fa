"""The source of truth for what a message says of a need without a value: it does not matter, is not known, is to be forgotten."""

from __future__ import annotations

import re
from collections.abc import Iterable

from advisor.model import Command, DoesNotKnow, Indifferent, RemoveNeed
from advisor.understanding.mention import Mention
from advisor.understanding.rejections import looks_ahead
from advisor.understanding.scene import Scene

Placed = tuple[int, Command]
_ATTITUDES = ("unknown", "indifferent", "forget", "undo", "never_mind", "negate_after", "negate")


def attitudes(scene: Scene, mentions: list[Mention]) -> tuple[set[str], list[Placed]]:
    settled: set[str] = set()
    placed: list[Placed] = []
    for cue in scene.cues_named(*_ATTITUDES):
        if any(hit.start < cue.start and cue.end <= hit.end for hit in scene.terms):
            continue  # يدوي عادي is a plain manual one
        if "unknown" in cue.terms and _ASKED_BACK.match(scene.text, cue.end):
            continue  # ...知らない？ asks whether we know
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


_ASKED_BACK = re.compile(r"(?:です|ません|でしょう)?か?\s?\?|(?:你们)?(?:有没有|能不能|是否|可不可以|会不会)")


def _attitude(
    scene: Scene, mentions: list[Mention], *, kind: str, span: tuple[int, int], settled: set[str], placed: list[Placed]
) -> None:
    names = _needs_meant(scene, mentions, kind, span=span)
    listed = kind == "indifferent" and _two_of_a_list([one for one in mentions if one.end <= span[0]])
    if (
        not names
        and kind in ("indifferent", "unknown")
        and not (settled or listed)
        and _is_answer(scene, span, mentions)
    ):
        placed.append((span[0], Indifferent(None) if kind == "indifferent" else DoesNotKnow(None)))
        return
    for name in names:
        if name in settled or _told_next(scene, mentions, name, position=span[1]):
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
    either = _either_figure(scene, mentions, span[0]) or _either_choice(scene, mentions, span)
    if kind == "indifferent" and either:
        return [either]
    before = [one for one in mentions if scene.sentence(span[0])[0] <= one.start and one.end <= span[0]]
    opens = scene.text[slice(*span)] in _BOTH and _two_of_a_list([one for one in near if one.start >= span[1]])
    if kind == "indifferent" and (opens or _two_of_a_list(before)):
        return []  # "PROFINET or EtherNet/IP, either will do" wishes for both
    return list(
        dict.fromkeys(mention.need for mention in near if mention.need not in ("industry", "application", "country"))
    )


def _told_next(scene: Scene, mentions: list[Mention], name: str, *, position: int) -> bool:
    """ "Don't bother with the certificate, CE is plenty": what the next clause of the sentence tells holds."""
    end, (_, last) = scene.clause(position)[1], scene.sentence(position)
    return any(one.need == name and end <= one.start < last for one in mentions)


_OR = re.compile(r"\s*,?\s*(?:or|oder|o|ou|还是|或者?|か|または|او|ام|ولا)\s*")
_CLOSE_BY = 30


def _either_figure(scene: Scene, mentions: list[Mention], position: int) -> str | None:
    """The need of which two figures are offered before a "does not matter": 18V还是36V都无所谓."""
    told = [one for one in mentions if one.amount is not None and one.end <= position <= one.end + _CLOSE_BY]
    for other in told:
        for one in scene.amounts:
            alike = other.amount is not None and one.unit in (None, other.amount.unit) and not one.currency
            if alike and one.end <= other.start and _OR.fullmatch(scene.text, one.end, other.start):
                return other.need
    return None


def _either_choice(scene: Scene, mentions: list[Mention], span: tuple[int, int]) -> str | None:
    """The choice of which two are offered before a "does not matter" that ends what is said: "battery or cable, either way"."""
    told = [one for one in mentions if one.value.value_id and one.end <= span[0]]
    if (
        len(told) < 2
        or span[0] - told[-1].end > _CLOSE_BY
        or scene.text[span[1] : scene.clause(span[0])[1]].strip(" .!")
    ):
        return None
    first, last = told[-2:]
    need = scene.trade.company.needs[last.need]
    offered = first.need == last.need and _OR.fullmatch(scene.text, first.end, last.start)
    return need.id if offered and need.kind == "choice" and need.match is not None else None


_BOTH = frozenset({"either", "entweder", "beides"})
""" "Either PROFINET or EtherNet/IP" wishes for one of two."""
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
