"""What is tried of each family of models, and how often: the settings that are compared, and how many deals judge them."""

from __future__ import annotations

from dataclasses import dataclass

from scoring.learning.model import Family

STEPS_OF_BOOSTING = 240
LEAST_FOR_CURVES, LEAST_FOR_TREES = 100, 300
FEW_ROWS = 1000
"""Below this many rows the figures come from choosing anew without each part (nested), and numbers may be held back more."""
MOST_TO_CHOOSE_BY = 15_000
MOST_TO_JUDGE_BY = 50_000
MOST_TO_FIT = 300_000
"""Of more rows a part chooses, judges or is fitted to: the first in their own order, which is that of their digests."""


@dataclass(frozen=True, slots=True)
class Setting:
    """How freely a model may follow the rows."""

    strength: float = 1.0
    """How freely weights may grow (C of scikit-learn); features are scaled alike before."""
    freedom: float = 0.0
    """How freely a curve may leave its straight line."""
    trees: int = 0


PLAIN = Setting()
"""Of the logistic family: what everybody calls logistic regression."""
STRENGTHS = (0.02, 0.1, 0.3, 1.0, 3.0)
FREEDOMS = (0.1, 0.25, 0.6)
CURVES_OF_FEW = (Setting(0.1, 0.25), Setting(0.1, 0.6), Setting(1.0, 0.1), Setting(1.0, 0.6))
BOOSTED = tuple(Setting(trees=trees) for trees in range(20, STEPS_OF_BOOSTING + 1, 20))


def settings(family: Family, rows: int) -> tuple[Setting, ...]:
    """Return what is tried of a family on so many rows; nothing where they are too few for it."""
    if family is Family.BOOSTED:
        trees = BOOSTED if rows >= FEW_ROWS else BOOSTED[: len(BOOSTED) // 2]
        return trees if rows >= LEAST_FOR_TREES else ()
    strengths = STRENGTHS if rows < FEW_ROWS else (PLAIN.strength,)
    if family is Family.LOGISTIC:
        return tuple(Setting(strength) for strength in strengths)
    if rows < FEW_ROWS:
        return CURVES_OF_FEW if rows >= LEAST_FOR_CURVES else ()
    return tuple(Setting(freedom=freedom) for freedom in FREEDOMS)


def folds(rows: int) -> int:
    """Return into how many parts rows are dealt to judge a choice: of few rows none can be spared to learn from."""
    return 10 if rows < LEAST_FOR_TREES else 5


def deals(rows: int) -> int:
    """Return how many times rows are dealt to folds anew: the fewer there are, the more one deal is luck."""
    return max(1, min(3, FEW_ROWS // rows))
