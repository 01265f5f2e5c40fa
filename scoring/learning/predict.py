"""What a learned model says of rows: raw scores, and what each feature adds; needs no learning library."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from scoring.learning.features import Matrix
from scoring.learning.model import Calibration, Curve, Floats, Repair, Shapes, Steps, Tree, Trees

SURELY = 1e-6
"""No probability is said to be nearer to 0 or 1 than this."""


def raw_scores(body: Shapes | Trees, matrix: Matrix) -> Floats:
    """Return the log-odds of each row before calibration."""
    total: Floats = start_of(body) + additions(body, matrix).sum(axis=1)
    return total


def start_of(body: Shapes | Trees) -> float:
    """Return the log-odds before any feature adds to them: of trees, the means at their roots count too."""
    return body.start if isinstance(body, Shapes) else body.start + sum(tree.value[0] for tree in body.trees)


def additions(body: Shapes | Trees, matrix: Matrix) -> Floats:
    """Return what each feature adds to the log-odds of each row; with the start they make up the whole."""
    added = np.zeros_like(matrix.values)
    if isinstance(body, Shapes):
        for place, shape in enumerate(body.shapes):
            added[:, place] = of_shape(shape, matrix.values[:, place])
        return added
    for tree in body.trees:
        _add_tree(tree, matrix.values, added)
    return added


def staged_scores(body: Trees, matrix: Matrix, ends: Sequence[int]) -> Floats:
    """Return the raw scores after each of several numbers of trees, one line each."""
    added = np.zeros_like(matrix.values)
    staged, done = [], 0
    for end in ends:
        for tree in body.trees[done:end]:
            _add_tree(tree, matrix.values, added)
        done = end
        staged.append(start_of(replace(body, trees=body.trees[:end])) + added.sum(axis=1))
    return np.stack(staged)


def probabilities(calibration: Calibration, scores: Floats) -> Floats:
    """Turn raw scores into calibrated probabilities."""
    if calibration.repair is Repair.ISOTONIC:
        shares = np.interp(scores, calibration.scores, calibration.shares)
    else:
        shares = sigmoid(calibration.slope * scores + calibration.shift)
    return np.clip(shares, SURELY, 1 - SURELY)


def sigmoid(scores: Floats) -> Floats:
    """Turn log-odds into probabilities."""
    bounded = np.clip(scores, -40, 40)
    shares: Floats = 1 / (1 + np.exp(-bounded))
    return shares


def of_shape(shape: Curve | Steps, values: Floats) -> Floats:
    """Return what one feature adds in an additive model."""
    if isinstance(shape, Steps):
        levels: Floats = np.asarray(shape.adds)[values.astype(np.int64)]
        return levels
    given = ~np.isnan(values)
    added = np.full(values.shape, shape.missing)
    added[given] = np.interp(values[given], shape.knots, shape.adds)
    return added


def _add_tree(tree: Tree, values: Floats, added: Floats) -> None:
    """Walk all rows down a tree; each step adds the change of the mean to the feature that was asked."""
    feature, level = np.asarray(tree.feature), np.asarray(tree.level)
    threshold, missing_left = np.asarray(tree.threshold), np.asarray(tree.missing_left)
    left, right, value = np.asarray(tree.left), np.asarray(tree.right), np.asarray(tree.value)
    rows = np.arange(values.shape[0])
    nodes = np.zeros(values.shape[0], dtype=np.int64)
    while rows.size:
        rows = rows[left[nodes[rows]] > 0]
        here = nodes[rows]
        asked = feature[here]
        found = values[rows, asked]
        of_number = level[here] < 0
        goes_left = np.where(of_number, found <= threshold[here], found != level[here])
        goes_left = np.where(of_number & np.isnan(found), missing_left[here], goes_left)
        nodes[rows] = np.where(goes_left, left[here], right[here])
        added[rows, asked] += value[nodes[rows]] - value[here]
