"""How good probabilities are: AUC, Brier score, log loss, calibration error, each by its definition; and the grades cut from them.

Calibration error: the rows are sorted by probability into ten bins of equal size (fewer, where a bin would hold under 25 rows);
the distances between the mean probability and the share of successes in each are averaged, weighted by the bins' sizes.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

import numpy as np

from scoring.learning.model import Bin, Figures, Floats, GradeShare, Truth

BINS = 10
LEAST_ROWS_OF_A_BIN = 25
GRADES = ("A", "B", "C", "D")
ODDS_OF_GRADES = {"A": 3.0, "B": 1.0, "C": 1 / 3, "D": 0.0}
"""A grade begins at this multiple of the odds that any lead has: an A has three times the usual odds, a D less than a third."""


def figures(said: Floats, happened: Truth) -> Figures:
    """Judge probabilities against outcomes."""
    bins = calibration_bins(said, happened)
    rows = len(said)
    return Figures(
        auc=auc(said, happened),
        brier=float(np.mean((said - happened) ** 2)),
        log_loss=float(np.mean(losses(said, happened))),
        calibration_error=sum(one.rows * abs(one.said - one.happened) for one in bins) / rows,
        calibration_noise=sum(one.rows * _noise(one) for one in bins) / rows,
        n=rows,
        bins=bins,
    )


def auc(said: Floats, happened: Truth) -> float:
    """Return how often a success is ranked before a failure; ties count half. A half where there is only one outcome."""
    successes = int(happened.sum())
    failures = len(happened) - successes
    if not successes or not failures:
        return 0.5
    _, place, times = np.unique(said, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(times) - (times - 1) / 2)[place]
    return float((ranks[happened].sum() - successes * (successes + 1) / 2) / (successes * failures))


def losses(said: Floats, happened: Truth) -> Floats:
    """Return the log loss of each row."""
    lost: Floats = -np.where(happened, np.log(said), np.log1p(-said))
    return lost


def calibration_bins(said: Floats, happened: Truth) -> tuple[Bin, ...]:
    """Sort rows into bins of equal size by their probability."""
    count = int(min(BINS, max(1, len(said) // LEAST_ROWS_OF_A_BIN)))
    parts = np.array_split(np.argsort(said, kind="stable"), count)
    return tuple(Bin(float(said[part].mean()), float(happened[part].mean()), len(part)) for part in parts)


def cut_grades(said: Floats, happened: Truth, base_rate: float) -> dict[str, GradeShare]:
    """Cut grades at multiples of the usual odds; a grade whose successes do not bear out its rank joins the next one."""
    odds = base_rate / (1 - base_rate)
    bounds: dict[str, float | None] = {
        name: times * odds / (1 + times * odds) for name, times in ODDS_OF_GRADES.items()
    }
    while True:
        shares = _shares(said, happened, bounds)
        filled = [name for name in GRADES if shares[name].n]
        wrong = [(up, down) for up, down in pairwise(filled) if (shares[up].rate or 0.0) <= (shares[down].rate or 0.0)]
        if not wrong:
            return shares
        up, down = wrong[0]
        if shares[up].n >= shares[down].n:
            bounds[up] = bounds[down]
            bounds[down] = None
        else:
            bounds[up] = None


def _shares(said: Floats, happened: Truth, bounds: Mapping[str, float | None]) -> dict[str, GradeShare]:
    shares: dict[str, GradeShare] = {}
    left = np.ones(len(said), dtype=np.bool_)
    for name in GRADES:
        bound = bounds[name]
        here = left & (said >= bound) if bound is not None else np.zeros_like(left)
        left &= ~here
        number = int(here.sum())
        shares[name] = GradeShare(number, float(happened[here].mean()) if number else None, bound)
    return shares


def grade_of(probability: float, grades: Mapping[str, GradeShare]) -> str:
    """Return the best grade whose bound the probability reaches."""
    for name in GRADES[:-1]:
        bound = grades[name].min_probability
        if bound is not None and probability >= bound:
            return name
    return GRADES[-1]


def _noise(one: Bin) -> float:
    return float(np.sqrt(2 / np.pi * one.said * (1 - one.said) / one.rows))
