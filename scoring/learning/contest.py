"""How the candidates are compared: by rows they have not seen; and how the winner's scores become probabilities."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from scoring.learning.features import Matrix
from scoring.learning.figures import auc, losses
from scoring.learning.fit import fit, fit_isotonic, fit_sigmoid
from scoring.learning.folds import deal
from scoring.learning.model import Calibration, Candidate, Family, Floats, Repair, Trees, Truth, Whole
from scoring.learning.predict import SURELY, probabilities, raw_scores, sigmoid, staged_scores
from scoring.learning.rows import Progress, Rows, of_rows
from scoring.learning.tried import FEW_ROWS, MOST_TO_CHOOSE_BY, PLAIN, Setting, deals, settings
from scoring.learning.tried import folds as parts

LEAST_FOR_ISOTONIC = 1000
CLOSE = 0.5
"""Standard errors that a held-back regression must win by: with few rows what is tried wins by luck now and then."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The family and setting that did best on unseen rows, beside the others."""

    family: Family
    setting: Setting
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Contest:
    """What was chosen, and the raw scores of rows by models that had not seen them; `plain` are those of logistic regression."""

    choice: Choice
    folds: Whole
    scores: Floats
    plain: Floats


@dataclass(frozen=True, slots=True)
class _Tried:
    """A family with a setting over all deals: each row's log loss, the mean AUC, the scores of the first deal."""

    family: Family
    setting: Setting
    lost: Floats
    auc: float
    scores: Floats


def compare(matrix: Matrix, rows: Rows, *, progress: Progress, families: Sequence[Family]) -> Contest:
    """Choose by rows that were not seen, and score every row by a model that had not seen it.

    Of few rows each part is scored by what the others alone would have chosen, so that choosing flatters no figure.
    """
    folds = deal(rows.prints, rows.outcomes, parts(len(rows.outcomes)))
    choice, tried = _choose(matrix, rows, families, turns=deals(len(folds)), progress=progress)
    if len(folds) >= FEW_ROWS:
        known = {(each.family, each.setting): each.scores for each in tried}
        scores = known[choice.family, choice.setting]
        plain = known[Family.LOGISTIC, PLAIN]
        if len(folds) > len(scores):
            scores = _unseen(matrix, rows, folds, asked=(choice.family, choice.setting), progress=progress)
            plain = _unseen(matrix, rows, folds, asked=(Family.LOGISTIC, PLAIN), progress=progress)
        return Contest(choice, folds, scores, plain)
    scores, plain = np.zeros(len(folds)), np.zeros(len(folds))
    for part, (away, seen, unseen, known_rows) in enumerate(_parted(matrix, rows, folds), 1):
        progress(f"Judging the choice without part {part} of {folds.max() + 1}")
        found, _ = _choose(seen, known_rows, families, turns=1, progress=_silently)
        for asked, into in (((found.family, found.setting), scores), ((Family.LOGISTIC, PLAIN), plain)):
            body = fit(asked[0], seen, known_rows.outcomes, setting=asked[1], directions=rows.directions)
            into[away] = raw_scores(body, unseen)
    return Contest(choice, folds, scores, plain)


def calibrate(raw: Floats, outcomes: Truth, folds: Whole) -> tuple[Floats, Calibration]:
    """Choose the repair that unseen rows ask for; return their probabilities and the repair fitted to all.

    A fold's probabilities come from a repair that was fitted to the other folds.
    """
    repairs = [Repair.NONE, Repair.SIGMOID] + ([Repair.ISOTONIC] if len(raw) >= LEAST_FOR_ISOTONIC else [])
    said = {repair: np.zeros(len(raw)) for repair in repairs}
    for repair, fold in ((repair, fold) for repair in repairs for fold in np.unique(folds)):
        away = folds == fold
        said[repair][away] = probabilities(_repair(repair, raw[~away], outcomes[~away]), raw[away])
    lost = {repair: losses(said[repair], outcomes) for repair in repairs}
    best = min(repairs, key=lambda repair: float(lost[repair].mean()))
    chosen = next(repair for repair in repairs if _behind(lost[repair], lost[best]) <= 1.0)
    return said[chosen], _repair(chosen, raw, outcomes)


def _choose(
    matrix: Matrix, rows: Rows, families: Sequence[Family], *, turns: int, progress: Progress
) -> tuple[Choice, tuple[_Tried, ...]]:
    """Try every family with every setting, and choose the simplest family within one standard error of the best.

    The standard error is that of the difference in log loss, row by row. What ranks rows worse than the plain regression is
    not taken. Of very many rows a part chooses.
    """
    part = np.arange(len(rows.outcomes)) < MOST_TO_CHOOSE_BY
    if not part.all():
        matrix, rows = matrix.of(part), of_rows(rows, np.flatnonzero(part))
    tried: list[_Tried] = []
    for family in families:
        tried += _try(family, matrix, rows, turns=turns, progress=progress)
    plain = next(each for each in tried if (each.family, each.setting) == (Family.LOGISTIC, PLAIN))
    able = [each for each in tried if each.auc >= plain.auc]
    best = min(able, key=lambda each: float(each.lost.mean()))
    winners = {
        family: _winner(mine, plain)
        for family in families
        if (mine := [each for each in tried if each.family is family])
    }
    candidates = tuple(
        Candidate(family, each.auc, float(each.lost.mean()), _behind(each.lost, best.lost))
        for family, each in winners.items()
    )
    chosen = next(one.family for one in candidates if one.behind <= 1.0 and one.auc >= plain.auc)
    return Choice(chosen, winners[chosen].setting, candidates), tuple(tried)


def _winner(mine: Sequence[_Tried], plain: _Tried) -> _Tried:
    """Return the setting of a family that did best; of the logistic ones the plain one where it lies close behind."""
    able = [each for each in mine if each.auc >= plain.auc] or mine
    best = min(able, key=lambda each: float(each.lost.mean()))
    close = plain.family is best.family and _behind(plain.lost, best.lost) <= CLOSE
    return plain if close else best


def _try(family: Family, matrix: Matrix, rows: Rows, *, turns: int, progress: Progress) -> Iterator[_Tried]:
    """Try the settings of a family on rows dealt anew several times."""
    count = len(rows.outcomes)
    asked = settings(family, count)
    if not asked:
        return
    lost, ranked = np.zeros((len(asked), count)), np.zeros(len(asked))
    first = np.zeros((len(asked), count))
    for turn in range(turns):
        scores = np.zeros((len(asked), count))
        folds = deal(rows.prints, rows.outcomes, turn=turn)
        for part, (away, seen, unseen, known) in enumerate(_parted(matrix, rows, folds), 1):
            progress(
                f"Trying {family} on {count} rows, part {turn * (folds.max() + 1) + part} of {turns * (folds.max() + 1)}"
            )
            scores[:, away] = _scored((family, asked), seen, unseen, rows=known)
        lost += [losses(_said(score), rows.outcomes) for score in scores]
        ranked += [auc(score, rows.outcomes) for score in scores]
        first = first if turn else scores
    for place, setting in enumerate(asked):
        yield _Tried(family, setting, lost[place] / turns, float(ranked[place]) / turns, first[place])


def _scored(trial: tuple[Family, Sequence[Setting]], seen: Matrix, unseen: Matrix, *, rows: Rows) -> Floats:
    """Fit a family to rows with each setting, and score others; of trees the largest number holds the smaller ones."""
    family, asked = trial
    if family is Family.BOOSTED:
        body = fit(family, seen, rows.outcomes, setting=asked[-1], directions=rows.directions)
        assert isinstance(body, Trees)
        return staged_scores(body, unseen, [each.trees for each in asked])
    bodies = (fit(family, seen, rows.outcomes, setting=each, directions=rows.directions) for each in asked)
    return np.stack([raw_scores(body, unseen) for body in bodies])


def _unseen(matrix: Matrix, rows: Rows, folds: Whole, *, asked: tuple[Family, Setting], progress: Progress) -> Floats:
    """Score every row by a model that had not seen it."""
    scores = np.zeros(len(folds))
    for part, (away, seen, unseen, known) in enumerate(_parted(matrix, rows, folds), 1):
        progress(f"Judging {asked[0]} on {len(folds)} rows, part {part} of {folds.max() + 1}")
        body = fit(asked[0], seen, known.outcomes, setting=asked[1], directions=rows.directions)
        scores[away] = raw_scores(body, unseen)
    return scores


def _parted(matrix: Matrix, rows: Rows, folds: Whole) -> Iterator[tuple[Truth, Matrix, Matrix, Rows]]:
    """Give for each fold where its rows are, what is seen and what is not, and the rows that are seen."""
    for fold in np.unique(folds):
        away = folds == fold
        yield away, matrix.of(~away), matrix.of(away), of_rows(rows, np.flatnonzero(~away))


def _behind(lost: Floats, best: Floats) -> float:
    """Return the mean difference of two log losses in its standard errors."""
    difference = lost - best
    spread = float(difference.std(ddof=1)) / np.sqrt(len(difference))
    return float(difference.mean()) / float(spread) if spread > 0 else 0.0


def _said(scores: Floats) -> Floats:
    said: Floats = np.clip(sigmoid(scores), SURELY, 1 - SURELY)
    return said


def _repair(repair: Repair, raw: Floats, outcomes: Truth) -> Calibration:
    if repair is Repair.NONE:
        return Calibration(Repair.NONE)
    return fit_sigmoid(raw, outcomes) if repair is Repair.SIGMOID else fit_isotonic(raw, outcomes)


def _silently(said: str) -> None:
    """Tell nobody: what is chosen without a part is the same work over again."""
