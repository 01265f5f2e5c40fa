"""A score learned from leads is as good as the law they were made by allows, calibrated, monotone, and the same whatever the order."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import brier_score_loss, roc_auc_score

from scoring.learning.columns import Omission
from scoring.learning.errors import ForeignModel, LearningRefused
from scoring.learning.features import Matrix, measure
from scoring.learning.figures import auc, cut_grades, figures
from scoring.learning.fit import fit
from scoring.learning.folds import deal, fingerprints
from scoring.learning.kept import from_text, to_text
from scoring.learning.model import Family, Feature, ScoreModel
from scoring.learning.predict import additions, probabilities, raw_scores, start_of
from scoring.learning.rows import Wish
from scoring.learning.table import read_table
from scoring.learning.train import train
from scoring.learning.tried import PLAIN, Setting, settings
from tests.scoring.learning.leads import as_csv, leads

MADE = leads(1500)


@pytest.fixture(scope="module")
def model() -> ScoreModel:
    return train(read_table(as_csv(MADE)), Wish("converted"))


def said_of(model: ScoreModel, data: bytes) -> np.ndarray:
    matrix = measure(model.features, model.columns, read_table(data).columns)
    return probabilities(model.calibration, raw_scores(model.body, matrix))


def test_it_ranks_nearly_as_well_as_the_law_itself_and_is_calibrated(model: ScoreModel) -> None:
    best = roc_auc_score([lead.won for lead in MADE], [lead.chance for lead in MADE])
    assert model.figures.n == 1500
    assert model.figures.auc > best - 0.02
    assert model.figures.calibration_error < 0.05
    fresh = leads(4000, seed=2)
    said = said_of(model, as_csv(fresh))
    assert np.abs(said - [lead.chance for lead in fresh]).mean() < 0.08
    assert figures(said, np.array([lead.won for lead in fresh])).calibration_error < 0.05


def test_grades_rise_with_the_share_of_successes(model: ScoreModel) -> None:
    rates = [one.rate for one in model.grades.values() if one.rate is not None]
    assert len(rates) >= 3
    assert rates == sorted(rates, reverse=True)
    assert sum(one.n for one in model.grades.values()) == 1500


def test_columns_that_say_nothing_are_named(model: ScoreModel) -> None:
    assert model.left_out == {"Lead Number": Omission.IDENTIFIER, "Portal": Omission.CONSTANT}
    assert model.target.guessed
    assert model.tells_all == ()


def test_the_order_of_rows_and_columns_changes_nothing(model: ScoreModel) -> None:
    shuffled = list(MADE)
    random.Random(3).shuffle(shuffled)
    columns = list(reversed(MADE[0].cells()))
    other = train(read_table(as_csv(shuffled, delimiter=";", columns=columns)), Wish("Converted"))
    assert to_text(other) == to_text(model)


def test_a_kept_score_says_exactly_the_same(model: ScoreModel) -> None:
    again = from_text(to_text(model))
    assert again == model
    assert (said_of(again, as_csv(MADE)) == said_of(model, as_csv(MADE))).all()


@pytest.mark.parametrize("family", list(Family))
def test_every_family_is_kept_exactly_and_its_additions_make_up_the_whole(model: ScoreModel, family: Family) -> None:
    matrix = measure(model.features, model.columns, read_table(as_csv(MADE)).columns)
    won = np.array([lead.won for lead in MADE])
    body = fit(family, matrix, won, setting=settings(family, 2000)[-1], directions={})
    kept = from_text(to_text(replace(model, body=body, family=family)))
    assert (raw_scores(kept.body, matrix) == raw_scores(body, matrix)).all()
    assert np.allclose(start_of(body) + additions(body, matrix).sum(axis=1), raw_scores(body, matrix))


def test_trees_say_what_scikit_learn_says() -> None:
    chance = np.random.default_rng(5)
    values = chance.normal(size=(800, 3))
    values[chance.random((800, 3)) < 0.1] = np.nan
    won = chance.random(800) < 1 / (1 + np.exp(-np.nan_to_num(values[:, 0] * 2)))
    matrix = Matrix(values, tuple(Feature(name, None) for name in "abc"))
    body = fit(Family.BOOSTED, matrix, won, setting=Setting(trees=60), directions={})
    theirs = HistGradientBoostingClassifier(
        learning_rate=0.06, max_iter=60, max_leaf_nodes=12, min_samples_leaf=20, l2_regularization=5.0, random_state=0,
        early_stopping=False,
    ).fit(values, won)  # fmt: skip
    assert np.allclose(raw_scores(body, matrix), theirs.decision_function(values))


def test_a_straight_model_says_what_plain_logistic_regression_says() -> None:
    chance = np.random.default_rng(6)
    values = chance.normal(size=(600, 2)) * [1, 50] + [3, 100]
    won = chance.random(600) < 1 / (1 + np.exp(3 - values[:, 0]))
    body = fit(
        Family.LOGISTIC, Matrix(values, (Feature("a", None), Feature("b", None))), won, setting=PLAIN, directions={}
    )
    scaled = (values - values.mean(axis=0)) / values.std(axis=0)
    theirs = LogisticRegression(C=1.0, tol=1e-8).fit(scaled, won).decision_function(scaled)
    assert np.allclose(raw_scores(body, Matrix(values, (Feature("a", None), Feature("b", None)))), theirs, atol=1e-4)


@pytest.mark.parametrize("family", list(Family))
def test_a_column_kept_rising_never_lowers_the_score(family: Family) -> None:
    chance = np.random.default_rng(7)
    values = chance.normal(size=(1000, 2))
    won = chance.random(1000) < 1 / (1 + np.exp(np.sin(3 * values[:, 0]) + values[:, 0]))
    features = (Feature("falls", None), Feature("noise", None))
    body = fit(family, Matrix(values, features), won, setting=settings(family, 2000)[-1], directions={"falls": 1})
    line = np.stack([np.linspace(-4, 4, 200), np.zeros(200)], axis=1)
    assert (np.diff(raw_scores(body, Matrix(line, features))) >= -1e-12).all()
    said = 1 / (1 + np.exp(-raw_scores(body, Matrix(values, features))))
    assert abs(said.mean() - won.mean()) < 0.01


def test_figures_are_those_of_the_textbooks() -> None:
    chance = np.random.default_rng(8)
    said = chance.random(5000).round(2).clip(0.01, 0.99)
    happened = chance.random(5000) < said
    found = figures(said, happened)
    assert found.auc == pytest.approx(roc_auc_score(happened, said))
    assert found.brier == pytest.approx(brier_score_loss(happened, said))
    assert found.calibration_error < 0.02
    assert [one.rows for one in found.bins] == [500] * 10
    bent = figures(said**2, happened)
    assert bent.calibration_error == pytest.approx(float((said - said**2).mean()), abs=0.02)
    assert auc(np.full(10, 0.5), np.arange(10) > 4) == 0.5


def test_a_grade_that_outcomes_do_not_bear_out_joins_another() -> None:
    said = np.repeat([0.9, 0.6, 0.2, 0.02], 100)
    happened = np.concatenate([np.arange(100) < share for share in (30, 60, 20, 2)])
    grades = cut_grades(said, happened, 0.28)
    rates = [one.rate for one in grades.values() if one.rate is not None]
    assert rates == sorted(rates, reverse=True)
    assert sum(one.n for one in grades.values()) == 400


def test_rows_alike_share_a_fold_and_every_fold_has_its_part_of_successes() -> None:
    rows = {"a": [str(row % 300) for row in range(900)], "b": ["x"] * 900}
    won = np.array([row % 300 < 30 for row in range(900)])
    folds = deal(fingerprints(rows, 900), won)
    for row in range(300):
        assert len(set(folds[row::300])) == 1
    assert [int(won[folds == fold].sum()) for fold in range(5)] == [18] * 5


@pytest.mark.parametrize("different", [2, 3, 60])
def test_few_kinds_of_rows_or_one_with_all_successes_still_teach(different: int) -> None:
    rows = [(row % different, "yes" if row % different == 0 and row % 7 else "no") for row in range(1200)]
    table = read_table(b"a,b,y\n" + b"".join(f"{kind},x{kind % 2},{ended}\n".encode() for kind, ended in rows))
    model = train(table, Wish("y"))
    assert model.figures.n == 1200
    assert model.figures.auc > 0.9


@pytest.mark.parametrize(
    ("count", "won"),
    [(20, [True, False] * 10), (80, [True] * 80), (80, [False] * 80), (80, [True] * 5 + [False] * 75)],
)
def test_too_little_is_refused_in_one_sentence(count: int, won: list[bool]) -> None:
    made = [replace(lead, won=ended) for lead, ended in zip(leads(count), won, strict=True)]
    with pytest.raises(LearningRefused, match=r"^[^\n]+\.$"):
        train(read_table(as_csv(made)), Wish("Converted"))


def test_a_column_filled_after_the_outcome_is_warned_of_and_left_out_on_demand() -> None:
    told = b"a,b,y\n" + b"".join(
        f"{row % 7},{'won' if row % 3 else 'lost'},{int(row % 3 > 0)}\n".encode() for row in range(200)
    )
    assert train(read_table(told), Wish("y")).tells_all == ("b",)
    without = train(read_table(told), Wish("y", without=("B",)))
    assert (without.tells_all, without.left_out) == ((), {"b": Omission.ASKED})


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('"base_rate": 0.', '"base_rate": 0.9'),
        ('"version": 1', '"version": 2'),
        ('"tradewind score"', '"another score"'),
        ("{", "["),
    ],
)
def test_a_score_that_was_changed_or_is_foreign_is_refused(model: ScoreModel, before: str, after: str) -> None:
    text = to_text(model)
    assert before in text
    with pytest.raises(ForeignModel, match=r"^[^\n]+\.$"):
        from_text(text.replace(before, after, 1))


def test_a_score_with_parts_that_do_not_fit_is_refused_though_its_digest_is_right(model: ScoreModel) -> None:
    for wrong in (replace(model, features=model.features[1:]), replace(model, columns=())):
        with pytest.raises(ForeignModel):
            from_text(to_text(wrong))
