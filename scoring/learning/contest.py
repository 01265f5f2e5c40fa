"""How the candidates are compared: by rows they have not seen; and how the winner's scores become probabilities."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from scoring.learning.features import Matrix
from scoring.learning.figures import auc, losses
from scoring.learning.fit import SETTINGS, fit, fit_isotonic, fit_sigmoid
from scoring.learning.folds import FOLDS
from scoring.learning.model import Calibration, Candidate, Family, Floats, Repair, Trees, Truth, Whole
from scoring.learning.predict import SURELY, probabilities, raw_scores, sigmoid, staged_scores
from scoring.learning.rows import Progress, Rows, of_rows

LEAST_FOR_TREES = 300
LEAST_FOR_ISOTONIC = 1000
MOST_TO_CHOOSE_BY = 15_000


@dataclass(frozen=True, slots=True)
class Contest:
    """What cross-validation found: raw scores of rows by models that had not seen them."""

    scores: Mapping[Family, Floats]
    setting: float
    candidates: tuple[Candidate, ...]
    chosen: Family


def compare(
    matrix: Matrix, rows: Rows, folds: Whole, *, progress: Progress, families: Sequence[Family] = tuple(Family)
) -> Contest:
    """Score every row by models that have not seen it, and choose the simplest family within one standard error of the best.

    The standard error is that of the difference in log loss, row by row. A family that ranks rows worse than the plain one is not
    taken. Of very many rows a part chooses: the first in their own order, which is that of their digests.
    """
    part = np.arange(len(folds)) < MOST_TO_CHOOSE_BY
    fewer = rows if part.all() else of_rows(rows, np.flatnonzero(part))
    scores: dict[Family, Floats] = {}
    settings: dict[Family, float] = {}
    for family in families:
        if family is Family.BOOSTED and len(folds) < LEAST_FOR_TREES:
            continue
        trial = Trial(family, SETTINGS[family], progress)
        scores[family], settings[family] = _unseen(trial, matrix.of(part), fewer, folds=folds[part])
    candidates = _candidates(scores, fewer.outcomes)
    chosen = next(one.family for one in candidates if one.behind <= 1.0 and one.auc >= candidates[0].auc)
    if not part.all():
        for family in dict.fromkeys((Family.LOGISTIC, chosen)):
            trial = Trial(family, (settings[family],), progress)
            scores[family], _ = _unseen(trial, matrix, rows, folds=folds)
    return Contest(scores, settings[chosen], candidates, chosen)


def calibrate(raw: Floats, outcomes: Truth, folds: Whole) -> tuple[Floats, Calibration]:
    """Choose the repair that unseen rows ask for; return their probabilities and the repair fitted to all.

    A fold's probabilities come from a repair that was fitted to the other folds.
    """
    repairs = [Repair.NONE, Repair.SIGMOID] + ([Repair.ISOTONIC] if len(raw) >= LEAST_FOR_ISOTONIC else [])
    said = {repair: np.zeros(len(raw)) for repair in repairs}
    for repair, fold in ((repair, fold) for repair in repairs for fold in range(FOLDS)):
        away = folds == fold
        said[repair][away] = probabilities(_repair(repair, raw[~away], outcomes[~away]), raw[away])
    lost = {repair: losses(said[repair], outcomes) for repair in repairs}
    best = min(repairs, key=lambda repair: float(lost[repair].mean()))
    chosen = next(repair for repair in repairs if _behind(lost[repair], lost[best]) <= 1.0)
    return said[chosen], _repair(chosen, raw, outcomes)


@dataclass(frozen=True, slots=True)
class Trial:
    """A family with the settings that are tried."""

    family: Family
    settings: tuple[float, ...]
    progress: Progress


def _unseen(trial: Trial, matrix: Matrix, rows: Rows, *, folds: Whole) -> tuple[Floats, float]:
    """Return raw scores of rows by models that had not seen them, with the setting that did best."""
    family, settings = trial.family, trial.settings
    scores = np.zeros((len(settings), len(rows.outcomes)))
    for fold in range(FOLDS):
        trial.progress(f"Trying {family} on {len(folds)} rows, part {fold + 1} of {FOLDS}")
        away = folds == fold
        seen, unseen = matrix.of(~away), matrix.of(away)
        for place, setting in enumerate(settings):
            ends = settings[-1] if family is Family.BOOSTED else setting
            body = fit(family, seen, rows.outcomes[~away], setting=ends, directions=rows.directions)
            if isinstance(body, Trees):
                scores[:, away] = staged_scores(body, unseen, [int(end) for end in settings])
                break
            scores[place, away] = raw_scores(body, unseen)
    lost = [float(losses(_plain(score), rows.outcomes).mean()) for score in scores]
    best = int(np.argmin(lost))
    return scores[best], settings[best]


def _candidates(scores: Mapping[Family, Floats], outcomes: Truth) -> tuple[Candidate, ...]:
    """Put the families side by side; those that rank worse than the plain one are no measure for the others."""
    lost = {family: losses(_plain(score), outcomes) for family, score in scores.items()}
    ranked = {family: auc(score, outcomes) for family, score in scores.items()}
    able = [family for family in scores if ranked[family] >= ranked[Family.LOGISTIC]]
    best = min(able, key=lambda family: float(lost[family].mean()))
    return tuple(
        Candidate(family, ranked[family], float(lost[family].mean()), _behind(lost[family], lost[best]))
        for family in scores
    )


def _behind(lost: Floats, best: Floats) -> float:
    """Return the mean difference of two log losses in its standard errors."""
    difference = lost - best
    spread = float(difference.std(ddof=1)) / np.sqrt(len(difference))
    return float(difference.mean()) / float(spread) if spread > 0 else 0.0


def _plain(scores: Floats) -> Floats:
    said: Floats = np.clip(sigmoid(scores), SURELY, 1 - SURELY)
    return said


def _repair(repair: Repair, raw: Floats, outcomes: Truth) -> Calibration:
    if repair is Repair.NONE:
        return Calibration(Repair.NONE)
    return fit_sigmoid(raw, outcomes) if repair is Repair.SIGMOID else fit_isotonic(raw, outcomes)
