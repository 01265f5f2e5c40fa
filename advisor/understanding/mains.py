"""The source of truth for bare figures that are the voltage of a mains: "runs on 110", "la corriente es 220", "400 Drehstrom"."""

from __future__ import annotations

import re

from advisor.understanding.measures import checked
from advisor.understanding.mention import Mention
from advisor.understanding.quantities import Amount
from advisor.understanding.scene import Scene

_USUAL = frozenset(
    {100, 110, 115, 120, 127, 200, 208, 220, 230, 240, 277, 380, 400, 415, 440, 460, 480, 525, 575, 600, 690}
)
"""Volts that a socket of some country has."""
_NEAR = 22
"""Characters within which a word for the mains speaks about a figure."""
_OF_MAINS = re.compile(r"\s?(?:er|-)?\s?(?:mono|bi|tri)?f[aá]sic|\s?(?:er|-)?\s?(?:netz|drehstrom|wechselstrom|mains)")
_PUT_TO = re.compile(r"(?<![a-z])(?:on|at|off|a|an|auf|mit|em|en|na|no|con|com)\s+(?:the\s|la\s|las\s|los\s|os\s)?$")


def mains_voltage(scene: Scene, amount: Amount) -> Mention | None:
    """Return a usual voltage without its unit as a value of the need that volts are a value of, where the mains is spoken of."""
    need = scene.trade.need(scene.trade.need_of_unit.get("V", ""))
    if need is None or not amount.is_bare or amount.value not in _USUAL or amount.number.words:
        return None
    clause = scene.clause(amount.start)
    near = any(
        0 <= cue.start - amount.end <= _NEAR or 0 <= amount.start - cue.end <= _NEAR
        for cue in scene.cues_named("mains", within=clause)
        if not _other_figure(scene, amount, cue.start)
    )
    near |= _THE_ONE.match(scene.text, amount.end) is not None and _electric(scene)
    if scene.cues_named("pieces", "joints", within=(amount.end, amount.end + 2)) or _called_otherwise(scene, amount):
        return None
    if not (near or _OF_MAINS.match(scene.text, amount.end) or _beside_drive(scene, amount)):
        return None
    return checked(scene, amount, need, low=None, high=None, value=amount.value)


_THE_ONE = re.compile(r"的(?![\u4e00-\u9fff])|的(?=就|吧|可以)")
"""Behind a figure in Chinese: "the 220 one"."""


def _electric(scene: Scene) -> bool:
    return any(name in ("electric", "cordless") for _, name in scene.terms_of("power")) or scene.has("mains")


def _called_otherwise(scene: Scene, amount: Amount) -> bool:
    """扭矩要220的: the figure has the name of another need right before it."""
    volts = scene.trade.need_of_unit.get("V", "")
    named = scene.named_needs((scene.clause(amount.start)[0], amount.start))
    return bool(named) and named[-1][1] != volts and amount.start - named[-1][0].end <= _RIGHT_BEFORE


_RIGHT_BEFORE = 4


def _beside_drive(scene: Scene, amount: Amount) -> bool:
    """ "Con cable a 220", "corded on 110": behind the drive that is run from the mains."""
    clause = scene.clause(amount.start)
    put = _PUT_TO.search(scene.text, max(0, amount.start - 12), amount.start) is not None
    drives = [hit.end for hit, name in scene.terms_of("power", within=clause) if name == "electric"]
    return put and any(0 <= amount.start - end <= _NEAR for end in drives)


def _other_figure(scene: Scene, amount: Amount, position: int) -> bool:
    low, high = sorted((amount.end, position)) if position >= amount.end else (position, amount.start)
    return any(other is not amount and low <= other.start < high for other in scene.amounts)
