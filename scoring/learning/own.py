"""How a score is learned from our own won and lost customers, beside the rules: only what does better than they do is used."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace

import numpy as np

from content.catalogue.model import ScoringRules
from content.editions.weights import CRITERIA, REWARDS
from scoring.criteria import judgements
from scoring.grade import JUNK, grade
from scoring.learning.columns import Cells
from scoring.learning.errors import TooLittle
from scoring.learning.explain import POINTS as POINTS_PER_LOG_ODDS
from scoring.learning.features import measure
from scoring.learning.figures import grade_of, losses
from scoring.learning.model import Family, Figures, ScoreModel
from scoring.learning.predict import additions, probabilities, raw_scores
from scoring.learning.rows import LEAST_OF_EACH, LEAST_ROWS, Progress, Rows, Wish, prepare
from scoring.learning.table import Table
from scoring.learning.train import learn
from scoring.model import Grade, GradeDecision, LeadFacts, Reason
from scoring.teams import rules_for

POINTS = "points"
WON = "won"
"""Columns beside those of the criteria."""
EXPLAINABLE = (Family.LOGISTIC, Family.ADDITIVE)


@dataclass(frozen=True, slots=True)
class Concluded:
    """A customer as it stood before it was won or lost."""

    facts: LeadFacts
    won: bool


@dataclass(frozen=True, slots=True)
class LearnedGrade:
    """A grade by what was learned: how likely an order is, and why."""

    grade: Grade
    probability: float
    reasons: tuple[Reason, ...]
    would_raise: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class OwnScore:
    """What was learned from the criteria, beside the calibrated points of the rules on the same customers."""

    model: ScoreModel
    rules: Figures
    better: bool
    """Whether it loses less than the rules by more than one standard error, on customers that it had not seen."""


def shares(facts: LeadFacts, rules: ScoringRules) -> dict[str, float]:
    """Return the share of each criterion that a lead earns; a criterion that says nothing of it is 0."""
    found = dict.fromkeys(rules.weights, 0.0)
    found.update({code: share for code, share, _ in judgements(facts, rules) if code in found})
    return found


def learn_own(concluded: Sequence[Concluded], rules: ScoringRules, progress: Progress) -> OwnScore:
    """Learn from the criteria, none of which may count against sense: a budget never lowers the chance, advertising never raises it. Raises LearningRefused where there is too little."""
    won = sum(one.won for one in concluded)
    if len(concluded) < LEAST_ROWS or min(won, len(concluded) - won) < LEAST_OF_EACH:
        raise TooLittle(
            f"{won} customers won and {len(concluded) - won} lost are too few to learn from; the rules stand until there are "
            f"{LEAST_ROWS} with {LEAST_OF_EACH} of each."
        )
    earned = [shares(one.facts, rules) for one in concluded]
    columns: dict[str, list[str | None]] = {code: [repr(each[code]) for each in earned] for code in rules.weights}
    columns[POINTS] = [repr(grade(one.facts, _of_their_team(one.facts, rules)).points) for one in concluded]
    columns[WON] = ["yes" if one.won else "no" for one in concluded]
    rows = prepare(Table(columns, ",", "utf-8"), Wish(WON, positive=("yes",)))
    rows = replace(rows, directions={POINTS: 1, **{code: _direction(code, rules) for code in rules.weights}})
    points = learn(_only(rows, {POINTS}), progress, families=EXPLAINABLE)
    learned = learn(_only(rows, set(rows.cells) - {POINTS}), progress, families=EXPLAINABLE)
    difference = losses(points.said, rows.outcomes) - losses(learned.said, rows.outcomes)
    spread = float(difference.std(ddof=1)) / float(np.sqrt(len(difference)))
    return OwnScore(learned.model, points.model.figures, bool(difference.mean() > spread))


def _of_their_team(facts: LeadFacts, rules: ScoringRules) -> ScoringRules:
    return rules_for(rules, country=facts.country, locale=facts.locale, industry=facts.industry)


def _direction(code: str, rules: ScoringRules) -> int:
    """Say whether more of a criterion may never lower (1) or never raise (-1) the chance; its weight tells of one not known."""
    if code in CRITERIA:
        return 1 if code in REWARDS else -1
    return 1 if rules.weights[code] > 0 else -1


def regrade(decision: GradeDecision, facts: LeadFacts, rules: ScoringRules, *, model: ScoreModel) -> LearnedGrade:
    """Grade a lead by what was learned. Junk stays a D; reasons and what would raise it carry the learned points."""
    earned = shares(facts, rules)
    points = _points(model, earned)
    probability = _probability(model, earned)
    data = {reason.code: reason.data for reason in (*decision.would_raise, *decision.reasons)}
    told = [Reason(code, round(worth, 1), data.get(code, {})) for code, worth in points.items() if earned[code]]
    missed = [
        Reason(code, round(_points(model, {**earned, code: 1.0})[code] - points[code], 1), data.get(code, {}))
        for code, weight in rules.weights.items()
        if weight > 0 and earned[code] < 1
    ]
    junk = any(reason.code in JUNK for reason in decision.reasons)
    return LearnedGrade(
        grade=Grade.D if junk else Grade(grade_of(probability, model.grades)),
        probability=probability,
        reasons=tuple(sorted((one for one in told if one.points), key=lambda one: -abs(one.points))),
        would_raise=()
        if junk
        else tuple(sorted((one for one in missed if one.points > 0), key=lambda one: -one.points)),
    )


def _points(model: ScoreModel, earned: Mapping[str, float]) -> dict[str, float]:
    """Return what each criterion adds against the average customer, in points of which twenty double the odds."""
    matrix = measure(model.features, model.columns, _cells(model, earned))
    added = additions(model.body, matrix)[0] * model.calibration.slope * POINTS_PER_LOG_ODDS
    return dict.fromkeys(earned, 0.0) | {
        feature.column: float(worth) for feature, worth in zip(model.features, added, strict=True)
    }


def _probability(model: ScoreModel, earned: Mapping[str, float]) -> float:
    matrix = measure(model.features, model.columns, _cells(model, earned))
    return float(probabilities(model.calibration, raw_scores(model.body, matrix))[0])


def _cells(model: ScoreModel, earned: Mapping[str, float]) -> dict[str, Cells]:
    return {column.name: [repr(earned.get(column.name, 0.0))] for column in model.columns}


def _only(rows: Rows, names: Set[str]) -> Rows:
    """Return the rows with some of their columns only; they keep their folds."""
    return replace(
        rows,
        cells={name: cells for name, cells in rows.cells.items() if name in names},
        columns=tuple(column for column in rows.columns if column.name in names),
        directions={name: sign for name, sign in rows.directions.items() if name in names},
    )
