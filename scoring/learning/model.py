"""What is learned, as frozen data: features, shapes or trees, calibration, figures and grades. A kept model is exactly this."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from scoring.learning.columns import Column, Omission

Floats: TypeAlias = NDArray[np.float64]
Whole: TypeAlias = NDArray[np.int64]
Truth: TypeAlias = NDArray[np.bool_]

NOT_GIVEN, OTHERS = 0, 1
"""The first two levels of every choice: the cell was empty; the word is none of the frequent ones."""


class Family(StrEnum):
    """The candidates, the simplest first."""

    LOGISTIC = "logistic"
    ADDITIVE = "additive"
    BOOSTED = "boosted"


@dataclass(frozen=True, slots=True)
class Feature:
    """A number (`levels` is None) or a choice among levels, made of a part of a column such as its weekday."""

    column: str
    part: str | None
    levels: tuple[str, ...] | None = None

    @property
    def name(self) -> str:
        """How the feature is told apart."""
        return f"{self.column} ({self.part})" if self.part else self.column


@dataclass(frozen=True, slots=True)
class Curve:
    """What a number adds to the log-odds: linear between the knots, level beyond them; `missing` where it is not given."""

    knots: tuple[float, ...]
    adds: tuple[float, ...]
    missing: float


@dataclass(frozen=True, slots=True)
class Steps:
    """What each level of a choice adds to the log-odds."""

    adds: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Tree:
    """A decision tree; a node is a leaf where `left` is 0. A number that is not given goes where `missing_left` says."""

    feature: tuple[int, ...]
    level: tuple[int, ...]
    """The level of a choice that goes right; -1 for numbers."""
    threshold: tuple[float, ...]
    missing_left: tuple[bool, ...]
    left: tuple[int, ...]
    right: tuple[int, ...]
    value: tuple[float, ...]
    """What the node adds to the log-odds; at inner nodes the mean of what lies below."""


@dataclass(frozen=True, slots=True)
class Shapes:
    """An additive model: every feature adds by itself, so that its points are the whole explanation."""

    start: float
    shapes: tuple[Curve | Steps, ...]


@dataclass(frozen=True, slots=True)
class Trees:
    """A sum of trees."""

    start: float
    trees: tuple[Tree, ...]


class Repair(StrEnum):
    """How raw scores become probabilities."""

    NONE = "none"
    SIGMOID = "sigmoid"
    ISOTONIC = "isotonic"


@dataclass(frozen=True, slots=True)
class Calibration:
    """Raw log-odds in, probability out: as they are, straightened, or along steps that never fall (`scores`, `shares`)."""

    repair: Repair
    slope: float = 1.0
    shift: float = 0.0
    scores: tuple[float, ...] = ()
    shares: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Bin:
    """A tenth of the rows, by predicted probability: what was said on average, and what happened."""

    said: float
    happened: float
    rows: int


@dataclass(frozen=True, slots=True)
class Figures:
    """How good probabilities are on rows that were not learned from."""

    auc: float
    brier: float
    log_loss: float
    calibration_error: float
    calibration_noise: float
    """The calibration error that chance alone would give perfect probabilities on as many rows."""
    n: int
    bins: tuple[Bin, ...]


@dataclass(frozen=True, slots=True)
class GradeShare:
    """Who gets a grade, and how many of them came to success. No probability where nobody reaches the grade."""

    n: int
    rate: float | None
    min_probability: float | None


@dataclass(frozen=True, slots=True)
class Target:
    """The column of the outcome, and the words in it that count as success."""

    column: str
    positive: tuple[str, ...]
    guessed: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """How a family did in cross-validation."""

    family: Family
    auc: float
    log_loss: float
    behind: float
    """How much log loss it lies behind the best, in standard errors of the difference."""


@dataclass(frozen=True, slots=True)
class ScoreModel:
    """A learned score, whole."""

    target: Target
    columns: tuple[Column, ...]
    left_out: Mapping[str, Omission]
    features: tuple[Feature, ...]
    family: Family
    body: Shapes | Trees
    calibration: Calibration
    base_rate: float
    figures: Figures
    grades: Mapping[str, GradeShare]
    candidates: tuple[Candidate, ...]
    tells_all: tuple[str, ...] = ()
    """Columns that alone give the outcome away, as those do that are filled after it."""
    unknown: int = 0
    """Rows without an outcome, which taught nothing."""
    data: str = ""
    """The fingerprint of the rows it was learned from."""
    fitted: int = 0
    """How many rows it was fitted to; the figures are of `figures.n` of them."""
