"""The source of truth for the one value of a need that a message speaks of in several places."""

from __future__ import annotations

from dataclasses import replace

from advisor.model import NeedValue
from advisor.understanding.mention import Mention
from advisor.understanding.parts import in_parts
from advisor.understanding.scene import Scene


def joined(scene: Scene, name: str, mentions: list[Mention]) -> NeedValue:
    """Put together what a message says of one need in several places."""
    need = scene.trade.company.needs[name]
    values = [mention.value for mention in mentions]
    last = values[-1]
    if len(values) > 1 and _in_parts(scene, name, mentions):
        if need.kind == "date":
            return min(values, key=lambda value: value.text or "")  # by then the first of them are needed
        said = " + ".join(dict.fromkeys(value.as_said or "" for value in values))
        return replace(last, value=sum(value.value or 0 for value in values), as_said=said)
    if need.kind in ("choice", "choices"):
        return _chosen(need.kind, [mention.value for mention in _after_correction(scene, mentions)])
    if need.kind == "bolt":
        return replace(last, bolts=tuple(dict.fromkeys(bolt for value in values for bolt in value.bolts)),
                       as_said=", ".join(dict.fromkeys(value.as_said or "" for value in values)))  # fmt: skip
    if need.kind in ("number", "range") and len(values) > 1 and not scene.has("correct", "no"):
        low = next((value.min for value in values if value.min is not None and value.max is None), None)
        high = next((value.max for value in values if value.max is not None and value.min is None), None)
        if low is not None and high is not None and low <= high:
            return replace(last, min=low, max=high, value=None, as_said=" ".join(v.as_said or "" for v in values))
        spans = [value for value in values if value.min is not None and value.max is not None]
        if need.kind == "range" and len(spans) == len(values):
            low, high = min(value.min or 0 for value in spans), max(value.max or 0 for value in spans)
            return replace(last, min=low, max=high, as_said=" ".join(value.as_said or "" for value in values))
        points = [value.value for value in values if value.value is not None]
        if need.kind == "range" and len(points) == len(values) and len(set(points)) > 1:
            return replace(last, min=min(points), max=max(points), value=None,
                           as_said=", ".join(value.as_said or "" for value in values))  # fmt: skip
    return last


def _in_parts(scene: Scene, name: str, mentions: list[Mention]) -> bool:
    """Whether a message orders in parts, each with a day of its own: 一月先要10台，三月再要15台."""
    kind = scene.trade.company.needs[name].kind
    parts = [one for one in scene.amounts if in_parts(scene, one)]
    told = kind == "quantity" and all(mention.amount in parts for mention in mentions)
    return len(parts) > 1 and len(scene.days) > 1 and not scene.has("correct") and (told or kind == "date")


def _after_correction(scene: Scene, mentions: list[Mention]) -> list[Mention]:
    """ "Pneumatic, or no wait, battery": what stands before the correction is taken back."""
    first, last = mentions[0], mentions[-1]
    turns = [cue.start for cue in scene.cues_named("correct", within=(first.end, last.start))]
    return [mention for mention in mentions if mention.start > turns[-1]] if turns else mentions


def _chosen(kind: str, values: list[NeedValue]) -> NeedValue:
    said = ", ".join(dict.fromkeys(value.as_said or "" for value in values))
    if kind == "choices":
        return replace(
            values[0], values=tuple(dict.fromkeys(v for value in values for v in value.values)), as_said=said
        )
    votes = [value.value_id or "" for value in values]
    lengths = {vote: -len(value.as_said or "") for vote, value in zip(votes, values, strict=True)}
    order = sorted(dict.fromkeys(votes), key=lambda one: (-votes.count(one), lengths[one], votes.index(one)))
    would_do = [one for value in values for one in value.values]
    order = list(dict.fromkeys((*order, *would_do)))
    return replace(values[0], value_id=order[0], values=tuple(order) if len(order) > 1 else (), as_said=said)
