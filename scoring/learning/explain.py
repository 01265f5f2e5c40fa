"""Why a score is what it is: what each column adds, in points; one row's reasons; and what would raise it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from scoring.learning.columns import Cells
from scoring.learning.features import Matrix, measure
from scoring.learning.figures import grade_of
from scoring.learning.model import NOT_GIVEN, OTHERS, Feature, Floats, ScoreModel, Truth
from scoring.learning.predict import additions, probabilities, raw_scores

POINTS = float(20 / np.log(2))
"""Twenty points double the odds."""
PARTS = 5
LEAST_ROWS_OF_A_PART = 10
WORTH_TELLING = 1.0
MOST_REASONS = 8
GIVEN_BY_NATURE = re.compile(
    r"(^|[\W_])(age|gender|sex|nationality|country|city|region|state|marital|race|religion|alter|geschlecht|land|edad|sexo|país|idade|"
    r"年龄|性别|国家|城市|年齢|性別|国|العمر|الجنس|البلد)([\W_]|$)",
    re.IGNORECASE,
)
"""Columns about what nobody can or should change; they are never named as something that would raise a score."""


class PartKind(StrEnum):
    """What rows have in common."""

    NUMBER = "number"
    WORD = "word"
    OTHERS = "others"
    NOT_GIVEN = "not_given"


TO_AIM_AT = (PartKind.NUMBER, PartKind.WORD)


@dataclass(frozen=True, slots=True)
class Part:
    """Rows alike in a feature: numbers from `least` to `most`, or a word."""

    kind: PartKind
    value: float
    """The middle number, or the place of the level."""
    points: float
    rows: int
    rate: float
    least: float = 0.0
    most: float = 0.0
    word: str = ""


@dataclass(frozen=True, slots=True)
class Effect:
    """How a feature matters: by how many points it moves rows apart, and what each part of its values adds to the average."""

    feature: Feature
    weight: float
    average: float
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class RowReason:
    """What a column's cell adds to one row, against the average row."""

    column: str
    cell: str | None
    points: float


@dataclass(frozen=True, slots=True)
class Raise:
    """What other rows hold in a column, and the probability that the row would have with it."""

    column: str
    cell: str | None
    part: Part
    probability: float


@dataclass(frozen=True, slots=True)
class RowExplanation:
    """One row: its probability and grade, with its reasons, the strongest first, and what would raise it."""

    row: int
    probability: float
    grade: str
    reasons: tuple[RowReason, ...]
    would_raise: tuple[Raise, ...]


def effects(model: ScoreModel, matrix: Matrix, outcomes: Truth) -> tuple[Effect, ...]:
    """Say how each feature matters over rows with known outcomes, the strongest first."""
    added = additions(model.body, matrix) * model.calibration.slope * POINTS
    found = []
    for place, feature in enumerate(matrix.features):
        average = float(added[:, place].mean())
        points = added[:, place] - average
        parts = tuple(
            replace(part, points=float(points[here].mean()), rate=float(outcomes[here].mean()))
            for part, here in _parts(feature, matrix.values[:, place])
        )
        found.append(Effect(feature, float(points.std()), average, parts))
    return tuple(sorted(found, key=lambda effect: (-effect.weight, effect.feature.name)))


def _parts(feature: Feature, values: Floats) -> Iterator[tuple[Part, Truth]]:
    """Divide rows by their level, or into five parts of like numbers; those without a number are a part of their own."""
    if feature.levels is not None:
        for place, word in enumerate(feature.levels):
            here = values == place
            if here.any():
                kind = {NOT_GIVEN: PartKind.NOT_GIVEN, OTHERS: PartKind.OTHERS}.get(place, PartKind.WORD)
                yield Part(kind, float(place), 0.0, int(here.sum()), 0.0, word=word), here
        return
    given = values[~np.isnan(values)]
    if given.size:
        different = np.unique(given)
        edges = (
            different
            if different.size <= PARTS
            else np.unique(np.quantile(given, np.linspace(0, 1, PARTS + 1)[1:], method="lower"))
        )
        group = np.searchsorted(edges, values)
        for number in range(len(edges)):
            here = (group == number) & ~np.isnan(values)
            if here.any():
                mine = values[here]
                middle = float(np.median(mine))
                yield Part(PartKind.NUMBER, middle, 0.0, len(mine), 0.0, float(mine.min()), float(mine.max())), here
    if given.size < values.size:
        here = np.isnan(values)
        yield Part(PartKind.NOT_GIVEN, float("nan"), 0.0, int(here.sum()), 0.0), here


def explain_row(
    model: ScoreModel, cells: Mapping[str, Cells], row: int, *, known: tuple[Effect, ...]
) -> RowExplanation:
    """Explain one row of a table (the first is 0) against the rows that `known` was made of."""
    mine: dict[str, Cells] = {
        column.name: [cells[column.name][row]] if column.name in cells else [None] for column in model.columns
    }
    matrix = measure(model.features, model.columns, mine)
    score = raw_scores(model.body, matrix)
    probability = float(probabilities(model.calibration, score)[0])
    points = _against_average(model, matrix, known)
    by_column: dict[str, float] = {}
    for feature, worth in zip(model.features, points, strict=True):
        by_column[feature.column] = by_column.get(feature.column, 0.0) + float(worth)
    reasons = [
        RowReason(name, mine[name][0], worth) for name, worth in by_column.items() if abs(worth) >= WORTH_TELLING
    ]
    reasons.sort(key=lambda reason: (-abs(reason.points), reason.column))
    return RowExplanation(
        row=row,
        probability=probability,
        grade=grade_of(probability, model.grades),
        reasons=tuple(reasons[:MOST_REASONS]),
        would_raise=_raising(model, matrix, mine, known=known, now=probability),
    )


def _against_average(model: ScoreModel, matrix: Matrix, known: tuple[Effect, ...]) -> Floats:
    """Return the points of one row's features, the average row being 0."""
    averages = {effect.feature.name: effect.average for effect in known}
    mine: Floats = additions(model.body, matrix)[0] * model.calibration.slope * POINTS
    apart: Floats = mine - np.array([averages[feature.name] for feature in model.features])
    return apart


def _raising(
    model: ScoreModel, matrix: Matrix, mine: Mapping[str, Cells], *, known: tuple[Effect, ...], now: float
) -> tuple[Raise, ...]:
    """Try the values that other rows have, one column at a time; keep the best of each column that helps."""
    places = {feature.name: place for place, feature in enumerate(model.features)}
    found = []
    for effect in known:
        if effect.feature.part or GIVEN_BY_NATURE.search(effect.feature.column):
            continue
        parts = [part for part in effect.parts if part.rows >= LEAST_ROWS_OF_A_PART and part.kind in TO_AIM_AT]
        if not parts:
            continue
        values = np.repeat(matrix.values, len(parts), axis=0)
        values[:, places[effect.feature.name]] = [part.value for part in parts]
        said = probabilities(model.calibration, raw_scores(model.body, Matrix(values, matrix.features)))
        best = int(said.argmax())
        if said[best] >= now + 0.01:
            name = effect.feature.column
            found.append(Raise(name, mine[name][0], parts[best], float(said[best])))
    return tuple(sorted(found, key=lambda one: (-one.probability, one.column))[:3])
