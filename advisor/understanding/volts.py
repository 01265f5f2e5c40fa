"""The source of truth for what a voltage says of the drive: a cable at 127 V is the mains, an 18 V battery is none."""

from __future__ import annotations

import re

from advisor.understanding.mention import Mention, stated
from advisor.understanding.scene import Scene

_NEED = "power"
_LEAST_OF_MAINS = 100
_MOST_OF_BATTERIES = 60
"""Volts of direct current up to which tools run on batteries (EN 62841-1 ends at 75)."""
_CABLE = re.compile(
    r"(?<![a-z])(?:cables?|cabos?|cord|lead|netzkabel|kabel|enchufe|tomada|plug|steckdose)(?![a-z])|带线|插电|有线|电源线|ケーブル|コンセント|电源コード|كابل|سلك|كيبل"
)
_BATTERY = re.compile(r"\s?(?:の)?(?:バッテリー?(?!パック|モジュ|组|の组)|蓄电池|锂电(?!池包|池组))")


def drives_by_volts(scene: Scene, mentions: list[Mention]) -> list[Mention]:
    """Return the drive that a voltage gives away where the message names none."""
    need = scene.trade.need(_NEED)
    if need is None or any(one.need == _NEED for one in mentions) or scene.terms_of(_NEED):
        return []
    for amount in scene.amounts:
        figure = next((one for one in (amount.value, amount.high, amount.low) if one is not None), 0.0)
        if amount.unit != "V":
            continue
        clause = scene.clause(amount.start)
        cable = figure >= _LEAST_OF_MAINS and _CABLE.search(scene.text, *clause)
        battery = figure <= _MOST_OF_BATTERIES and _BATTERY.match(scene.text, amount.end)
        drive = "electric" if cable else "cordless" if battery else None
        if drive and any(choice.id == drive for choice in need.choices):
            place = cable or battery
            start, end = place.span() if place else (amount.start, amount.end)
            return [
                Mention(start, end, _NEED, stated(scene, value_id=drive, as_said=scene.reading.said[start:end].strip()))
            ]
    return []
