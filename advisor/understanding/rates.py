"""The source of truth for figures "per hour" and "per minute", with the bounds that stand around what is counted."""

from __future__ import annotations

import re
from dataclasses import replace

from advisor.understanding.counts import bolt_word_near
from advisor.understanding.measures import in_unit
from advisor.understanding.mention import Mention
from advisor.understanding.phrases import Hit
from advisor.understanding.quantities import Amount
from advisor.understanding.scene import Scene

_PER_HOUR = re.compile(r"[^\d,;.!?]{0,20}/\s?(?:h|hr|hour|std|stunde|hora|小时|时间|ساعه)(?![a-z])")
_HOUR_BEFORE = re.compile(r"(?<![\d一二三四五六七八九十半])时间$")
"""In Japanese 時間300本 is a rate: of one hour."""
_NEAR = 26
"""Characters within which a word speaks about a number."""


def rate(scene: Scene, amount: Amount) -> Mention | None:
    """Return a number "per hour" as a value of the need that is a rate."""
    need = scene.trade.need(scene.trade.need_of_unit.get("1/h", ""))
    if need is None:
        return None
    hourly = _PER_HOUR.match(scene.text, amount.end) or _HOUR_BEFORE.search(scene.text, 0, amount.start)
    if amount.is_bare and hourly:
        return in_unit(scene, _bounded_late(scene, amount, hourly.end()), need, unit="1/h")
    if (shift := _in_hours(scene, amount)) is not None:
        return in_unit(scene, shift, need, unit="1/h")
    for kind, unit in (("per_hour", "1/h"), ("per_minute", "1/min")):
        for cue in scene.cues_named(kind):
            near = 0 <= cue.start - amount.end <= _NEAR or 0 <= amount.start - cue.end <= 12
            if (
                near
                and scene.clause(cue.start) == scene.clause(amount.start)
                and not _number_between(scene, amount, cue)
            ):
                bounded = _bounded_early(scene, _bounded_late(scene, amount, cue.end), cue)
                return in_unit(scene, bounded, need, unit=unit)
    return None


_MOST_HOURS = 24


def _in_hours(scene: Scene, amount: Amount) -> Amount | None:
    """ "1600 screws in 8 hours", 8時間で1600本: so many of them in one hour."""
    clause = scene.clause(amount.start)
    spans = [one.first for one in scene.amounts if one.unit == "h" and clause[0] <= one.start < clause[1]]
    counts = bolt_word_near(scene, amount) or scene.has("joints", within=(amount.number.end, amount.end + 2))
    counts |= scene.locale == "ja" and scene.text.startswith("本", amount.number.end)
    if len(spans) != 1 or not 2 <= spans[0] <= _MOST_HOURS or not amount.is_bare or not counts:
        return None
    figure = float(f"{amount.first / spans[0]:.5g}")
    return replace(amount, low=None, high=None, value=figure, is_range=False)


def _bounded_late(scene: Scene, amount: Amount, tail: int) -> Amount:
    """A bound may follow what is counted: "300 screws per hour or more", 300本以上."""
    if amount.value is None:
        return amount
    for counted in scene.cues_named("pieces", "joints", within=(amount.end, amount.end + 3)):
        tail = max(tail, counted.end)
    for kind, low in (("at_least_after", True), ("at_most_after", False)):
        if any(scene.words.after[kind].match(scene.text, end) for end in (tail, amount.end + 1)):
            return replace(amount, value=None, low=amount.value if low else None, high=None if low else amount.value)
    end = scene.clause(amount.start)[1]
    alone = not any(amount.end <= one.start < end for one in scene.amounts)
    if alone and _AT_LEAST_SOMEWHERE.search(scene.text, tail, end):
        return replace(amount, value=None, low=amount.value)  # "600 je Stunde muss das Ding mindestens schaffen"
    return amount


_AT_LEAST_SOMEWHERE = re.compile(
    r"(?<![a-z])(?:mindestens|at least|at the very least|como minimo|al menos|por lo menos|no minimo|pelo menos|minimum)(?![a-z])"
)


def _bounded_early(scene: Scene, amount: Amount, cue: Hit) -> Amount:
    """A bound may stand before the hour: 不低于每小时400颗."""
    if amount.value is None or cue.end > amount.start:
        return amount
    for kind, low in (("at_least", True), ("at_most", False)):
        if scene.words.before[kind].search(scene.text, max(0, cue.start - _NEAR), cue.start):
            return replace(amount, value=None, low=amount.value if low else None, high=None if low else amount.value)
    return amount


def _number_between(scene: Scene, amount: Amount, cue: Hit) -> bool:
    low, high = sorted((amount.end, cue.start)) if cue.start >= amount.end else (cue.end, amount.start)
    return any(other is not amount and low <= other.start < high for other in scene.amounts)
