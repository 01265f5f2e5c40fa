"""How a score would have done: learned from earlier rows and judged on later ones where a date tells, else on rows it had not seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from scoring.learning.columns import Kind
from scoring.learning.contest import calibrate
from scoring.learning.errors import TargetUnclear, TooLittle
from scoring.learning.features import measure
from scoring.learning.figures import figures, grade_of
from scoring.learning.fit import fit, on_one_thread
from scoring.learning.model import Family, Figures, Floats, GradeShare, Truth
from scoring.learning.moments import days
from scoring.learning.predict import SURELY, probabilities, raw_scores
from scoring.learning.rows import LEAST_OF_EACH, Rows, Wish, enough, of_rows, prepare
from scoring.learning.table import Table
from scoring.learning.target import find_column
from scoring.learning.train import Learned, learn
from scoring.learning.tried import PLAIN

EARLIER = 0.7
LEAST_DAYS = 10


class Manner(StrEnum):
    """What was judged on."""

    BY_TIME = "by_time"
    OUT_OF_FOLD = "out_of_fold"


@dataclass(frozen=True, slots=True)
class Backtest:
    """The score's figures, those of a plain logistic regression and of always saying the usual share, on the same rows."""

    manner: Manner
    column: str | None
    """The column of the dates."""
    split: str | None
    """The last day that was learned from, as ISO date."""
    family: Family
    score: Figures
    logistic: Figures
    baseline: Figures
    grades: Mapping[str, GradeShare]


def backtest(table: Table, wish: Wish, *, time: str | None = None) -> Backtest:
    """Judge a score as it would have done. `time` names the column of dates; where there is one only, it is found. Raises LearningRefused."""
    rows = prepare(table, wish)
    column = _time_column(table, rows, time)
    if column is None:
        return _out_of_fold(learn(rows, wish.progress))
    return _by_time(rows, column, wish)


def _out_of_fold(learned: Learned) -> Backtest:
    folds, happened = learned.contest.folds, learned.happened
    with on_one_thread():
        plain, _ = calibrate(learned.contest.plain, happened, folds)
    usual = np.zeros(len(plain))
    for fold in np.unique(folds):
        usual[folds == fold] = _share(happened[folds != fold])
    return Backtest(
        Manner.OUT_OF_FOLD,
        None,
        None,
        learned.model.family,
        score=learned.model.figures,
        logistic=figures(plain, happened),
        baseline=figures(usual, happened),
        grades=learned.model.grades,
    )


def _by_time(rows: Rows, column: str, wish: Wish) -> Backtest:
    when = _days(rows, column)
    last = float(np.nanquantile(when, EARLIER, method="lower"))
    earlier = of_rows(rows, np.flatnonzero(when <= last))
    later = of_rows(rows, np.flatnonzero(when > last))
    enough(earlier.outcomes, rows.target)
    successes = int(later.outcomes.sum())
    if min(successes, len(later.outcomes) - successes) < LEAST_OF_EACH:
        raise TooLittle(
            f"After the first {EARLIER:.0%} of the time by {column!r} there are {successes} successes in {len(later.outcomes)} rows; "
            f"at least {LEAST_OF_EACH} successes and failures are needed to judge by."
        )
    learned = learn(earlier, wish.progress)
    model = learned.model
    matrix = measure(model.features, model.columns, later.cells)
    said = probabilities(model.calibration, raw_scores(model.body, matrix))
    known = measure(model.features, model.columns, earlier.cells)
    with on_one_thread():
        plain = fit(Family.LOGISTIC, known, earlier.outcomes, setting=PLAIN, directions={})
        _, repair = calibrate(learned.contest.plain, learned.happened, learned.contest.folds)
    usual = np.full(len(said), _share(earlier.outcomes))
    return Backtest(
        Manner.BY_TIME,
        column,
        str(np.datetime64(int(last), "D")),
        model.family,
        score=figures(said, later.outcomes),
        logistic=figures(probabilities(repair, raw_scores(plain, matrix)), later.outcomes),
        baseline=figures(usual, later.outcomes),
        grades=_as_graded(said, later.outcomes, model.grades),
    )


def _as_graded(said: Floats, happened: Truth, known: Mapping[str, GradeShare]) -> dict[str, GradeShare]:
    """Grade later rows by the bounds that the earlier ones gave."""
    grades = np.array([grade_of(float(probability), known) for probability in said])
    return {
        name: GradeShare(
            int((grades == name).sum()),
            float(happened[grades == name].mean()) if (grades == name).any() else None,
            share.min_probability,
        )
        for name, share in known.items()
    }


def _time_column(table: Table, rows: Rows, asked: str | None) -> str | None:
    """Find the column of dates; without a wish only where exactly one is given in nearly all rows and spans days enough."""
    dated = {column.name for column in rows.columns if column.kind is Kind.MOMENT}
    if asked is not None:
        name = find_column(table, asked)
        if name not in dated:
            raise TargetUnclear(f"Column {name!r} holds no dates that could be told by.")
        return name
    found = []
    for name in sorted(dated):
        when = _days(rows, name)
        if np.isnan(when).mean() < 0.05 and np.unique(np.floor(when[~np.isnan(when)])).size >= LEAST_DAYS:
            found.append(name)
    return found[0] if len(found) == 1 else None


def _days(rows: Rows, column: str) -> Floats:
    reader = next(one.moments for one in rows.columns if one.name == column)
    assert reader is not None
    seen = {cell: moment for cell in set(rows.cells[column]) if cell and (moment := reader.read(cell))}
    return np.array([days(seen[cell]) if cell in seen else np.nan for cell in rows.cells[column]])


def _share(outcomes: Truth) -> float:
    return float(np.clip(outcomes.mean(), SURELY, 1 - SURELY))
