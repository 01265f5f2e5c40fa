"""How a score is learned from a table: from its rows to a calibrated model with its figures, its grades and its warnings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from scoring.learning.contest import Contest, calibrate, compare
from scoring.learning.features import Matrix, design, measure
from scoring.learning.figures import auc, cut_grades, figures
from scoring.learning.fit import fit, on_one_thread
from scoring.learning.folds import whole_print
from scoring.learning.model import Family, Floats, ScoreModel, Truth
from scoring.learning.rows import Progress, Rows, Wish, first, prepare
from scoring.learning.table import Table
from scoring.learning.tried import MOST_TO_FIT, MOST_TO_JUDGE_BY

TELLS_ALL = 0.99
"""A column that alone ranks this well is likely filled after the outcome."""


@dataclass(frozen=True, slots=True)
class Learned:
    """A model, the contest that it won, and what it said of the rows that judged it while it had not seen them."""

    model: ScoreModel
    contest: Contest
    said: Floats
    happened: Truth


def train(table: Table, wish: Wish) -> ScoreModel:
    """Learn a score. Raises LearningRefused."""
    return learn(prepare(table, wish), wish.progress).model


def learn(rows: Rows, progress: Progress, families: Sequence[Family] = tuple(Family)) -> Learned:
    """Learn a score from rows that were prepared, by the best of some families; the plain one is always among them."""
    with on_one_thread():
        return _learn(rows, progress, families)


def _learn(rows: Rows, progress: Progress, families: Sequence[Family]) -> Learned:
    features = design(rows.columns, rows.cells)
    judging = first(rows, MOST_TO_JUDGE_BY)
    contest = compare(measure(features, rows.columns, judging.cells), judging, progress=progress, families=families)
    said, calibration = calibrate(contest.scores, judging.outcomes, contest.folds)
    fitted, chosen = first(rows, MOST_TO_FIT), contest.choice
    progress(f"Fitting the chosen candidate ({chosen.family}) to {len(fitted.outcomes)} rows")
    matrix = measure(features, rows.columns, fitted.cells)
    base = float(fitted.outcomes.mean())
    model = ScoreModel(
        target=rows.target,
        columns=rows.columns,
        left_out=rows.left_out,
        features=features,
        family=chosen.family,
        body=fit(chosen.family, matrix, fitted.outcomes, setting=chosen.setting, directions=rows.directions),
        calibration=calibration,
        base_rate=base,
        figures=figures(said, judging.outcomes),
        grades=cut_grades(said, judging.outcomes, base),
        candidates=chosen.candidates,
        tells_all=tuple(_tells_all(matrix, fitted)),
        unknown=rows.unknown,
        data=whole_print(rows.prints, rows.outcomes),
        fitted=len(fitted.outcomes),
    )
    return Learned(model, contest, said, judging.outcomes)


def _tells_all(matrix: Matrix, rows: Rows) -> Iterator[str]:
    """Name the columns that alone give the outcome away."""
    for place, feature in enumerate(matrix.features):
        values = matrix.values[:, place]
        if feature.levels is None:
            values = np.where(np.isnan(values), np.nanmin(values) - 1 if not np.isnan(values).all() else 0.0, values)
        else:
            shares = np.bincount(values.astype(np.int64), weights=rows.outcomes, minlength=len(feature.levels))
            times = np.bincount(values.astype(np.int64), minlength=len(feature.levels))
            values = (shares / np.maximum(times, 1))[values.astype(np.int64)]
        alone = auc(values, rows.outcomes)
        if max(alone, 1 - alone) >= TELLS_ALL:
            yield feature.column
