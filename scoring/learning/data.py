"""What was learned as data for programs: the answers of `tradewind score ... --json`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scoring.learning.backtest import Backtest
from scoring.learning.explain import Effect, Raise, RowExplanation
from scoring.learning.model import Figures, GradeShare, ScoreModel
from scoring.learning.own import OwnScore
from scoring.learning.wording import (
    caution,
    family_name,
    feature_name,
    omission_sentence,
    part_name,
    raising_sentence,
    reason_sentence,
    warning_sentence,
)

DIGITS = 4


def model_data(model: ScoreModel, locale: str) -> dict[str, Any]:
    """Return the figures and grades of a model, and how they came about."""
    return {
        **figures_data(model.figures),
        "grades": grades_data(model.grades),
        "base_rate": _short(model.base_rate),
        "target": {
            "column": model.target.column,
            "positive": list(model.target.positive),
            "guessed": model.target.guessed,
        },
        "family": str(model.family),
        "family_name": family_name(model.family, locale),
        "candidates": [
            {
                "family": str(one.family),
                "auc": _short(one.auc),
                "log_loss": _short(one.log_loss),
                "standard_errors_behind": _short(one.behind),
            }
            for one in model.candidates
        ],
        "calibration": str(model.calibration.repair),
        "columns": [{"column": column.name, "kind": str(column.kind)} for column in model.columns],
        "left_out": [
            {"column": name, "reason": str(why), "sentence": omission_sentence(name, why, locale)}
            for name, why in model.left_out.items()
        ],
        "warnings": [warning_sentence(column, locale) for column in model.tells_all],
        "rows_without_outcome": model.unknown,
    }


def own_data(learned: OwnScore, locale: str) -> dict[str, Any]:
    """Return what was learned from our own customers, beside the calibrated rules."""
    return {**model_data(learned.model, locale), "rules": figures_data(learned.rules), "in_force": learned.better}


def figures_data(figures: Figures) -> dict[str, Any]:
    """Return figures, the four promised ones first."""
    return {
        "auc": _short(figures.auc),
        "brier": _short(figures.brier),
        "calibration_error": _short(figures.calibration_error),
        "n": figures.n,
        "calibration_noise": _short(figures.calibration_noise),
        "log_loss": _short(figures.log_loss),
        "calibration_bins": [
            {"said": _short(one.said), "happened": _short(one.happened), "n": one.rows} for one in figures.bins
        ],
    }


def grades_data(grades: Mapping[str, GradeShare]) -> dict[str, Any]:
    """Return who gets which grade, and how many of them came to success."""
    return {
        name: {"n": one.n, "rate": _short(one.rate), "min_probability": _short(one.min_probability)}
        for name, one in grades.items()
    }


def effects_data(effects: tuple[Effect, ...], locale: str) -> list[dict[str, Any]]:
    """Return what each column adds, in points: twenty double the odds."""
    return [
        {
            "column": effect.feature.column,
            "name": feature_name(effect.feature, locale),
            "weight": round(effect.weight, 1),
            "values": [
                {
                    "value": part_name(effect.feature, part, locale),
                    "points": round(part.points, 1),
                    "n": part.rows,
                    "rate": _short(part.rate),
                }
                for part in effect.parts
            ],
        }
        for effect in effects
    ]


def row_data(model: ScoreModel, one: RowExplanation, locale: str) -> dict[str, Any]:
    """Return one row's grade with its reasons, and what would raise it."""
    return {
        "row": one.row + 1,
        "probability": _short(one.probability),
        "grade": one.grade,
        "reasons": [
            {
                "column": reason.column,
                "value": reason.cell,
                "points": round(reason.points, 1),
                "sentence": reason_sentence(reason, locale),
            }
            for reason in one.reasons
        ],
        "would_raise": [
            {
                "column": each.column,
                "value": _wanted(model, each, locale),
                "probability": _short(each.probability),
                "sentence": raising_sentence(model, each, locale),
            }
            for each in one.would_raise
        ],
        "caution": caution(locale),
    }


def backtest_data(found: Backtest, locale: str) -> dict[str, Any]:
    """Return how a score would have done, beside a plain logistic regression and the usual share."""
    return {
        **figures_data(found.score),
        "grades": grades_data(found.grades),
        "manner": str(found.manner),
        "time_column": found.column,
        "learned_until": found.split,
        "family": str(found.family),
        "family_name": family_name(found.family, locale),
        "logistic": figures_data(found.logistic),
        "baseline": figures_data(found.baseline),
    }


def _wanted(model: ScoreModel, one: Raise, locale: str) -> str:
    return part_name(next(each for each in model.features if each.column == one.column), one.part, locale)


def _short(value: float | None) -> float | None:
    return None if value is None else round(value, DIGITS)
