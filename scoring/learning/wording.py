"""The words for what was learned: why a column was left out, what a value adds, what would raise a score (gettext domain `scoring`)."""

from __future__ import annotations

from collections.abc import Mapping

from foundation.locales import direction, format_date, format_number, format_percentage, translator
from scoring.learning.columns import Omission
from scoring.learning.explain import Part, PartKind, Raise, RowReason
from scoring.learning.model import Family, Feature, ScoreModel
from scoring.learning.moments import moment_of


def _(message: str) -> str:
    """Mark a sentence for the catalogue; it is translated when it is shown."""
    return message


OMISSIONS: Mapping[Omission, str] = {
    Omission.EMPTY: _("{column} is empty in every row."),
    Omission.CONSTANT: _("{column} holds the same in every row."),
    Omission.IDENTIFIER: _(
        "{column} is different in almost every row, as numbers and names are that only tell rows apart."
    ),
    Omission.FREE_TEXT: _("{column} is free text, different in almost every row."),
    Omission.ASKED: _("{column} was left out as asked."),
}

FAMILIES: Mapping[Family, str] = {
    Family.LOGISTIC: _("plain logistic regression"),
    Family.ADDITIVE: _("curves that add up"),
    Family.BOOSTED: _("boosted decision trees"),
}

FEATURE_PARTS = {
    "day": _("{column} (day)"),
    "month": _("{column} (month)"),
    "weekday": _("{column} (weekday)"),
    "hour": _("{column} (hour)"),
}

KINDS_OF_PART = {
    PartKind.OTHERS: _("any rarer value"),
    PartKind.NOT_GIVEN: _("not given"),
}


def say(message: str, locale: str, **data: object) -> str:
    """Word a sentence of this room."""
    return translator("scoring", "scoring", locale).gettext(message).format(**data)


def omission_sentence(column: str, why: Omission, locale: str) -> str:
    """Say why a column was left out."""
    return say(OMISSIONS[why], locale, column=column)


def warning_sentence(column: str, locale: str) -> str:
    """Warn of a column that alone gives the outcome away."""
    return say(
        _(
            "{column} alone tells the outcome almost for certain; if it is filled in after the outcome, leave it out (--without)."
        ),
        locale,
        column=column,
    )


def family_name(family: Family, locale: str) -> str:
    """Name a kind of model."""
    return say(FAMILIES[family], locale)


def feature_name(feature: Feature, locale: str) -> str:
    """Name a column, or a part of its dates."""
    return say(FEATURE_PARTS[feature.part], locale, column=feature.column) if feature.part else feature.column


def part_name(feature: Feature, part: Part, locale: str) -> str:
    """Name rows alike: a word, or numbers from and to."""
    if part.kind in KINDS_OF_PART:
        return say(KINDS_OF_PART[part.kind], locale)
    if part.kind is PartKind.WORD:
        return part.word
    least, most = (_number(feature, bound, locale) for bound in (part.least, part.most))
    return least if least == most else say(_("{least} to {most}"), locale, least=least, most=most)


def reason_sentence(reason: RowReason, locale: str) -> str:
    """Say what a cell adds to or takes from a row's chance."""
    points = ("+" if reason.points > 0 else "") + format_number(round(reason.points), locale)
    if direction(locale) == "rtl":  # among Arabic words a sign would change its side
        points = f"\N{LEFT-TO-RIGHT ISOLATE}{points}\N{POP DIRECTIONAL ISOLATE}"
    cell = reason.cell if reason.cell is not None else say(KINDS_OF_PART[PartKind.NOT_GIVEN], locale)
    if reason.points > 0:
        return say(
            _("{column}: {cell} speaks for it ({points} points)"),
            locale,
            column=reason.column,
            cell=cell,
            points=points,
        )
    return say(
        _("{column}: {cell} speaks against it ({points} points)"),
        locale,
        column=reason.column,
        cell=cell,
        points=points,
    )


def raising_sentence(model: ScoreModel, one: Raise, locale: str) -> str:
    """Say what another value of a column would go together with."""
    feature = next(feature for feature in model.features if feature.column == one.column)
    return say(
        _("{column}: with {wanted} instead of {cell}, the chance of rows like this one is {chance}"),
        locale,
        column=one.column,
        wanted=part_name(feature, one.part, locale),
        cell=one.cell if one.cell is not None else say(KINDS_OF_PART[PartKind.NOT_GIVEN], locale),
        chance=format_percentage(one.probability, locale),
    )


def caution(locale: str) -> str:
    """Say what such a table cannot know."""
    return say(
        _(
            "Learned from what went together in past rows; that something raises the chance does not prove that it is its cause."
        ),
        locale,
    )


def _number(feature: Feature, value: float, locale: str) -> str:
    if feature.part == "day":
        return format_date(moment_of(value).date(), locale)
    return format_number(float(f"{value:.6g}"), locale)
