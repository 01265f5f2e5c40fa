"""How each family of models is fitted to outcomes; the only file that names scikit-learn."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from scoring.learning.features import Matrix
from scoring.learning.model import Calibration, Curve, Family, Floats, Repair, Shapes, Steps, Tree, Trees, Truth
from scoring.learning.predict import of_shape, raw_scores, sigmoid
from scoring.learning.tried import Setting

KNOTS = 10
LEARNING_RATE = 0.06
LEAVES = 12
MOST_FOR_NEWTON = 400
BEYOND_ALL = 1e308
"""Stands for infinity, which JSON cannot write; no number of a table is as large."""

Directions = Mapping[str, int]
"""Column -> 1 where more may never lower the score, -1 where more may never raise it."""


def fit(family: Family, matrix: Matrix, outcomes: Truth, *, setting: Setting, directions: Directions) -> Shapes | Trees:
    """Fit a family of models."""
    if family is not Family.BOOSTED:
        return _fit_shapes(matrix, outcomes, directions, setting=setting)
    return _fit_boosted(matrix, outcomes, directions, trees=setting.trees)


def _fit_boosted(matrix: Matrix, outcomes: Truth, directions: Directions, *, trees: int) -> Trees:
    from sklearn.ensemble import HistGradientBoostingClassifier

    spread, asked = _spread_for_trees(matrix)
    signs = [directions.get(matrix.features[place].column, 0) if level < 0 else 0 for place, level in asked]
    learner = HistGradientBoostingClassifier(
        learning_rate=LEARNING_RATE,
        max_iter=trees,
        max_leaf_nodes=LEAVES,
        min_samples_leaf=20,
        l2_regularization=5.0,
        early_stopping=False,
        monotonic_cst=signs if any(signs) else None,
        random_state=0,
    )
    learner.fit(spread, outcomes)
    copied = tuple(_tree(predictor.nodes, asked) for [predictor] in learner._predictors)
    return Trees(float(np.ravel(learner._baseline_prediction)[0]), copied)


def fit_sigmoid(scores: Floats, outcomes: Truth) -> Calibration:
    """Straighten scores by slope and shift."""
    [slope], shift = _weigh(scores[:, None], outcomes, strength=1e6)
    return Calibration(Repair.SIGMOID, slope=max(float(slope), 1e-3), shift=float(shift))


def fit_isotonic(scores: Floats, outcomes: Truth) -> Calibration:
    """Fit the shares that never fall with the score."""
    from sklearn.isotonic import IsotonicRegression

    least = 1 / (2 * len(scores))
    learner = IsotonicRegression(y_min=least, y_max=1 - least, out_of_bounds="clip").fit(scores, outcomes)
    return Calibration(
        Repair.ISOTONIC,
        scores=tuple(map(float, learner.X_thresholds_)),
        shares=tuple(map(float, learner.y_thresholds_)),
    )


@contextmanager
def on_one_thread() -> Iterator[None]:
    """Keep the libraries to one thread: on a busy machine several only wait for each other, and add up in another order."""
    import sklearn.ensemble
    import sklearn.linear_model  # noqa: F401 - a limit counts only for libraries that are loaded
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1):
        yield


def _fit_shapes(matrix: Matrix, outcomes: Truth, directions: Directions, *, setting: Setting) -> Shapes:
    """Spread features into columns, weigh them, and gather the weights into shapes whose mean over the rows is 0.

    A number is a straight line, and where the setting has freedom a curve of straight pieces about it.
    """
    bases = [
        None if one.levels else _basis(matrix.values[:, place], setting.freedom)
        for place, one in enumerate(matrix.features)
    ]
    blocks = [_block(matrix, place, basis) for place, basis in enumerate(bases)]
    weights, start = _weigh(np.hstack(blocks), outcomes, strength=setting.strength)
    parts = np.split(weights, np.cumsum([block.shape[1] for block in blocks])[:-1])
    shapes: list[Curve | Steps] = []
    for place, (basis, part) in enumerate(zip(bases, parts, strict=True)):
        direction = directions.get(matrix.features[place].column, 0)
        shape = _shape(basis, part, direction=direction)
        mean = float(of_shape(shape, matrix.values[:, place]).mean())
        start += mean
        shapes.append(_lowered(shape, mean))
    found = Shapes(start, tuple(shapes))
    return replace(found, start=start + _shift(found, matrix, outcomes)) if directions else found


@dataclass(frozen=True, slots=True)
class _Basis:
    """How a number is spread into columns: scaled alike, and by its nearness to each knot where it may be a curve."""

    knots: Floats
    mean: float
    spread: float
    freedom: float

    def columns(self, values: Floats) -> Floats:
        """Spread values that are given."""
        straight = (np.clip(values, self.knots[0], self.knots[-1]) - self.mean) / self.spread
        if not self.freedom:
            alone: Floats = straight[:, None]
            return alone
        last = len(self.knots) - 2
        left = np.clip(np.searchsorted(self.knots, values, side="right") - 1, 0, last)
        share = np.clip((values - self.knots[left]) / (self.knots[left + 1] - self.knots[left]), 0.0, 1.0)
        curved, rows = np.zeros((len(values), len(self.knots) + 1)), np.arange(len(values))
        curved[:, 0] = straight
        curved[rows, left + 1] = self.freedom * (1 - share)
        curved[rows, left + 2] = self.freedom * share
        return curved


def _basis(values: Floats, freedom: float) -> _Basis:
    """Put knots at the quantiles of all values and of the different ones, so that many zeros do not hide the rest."""
    given = values[~np.isnan(values)]
    different = np.unique(given)
    if not different.size:
        return _Basis(np.array([0.0]), 0.0, 1.0, 0.0)
    mean, spread = float(given.mean()), float(given.std()) or 1.0
    if not freedom or different.size < 3:
        return _Basis(different[[0, -1]] if different.size > 1 else different, mean, spread, 0.0)
    if different.size <= KNOTS:
        return _Basis(different, mean, spread, freedom)
    shares = np.linspace(0, 1, KNOTS + 1)
    knots = np.concatenate([np.quantile(given, shares), np.quantile(different, shares[1:-1:2])])
    return _Basis(np.unique(knots), mean, spread, freedom)


def _block(matrix: Matrix, place: int, basis: _Basis | None) -> Floats:
    """Spread a feature: a number by its basis and "not given", a choice into its levels."""
    values = matrix.values[:, place]
    levels = matrix.features[place].levels
    if basis is None:
        known: Floats = (values[:, None] == np.arange(len(levels or ()))).astype(np.float64)
        return known
    given = ~np.isnan(values)
    columns = basis.columns(values[given])
    block = np.zeros((len(values), columns.shape[1] + 1))
    block[given, :-1] = columns
    block[~given, -1] = 1.0
    return block


def _shape(basis: _Basis | None, weights: Floats, *, direction: int) -> Curve | Steps:
    if basis is None:
        return Steps(tuple(map(float, weights)))
    adds = basis.columns(basis.knots) @ weights[:-1]
    if direction:
        from sklearn.isotonic import isotonic_regression

        adds = isotonic_regression(adds, increasing=direction > 0)
    return Curve(tuple(map(float, basis.knots)), tuple(map(float, adds)), float(weights[-1]))


def _lowered(shape: Curve | Steps, mean: float) -> Curve | Steps:
    adds = tuple(add - mean for add in shape.adds)
    return replace(shape, adds=adds, missing=shape.missing - mean) if isinstance(shape, Curve) else Steps(adds)


def _shift(shapes: Shapes, matrix: Matrix, outcomes: Truth) -> float:
    """Return what makes the mean probability fit again after shapes were made to keep their direction."""
    scores = raw_scores(shapes, matrix)
    shift = 0.0
    for _ in range(50):
        said = sigmoid(scores + shift)
        shift -= float((said.mean() - outcomes.mean()) / max(float((said * (1 - said)).mean()), 1e-9))
    return shift


def _weigh(columns: Floats, outcomes: Truth, *, strength: float) -> tuple[Floats, float]:
    """Fit a logistic regression; return its weights and its intercept."""
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.linear_model import LogisticRegression

    solver = "newton-cholesky" if columns.shape[1] <= MOST_FOR_NEWTON else "lbfgs"
    learner = LogisticRegression(C=strength, solver=solver, max_iter=1000)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        learner.fit(columns, outcomes)
    return learner.coef_[0], float(learner.intercept_[0])


def _spread_for_trees(matrix: Matrix) -> tuple[Floats, list[tuple[int, int]]]:
    """Return numbers as they are and one column for each level that occurs, with the feature and level of each column."""
    columns: list[Floats] = []
    asked: list[tuple[int, int]] = []
    for place, feature in enumerate(matrix.features):
        values = matrix.values[:, place]
        if feature.levels is None:
            columns.append(values)
            asked.append((place, -1))
            continue
        for level in np.unique(values):
            columns.append((values == level).astype(np.float64))
            asked.append((place, int(level)))
    return np.stack(columns, axis=1), asked


def _tree(nodes: Any, asked: list[tuple[int, int]]) -> Tree:
    """Copy a tree of scikit-learn; inner nodes get the mean of their leaves. Children stand behind their parents there."""
    value = nodes["value"].astype(np.float64).copy()
    count = nodes["count"].astype(np.float64)
    leaf = nodes["is_leaf"].astype(np.bool_)
    left, right = nodes["left"].astype(np.int64), nodes["right"].astype(np.int64)
    for node in range(len(nodes) - 1, -1, -1):
        if not leaf[node]:
            below = [left[node], right[node]]
            value[node] = np.average(value[below], weights=count[below])
    questions = [asked[place] for place in nodes["feature_idx"]]
    return Tree(
        feature=tuple(place for place, _ in questions),
        level=tuple(level for _, level in questions),
        threshold=tuple(map(float, np.minimum(nodes["num_threshold"], BEYOND_ALL))),
        missing_left=tuple(map(bool, nodes["missing_go_to_left"])),
        left=tuple(0 if leaf[node] else int(left[node]) for node in range(len(nodes))),
        right=tuple(0 if leaf[node] else int(right[node]) for node in range(len(nodes))),
        value=tuple(map(float, value)),
    )
