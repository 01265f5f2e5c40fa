"""The source of truth for signs of money beside a figure that mean no money: 块 counts batteries, "try" is a verb."""

from __future__ import annotations

import re

from advisor.understanding.text import Reading

_PIECE = re.compile("块(?![钱以左上下人的吧呢吗啊一每整出])[\u4e00-\u9fff]")
"""块 counts things as well as money: 两块电池."""
_BATTERIES = re.compile(r"(?:[a-z]{2,5}-?\d+[a-z]*|电池|蓄电池)[^\d,，。]{0,3}(?:要|来|买|订|拿|配|各)?$")


def counts_pieces(text: str, start: int, sign: re.Match[str]) -> bool:
    """Return whether 块 behind the figure at `start` counts things: 两块电池, KAB-36要40块."""
    if _PIECE.match(text, sign.start(1)):
        return True
    return (
        text.startswith("块", sign.start(1))
        and sign[1] == "块"
        and _BATTERIES.search(text, max(0, start - 14), start) is not None
    )


def is_a_verb(sign: re.Match[str], reading: Reading) -> bool:
    """Return whether a sign is a word of the sentence: "could we try one" names no Turkish lira."""
    return sign[1] == "try" and not reading.said[sign.start(1)].isupper()
