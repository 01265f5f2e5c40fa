"""How columns become features that a model can weigh: numbers, frequent levels, parts of dates; the same at learning and later."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from scoring.learning.columns import MOST_LEVELS, Cells, Column, Kind, mail_kind
from scoring.learning.model import NOT_GIVEN, OTHERS, Feature, Floats, Truth
from scoring.learning.moments import days

LEAST_ROWS_OF_A_LEVEL = 2
LEAST_SHARE_OF_A_LEVEL = 0.001


@dataclass(frozen=True, slots=True)
class Matrix:
    """One column per feature: the number (not a number where it is not given), or the place of the level."""

    values: Floats
    features: tuple[Feature, ...]

    def of(self, rows: Truth) -> Matrix:
        """Return some of the rows."""
        return Matrix(self.values[rows], self.features)


def design(columns: Sequence[Column], cells: Mapping[str, Cells]) -> tuple[Feature, ...]:
    """Decide on the features of columns by what stands in them; the outcome plays no part."""
    features: list[Feature] = []
    for column in columns:
        written = cells[column.name]
        if column.kind is Kind.NUMBER:
            features.append(Feature(column.name, None))
        elif column.kind is Kind.MOMENT:
            features += _parts_of(column, written)
        else:
            words = [mail_kind(cell) if cell and column.kind is Kind.MAIL else cell for cell in written]
            features.append(Feature(column.name, None, _levels(words)))
    return tuple(features)


def measure(features: tuple[Feature, ...], columns: Sequence[Column], cells: Mapping[str, Cells]) -> Matrix:
    """Read the features of rows; a column that the rows lack counts as not given."""
    by_name = {column.name: column for column in columns}
    rows = len(next(iter(cells.values()), []))
    values = np.empty((rows, len(features)))
    for place, feature in enumerate(features):
        column = by_name[feature.column]
        written = cells.get(column.name) or [None] * rows
        values[:, place] = _read(feature, column, written)
    return Matrix(values, features)


def _levels(words: Cells) -> tuple[str, ...]:
    """Keep the frequent words of a choice; the first two places stand for nothing and for all others."""
    counts = Counter(word for word in words if word is not None)
    least = max(LEAST_ROWS_OF_A_LEVEL, LEAST_SHARE_OF_A_LEVEL * len(words))
    frequent = sorted(
        (word for word, times in counts.items() if times >= least), key=lambda word: (-counts[word], word)
    )
    return ("", "", *sorted(frequent[:MOST_LEVELS]))


def _parts_of(column: Column, written: Cells) -> list[Feature]:
    assert column.moments is not None
    moments = [moment for cell in set(written) if cell and (moment := column.moments.read(cell))]
    parts = [
        Feature(column.name, "day"),
        Feature(column.name, "month", ("", "", *(f"{month:02}" for month in range(1, 13)))),
    ]
    if len({moment.date() for moment in moments}) > 1:
        parts.append(Feature(column.name, "weekday", ("", "", *map(str, range(1, 8)))))
    if len({moment.hour for moment in moments}) > 1:
        parts.append(Feature(column.name, "hour", ("", "", *(f"{hour:02}" for hour in range(24)))))
    return parts


def _read(feature: Feature, column: Column, written: Cells) -> Floats:
    """Read each different cell once."""
    seen: dict[str | None, float] = {}
    places = {level: place for place, level in enumerate(feature.levels or ()) if place > OTHERS}

    def read(cell: str | None) -> float:
        if cell not in seen:
            seen[cell] = _value(cell, feature, column, places=places)
        return seen[cell]

    return np.fromiter((read(cell) for cell in written), dtype=np.float64, count=len(written))


def _value(cell: str | None, feature: Feature, column: Column, *, places: dict[str, int]) -> float:
    if feature.levels is None:
        number: float | None = None
        if cell is not None and column.numbers is not None:
            number = column.numbers.read(cell)
        elif cell is not None and column.moments is not None and (moment := column.moments.read(cell)):
            number = days(moment)
        return float("nan") if number is None else number
    if cell is None:
        return NOT_GIVEN
    word: str | None = cell
    if column.moments is not None:
        moment = column.moments.read(cell)
        word = _part(moment, feature.part) if moment else None
    elif column.kind is Kind.MAIL:
        word = mail_kind(cell)
    return NOT_GIVEN if word is None else places.get(word, OTHERS)


def _part(moment: datetime, part: str | None) -> str:
    if part == "month":
        return f"{moment.month:02}"
    return str(moment.isoweekday()) if part == "weekday" else f"{moment.hour:02}"
