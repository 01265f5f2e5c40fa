"""The source of truth for two opposite bounds that follow each other: they are one range and share their unit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from advisor.understanding.quantities import Amount
from advisor.understanding.text import Reading

_BETWEEN_BOUNDS = re.compile(
    r"[\s,;、]*(?:and|und|y|e|ou|o|又|且|但|而|で|、|と|و)?[\s,]*(?:上|上限|maximal|max)?[はが]?\s*"
)


def in_pairs(amounts: Sequence[Amount], reading: Reading) -> list[Amount]:
    """ "No less than 100 and no more than 340 Nm": two opposite bounds that follow each other share their unit, and are one range."""
    result: list[Amount] = []
    for amount in amounts:
        first = result[-1] if result else None
        if (
            first is not None
            and first.low is not None
            and first.is_bare
            and _is_upper_end(first, amount, reading.folded)
        ):
            high = amount.high if amount.high is not None else amount.value
            result[-1] = replace(
                amount,
                start=first.start,
                number=first.number,
                low=first.low,
                high=high,
                value=None,
                is_range=True,
                said=reading.said[first.start : amount.end].strip(" ,;:("),
            )
        else:
            result.append(amount)
    return result


def _is_upper_end(first: Amount, amount: Amount, text: str) -> bool:
    gap = text[first.end : amount.start]
    near = amount.unit is not None and first.high is None and _BETWEEN_BOUNDS.fullmatch(gap) is not None
    if amount.low is not None or amount.number.value <= first.number.value:
        return False
    return near and (amount.high is not None or "上" in gap)
