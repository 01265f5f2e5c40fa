"""A learned score on one page for people, with its pictures beside it, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from foundation.locales import TAGS, direction, format_number, format_percentage
from scoring.learning.explain import Effect
from scoring.learning.model import ScoreModel
from scoring.learning.pictures import calibration_picture, lift_picture
from scoring.learning.wording import (
    caution,
    family_name,
    feature_name,
    omission_sentence,
    part_name,
    say,
    warning_sentence,
)

MOST_COLUMNS = 20
NOBODY = "—"


def _(message: str) -> str:
    """Mark a sentence for the catalogue; it is translated when it is shown."""
    return message


WORDS = {
    "grades": _("Grades"),
    "grade": _("Grade"),
    "rows": _("Rows"),
    "success": _("Came to success"),
    "bound": _("From a probability of"),
    "said": _("Probability said"),
    "calibration": _("Calibration"),
    "lift": _("Whom to call first"),
    "columns": _("What matters most"),
    "value": _("Value"),
    "points": _("Points"),
    "left_out": _("Left out"),
}


def report(model: ScoreModel, effects: tuple[Effect, ...], locale: str) -> dict[str, str]:
    """Return the page and its pictures by their file names."""
    room = Environment(
        loader=FileSystemLoader(Path(__file__).parents[1] / "templates"), autoescape=True, undefined=StrictUndefined
    )
    return {
        "report.html": room.get_template("report.html").render(_worded(model, effects, locale)),
        "calibration.svg": calibration_picture(model.figures, locale),
        "lift.svg": lift_picture(model.figures, locale),
    }


def _worded(model: ScoreModel, effects: tuple[Effect, ...], locale: str) -> Mapping[str, Any]:
    figures = model.figures

    def percent(share: float | None) -> str:
        return NOBODY if share is None else format_percentage(share, locale, 1)

    return {
        "tag": TAGS[locale],
        "direction": direction(locale),
        "title": say(_("Who comes to success: {column}"), locale, column=model.target.column),
        "about": say(
            _(
                "Learned from {rows} rows, {rate} of which came to success, by {family}; judged on rows it had not seen."
            ),
            locale,
            rows=format_number(figures.n, locale),
            rate=percent(model.base_rate),
            family=family_name(model.family, locale),
        ),
        "warnings": [warning_sentence(column, locale) for column in model.tells_all],
        "figures": _figures(model, locale),
        "meaning": say(
            _("A calibration error near that of chance alone cannot be told from none. Twenty points double the odds."),
            locale,
        ),
        "words": {name: say(word, locale) for name, word in WORDS.items()},
        "grades": [
            (name, format_number(one.n, locale), percent(one.rate), percent(one.min_probability))
            for name, one in model.grades.items()
        ],
        "bins": [(percent(one.said), percent(one.happened), format_number(one.rows, locale)) for one in figures.bins],
        "effects": [_effect(effect, locale) for effect in effects[:MOST_COLUMNS]],
        "caution": caution(locale),
        "left_out": [omission_sentence(name, why, locale) for name, why in model.left_out.items()],
    }


def _figures(model: ScoreModel, locale: str) -> list[tuple[str, str]]:
    figures = model.figures
    named = {
        _("Ranking (AUC)"): figures.auc,
        _("Brier score"): figures.brier,
        _("Calibration error"): figures.calibration_error,
        _("Of chance alone"): figures.calibration_noise,
    }
    return [(say(name, locale), format_number(value, locale, 3)) for name, value in named.items()]


def _effect(effect: Effect, locale: str) -> dict[str, Any]:
    return {
        "name": feature_name(effect.feature, locale),
        "parts": [
            {
                "name": part_name(effect.feature, part, locale),
                "points": ("+" if part.points > 0 else "") + format_number(round(part.points, 1), locale, 1),
                "rows": format_number(part.rows, locale),
                "rate": format_percentage(part.rate, locale, 1),
            }
            for part in effect.parts
        ],
    }
